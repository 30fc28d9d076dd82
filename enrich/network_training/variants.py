"""Passages that nobody wrote: parts of ours, thinned ones, and parts of two joined.

Teachers say what they make of them, so that the network learns from many more passages than we have.
"""

import random
import re
from collections.abc import Iterator, Sequence

_BETWEEN_CLAUSES = re.compile(r"(?<=[.;:])\s+")
_PART, _JOINED = 0.35, 0.45  # shares; the rest are thinned
_KEPT = 0.7  # of the clauses of a thinned passage


def variants(texts: Sequence[str], times: int, seed: int) -> Iterator[str]:
    """`times` variants of each text, in the order of the texts, again and again."""
    draws = random.Random(seed)  # noqa: S311
    for _ in range(times):
        for text in texts:
            kind = draws.random()
            if kind < _PART:
                yield _part(text, draws)
            elif kind < _PART + _JOINED:
                yield f"{_part(text, draws)} {_part(draws.choice(texts), draws)}"
            else:
                kept = [one for one in _BETWEEN_CLAUSES.split(text) if draws.random() < _KEPT]
                yield " ".join(kept) or text


def _part(text: str, draws: random.Random) -> str:
    """The beginning or the end, cut between clauses, or between words where it is one clause."""
    pieces = _BETWEEN_CLAUSES.split(text)
    if len(pieces) < 2:
        pieces = text.split()
    if len(pieces) < 2:
        return text
    cut = draws.randint(1, len(pieces) - 1)
    return " ".join(pieces[:cut] if draws.random() < 0.5 else pieces[cut:])
