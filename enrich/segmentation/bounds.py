"""Where the law begins and ends in a printed text: behind the enacting clause, before the notes."""

import re

from enrich.segmentation.forms import whole_line
from enrich.segmentation.openings import Opening

FURNITURE_LINES = 40  # so many lines of the printer and the officers may stand below the law
LONGEST_LINE = 500  # a line of more characters is no line of theirs, and no title

_END_OF_NOTE = re.compile(r"\]|\n|\Z")


def body(text: str, found: list[Opening]) -> tuple[int, int]:
    """Bounds of the law in `text`, given its openings in order."""
    begin = _begin(text, found)
    return begin, _end(text, found, begin)


def _begin(text: str, found: list[Opening]) -> int:
    begin = 0
    clause = next((opening for opening in found if opening.group == "enacting"), None)
    if clause is not None:
        reasons = (o.at for o in found if o.group == "preamble" and o.at < clause.at)
        return min(clause.after, next(reasons, clause.after))
    for opening in found:  # an editor's note above the section is not yet the law
        if opening.group != "ending" or text[begin : opening.at].strip():
            break
        line = _END_OF_NOTE.search(text, opening.after)
        begin = line.end() if line else len(text)
    return begin


def _end(text: str, found: list[Opening], begin: int) -> int:
    acts = [opening.at for opening in found if opening.group == "act"]
    sections = acts or [opening.at for opening in found if opening.group == "code"]
    last = max(begin, sections[-1] if sections else begin)
    ends = (opening.at for opening in found if opening.group == "ending" and opening.at > last)
    return without_furniture(text, last, next(ends, len(text)))


def without_furniture(text: str, begin: int, end: int) -> int:
    """`end`, moved up above lines that are nothing but the printer's or the officers'."""
    line = whole_line("furniture")
    for _ in range(FURNITURE_LINES):
        end = _rstrip(text, end)
        start = text.rfind("\n", max(begin, end - LONGEST_LINE), end) + 1
        if start <= begin:
            break
        if not line.match(text, start, end):
            break
        end = start
    return end


def above(text: str, begin: int, at: int) -> int:
    """Where the titles begin that stand right above `at`; `at` where there are none."""
    title, end = whole_line("title"), at
    for _ in range(4):
        start, stop = _line_above(text, begin, end)
        if start < 0:
            break
        if title.match(text, start, stop):
            end = start
            continue
        # "PART II\nLocal Sales Tax": a title's name on a line of its own
        higher, higher_stop = _line_above(text, begin, start)
        named = higher >= 0 and title.match(text, higher, higher_stop)
        if not named or stop - start > 100 or text[stop - 1] in ".;,:":
            break
        end = higher
    return end


def _line_above(text: str, begin: int, at: int) -> tuple[int, int]:
    stop = _rstrip(text, at)
    start = text.rfind("\n", max(begin, stop - LONGEST_LINE), stop) + 1
    return (start, stop) if begin < start < stop else (-1, stop)


def _rstrip(text: str, end: int) -> int:
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end
