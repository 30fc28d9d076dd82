"""The Washington spider over the document server's real pages, the web services made of the records
that go with them; and each bill of the corpus from two sources."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from legislation import build as building
from legislation import store
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.replay import Replay, build_repositories
from tests.replay.documents import StateDocuments, pack_lines
from tests.replay.upstream import Answer, Upstream
from tests.washington import Bill, WebServices

ON_TOPIC = ("A", "B+", "B")


class DocumentServer:
    """Windows serves a path in capitals and small letters alike; the captures have it in one form."""

    def __init__(self, corpus: Path) -> None:
        self._documents = StateDocuments(corpus)

    def answer(self, asked: Upstream) -> Answer | None:
        return self._documents.answer(
            replace(asked, path=asked.path.replace("/biennium/", "/Biennium/", 1))
        )


def records(corpus: Path) -> Iterator[dict[str, Any]]:
    folder = corpus / "states/wa"
    for path in sorted(folder.glob("*/bills/*/metadata.json")):
        yield json.loads(path.read_text("utf-8"))
    for name, body in pack_lines(folder / "pack.jsonl.gz"):
        if name.endswith("metadata.json"):
            yield json.loads(body)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def data(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus, folder = shared / "corpus", tmp_path_factory.mktemp("washington")
    build_repositories(corpus, folder / "repositories", places=["wa"])
    mirror = (folder / "repositories").as_uri()
    done = crawl("govbot", folder / "data", mirror, "-a", "places=wa")
    assert done.returncode == 0, done.stderr
    web = WebServices([Bill.from_metadata(record) for record in records(corpus)])
    with Replay(None, sites=[web, DocumentServer(corpus)]) as base_url:
        done = crawl("us_wa", folder / "data", base_url, "-a", "session=2025-26")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return folder / "data"


@pytest.fixture(scope="module")
def found(data: Path) -> dict[str, dict[str, Any]]:
    return {item["identifier"]: item for item in items(data) if item["source"] == "us_wa"}


def test_every_bill_on_topic_is_stored(found: dict[str, dict[str, Any]], shared: Path) -> None:
    labels = rows(shared / "corpus/states/wa/labels.jsonl")
    due = {row["identifier"] for row in labels if row["label"] in ON_TOPIC}
    assert len(due) == 20
    assert due <= set(found)


def test_nothing_but_what_was_not_captured_is_put_aside(data: Path, shared: Path) -> None:
    missing = {
        row["url"].rpartition("/")[2]
        for row in rows(shared / "corpus/states/wa/url_map.jsonl")
        if row["file"] is None
    }
    put_aside = {row["url"].rpartition("/")[2] for row in quarantined(data)}
    assert put_aside <= missing
    assert last_run(data)["unknown_actions"] == {}


def test_every_captured_document_is_attached_as_it_was_served(
    found: dict[str, dict[str, Any]], data: Path, shared: Path
) -> None:
    states = shared / "corpus/states"
    packed = dict(pack_lines(states / "wa/pack.jsonl.gz"))
    archived = {fetch_id: sha256 for fetch_id, _, sha256 in fetches(data)}
    bodies = {sha256: (data / "raw" / sha256).read_bytes() for sha256 in archived.values()}
    compared = 0
    for row in rows(states / "wa/url_map.jsonl"):
        name = row["bill"].rpartition("/")[2]
        bill = found.get(f"{name.rstrip('0123456789')} {name.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")
        if bill is None or row["file"] is None:
            continue
        links = [link for version in bill["versions"] for link in version["links"]]
        tail = row["url"].partition("/Htm/")[2]
        (link,) = [link for link in links if link["url"].partition("/Htm/")[2] == tail]
        plain = states / row["file"]
        captured = plain.read_bytes() if plain.exists() else packed[row["file"]]
        assert bodies[archived[link["fetch_id"]]] == captured
        compared += 1
    assert compared >= 40


def test_actions_are_those_of_the_record(found: dict[str, dict[str, Any]], shared: Path) -> None:
    compared = agreed = 0
    for record in records(shared / "corpus"):
        if not (bill := found.get(record["identifier"])):
            continue
        due = sorted(record["actions"], key=lambda action: action["date"])
        said = bill["actions"]
        assert [(a["date"], a["description"]) for a in said] == [
            (a["date"], a["description"]) for a in due
        ]
        chambers = [json.loads(a["organization_id"][1:])["classification"] for a in due]
        compared += len(due)
        agreed += sum(
            a["organization"] == chamber for a, chamber in zip(said, chambers, strict=True)
        )
    # What a conference committee does the record counts to a chamber that no line names.
    assert agreed / compared > 0.97


def test_each_bill_of_both_is_one_bill_with_two_sources(data: Path) -> None:
    building.build(data)
    database = store.open_database(store.database_path(data))
    try:
        assert list(store.failures(database)) == []
        both = database.execute(
            "SELECT bill_id, group_concat(source, ' ') FROM "
            "(SELECT bill_id, source FROM bill_sources ORDER BY source) GROUP BY bill_id"
        ).fetchall()
        (versions,) = database.execute(
            "SELECT count(*) FROM versions WHERE bill_id = 'us_wa-2025-HB1811'"
        ).fetchone()
    finally:
        database.close()
    kept_by = dict(both)
    assert kept_by["us_wa-2025-HB1811"] == "govbot us_wa"
    assert set(kept_by.values()) == {"govbot us_wa"}
    assert len(kept_by) >= 20
    assert versions == 3
