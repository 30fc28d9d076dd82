"""The same answer as JSON, CSV and Atom."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest, Request, Response

from datasette_legislation import atom
from datasette_legislation.question import Question, question_from
from datasette_legislation.results import FIELDS, Result, public, results_of
from datasette_legislation.search import search
from datasette_legislation.shelf import shelf_of

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

ANYONE = {"Access-Control-Allow-Origin": "*"}
# "the <mark>988</mark> fee"
_MARK = re.compile(r"</?mark>")
# Knowledge has no date, Atom demands one: the day the 988 designation act was signed.
_NO_DATE = "2020-10-17"


async def search_json(datasette: Datasette, request: Request) -> Response:
    """`GET /api/v1/search`, as docs/design describes it; errors are `{"error": sentence}`."""
    try:
        question, total, results = await _answered(datasette, request)
    except BadRequest as error:
        return Response.json({"error": str(error)}, status=400, headers=ANYONE)
    following = None
    if question.page * question.size < total:
        path = request.path + question.query_string(page=question.page + 1)
        following = datasette.absolute_url(request, path)
    answer = {"query": question.q, "total": total, "results": results, "next": following}
    return Response.json(answer, headers=ANYONE)


async def search_csv(datasette: Datasette, request: Request) -> Response:
    """One line a result, the API's fields as columns; classes are joined by blanks."""
    _, _, results = await _answered(datasette, request, size=1000)
    lines = io.StringIO()
    writer = csv.DictWriter(lines, fieldnames=FIELDS, lineterminator="\r\n")
    writer.writeheader()
    for result in results:
        plain = unescape(_MARK.sub("", result["highlight"] or ""))
        writer.writerow(result | {"classes": " ".join(result["classes"]), "highlight": plain})
    headers = ANYONE | {"Content-Disposition": 'attachment; filename="search.csv"'}
    return Response(lines.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")


async def search_atom(datasette: Datasette, request: Request) -> Response:
    """The newest fifty results of the query as a feed; an entry's date is the bill's status date."""
    question, _, results = await _answered(datasette, request, size=50, sort="date")
    about = datasette.absolute_url(
        request, datasette.urls.path("/search") + question.query_string(size=None, sort=None)
    )
    entries = [_entry(result) for result in results]
    newest = max((entry.updated for entry in entries), default=_moment({}))
    itself = datasette.absolute_url(request, request.full_path)
    title = f"Search: {question.q or 'all bills'}"
    return atom_response(atom.feed(title, about, itself, newest, entries))


def atom_response(body: str) -> Response:
    return Response(body, headers=ANYONE, content_type="application/atom+xml; charset=utf-8")


async def _answered(
    datasette: Datasette, request: Request, **fixed: Any
) -> tuple[Question, int, list[Result]]:
    question = question_from(request.args, await shelf_of(datasette))
    if fixed:
        question = replace(question, page=1, **fixed)
    answer = await search(datasette, question)
    results = await results_of(datasette, answer)
    return question, answer.total, [public(datasette, request, result) for result in results]


def _entry(result: Result) -> atom.Entry:
    title = " · ".join(part for part in (result["identifier"], result["title"]) if part)
    return atom.Entry(
        title, result["url"], _moment(result), result["highlight"] or "", result["credit"] or ""
    )


def _moment(result: Result) -> str:
    """Atom wants a time; a bill's day has none, and knowledge has not even a day."""
    day = result.get("status_date") or ""
    return f"{day if len(day) == 10 else _NO_DATE}T00:00:00Z"
