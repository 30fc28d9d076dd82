"""A passage with single blanks: what the readers of names and citations read.

A name that the printer wrapped, "department of" and "health" under it, is one name there. Every
place in it is known by its offset in the passage as given.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from enrich.extract.printed import one_line
from enrich.extract.sentences import sentence_around
from enrich.extract.values import Span

RECENT = 8  # sentences in which a name is looked for before its own is sought
# two blanks or more
_BLANKS = re.compile(r"  +")


class Line(NamedTuple):
    """`text` with single blanks; from `starts[n]` on, `left_out[n]` characters are missing."""

    text: str
    printed: str
    starts: tuple[int, ...]
    left_out: tuple[int, ...]
    sentences: list[Span]  # found so far: one holds many names

    def offset(self, place: int) -> int:
        """Where the character at `place` stands in the passage as given."""
        return place + self.left_out[bisect_right(self.starts, place) - 1]

    def span(self, start: int, end: int) -> Span:
        return self.offset(start), self.offset(end - 1) + 1

    def sentence(self, start: int, end: int) -> Span:
        """The sentence around a span of `text`, in offsets of the passage as given."""
        first, last = self.span(start, end)
        for known in self.sentences[-RECENT:]:
            if known[0] <= first and last <= known[1]:
                return known
        self.sentences.append(sentence_around(self.printed, first, last))
        return self.sentences[-1]


@lru_cache(maxsize=2)
def single_spaced(text: str) -> Line:
    """The passage on one line, without margin numbers and notes, with single blanks."""
    printed = one_line(text)
    if "  " not in printed:
        return Line(printed, printed, (0,), (0,), [])
    pieces, starts, left_out, at, length = [], [0], [0], 0, 0
    for blanks in _BLANKS.finditer(printed):
        pieces.append(printed[at : blanks.start() + 1])
        length += blanks.start() + 1 - at
        at = blanks.end()
        starts.append(length)
        left_out.append(at - length)
    pieces.append(printed[at:])
    return Line("".join(pieces), printed, tuple(starts), tuple(left_out), [])
