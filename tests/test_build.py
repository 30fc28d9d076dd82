"""From items to a verified database: the same bytes give the same rows, a failure changes nothing."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import pytest
from crawled_data import RUN, crawl_once

from enrich.database import enrich
from legislation import jsonlines, store
from legislation.build import build
from legislation.item_log import ItemLog

ROOT = Path(__file__).resolve().parent.parent


def fingerprint(data: Path) -> str:
    database = store.open_database(store.database_path(data))
    try:
        assert list(store.failures(database)) == []
        return store.fingerprint(database)
    finally:
        database.close()


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    database = store.open_database(store.database_path(data))
    try:
        return list(database.execute(sql).fetchall())
    finally:
        database.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    crawl_once(tmp_path)
    build(tmp_path)
    enrich(tmp_path)
    return tmp_path


def test_bill_stands_with_text_provisions_labels_and_status(data: Path) -> None:
    assert rows(data, "SELECT bill_id, status, status_date, is_relevant FROM bill_current") == [
        ("us_wa-2025-HB1", "enacted", "2026-03-01", 1),
        ("us_wa-2025-HB2", "introduced", "2026-01-10", 1),
        ("us_wa-2025-HB3", "introduced", "2026-01-10", 1),
        ("us_wa-2025-HB4", "introduced", "2026-01-10", 0),
    ]
    labels = rows(
        data,
        "SELECT class, substr(p.text, evidence_start + 1, evidence_end - evidence_start) "
        "FROM labels JOIN provisions p USING (provision_id) WHERE provision_id LIKE 'us_wa-2025-HB1-%'",
    )
    assert "fee_988" in dict(labels)
    assert "forty cents" not in dict(labels)["effective_date"]


def test_struck_words_stay_in_the_text_and_are_marked(data: Path) -> None:
    text, deleted = rows(
        data, "SELECT text, deleted FROM version_texts WHERE version_id = 'us_wa-2025-HB1-v1'"
    )[0]
    (start, end), *_ = json.loads(str(deleted))
    assert str(text)[start:end].strip() == "twenty cents"


def test_off_topic_bills_keep_their_text_but_get_no_provisions(data: Path) -> None:
    assert rows(data, "SELECT count(*) FROM version_texts WHERE version_id LIKE '%HB4-v1'") == [
        (1,)
    ]
    assert rows(data, "SELECT count(*) FROM provisions WHERE version_id LIKE '%HB4-v1'") == [(0,)]


def test_all_again_changes_no_row_and_reads_nothing(data: Path) -> None:
    before = fingerprint(data)
    crawl_once(data)
    build(data)
    assert enrich(data) == {"bills": 4, "read": 0, "unchanged": 4, "not archived": 0}
    assert fingerprint(data) == before


def test_only_what_changed_is_read_again(data: Path) -> None:
    crawl_once(data, bills=4)  # the off-topic bill becomes HB5, HB4 is on topic now
    build(data)
    assert enrich(data)["read"] == 2
    step_by_step = fingerprint(data)
    store.database_path(data).unlink()
    build(data)
    enrich(data)
    assert fingerprint(data) == step_by_step


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("identifier", "???", "identifier: "),
        ("session", "", "identifier: "),
        ("actions", [{"date": "2025-02-30", "description": "Introduced"}], "day is out of range"),
    ],
)
def test_an_item_that_cannot_be_used_is_put_aside_with_one_sentence(
    data: Path, field: str, value: object, said: str
) -> None:
    (log,) = (data / "items").glob("*.jsonl")
    line = json.loads(log.read_text().splitlines()[0])
    line["key"] += "-odd"
    line["item"] |= {"identifier": "HB 99", field: value}
    with log.open("a") as file:
        file.write(json.dumps(line) + "\n")
    build(data)
    ((reason,),) = rows(data, "SELECT reason FROM quarantine WHERE step = 'build'")
    assert said in str(reason)
    assert "\n" not in str(reason)


@pytest.mark.parametrize(
    ("spellings", "missing", "kept"),
    [
        (("HB 9", "HB 0009"), None, "HB 0009"),  # of equals the one recorded last
        (("HB 9", "HB 0009"), "HB 9", "HB 0009"),  # respelt by the publisher
        (("HB 9", "HB 0009"), "HB 0009", "HB 9"),  # and back
        (("HB 9", "HB 0009", "HB 9"), None, "HB 9"),
    ],
)
def test_a_bill_that_its_source_spells_in_two_ways_is_one_bill(
    spellings: tuple[str, ...], missing: str | None, kept: str, data: Path
) -> None:
    (path,) = (data / "items").glob("*.jsonl")
    item = next(jsonlines.read(path))["item"]
    log = ItemLog(data / "items", "us_wa")
    for number, spelling in enumerate(spellings):
        log.record(spelling, item | {"identifier": spelling, "title": f"Title {number}"}, RUN)
    if missing:
        log.record_missing(missing, RUN)
    build(data)
    told = "SELECT identifier, missing_since FROM bill_sources WHERE bill_id = 'us_wa-2025-HB9'"
    assert rows(data, told) == [(kept, None)]
    ((subject, reason),) = rows(data, "SELECT subject, reason FROM quarantine WHERE step = 'build'")
    assert {subject, kept} == set(spellings)
    session = item["session"]
    told_as = f"as {subject} of {session} and as {kept} of {session}, which is kept"
    assert told_as in str(reason)


def test_a_crawl_that_writes_meanwhile_leaves_nothing_dangling(data: Path) -> None:
    """The log of fetches is a pipe here: once the build opens it, the crawl goes on."""
    log = data / "raw/fetches/us_wa.jsonl"
    known = log.read_bytes()
    (path,) = (data / "items").glob("*.jsonl")
    line = next(jsonlines.read(path))
    later = line["item"] | {"identifier": "HB 99", "fetch_id": "of a later response"}
    log.unlink()
    os.mkfifo(log)

    def go_on() -> None:
        with log.open("wb") as pipe:
            jsonlines.append(path, line | {"key": "later", "item": later})
            pipe.write(known)

    crawl = threading.Thread(target=go_on, daemon=True)
    crawl.start()
    build(data)
    crawl.join(timeout=10)
    assert rows(data, "SELECT count(*) FROM bills") == [(4,)]


def test_bills_are_not_held_in_memory(data: Path) -> None:
    """More bills take less memory than their items have characters."""
    (path,) = (data / "items").glob("*.jsonl")
    line = next(jsonlines.read(path))
    action = line["item"]["actions"][0]
    actions = [action | {"description": f"Referred to committee {n}"} for n in range(50)]

    def peak(bills: range) -> int:
        for number in bills:
            item = line["item"] | {"identifier": f"SB {number}", "actions": actions}
            jsonlines.append(path, line | {"key": f"SB {number}", "item": item})
        tracemalloc.start()
        build(data)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(range(10))
    size = path.stat().st_size
    many = peak(range(10, 150))
    assert many - few < path.stat().st_size - size


def test_a_build_without_items_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(store.StoreError, match="scrapy crawl catalogue"):
        build(tmp_path)
    assert not store.database_path(tmp_path).exists()


def test_a_build_that_fails_leaves_the_old_database(data: Path) -> None:
    before = fingerprint(data)
    fetches = data / "raw" / "fetches" / "us_wa.jsonl"
    fetches.write_text("".join(fetches.read_text().splitlines(keepends=True)[:2]))
    with pytest.raises(store.StoreError, match="every reference leads to a row"):
        build(data)
    assert fingerprint(data) == before
    assert not list(data.glob("*.building"))


def test_two_writers_at_once_are_refused(data: Path) -> None:
    with (
        store.only_writer(store.database_path(data)),
        pytest.raises(store.StoreError, match="wait"),
    ):
        build(data)


def test_missing_bytes_fail_the_run_but_not_the_database(data: Path) -> None:
    crawl_once(data, year=2028)
    build(data)
    for path in (data / "raw").iterdir():
        if path.is_file() and b"2028" in path.read_bytes():
            path.unlink()
    assert enrich(data)["not archived"] == 3


@pytest.mark.parametrize("step", ["legislation build", "enrich"])
def test_killed_at_any_moment_the_next_run_ends_the_same(step: str, tmp_path: Path) -> None:
    expected, killed = tmp_path / "expected", tmp_path / "killed"
    for data in (expected, killed):
        crawl_once(data, bills=25)
        build(data)
    enrich(expected)
    module, *arguments = step.split()
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "LEGISLATION_DATA": str(killed)}
    started = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    whole = time.monotonic() - started
    for share in (0.5, 0.7, 0.8, 0.9, 0.97):
        (killed / "legislation.db").unlink()
        build(killed)
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        fingerprint(killed)  # whatever the moment, every contract holds
        build(killed)
        enrich(killed)
        assert fingerprint(killed) == fingerprint(expected)


def test_the_journal_of_a_killed_writer_never_meets_the_new_database(data: Path) -> None:
    before = fingerprint(data)
    path = store.database_path(data)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("UPDATE provisions SET text = text || hex(randomblob(5000))")
    left = {name: (data / name).read_bytes() for name in (path.name, f"{path.name}-journal")}
    writer.rollback()
    writer.close()
    for name, content in left.items():
        (data / name).write_bytes(content)
    build(data)
    assert not path.with_name(f"{path.name}-journal").exists()
    assert fingerprint(data) == before
