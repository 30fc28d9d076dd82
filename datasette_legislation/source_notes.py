"""What must be said beside bills: which of their sources are out of date, and whose data they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from datasette_legislation import sql

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette


@dataclass(frozen=True)
class Notes:
    """Rows of `source_notes.sql`. stale: sources whose words are shown and that were not read for
    longer than they may be. credited: sources that have a part in what is shown and want a credit."""

    stale: list[sql.Row]
    credited: list[sql.Row]


async def notes_on(datasette: Datasette, bills: Iterable[sql.Row]) -> Notes:
    """bills: rows with `source`, whose words are shown, and `sources`, all that know the bill."""
    speaking: set[str] = set()
    knowing: set[str] = set()
    for bill in bills:
        speaking.add(bill["source"])
        knowing.update(bill["sources"])
    rows = await sql.rows(datasette, "source_notes") if knowing else []
    return Notes(
        stale=[row for row in rows if row["source"] in speaking and row["is_stale"]],
        credited=[row for row in rows if row["source"] in knowing and row["credit"]],
    )


async def credits_of(datasette: Datasette) -> dict[str, str]:
    """The line to carry along with the data of each source that wants one."""
    return {row["source"]: row["credit"] for row in await sql.rows(datasette, "credits")}


def credit_line(bill: sql.Row, credits: dict[str, str]) -> str | None:
    """`LegiScan LLC, CC BY 4.0, https://legiscan.com`; several are joined by semicolons."""
    lines = [credits[source] for source in bill["sources"] if source in credits]
    return "; ".join(lines) or None
