"""Plain text: paragraphs as they stand, or hard-wrapped lines joined into paragraphs."""

from __future__ import annotations

from .pages import Line, bill_lines, set_paragraphs
from .press import Press
from .printed import METHOD_VERSION, PLAIN, PrintedText
from .rules import rule_for

_WRAPPED = 120  # no publisher wraps wider; a longer line is a whole paragraph


def read_plain(text: str, url: str) -> PrintedText:
    rule = rule_for("plain", url, text)
    press = Press()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(8)
    if max(map(len, lines.split("\n"))) > _WRAPPED:
        for line in lines.replace("\f", "\n").split("\n"):
            press.write(line)
            press.break_line()
    else:
        pages = [_lines(page) for page in lines.split("\f")]
        set_paragraphs(press, bill_lines(pages, rule), rule)
    return press.printed(f"text/{rule.name}-{METHOD_VERSION}", **rule.printing)


def _lines(page: str) -> list[Line]:
    lines = []
    for number, line in enumerate(page.split("\n")):
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            lines.append(Line.of(words, [PLAIN] * len(words), indent, number))
    return lines
