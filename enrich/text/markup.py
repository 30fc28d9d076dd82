"""HTML and XML bills to printed text, by the publisher's rule."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree, html

from .pages import Line, set_paragraphs
from .positioned import positioned_pages
from .press import SINGLED_OUT, Press
from .printed import DELETED, INSERTED, METHOD_VERSION, PLAIN, PrintedText, Unreadable
from .rules import Element, Rule, rule_for
from .typed import is_typed, typed_pages

# <?xml version="1.0" encoding="UTF-16"?> — we decoded already, so the declaration misleads
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# "Research & Planning", but not "&amp;" nor "&#167;"
_BARE_AMPERSAND = re.compile(r"&(?![a-z]{1,8};|#\w{1,7};)", re.I)
# where a page says what it is
_HEADINGS = ("title", "h1")
# "404 - Page Not Found", "HTTP Error 503. The service is unavailable."
_STATUS = re.compile(r"^(?:http\s+)?(?:error\s+)?[45]\d\d\b[\s.:–—-]*", re.I)
_EXCUSE_WORDS = 60  # a page of fewer words that begins with an excuse is one, headed or not
# A cell of a printed table holds few elements; a cell that lays out a page holds many.
_CELL_CHILDREN = 3
_BOLD = str.maketrans("[]", "".join(SINGLED_OUT))


def read_html(text: str, url: str) -> PrintedText:
    """Raises Unreadable for a page that is no bill: an error, a bot check, a list."""
    rule = rule_for("html", url, text)
    # huge_tree: without it lxml silently ends a page at the 256th element left open
    parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(
            text.replace("\0", "").encode("utf-8", "ignore"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(f"The HTML page is empty ({error}); fetch it again.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("The HTML is nested too deeply to be read; fetch it in another format.")
    body = _container(root, rule)
    _refuse(root, body, rule)
    press = Press()
    if rule.reader == "positioned":
        set_paragraphs(press, positioned_pages(root, rule), rule)
    elif rule.lines:
        set_paragraphs(press, [_lines(body, rule)], rule)
    elif is_typed(body):
        set_paragraphs(press, typed_pages(body, rule), rule)
    else:
        _walk(press, body, rule)
    return _printed(press, rule, "html")


def read_xml(text: str, url: str) -> PrintedText:
    """No entity is expanded and nothing is fetched. Raises Unreadable when it is not well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"The XML is damaged ({error.msg}); fetch it again.") from error
    name = etree.QName(root)
    rule = rule_for("xml", url, root=name.localname, namespace=name.namespace)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    press = Press()
    _walk(press, root, rule)
    return _printed(press, rule, "xml")


def _printed(press: Press, rule: Rule, family: str) -> PrintedText:
    return press.printed(f"{family}/{rule.name}-{METHOD_VERSION}", **rule.printing)


def _refuse(root: Element, body: Element, rule: Rule) -> None:
    unwanted = {words.casefold() for words in rule.refuse}
    headings = ["".join(heading.itertext()) for heading in root.iter(*_HEADINGS)]
    excuse = "".join(body.itertext())
    if len(excuse.split()) < _EXCUSE_WORDS:
        headings.append(excuse)
    for heading in headings:
        words = " ".join(heading.split()).casefold().strip(" .!…")
        words = _STATUS.sub("", words)
        for refused in unwanted:
            if words == refused or (" " in refused and words.startswith(refused)):
                raise Unreadable(
                    f"The page is headed {words[:80]!r} and holds no bill; fetch the bill's own URL."
                )


def _container(root: Element, rule: Rule) -> Element:
    for selector in rule.container:
        for element in root.iter(selector.tag or etree.Element):
            if selector.matches(element):
                return element
    body = root.find("body")
    return root if body is None else body


def _is_table_row(row: Element) -> bool:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    return len(cells) > 1 and all(len(cell) <= _CELL_CHILDREN for cell in cells)


def _walk(press: Press, root: Element, rule: Rule, ink: int = PLAIN) -> None:
    """Print the tree in document order; no recursion, so depth is no danger."""
    inks, bolds = [ink], [False]
    marked = PLAIN
    rows = 0
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            look = rule.look(element)
            ink = max(inks[-1], look.ink, marked)
            bold = bolds[-1] or (rule.brackets == "bold" and element.tag in ("b", "strong"))
            inks.append(max(inks[-1], look.ink))
            bolds.append(bold)
            if look.dropped:
                walker.skip_subtree()
                continue
            if look.cling:
                press.cling()
            elif look.block:
                press.write(" ") if rows else press.break_line()
            elif element.tag in ("td", "th"):
                press.write(" ")
            if element.tag == "tr" and _is_table_row(element):
                rows += 1
            text = (element.text or "").translate(_BOLD if bold else {})
            if look.before and look.block:
                press.write(look.before, ink)
                press.run_in(blank="")
                text = text.lstrip()
            else:
                text = look.before + text
            press.write(text, ink)
            continue
        if event == "end":
            ink = inks.pop()
            bolds.pop()
            look = rule.look(element)
            if not look.dropped:
                press.write(look.after, max(ink, marked))
                if element.tag == "tr" and _is_table_row(element):
                    rows -= 1
                if look.run_in:
                    press.run_in()
                elif look.block:
                    press.write(" ") if rows else press.break_line()
        elif isinstance(element, etree._ProcessingInstruction):
            marked = _marked(press, element, rule, marked)
        if element is not root:
            tail = (element.tail or "").translate(_BOLD if bolds[-1] else {})
            press.write(tail, max(inks[-1], marked))


def _marked(
    press: Press, instruction: etree._ProcessingInstruction, rule: Rule, marked: int
) -> int:
    """The ink behind a processing instruction: some begin and end what is new, or hold what is not.

    What is struck is markup of the bill, too, and is printed as such.
    """
    mark = _mark_of(instruction, rule)
    before: Any = instruction.getprevious()
    if mark == "begin" and _mark_of(before, rule) == "struck" and not before.tail:
        press.write(" ", DELETED)  # "SEC. 2." and "SEC. 3." that takes its place
    if mark == "struck":
        data = _BARE_AMPERSAND.sub("&amp;", unescape(instruction.get("data") or ""))
        parser = etree.XMLParser(recover=True, resolve_entities=False)
        struck = etree.fromstring(f"<struck>{data}</struck>", parser)
        for element in struck.iter(etree.Element):
            element.tag = str(element.tag).rpartition(":")[2]
        _walk(press, struck, rule, DELETED)
    return {"begin": INSERTED, "end": PLAIN}.get(mark, marked)


def _mark_of(node: Any, rule: Rule) -> str:
    is_instruction = isinstance(node, etree._ProcessingInstruction)
    return rule.marks.get(node.target or "", "") if is_instruction else ""


def _lines(root: Element, rule: Rule) -> list[Line]:
    """One element a printed line; the no-break spaces it begins with are the paragraph's indent."""
    lines: list[Line] = []
    for row in root.iter():
        if any(selector.matches(row) for selector in rule.lines):
            press = Press()
            _walk(press, row, rule)
            text, inks = press.line()
            if text:
                raw = "".join(row.itertext())
                indent = raw[: len(raw) - len(raw.lstrip())].count("\xa0")
                lines.append(Line.of(text, inks, left=indent, top=len(lines)))
    return lines
