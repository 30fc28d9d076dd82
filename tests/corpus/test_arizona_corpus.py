"""The Arizona spider over the legislature's real pages, its service made of the records beside them."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enrich.status import Record, status_of
from enrich.status_words import Action
from tests.arizona import BillStatus
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.documents import StateDocuments, pack_lines

ON_TOPIC = ("A", "B+", "B")


def records(corpus: Path) -> Iterator[dict[str, Any]]:
    folder = corpus / "states/az"
    for path in sorted(folder.glob("*/bills/*/metadata.json")):
        yield json.loads(path.read_text("utf-8"))
    for name, body in pack_lines(folder / "pack.jsonl.gz"):
        if name.endswith("metadata.json"):
            yield json.loads(body)


@pytest.fixture(scope="module")
def all_bills(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl that keeps bills off topic, too: Arizona has few on topic in the corpus."""
    data = tmp_path_factory.mktemp("arizona")
    corpus = shared / "corpus"
    sources = [BillStatus(list(records(corpus))), StateDocuments(corpus)]
    with Replay(None, sites=sources) as base_url:
        done = crawl("us_az", data, base_url, "-s", "TOPIC_FILTER=False")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return data


@pytest.fixture(scope="module")
def found(all_bills: Path) -> dict[str, dict[str, Any]]:
    return {item["identifier"]: item for item in items(all_bills)}


def test_what_the_filter_keeps(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    sources = [BillStatus(list(records(corpus))), StateDocuments(corpus)]
    with Replay(None, sites=sources) as base_url:
        assert crawl("us_az", tmp_path, base_url).returncode == 0
    labels = map(json.loads, (corpus / "states/az/labels.jsonl").read_text("utf-8").splitlines())
    due = {row["identifier"] for row in labels if row["label"] in ON_TOPIC}
    assert len(due) == 2
    assert due <= {item["identifier"] for item in items(tmp_path)}


def test_every_captured_printing_is_attached(
    found: dict[str, dict[str, Any]], all_bills: Path, shared: Path
) -> None:
    urls = shared / "corpus/states/az/url_map.jsonl"
    captured = {
        row["url"]
        for row in map(json.loads, urls.read_text("utf-8").splitlines())
        if row["file"] and "/bills/" in row["url"] and row["url"].endswith(".htm")
    }
    attached = {
        link["url"]
        for item in found.values()
        for version in item["versions"]
        for link in version["links"]
        if link["fetch_id"]
    }
    assert len(captured) > 60
    assert captured <= attached
    assert not [row for row in quarantined(all_bills) if row["url"] in captured]


def test_bills_stand_where_the_records_say(
    found: dict[str, dict[str, Any]], all_bills: Path, shared: Path
) -> None:
    """Our words for its steps and those of Open States come to the same end."""
    differ = Counter[str]()
    for record in records(shared / "corpus"):
        item = found[record["identifier"]]
        theirs = [
            Action(
                action["date"],
                action["description"],
                action["classification"],
                json.loads(action["organization_id"][1:])["classification"],
            )
            for action in record["actions"]
        ]
        ours = [
            Action(
                action["date"],
                action["description"],
                action["classification"],
                action["organization"],
            )
            for action in item["actions"]
        ]
        status = status_of(Record(item["classification"], ours)).status
        if status != status_of(Record(item["classification"], theirs)).status:
            differ[f"{record['identifier']} {status}"] += 1
    assert differ == {}
    assert last_run(all_bills)["unknown_actions"] == {}


def test_a_committee_and_a_vote_are_told_apart(found: dict[str, dict[str, Any]]) -> None:
    steps = [
        (action["date"], action["description"], action["organization"], action["classification"])
        for action in found["SB1400"]["actions"]
    ]
    assert steps[2:6] == [
        (
            "2026-02-04",
            "Public Safety: DP",
            "Senate Public Safety",
            ["committee-passage-favorable"],
        ),
        ("2026-03-04", "Committee of the Whole: DPA", "upper", ["amendment-passage"]),
        ("2026-03-04", "Third Reading: PASSED", "upper", ["reading-3", "passage"]),
        ("2026-03-04", "Transmitted to House", "upper", ["transmittal"]),
    ]
    assert steps[-1] == ("2026-06-19", "Signed by Governor", "executive", ["executive-signature"])
    versions = found["SB1400"]["versions"]
    assert [(version["classification"], version["date"]) for version in versions] == [
        ("introduced", None),
        ("engrossed", "2026-03-04"),
        ("engrossed", "2026-04-21"),
        ("became-law", None),
    ]
