"""Word documents: tracked changes, underlined and struck runs."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from legislation.xml_with_limits import UnreadableXml, parsed

from .press import Press
from .printed import DELETED, INSERTED, METHOD_VERSION, PLAIN, PrintedText, Unreadable
from .rules import Element, rule_for

MAX_INFLATED = 200_000_000
MAX_RATIO = 200  # a page of Word XML shrinks 10 to 30 times; a bomb a thousand times and more
_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(body: bytes, url: str) -> PrintedText:
    """Raises Unreadable for an archive that is no Word document, is damaged, or is a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            part = archive.getinfo(_PART)
            if part.flag_bits & 0x1:
                raise Unreadable("The Word document is encrypted; ask for an open copy.")
            if part.file_size > MAX_INFLATED or (
                part.file_size > 1_000_000 and part.file_size > MAX_RATIO * part.compress_size
            ):
                raise Unreadable("The Word document unpacks to too much; look at it by hand.")
            with archive.open(part) as packed:
                xml = packed.read(part.file_size + 1)
    except KeyError as error:
        raise Unreadable("The archive holds no Word document; fetch the bill itself.") from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable("The Word document is damaged; fetch it again.") from error
    try:
        root = parsed(xml)
    except UnreadableXml as error:
        raise Unreadable("The Word document is damaged; fetch it again.") from error
    press = _press(root)
    text, _ = press.line()
    rule = rule_for("rtf", url, text)
    return press.printed(f"docx/{rule.name}-{METHOD_VERSION}", **rule.printing)


def _press(root: Element) -> Press:
    press = Press()
    tracked = [PLAIN]
    run = PLAIN
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag).removeprefix(_W)
        if event == "start":
            if tag == "del" or tag == "moveFrom":
                tracked.append(DELETED)
            elif tag == "ins" or tag == "moveTo":
                tracked.append(max(tracked[-1], INSERTED))
            elif tag == "r":
                run = _ink(element)
            elif tag in ("t", "delText"):
                press.write(element.text or "", max(tracked[-1], run))
            elif tag in ("tab", "tc"):
                press.write(" ")
            elif tag in ("br", "cr"):
                press.break_line()
        elif tag in ("del", "ins", "moveFrom", "moveTo"):
            tracked.pop()
        elif tag == "tr" or (tag == "p" and not _in_cell(element)):
            press.break_line()
    return press


def _in_cell(paragraph: Element) -> bool:
    above = paragraph.getparent()
    return above is not None and above.tag == f"{_W}tc"


def _ink(run: Element) -> int:
    def on(name: str) -> bool:
        found = run.find(f"{_W}rPr/{_W}{name}")
        return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "none")

    if on("strike") or on("dstrike"):
        return DELETED
    return INSERTED if on("u") else PLAIN
