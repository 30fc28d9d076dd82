"""Real captures of New York City's mirror: what is kept, and that Legistar's bills are the same bills."""

import json
from pathlib import Path
from typing import Any

import pytest

from legislation import ids, jurisdictions
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.repositories import build_mirror

# What only one of the two says: the spider's name, where bytes came from, and resubmissions, which
# the API does not tell.
OF_THE_SOURCE = {"source", "fetch_id", "versions", "related_bills"}


@pytest.fixture(scope="module")
def data(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl of the mirror as a git repository."""
    folder = tmp_path_factory.mktemp("mirror")
    mirror = build_mirror(shared / "corpus", folder, git=True)
    done = crawl("us_ny_new_york_mirror", folder / "data", mirror.as_uri())
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert quarantined(folder / "data") == []
    assert last_run(folder / "data")["unknown_actions"] == {}
    return folder / "data"


def found(data: Path) -> dict[str, dict[str, Any]]:
    return {bill_id_of(item): item for item in items(data)}


def bill_id_of(item: dict[str, Any]) -> str:
    session = jurisdictions.session(item["jurisdiction"], item["session"])
    return ids.bill_id(item["jurisdiction"], session.key, item["identifier"])


def test_all_that_is_on_topic_is_kept_and_little_else(data: Path, shared: Path) -> None:
    """Labels: A is core, B related, read by a person; the rest is off topic."""
    lines = (shared / "corpus/nyc/labels.jsonl").read_text().splitlines()
    labels = {row["file"]: row["label"] for row in map(json.loads, lines)}
    kept = [labels[item["identifier"]] for item in items(data)]
    due = list(labels.values())
    assert (due.count("A"), due.count("B"), len(due)) == (32, 31, 501)
    assert kept.count("A") == 32
    assert kept.count("B") == 31
    assert len(kept) - 63 <= 1


def test_its_bills_are_those_of_legistar(data: Path, shared: Path, tmp_path: Path) -> None:
    with Replay(shared / "corpus") as base_url:
        done = crawl("us_ny_new_york", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    ours, theirs = found(data), found(tmp_path)
    assert ours.keys() == theirs.keys()
    assert "us_ny_new_york-2026-INT722" in ours
    for bill_id, item in theirs.items():
        assert said_in(ours[bill_id]) == said_in(item)
        assert ours[bill_id]["versions"][-1]["note"] == item["versions"][-1]["note"]


def said_in(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: said_in(part) for key, part in value.items() if key not in OF_THE_SOURCE}
    return [said_in(part) for part in value] if isinstance(value, list) else value


def test_the_newest_text_is_attached_under_its_own_number(data: Path) -> None:
    numbers = {"Version *": 1, "Version A": 2, "Version B": 3}
    for item in items(data):
        *earlier, newest = item["versions"]
        assert len(item["versions"]) == numbers[newest["note"]]
        assert newest["links"][0]["fetch_id"]
        assert not any(version["links"] for version in earlier)


def test_resubmitted_bills_name_the_earlier_ones(data: Path, shared: Path) -> None:
    due: dict[str, list[str]] = {}
    for path in (shared / "corpus/nyc/resubmit").glob("*.json"):
        for row in json.loads(path.read_text())["Resubmitted"]:
            due.setdefault(row["ToFile"], []).append(row["FromFile"])
    for item in items(data):
        named = [related["identifier"] for related in item["related_bills"]]
        assert sorted(named) == sorted(due.get(item["identifier"], []))
    assert any(item["related_bills"] for item in items(data))


def test_a_folder_gives_the_same(data: Path, shared: Path, tmp_path: Path) -> None:
    mirror = build_mirror(shared / "corpus", tmp_path)
    assert crawl("us_ny_new_york_mirror", tmp_path / "data", mirror.as_uri()).returncode == 0
    assert items(tmp_path / "data") == items(data)
    assert fetches(tmp_path / "data") == fetches(data)
