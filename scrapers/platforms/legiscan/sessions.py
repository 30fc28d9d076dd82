"""From LegiScan's sessions and numbers to the ones that other sources use for the same bill."""

import re

from legislation.jurisdictions import Session as Known
from legislation.jurisdictions import jurisdiction
from scrapers.platforms.legiscan.rows import Session
from scrapers.platforms.legiscan.words import meaning

# "2025 2nd Special Session", "2025 1st House Special Session", "Second Special Session 2023", "Special II"
_ORDINAL = re.compile(
    r"\b(?:(?P<digit>\d)(?:st|nd|rd|th)"
    r"|(?P<word>first|second|third|fourth|fifth|sixth|seventh)|special (?P<roman>i{1,3}))\b",
    re.IGNORECASE,
)
_IN_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
# "2025s2" is the key of a special session, "2025" of a regular one
_SPECIAL_KEY = re.compile(r"^\d{4}s\d+$")
# "HB1811", "A04617"; the District's "B26-0285" stays as it is
_NUMBER = re.compile(r"^(?P<letters>[A-Z]+)(?P<digits>\d+[A-Z]?)$")
# Michigan letters its joint resolutions: "HJRK" is HJR K
_LETTERED = re.compile(r"^([HS]JR)([A-Z]{1,2})$")


def slug_of(state: str) -> str:
    """`us_wa` of "WA", `us` of Congress."""
    return "us" if state.upper() == "US" else f"us_{state.lower()}"


def session_of(slug: str, session: Session) -> str:
    """A spelling that `jurisdictions.yml` knows; its years, or year and number, where it lists none.

    Raises UnknownJurisdiction, and ValueError for a session without years.
    """
    listed = jurisdiction(slug).sessions
    for known in listed:
        if session.name in known.spellings or session.title in known.spellings:
            return known.identifier
    if not session.year_start:
        raise ValueError(f"session {session.session_id} has no years")
    if session.special:
        year_and_number = f"{session.year_start}s{number_in(session.title or session.name)}"
        same = (known for known in listed if known.key == year_and_number)
        return next((known.identifier for known in same), year_and_number.upper())
    same = (
        known for known in listed if _is_regular(known) and known.start_year == session.year_start
    )
    return next((known.identifier for known in same), _years(session))


def _is_regular(known: Known) -> bool:
    return known.key != "code" and not _SPECIAL_KEY.match(known.key)


def _years(session: Session) -> str:
    """Open States calls sessions so, too, unless a body counts them otherwise."""
    if session.year_end > session.year_start:
        return f"{session.year_start}-{session.year_end}"
    return str(session.year_start)


def number_in(title: str) -> int:
    """Of a special session; one without a number is the first."""
    found = _ORDINAL.search(title)
    if not found:
        return 1
    if found["digit"]:
        return int(found["digit"])
    return _IN_WORDS.index(found["word"].lower()) + 1 if found["word"] else len(found["roman"])


def identifier_of(state: str, number: str, type_id: int) -> str:
    """As the legislature, and so Open States, writes the number, but for blanks and zeros."""
    place = state.lower()
    if lettered := _LETTERED.match(number):
        return f"{lettered[1]} {lettered[2]}"
    match = _NUMBER.match(number)
    if match is None:
        return number
    letters = match["letters"]
    if place in meaning("numbers_without_type") and letters in ("H", "S"):
        letters += meaning("number_letters").get(type_id or 1, "B")
    else:
        letters = meaning("numbers").get(place, {}).get(letters, letters)
    return f"{letters} {match['digits']}"
