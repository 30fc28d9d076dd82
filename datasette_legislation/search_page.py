"""The search page: results, filters with counts, and links that take one filter away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from datasette_legislation import words
from datasette_legislation.question import Question, question_from
from datasette_legislation.render import page
from datasette_legislation.results import results_of
from datasette_legislation.search import Answer, count_any, search
from datasette_legislation.shelf import DIMENSIONS, Shelf, shelf_of
from datasette_legislation.source_notes import notes_on

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# How many values of a filter stand open; the others unfold.
OPEN_VALUES = 8
NAMES = {
    "type": "Kind",
    "status": "Standing",
    "place": "Place",
    "level": "Level",
    "class": "Provision class",
    "area": "Issue area",
    "year": "Year",
}


async def search_page(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    question = question_from(request.args, shelf)
    answer = await search(datasette, question)
    path = datasette.urls.path("/search")
    any_total = await count_any(datasette, question) if not answer.total else 0
    results = await results_of(datasette, answer)
    return await page(
        datasette,
        request,
        "search.html",
        title=f"{question.q} – search" if question.q else "All bills and laws",
        description="Search bills, laws and their provisions on 988 and behavioral-health crisis response.",
        canonical=path + question.query_string(),
        question=question,
        answer=answer,
        results=results,
        notes=await notes_on(datasette, (result["bill"] for result in results if result["bill"])),
        facets=_facets(answer, shelf, path),
        applied=_applied(question, shelf, path),
        named_places=_named_places(question, answer, shelf, path),
        class_labels={name: row["label"] for name, row in shelf.classes.items()},
        any_total=any_total,
        any_link=path + question.query_string(q=" OR ".join(question.q.split())),
        link=lambda **changes: path + question.query_string(**changes),
        same_query=question.query_string(page=None, size=None),
    )


def value_name(dimension: str, value: str, shelf: Shelf) -> str:
    """What a filter's value is called on the page."""
    if dimension == "place":
        return str(shelf.places[value]["name"])
    if dimension == "class":
        return shelf.classes[value]["label"] if value in shelf.classes else "Any class"
    if dimension == "area":
        return shelf.areas[value]["title"]
    lists = {
        "level": words.LEVELS,
        "type": words.TYPES,
        "status": words.STATUSES | words.STANDINGS,
    }
    return lists[dimension].get(value, value) if dimension in lists else value


def _facets(answer: Answer, shelf: Shelf, path: str) -> list[dict[str, Any]]:
    question = answer.question
    facets = []
    for dimension, name in NAMES.items():
        counts = answer.facets[dimension]
        chosen = question.type if dimension == "type" else question.filters.get(dimension, "")
        values = [
            {
                "value": value,
                "name": value_name(dimension, value, shelf),
                "count": count,
                "is_chosen": value == chosen,
                "link": path
                + question.query_string(**{dimension: None if value == chosen else value}),
            }
            for value, count in _ordered(dimension, counts, shelf)
            if count or value == chosen
        ]
        if values:
            facets.append(
                {
                    "dimension": dimension,
                    "name": name,
                    "values": values[:OPEN_VALUES],
                    "folded": values[OPEN_VALUES:],
                }
            )
    return facets


def _ordered(dimension: str, counts: dict[str, int], shelf: Shelf) -> list[tuple[str, int]]:
    """Closed lists in their own order, years newest first, the rest by count."""
    if dimension == "status":
        # The exact words of a status can be asked for; the page offers what a reader asks first.
        return [(value, counts[value]) for value in words.STANDINGS if value in counts]
    if dimension == "year":
        return sorted(counts.items(), reverse=True)
    if dimension == "area":
        return [(value, counts[value]) for value in shelf.areas if value in counts]
    if dimension == "level":
        return [(value, counts[value]) for value in words.LEVELS if value in counts]
    if dimension == "type":
        return list(counts.items())
    known = [(value, count) for value, count in counts.items() if value != "any"]
    return sorted(known, key=lambda pair: (-pair[1], value_name(dimension, pair[0], shelf)))


def _applied(question: Question, shelf: Shelf, path: str) -> list[dict[str, str]]:
    chosen = {
        "type": question.type,
        **{name: question.filters.get(name, "") for name in DIMENSIONS},
    }
    return [
        {
            "dimension": NAMES[name],
            "name": value_name(name, value, shelf),
            "link": path + question.query_string(**{name: None}),
        }
        for name, value in chosen.items()
        if value
    ]


def _named_places(
    question: Question, answer: Answer, shelf: Shelf, path: str
) -> list[dict[str, str]]:
    """Places that the words name: a visitor who types "washington 988" may want the filter."""
    if question.filters.get("place"):
        return []
    padded = f" {question.q.casefold()} "
    return [
        {
            "name": place["name"],
            "link": path + question.query_string(place=slug, q=_without(question.q, place["name"])),
        }
        for slug, place in shelf.places.items()
        if f" {place['name'].casefold()} " in padded
    ][:3]


def _without(text: str, name: str) -> str:
    start = text.casefold().find(name.casefold())
    return " ".join((text[:start] + " " + text[start + len(name) :]).split())
