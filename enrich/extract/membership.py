"""How many members a body has: counted by the text itself, or item by item of its list."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from text_to_num import text2num

from enrich.extract.forms import forms

LONGEST_LIST = 12_000  # characters of a list of members
LONGEST_SENTENCE = 2_000
MOST_ITEMS = 80
DEEPEST = 3
FEWEST_ITEMS = 3  # of a list without marks
OPENING = 300  # characters between "the following members" and the first item

# "(1) ", "(a)", "1. ", "a. ": what the first item of a list opens with
_FIRST = re.compile(r"[:—-] {0,3}(?P<open>\(?)(?P<mark>1|a|A|i|I)(?P<close>[).]) ?")
_ROMAN = ("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx").split()
# ". The", ". (b)", the end
_SENTENCE_END = re.compile(r"\. (?=[A-Z(])|\.$")
# " appointed by the governor and": the first of several counts
_OF_WHOM = re.compile(r" (?:appointed|of the|from|who|representing|selected)\b")
# " the following", " the following members, appointed by the governor"
_FOLLOWING = re.compile(r" (?:all of )?the following\b| as follows| ?[:—]")
# "a clinician", "the director", "two callers", "one or more"
_ONE_OR_MORE = re.compile(r"(?i:(?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d+) )")
# "nine members, of whom three", "including two": counted already
_NOT_ADDED = re.compile(r"of whom|of which|including|as follows|at least|:")


class Count(NamedTuple):
    """`members` None where the text does not say; `end` is where what says it ends."""

    members: int | None
    end: int


def count_at(line: str, start: int, is_whole: bool) -> Count | None:
    """The number or list of members at `start`; None where neither stands there.

    `is_whole` after "consists of", where a list without marks, too, tells all the members; after
    "shall include" it need not.
    """
    if stated := _stated().match(line, start):
        number = _number(stated["number"])
        if number is None:
            return None
        if listed := list_from(line, stated.end()):
            return Count(number, listed.end)
        end = _sentence_end(line, stated.end())
        if not _OF_WHOM.match(line, stated.end()):
            return Count(number, end)
        return _in_one_sentence(line, start, end) or Count(
            number + _added(line, stated.end(), end), end
        )
    if _FOLLOWING.match(line, start):
        return list_from(line, start) or (Count(None, start) if is_whole else None)
    return _in_one_sentence(line, start, _sentence_end(line, start)) if is_whole else None


def _added(line: str, start: int, end: int) -> int:
    """Members named after the first: "three members appointed by … and two members appointed by"."""
    total = 0
    for more in _counted().finditer(line, start, end):
        if _NOT_ADDED.search(line, start, more.start()):
            break
        total += _number(more["number"]) or 0
    return total


def _in_one_sentence(line: str, start: int, end: int) -> Count | None:
    """The members of a list without marks: "a clinician; two callers; and the director"."""
    items = [item.strip().removeprefix("and ") for item in line[start:end].split("; ")]
    if len(items) < FEWEST_ITEMS or not all(map(_ONE_OR_MORE.match, items)):
        return None
    counts = [_item_members(item) for item in items]
    known = [count for count in counts if count is not None]
    return Count(sum(known) if len(known) == len(counts) else None, end)


def list_from(line: str, start: int, depth: int = 0) -> Count | None:
    """The members of the list whose first item opens shortly after `start`."""
    first = _FIRST.search(line, start, start + OPENING)
    if first is None or _SENTENCE_END.search(line, start, first.start()):
        return None
    total: int | None = 0
    end = first.end()
    for item_start, item_end in _items(line, first):
        members = _members(line, item_start, item_end, depth)
        total = None if total is None or members is None else total + members
        end = item_end
    return Count(total, end)


def _items(line: str, first: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The spans of a list's items, each from its mark to the next mark of the same kind."""
    ceiling = min(len(line), first.start() + LONGEST_LIST)
    start = first.end()
    for number in range(1, MOST_ITEMS):
        mark = f"{first['open']}{_mark(first['mark'], number)}{first['close']}"
        at = line.find(f" {mark}", start, ceiling)
        if at < 0 or not re.search(r"[;,.](?: and| or)? *$", line[max(start, at - 8) : at]):
            yield start, _sentence_end(line, start, ceiling)
            return
        yield start, at
        start = at + 1 + len(mark)


def _mark(first: str, number: int) -> str:
    """The mark that follows `number` marks of the kind that `first` opens."""
    if first == "1":
        return str(number + 1)
    if first.lower() == "i":
        roman = _ROMAN[number] if number < len(_ROMAN) else "-"
        return roman.upper() if first == "I" else roman
    letter = chr(ord("a") + number % 26) * (number // 26 + 1)
    return letter.upper() if first == "A" else letter


def _members(line: str, start: int, end: int, depth: int) -> int | None:
    """How many members one item names; None where it does not say."""
    words = line[start:end].lstrip()
    if re.match(r"(?i:the following|\w+ (?:\w+ ){0,3}as follows)", words):
        inner = list_from(line[:end], start, depth + 1) if depth < DEEPEST else None
        return inner.members if inner else None
    return _item_members(words)


def _item_members(words: str) -> int | None:
    counted = _counted_item().match(words)
    if counted and (number := _number(counted["number"])) is not None:
        return number + _added(words, counted.end(), len(words))
    return None if forms("advisory_bodies")["several"]["pattern"].match(words) else 1


def _number(words: str | None) -> int | None:
    """ "15", "fifteen", "a" as a number; None for what is none."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    if words.lower() in ("a", "an"):
        return 1
    try:
        return int(text2num(words.lower().replace("-", " "), "en"))
    except ValueError:
        return None


def _sentence_end(line: str, start: int, ceiling: int | None = None) -> int:
    ceiling = min(ceiling or len(line), len(line), start + LONGEST_SENTENCE)
    found = _SENTENCE_END.search(line, start, ceiling)
    return found.start() + 1 if found else ceiling


@cache
def _stated() -> re.Pattern[str]:
    """ " fifteen (15) voting members", " the following nine members"."""
    words = forms("advisory_bodies")["words"]
    return re.compile(
        rf" (?:the following )?{words['limit']}(?P<number>{words['number']})(?: \(\d{{1,3}}\))? "
        rf"{words['kind']}(?:{words['people']})\b"
    )


@cache
def _counted() -> re.Pattern[str]:
    """ " and two members", ", four persons"."""
    words = forms("advisory_bodies")["words"]
    return re.compile(
        rf"(?:,|;|and|,? and) (?P<number>{words['number']})(?: \(\d{{1,3}}\))? "
        rf"{words['kind']}(?:{words['people']})\b"
    )


@cache
def _counted_item() -> re.Pattern[str]:
    words = forms("advisory_bodies")["words"]
    return re.compile(
        rf"(?i:{words['limit']})(?P<number>(?i:{words['number']}))(?: \(\d{{1,3}}\))? "
    )
