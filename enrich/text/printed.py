"""Printed text: what a document says, and which of its words it adds or strikes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

# Part of every `method`. Raise it whenever the same bytes would now read differently: texts
# whose method names an older version are read again.
METHOD_VERSION = "1"

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


# Characters that carry no meaning of their own in a bill: soft hyphen, zero-width marks, byte
# order mark, and every control character. Other widths of space become a plain space.
_NOTHING = dict.fromkeys([*range(0x00, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_SPACES = dict.fromkeys(
    [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029]
    + [0x202F, 0x205F, 0x3000],
    " ",
)
# Entities such as &#150; name windows-1252 bytes; browsers print the dash and so do we.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
CLEAN = str.maketrans({**_NOTHING, **_WINDOWS, **_SPACES})

# Brackets a reader singled out travel as private characters, one for one, until printing.
SINGLED_OUT = ("\ue000", "\ue001")
_PRIVATE = str.maketrans(dict(zip(SINGLED_OUT, "[]", strict=True)))

# "a  b" -> "a b"
_BLANKS = re.compile(r" {2,}")
# "((" or "[ " before struck words, "))" or " ]" after them, are looked for within this distance
_REACH = 2


class Press:
    """Collects runs of text with their ink and prints them as one PrintedText.

    White space is reduced to one space, line breaks to one newline, both where the words meet.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._owed = ""  # a space or newline that will be printed if words follow
        self._owed_ink = PLAIN
        self._inks: list[tuple[int, int, int]] = []  # start, end, ink
        self._held = ("", PLAIN)
        self._running_in = False

    def write(self, words: str, ink: int = PLAIN) -> None:
        if self._held[0]:
            self.release()
        words = _BLANKS.sub(" ", words.translate(CLEAN))
        if not words:
            return
        if words[0] == " ":
            self._owe(" ", ink)
            words = words[1:]
        if not words:
            return
        trailing = words[-1] == " "
        words = words[:-1] if trailing else words
        if self._owed and self._length:
            self._put(self._owed, self._owed_ink)
        self._owed = ""
        self._put(words, ink)
        if trailing:
            self._owe(" ", ink)

    def break_line(self) -> None:
        self.release()
        if not self._running_in:
            self._owe("\n", PLAIN)

    def run_in(self) -> None:
        """What comes next stays on this line, whatever breaks come before it."""
        self._owe(" ", PLAIN)
        self._running_in = True

    def hold(self, words: str, ink: int) -> None:
        """Keep a hyphen back until it is known whether the word goes on."""
        self.release()
        self._held = (words, ink)

    def drop_held(self) -> None:
        self._held = ("", PLAIN)

    def release(self) -> None:
        (words, ink), self._held = self._held, ("", PLAIN)
        if words:
            self._put(words, ink)

    def line(self) -> tuple[str, list[int]]:
        """What was written so far, and the ink of each character."""
        inks = [PLAIN] * self._length
        for start, end, ink in self._inks:
            inks[start:end] = [ink] * (end - start)
        return "".join(self._parts), inks

    def _owe(self, blank: str, ink: int) -> None:
        if blank == "\n" or not self._owed:
            self._owed, self._owed_ink = blank, ink

    def _put(self, words: str, ink: int) -> None:
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        self._running_in = False
        if ink:
            self._inks.append((start, self._length, ink))

    def printed(
        self,
        method: str,
        markers: tuple[str, str] | None = None,
        brackets: tuple[str, str] | None = None,
        signposts: Iterable[str] = (),
        notes: Iterable[str] = (),
    ) -> PrintedText:
        """`markers` are printed around struck words, e.g. ("((", "))"): they go with them.
        `brackets` strike what stands between them; new words in brackets are left alone.
        `signposts` are words a drafter underlines without inserting them, e.g. "NEW SECTION".
        """
        text = "".join(self._parts)
        inserted = [(s, e) for s, e, ink in self._inks if ink == INSERTED]
        inserted = _joined(text, [*inserted, *_lettered(text, inserted)])
        struck = [(s, e) for s, e, ink in self._inks if ink == DELETED]
        if brackets:
            struck += _without_new(_bracketed(text, *brackets), inserted)
            text = text.translate(_PRIVATE)
        deleted = _joined(text, struck)
        if markers:
            deleted = _joined(text, [_with_markers(text, span, *markers) for span in deleted])
        deleted = _joined(text, [_with_blank(text, span) for span in deleted])
        inserted = _without(inserted, deleted)
        inserted = _without(inserted, [(0, _law_begins(text))])
        unmarked = {_folded(words) for words in signposts}
        inserted = [_trimmed(text, span) for span in inserted]
        inserted = [
            (s, e) for s, e in inserted if s < e and _folded(text[s:e]) not in unmarked
        ]
        return PrintedText(text, tuple(inserted), tuple(deleted), method, tuple(notes))


# "BE IT ENACTED BY THE LEGISLATURE", "It is hereby enacted", "The People of the State … enact:"
_ENACTING = re.compile(
    r"^.{0,20}\b(?:be it (?:further )?enacted|it is (?:hereby )?enacted"
    r"|the people of the state of [\w ]{4,20} enact)\b.{0,200}?(?::|\n|$)",
    re.I | re.M | re.S,
)
_FRONT = 20_000


def _law_begins(text: str) -> int:
    """Where the enacting clause ends. Underlining before it is titling, not new law."""
    found = _ENACTING.search(text, 0, _FRONT)
    return found.end() if found else 0


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".:")


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Sorted spans; those that touch, or have only white space between them, become one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or text[joined[-1][1] : start].isspace()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _bracketed(text: str, opening: str, closing: str) -> list[Span]:
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


def _without_new(spans: list[Span], inserted: list[Span]) -> list[Span]:
    """Brackets whose contents are wholly new words are punctuation of the new law."""
    starts = [start for start, _ in inserted]
    kept = []
    for start, end in spans:
        index = bisect_right(starts, start + 1) - 1
        if index < 0 or inserted[index][1] < end - 1:
            kept.append((start, end))
    return kept


def _lettered(text: str, inserted: list[Span]) -> list[Span]:
    """The "a" of an inserted "(a)": Arizona prints new words in capitals, but not this letter."""
    gaps = [(end, start) for (_, end), (start, _) in zip(inserted, inserted[1:], strict=False)]
    return [
        (start, end)
        for start, end in gaps
        if 0 < end - start <= 5 and text[start - 1] == "(" and text[end] == ")"
    ]


def _with_markers(text: str, span: Span, opening: str, closing: str) -> Span:
    start, end = span
    before = text[max(0, start - len(opening) - _REACH) : start]
    if before.rstrip().endswith(opening):
        start -= len(before) - len(before.rstrip()) + len(opening)
    after = text[end : end + len(closing) + _REACH]
    if after.lstrip().startswith(closing):
        end += len(after) - len(after.lstrip()) + len(closing)
    return start, end


def _with_blank(text: str, span: Span) -> Span:
    """Take one neighbouring blank along, so that the amended text has no double space."""
    start, end = span
    if end < len(text) and (start == 0 or text[start - 1].isspace()):
        if text[end].isspace():
            return start, end + 1
        if start and text[start - 1] == " " and text[end] in ",.;:)":
            return start - 1, end
    return span


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
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
