"""Runs of words and ink, set as printed text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import spans
from .printed import DELETED, INSERTED, PLAIN, PrintedText

# Characters that carry no meaning of their own in a bill: soft hyphen, zero-width marks, byte
# order mark, and every control character. Other widths of space become a plain space.
_NOTHING = dict.fromkeys([*range(0x00, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
_SPACES = dict.fromkeys(
    [
        *range(0x09, 0x0E),
        0x85,
        0xA0,
        0x1680,
        *range(0x2000, 0x200B),
        0x2028,
        0x2029,
        0x202F,
        0x3000,
    ],
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

    def run_in(self, blank: str = " ") -> None:
        """What comes next stays on this line, whatever breaks come before it."""
        if blank:
            self._owe(blank, PLAIN)
        self._running_in = True

    def cling(self) -> None:
        """What comes next stands right behind the last word."""
        self._owed = ""

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
        if self._running_in:
            return
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
        captions: str = "",
        notes: Iterable[str] = (),
    ) -> PrintedText:
        """`markers` are printed around struck words, e.g. ("((", "))"): they go with them.
        `brackets` strike what stands between them; new words in brackets are left alone.
        `signposts` are words a drafter underlines without inserting them, e.g. "NEW SECTION";
        `captions` is a pattern of headings that are underlined whether they are new or not.
        """
        text = "".join(self._parts)
        law = [(0, spans.law_begins(text))]
        inserted = [(s, e) for s, e, ink in self._inks if ink == INSERTED]
        inserted = spans.joined(text, [*inserted, *spans.lettered(text, inserted)])
        struck = [(s, e) for s, e, ink in self._inks if ink == DELETED]
        if brackets:
            struck += spans.without_new(spans.bracketed(text, *brackets), inserted)
            text = text.translate(_PRIVATE)
        deleted = spans.joined(text, struck)
        if markers:
            deleted = [spans.with_markers(text, span, *markers) for span in deleted]
        deleted = spans.joined(text, [spans.with_blank(text, span) for span in deleted])
        inserted = spans.without(spans.without(inserted, deleted), law)
        inserted = [spans.trimmed(text, span) for span in inserted]
        signals = {_folded(words) for words in signposts}
        inserted = [
            (s, e)
            for s, e in inserted
            if s < e
            and _folded(text[s:e]) not in signals
            and not (captions and re.fullmatch(captions, text[s:e]))
        ]
        return PrintedText(text, tuple(inserted), tuple(deleted), method, tuple(notes))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".:")
