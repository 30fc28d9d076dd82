"""Typewritten HTML: the bill stands in PRE, where a newline ends a printed line."""

from __future__ import annotations

from lxml import etree

from .pages import Line, bill_lines
from .press import CLEAN
from .printed import PLAIN
from .rules import Element, Rule

_TAB = 8


def is_typed(root: Element) -> bool:
    """True where most of the words stand in PRE: Congress, California's old pages, New York."""
    typed = sum(_words(each) for each in root.iter("pre"))
    return typed > 0.5 * _words(root)


def _words(element: Element) -> int:
    return sum(len(text.split()) for text in element.itertext())


def typed_pages(root: Element, rule: Rule) -> list[list[Line]]:
    """Every PRE is a page."""
    sheet = _Sheet()
    inks, depth = [PLAIN], 0
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            look = rule.look(element)
            inks.append(max(inks[-1], look.ink))
            if look.dropped:
                walker.skip_subtree()
                continue
            if element.tag == "pre":
                depth += 1
                sheet.end_page()
            elif look.block:
                sheet.end_line()
            sheet.type(element.text, inks[-1], as_typed=depth > 0)
            continue
        if event == "end":
            inks.pop()
            look = rule.look(element)
            if element.tag == "pre" and not look.dropped:
                depth -= 1
                sheet.end_page()
            elif look.block:
                sheet.end_line()
        if element is not root:
            sheet.type(element.tail, inks[-1], as_typed=depth > 0)
    sheet.end_page()
    return bill_lines([page for page in sheet.pages if page], rule)


class _Sheet:
    """The paper in the machine: characters with their ink, line by line."""

    def __init__(self) -> None:
        self.pages: list[list[Line]] = [[]]
        self._row = 0
        self._text = ""
        self._inks: list[int] = []

    def type(self, words: str | None, ink: int, as_typed: bool) -> None:
        if not as_typed:
            self._put(" ".join((words or "").split("\n")), ink)
            return
        first, *others = (words or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._put(first, ink)
        for line in others:
            self.end_line()
            self._put(line, ink)

    def _put(self, words: str, ink: int) -> None:
        before, *others = words.split("\t")
        self._ink(before, ink)
        for each in others:
            self._ink(" " * (_TAB - len(self._text) % _TAB) + each, ink)

    def _ink(self, words: str, ink: int) -> None:
        clean = words.translate(CLEAN)
        self._text += clean
        self._inks += [ink] * len(clean)

    def end_line(self) -> None:
        words = self._text.strip()
        if words:
            left = len(self._text) - len(self._text.lstrip())
            inks = self._inks[left : left + len(words)]
            self.pages[-1].append(Line.of(words, inks, left, self._row))
        self._row += 1
        self._text, self._inks = "", []

    def end_page(self) -> None:
        self.end_line()
        self.pages.append([])
