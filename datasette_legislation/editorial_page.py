"""For maintainers: which entries of the knowledge base want a person's eye, and why."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from datasette_legislation import sql
from datasette_legislation.feeds import ANYONE
from datasette_legislation.render import page

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# What to do about each reason, the gravest first.
REASONS = {
    "law without a date": "Find the day of signing or adoption, or say in status_reason why none is known.",
    "not verified": "Read it in a source and set verified, or take the entry out.",
    "not checked for 180 days": "Open its sources again and set checked.",
    "no digest": "Read the text and write a line for each section.",
    "law digested without its sections": "Read the text and give each line its section.",
    "missing figure": "Find the figure, or leave the reason as it is.",
    "open question": "Answer it from a source and take it out.",
    "no result with a definition": "Look for an evaluation; a figure needs its period and definition.",
}


async def editorial_page(datasette: Datasette, request: Request) -> Response:
    rows = await sql.rows(datasette, "editorial")
    found = {reason: list(of) for reason, of in groupby(rows, key=itemgetter("reason"))}
    return await page(
        datasette,
        request,
        "editorial.html",
        title="Editorial review",
        description="Entries of the knowledge base that want a person's eye.",
        groups=[(reason, advice, found.get(reason, [])) for reason, advice in REASONS.items()],
        counts=await sql.rows(datasette, "editorial_counts"),
        links=await sql.row(datasette, "editorial_links"),
    )


async def editorial_json(datasette: Datasette, request: Request) -> Response:
    """`{"review": [...]}`: the rows of the view `editorial_review`."""
    return Response.json({"review": await sql.rows(datasette, "editorial")}, headers=ANYONE)
