"""A passage as it is read: single blanks, no margin, no struck words; and the way back to print.

The patterns of this package see one blank between two words, however the page was set.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from enrich.extract.printed import one_line
from enrich.extract.sentences import PARAGRAPH
from enrich.extract.values import Span, Stated

_Value = TypeVar("_Value", bound=Stated)
# "access    line"
RUN = re.compile(" {2,}")


@dataclass(frozen=True)
class Reading:
    """`line` is what is read; behind `cuts[n]` it lags the printed text by `lags[n]` characters."""

    line: str
    cuts: tuple[int, ...] = ()
    lags: tuple[int, ...] = ()

    def printed(self, span: Span) -> Span:
        """The printed span of a span of the line."""
        return self.offset(span[0]), self.offset(max(span[1] - 1, span[0])) + (span[1] > span[0])

    def placed(self, found: _Value) -> _Value:
        """The value with offsets into the printed text."""
        if not self.cuts:
            return found
        start, end = self.printed((found.start, found.end))
        return replace(found, start=start, end=end, sentence=self.printed(found.sentence))

    def offset(self, position: int) -> int:
        """Where a character of the line stands in the printed text."""
        number = bisect_right(self.cuts, position)
        return position + (self.lags[number - 1] if number else 0)


@lru_cache(maxsize=2)
def reading(text: str) -> Reading:
    """The passage with runs of blanks made one, and `PARAGRAPH` where a line was left empty."""
    line = one_line(text)
    pieces: list[str] = []
    cuts: list[int] = []
    lags: list[int] = []
    at = length = 0
    for run in RUN.finditer(line):
        start, end = run.span()
        pieces += [line[at:start], PARAGRAPH if text.count("\n", start, end) > 1 else " "]
        length += start - at + 1
        at = end
        cuts.append(length)
        lags.append(end - length)
    if not cuts:
        return Reading(line)
    return Reading("".join([*pieces, line[at:]]), tuple(cuts), tuple(lags))
