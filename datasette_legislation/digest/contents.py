"""What one week brought: introductions, steps, laws, shared language, a program, corrections.

Days are the publishers' own dates where they give them, and otherwise the day on which a crawl noticed
(table `changes`). Nothing depends on the clock, so that a past week reads the same whenever it is asked for.
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
LISTED = 20  # bills of a kind that are named; the rest is counted
QUOTED = 160  # characters of shared language, enough to know it again
STEPS = 2  # of one bill


async def weeks(datasette: Datasette) -> list[Week]:
    """Every week in which something happened, the newest first."""
    days = [row["day"] for row in await sql.rows(datasette, "update_days")]
    return sorted(
        {of_day(date.fromisoformat(day)) for day in days if _DAY.match(day)}, reverse=True
    )


async def digest_of(datasette: Datasette, week: Week) -> dict[str, Any]:
    """The week's contents, read from the database once for each of its states."""
    known = (await shelf_of(datasette)).digests
    if str(week) not in known:
        found = await contents(datasette, week)
        if found["is_empty"]:  # there is no end of empty weeks
            return found
        known[str(week)] = found
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
        "week": str(week),
        "first": week.first,
        "last": week.last,
        "enacted": await _listed(datasette, enacted, steps),
        "introduced": await _listed(datasette, introduced, {}),
        "moved": await _listed(datasette, moved, steps),
        "added": await _listed(datasette, added, {}),
        "language": await _language(datasette, await asked("digest_language", "first", "after")),
        "highlight": await sql.row(datasette, "digest_highlight", week=str(week)),
        "corrections": await asked("digest_corrections", "first", "last"),
        "label_corrections": await asked("digest_label_corrections", "first", "last"),
    }
    kinds = ("enacted", "introduced", "moved", "added")
    lists = ("language", "corrections", "label_corrections")
    has_any = any(digest[kind]["total"] for kind in kinds) or any(digest[one] for one in lists)
    return digest | {"is_empty": not has_any}


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
            datasette, "digest_language_bills", wording=family["wording"]
        )
    return families
