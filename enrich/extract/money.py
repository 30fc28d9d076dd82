"""Amounts of money and percentages, in figures or in words, in the order of the text."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from text_to_num import text2num

from enrich.extract.forms import forms

# "$1,250,000.00", "$ .50", "$20 million"; bounded, since a scan may hold a million digits
_FIGURE = re.compile(
    r"\$ {0,3}(\d[\d,]{0,24}(?<!,)(?:\.\d{1,6})?|\.\d{1,6})(?![\d])"
    r"(?: {1,3}(thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
# "24 ", "0.5", "(30) ", "30-": a figure before "cents" or "percent"
_FIGURE_BEFORE = re.compile(
    r"(?<![\d.,$])\(?(\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,6})?|\.\d{1,6})\)?[ -]{0,3}$"
)
# "1/4 of 1 ", "four-tenths of one ", "two and one-half ", "1-1/2 "
_FRACTION_BEFORE = re.compile(
    r"(?:(?P<whole>\d{1,2}|[a-z]{3,9})(?:-| and | ))?"
    r"(?:(?P<up>\d{1,2})/(?P<down>\d{1,3})|(?P<count>[a-z]{3,5})[ -](?P<part>[a-z]{4,9}?)s?)"
    r"(?: of (?:one|1|a))? {0,3}-?$",
    re.IGNORECASE,
)
# " ($2,000,000)", " (2%)", " (50¢)", " (thirty cents)": the same amount once more
_RESTATED = re.compile(
    r" {0,3}\( {0,3}(?:\$ {0,3}[\d,]{0,24}\.?\d{0,6}|[\d.,]{1,12} {0,3}[%¢]"
    r"|[a-z -]{3,60}(?:cents|dollars|percent)) {0,3}\)"
)
# ") dollars" behind "fifteen ($15.00"
_UNIT_BEHIND = re.compile(r" {0,3}\) {0,3}(?:dollars?|cents?)\b", re.IGNORECASE)
# "$", "cents", "per cent", "Dollars", and what one of them surely holds: looking for these first
# is many times faster than one pattern for all
_UNIT = re.compile(r"[$%¢]|(?:[Cc]ents?|CENTS|[Pp]er ?cent|PERCENT|[Dd]ollars?|DOLLARS)\b")
_MARKS = ("$", "%", "¢", "cent ", "cents", "Cents", "CENTS", "percent", "per cent", "PERCENT")
_LATE_MARKS = ("ollar ", "ollars", "OLLARS")  # behind a "d" or "D"
# "two", "-", " "
_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z]+")
_REACH = 120  # characters before "dollars" in which its number stands


@dataclass(frozen=True)
class Money:
    """Dollars, or the figure of a percentage; `line[start:end]` are the words that say so."""

    amount: float
    is_percent: bool
    start: int
    end: int


@lru_cache(maxsize=2)
def amounts(line: str) -> tuple[Money, ...]:
    """Every amount of a line; one said twice, "fifty cents ($.50)", is one amount."""
    found: list[Money] = []
    for unit in _units(line):
        if found and unit.start() < found[-1].end:
            continue
        money = _figure(line, unit.start()) if unit[0] == "$" else _written(line, unit)
        if money is None:
            continue
        if found and money.start < found[-1].end:  # "one dollar and fifty cents"
            found.pop()
        found.append(money)
    return tuple(found)


def _units(line: str) -> list[re.Match[str]]:
    """Where a unit of money stands, in order."""
    places = set()
    for marks, lead in ((_MARKS, 0), (_LATE_MARKS, 1)):
        for mark in marks:
            at = line.find(mark)
            while at >= 0:
                places.add(at - lead)
                at = line.find(mark, at + len(mark))
    return [unit for at in sorted(places) if (unit := _UNIT.match(line, max(0, at)))]


def _figure(line: str, at: int) -> Money | None:
    found = _FIGURE.match(line, at)
    if found is None:
        return None
    value = float(found[1].replace(",", "")) * _magnitude(found[2])
    named = _UNIT_BEHIND.match(line, found.end())
    if named:
        floor = max(0, at - _REACH)
        _, start = _words_before(line[floor : at - 1])
        return Money(_rounded(value), False, floor + start, named.end())
    return Money(_rounded(value), False, at, _end(line, found.end()))


def _end(line: str, at: int) -> int:
    again = _RESTATED.match(line, at)
    return again.end() if again else at


def _magnitude(word: str | None) -> int:
    return forms("money")["magnitudes"][word.lower()] if word else 1


def _written(line: str, unit: re.Match[str]) -> Money | None:
    """The amount that ends with the unit: "24 cents", "two million dollars", "3%"."""
    at, end = unit.span()
    if line[at - 1 : at].isalpha():
        return None
    floor = max(0, at - _REACH)
    before = line[floor:at]
    value, start = _value_before(before)
    if value is None:
        return None
    is_percent = unit[0][0] in "%pP"
    if unit[0][0] in "cC¢":
        whole, whole_start = _dollars_before(before[:start])
        value = value / 100 + whole
        start = whole_start if whole else start
    return Money(_rounded(value), is_percent, floor + start, _end(line, end))


def _value_before(before: str) -> tuple[float | None, int]:
    """The number at the end of the text, and where it begins."""
    fraction = _FRACTION_BEFORE.search(before)
    if fraction:
        value = _fraction(fraction)
        if value is not None:
            return value, fraction.start()
    figure = _FIGURE_BEFORE.search(before)
    if figure:
        words, start = _words_before(before[: figure.start()])
        return float(figure[1].replace(",", "")), start if words else figure.start()
    words, start = _words_before(before)
    figure = _FIGURE_BEFORE.search(before[:start])
    if figure and words.strip() in forms("money")["magnitudes"]:  # "3 million dollars"
        value = float(figure[1].replace(",", "")) * _magnitude(words.strip())
        return value, figure.start()
    return _number(words), start


def _fraction(found: re.Match[str]) -> float | None:
    if found["up"]:
        part = int(found["up"]) / int(found["down"]) if int(found["down"]) else None
    else:
        count = _number(found["count"].lower())
        parts = forms("money")["fractions"].get(found["part"].lower())
        part = count / parts if count is not None and parts else None
    if part is None or not found["whole"]:
        return part
    whole = found["whole"].lower()
    number = float(whole) if whole.isdigit() else _number(whole)
    return None if number is None else number + part


def _words_before(before: str) -> tuple[str, int]:
    """The words of a number at the end of the text, and where they begin."""
    known = _number_words()
    pieces = _WORD.findall(before)
    start = at = len(before)
    for piece in reversed(pieces):
        at -= len(piece)
        if piece.isalpha():
            if piece.lower() not in known:
                break
            start = at
        elif piece.strip(" -,"):
            break
    words = before[start:].lower()
    while words.startswith("and"):
        start += len(words) - len(words[3:].lstrip(" "))
        words = before[start:].lower()
    return words, start


def _dollars_before(before: str) -> tuple[float, int]:
    """The dollars of "one dollar and fifty cents"."""
    found = re.search(r"dollars? (?:and )?$", before, re.IGNORECASE)
    if not found:
        return 0.0, 0
    words, start = _words_before(before[: found.start()])
    return _number(words) or 0.0, start


@cache
def _number_words() -> frozenset[str]:
    return frozenset(word for row in forms("money")["number_words"] for word in row)


def _number(words: str) -> float | None:
    """The words as a number, "two million, five hundred thousand"; None for what is none."""
    plain = " ".join(words.replace(",", " ").replace(" -", "-").replace("- ", "-").split())
    try:
        return float(text2num(plain, "en")) if plain else None
    except ValueError:
        return None


def _rounded(value: float) -> float:
    """Whole dollars stay whole in JSON; hundredths of a cent are kept."""
    return int(value) if value == int(value) else round(value, 6)
