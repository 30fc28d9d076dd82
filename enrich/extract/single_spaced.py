"""A passage with single blanks: what the readers of names and citations read.

A name that the printer wrapped, "department of" and "health" under it, is one name there, also over
an empty line. Every place in it is known by its offset in the passage as given.
"""

from functools import lru_cache
from typing import NamedTuple

from enrich.extract.printed import one_line
from enrich.extract.reading import RUN, Reading, reading
from enrich.extract.sentences import sentence_around
from enrich.extract.values import Span

RECENT = 8  # sentences in which a name is looked for before its own is sought


class Line(NamedTuple):
    """`text` with single blanks; `way` leads back to the passage as given."""

    text: str
    printed: str
    way: Reading
    sentences: list[Span]  # found so far: one holds many names

    def offset(self, place: int) -> int:
        """Where the character at `place` stands in the passage as given."""
        return self.way.offset(place)

    def span(self, start: int, end: int) -> Span:
        return self.way.printed((start, end))

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
    printed, way = one_line(text), reading(text)
    return Line(RUN.sub(" ", printed) if way.cuts else printed, printed, way, [])
