"""The XML of Minnesota's bill status service, and what it says of one bill.

Source: https://www.revisor.mn.gov/bills/service, the publisher's own description. A list names bills
and where their records are; a record has authors, actions (a list for each body) and printings.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple

from parsel import Selector
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers import action_words
from scrapers.already_read import digest
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import oldest_first
from scrapers.safe_xml import root_of, texts_of
from scrapers.stages import date_in, stage_of

PLACE = "mn"
BODIES = {"house": "lower", "senate": "upper"}
TYPES = {"F": "bill", "R": "resolution", "C": "concurrent resolution"}
# "2025-01-10 00:00:00", once also "01/10/2025"
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
# "0942025" is the 94th Legislature's regular session, "1942025" its first special one
_CODE = re.compile(r"^(\d)(\d{2,3})(\d{4})$")
# "Secretary of State Chapter 102 05/15/24", "Chapter number 72"
_CHAPTER = re.compile(r"\bChapter (?:number )?(\d+)\b", re.IGNORECASE)


class Session(NamedTuple):
    """code: what the service calls it. name: the years of a biennium, or a year and `s1`."""

    code: str
    legislature: int
    name: str


def sessions_in(page: bytes) -> list[Session]:
    """Those of the search page's list, `<select name="session">`."""
    codes = (
        Selector(body=page, type="html").xpath("//select[@name='session']/option/@value").getall()
    )
    found = []
    for code in codes:
        if match := _CODE.match(code.strip()):
            special, legislature, year = (int(part) for part in match.groups())
            first = year - (year + 1) % 2
            name = f"{year}s{special}" if special else f"{first}-{first + 1}"
            found.append(Session(match[0], legislature, name))
    return found


def _day(text: str) -> str:
    return text[:10] if _ISO_DAY.match(text) else date_in(text) or ""


def _address(text: str) -> str:
    """`api.revisor.mn.gov/bills/v1/94/2025/0/HF/10/` comes without a scheme."""
    return text if not text or "://" in text else f"https://{text}"


