"""Printed lines to paragraphs: what a page adds to the bill (numbers, running heads) is cut off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from statistics import median

from .hyphens import Hyphens, splits_word
from .press import Press
from .rules import Rule

# "12", "- 12 -", "[2]", "Page 3 of 7", "1/ 6", "-2-", "Final Page"
_FOLIO = re.compile(
    r"[-–—\[\s]*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\]\s]*|final page", re.I
)
# "LCO No. 41 1 of 1", "LC005129/SUB A - Page 2 of 7"
_PAGE_OF = re.compile(r".{0,60}\b\d{1,4}\s+of\s+\d{1,4}", re.I)
# "========", "____________"
_DRAWN = re.compile(r"[=_\-–—\s]+")
# "12 the commissioner" on a page with numbered lines
_NUMBERED = re.compile(r"(\d{1,5})(?:\s+|$)")
# "(a) ", "(12) ", "1. ", "A. ", "iv) "
_ENUMERATOR = re.compile(r"(?:\([A-Za-z0-9]{1,5}\)|[A-Za-z0-9]{1,4}[.)])\s")
# "SECTION 1.", "Sec. 2.", "NEW SECTION.", "§ 325u.", "42-72.13-2. Establishment", "* * *",
# "Be it enacted by"
_SIGNPOST = re.compile(
    r"(?:new )?(?:section|sec\.)(?:\s+\d|\.)|§+\s*\d|\d\w{0,5}(?:[-.:]\d\w{0,5}){1,4}\.\s+[A-Z]"
    r"|\* \* \*|be it enacted|it is hereby enacted|it is enacted",
    re.I,
)
_TERMINAL = (".", ";", ":", "—", "; and", "; or", ".”", '."')
_EDGE = 4  # lines at either end of a page that may be a running head or foot
_COLUMN = 0.8  # a line number stands at least this many ems before the words
_STRIDE = 3  # numbers of printed lines may skip a blank line or two


@dataclass
class Line:
    """One printed line. `lefts` are the left edges of its characters; `top` grows downwards."""

    text: str
    inks: list[int]
    lefts: list[float]
    right: float
    top: float
    size: float

    @classmethod
    def of(cls, text: str, inks: list[int], left: float, top: float) -> Line:
        """A line of typewriter text: every character is one wide and one high."""
        return cls(text, inks, [left + at for at in range(len(text))], left + len(text), top, 1.0)

    @property
    def left(self) -> float:
        return self.lefts[0]

    def cut(self, at: int) -> None:
        """Take the first `at` characters away, and the blanks after them."""
        at += len(self.text[at:]) - len(self.text[at:].lstrip())
        self.text, self.inks, self.lefts = self.text[at:], self.inks[at:], self.lefts[at:]


def bill_lines(pages: list[list[Line]], rule: Rule) -> list[list[Line]]:
    """The pages without line numbers, running heads, folios and the rule's furniture."""
    _cut_numbers(pages)
    furniture = re.compile("|".join(rule.furniture) or r"(?!)")
    pages = [
        [
            line
            for line in page
            if line.text.strip()
            and not _DRAWN.fullmatch(line.text)
            and not furniture.fullmatch(" ".join(line.text.split()))
        ]
        for page in pages
    ]
    running = _running(pages)
    return [_without_edges(page, running) for page in pages]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text).casefold().strip()


def _edges(page: list[Line]) -> list[Line]:
    lines = sorted(page, key=lambda line: line.top)
    return lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]


