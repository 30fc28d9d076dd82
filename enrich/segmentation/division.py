"""A long section into its subdivisions; a section that prints several of a code into these."""

import re
from collections.abc import Iterator
from dataclasses import replace

from enrich.segmentation.headings import heading_of
from enrich.segmentation.outline import Item, Run
from enrich.segmentation.provision import Provision
from enrich.segmentation.sections import ANNOUNCES, Section

LONG_WORDS = 350  # a section above this is cut into its subdivisions
SHORT_WORDS = 60  # subdivisions below this are kept together with their neighbours
LIST_WORDS = 1500  # a list that completes one sentence is cut only above this
GROUP_WORDS = 600  # text without enumerators is cut into groups of paragraphs of this size

# "As used in this part, the term:", "Definitions."
_DEFINES = re.compile(
    r"(?i:(?<!; )\bdefinitions?\W*\Z|\b(?:as used in|purposes of) (?:this|the)\b[^.]{0,90}[:,—–-]\Z"
    r"|\bin this \w+(?: \w+)?\s?[:,—–-]\Z|\bthe following (?:words|terms|definitions)\b"
    r"|\bmeans\b|\bthe terms?\s?[:,“\"—–]|\bmeanings?\b)"
)
# "The office shall answer": an item that is a sentence of its own
_COMMANDS = re.compile(r"(?i:\b(?:shall|may|must)\b)")
_HEADING_END = (".—", ".–", ".--")
_LIST_LEAD = (":", "—", "–", "--")
# blank line, or the end of any line, between paragraphs
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]{3,})|\n")


def words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def trim(text: str, provision: Provision) -> Provision | None:
    inside = text[provision.start : provision.end]
    start = provision.start + len(inside) - len(inside.lstrip())
    end = provision.start + len(inside.rstrip())
    return replace(provision, start=start, end=end) if start < end else None


def divide(
    text: str, whole: Provision, root: Run | None, codes: list[Section]
) -> Iterator[Provision]:
    """A provision, or its parts: codes' sections, subdivisions, groups of paragraphs."""
    trimmed = trim(text, whole)
    if trimmed is None:
        return
    count = words(text, trimmed.start, trimmed.end)
    items = _cuts(text, trimmed, root, count) if count > LONG_WORDS else []
    if items:
        for part in _grouped(text, trimmed, items):
            held = [code for code in codes if part.start <= code.opening.at < part.end]
            if held:
                yield from _codes(text, part, held)
            else:
                yield from paragraphs(text, part)
    elif codes:
        yield from _codes(text, trimmed, codes)
    else:
        yield from paragraphs(text, trimmed)


def _codes(text: str, whole: Provision, codes: list[Section]) -> Iterator[Provision]:
    """The first section of a code goes with the clause that announces it, each further one alone."""
    starts = [whole.start, *(code.opening.at for code in codes[1:])]
    ends = [*starts[1:], whole.end]
    for code, start, end in zip(codes, starts, ends, strict=True):
        heading = heading_of(text, code.opening.after, end, is_subdivision=False)
        if code is codes[0] and whole.section_number:
            number: str | None = whole.section_number
            named = f"{code.opening.number} {heading}" if heading else code.opening.number
            heading = named if heading or not whole.heading else whole.heading
        else:
            number = code.opening.number or None
        yield from divide(text, Provision(number, heading, start, end), code.root, [])


def _cuts(text: str, whole: Provision, root: Run | None, count: int) -> list[Item]:
    """The outermost subdivisions, `[]` where the section should stay whole."""
    while root is not None and len(root.items) == 1:
        root = root.items[0].inside
    if root is None or (root.items[1].opening.inline and not _ended(text, root.items[1])):
        return []
    if count <= LIST_WORDS and _is_one_sentence(text, whole, root.items):
        return []
    return root.items


def _is_one_sentence(text: str, whole: Provision, items: list[Item]) -> bool:
    lead = text[whole.start : items[0].opening.at].rstrip()
    if _DEFINES.search(lead[-300:]):
        return True
    if not lead.endswith(_LIST_LEAD) or lead.endswith(_HEADING_END):
        return False
    if ANNOUNCES.search(lead[-140:]):
        return False
    first = text[items[0].opening.at : items[1].opening.at].rstrip()
    return not (first.endswith(".") and _COMMANDS.search(first))


def _ended(text: str, item: Item) -> bool:
    """Has a sentence ended before an item that stands in the middle of a line?"""
    before = text[max(0, item.opening.at - 8) : item.opening.at].rstrip().rstrip('”"])')
    return before.endswith(".")


def _grouped(text: str, whole: Provision, items: list[Item]) -> Iterator[Provision]:
    """Neighbours together until a part has `SHORT_WORDS`; a short last one goes with the part above."""
    parts: list[tuple[Item, Item, int]] = []
    first, start = items[0], whole.start
    ends = [item.opening.at for item in items[1:]] + [whole.end]
    for index, (item, end) in enumerate(zip(items, ends, strict=True)):
        if words(text, start, end) >= SHORT_WORDS:
            parts.append((first, item, start))
        elif index + 1 == len(items) and parts:
            parts[-1] = (parts[-1][0], item, parts[-1][2])
        elif index + 1 == len(items):
            parts.append((first, item, start))
        else:
            continue
        if index + 1 < len(items):
            first, start = items[index + 1], end
    stops = [start for _, _, start in parts[1:]] + [whole.end]
    for (first, last, start), stop in zip(parts, stops, strict=True):
        span = f"({first.opening.number})"
        if first is not last:
            span += f"-({last.opening.number})"
        heading = heading_of(text, first.opening.after, stop, is_subdivision=True) or whole.heading
        yield Provision(f"{whole.section_number or ''}{span}", heading, start, stop)


def paragraphs(text: str, provision: Provision) -> Iterator[Provision]:
    """Groups of whole paragraphs, none much above `GROUP_WORDS` words where line breaks allow."""
    whole = trim(text, provision)
    if whole is None:
        return
    if words(text, whole.start, whole.end) <= LIST_WORDS:
        yield whole
        return
    start, count, position = whole.start, 0, whole.start
    for gap in _PARAGRAPH.finditer(text, whole.start, whole.end):
        count += words(text, position, gap.start())
        position = gap.end()
        if count >= GROUP_WORDS:
            part = trim(text, replace(whole, start=start, end=gap.start()))
            if part:
                yield part
            start, count = gap.end(), 0
    last = trim(text, replace(whole, start=start))
    if last:
        yield last
