"""Source health in public: when each source was read, what it brought, what is wrong or missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from datasette_legislation import sql, words
from datasette_legislation.feeds import ANYONE
from datasette_legislation.render import page
from legislation.sources import LEVELS

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# What the first word of a run's outcome means to a reader.
OUTCOMES = {
    "running": "It is still running, or was stopped midway.",
    "failed": "It failed",
    "empty": "It met nothing",
    "stopped": "It was stopped",
    "unreachable": "The source could not be reached",
    "paused": "It rests until the publisher's daily limit is renewed",
    "misused": "It was started with a wrong argument",
}
_JSON_COLUMNS = (
    "places",
    "known_gaps",
    "skipped",
    "unknown_actions",
    "warnings",
    "errors",
)


async def sources_page(datasette: Datasette, request: Request) -> Response:
    rows = await sources_shown(datasette)
    return await page(
        datasette,
        request,
        "sources.html",
        title="Sources",
        description="When each source of the record was last read, what it brought and what is missing.",
        groups=_grouped(rows),
        summary=summary(rows),
    )


async def sources_json(datasette: Datasette, request: Request) -> Response:
    """`{"sources": [...]}`: the columns of the view `source_health`, with `age_days`, `health` and
    `last_run` in words."""
    return Response.json({"sources": await sources_shown(datasette)}, headers=ANYONE)


async def sources_shown(datasette: Datasette) -> list[sql.Row]:
    rows = []
    for row in await sql.rows(datasette, "sources"):
        row |= {name: json.loads(row[name] or "null") for name in _JSON_COLUMNS}
        rows.append(row | {"health": health(row), "last_run": last_run(row)})
    return rows


def health(row: sql.Row) -> str:
    """A key of words.HEALTH."""
    if row["outcome"] is None:
        return "never"
    if row["outcome"] != "finished":
        # A daily limit that is used up is no failure: the crawl goes on tomorrow.
        return "running" if row["outcome"].startswith(("running", "paused")) else "failed"
    if row["age_days"] > row["stale_after_days"]:
        return "stale"
    return "warned" if row["warnings"] else "fresh"


def last_run(row: sql.Row) -> str:
    """What the last run did, in a sentence or two; empty for a source never read."""
    if row["outcome"] is None:
        return ""
    if row["outcome"] == "running":  # it counts at its end
        return OUTCOMES["running"]
    met = row["found"] + row["unchanged"]
    counts = ", ".join(
        (
            f"{words.number(met)} met",
            f"{words.number(row['kept'])} new or changed",
            *([f"{words.number(row['missing'])} no longer listed"] if row["missing"] else ()),
            _left_out(row["skipped"]),
            f"{words.number(row['quarantined'])} put aside",
        )
    )
    part = "" if row["is_whole"] else ", of the part that was asked for"
    return f"{counts}{part}.{_ending(row)}"


def _left_out(skipped: dict[str, int]) -> str:
    """`462 left out (off topic 458)`, with the commonest reason."""
    total = f"{words.number(sum(skipped.values()))} left out"
    if not skipped:
        return total
    reason = max(skipped, key=lambda reason: skipped[reason])
    return f"{total} ({reason} {words.number(skipped[reason])})"


def _ending(row: sql.Row) -> str:
    first, _, sentence = row["outcome"].partition(": ")
    if first == "finished":
        return ""
    said = OUTCOMES.get(first, "It did not finish")
    return f" {said}: {sentence}" if sentence else f" {said}"


def summary(rows: list[sql.Row]) -> dict[str, Any]:
    """Sources by health, the day of the last reading, and the sources that brought bills."""
    single = [row for row in rows if not row["is_platform"]]
    read = [row["last_success_at"] for row in single if row["last_success_at"]]
    return {
        "counts": {word: sum(row["health"] == word for row in single) for word in words.HEALTH},
        "newest": max(read, default=None),
        "with_bills": sorted(
            (row for row in single if row["bills"]), key=lambda row: row["bills"], reverse=True
        ),
    }


def _grouped(rows: list[sql.Row]) -> list[dict[str, Any]]:
    """Sources by level; within one those that were read come first, a platform after its councils.

    Councils never read stand with their platform, as `unread`: there are many.
    """
    groups = []
    for name in dict.fromkeys(LEVELS.values()):
        of = [row for row in rows if LEVELS[row["level"]] == name]
        if not of:
            continue
        unread = [row for row in of if row["entry"] != row["source"] and row["health"] == "never"]
        shown = [
            row | {"unread": [council for council in unread if council["entry"] == row["source"]]}
            for row in of
            if row not in unread
        ]
        shown.sort(key=lambda row: (row["is_platform"], row["health"] == "never"))
        count = sum(not row["is_platform"] for row in of)
        groups.append({"name": name, "sources": shown, "count": count})
    return groups
