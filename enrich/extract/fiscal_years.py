"""Fiscal years and biennia that a passage names. A fiscal year goes by the year it ends in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "2027"
_YEAR = r"(?:19|20)\d\d"
# "2027", "2026-2027", "2026-27", "2026/27"
_NAME = rf"{_YEAR}(?: ?[-–—/] ?(?:{_YEAR}|\d\d)(?!\d))?"
# "2026 and 2027", "2026-2027 and fiscal year 2027-2028", "2026 through 2028"
_AGAIN = r"(?:(?:for )?(?:the )?(?:fiscal year |FY ?))?"
_NAMES = rf"{_NAME}(?:(?:,|,? and| through| to| thru|,? or) {_AGAIN}{_NAME}(?!\d)){{0,8}}"
# "June 30, 2027"
_DAY = rf"[A-Z][a-z]{{2,8}} \d{{1,2}},? {_YEAR}"
# "fiscal year", "Fiscal biennium"
_WORD = r"(?:[Ff]iscal|FISCAL|[Bb]udget) (?:[Yy]ears?|YEARS?|[Pp]eriods?|[Bb]iennium|[Bb]iennia)"
# "beginning July 1, 2026", "ending June 30, 2027, and June 30, 2028"
_BEGINS = rf"(?:that )?(?:beginning|begins|commencing|starting) (?:on )?(?P<from>{_DAY})"
_DAYS = rf"{_DAY}(?:(?:,? and|,) (?:ending )?{_DAY}){{0,4}}"
_ENDS = rf"(?:that )?(?:ending|ends|ended|closing) (?:on )?(?P<to>{_DAYS})"
# "fiscal year 2027", "each of fiscal years 2026 through 2028", "FY 2027", "the 2026-27 fiscal
# year", "fiscal year beginning July 1, 2026, and ending June 30, 2027", "2025-2027 biennium"
_MENTION = re.compile(
    rf"(?P<each>[Ee]ach of (?:the )?|[Ee]ach )?(?:[Ss]tate |[Ff]ederal )?"
    rf"(?:(?:{_WORD}|F?FY ?)\s?\(?(?P<names>{_NAMES})(?P<each_behind>,? each\b)?"
    rf"|(?P<named>{_NAMES}) (?:[Ss]tate )?(?:{_WORD}|[Bb]iennium)"
    rf"|(?P<spell>{_WORD}|[Bb]iennium),? (?:{_BEGINS})?(?:,? ?(?:and )?{_ENDS})?)"
)
# "fiscal", "FY", "biennium": nothing is a mention without one of them
_ANCHORS = ("iscal", "ISCAL", "FY", "iennium", "udget ")


@dataclass(frozen=True)
class FiscalYears:
    """`years` each stand for themselves; a biennium or a span meant as a whole is "2025-2027"."""

    years: tuple[str, ...]
    start: int
    end: int


def fiscal_years(line: str, start: int, end: int) -> Iterator[FiscalYears]:
    """The mentions inside `line[start:end]`, in order."""
    if not any(line.find(anchor, start, end) >= 0 for anchor in _ANCHORS):
        return
    for found in _MENTION.finditer(line, start, end):
        years = _years(found)
        if years:
            yield FiscalYears(years, found.start(), found.end())


def _years(found: re.Match[str]) -> tuple[str, ...]:
    names = found["names"] or found["named"]
    if names is None:
        return _spelled(found)
    single = [_ending(name) for name in re.findall(rf"{_NAME}(?!\d)", names)]
    is_each = found["each"] is not None or found["each_behind"] is not None
    if "biennium" in found[0].lower():
        return (names.replace("–", "-"),)
    spans = re.search(r"through|to|thru", names) is not None
    if is_each and len(single) == 1 and (years := _range(names)):
        return years
    if len(single) == 1:
        return (single[0],)
    if spans and len(single) == 2:
        first, last = int(single[0]), int(single[1])
        if is_each and first < last < first + 30:
            return tuple(str(year) for year in range(first, last + 1))
        return (f"{first}-{last}",)
    return tuple(single) if is_each else (f"{single[0]}-{single[-1]}",)


def _ending(name: str) -> str:
    """The year that a name goes by: "2026-27" is 2027."""
    first, _, last = re.sub(r"[–—/]", "-", name).replace(" ", "").partition("-")
    return first[: 4 - len(last)] + last if last else first


def _range(names: str) -> tuple[str, ...]:
    """The years of "each of fiscal years 2026-2028"; () for one year of two calendar years."""
    first, last = names[:4], _ending(names)
    if last == first or int(last) - int(first) not in range(2, 30):
        return ()
    return tuple(str(year) for year in range(int(first), int(last) + 1))


def _spelled(found: re.Match[str]) -> tuple[str, ...]:
    """The year of "fiscal year beginning July 1, 2026, and ending June 30, 2027"."""
    begins = int(found["from"][-4:]) if found["from"] else None
    ends = [int(day[-4:]) for day in re.findall(_DAY, found["to"] or "")]
    if begins is not None and not ends:
        ends = [begins if found["from"].startswith("January") else begins + 1]
    if not ends:
        return ()
    if "ienni" in found["spell"]:
        return (f"{begins or ends[-1] - 2}-{ends[-1]}",)
    if begins is not None and ends[-1] - begins > 1:
        return (f"{begins}-{ends[-1]}",)
    return tuple(str(year) for year in ends)
