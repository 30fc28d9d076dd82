"""A passage on one line, every offset as it was printed: what the readers of this package read."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from enrich.extract.forms import forms
from enrich.extract.values import Span

# "\n 12 The fee", "\n7  a month": the number that stands before a printed line
_MARGIN = re.compile(r"\n[ \t]{0,12}(\d{1,2})(?=[ \t])")
# "12 a month on each line": a line that is not empty
_LINE = re.compile(r"\S[^\n]*")
_FEWEST = 3  # consecutive numbers that make a margin; "12 cents" may open a line by chance
# "((forty)) fifty cents", "[July] June 1": struck words between the brackets of an amendment
_STRUCK = re.compile(r"\(\((?:(?!\)\)|\(\().){1,1200}?\)\)", re.DOTALL)
_STRUCK_IN_BRACKETS = re.compile(
    r"\[(?!(?:Effective|EFFECTIVE|Added|Amended|Repealed|Formerly|Acts|Applicab|Note|NEW|New|Sec)|[\d.A-Z:()-]+\])"
    r"[^\[\]]{1,1200}\]"
)
_BLANKS = "\n\r\t\f\v\xa0\u2009\u202f"


@lru_cache(maxsize=2)
def one_line(text: str) -> str:
    """The passage without line breaks, margin numbers, struck words and the notes below a law.

    Nothing moves: what is left out from within is blanked, and the notes are cut off at the end.
    """
    text = text[: _end_of_law(text)]
    if "\n" in text:
        text = _without_margin(text)
    if "((" in text:
        text = _STRUCK.sub(_blanked, text)
    if "[" in text and "amended" in text:
        text = _STRUCK_IN_BRACKETS.sub(_blanked, text)
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


def _end_of_law(text: str) -> int:
    """Where the history and the editor's notes begin: they tell the days of other laws."""
    ends = [len(text)]
    for note in forms("printed")["notes"]:
        at = text.find(note["mark"])
        while 0 <= at < min(ends):
            if note["pattern"].match(text, at):
                ends.append(at)
            at = text.find(note["mark"], at + 1)
    return min(ends)


def _blanked(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _without_margin(text: str) -> str:
    runs: list[list[re.Match[str]]] = []
    for found in _MARGIN.finditer("\n" + text):
        value = int(found[1])
        if runs and value == int(runs[-1][-1][1]) + 1:
            runs[-1].append(found)
        elif value == 1 or not runs or len(runs[-1]) < _FEWEST:
            runs.append([found])
    if len(runs) == 1 and len(runs[0]) > 1 and len(runs[0]) == len(_LINE.findall(text)):
        fewest = 2  # a short passage of which every line is numbered
    else:
        fewest = _FEWEST
    pieces, at = [], 0
    for run in runs:
        for found in run if len(run) >= fewest else ():
            start, end = found.start(1) - 1, found.end(1) - 1
            pieces += [text[at:start], " " * (end - start)]
            at = end
    return "".join(pieces) + text[at:] if pieces else text


def windows(line: str, marks: Iterable[str], before: int, behind: int) -> Iterator[Span]:
    """Stretches around each mark, in order, none overlapping: all that a costly pattern must read."""
    places = []
    for mark in marks:
        at = line.find(mark)
        while at >= 0:
            places.append((max(0, at - before), min(len(line), at + len(mark) + behind)))
            at = line.find(mark, at + len(mark))
    last: Span | None = None
    for start, end in sorted(places):
        if last is not None and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last
