"""The answers of Arizona's bill status service that are read here, under plain names.

Source: https://apps.azleg.gov/api, which has no documentation; the fields are those that the bill
pages are made of. A date is written "2026-02-05T00:00:00", in old sessions "02/05/2026", and may be
`true` where only the fact is known. A text may be null, "None" means nothing.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

Row = dict[str, Any]
_AMERICAN_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})")  # "02/05/2026"


def _day(value: Any) -> str:
    """Raises ValueError for what is no date."""
    if value is None or isinstance(value, bool) or value == "":
        return ""
    if american := _AMERICAN_DAY.match(str(value)):
        month, day, year = (int(part) for part in american.groups())
        return date(year, month, day).isoformat()
    return date.fromisoformat(str(value)[:10]).isoformat()


def _words(value: Any) -> Any:
    """A number where words are due is a change of the service, and is reported as one."""
    return " ".join((value or "").split()) if isinstance(value, str | None) else value


Words = Annotated[str, BeforeValidator(_words)]
Said = Annotated[Words, BeforeValidator(lambda value: None if value == "None" else value)]
Day = Annotated[str, BeforeValidator(_day)]
Number = Annotated[int, BeforeValidator(lambda value: value or 0)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Session(_Row):
    id: int = Field(alias="SessionId")
    name: Words = Field(alias="Name", min_length=1)


class Committee(_Row):
    """type: Standing or Floor. A floor "committee" is a stage such as Third Reading."""

    name: Words = Field(alias="CommitteeName", min_length=1)
    type: Words = Field("", alias="TypeName")
    body: Words = Field("", alias="LegislativeBody")


class Assignment(_Row):
    committee: Committee = Field(alias="Committee")
    assigned: Day = Field("", alias="AssignedDate")


class Report(_Row):
    committee: Committee = Field(alias="Committee")
    action: Said = Field("", alias="Action")
    day: Day = Field("", alias="ReportDate")


class Transmittal(_Row):
    body: Words = Field("", alias="LegislativeBody")
    day: Day = Field("", alias="TransmitDate")


class Bill(_Row):
    """now_title: the subject of an amendment that replaced the whole bill."""

    id: int = Field(alias="BillId")
    number: Words = Field(alias="Number", min_length=1)
    title: Words = Field("", alias="ShortTitle")
    now_title: Words = Field("", alias="NOWTitle")
    description: Words = Field("", alias="Description")
    disposition: Said = Field("", alias="FinalDisposition")
    chapter: Number = Field(0, alias="ChapterNumber")
    prefiled: Day = Field("", alias="PreFileDate")
    introduced: Day = Field("", alias="DateIntroduced")
    house_first: Day = Field("", alias="House1stRead")
    house_first_waived: Day = Field("", alias="House1stWaived")
    house_second: Day = Field("", alias="House2ndRead")
    house_second_waived: Day = Field("", alias="House2ndWaived")
    senate_first: Day = Field("", alias="Senate1stRead")
    senate_first_waived: Day = Field("", alias="Senate1stWaived")
    senate_second: Day = Field("", alias="Senate2ndRead")
    senate_second_waived: Day = Field("", alias="Senate2ndWaived")
    assignments: list[Assignment] = Field([], alias="StandingCommittee")
    reports: list[Report] = Field([], alias="BillStatusAction")
    transmittals: list[Transmittal] = Field([], alias="BodyTransmittedTo")
    governor: Said = Field("", alias="GovernorAction")
    governor_day: Day = Field("", alias="GovernorActionDate")


class Document(_Row):
    name: Words = Field("", alias="DocumentName")
    page: Words = Field("", alias="HtmlPath")
    pdf: Words = Field("", alias="PdfPath")


class DocumentGroup(_Row):
    name: Words = Field("", alias="DocumentGroupName")
    documents: list[Document] = Field([], alias="Documents")


class Legislator(_Row):
    full: Words = Field("", alias="FullName")
    first: Words = Field("", alias="FirstName")
    last: Words = Field("", alias="LastName")


class Sponsor(_Row):
    type: Words = Field("", alias="SponsorType")
    legislator: Legislator = Field(alias="Legislator")


class Keyword(_Row):
    word: Words = Field("", validation_alias=AliasChoices("Keyword", "Name"))
