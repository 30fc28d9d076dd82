"""PDF bills: characters and drawn lines by position, through PDFium."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .pages import Line, bill_lines, set_paragraphs
from .press import Press
from .printed import INSERTED, METHOD_VERSION, PrintedText, Unreadable
from .rules import Rule, rule_for
from .ruling import Ruling, ink_of

MAX_PAGES = 5_000
_THIN = 2.5  # points: a higher box is a background, not a line
_SHORT = 2.0  # points: a shorter line is a dot
_BOLD_WEIGHT = 600
_FORM_DEPTH = 3


def read_pdf(body: bytes, url: str) -> PrintedText:
    """Raises Unreadable for a damaged, locked, scanned or endless PDF."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("The PDF is locked with a password; ask for an open copy.") from error
        raise Unreadable("The PDF is damaged; fetch it again.") from error
    try:
        if len(document) > MAX_PAGES:
            raise Unreadable(
                f"The PDF has {len(document)} pages, more than {MAX_PAGES}; split it first."
            )
        pages, notes, first = [], [], ""
        rule = rule_for("pages", url)
        for number in range(len(document)):
            try:
                page = document[number]
            except pdfium.PdfiumError:
                notes.append(f"page {number + 1} is damaged and was left out")
                continue
            textpage = page.get_textpage()
            if not first and textpage.count_chars() > 0:
                first = textpage.get_text_range()
                rule = rule_for("pages", url, first)
            pages.append(_Page(page, textpage, rule).lines())
            textpage.close()
            page.close()
    finally:
        document.close()
    if not any(pages):
        if notes:
            raise Unreadable("No page of the PDF can be opened; fetch it again.")
        raise Unreadable("The PDF is a scan without a text layer; run it through OCR first.")
    press = Press()
    set_paragraphs(press, bill_lines(pages, rule), rule)
    return press.printed(f"pdf/{rule.name}-{METHOD_VERSION}", **rule.printing, notes=notes)


@dataclass
class _Run:
    """Characters in reading order that share a baseline."""

    text: list[str] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    new: list[bool] = field(default_factory=list)
    baseline: float = 0.0
    size: float = 0.0

    def extend(self, other: _Run) -> None:
        edge = self.rights[-1]
        self.text += [" ", *other.text]
        self.lefts += [edge, *other.lefts]
        self.rights += [edge, *other.rights]
        self.new += [False, *other.new]
        self.size = max(self.size, other.size)


class _Page:
    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, rule: Rule) -> None:
        self.page, self.textpage, self.rule = page, textpage.raw, rule
        self.count = textpage.count_chars()

    def lines(self) -> list[Line]:
        rules = sorted(_rulings(self.page), key=lambda ruling: ruling.y)
        heights = [ruling.y for ruling in rules]
        height = self.page.get_height()
        lines = []
        for run in _on_one_baseline(self._runs()):
            near = rules[
                bisect_left(heights, run.baseline - run.size) : bisect_right(
                    heights, run.baseline + run.size
                )
            ]
            inks = ink_of(run.lefts, run.rights, run.baseline, run.size, near)
            if any(run.new):
                pairs = zip(inks, run.new, strict=True)
                inks = [max(ink, INSERTED) if new else ink for ink, new in pairs]
            lines.append(
                Line(
                    "".join(run.text),
                    inks,
                    run.lefts,
                    max(run.rights),
                    height - run.baseline,
                    run.size,
                )
            )
        return lines

    def _runs(self) -> Iterator[_Run]:
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        box = [ctypes.byref(each) for each in (left, right, bottom, top)]
        origin = [ctypes.byref(x), ctypes.byref(y)]
        run = _Run()
        for at in range(self.count):
            code = raw.FPDFText_GetUnicode(self.textpage, at)
            if code in (0x0D, 0x0A):
                if run.text:
                    yield run
                run = _Run()
                continue
            if code in (0x02, 0xFFFE):  # PDFium's mark for a hyphen at the end of a line
                code = 0x2D
            if code == 0 or 0xD800 <= code < 0xE000:
                continue
            raw.FPDFText_GetCharBox(self.textpage, at, *box)
            raw.FPDFText_GetCharOrigin(self.textpage, at, *origin)
            character = chr(code)
            if run.text and self._fell(run, left.value, y.value):
                yield run
                run = _Run()
            if not run.text:
                if character.isspace():
                    continue
                run.baseline, run.size = y.value, self._size(at)
            if character.isspace():  # PDFium invents spaces, without a place of their own
                left.value = right.value = run.rights[-1]
            run.text.append(character)
            run.lefts.append(left.value)
            run.rights.append(right.value)
            run.new.append(bool(self.rule.fonts) and self._is_new(at))
        if run.text:
            yield run

    def _fell(self, run: _Run, left: float, baseline: float) -> bool:
        """True on the next line: PDFium puts no line end behind a hyphen."""
        back = left < run.rights[-1] - run.size
        return back and abs(baseline - run.baseline) > 0.5 * run.size

    def _size(self, at: int) -> float:
        """Height of the type in points: the font's size, scaled by the text matrix."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.textpage, at, matrix)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        # Iowa's sizes are negative, with a matrix that turns them upright again
        return abs(raw.FPDFText_GetFontSize(self.textpage, at) * scale) or 10.0

    def _is_new(self, at: int) -> bool:
        """True for a character in the type that this publisher keeps for new law."""
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(self.textpage, at, name, 128, None)
        font = name.value.decode("latin-1").lower()
        bold = "bold" in font or raw.FPDFText_GetFontWeight(self.textpage, at) >= _BOLD_WEIGHT
        slanted = "italic" in font or "oblique" in font
        return ("bold" in self.rule.fonts and bold) or ("italic" in self.rule.fonts and slanted)


def _on_one_baseline(runs: Iterator[_Run]) -> list[_Run]:
    """Join runs that PDFium broke apart on one line, such as a line number and its line."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and abs(last.baseline - run.baseline) < 0.3 * max(last.size, run.size):
            if run.lefts[0] < last.lefts[0]:
                joined[-1], last, run = run, run, last
            last.extend(run)
        else:
            joined.append(run)
    return joined


def _rulings(page: pdfium.PdfPage) -> Iterator[Ruling]:
    """Thin horizontal lines and boxes drawn on the page, one for each piece of each path."""
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH):
        matrix = item.get_matrix()
        piece: list[tuple[float, float]] = []
        for at in range(raw.FPDFPath_CountSegments(item)):
            segment = raw.FPDFPath_GetPathSegment(item, at)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                yield from _ruling(piece)
                piece = []
            piece.append(matrix.on_point(x.value, y.value))
        yield from _ruling(piece)


def _ruling(points: list[tuple[float, float]]) -> Iterator[Ruling]:
    if len(points) < 2:
        return
    across, up = [x for x, _ in points], [y for _, y in points]
    if max(up) - min(up) <= _THIN and max(across) - min(across) >= _SHORT:
        yield Ruling(min(across), max(across), (min(up) + max(up)) / 2)