def _running(pages: list[list[Line]]) -> set[str]:
    """Edge lines, their digits aside, that recur on at least two pages and two in five."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(2.0, 0.4 * len(pages))
    return {key for key, n in counts.items() if n >= least and re.search(r"[a-z]", key)}


def _without_edges(page: list[Line], running: set[str]) -> list[Line]:
    edges = _edges(page)
    outermost = {id(line) for line in (*edges[:2], *edges[-3:])}
    dropped = set()
    for line in edges:
        text = line.text.strip()
        is_folio = _FOLIO.fullmatch(text) or _PAGE_OF.fullmatch(text)
        if _key(line) in running or (is_folio and id(line) in outermost):
            dropped.add(id(line))
    return [line for line in page if id(line) not in dropped]


def _cut_numbers(pages: list[list[Line]]) -> None:
    """Line numbers run down each page, or on from the page before, in a column of their own."""
    lines = sum(len(page) for page in pages)
    for column, stride, least in ((_COLUMN, _STRIDE, 3.0), (0.0, 1, max(3.0, 0.5 * lines))):
        found = [hit for hits in _numbered(pages, column, stride) for hit in hits]
        if len(found) >= least:
            for line, end in found:
                line.cut(end)
            return


def _numbered(pages: list[list[Line]], column: float, stride: int) -> list[list[tuple[Line, int]]]:
    """For each page the numbered lines and where their number ends."""
    found = []
    last = 0
    for page in pages:
        hits: list[tuple[Line, int]] = []
        for line in sorted(page, key=lambda line: line.top):
            match = _NUMBERED.match(line.text)
            if not match or _gap(line, match.end(1)) < column * line.size:
                continue
            number, first = int(match.group(1)), not hits
            if not (0 <= number - last <= stride or (first and number <= stride)):
                continue
            if match.end(1) == len(line.text.rstrip()) and not (hits and _aligned(line, hits[-1])):
                continue  # a page number, unless it stands below the line numbers
            hits.append((line, match.end(1)))
            last = number
        found.append(hits)
    return found


def _aligned(line: Line, above: tuple[Line, int]) -> bool:
    other, end = above
    ends = abs(line.right - other.lefts[end - 1]) < 1.2 * line.size
    return abs(line.left - other.left) < 0.3 * line.size or ends


def _gap(line: Line, end: int) -> float:
    rest = end + len(line.text[end:]) - len(line.text[end:].lstrip())
    return line.lefts[rest] - line.lefts[end - 1] if rest < len(line.text) else 99.0


def set_paragraphs(press: Press, pages: list[list[Line]], rule: Rule) -> None:
    """Print the lines, joined into paragraphs by indent, length and spacing."""
    lines = [(number, line) for number, page in enumerate(pages) for line in page]
    if not lines:
        return
    margins = _Margins([line for _, line in lines], pages, rule.indented)
    compounds = rule.compounds if rule.hyphenates else None
    hyphens = Hyphens([line.text.rstrip() for _, line in lines], compounds)
    before: Line | None = None
    page_before = -1
    for page, line in lines:
        text = line.text.rstrip()
        if before is not None:
            if margins.begins_paragraph(line, before, same_page=page == page_before):
                press.break_line()
            else:
                _join(press, before, line, hyphens)
        for start, end, ink in _runs(line.inks, len(text)):
            last = end == len(text)
            piece = text[start:end]
            press.write(piece[:-1] if last and splits_word(text) else piece, ink)
        if splits_word(text):
            press.hold("-", line.inks[len(text) - 1])
        before, page_before = line, page
    press.release()


def _join(press: Press, before: Line, line: Line, hyphens: Hyphens) -> None:
    text = before.text.rstrip()
    if not splits_word(text):
        press.write(" ", min(before.inks[len(text) - 1], line.inks[0]))
    elif hyphens.is_soft(text, line.text):
        press.drop_held()


def _runs(inks: list[int], length: int) -> list[tuple[int, int, int]]:
    runs: list[tuple[int, int, int]] = []
    start = 0
    for at in range(1, length + 1):
        if at == length or inks[at] != inks[start]:
            runs.append((start, at, inks[start]))
            start = at
    return runs


class _Margins:
    """The measures of a document that tell where a paragraph begins."""

    def __init__(self, lines: list[Line], pages: list[list[Line]], indented: bool) -> None:
        self.indented = indented
        rights = sorted(line.right for line in lines)
        self.right = rights[ceil(0.9 * (len(rights) - 1))]
        self.left = min(Counter(round(line.left) for line in lines).most_common(2))[0]
        gaps = [b.top - a.top for page in pages for a, b in pairwise(page)]
        self.pitch = median([gap for gap in gaps if gap > 0] or [1.0])
        self.width = max(self.right - self.left, 1.0)

    def begins_paragraph(self, line: Line, before: Line, same_page: bool) -> bool:
        ended = before.text.rstrip().endswith(_TERMINAL)
        enumerated = bool(_ENUMERATOR.match(line.text))
        signpost = bool(_SIGNPOST.match(line.text))
        full = before.right > self.right - 0.2 * self.width
        headed = _is_capitals(before.text) and not _is_capitals(line.text)
        if same_page and not 0 < line.top - before.top < 1.6 * self.pitch:
            return True
        if self.indented and line.left < self.left + 1.2 * line.size:
            return False
        if self._is_heading(before, full) and not self._is_centred(line):
            return True
        if (signpost and (ended or not full)) or (headed and (enumerated or signpost)):
            return True
        if full and not ended and not (enumerated and line.left > before.left + line.size):
            return False
        if line.left > before.left + 1.2 * line.size:
            return True
        if line.left < before.left - 1.2 * line.size:
            return not full or (enumerated and ended)
        return before.right < self.right - 0.25 * self.width or (ended and enumerated)

    def _is_heading(self, line: Line, full: bool) -> bool:
        """Between asterisks, or centred and short or in capitals; captions of sections run on."""
        text = line.text.rstrip()
        if text.startswith("*") and text.endswith("*"):
            return True
        if _SIGNPOST.match(text):
            return False
        return self._is_centred(line) and (not full or _is_capitals(text))

    def _is_centred(self, line: Line) -> bool:
        """Both margins are alike and wider than an indent, unless it is a heading anyhow."""
        inner, outer = line.left - self.left, self.right - line.right
        wide = 1.2 * line.size if _is_capitals(line.text) else 0.13 * self.width
        return min(inner, outer) > wide and abs(inner - outer) < 1.2 * line.size


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.85 * len(letters)
