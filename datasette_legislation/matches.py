"""What matches the words, before any filter: scores by kind, and the best provision of each bill."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from datasette.database import QueryInterrupted
from datasette.utils.asgi import BadRequest

from datasette_legislation import sql
from datasette_legislation.shelf import KINDS, Shelf, key

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

Scores = dict[int, float]


@dataclass(frozen=True)
class Lead:
    """One result before it is dressed: the thing found and, for a bill, its best provision."""

    number: int
    score: float
    provision: int | None
    matching_provisions: int
    is_own_match: bool


@dataclass
class Matches:
    """`scores["bill"]` holds a bill that matches by its own words or by a provision's.

    `best` and `counts` tell, by bill, its best matching provision and how many match.
    """

    scores: dict[str, Scores]
    own: Collection[int]
    best: dict[int, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def lead(self, number: int, score: float) -> Lead:
        return Lead(
            number, score, self.best.get(number), self.counts.get(number, 0), number in self.own
        )


async def matching(datasette: Datasette, shelf: Shelf, match: str) -> Matches:
    """Raises BadRequest where the words match too much to be counted in time."""
    scores = {}
    try:
        for kind in KINDS:
            first, step = key(kind, 0), len(KINDS)
            found = await sql.hits(datasette, f"hits_{kind}", match=match)
            scores[kind] = {first + step * rowid: score for rowid, score in found}
    except QueryInterrupted:
        raise BadRequest(
            "These words match too much to be counted in time; add a word or lengthen the beginning."
        ) from None
    own = scores["bill"]
    matches = Matches(scores | {"bill": dict(own)}, own)
    _lead_to_bills(matches, shelf)
    return matches


def _lead_to_bills(matches: Matches, shelf: Shelf) -> None:
    """Keeps the provisions of newest texts, and finds bills by their best one."""
    best, counts, bill_of = matches.best, matches.counts, shelf.bill_of
    best_score: Scores = {}
    current: Scores = {}
    for number, score in matches.scores["provision"].items():
        bill = bill_of.get(number)
        if bill is None:  # a provision of an older text, which stays on the bill's page
            continue
        current[number] = score
        counts[bill] = counts.get(bill, 0) + 1
        if score > best_score.get(bill, 0.0):
            best_score[bill] = score
            best[bill] = number
    bills = matches.scores["bill"]
    for bill, score in best_score.items():
        if score > bills.get(bill, 0.0):
            bills[bill] = score
    matches.scores["provision"] = current


async def everything(
    datasette: Datasette, shelf: Shelf, unwanted: str, wanted_class: str
) -> Matches:
    """All there is, less what has the unwanted words; a bill shows its provision of the class."""
    left_out = (await matching(datasette, shelf, unwanted)).scores if unwanted else {}
    scores: dict[str, Scores] = {
        kind: dict.fromkeys(numbers - left_out.get(kind, {}).keys(), 0.0)
        for kind, numbers in shelf.everything.items()
    }
    matches = Matches(scores, scores["bill"])
    for number in sorted(shelf.by["class"].get(wanted_class, set()) & scores["provision"].keys()):
        bill = shelf.bill_of[number]
        matches.best.setdefault(bill, number)
        matches.counts[bill] = 1
    return matches
