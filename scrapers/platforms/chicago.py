"""The answers of the Chicago City Clerk's interface, and what they say of one matter.

A list has `data` and `meta`; its rows lack actions, sponsors and attachments, which only a matter's own
answer has. Nothing is null where a word is missing, but empty; times are of UTC, and their day is the
meeting's own.
"""

import json
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import day_of, oldest_first
from scrapers.platforms.legistar import actions as councils
from scrapers.stages import stage_of

PLACE = "chicago"
# Types of matters that are followed; claims, appointments and communications are not. An order has the
# force of a resolution: it directs an office of the city.
KINDS = {
    "Ordinance": "ordinance",
    "Resolution": "resolution",
    "Order": "resolution",
    "Executive Order": "executive order",
}
# Steps of the clerk's own office
CLERICAL = ("Create", "Submit", "Submitted", "Accept", "Post to Public")
SPONSORS = ("Sponsor", "Filing Sponsor")
TEXT = "Legislation"  # what the text is among the attachments
MEDIA_TYPES = {"pdf": "application/pdf", "doc": "application/msword", "htm": "text/html"}
# "SO2025-0019977" has taken the place of "O2025-0019977"
_SUBSTITUTE = re.compile(r"^S(?=(?:Or?|R)\d{4}-)")
# "O2025-0019977"
_YEAR = re.compile(r"^[A-Za-z]+(\d{4})-")
# '"988" AND (suicide OR crisis OR lifeline)'
_JOINED = re.compile(r'"(\w+)" AND \(([^()]+)\)')


def _stripped(value: Any) -> Any:
    """Numbers and names end in blanks."""
    return value.strip() if isinstance(value, str) else "" if value is None else value


Words = Annotated[str, BeforeValidator(_stripped)]
Day = Annotated[Words, AfterValidator(lambda value: day_of(value) or "")]
OrEmpty = BeforeValidator(lambda value: value or [])


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Meta(_Row):
    """count: of all rows that the list has, whatever the page."""

    count: int


class Page(_Row):
    data: list[Any]
    meta: Meta


class Listed(_Row):
    """A matter as a list has it. number: it changes when a substitute takes the matter's place."""

    id: str = Field(alias="matterId", min_length=1)
    number: Words = Field(alias="recordNumber", min_length=1)
    title: Words = ""
    short_title: Words = Field("", alias="shortTitle")
    type: Words = ""
    status: Words = ""
    outcome: Words = Field("", alias="subStatus")
    published: Words = Field("", alias="lastPublicationDate")

    @property
    def original(self) -> str:
        """The number that the matter was introduced under."""
        return _SUBSTITUTE.sub("", self.number)

    @property
    def changed(self) -> str:
        """What says that a matter is another than it was, empty where the list does not."""
        return f"{self.published} {self.status} {self.outcome}" if self.published else ""


class Action(_Row):
    name: Words = Field("", alias="actionName")
    text: Words = Field("", alias="actionText")
    body: Words = Field("", alias="actionByName")
    day: Day = Field("", alias="actionDate")
    order: Annotated[int, BeforeValidator(lambda value: value or 0)] = Field(0, alias="sort")


class Sponsor(_Row):
    name: Words = Field("", alias="sponsorName")
    type: Words = Field("", alias="sponsorType")


class Attachment(_Row):
    name: Words = Field("", alias="fileName")
    url: Words = Field("", alias="path")
    type: Words = Field("", alias="attachmentType")


class Matter(Listed):
    legacy_number: Words = Field("", alias="legacyRecordNumber")
    category: Words = Field("", alias="matterCategory")
    actions: Annotated[list[Action], OrEmpty] = []
    sponsors: Annotated[list[Sponsor], OrEmpty] = []
    attachments: Annotated[list[Attachment], OrEmpty] = []
    relations: Annotated[list[str | None], OrEmpty] = []


