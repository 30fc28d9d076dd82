from pathlib import Path

import pytest

from legislation.model import Bill
from scrapers.already_read import AlreadyRead, Mark
from scrapers.run import Run

HB1 = Mark("1", "changed on Monday", "2025-26")


def bill(identifier: str = "HB 1") -> Bill:
    return Bill(
        source="us_wa",
        jurisdiction="us_wa",
        session="2025-2026",
        identifier=identifier,
        title="About a crisis line",
        fetch_id="f1",
    )


def test_a_bill_is_read_again_when_its_mark_changes(tmp_path: Path) -> None:
    first = Run("us_wa", tmp_path)
    assert not first.has_read(HB1)
    first.keep_item(bill(), HB1)
    first.finish("finished", is_narrowed=False, forgets=False)
    again = Run("us_wa", tmp_path)
    assert again.has_read(HB1)
    assert again.record.unchanged == 1
    assert not again.has_read(HB1._replace(value="changed on Tuesday"))
    assert not Run("us_wa", tmp_path, reads_anew=True).has_read(HB1)


def test_a_mark_without_value_is_never_unchanged(tmp_path: Path) -> None:
    run = Run("us_wa", tmp_path)
    run.keep_item(bill(), HB1._replace(value=""))
    assert not Run("us_wa", tmp_path).has_read(HB1._replace(value=""))


def test_what_was_left_out_is_judged_again_by_another_filter(tmp_path: Path) -> None:
    Run("us_wa", tmp_path).leave_out("off topic", HB1)
    again = Run("us_wa", tmp_path)
    assert again.has_read(HB1)
    assert again.record.skipped == {"off topic, unchanged": 1}
    assert not Run("us_wa", tmp_path, topic_filter=False).has_read(HB1)


def test_an_item_that_the_log_lacks_is_read_again(tmp_path: Path) -> None:
    Run("us_wa", tmp_path).keep_item(bill(), HB1)
    (tmp_path / "items/us_wa.jsonl").unlink()
    assert not Run("us_wa", tmp_path).has_read(HB1)


@pytest.mark.parametrize(
    ("reason", "narrowed", "missing"),
    [("finished", False, 1), ("finished", True, 0), ("shutdown", False, 0)],
)
def test_only_a_whole_list_shows_that_a_bill_vanished(
    tmp_path: Path, reason: str, narrowed: bool, missing: int
) -> None:
    first = Run("us_wa", tmp_path)
    for number in ("1", "2"):
        first.has_read(HB1._replace(subject=number))
        first.keep_item(bill(f"HB {number}"), HB1._replace(subject=number))
    other_session = Mark("9", "x", "2023-24")
    first.keep_item(bill("HB 9"), other_session)
    first.finish("finished", is_narrowed=False, forgets=False)
    again = Run("us_wa", tmp_path)
    again.has_read(HB1)
    again.finish(reason, is_narrowed=narrowed, forgets=False)
    assert again.record.missing == missing
    back = Run("us_wa", tmp_path)
    assert back.has_read(HB1._replace(subject="2")) is (not missing)


def test_requests_of_a_day_are_counted_across_crawls(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    assert AlreadyRead(path).count_request("2026-11-23") == 1
    assert AlreadyRead(path).count_request("2026-11-23") == 2
    assert AlreadyRead(path).asked_on("2026-11-24") == 0
