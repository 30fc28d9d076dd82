"""The answers of Washington's web services, under plain names.

Source: https://wslwebservices.leg.wa.gov, a page for each operation with a sample of its answer: an
array of one element a version, status, sponsor or document. Dates are naive local times, and of the
year 1 where none is set.
"""

import re
from datetime import date
from typing import Annotated, Any

from lxml import etree
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers.safe_xml import root_of

NAMESPACE = "{http://WSLWebServices.leg.wa.gov/}"
# "1811", "1811-S2.E", "1811-S.PL", "1008-S2.E2", "8000-Small claims"
_PRINTING = re.compile(r"^(\d+)(?:-S(\d?)(?=\.|$))?(?:\.E(\d?)(?=\.|$))?(?:\.(PL|SL)$)?")

Row = dict[str, Any]


def _day(text: str) -> str:
    """`2025-02-19T00:00:00` to its day, empty for the year 1. Raises ValueError for what is no date."""
    return "" if not text or text.startswith("0001-") else date.fromisoformat(text[:10]).isoformat()


Words = Annotated[str, BeforeValidator(lambda value: " ".join((value or "").split()))]
Line = Annotated[str, BeforeValidator(lambda value: (value or "").strip())]
Day = Annotated[Line, AfterValidator(_day)]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class Status(_Answer):
    """`LegislativeStatus`: a line of a bill's history, or where it stands now."""

    line: Line = Field("", alias="HistoryLine")
    day: Day = Field("", alias="ActionDate")
    status: Words = Field("", alias="Status")


class Companion(_Answer):
    bill: Words = Field("", alias="BillId")
    biennium: Words = Field("", alias="Biennium")


class Legislation(_Answer):
    """One version of a bill."""

    bill: Words = Field(alias="BillId", min_length=1)
    number: int = Field(alias="BillNumber")
    substitute: int = Field(0, alias="SubstituteVersion")
    engrossed: int = Field(0, alias="EngrossedVersion")
    kind: Words = Field("", alias="ShortLegislationType")
    agency: Words = Field(alias="OriginalAgency", min_length=1)
    biennium: Words = Field(alias="Biennium", min_length=1)
    short: Words = Field("", alias="ShortDescription")
    long: Words = Field("", alias="LongDescription")
    legal: Words = Field("", alias="LegalTitle")
    current: Annotated[Status, BeforeValidator(lambda value: value or {})] = Field(
        {}, alias="CurrentStatus", validate_default=True
    )
    companions: list[Companion] = Field([], alias="Companions")

    @property
    def identifier(self) -> str:
        """What all versions are called together: `HB 1811` of `E2SHB 1811`."""
        return f"{self.agency[0]}{self.kind} {self.number}"


class Document(_Answer):
    name: Words = Field(alias="Name", min_length=1)
    short: Words = Field("", alias="ShortFriendlyName")
    long: Words = Field("", alias="LongFriendlyName")
    kind: Words = Field("", alias="Class")
    page: Line = Field("", alias="HtmUrl")
    pdf: Line = Field("", alias="PdfUrl")
    created: Day = Field("", alias="HtmCreateDate")

    @property
    def number(self) -> str:
        """`1811` of `1811-S HBR HCW 25`, empty for an initiative."""
        found = _PRINTING.match(self.name)
        return found[1] if found else ""

    @property
    def age(self) -> tuple[int, int, int, str]:
        """Sort key: `1811`, `1811-S`, `1811-S2`, `1811-S2.E`, `1811-S2.PL`, `1811-S2.SL`."""
        found = _PRINTING.match(self.name)
        _, substitute, engrossed, passed = found.groups() if found else ("", None, None, None)
        return (
            ("", "PL", "SL").index(passed or ""),
            0 if substitute is None else int(substitute or 1),
            0 if engrossed is None else int(engrossed or 1),
            self.name,
        )


class Sponsor(_Answer):
    name: Words = Field("", alias="Name")
    first: Words = Field("", alias="FirstName")
    last: Words = Field("", alias="LastName")
    type: Words = Field("", alias="Type")
    order: int = Field(0, alias="Order")


def array_in(body: bytes, member: str) -> list[Row]:
    """The elements `member` of `<ArrayOf…>` as dicts of their fields, an array in one as a list.

    Raises ValueError for what is no such array, in the publisher's own words if there are any.
    """
    root = root_of(body, f"{NAMESPACE}ArrayOf{member}")
    return [_fields(element) for element in root.iterchildren(f"{NAMESPACE}{member}")]


def _fields(element: Any) -> Row:
    return {etree.QName(child).localname: _value(child) for child in element.iterchildren("*")}


def _value(element: Any) -> Any:
    name = etree.QName(element).localname
    if name == "Companions":
        return [_fields(child) for child in element.iterchildren("*")]
    if name == "ShortLegislationType" and len(element):
        # the pair of a code and its meaning bears the name of the code
        return element.findtext(f"{NAMESPACE}{name}")
    return _fields(element) if len(element) else element.text
