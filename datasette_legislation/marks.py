"""Safe marks in text that others wrote: search hits, evidence, inserted and struck words."""

import json
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

# Private-use characters stand for marks until the text is escaped; no publisher's word has them.
OPEN, CLOSE = "\ue000", "\ue001"

Spans = Sequence[Sequence[int]]

# "…of the\n\n   Sec. 2" has a paragraph's end where two line ends meet
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def highlighted(text: str | None) -> Markup:
    """Escapes text in which the database put OPEN and CLOSE around hits, and marks the hits.

    >>> highlighted("a <b> \\ue000fee\\ue001")
    Markup('a &lt;b&gt; <mark>fee</mark>')
    """
    safe = str(escape(" ".join((text or "").split())))
    opened = safe.count(OPEN) == safe.count(CLOSE)
    return Markup(
        safe.replace(OPEN, "<mark>" if opened else "").replace(CLOSE, "</mark>" if opened else "")
    )


def is_marked(text: str | None) -> bool:
    return OPEN in (text or "")


def shifted(stored: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a version's spans (a JSON array) that lie in [start, end), counted from start."""
    spans: Spans = json.loads(stored)
    return [
        (max(left, start) - start, min(right, end) - start)
        for left, right in spans
        if left < end and right > start
    ]


def redline(text: str, inserted: Spans = (), deleted: Spans = (), evidence: Spans = ()) -> Markup:
    """Paragraphs of escaped text with <ins>, <del> and <mark> around the spans.

    Spans may overlap and may cross a paragraph's end; every element is closed where it must be.
    """
    kinds = (("del", deleted), ("ins", inserted), ("mark", evidence))
    paragraphs = []
    for start, end in _paragraphs(text):
        cuts = {start, end}
        for _, spans in kinds:
            for left, right in spans:
                cuts.update(cut for cut in (left, right) if start < cut < end)
        paragraphs.append(_paragraph(text, sorted(cuts), kinds))
    return Markup("\n").join(paragraphs)


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _paragraph(text: str, cuts: Sequence[int], kinds: Sequence[tuple[str, Spans]]) -> Markup:
    parts = [Markup("<p>")]
    open_tags: list[str] = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        tags = [tag for tag, spans in kinds if any(s <= left and right <= e for s, e in spans)]
        if tags != open_tags:
            parts += [Markup(f"</{tag}>") for tag in reversed(open_tags)]
            parts += [Markup(f"<{tag}>") for tag in tags]
            open_tags = tags
        parts.append(escape(text[left:right]))
    parts += [Markup(f"</{tag}>") for tag in reversed(open_tags)]
    return Markup("").join([*parts, Markup("</p>")])


def excerpt(text: str, start: int, end: int, room: int = 220) -> str:
    """The evidence text[start:end] with some words around it, OPEN and CLOSE about it.

    Long evidence is kept whole up to three times `room`.
    """
    end = min(end, start + 3 * room)
    left = max(0, start - room)
    right = min(len(text), end + room)
    before = text[left:start]
    after = text[end:right]
    if left:
        before = "… " + before.partition(" ")[2]
    if right < len(text):
        after = after.rpartition(" ")[0] + " …"
    return f"{before}{OPEN}{text[start:end]}{CLOSE}{after}"
