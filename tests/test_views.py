import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from datasette_legislation import sql
from legislation import sources, store

CLAIM = {"why": "w", "method_version": "1", "score": 1, "run_id": "r"}


@pytest.mark.parametrize(
    ("curated", "machine", "expected"),
    [
        (("introduced", "2026-01-10"), ("enacted", "2026-05-01"), "enacted"),
        (("enacted", "2026-05-01"), ("introduced", "2026-01-10"), "enacted"),
        (("enacted", None), ("introduced", "2026-01-10"), "enacted"),
        (("passed", "2026-03-01"), ("introduced", "2026-03-01"), "passed"),
        (("passed", "2026-03-01"), ("introduced", None), "passed"),
        (None, ("failed", "2026-03-01"), "failed"),
        # a session's end is no step of a bill that a person saw pass
        (("introduced", "2026-02-01"), ("died", "2026-03-12"), "died"),
        (("enacted", "2026-02-01"), ("died", "2026-03-12"), "enacted"),
    ],
)
def test_the_later_step_stands_and_a_person_wins_a_tie(
    curated: tuple[str, str | None] | None,
    machine: tuple[str, str | None],
    expected: str,
    tmp_path: Path,
) -> None:
    database = store.create(tmp_path / "legislation.db")
    place = {"name": "P", "level": "state", "division_id": "d", "jurisdiction_id": "j"}
    database.table("jurisdictions").insert({"jurisdiction": "p", "timezone": "UTC", **place})
    database.table("bills").insert(
        {
            "bill_id": "b",
            "jurisdiction": "p",
            "session_id": "p-1",
            "identifier": "HB 1",
            "title": "T",
        }
        | {"classification": "[]", "source": "s", "fetch_id": "f"}
    )
    for method, said in (("curated", curated), ("actions", machine)):
        if said:
            row = {"bill_id": "b", "status": said[0], "status_date": said[1], "method": method}
            database.table("statuses").insert({**row, **CLAIM})
    assert database.execute("SELECT status FROM bill_current").fetchone() == (expected,)


def crawl_run(day: int, met: int, **other: Any) -> dict[str, Any]:
    at = f"2026-01-{day:02}T06:00:00+00:00"
    row = {"run_id": f"us_wa-{at}", "kind": "crawl", "name": "us_wa", "started_at": at}
    return row | {"finished_at": at, "outcome": "finished", "found": met} | other


def test_what_is_usual_comes_from_the_ten_whole_crawls_before_the_last(tmp_path: Path) -> None:
    database = store.create(tmp_path / "legislation.db")
    database.table("sources").insert_all(row for _, row in sources.rows([]))
    # long ago the source was ten times as large
    runs = [crawl_run(day, 1000) for day in range(1, 10)]
    runs += [crawl_run(day, 100 + day) for day in range(10, 20)]
    runs += [crawl_run(20, 5, is_whole=0), crawl_run(21, 5, outcome="failed: The list was empty.")]
    runs += [crawl_run(22, 90), crawl_run(23, 5, is_whole=0)]
    for run in runs:
        database.table("runs").insert(run)
    (row,) = database.query("SELECT met, usual FROM source_health WHERE source = 'us_wa'")
    assert row == {"met": 90, "usual": 114.5}


# What ANALYZE finds in a tracker of 20,000 bills, four sources each, and of a year of daily crawls.
AT_WORK = (
    ("bills", "bills_by_jurisdiction", "20000 400"),
    ("bills", "bills_by_session", "20000 400"),
    ("bills", "sqlite_autoindex_bills_1", "20000 1"),
    ("bill_sources", "bill_sources_by_source", "80000 1510"),
    ("bill_sources", "sqlite_autoindex_bill_sources_1", "80000 4 1"),
    ("changes", "changes_by_time", "100000 25000 2 1 1"),
    ("changes", "sqlite_autoindex_changes_1", "100000 5 3 1 1"),
    ("fetches", "sqlite_autoindex_fetches_1", "60000 1"),
    ("runs", "runs_by_name", "41975 365 365 183 183 1 1 1"),
    ("runs", "sqlite_autoindex_runs_1", "41975 1"),
    ("sources", "sqlite_autoindex_sources_1", "117 1"),
)


@pytest.fixture
def at_work(tmp_path: Path) -> sqlite_utils.Database:
    """No rows, but SQLite plans as if there were."""
    database = store.create(tmp_path / "legislation.db")
    database.execute("ANALYZE")
    for row in AT_WORK:
        database.execute("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", row)
    database.execute("ANALYZE sqlite_schema")
    return database


def plan(database: sqlite_utils.Database, statement: str) -> list[tuple[int, str]]:
    """(number of the step that it is a part of, step)."""
    given = dict.fromkeys(re.findall(r":(\w+)", statement), "")
    rows = database.execute(f"EXPLAIN QUERY PLAN {statement}", given)
    return [(parent, step) for _, parent, _, step in rows]


@pytest.mark.parametrize(
    ("query", "scanned"),
    [
        ("sources", {"s"}),  # each source there is
        ("source_notes", {"s"}),
        ("place_sources", {"s"}),
        ("place_unread", {"s", "p"}),  # and its places
        ("bill_disagreements", {"f"}),  # the three things that are compared
        ("bill_sources", set()),
        ("bill_changes", set()),
        ("place_texts", set()),
        ("shelf_version", {"runs USING INDEX runs_of_our_own"}),  # builds and enrichments
    ],
)
def test_no_page_reads_all_runs_or_all_bills(
    query: str, scanned: set[str], at_work: sqlite_utils.Database
) -> None:
    steps = [step for _, step in plan(at_work, sql.statement(query))]
    found = {step for step in steps if re.match("SCAN [a-z]", step)}
    unsaid = " VIRTUAL TABLE.*| USING INDEX sqlite_autoindex_sources_1|SCAN "
    assert {re.sub(unsaid, "", step) for step in found} == scanned
    # An index made for one answer reads all rows, too; h are the sources.
    made = [step for step in steps if "AUTOMATIC" in step]
    assert all(step.startswith("SEARCH h ") for step in made)


def test_recent_changes_are_read_newest_first_and_not_sorted(
    at_work: sqlite_utils.Database,
) -> None:
    steps = plan(at_work, "SELECT * FROM recent_changes LIMIT 50")
    assert steps[0] == (0, "SCAN c USING INDEX changes_by_time")
    assert not [step for parent, step in steps if not parent and "ORDER BY" in step]
