"""The places the tracker knows and their sessions, read from `jurisdictions.yml`."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

PATH = Path(__file__).with_name("jurisdictions.yml")

# "57th Legislature" -> "57thLegislature"
_NOT_WORD = re.compile(r"[^0-9A-Za-z]+")
# "2025" and "2025-2026" hold a year, "119" does not
_YEAR = re.compile(r"(?:19|20)\d\d")
# "2027-2028", "2027-28" and "20272028" are two years, called by the first
_BIENNIUM = re.compile(r"((?:19|20)\d\d)-?(?:20)?\d\d")
# "county:harris" -> ("county", "harris")
_DIVISION_PART = re.compile(r"^(?P<type>[a-z_]+):(?P<id>[^:/]+)$")


class UnknownJurisdiction(LookupError):
    """The name of a place that `jurisdictions.yml` does not list."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Jurisdiction {name!r} is unknown; add an entry in legislation/jurisdictions.yml."
        )


class InvalidJurisdiction(ValueError):
    """An entry of `jurisdictions.yml` that cannot be used."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(
            f"Jurisdiction {slug!r}: {reason}; correct its entry in legislation/jurisdictions.yml."
        )


class Session(BaseModel):
    """One legislative session. `key` is its part in our ids, `identifier` the source's own name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    identifier: str = Field(min_length=1)
    key: str = Field(pattern=r"^[0-9A-Za-z]+$")
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    start_year: int | None = None
    end_year: int | None = None
    end_date: date | None = Field(
        default=None, description="last day on which a bill of it could pass"
    )

    @model_validator(mode="after")
    def _ends_near_its_last_year(self) -> Self:
        # bills carry over for a year at most; a term ends in the January after its last year
        if self.end_date and self.end_year and not 0 <= self.end_date.year - self.end_year <= 1:
            raise ValueError(
                f"{self.identifier} cannot end on {self.end_date}, its end_year says no"
            )
        return self

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.identifier, self.key, *self.aliases)


