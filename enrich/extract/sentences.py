"""The sentence around a place in the text, found without cutting the whole text."""

import re

from enrich.extract.values import Span

LONGEST = 1_500  # characters looked at on each side; a drafter's list may have no full stop
_NEAR = (300, LONGEST)

# ". The", ".” (b)": where one sentence of a statute ends and the next begins, but not "v. Ohio",
# "No. 5", "Sec. 2", "c. 302", "Pub. L. 117", "U.S.C. 9", "Stat. 31", "St. Louis"
_STOP = (
    r"\.(?<!\bv\.)(?<!\b[Nn]o\.)(?<!\b[Nn]os\.)(?<!\b[Ss]ec\.)(?<!\b[Ss]ecs\.)(?<!\b[Cc]h\.)"
    r"(?<!\b[csSpP]\.)(?<!\bL\.)(?<!\bC\.)(?<!\bStat\.)(?<!\bSt\.)(?<!\b[Ss]ubd\.)(?<!\bart\.)"
    r"[\"”’)\]]{0,3}\s+(?=[A-Z(\"“‘\[\d§•*#])"
)
PARAGRAPH = "\u2029"  # stands for an empty line in a passage that is read as one line
# a blank line, unless the line above it is still in the middle of a list
_BLANK = rf"\n[^\S\n]{{0,80}}\n|{PARAGRAPH}"
# "year. $53,000 is added", but not the dots of a table
_MONEY = r"(?<=[a-z\d)][a-z\d)])\.\s+(?=\$)"
_END = re.compile(rf"{_STOP}|{_MONEY}|{_BLANK}")
_UNFINISHED = (";", ":", ",", "—", "–", "-", " and", " or")


def sentence_around(text: str, start: int, end: int) -> Span:
    """The span of the sentence that holds `text[start:end]`, without blanks at its ends.

    The items of a list belong to the sentence that they complete.
    """
    first = _first(text, start)
    last = _last(text, end)
    words = text[first:last]
    return first + len(words) - len(words.lstrip()), first + len(words.rstrip())


def _first(text: str, start: int) -> int:
    for reach in _NEAR:
        floor = max(0, start - reach)
        # one character more, since a sentence is known by what it begins with
        stops = _END.finditer(text, floor, start + 1)
        ends = [stop.end() for stop in stops if stop.end() <= start and _is_end(text, stop)]
        if ends:
            return ends[-1]
    return floor


def _last(text: str, end: int) -> int:
    ceiling = min(len(text), end + LONGEST)
    for found in _END.finditer(text, end, ceiling):
        if _is_end(text, found):
            return found.start() + len(found[0].rstrip())
    return ceiling


def _is_end(text: str, found: re.Match[str]) -> bool:
    if found[0][0] == ".":
        return True
    above = text[max(0, found.start() - 10) : found.start()].rstrip()
    return not above.endswith(_UNFINISHED)
