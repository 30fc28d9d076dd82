"""What the monitors say of a crawl, and that a warning fails nothing."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from legislation.model import Action, Bill, KnowledgeEntry, Link, Version
from legislation.sources import Expectations, source_of
from scrapers.monitors import Crawl, crawl_of, earlier_runs, warnings_of
from scrapers.run import Record
from scrapers.seen_fields import ROWS, note_fields, note_item
from tests.conftest import ROOT
from tests.crawling import crawl, last_run

SOURCE = source_of("us_wa").model_copy(
    update={"expectations": Expectations(least_items=5, fields={"actions": 0.9, "versions": 0.5})}
)


def record(found: int = 0, **fields: Any) -> Record:
    """A run that met `found` bills, all of them with every field unless `filled` says otherwise."""
    given = {"filled": Counter(actions=found, versions=found)} | fields
    return Record("us_wa-1", "crawl", "us_wa", "2026-01-01T00:00:00+00:00", found=found, **given)


def earlier(found: int, **fields: Any) -> dict[str, Any]:
    return {"outcome": "finished", "found": found, "unknown_actions": {}, **fields}


def said(met: Record, runs: list[dict[str, Any]] | None = None, **more: Any) -> list[str]:
    return warnings_of(Crawl(met, SOURCE, runs or [], **{"is_whole": True, **more}))


def test_a_crawl_as_ever_gives_no_warning() -> None:
    good = record(found=100, actions=300, filled=Counter(actions=95, versions=60))
    assert said(good, [earlier(100), earlier(110)], fetches=200, failed_fetches=3) == []


def test_fewer_items_than_expected_and_than_usual() -> None:
    sentences = said(record(found=4), [earlier(40), earlier(50), earlier(9, is_whole=False)])
    assert sentences == [
        "4 items were met where at least 5 are expected; look whether the source moved or changed.",
        "4 items were met where earlier crawls met 45; look what is missing from the publisher's lists.",
    ]


def test_unchanged_items_count_as_met() -> None:
    assert said(record(found=1, unchanged=44), [earlier(2, unchanged=48)]) == []


def test_a_part_or_a_failure_is_not_counted() -> None:
    assert said(record(found=1), [earlier(50)], is_whole=False) == []
    assert said(record(found=40), [earlier(900, outcome="failed: No."), earlier(41)]) == []
    assert said(record(), [earlier(50)]) == []  # its outcome says that nothing was met
    assert said(record(skipped=Counter({"off topic": 900})), [earlier(50)]) != []


def test_fields_that_are_filled_too_seldom() -> None:
    poor = record(found=100, filled=Counter(actions=40, versions=60))
    (sentence,) = said(poor)
    assert "(actions 40% of 90%)" in sentence
    assert said(record(found=10, filled=Counter())) == []  # too few to tell


def test_action_words_never_heard_before() -> None:
    met = record(found=9, unknown_actions=Counter({"Sent back": 2, "Held": 1}), actions=400)
    known = earlier(9, unknown_actions={"Held": 3})
    (sentence,) = said(met, [known])
    assert sentence.startswith(
        "1 action word that no rule classifies came up for the first time (“Sent"
    )
    assert said(met) == []  # at the first crawl every word is new


def test_many_actions_in_words_that_no_rule_knows() -> None:
    (sentence,) = said(record(found=9, unknown_actions=Counter(Held=30), actions=100))
    assert sentence.startswith("30% of 100 actions are in words")


class Row(BaseModel):
    number: int = Field(alias="RowId")
    name: str = Field("", alias="RowName")
    note: str = ""


def seen(rows: int, *keys: str) -> Record:
    met = record(found=rows)
    for _ in range(rows):
        note_fields(met, Row, keys)
    return met


def fields_of(met: Record) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(json.dumps(earlier(met.found, fields_seen=met.fields_seen)))
    return run


def test_note_fields_counts_a_models_fields_from_nought() -> None:
    met = seen(3, "RowId", "Extra")
    assert met.fields_seen == {"Row": {ROWS: 3, "RowId": 3, "Extra": 3, "RowName": 0, "note": 0}}
    note_fields(met, "page", {"total": 7})
    assert met.fields_seen["page"] == {ROWS: 1, "total": 1}


def test_a_field_never_seen_before() -> None:
    before = fields_of(seen(30, "RowId", "RowName", "note"))
    (sentence,) = said(seen(30, "RowId", "RowName", "note", "RowColour"), [before])
    assert sentence.startswith(
        "The publisher's answers have 1 field never seen before (Row.RowColour)"
    )


def test_a_field_that_no_longer_comes() -> None:
    before = fields_of(seen(30, "RowId", "RowName", "note", "RowColour"))
    (sentence,) = said(seen(30, "RowId", "note"), [before])
    assert sentence.startswith("2 fields did not come once in the publisher's answers")
    assert "(Row.RowColour, Row.RowName)" in sentence
    few = said(seen(5, "RowId", "note"), [before])
    assert not any("did not come" in sentence for sentence in few)


def test_a_field_that_is_read_must_come_at_the_first_crawl_too() -> None:
    (sentence,) = said(seen(30, "RowId", "note"))
    assert "(Row.RowName)" in sentence


def test_a_field_that_came_now_and_then_may_be_missing() -> None:
    before = seen(30, "RowId", "RowName", "note")
    note_fields(before, Row, ["RowId", "RowName", "note", "RowColour"])
    assert said(seen(30, "RowId", "RowName", "note"), [fields_of(before)]) == []


def test_failed_fetches_and_what_was_put_aside() -> None:
    assert said(record(found=98, quarantined=1), fetches=500, failed_fetches=49) == []
    fetches, aside = said(record(found=90, quarantined=10), fetches=500, failed_fetches=75)
    assert fetches.startswith("15% of 500 fetches failed")
    assert aside.startswith("10% of 100 items were put aside unread; quarantine/us_wa.jsonl")


def test_a_monitor_that_breaks_says_so_and_the_others_go_on() -> None:
    odd = earlier(9)
    del odd["unknown_actions"]
    broken = said(record(found=1), [odd])
    assert len(broken) == 3
    assert broken[-1].startswith("The monitor ActionWords/test_words_are_known broke")


def test_note_item_counts_what_bills_have() -> None:
    met = record()
    act = Action(date="2026-01-10", description="Read")
    text = Version(note="Bill", links=[Link(url="https://example.gov/1", fetch_id="f")])
    common: dict[str, Any] = {
        "source": "s",
        "jurisdiction": "us_wa",
        "session": "1",
        "fetch_id": "f",
    }
    note_item(
        met, Bill(identifier="HB 1", title="T", actions=[act, act], versions=[text], **common)
    )
    note_item(met, Bill(identifier="HB 2", title="T", **common))
    note_item(met, KnowledgeEntry(kind="law", source="s", entry={}, fetch_id="f"))
    assert met.actions == 2
    assert (met.filled["title"], met.filled["actions"], met.filled["texts"]) == (2, 1, 1)
    assert met.filled["sponsorships"] == 0


def test_earlier_runs_are_those_of_the_same_spider_that_ended(tmp_path: Path) -> None:
    for name, number, outcome in (
        ("us_ny_new_york", 1, "finished"),
        ("us_ny_new_york", 2, "running"),
        ("us_ny_new_york", 3, "failed: No."),
        ("us_ny_new_york", 9, "finished"),
        ("us_ny_new_york_mirror", 1, "finished"),
    ):
        run = {"run_id": f"{name}-{number}", "outcome": outcome}
        (tmp_path / f"{name}-{number}.json").write_text(json.dumps(run))
    now = Record("us_ny_new_york-5", "crawl", "us_ny_new_york", "")
    met = [run["run_id"] for run in earlier_runs(now, tmp_path)]
    assert met == ["us_ny_new_york-1", "us_ny_new_york-3"]


def test_a_spider_without_an_entry_is_watched_too(tmp_path: Path) -> None:
    stranger = Record("stranger-1", "crawl", "stranger", "", found=30)
    assert warnings_of(crawl_of(stranger, tmp_path, is_whole=True, stats={})) == []


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    (folder / "laws").mkdir(parents=True)
    source = ROOT / "data/knowledge/laws/us_ak.yml"
    (folder / "laws/us_ak.yml").write_text(source.read_text())
    return folder


def test_a_warning_is_recorded_said_in_a_line_and_fails_nothing(
    knowledge: Path, tmp_path: Path
) -> None:
    done = crawl("catalogue", tmp_path, knowledge.as_uri())
    assert done.returncode == 0, done.stderr
    run = last_run(tmp_path)
    assert run["outcome"] == "finished"
    assert run["is_whole"] is True
    (warning,) = run["warnings"]
    assert "are expected; look whether the source moved" in warning
    assert f"catalogue: {warning}\n" in done.stderr
    assert "Spidermon" not in done.stderr
    assert "Traceback" not in done.stderr
