"""Arithmetic of spans: which characters of a text are inserted and which deleted."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from .printed import Span

# "((" or "[ " before struck words, "))" or " ]" after them, are looked for within this distance
_REACH = 2
# "BE IT ENACTED BY THE LEGISLATURE", "It is hereby enacted", "The People of the State … enact:",
# and New York's "…, represented in Senate and Assembly, do enact as follows:"
_ENACTING = re.compile(
    r"^.{0,20}\b(?:be it (?:further )?enacted|it is (?:hereby )?enacted"
    r"|the people of the state of [\w ]{4,20}(?:, represented in senate and assembly, do)? enact)\b"
    r".{0,200}?(?::|\n|$)",
    re.I | re.M | re.S,
)
_FRONT = 20_000


def law_begins(text: str) -> int:
    """Where the enacting clause ends. Underlining before it is titling, not new law."""
    found = _ENACTING.search(text, 0, _FRONT)
    return found.end() if found else 0


def joined(text: str, spans: list[Span]) -> list[Span]:
    """Sorted spans; those that touch, or have only white space between them, become one."""
    done: list[Span] = []
    for start, end in sorted(spans):
        if done and (start <= done[-1][1] or text[done[-1][1] : start].isspace()):
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def bracketed(text: str, opening: str, closing: str) -> list[Span]:
    """Balanced outermost brackets; one that is never closed strikes nothing."""
    spans: list[Span] = []
    open_at: list[int] = []
    for found in re.finditer(f"[{re.escape(opening + closing)}]", text):
        if found.group() == opening:
            open_at.append(found.start())
        elif open_at:
            start = open_at.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, found.end()))
    return spans


def without_new(spans: list[Span], inserted: list[Span]) -> list[Span]:
    """Brackets whose contents are wholly new words are punctuation of the new law."""
    starts = [start for start, _ in inserted]
    kept = []
    for start, end in spans:
        index = bisect_right(starts, start + 1) - 1
        if index < 0 or inserted[index][1] < end - 1:
            kept.append((start, end))
    return kept


def lettered(text: str, inserted: list[Span]) -> list[Span]:
    """The "a" of an inserted "(a)": Arizona prints new words in capitals, but not this letter."""
    gaps = [(end, start) for (_, end), (start, _) in pairwise(inserted)]
    return [
        (start, end)
        for start, end in gaps
        if 0 < end - start <= 5 and text[start - 1] == "(" and text[end] == ")"
    ]


def with_markers(text: str, span: Span, opening: str, closing: str) -> Span:
    start, end = span
    before = text[max(0, start - len(opening) - _REACH) : start]
    if before.rstrip().endswith(opening):
        start -= len(before) - len(before.rstrip()) + len(opening)
    after = text[end : end + len(closing) + _REACH]
    if after.lstrip().startswith(closing):
        end += len(after) - len(after.lstrip()) + len(closing)
    return start, end


def with_blank(text: str, span: Span) -> Span:
    """Take one neighbouring blank along, so that the amended text has no double space."""
    start, end = span
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1]
    if before == " " and (after == "\n" or after in tuple(",.;:)")):
        return start - 1, end
    if before.isspace() and after.isspace():
        return start, end + 1
    return span


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """What is left of sorted `spans` outside the sorted `holes`."""
    left: list[Span] = []
    first = 0
    for start, end in spans:
        while first < len(holes) and holes[first][1] <= start:
            first += 1
        index = first
        while index < len(holes) and holes[index][0] < end:
            if start < holes[index][0]:
                left.append((start, holes[index][0]))
            start = max(start, holes[index][1])
            index += 1
        if start < end:
            left.append((start, end))
    return left
