"""The search behind the page, the API and the feeds: a question in, an answer with counts out."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest

from datasette_legislation import search_syntax
from datasette_legislation.matches import Lead, Matches, Scores, everything, matching
from datasette_legislation.question import Question
from datasette_legislation.shelf import DIMENSIONS, KINDS, Shelf, shelf_of

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette


@dataclass
class Answer:
    """`facets["place"]["us_wa"]` results would be left if only that place were asked for."""

    question: Question
    total: int
    leads: list[Lead]
    facets: dict[str, dict[str, int]]
    near_misses: int
    match: str

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.question.size))


async def search(datasette: Datasette, question: Question) -> Answer:
    """Raises BadRequest where the words cannot be searched for."""
    shelf = await shelf_of(datasette)
    try:
        expression = search_syntax.parse(question.q)
    except ValueError as error:
        raise BadRequest(str(error)) from None
    match = expression.match
    if match:
        matches = await matching(datasette, shelf, match)
    else:
        wanted_class = question.filters.get("class", "")
        matches = await everything(datasette, shelf, expression.unwanted_match, wanted_class)
    shown = _shown(matches, question, is_browsing=not match)
    passing = _passing(shown, question, shelf)
    found = passing if question.off_topic else passing & shelf.relevant
    return Answer(
        question=question,
        total=len(found),
        leads=[matches.lead(n, shown[n]) for n in _page(shown, found, question, shelf)],
        facets=_facets(matches, shown, question, shelf),
        near_misses=len(passing - shelf.relevant),
        match=match,
    )


async def count_any(datasette: Datasette, question: Question) -> int:
    """How many results the same words have when one of them is enough; 0 for a single word."""
    expression = search_syntax.parse(question.q)
    if len(expression.wanted) < 2:
        return 0
    shelf = await shelf_of(datasette)
    try:
        matches = await matching(datasette, shelf, expression.any_match)
    except BadRequest:  # too many to count: only a suggestion, which can be left out
        return 0
    found = _passing(_shown(matches, question, is_browsing=False), question, shelf)
    return len(found if question.off_topic else found & shelf.relevant)


def _shown(matches: Matches, question: Question, is_browsing: bool) -> Scores:
    """Without a type: bills, programs and considerations; when nothing is looked for, bills."""
    scores = matches.scores
    if question.type:
        return scores[question.type]
    if is_browsing:
        return scores["bill"]
    return scores["bill"] | scores["program"] | scores["consideration"]


def _passing(
    numbers: Iterable[int], question: Question, shelf: Shelf, but: str | None = None
) -> set[int]:
    """The keys that pass every filter, one filter left out of account."""
    keys = set(numbers)
    for name, value in question.filters.items():
        if name != but:
            keys &= shelf.by[name].get(value, set())
    return keys


def _page(shown: Scores, found: set[int], question: Question, shelf: Shelf) -> list[int]:
    dates = shelf.date_of

    def by_score(number: int) -> Any:
        return shown[number], dates[number], number

    def by_date(number: int) -> Any:
        return dates[number], shown[number], number

    end = question.page * question.size
    order = by_date if question.sort == "date" else by_score
    return heapq.nlargest(end, found, key=order)[end - question.size :]


def _facets(
    matches: Matches, shown: Scores, question: Question, shelf: Shelf
) -> dict[str, dict[str, int]]:
    """How many results each value of each filter would leave, the other filters staying."""

    def kept(numbers: Iterable[int], but: str | None = None) -> set[int]:
        keys = _passing(numbers, question, shelf, but)
        return keys if question.off_topic else keys & shelf.relevant

    facets = {"type": {kind: len(kept(matches.scores[kind])) for kind in KINDS}}
    unfiltered = kept(shown) if not question.filters else None
    for name in DIMENSIONS:
        keys = kept(shown, but=name) if unfiltered is None else unfiltered
        facets[name] = {
            value: count
            for value, numbers in shelf.by[name].items()
            if (count := len(keys & numbers)) or question.filters.get(name) == value
        }
    return facets