Words = Annotated[str, BeforeValidator(lambda value: value or "")]
Day = Annotated[Words, AfterValidator(_day)]
Address = Annotated[Words, AfterValidator(_address)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Listed(_Part):
    """`BILL_RESULT`: a row of a list."""

    type: str = Field(alias="FILE_TYPE", pattern="^[HS][FRC]$")
    number: int = Field(alias="FILE_NUMBER", gt=0)
    status_url: Address = Field(alias="STATUS_XML_URI", min_length=1)

    @property
    def identifier(self) -> str:
        return f"{self.type} {self.number}"


class Action(_Part):
    number: int = Field(0, alias="ACTION_NUMBER")
    text: Words = Field("", alias="ACTION_TEXT")
    day: Day = Field("", alias="ACTION_DATE")
    more: Words = Field("", alias="ACTION_DESCRIPTION")
    committee: Words = Field("", alias="COMMITTEE_NAME")

    @property
    def description(self) -> str:
        """As the bill's page prints it: the action, the committee, then names, dates and chapters."""
        if self.more.casefold().startswith(self.text.casefold()):
            return self.more
        named = f"{self.text} {self.more}".casefold()
        committee = "" if self.committee.casefold() in named else self.committee
        return " ".join(filter(None, (self.text, committee, self.more)))


class Printing(_Part):
    """engrossment: 0 as introduced."""

    html: Address = Field("", alias="HTML_URI")
    pdf: Address = Field("", alias="PDF_URI")
    day: Day = Field("", alias="DATE_INSERT")
    name: Words = Field("", alias="DOCUMENT_NAME")
    type: Words = Field("", alias="DOCUMENT_TYPE")
    engrossment: Words = Field("", alias="DOCUMENT_ENGROSSMENT")

    @property
    def note(self) -> str:
        """As the bill's page prints it: "Introduction", "2nd Engrossment", "1st Unofficial Engrossment"."""
        if not self.engrossment.isdigit():
            return self.name or self.type
        if self.type.lower() == "unofficial":
            return f"{_ordinal(int(self.engrossment))} Unofficial Engrossment"
        if self.type.lower() != "official":
            return f"{self.type} {self.engrossment}".strip()
        number = int(self.engrossment)
        return f"{_ordinal(number)} Engrossment" if number else "Introduction"


class Record(_Part):
    """authors, actions: by body, `house` and `senate`."""

    type: str = Field(alias="FILE_TYPE", pattern="^[HS][FRC]$")
    number: int = Field(alias="FILE_NUMBER", gt=0)
    description: Words = Field("", alias="DESCRIPTION")
    companion_type: Words = Field("", alias="COMPANION_TYPE")
    companion_number: Words = Field("", alias="COMPANION_NUMBER")
    authors: dict[str, list[str]] = {}
    actions: dict[str, list[Action]] = {}
    printings: list[Printing] = []

    @property
    def identifier(self) -> str:
        return f"{self.type} {self.number}"

    @property
    def body(self) -> str:
        return "house" if self.type.startswith("H") else "senate"

    def digest(self) -> str:
        """Changes whenever something that is read here does."""
        return digest(self)


def rows_in(body: bytes) -> list[dict[str, str]]:
    """The rows of a list. Raises ValueError for another answer."""
    root = root_of(body, "SEARCH_RESULTS")
    return [texts_of(row) for row in root.iterchildren("BILL_RESULT")]


def record_in(body: bytes) -> Record:
    """Raises ValueError, which ValidationError is, for another answer than a bill's record."""
    root = root_of(body, "BILL")
    by_body = {chamber.tag.lower(): chamber for chamber in root.iterfind("ACTIONS/*")}
    return Record.model_validate(
        {
            **texts_of(root),
            "authors": {
                chamber.tag.lower(): [texts_of(a).get("MEMBER_NAME", "") for a in chamber]
                for chamber in root.iterfind("AUTHORS/*")
            },
            "actions": {
                name: [texts_of(action) for action in chamber.iterchildren("ACTION")]
                for name, chamber in by_body.items()
            },
            "printings": [texts_of(part) for part in root.iterfind("TEXT_VERSION_LIST/DOCUMENT")],
        }
    )


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def actions_for(record: Record, found: Found) -> list[dict[str, Any]]:
    """By day, the bill's own body first; a body numbers its own actions."""
    actions = []
    for body in (record.body, *(name for name in record.actions if name != record.body)):
        for action in sorted(record.actions.get(body, ()), key=lambda action: action.number):
            # Some actions name their day in their words: "Presented to Governor 05/14/2024".
            day = action.day or date_in(action.description)
            if not day or not action.description:
                found.left_out.append(f"action without a {'name' if day else 'date'}")
                continue
            words = action_words.classify(PLACE, action.description)
            if words is None:
                found.unknown_actions.append(action.description)
            actions.append(
                {
                    "date": day,
                    "description": action.description,
                    "organization": _organization(body, words or ()),
                    "classification": words or [],
                }
            )
    return sorted(actions, key=lambda action: action["date"])


def _organization(body: str, words: Sequence[str]) -> str:
    acts = [word for word in words if word.startswith("executive-") and word != "executive-receipt"]
    return "executive" if acts else BODIES.get(body, "legislature")


def sponsorships_for(record: Record) -> list[dict[str, Any]]:
    """The first author of the bill's own body is its chief author."""
    own = record.authors.get(record.body, [])
    others = [
        name for body, names in record.authors.items() if body != record.body for name in names
    ]
    names = dict.fromkeys(name for name in (*own, *others) if name)
    return [
        {
            "name": name,
            "classification": "primary" if number == 0 else "cosponsor",
            "entity_type": "person",
            "is_primary": number == 0,
        }
        for number, name in enumerate(names)
    ]


def versions_for(record: Record) -> list[dict[str, Any]]:
    versions = []
    for printing in record.printings:
        kinds = ((printing.html, "text/html"), (printing.pdf, "application/pdf"))
        stage = stage_of(PLACE, printing.note)
        version = {
            "note": printing.note,
            "date": printing.day or None,
            "classification": stage.word,
            "links": [{"url": url, "media_type": kind} for url, kind in kinds if url],
        }
        versions.append((stage, version))
    return oldest_first(PLACE, versions)


def related_for(record: Record, session: str) -> list[dict[str, str]]:
    if not (record.companion_type and record.companion_number.isdigit()):
        return []
    companion = f"{record.companion_type} {int(record.companion_number)}"
    return [{"identifier": companion, "session": session, "relation": "companion"}]


def chapters_for(record: Record) -> list[dict[str, str]]:
    said = [action.description for actions in record.actions.values() for action in actions]
    chapters = dict.fromkeys(match[1] for words in said if (match := _CHAPTER.search(words)))
    return [{"identifier": f"Chapter {chapter}", "note": "chapter"} for chapter in chapters]
