"""Real captures, end to end through Scrapy: nothing on topic is lost, every captured text is attached."""

import json
from pathlib import Path
from typing import Any

import pytest

from legislation import ids, jurisdictions
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay, build_repositories

ON_TOPIC = ("A", "B+", "B")
# Its captured printings are a page long; only the enrolled one, not captured, speaks of crises.
UNKNOWABLE = {"usa/119/S1071"}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture(scope="module")
def states(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Every bill the spider govbot keeps of the 20 jurisdictions, by bill id."""
    folder = tmp_path_factory.mktemp("govbot")
    build_repositories(shared / "corpus", folder / "repositories")
    done = crawl("govbot", folder / "data", (folder / "repositories").as_uri())
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return {bill_id_of(item): item for item in items(folder / "data")}


def bill_id_of(item: dict[str, Any]) -> str:
    session = jurisdictions.session(item["jurisdiction"], item["session"])
    return ids.bill_id(item["jurisdiction"], session.key, item["identifier"])


def bill_id_in_corpus(name: str) -> str:
    """`wa/2025-2026/HB1498` as the corpus names a bill."""
    state, session, identifier = name.split("/")
    slug = "us" if state == "usa" else f"us_{state}"
    return ids.bill_id(slug, jurisdictions.session(slug, session).key, identifier)


def test_every_bill_on_topic_is_stored(states: dict[str, dict[str, Any]], shared: Path) -> None:
    labels = [row for p in (shared / "corpus/states").glob("*/labels.jsonl") for row in rows(p)]
    due = {row["bill"] for row in labels if row["label"] in ON_TOPIC}
    assert len(due) == 176
    assert {name for name in due if bill_id_in_corpus(name) not in states} == UNKNOWABLE


def test_every_captured_document_is_attached(
    states: dict[str, dict[str, Any]], shared: Path
) -> None:
    missing = []
    for path in (shared / "corpus/states").glob("*/url_map.jsonl"):
        for row in rows(path):
            item = states.get(bill_id_in_corpus(row["bill"]))
            if item is None or row["file"] is None:
                continue
            parts = item["versions"] + item["documents"]
            links = [link for part in parts for link in part["links"] if link["url"] == row["url"]]
            if not any(link["fetch_id"] for link in links):
                missing.append(row["url"])
    assert missing == []


def test_every_city_bill_on_topic_is_stored_whole(shared: Path, tmp_path: Path) -> None:
    with Replay(shared / "corpus") as base_url:
        done = crawl("us_ny_new_york", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert quarantined(tmp_path) == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    found = {item["identifier"]: item for item in items(tmp_path)}
    due = {row["file"] for row in rows(shared / "corpus/nyc/labels.jsonl") if row["label"] in "AB"}
    assert len(due) == 63
    assert due <= set(found)
    captured = {
        matter["File"]: matter
        for path in (shared / "corpus/nyc/on_topic").rglob("*.json")
        if (matter := json.loads(path.read_text()))
    }
    for file in due:
        item, matter = found[file], captured[file]
        named = {sponsor["FullName"].strip() for sponsor in matter.get("Sponsors") or []} - {""}
        assert {sponsorship["name"] for sponsorship in item["sponsorships"]} == named
        assert len(item["actions"]) == len(matter["History"])
        assert all(action["date"] for action in item["actions"])
        assert item["versions"][0]["links"][0]["fetch_id"]
