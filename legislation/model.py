"""What a spider yields: facts as a publisher said them, one JSON object a line in ``items/``.

Names follow Open Civic Data's bill schema. Every part that came from its own response carries
that response's ``fetch_id``; a part without one was in the response of the bill itself.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from legislation import vocabulary


def _one_of(words: tuple[str, ...], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in words:
            raise ValueError(
                f"{value!r} is not a known {what}; add it to legislation/vocabulary.py with its reason"
            )
        return value

    return AfterValidator(check)


def _on_the_calendar(value: str) -> str:
    date.fromisoformat(value)  # "2026-02-30" raises, and says so
    return value


IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_on_the_calendar)]
BillClassification = Annotated[str, _one_of(vocabulary.BILL_CLASSIFICATIONS, "bill classification")]
ActionClassification = Annotated[str, _one_of(vocabulary.ACTION_CLASSIFICATIONS, "action")]
VersionClassification = Annotated[str, _one_of(vocabulary.VERSION_CLASSIFICATIONS, "version")]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Identifier(Part):
    identifier: str
    note: str = ""


class Sponsorship(Part):
    name: str = Field(min_length=1)
    classification: str = "sponsor"
    entity_type: Literal["person", "organization", ""] = ""
    is_primary: bool = False
    fetch_id: str = ""


class Action(Part):
    """``description`` is the publisher's phrase verbatim; ``classification`` our closed words."""

    date: IsoDate
    description: str = Field(min_length=1)
    organization: str = ""
    classification: list[ActionClassification] = []
    fetch_id: str = ""


class Link(Part):
    """``fetch_id`` is set once the bytes behind ``url`` are in the archive."""

    url: str = Field(min_length=1)
    media_type: str = ""
    fetch_id: str = ""


class Version(Part):
    """One printing of the whole text; its links are the same text in several formats."""

    note: str
    date: IsoDate | None = None
    classification: VersionClassification | None = None
    links: list[Link] = []


class Document(Part):
    """A paper beside the text: fiscal note, summary, testimony, attachment."""

    note: str
    date: IsoDate | None = None
    classification: str = ""
    links: list[Link] = []
    fetch_id: str = ""


class RelatedBill(Part):
    identifier: str
    session: str = ""
    relation: str = ""


class Bill(Part):
    kind: Literal["bill"] = "bill"
    source: str = Field(description="name of the spider")
    jurisdiction: str = Field(description="slug in jurisdictions.yml")
    session: str = Field(description="session identifier as the publisher writes it")
    identifier: str = Field(pattern="[0-9A-Za-z]", description="what its id is made of")
    title: str = Field(min_length=1)
    classification: list[BillClassification] = ["bill"]
    abstract: str = ""
    subjects: list[str] = []
    publisher_status: str = Field("", description="the publisher's own word for where it stands")
    url: str = Field("", description="the publisher's page about the bill")
    other_titles: list[str] = []
    other_identifiers: list[Identifier] = []
    related_bills: list[RelatedBill] = []
    sponsorships: list[Sponsorship] = []
    actions: list[Action] = []
    versions: list[Version] = Field(
        default=[], description="oldest first: their numbers are part of ids"
    )
    documents: list[Document] = []
    fetch_id: str = Field(min_length=1)
    missing_since: str = Field(
        default="",
        description="UTC time; set by the item log when the publisher no longer lists it",
    )


class KnowledgeEntry(Part):
    """An entry of ``data/knowledge/`` as its own schema validated it (``legislation.knowledge``)."""

    kind: Literal["law", "program", "fee", "area", "highlights", "correction"]
    source: str
    entry: dict[str, Any]
    fetch_id: str = Field(min_length=1)


Item = Annotated[Bill | KnowledgeEntry, Field(discriminator="kind")]


def sentence_of(error: Exception) -> str:
    """The first thing wrong: `MatterFile: Input should be a valid string, not 7`; of another error than
    pydantic's, its own words."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    given = repr(first["input"])
    what = f", not {given[:60]}" if first["type"] != "missing" and given not in message else ""
    return f"{where}: {message}{what}" if where else f"{message}{what}"
