"""How the site says things: where a bill stands, levels, dates, numbers."""

import re
from datetime import date
from typing import Any

from legislation.vocabulary import IN_FORCE

# Statuses from which no bill comes back.
_DEAD = ("vetoed", "failed", "died", "substituted")
# What a reader asks first. A bill that a person recorded but could not check stands in no other.
STANDINGS = {
    "law": "Law",
    "pending": "Pending",
    "dead": "Did not become law",
    "unverified": "Not verified",
}
STATUSES = {
    "introduced": "Introduced",
    "passed_chamber": "Passed one chamber",
    "passed": "Passed, signature not seen",
    "enacted": "Law",
    "adopted": "Adopted",
    "vetoed": "Vetoed",
    "failed": "Failed",
    "died": "Died with its session",
    "substituted": "Replaced by another bill",
}
# How a source is, worst first.
HEALTH = {
    "failed": "Last run failed",
    "running": "Not read to its end",
    "stale": "Out of date",
    "warned": "Read, with warnings",
    "fresh": "Up to date",
    "never": "Not read yet",
}
LEVELS = {
    "federal": "Federal",
    "state": "State",
    "district": "District",
    "territory": "Territory",
    "county": "County",
    "city": "City",
}
TYPES = {
    "bill": "Bills and laws",
    "provision": "Provisions",
    "program": "Programs",
    "consideration": "Considerations",
}
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# "2021-09-08", and the date in "2026-11-23T10:00:00+00:00"
_ISO_DATE = re.compile(r"^(\d{4})-(\d{2})-(\d{2})")


def standing(row: dict[str, Any]) -> str:
    """A key of STANDINGS for a row with status, is_session_over, is_verified and source."""
    if row["is_verified"] == 0 and row["source"] == "catalogue":
        return "unverified"
    if row["status"] in IN_FORCE:
        return "law"
    if row["status"] in _DEAD or row["is_session_over"]:
        return "dead"
    return "pending"


def status_text(row: dict[str, Any]) -> str:
    """The words on a bill's chip."""
    words = STATUSES.get(row["status"], "Status not known")
    if standing(row) == "unverified":
        return f"Not verified: {words.lower()}"
    if standing(row) == "dead" and row["status"] not in _DEAD:
        return "Not enacted, session over"
    return words


def plain(word: str) -> str:
    """`community_responder` as "Community responder"."""
    text = word.replace("_", " ").replace("-", " ").strip()
    return text[:1].upper() + text[1:]


def day(iso: str | None) -> str:
    """`2021-09-08` as "8 Sep 2021"; anything else as it stands."""
    match = _ISO_DATE.match(iso or "")
    if not match:
        return iso or ""
    year, month, number = (int(part) for part in match.groups())
    try:
        date(year, month, number)
    except ValueError:
        return iso or ""
    return f"{number} {_MONTHS[month - 1]} {year}"


def one_line(text: str | None) -> str:
    """Without line ends and runs of blanks: plain text has no other mark of where a line begins."""
    return " ".join((text or "").split())


# XML 1.0 and calendars have no place for control characters
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_controls(text: str) -> str:
    return _CONTROL.sub("", text)


def section(number: str) -> str:
    """`27-64-103` as "§ 27-64-103"; what says itself what it is stays: "Section 3", "2021 c 302 s 1"."""
    return f"§ {number}" if number[:1].isdigit() and " " not in number else number


def number(value: float | int) -> str:
    return f"{value:,}"


def dollars(value: float | None) -> str:
    """`0.4` as "$0.40", `1500000.0` as "$1,500,000", `0.005` as "$0.005"."""
    if value is None:
        return ""
    if round(value, 2) != value:  # a tenth of a cent is a fee, too
        return f"${value:,.6f}".rstrip("0")
    return f"${value:,.0f}" if value >= 100 and value == int(value) else f"${value:,.2f}"


def counted(count: int, one: str, many: str = "") -> str:
    """`1, "bill"` as "1 bill", `0, "law"` as "0 laws"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def cents(value: float | None, unit: str | None) -> str:
    """An amount with its unit, as a fee is quoted: "$0.40 per access line per month"."""
    if value is None:
        return unit or ""
    if not unit or unit == "USD":
        return dollars(value)
    return f"{dollars(value)} {unit if unit.startswith('per ') else 'per ' + unit}"
