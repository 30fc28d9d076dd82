"""Accuracy of the segmentation against documents whose provisions people marked.

A mark is a row of `data/annotations/segmentation/marks.jsonl`: `document`, `jurisdiction`, `sha256` of
the printed text in UTF-8, `begin` (offset where the text to be cut starts, 0 if absent) and
`provisions` with `start`, `end`, `soft`. A boundary is the start of a provision, or the end of the
last one; a document's boundaries are right where marked and found agree to the character. Soft
parts (groups of paragraphs inside a very long subdivision) and what is found inside them are not
scored.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from enrich import segment
from enrich.evaluate import Report, score_of

Mark = dict[str, Any]
Boundary = tuple[str, int]  # ("start", offset) or ("end", offset)


def evaluate(marks: Iterable[Mark], printed_text: Callable[[str], str]) -> Report:
    """`{"documents", "all", "jurisdictions"}`: a score each, as `score_of` tells.

    `printed_text` gives a document's printed text. Raises ValueError where it is not the text that
    was marked.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    documents = 0
    for mark in marks:
        text = printed_text(mark["document"])
        if hashlib.sha256(text.encode()).hexdigest() != mark["sha256"]:
            raise ValueError(
                f"{mark['document']} is not printed as it was marked; mark its provisions again."
            )
        marked, found = boundaries(mark, text)
        counts[mark["jurisdiction"]].update(
            right=len(marked & found), found=len(found), marked=len(marked)
        )
        documents += 1
    together: Counter[str] = sum(counts.values(), Counter())
    return {
        "documents": documents,
        "all": _score(together),
        "jurisdictions": {place: _score(counts[place]) for place in sorted(counts)},
    }


def boundaries(mark: Mark, text: str) -> tuple[set[Boundary], set[Boundary]]:
    """The boundaries that people marked and those that are found, both in offsets of `text`."""
    begin = mark.get("begin", 0)
    provisions = segment.segment(text[begin:])
    soft = [part for part in mark["provisions"] if part.get("soft")]
    marked = {("start", part["start"]) for part in mark["provisions"] if not part.get("soft")}
    found = {("start", part.start + begin) for part in provisions}
    found = {
        boundary
        for boundary in found
        if boundary in marked
        or not any(part["start"] <= boundary[1] < part["end"] for part in soft)
    }
    marked.add(("end", max(part["end"] for part in mark["provisions"])))
    found.add(("end", max((part.end + begin for part in provisions), default=0)))
    return marked, found


def _score(count: Counter[str]) -> Report:
    return score_of(count["right"], count["found"], count["marked"])
