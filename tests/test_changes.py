import json
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from datasette_legislation.changes import in_words
from legislation import changes, ids
from legislation.archive import Archive
from legislation.build import build
from legislation.item_log import ItemLog, current_items
from tests.crawled_data import AT

DAYS = [f"us_wa-202603{day:02}T060000000000Z" for day in range(1, 10)]
BILL = "us_wa-2025-HB1"


def bill(**other: Any) -> dict[str, Any]:
    action = {"date": "2026-01-12", "description": "First reading", "fetch_id": "f1"}
    said = {
        "kind": "bill",
        "source": "us_wa",
        "jurisdiction": "us_wa",
        "session": "2025-2026",
        "identifier": "HB 1",
        "title": "About a crisis line",
        "actions": [action],
        "fetch_id": "f1",
    }
    return said | other


def changes_in(root: Path) -> list[tuple[str, str, Any, Any]]:
    rows = changes.rows_of_changes(root, {BILL})
    return [
        (row["run_id"], row["field"], *(json.loads(row[side] or "null") for side in ("old", "new")))
        for row in rows
    ]


def test_each_field_that_changed_is_named_with_what_it_was(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("1", bill(), DAYS[0])
    passed = {"date": "2026-02-01", "description": "Passed", "fetch_id": "f2"}
    log.record("1", bill(title="Another title", actions=[*bill()["actions"], passed]), DAYS[1])
    assert changes_in(tmp_path) == [
        (DAYS[0], "bill", None, "listed"),
        (DAYS[1], "title", "About a crisis line", "Another title"),
        (DAYS[1], "actions", None, [{"date": "2026-02-01", "description": "Passed"}]),
    ]


def test_another_response_that_says_the_same_is_no_change(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("1", bill(), DAYS[0])
    log.record("1", bill(fetch_id="f9"), DAYS[1])
    assert len(changes_in(tmp_path)) == 1


def test_another_order_and_an_empty_field_are_no_change(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    one, other = {"name": "A. Tester"}, {"name": "B. Tester"}
    log.record("1", bill(sponsorships=[one, other]), DAYS[0])
    assert log.record("1", bill(sponsorships=[other, one], abstract="", subjects=[]), DAYS[1])
    assert changes_in(tmp_path) == [(DAYS[0], "bill", None, "listed")]


def test_a_text_with_other_bytes_is_a_change_of_its_version(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    for day, fetch in zip(DAYS, ("t1", "t2"), strict=False):
        links = [{"url": "https://example.gov/1", "fetch_id": fetch}]
        log.record("1", bill(versions=[{"note": "Introduced", "links": links}]), day)
    assert [row[1] for row in changes_in(tmp_path)] == ["bill", "versions"]


def test_a_bill_that_is_no_longer_listed_stays_and_may_come_back(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("1", bill(), DAYS[0])
    assert log.record_missing("1", DAYS[1])
    assert not log.record_missing("1", DAYS[2])  # said once
    (item,) = current_items(tmp_path)
    assert item["missing_since"] == ids.run_time(DAYS[1])
    assert ItemLog(tmp_path, "us_wa").record("1", bill(), DAYS[3])
    (item,) = current_items(tmp_path)
    assert "missing_since" not in item
    assert changes_in(tmp_path) == [
        (DAYS[0], "bill", None, "listed"),
        (DAYS[1], "bill", "listed", None),
        (DAYS[3], "bill", None, "listed"),
    ]


def test_a_bill_that_is_spelt_in_another_way_is_the_same_bill(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 1", bill(), DAYS[0])
    log.record("HB 0001", bill(identifier="HB 0001"), DAYS[1])
    log.record_missing("HB 1", DAYS[1])
    log.record("HB 0001", bill(identifier="HB 0001", title="Another title"), DAYS[2])
    log.record_missing("HB 0001", DAYS[3])
    assert changes_in(tmp_path) == [
        (DAYS[0], "bill", None, "listed"),
        (DAYS[1], "identifier", "HB 1", "HB 0001"),
        (DAYS[2], "title", "About a crisis line", "Another title"),
        (DAYS[3], "bill", "listed", None),
    ]


def test_of_two_spellings_the_one_that_is_shown_changes(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 1", bill(), DAYS[0])
    log.record("HB 0001", bill(identifier="HB 0001", title="Another title"), DAYS[0])
    log.record_missing("HB 0001", DAYS[1])
    assert changes_in(tmp_path) == [
        (DAYS[0], "bill", None, "listed"),
        (DAYS[1], "identifier", "HB 0001", "HB 1"),
        (DAYS[1], "title", "Another title", "About a crisis line"),
    ]


def test_bills_that_the_database_does_not_hold_have_no_changes(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("2", bill(identifier="HB 2"), DAYS[0])
    log.record("3", bill(jurisdiction="us_nowhere"), DAYS[0])
    assert changes_in(tmp_path) == []


def test_the_database_tells_changes_newest_first(tmp_path: Path) -> None:
    (tmp_path / "raw/fetches").mkdir(parents=True)
    fetch = Archive(tmp_path / "raw").keep(
        b"x", "https://example.gov", fetched_at=AT, spider="us_wa", run_id=DAYS[0]
    )
    said = bill(fetch_id=fetch.fetch_id, actions=[])
    log = ItemLog(tmp_path / "items", "us_wa")
    log.record("1", said, DAYS[0])
    log.record("1", said | {"title": "Another title"}, DAYS[1])
    log.record_missing("1", DAYS[2])
    build(tmp_path)
    database = sqlite_utils.Database(tmp_path / "legislation.db")
    sql = "SELECT field, old, new, changed_at FROM recent_changes"
    assert [tuple(row.values()) for row in database.query(sql)] == [
        ("bill", '"listed"', None, ids.run_time(DAYS[2])),
        ("title", '"About a crisis line"', '"Another title"', ids.run_time(DAYS[1])),
        ("bill", None, '"listed"', ids.run_time(DAYS[0])),
    ]
    (source,) = database.query("SELECT missing_since FROM bill_sources")
    assert source["missing_since"] == ids.run_time(DAYS[2])


@pytest.mark.parametrize(
    ("field", "old", "new", "words"),
    [
        ("bill", None, "listed", "listed again"),
        ("bill", "listed", None, "no longer listed by this source"),
        ("title", "A", "B", "title: from “A” to “B”"),
        ("abstract", "", "B", "abstract: “B”"),
        ("publisher_status", "A", "", "publisher status “A” taken away"),
        ("subjects", None, ["Health"], "1 subject added: Health"),
        (
            "actions",
            [{"description": "Held"}],
            [{"description": str(number)} for number in range(5)],
            "5 actions added: 0; 1; 2 and 2 more; 1 action taken away: Held",
        ),
        ("versions", None, [{"note": ""}], "1 printing added: without a name"),
    ],
)
def test_a_change_in_words(field: str, old: Any, new: Any, words: str) -> None:
    row = {"field": field, "old": json.dumps(old), "new": json.dumps(new)}
    assert in_words(row) == words
