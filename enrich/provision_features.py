"""What the trained part of the pipeline sees of a passage.

Words are single words and neighbours, "mobile crisis", with all numbers alike; marks are what the
codebook's phrases say: ``patterns:<class>``, a phrase of that kind stands somewhere, ``opens:<class>``,
one stands among the opening words, and ``rule:<class>``, the phrases together give the class.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from enrich.provision_phrases import ReadPassage

OPENING_WORDS = 30  # a subject named here is what the passage is about
# "12", "1,000", "0.40", "2026": all numbers but the crisis and emergency lines are alike
_NUMBER = re.compile(r"[\d.,]+$")
_LINES = {
    **dict.fromkeys(("988", "9-8-8", "9–8–8", "9‑8‑8"), "988"),
    **dict.fromkeys(("911", "9-1-1", "9–1–1", "9‑1‑1", "e911", "e-911"), "911"),
}


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """`9–8–8` to `988`, `1,000` to `#`."""
    return _LINES.get(word) or ("#" if _NUMBER.match(word) else word)


def runs(words: Sequence[str]) -> list[str]:
    """Every word and every two neighbours."""
    alike = [plain(word) for word in words]
    return alike + [f"{one} {two}" for one, two in zip(alike, alike[1:], strict=False)]


class Features(NamedTuple):
    """The features of a passage, each once."""

    words: frozenset[str]
    marks: frozenset[str]


def features(passage: ReadPassage, ruled: Iterable[str]) -> Features:
    """The features of one passage; `ruled` are the classes that `phrase_rules` gives it."""
    marks = {f"rule:{class_name}" for class_name in ruled}
    for phrase, start, _ in passage.hits:
        marks.add(f"{phrase.kind}:{phrase.class_name}")
        if start < OPENING_WORDS:
            marks.add(f"opens:{phrase.class_name}")
    return Features(frozenset(runs(passage.words.words)), frozenset(marks))
