"""The rows of Oregon's legislative data service that are read here, under plain names.

Source: https://api.oregonlegislature.gov/odata/odataservice.svc/$metadata, OData 3. Times are naive
local ones. The service spells `LegislatoreCode` and `CommittteCode` so; a text may be null.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from w3lib.html import remove_tags

Row = dict[str, Any]


def _day(text: str) -> str:
    """`2025-01-13T08:00:00` to its day. Raises ValueError for what is no date."""
    return date.fromisoformat(text[:10]).isoformat() if text else ""


def _plain(value: Any) -> Any:
    """Summaries have marks such as `<b>` in them."""
    return " ".join(remove_tags(value or "").split()) if isinstance(value, str | None) else value


Words = Annotated[str, BeforeValidator(_plain)]
Line = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Day = Annotated[Line, AfterValidator(_day)]
Order = Annotated[float, BeforeValidator(lambda value: 0 if value is None else value)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Session(_Row):
    key: str = Field(alias="SessionKey", min_length=1)


class Legislator(_Row):
    code: str = Field(alias="LegislatorCode", min_length=1)
    first: Words = Field("", alias="FirstName")
    last: Words = Field("", alias="LastName")


class Committee(_Row):
    code: str = Field(alias="CommitteeCode", min_length=1)
    name: Words = Field("", alias="CommitteeName")


class Sponsor(_Row):
    """level: Chief or Regular. A measure filed before the session has a row without a code."""

    member: Line = Field("", alias="LegislatoreCode")
    committee: Line = Field("", alias="CommitteeCode")
    level: Words = Field("", alias="SponsorLevel")
    order: Order = Field(0, alias="PrintOrder")


class Action(_Row):
    id: int = Field(alias="MeasureHistoryId")
    chamber: Words = Field("", alias="Chamber")
    day: Day = Field("", alias="ActionDate")
    text: Words = Field("", alias="ActionText")


class Printing(_Row):
    note: Words = Field("", alias="VersionDescription")
    url: Line = Field("", alias="DocumentUrl")
    created: Day = Field("", alias="CreatedDate")


class Analysis(_Row):
    type: Words = Field("", alias="DocumentType")
    version: Words = Field("", alias="Version")
    url: Line = Field("", alias="DocumentUrl")
    created: Day = Field("", alias="CreatedDate")


class Measure(_Row):
    """`RelatingTo` is what the legislature prints as the title."""

    prefix: str = Field(alias="MeasurePrefix", min_length=1)
    number: int = Field(alias="MeasureNumber")
    relating: Words = Field("", alias="RelatingTo")
    relating_in_full: Words = Field("", alias="RelatingToFull")
    catch_line: Words = Field("", alias="CatchLine")
    summary: Words = Field("", alias="MeasureSummary")
    location: Words = Field("", alias="CurrentLocation")
    chapter: Words = Field("", alias="ChapterNumber")
    requester: Words = Field("", alias="AtTheRequestOf")
    sponsors: list[Sponsor] = Field([], alias="MeasureSponsors")
    actions: list[Action] = Field([], alias="MeasureHistoryActions")
    printings: list[Printing] = Field([], alias="MeasureDocuments")
    analyses: list[Analysis] = Field([], alias="MeasureAnalysisDocuments")

    @property
    def identifier(self) -> str:
        return f"{self.prefix} {self.number}"
