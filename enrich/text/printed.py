"""Printed text: what a document says, and which of its words it adds or strikes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

# Part of every `method`. Raise it whenever the same bytes would now read differently: texts
# whose method names an older version are read again.
METHOD_VERSION = "2"

PLAIN, INSERTED, DELETED = 0, 1, 2


class Unreadable(ValueError):
    """The bytes hold no bill text that can be read. The message says why and what to do next."""


@dataclass(frozen=True)
class PrintedText:
    """Text as printed, paragraphs separated by newlines.

    `inserted` and `deleted` are sorted (start, end) offsets into `text`; no two spans overlap.
    `method` names format, reader and version, e.g. "html/wa-1".
    """

    text: str
    inserted: tuple[Span, ...] = ()
    deleted: tuple[Span, ...] = ()
    method: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def kept(self) -> list[tuple[int, int, int]]:
        """Runs that survive amendment, as (amended start, printed start, length)."""
        runs, amended, at = [], 0, 0
        for start, end in (*self.deleted, (len(self.text), len(self.text))):
            if start > at:
                runs.append((amended, at, start - at))
                amended += start - at
            at = end
        return runs

    def as_amended(self) -> tuple[str, list[tuple[int, int, int]]]:
        """The text with deleted spans cut, and the runs that lead back to the printed text."""
        return "".join(self.text[at : at + length] for _, at, length in self.kept), self.kept

    def printed_span(self, start: int, end: int) -> Span:
        """The printed span behind the amended span; struck words inside it are included.

        Raises IndexError when the span is not inside the amended text.
        """
        runs = self.kept
        length = runs[-1][0] + runs[-1][2] if runs else 0
        if not 0 <= start <= end <= length:
            raise IndexError(f"Span {start}-{end} lies outside the amended text of {length}.")
        if not runs:
            return 0, 0
        starts = [amended for amended, _, _ in runs]
        first = runs[bisect_right(starts, start) - 1]
        printed_start = first[1] + start - first[0]
        if start == end:
            return printed_start, printed_start
        last = runs[bisect_right(starts, end - 1) - 1]
        return printed_start, last[1] + end - last[0]
