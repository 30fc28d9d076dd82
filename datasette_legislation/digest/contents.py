"""What one week brought: introductions, steps, laws, shared language, a program, corrections.

Days are the publishers' own dates where they give them, and otherwise the day on which a crawl noticed
(table `changes`). Nothing depends on the clock, so that a past week reads the same whenever it is asked for,
but for what is learnt of that week later: an action that a publisher dates back, a title put right.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from datasette_legislation import changes, sql
from datasette_legislation.digest.week import Week, of_day
from datasette_legislation.results import bills_shown, section_words, shortened
from datasette_legislation.shelf import shelf_of

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")  # publishers print other things, too
KINDS = ("enacted", "introduced", "moved", "added")
LISTS = ("language", "corrections", "label_corrections")
LISTED = 20  # bills of a kind that are named; the rest is counted
QUOTED = 160  # characters of shared language, enough to know it again
STEPS = 2  # of one bill


async def weeks(datasette: Datasette) -> list[Week]:
    """Every week in which something happened, the newest first."""
    shelf = await shelf_of(datasette)
    if shelf.weeks is None:
        days = [row["day"] for row in await sql.rows(datasette, "update_days")]
        found = {of_day(date.fromisoformat(day)) for day in days if _DAY.match(day)}
        shelf.weeks = sorted(found, reverse=True)
    return shelf.weeks


async def digest_of(datasette: Datasette, week: Week) -> dict[str, Any]:
    """The week's contents, read from the database once for each of its states.

    Of the weeks in which nothing happened, of which there is no end, none is kept.
    """
    if week not in await weeks(datasette):
        nothing: dict[str, Any] = {kind: {"total": 0, "bills": []} for kind in KINDS} | {
            one: [] for one in LISTS
        }
        return nothing | await _named(datasette, week) | {"is_empty": True}
    known = (await shelf_of(datasette)).digests
    if str(week) not in known:
        known[str(week)] = await contents(datasette, week)
    return known[str(week)]


async def contents(datasette: Datasette, week: Week) -> dict[str, Any]:
    """`introduced`, `enacted`, `moved` and `added` are `{"total", "bills"}`; then `language`,
    `highlight`, `corrections`, `label_corrections`, `is_empty`."""
    days = {"first": str(week.first), "last": str(week.last), "after": str(week.after)}

    async def asked(name: str, *wanted: str) -> list[sql.Row]:
        return await sql.rows(datasette, name, **{key: days[key] for key in wanted})

    enacted = _ids(await asked("digest_enacted", "first", "last"))
    introduced = _ids(await asked("digest_introduced", "first", "last"))
    added = _ids(await asked("digest_added", "first", "last", "after"))
    steps = await _steps(
        await asked("digest_actions", "first", "last"),
        await asked("digest_noticed", "first", "after"),
    )
    told = {*enacted, *introduced}
    moved = [bill_id for bill_id in steps if bill_id not in told]
    added = [bill_id for bill_id in added if bill_id not in told | steps.keys()]
    digest: dict[str, Any] = {
        "enacted": await _listed(datasette, enacted, steps),
        "introduced": await _listed(datasette, introduced, {}),
        "moved": await _listed(datasette, moved, steps),
        "added": await _listed(datasette, added, {}),
        "language": await _language(datasette, await asked("digest_language", "first", "after")),
        "corrections": await asked("digest_corrections", "first", "last"),
        "label_corrections": await asked("digest_label_corrections", "first", "last"),
    }
    has_any = any(digest[kind]["total"] for kind in KINDS) or any(digest[one] for one in LISTS)
    return digest | await _named(datasette, week) | {"is_empty": not has_any}


async def _named(datasette: Datasette, week: Week) -> dict[str, Any]:
    """What a digest has whether or not anything happened."""
    highlight = await sql.row(datasette, "digest_highlight", week=str(week))
    return {"week": str(week), "first": week.first, "last": week.last, "highlight": highlight}


def _ids(rows: list[sql.Row]) -> list[str]:
    return [row["bill_id"] for row in rows]


async def _steps(actions: list[sql.Row], noticed: list[sql.Row]) -> dict[str, list[str]]:
    """Bill id → what happened, newest first: by the publisher's dates, or else as a crawl noticed."""
    steps: dict[str, list[str]] = {}
    for action in actions:
        steps.setdefault(action["bill_id"], []).append(action["description"])
    dated = set(steps)
    for change in noticed:
        if change["bill_id"] not in dated:
            steps.setdefault(change["bill_id"], []).append(changes.in_words(change))
    return steps


async def _listed(
    datasette: Datasette, bill_ids: list[str], steps: dict[str, list[str]]
) -> dict[str, Any]:
    bills = await bills_shown(datasette, bill_ids[:LISTED])
    for bill in bills:
        bill["steps"] = steps.get(bill["bill_id"], [])[:STEPS]
    return {"total": len(bill_ids), "bills": bills}


async def _language(datasette: Datasette, families: list[sql.Row]) -> list[sql.Row]:
    """Provisions whose words stand in several bills, with those bills."""
    for family in families:
        family["section"] = section_words(family)
        family["words"] = shortened(" ".join(family["text"].split()), QUOTED)
        family["in_bills"] = await sql.rows(
            datasette, "digest_language_bills", bill_ids=family.pop("bill_ids")
        )
    return families
