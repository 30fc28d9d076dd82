"""Calendar days in a passage, with or without a year, in figures or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from text_to_num import text2num

from enrich.extract.forms import forms

# "two thousand twenty-seven", "two thousand and twenty-seven"
_YEAR_WORDS = r"two thousand(?: and)?(?: [a-z]{3,9}(?:-[a-z]{3,5})?)?"
_GAP = r" {1,24}"
# "7/1/2027", Utah's "05/06/27"
_NUMERIC = re.compile(r"(?<![\d/])([01]?\d)/([0-3]?\d)/((?:20|30)?\d\d)(?![\d/])")
_REACH = 60  # characters before a month in which "the twenty-first day of" stands


@dataclass(frozen=True)
class Day:
    """`date` is ISO, or "MM-DD" where the text names no year."""

    date: str
    start: int
    end: int

    @property
    def has_year(self) -> bool:
        return len(self.date) == len("2027-07-01")


class _Shapes(NamedTuple):
    month: re.Pattern[str]
    day_after: re.Pattern[str]
    day_before: re.Pattern[str]
    year_after: re.Pattern[str]


@lru_cache(maxsize=2)
def days(line: str) -> tuple[Day, ...]:
    """Every day of the calendar that a line names; February 30 is none."""
    found = [_around(line, month) for month in _shapes().month.finditer(line)]
    found += [_numeric(match) for match in _slashed(line)]
    return tuple(sorted(filter(None, found), key=lambda day: day.start))


@cache
def _shapes() -> _Shapes:
    known = forms("calendar_days")
    names = known["months"] + [name.upper() for name in known["months"]]
    short = [rf"{name}\." for name in known["short_months"]]
    ordinals = "|".join(sorted(known["ordinals"], key=len, reverse=True))
    day = rf"([0-3]?\d|{ordinals})(?:st|nd|rd|th)?(?![\w-])"
    return _Shapes(
        re.compile("|".join(names + short)),
        re.compile(rf"{_GAP}{day}"),
        re.compile(rf"(?<![\w-]){day}(?:{_GAP}day)?{_GAP}of{_GAP}$"),
        re.compile(rf",?{_GAP}(?:A\.D\. ?)?((?:1[89]|2[01]|30)\d\d(?!\d)|{_YEAR_WORDS})"),
    )


def _around(line: str, month: re.Match[str]) -> Day | None:
    """The day that is named beside a month: "July 1, 2027", "the first day of July, 2027"."""
    shapes = _shapes()
    start, end = month.span()
    if line[start - 1 : start].isalnum():
        return None
    day = shapes.day_after.match(line, end)
    if day:
        end = day.end()
    else:
        floor = max(0, start - _REACH)
        day = shapes.day_before.search(line[floor:start])
        if day is None:
            return None
        start = floor + day.start()
    year = shapes.year_after.match(line, end)
    end = year.end() if year else end
    return _day(_year(year[1]) if year else None, _month(month[0]), _number(day[1]), start, end)


def _slashed(line: str) -> Iterator[re.Match[str]]:
    """Days such as 7/1/2027 by their first slash: slashes are rare, digits are not."""
    at = line.find("/")
    while at >= 0:
        for width in (2, 1):
            match = _NUMERIC.match(line, at - width) if at >= width else None
            if match and match.start(2) == at + 1:
                yield match
                break
        at = line.find("/", at + 1)


def _numeric(found: re.Match[str]) -> Day | None:
    year = int(found[3])
    return _day(year + 2000 * (year < 100), int(found[1]), int(found[2]), *found.span())


def _day(year: int | None, month: int, day: int, start: int, end: int) -> Day | None:
    try:
        iso = date(year or 2000, month, day).isoformat()  # 2000 has a February 29
    except ValueError:
        return None
    return Day(iso if year else iso[5:], start, end)


def _month(name: str) -> int:
    known = forms("calendar_days")
    if name.endswith("."):
        return int(known["short_months"][name[:-1]])
    return int(known["months"].index(name.capitalize())) + 1


def _number(day: str) -> int:
    figures = re.match(r"\d+", day)
    if figures:
        return int(figures[0])
    return int(forms("calendar_days")["ordinals"].index(day)) + 1


def _year(year: str) -> int | None:
    if year.isdigit():
        return int(year)
    try:
        return int(text2num(year.replace(" and ", " "), "en"))
    except ValueError:
        return None
