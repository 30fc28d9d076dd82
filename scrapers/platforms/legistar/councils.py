"""The councils of `councils.yml`, and what kind of bill the clerks' matter types are."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from legislation.model import BillClassification, sentence_of

PATH = Path(__file__).with_name("councils.yml")
API = "https://webapi.legistar.com"


class InvalidCouncil(ValueError):
    """An entry of `councils.yml` that cannot be used."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(
            f"Council {slug!r}: {reason}; correct its entry in scrapers/platforms/legistar/councils.yml."
        )


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LawName(Entry):
    """How a council calls what was enacted: `words` finds the parts of the enactment number, `name` is
    put together from them."""

    words: str
    name: str
    note: str


class Council(Entry):
    slug: str
    client: str = Field(pattern=r"^[a-z0-9-]+$", description="its name in the API")
    known: Literal["answered", "listed", "closed"]
    verified: date | None = Field(description="when a live check last passed")
    public_site: str = Field("", description="where people read; empty for <client>.legistar.com")
    bill_types: dict[str, BillClassification | None] = Field(
        {}, description="types that the shared ones get wrong; null is no bill"
    )
    enacted_classification: BillClassification = Field(
        "ordinance", description="added to a bill that has an enactment number"
    )
    summary_column: str = Field("", description="the free column in which it keeps a summary")
    year_in_file: str = Field("", description="finds the session's year in a file number")
    token_variable: str = ""
    law_name: LawName | None = None

    @property
    def site(self) -> str:
        return self.public_site or f"https://{self.client}.legistar.com"

    @property
    def api(self) -> str:
        """The list of its matters, at the publisher's own address."""
        return f"{API}/v1/{self.client}/matters"

    def classification_of(self, matter_type: str) -> str | None:
        """None for a type that is no bill."""
        own = {name.casefold(): word for name, word in self.bill_types.items()}
        if matter_type.casefold() in own:
            return own[matter_type.casefold()]
        for words, classification in _shared_types():
            if words.search(matter_type):
                return classification
        return None


def read_councils(path: Path) -> dict[str, Council]:
    """Slug to council, in the order of the file. Raises InvalidCouncil."""
    found = {}
    for slug, entry in _document(path)["councils"].items():
        try:
            found[slug] = Council(slug=slug, **entry)
        except ValidationError as error:
            raise InvalidCouncil(slug, sentence_of(error)) from error
    return found


@cache
def councils() -> dict[str, Council]:
    return read_councils(PATH)


@cache
def _document(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return document


@cache
def _shared_types() -> list[tuple[re.Pattern[str], str]]:
    rows = _document(PATH)["bill_types"]
    return [(re.compile(row["words"], re.IGNORECASE), row["is"]) for row in rows]


class LiveCheck(NamedTuple):
    """The one cheap request that shows whether a council is still read. `fields` must be in its row."""

    url: str
    fields: tuple[str, ...]


def live_check(council: Council) -> LiveCheck:
    fields = ("MatterId", "MatterFile", "MatterTitle", "MatterTypeName", "MatterLastModifiedUtc")
    return LiveCheck(f"{council.api}?$top=1", fields)


def what_is_wrong(check: LiveCheck, answer: Any) -> str:
    """A sentence about the parsed answer to a live check; empty when it is what a crawl needs."""
    if not isinstance(answer, list):
        message = answer.get("Message") if isinstance(answer, dict) else None
        return f"The API answers no list ({message or type(answer).__name__})."
    if not answer:
        return "The API has no matters."
    if missing := [field for field in check.fields if field not in answer[0]]:
        return f"The API's rows lack {missing[0]}."
    return ""
