"""The sources behind the record, read from `sources.yml`: who publishes, how far we trust it, what it
is known to lack."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from legislation import jurisdictions
from legislation.model import Bill, sentence_of

PATH = Path(__file__).with_name("sources.yml")

# What `places` may say instead of a list of slugs, and the level of government it means.
GROUPS = {
    "all states": "state",
    "all territories": "territory",
    "all cities": "city",
    "all counties": "county",
}
# Levels as people read them; Congress stands with the states.
LEVELS = {
    "federal": "Congress and the states",
    "state": "Congress and the states",
    "local": "Cities and counties",
    "aggregator": "Those who gather from many",
    "catalogue": "What persons wrote down",
}
# Fields of an item that can be expected; "texts" is a version whose bytes are in the archive.
COVERED = frozenset(Bill.model_fields) | {"texts"}

Share = Annotated[float, Field(gt=0, le=1)]


class UnknownSource(LookupError):
    """The name of a spider that no entry of `sources.yml` describes."""

    def __init__(self, spider: str) -> None:
        super().__init__(
            f"Source {spider!r} is unknown; add an entry in legislation/sources.yml for its spider."
        )


class InvalidSource(ValueError):
    """An entry of `sources.yml` that cannot be used."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"Source {key!r}: {reason}; correct its entry in legislation/sources.yml.")


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Key(Entry):
    """variable: the environment variable that holds the key or token. is_needed: nothing can be read
    without it."""

    variable: str = Field(pattern=r"^[A-Z][A-Z0-9_]+$")
    ask_at: str = Field(pattern="^https?://")
    is_needed: bool = True


class Credit(Entry):
    """What must stand wherever the source's data show."""

    text: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    url: str = Field(pattern="^https?://")

    @property
    def line(self) -> str:
        return f"{self.text}, {self.licence}"


class Expectations(Entry):
    """least_items: of a whole crawl. fields: the share of bills that must have each field."""

    least_items: int = Field(default=0, ge=0)
    fields: dict[str, Share] = {}

    @model_validator(mode="after")
    def _fields_are_known(self) -> Self:
        if unknown := sorted(set(self.fields) - COVERED):
            raise ValueError(f"{unknown[0]!r} is no field of a bill")
        return self


class Exercised(Entry):
    """Against what the spider's tests run."""

    by: Literal["real captures", "written payloads only", "both"]
    note: str = Field(min_length=1)


class Source(Entry):
    """key: the spider's name, or the platform's where `spiders` says whose spiders it describes."""

    key: str
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    level: Literal["federal", "state", "local", "aggregator", "catalogue"]
    places: tuple[str, ...] = Field(default=(), description="slugs, and words of GROUPS")
    spiders: tuple[str, ...] = Field(default=(), description="of a platform: slugs of their places")
    url: str = Field(default="", pattern="^(https?://.+)?$", description="home page for people")
    access: Literal["keyless"] | Key
    verified: date | None = Field(
        default=None, description="day of the last live check that passed"
    )
    credit: Credit | None = None
    rank: int = Field(ge=1, description="order of trust; 1 is the publisher itself")
    stale_after_days: int = Field(ge=1)
    expectations: Expectations = Expectations()
    known_gaps: tuple[str, ...] = ()
    exercised: Exercised | None = None

    @model_validator(mode="after")
    def _says_what_it_covers(self) -> Self:
        if self.places and self.spiders:
            raise ValueError("a platform has spiders, which name their places; leave places out")
        listed = {place.slug for place in jurisdictions.all_jurisdictions()}
        if unknown := sorted({*self.places, *self.spiders} - listed - {*GROUPS}):
            raise ValueError(f"{unknown[0]!r} is no place of legislation/jurisdictions.yml")
        return self

    def covers(self, spider: str) -> tuple[str, ...]:
        """Slugs of the places that the spider reads, in the order of `jurisdictions.yml`."""
        wanted = {*self.places} or {spider}
        levels = {GROUPS[word] for word in wanted & GROUPS.keys()}
        return tuple(
            place.slug
            for place in jurisdictions.all_jurisdictions()
            if place.slug in wanted or place.level in levels
        )


def read_sources(path: Path) -> dict[str, Source]:
    """Key to source, in the order of the file. Raises InvalidSource."""
    found = {}
    for key, entry in yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader).items():
        try:
            found[key] = Source(key=key, **entry)
        except ValidationError as error:
            raise InvalidSource(key, sentence_of(error)) from error
    return found


@cache
def all_sources() -> tuple[Source, ...]:
    return tuple(read_sources(PATH).values())


def source_of(spider: str) -> Source:
    """The entry of the spider's own name, else of its platform. Raises UnknownSource."""
    try:
        return _by_spider()[spider]
    except KeyError:
        raise UnknownSource(spider) from None


@cache
def _by_spider() -> dict[str, Source]:
    return {
        spider: source for source in all_sources() for spider in source.spiders or (source.key,)
    }


def repeating() -> tuple[str, ...]:
    """Sources that repeat what a publisher said, in the order of trust."""
    others = [source for source in all_sources() if source.rank > 1]
    return tuple(source.key for source in sorted(others, key=lambda source: source.rank))


def rows(seen: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of the table `sources`: every platform, every spider, and whatever else was seen.

    A spider without an entry gets a row that says so: what it read must not vanish from sight.
    """
    for source in all_sources():
        yield "sources", _row(source.key, source)
        for spider in source.spiders:
            yield "sources", _row(spider, source)
    for spider in sorted({*seen} - _by_spider().keys()):
        yield "sources", _row(spider, unlisted(spider))


def keyless_spiders() -> list[str]:
    """The catalogue, the states and Congress, councils, then those who gather from many."""
    order = ("catalogue", "federal", "state", "local", "aggregator")
    keyless = [
        source
        for source in all_sources()
        if source.access == "keyless" or not source.access.is_needed
    ]
    keyless.sort(key=lambda source: order.index(source.level))
    return [spider for source in keyless for spider in source.spiders or (source.key,)]


def unlisted(spider: str) -> Source:
    """Stands in for a spider that nobody entered yet."""
    return Source(
        key=spider,
        title=spider,
        publisher="not recorded",
        level="aggregator",
        access="keyless",
        rank=max(source.rank for source in all_sources()),
        stale_after_days=7,
        known_gaps=("This source is not described yet; its entry in sources.yml is missing.",),
    )


def _row(spider: str, source: Source) -> dict[str, Any]:
    key = source.access if isinstance(source.access, Key) else None
    credit, exercised = source.credit, source.exercised
    # Of a spider that a platform's entry describes, the place says the rest.
    place = jurisdictions.jurisdiction(spider) if spider != source.key else None
    return {
        "source": spider,
        "entry": source.key,
        "title": place.legislature if place else source.title,
        "publisher": place.name if place else source.publisher,
        "level": source.level,
        "is_platform": bool(source.spiders) and place is None,
        "places": list(source.covers(spider)),
        "url": (place.url if place else "") or source.url,
        "key_variable": key.variable if key else "",
        "key_url": key.ask_at if key else "",
        "needs_key": bool(key and key.is_needed),
        "credit": credit.line if credit else "",
        "credit_url": credit.url if credit else "",
        "rank": source.rank,
        "stale_after_days": source.stale_after_days,
        "least_items": source.expectations.least_items,
        "expected_fields": source.expectations.fields,
        "known_gaps": list(source.known_gaps),
        "exercised": exercised.by if exercised else "",
        "verified": source.verified.isoformat() if source.verified and not place else None,
        "exercised_note": exercised.note if exercised else "",
    }