class Jurisdiction(BaseModel):
    """A government that legislates: `slug` follows from `division_id`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    level: Literal["federal", "state", "district", "territory", "county", "city"]
    division_id: str = Field(pattern=r"^ocd-division/country:us(/[a-z_]+:[^:/]+)*$")
    jurisdiction_id: str = Field(pattern=r"^ocd-jurisdiction/country:us.*/government$")
    timezone: str
    legislature: str
    url: str = ""
    tile: tuple[int, int] | None = Field(None, description="row and column on the tile map")
    sessions: tuple[Session, ...] = ()
    term_ends: tuple[date, ...] = Field((), description="days on which what is pending lapses")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.slug != slug_of(self.division_id):
            raise ValueError(f"the slug of {self.division_id} is {slug_of(self.division_id)}")
        if self.jurisdiction_id != jurisdiction_id_of(self.division_id):
            raise ValueError(f"jurisdiction_id is not {jurisdiction_id_of(self.division_id)}")
        seen: set[str] = set()
        for session in self.sessions:
            spellings = set(session.spellings)
            if twice := sorted(spellings & seen):
                raise ValueError(f"two sessions are called {twice[0]!r}")
            seen |= spellings
        return self

    @property
    def parent(self) -> str | None:
        """Slug of the government around it: `us_wa` for Seattle, `us` for a state."""
        if self.division_id.count("/") == 1:
            return None
        return slug_of(self.division_id.rsplit("/", 1)[0])

    @property
    def postal(self) -> str | None:
        """Two letters for states, the District and territories."""
        return self.short_name if self.level in ("state", "district", "territory") else None

    @property
    def is_local(self) -> bool:
        return self.level in ("county", "city")


def slug_of(division_id: str) -> str:
    """The slug a division has, listed or not: `country:us/state:tx/county:harris` is
    `us_tx_harris_county`."""
    parts = []
    for part in division_id.removeprefix("ocd-division/").split("/"):
        match = _DIVISION_PART.match(part)
        if match is None:
            raise ValueError(f"{division_id!r} is not an Open Civic Data division id")
        parts.append(match["id"] + ("_county" if match["type"] == "county" else ""))
    return "_".join(parts)


def jurisdiction_id_of(division_id: str) -> str:
    return division_id.replace("ocd-division/", "ocd-jurisdiction/", 1) + "/government"


def read_jurisdictions(path: Path) -> dict[str, Jurisdiction]:
    """Slug to jurisdiction, in the order of the file. Raises InvalidJurisdiction."""
    entries = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    found = {}
    for slug, entry in entries.items():
        try:
            found[slug] = Jurisdiction(slug=slug, **entry)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            reason = first["msg"].removeprefix("Value error, ")
            raise InvalidJurisdiction(slug, f"{field}: {reason}" if field else reason) from error
    return found


@cache
def _listed() -> dict[str, Jurisdiction]:
    return read_jurisdictions(PATH)


@cache
def _slug_by_division() -> dict[str, str]:
    return {place.division_id: slug for slug, place in _listed().items()}


def all_jurisdictions() -> tuple[Jurisdiction, ...]:
    return tuple(_listed().values())


def jurisdiction(slug: str) -> Jurisdiction:
    """Raises UnknownJurisdiction."""
    try:
        return _listed()[slug]
    except KeyError:
        raise UnknownJurisdiction(slug) from None


def slug_for_division(division_id: str) -> str:
    """Raises UnknownJurisdiction for a division that is not listed."""
    try:
        return _slug_by_division()[division_id]
    except KeyError:
        raise UnknownJurisdiction(division_id) from None


def slug_for_jurisdiction_id(jurisdiction_id: str) -> str:
    """From `ocd-jurisdiction/country:us/state:wa/government`. Raises UnknownJurisdiction."""
    division_id = jurisdiction_id.replace("ocd-jurisdiction/", "ocd-division/", 1)
    try:
        return _slug_by_division()[division_id.removesuffix("/government")]
    except KeyError:
        raise UnknownJurisdiction(jurisdiction_id) from None


def parent(slug: str) -> str | None:
    """`us_wa_seattle` to `us_wa` to `us` to None. Raises UnknownJurisdiction."""
    return jurisdiction(slug).parent


def has_session(slug: str, identifier: str) -> bool:
    """True where the session is listed, or is a calendar year of a city or county."""
    place = jurisdiction(slug)
    return any(identifier in session.spellings for session in place.sessions) or (
        place.is_local and _YEAR.fullmatch(identifier) is not None
    )


def session(slug: str, identifier: str) -> Session:
    """The session a source calls `identifier`: by identifier, key or alias.

    One that is not listed is made up from its name, so that a new session never stops a crawl.
    Raises UnknownJurisdiction.
    """
    for listed in jurisdiction(slug).sessions:
        if identifier in listed.spellings:
            return listed
    years = [int(year) for year in _YEAR.findall(identifier)]
    biennium = _BIENNIUM.fullmatch(identifier)
    return Session(
        identifier=identifier,
        key=biennium[1] if biennium else _NOT_WORD.sub("", identifier),
        name=identifier,
        start_year=years[0] if years else None,
        end_year=years[0] + 1 if biennium else years[-1] if years else None,
    )


def last_day(slug: str, session: Session) -> date | None:
    """The day after which what `session` left pending is dead.

    None where nothing lapses (a council without a rule) and where no year is known. Raises
    UnknownJurisdiction.
    """
    place = jurisdiction(slug)
    if session.end_date or session.end_year is None:
        return session.end_date
    year_end = date(session.end_year, 12, 31)
    if place.is_local:
        return min((day for day in place.term_ends if day >= year_end), default=None)
    # Of a session that is not listed nobody has said whether its bills carry over.
    return year_end if session in place.sessions else year_end.replace(year=session.end_year + 1)
