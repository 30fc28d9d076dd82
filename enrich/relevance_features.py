"""The few numbers by which the relevance model judges a bill.

Which terms count as what is told by `configs/relevance.yml`; the terms and their weights are those
of `legislation/topics.yml`.
"""

import re
from dataclasses import dataclass
from functools import cache
from math import log1p
from pathlib import Path
from typing import Any

import yaml

from legislation import topics
from legislation.topics import TELLING, Mention

CONFIG = Path(__file__).with_name("configs") / "relevance.yml"
# From here on more of the same says nothing new.
_MOST_EVIDENCE = 50.0
_MOST_IN_A_TITLE = 2.0
# "Suicide prevention week. Urges schools to mark it": a publisher's summary comes after the title
_END_OF_TITLE = re.compile(r"\n|\. ")


@cache
def settings() -> dict[str, Any]:
    """`configs/relevance.yml`. Raises ValueError for a term that `topics.yml` lacks."""
    found: dict[str, Any] = yaml.load(CONFIG.read_bytes(), Loader=yaml.CSafeLoader)
    known = {term.name for term in topics.profile().terms}
    for key in ("set_apart", "wider_field", "answers_a_crisis", "prevents_suicide"):
        if unknown := set(found[key]) - known:
            raise ValueError(
                f"{CONFIG.name}: {key} names {sorted(unknown)[0]!r}; use a name of topics.yml."
            )
        found[key] = frozenset(found[key])
    return found


@dataclass(frozen=True)
class Reading:
    """A bill's mentions, read once for the numbers and for the reasons."""

    title: str
    text: str
    in_title: list[Mention]
    in_text: list[Mention]
    words: int

    @property
    def is_telling(self) -> bool:
        """Colour alone ("mental health") never makes a bill relevant."""
        return any(mention.weight >= TELLING for mention in (*self.in_title, *self.in_text))


def read(title: str, text: str) -> Reading:
    return Reading(
        title, text, topics.mentions(title), topics.mentions(text), topics.number_of_words(text)
    )


def features(bill: Reading) -> dict[str, float]:
    """Name to number, in the order of the model's file; all are 0 where nothing is said."""
    terms = settings()
    in_title = [m for m in bill.in_title if m.term not in terms["set_apart"]]
    in_text = [m for m in bill.in_text if m.term not in terms["set_apart"]]
    found = topics.evidence(bill.title, in_title, in_text, bill.words)
    return {
        "evidence": log1p(min(found.total, _MOST_EVIDENCE)),
        "points in the title": log1p(sum(m.weight for m in in_title if m.weight >= TELLING)),
        "crisis or suicide in the title": _subject(bill.title, in_title),
        "wider field in the title": log1p(
            sum(mention.term in terms["wider_field"] for mention in in_title)
        ),
        "different terms in the text": float(len({m.term for m in in_text if m.weight >= TELLING})),
        "budget or clean-up act": float(found.is_budget),
    }


def _subject(title: str, in_title: list[Mention]) -> float:
    """Points of the terms by which a title says that a bill answers a crisis or prevents suicide."""
    terms = settings()
    end = _END_OF_TITLE.search(title)
    opening = end.start() if end else len(title)
    # A summary that mentions suicide prevention may do so in passing.
    named = {
        mention.term: mention.weight
        for mention in in_title
        if mention.term in terms["answers_a_crisis"]
        or (mention.term in terms["prevents_suicide"] and mention.start < opening)
    }
    return min(sum(named.values()), _MOST_IN_A_TITLE)
