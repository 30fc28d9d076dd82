from pathlib import Path

import pytest

from legislation.item_log import current_items
from legislation.model import Bill, Link, Sponsorship, Version
from scrapers.already_read import AlreadyRead, Mark
from scrapers.outcomes import PutAside
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
    listed(first, *range(1, 5))
    other_session = Mark("9", "x", "2023-24")
    first.keep_item(bill("HB 9"), other_session)
    first.finish("finished", is_narrowed=False, forgets=False)
    again = Run("us_wa", tmp_path)
    listed(again, 1, 2, 3)
    again.finish(reason, is_narrowed=narrowed, forgets=False)
    assert again.record.missing == missing
    back = Run("us_wa", tmp_path)
    assert back.has_read(HB1._replace(subject="4")) is (not missing)


def test_requests_of_a_day_are_counted_across_crawls(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    assert AlreadyRead(path).count_request("2026-11-23") == 1
    assert AlreadyRead(path).count_request("2026-11-23") == 2
    assert AlreadyRead(path).asked_on("2026-11-24") == 0


def test_what_was_known_stands_in_for_what_was_not_answered(tmp_path: Path) -> None:
    printing = {"url": "https://example.gov/1", "fetch_id": "t1"}
    whole = bill().model_copy(
        update={
            "sponsorships": [Sponsorship(name="A Person")],
            "versions": [Version(note="Introduced", links=[Link(**printing)])],
        }
    )
    Run("us_wa", tmp_path).keep_item(whole, HB1)
    changed = HB1._replace(value="changed on Tuesday")
    without_text = Version(note="Introduced", links=[Link(url="https://example.gov/1")])
    partial = bill().model_copy(update={"versions": [without_text], "publisher_status": "Passed"})
    again = Run("us_wa", tmp_path)
    again.keep_item(partial, changed, is_partial=True)
    (item,) = current_items(tmp_path / "items")
    assert item["publisher_status"] == "Passed"
    assert [sponsorship["name"] for sponsorship in item["sponsorships"]] == ["A Person"]
    assert item["versions"][0]["links"][0]["fetch_id"] == "t1"
    assert not Run("us_wa", tmp_path).has_read(changed)  # and asks again tomorrow


def test_a_bill_that_is_called_otherwise_now_is_one_bill(tmp_path: Path) -> None:
    Run("us_wa", tmp_path).keep_item(bill("HB 1"), HB1)
    Run("us_wa", tmp_path).keep_item(bill("HB 1000"), HB1._replace(value="renamed"))
    assert [item["identifier"] for item in current_items(tmp_path / "items")] == ["HB 1000"]


def test_two_records_of_one_number_are_told_apart(tmp_path: Path) -> None:
    run = Run("us_wa", tmp_path)
    run.keep_item(bill(), HB1)
    run.keep_item(bill(), HB1)
    assert run.record.skipped == {"met twice": 1}
    run.keep_item(bill(), HB1._replace(subject="2"))
    assert run.record.quarantined == 1


def test_a_bill_that_was_kept_is_followed(tmp_path: Path) -> None:
    run = Run("us_wa", tmp_path)
    run.leave_out("off topic", HB1)
    assert not run.follows(HB1)
    assert not run.follows(None)
    run.keep_item(bill(), HB1)
    assert run.follows(HB1._replace(value="changed"))


def listed(run: Run, *numbers: int) -> None:
    for number in numbers:
        mark = HB1._replace(subject=str(number))
        run.has_read(mark)
        run.keep_item(bill(f"HB {number}"), mark)


@pytest.mark.parametrize(
    ("names", "puts_aside", "missing", "warnings"),
    [
        (range(1, 10), False, 1, 0),
        (range(1, 3), False, 0, 1),  # the list broke off
        (range(1, 10), True, 0, 0),  # a row could not be read
    ],
)
def test_bills_do_not_vanish_because_a_list_is_broken(
    tmp_path: Path, names: range, puts_aside: bool, missing: int, warnings: int
) -> None:
    first = Run("us_wa", tmp_path)
    listed(first, *range(1, 11))
    first.finish("finished", is_narrowed=False, forgets=False)
    again = Run("us_wa", tmp_path)
    listed(again, *names)
    if puts_aside:
        again.put_aside(PutAside("row 10", "The row cannot be read.", of_list=True))
    again.finish("finished", is_narrowed=False, forgets=False)
    assert again.record.missing == missing
    assert len(again.record.warnings) == warnings