def matter_in(body: bytes) -> dict[str, Any]:
    """A matter's own answer. Raises TypeError for what is no object."""
    answer = json.loads(body)
    # Who asks for JSON by name is sent the object as text, in JSON once more.
    if isinstance(answer, str):
        answer = json.loads(answer)
    if not isinstance(answer, dict):
        raise TypeError("a matter was due")
    return answer


def phrases_of(search: str) -> list[str]:
    """The phrases of one of the profile's searches: what the clerk's search makes of words that join
    others is described nowhere."""
    if joined := _JOINED.fullmatch(search):
        return [f'"{joined[1]} {word}"' for word in joined[2].split(" OR ")]
    return search.split(" OR ")


def titles_of(matter: Listed) -> list[str]:
    return list(dict.fromkeys(filter(None, (matter.title, matter.short_title)))) or [matter.number]


def status_of(matter: Listed) -> str:
    """`90-Final` says nothing of how it ended; the second status does."""
    return ", ".join(filter(None, (matter.status, matter.outcome)))


def numbers_for(matter: Matter, identifier: str) -> list[dict[str, str]]:
    others = ((matter.number, "record number"), (matter.legacy_number, "legacy record number"))
    return [
        {"identifier": number, "note": note}
        for number, note in others
        if number not in ("", identifier)
    ]


def related_for(matter: Matter) -> list[dict[str, str]]:
    """Matters that it replaces or is replaced by, which the clerk does not tell apart."""
    numbers = dict.fromkeys((number or "").strip() for number in matter.relations)
    return [
        {"identifier": number, "session": found[1] if found else "", "relation": "related"}
        for number in numbers
        if number and number not in (matter.number, matter.original)
        for found in (_YEAR.match(number),)
    ]


def sponsorships_for(matter: Matter) -> list[dict[str, Any]]:
    """A name that stands there twice, as sponsor and as filing sponsor, is one sponsor."""
    lead = {sponsor.name for sponsor in matter.sponsors if sponsor.type in SPONSORS}
    names = dict.fromkeys(sponsor.name for sponsor in matter.sponsors if sponsor.name)
    return [
        {
            "name": name,
            "classification": "primary" if name in lead else "cosponsor",
            "entity_type": "person",
            "is_primary": name in lead,
        }
        for name in names
    ]


def actions_for(matter: Matter, place: str, found: Found) -> list[dict[str, Any]]:
    """place: its slug."""
    actions = []
    for action in sorted(matter.actions, key=lambda action: (action.day, action.order)):
        words = action.name or action.text
        if not action.day or not words:
            found.left_out.append(f"action without a {'name' if action.day else 'date'}")
            continue
        if action.name in CLERICAL:
            found.left_out.append("step of the clerk's office")
            continue
        meaning = action_words.classify(PLACE, words)
        if meaning is None:
            meaning = councils.classify(place, words, action.body)
        if meaning is None:
            found.unknown_actions.append(words)
        actions.append(
            {
                "date": action.day,
                "description": words,
                "organization": action.body,
                "classification": meaning or [],
            }
        )
    return actions


def versions_for(matter: Matter) -> list[dict[str, Any]]:
    texts = [(stage_of(PLACE, file.name), file) for file in matter.attachments if _is_text(file)]
    return oldest_first(
        PLACE,
        [
            (stage, _described(file) | {"date": None, "classification": stage.word})
            for stage, file in texts
        ],
    )


def documents_for(matter: Matter) -> list[dict[str, Any]]:
    return [
        _described(file) | {"classification": file.type.lower()}
        for file in matter.attachments
        if file.url and not _is_text(file)
    ]


def _is_text(file: Attachment) -> bool:
    return bool(file.url) and file.type == TEXT


def _described(file: Attachment) -> dict[str, Any]:
    suffix = file.url.partition("?")[0].rpartition(".")[2].lower()
    links = [{"url": file.url, "media_type": MEDIA_TYPES.get(suffix, "")}]
    return {"note": file.name or file.type, "links": links}
