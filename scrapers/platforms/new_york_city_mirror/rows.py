"""The files of the mirror that are read here, under plain names.

Times say Z and are New York's; one that is not set is of the year 1. A list that is empty may be
missing. Source: github.com/jehiah/legislator, `db/legislation.go`.
"""

from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from scrapers.platforms.legistar.rows import Matter, Order, Row, Text, Words

Item = TypeVar("Item")
Rows = Annotated[list[Item], BeforeValidator(lambda rows: [] if rows is None else rows)]


def _day(value: object) -> object:
    """`2026-02-24T00:00:00Z` gives `2026-02-24`, `0001-01-01T00:00:00Z` nothing."""
    if not isinstance(value, str):
        return value
    return "" if value.startswith("0001-") else value[:10]


Day = Annotated[Words, BeforeValidator(_day)]


class Sponsor(Row):
    name: Words = Field("", alias="FullName")


class History(Row):
    id: int = Field(alias="ID")
    date: Day = Field("", alias="Date")
    action: Words = Field("", alias="Action")
    body: Words = Field("", alias="BodyName")
    passed: Words = Field("", alias="PassedFlagName")


class Attachment(Row):
    id: int = Field(alias="ID")
    name: Words = Field("", alias="Name")
    url: Words = Field("", alias="Link")
    order: Order = Field(0, alias="Sort")


class Legislation(Row):
    """`introduction/2026/0722.json`: what Legistar calls a matter, with its newest text only."""

    id: int = Field(alias="ID")
    file: Annotated[str, Field(min_length=1)] = Field(alias="File")
    name: Words = Field("", alias="Name")
    title: Words = Field("", alias="Title")
    type: Words = Field("", alias="TypeName")
    status: Words = Field("", alias="StatusName")
    introduced: Day = Field("", alias="IntroDate")
    on_agenda: Day = Field("", alias="AgendaDate")
    local_law: Words = Field("", alias="LocalLaw")
    version: Words = Field("", alias="Version")
    sponsors: Rows[Sponsor] = Field([], alias="Sponsors")
    history: Rows[History] = Field([], alias="History")
    attachments: Rows[Attachment] = Field([], alias="Attachments")
    summary: Words = Field("", alias="Summary")
    plain: Text = Field("", alias="Text")
    rtf: Text = Field("", alias="RTF")

    @property
    def matter(self) -> Matter:
        return Matter.model_validate(
            {
                "MatterId": self.id,
                "MatterFile": self.file,
                "MatterName": self.name,
                "MatterTitle": self.title,
                "MatterTypeName": self.type,
                "MatterStatusName": self.status,
                "MatterIntroDate": self.introduced,
                "MatterAgendaDate": self.on_agenda,
                "MatterEnactmentNumber": self.local_law,
            }
        )


class Resubmission(Row):
    earlier: str = Field(alias="FromFile")
    later: str = Field(alias="ToFile")


class Resubmissions(Row):
    """`resubmit/2026.json`: the bills that a new term brought back."""

    rows: Rows[Resubmission] = Field([], alias="Resubmitted")
