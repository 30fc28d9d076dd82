"""Iowa's HTML: each word and each ruled line placed on the page by pixels."""

from __future__ import annotations

import re

from .pages import Line, bill_lines
from .rules import Element, Rule
from .ruling import Ruling, ink_of

# "left:100px;top:57px;width:78px;font-size:8.0pt;"
_MEASURE = re.compile(r"(left|top|width|font-size):(\d+(?:\.\d+)?)(?:px|pt)")
_BODY_PT = 9.75  # size of the page's own type, where a character is 7.2 pixels wide
_ADVANCE = 7.2
_BASELINE = 11.0  # pixels from a word's top to its baseline
_SAME_LINE = 5.0
_TOUCHING = 3.0


def positioned_pages(root: Element, rule: Rule) -> list[list[Line]]:
    pages = [_page(page) for page in root.iter("div") if page.get("class") == "p"]
    return bill_lines(pages, rule)


def _measures(element: Element) -> dict[str, float]:
    return {name: float(value) for name, value in _MEASURE.findall(element.get("style", ""))}


def _page(page: Element) -> list[Line]:
    rules = []
    for rule in page.iter("span"):
        if rule.get("class") == "l":
            at = _measures(rule)
            left = at.get("left", 0.0)
            rules.append(Ruling(left, left + at.get("width", 0.0), at.get("top", 0.0)))
    lines: list[tuple[float, list[Element]]] = []  # Iowa splits a line where the type changes
    rows = [(_measures(row).get("top", 0.0), row) for row in page if row.get("class") == "t"]
    for top, row in sorted(rows, key=lambda each: each[0]):
        if lines and top - lines[-1][0] < _SAME_LINE:
            lines[-1][1].extend(row)
        else:
            lines.append((top, list(row)))
    return [line for top, words in lines if (line := _line(top, words, rules))]


def _line(top: float, words: list[Element], rules: list[Ruling]) -> Line | None:
    placed = []
    for word in words:
        text = "".join(word.itertext()).strip()
        at = _measures(word)
        if text and "left" in at:
            placed.append((at["left"], text, at.get("font-size", _BODY_PT) / _BODY_PT * _ADVANCE))
    if not placed:
        return None
    line, lefts, right = "", list[float](), 0.0
    for left, text, advance in sorted(placed):
        if line and left - right > _TOUCHING:
            line += " "
            lefts.append(right)
        line += text
        lefts += [left + at * advance for at in range(len(text))]
        right = left + len(text) * advance
    size = _BODY_PT * 96 / 72
    inks = ink_of(lefts, [*lefts[1:], right], top + _BASELINE, size, rules, downwards=True)
    return Line(line, inks, lefts, right, top, size)
