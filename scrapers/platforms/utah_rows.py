"""The rows of the JSON files behind the Utah Legislature's bill pages, under plain names.

Source: the script of those pages, which shows what each field means; the files are described nowhere
else. Any field may be null. Times are those of Utah.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers.already_read import digest
from scrapers.platforms.govbot.printings import day_of
from scrapers.stages import date_in

# "HB0028", "HJR201", "SCR005"
NUMBER = re.compile(r"([HS](?:B|R|JR|CR))0*([1-9]\d*)")
KINDS = {
    "B": "bill",
    "R": "resolution",
    "JR": "joint resolution",
    "CR": "concurrent resolution",
}
# "This bill:<hr><ltbullet>defines terms"
_MARKUP = re.compile(r"<[^<>]{0,200}>")


def _day(text: str) -> str:
    """Of `2026-01-20 22:38:26.000` or `1/31/2026`."""
    return day_of(text) or date_in(text) or ""


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub(" ", text).split())


Words = Annotated[str, BeforeValidator(lambda value: value or "")]
Plain = Annotated[Words, AfterValidator(_plain)]
Day = Annotated[Words, AfterValidator(_day)]
Flag = Annotated[bool, BeforeValidator(lambda value: value or False)]
OrEmpty = BeforeValidator(lambda value: value or [])


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Listed(_Row):
    """A row of a session's list."""

    number: str = Field(pattern=f"^{NUMBER.pattern}$")
    updated: Words = Field("", alias="updatetime")
    acted: Words = Field("", alias="lastActionTime")

    @property
    def changed(self) -> str:
        """When, empty where the list does not say it."""
        return f"{self.updated} {self.acted}".strip() if self.updated else ""

    @property
    def kind(self) -> str:
        return KINDS[self._parts[0][1:]]

    @property
    def identifier(self) -> str:
        return " ".join(self._parts)

    @property
    def _parts(self) -> tuple[str, ...]:
        found = NUMBER.fullmatch(self.number)
        return found.groups() if found else ()


class Named(_Row):
    """A cosponsor."""

    name: Plain = ""


class Subject(_Row):
    description: Plain = ""


class Action(_Row):
    """owner: who has the bill then, a committee or an office."""

    description: Plain = ""
    owner: Plain = ""
    day: Day = Field("", alias="actionDate")


class Paper(_Row):
    type: Words = Field("", alias="fileType")
    note: Plain = Field("", alias="shortDesc")
    url: Words = ""
    day: Day = Field("", alias="fileDate")


class Version(_Row):
    is_current: Flag = Field(False, alias="activeVersion")
    cosponsors: Annotated[list[Named], OrEmpty] = Field([], alias="coSponsorList")
    subjects: Annotated[list[Subject], OrEmpty] = Field([], alias="subjectList")
    papers: Annotated[list[Paper], OrEmpty] = Field([], alias="billDocs")


class Record(_Row):
    number: str = Field(alias="billNumber", min_length=1)
    title: Plain = Field("", alias="shortTitle")
    general: Plain = Field("", alias="generalProvisions")
    highlighted: Plain = Field("", alias="highlightedProvisions")
    sponsor: Plain = Field("", alias="primeSponsorName")
    floor_sponsor: Plain = Field("", alias="floorSponsorName")
    last_action: Plain = Field("", alias="lastAction")
    versions: Annotated[list[Version], OrEmpty] = Field([], alias="billVersionList")
    actions: Annotated[list[Action], OrEmpty] = Field([], alias="actionHistoryList")

    def digest(self) -> str:
        """Changes whenever something that is read here does."""
        return digest(self)
