"""Relevance over the labelled bills of New York City and of the states, from their real texts.

State labels are keyword labels: "A" has the topic in its title or summary. What Kansas and the
metadata-only states lack in text, the publisher's summary stands in for.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from enrich.relevance import relevance
from enrich.text import Unreadable, read_document
from legislation import topics

Bill = tuple[str, str, str, str]  # id, label, title, text


def lines(path: Path) -> Iterator[dict[str, Any]]:
    body = path.read_bytes()
    yield from map(
        json.loads, (gzip.decompress(body) if path.suffix == ".gz" else body).splitlines()
    )


def city_bills(corpus: Path) -> Iterator[Bill]:
    folder = corpus / "nyc"
    packed = {row["path"]: row["raw"] for row in lines(folder / "off_topic.jsonl.gz")}
    for row in lines(folder / "labels.jsonl"):
        pack, _, name = row["path"].rpartition("#")
        raw = packed[name] if pack else (folder / name).read_text("utf-8")
        bill = json.loads(raw)
        title = " ".join(filter(None, [bill["Name"], bill["Title"], bill.get("Summary")]))
        yield row["file"], row["label"], title, bill.get("Text") or ""


def state_bills(corpus: Path) -> Iterator[Bill]:
    states = corpus / "states"
    for folder in sorted(path for path in states.iterdir() if path.is_dir()):
        pack = folder / "pack.jsonl.gz"
        packed = {row["path"]: row for row in lines(pack)} if pack.exists() else {}
        documents = defaultdict(list)
        for row in lines(folder / "url_map.jsonl"):
            if row["file"]:
                documents[row["bill"]].append(row)
        for row in lines(folder / "labels.jsonl"):
            place, session, number = row["bill"].split("/")
            path = f"{place}/{session}/bills/{number}/metadata.json"
            bill = json.loads(captured(states, packed, path))
            summary = " ".join(entry["abstract"] for entry in bill["abstracts"])
            text = next(
                filter(None, (words(states, packed, d) for d in documents[row["bill"]])), ""
            )
            yield row["bill"], row["label"], f"{bill['title']}\n{summary}", text


def captured(states: Path, packed: dict[str, dict[str, str]], path: str) -> bytes:
    row = packed.get(path)
    if row is None:
        return (states / path).read_bytes()
    return row["raw"].encode() if "raw" in row else row["raw_latin1"].encode("latin-1")


def words(states: Path, packed: dict[str, dict[str, str]], document: dict[str, str]) -> str:
    try:
        body = captured(states, packed, document["file"])
        return read_document(body, document["media_type"], document["url"]).text
    except Unreadable:
        return ""


def share(found: Counter[str], of: Counter[str], *labels: str) -> float:
    return sum(found[label] for label in labels) / sum(of[label] for label in labels)


def test_new_york_city(shared: Path) -> None:
    relevant, all_of, kept = Counter[str](), Counter[str](), Counter[str]()
    for _, label, title, text in city_bills(shared / "corpus"):
        all_of[label] += 1
        relevant[label] += relevance(title, text).relevant
        kept[label] += topics.is_candidate(title, text)
    positives = relevant["A"] + relevant["B"]
    assert share(relevant, all_of, "A") >= 0.97
    assert share(relevant, all_of, "B") >= 0.85
    assert positives / relevant.total() >= 0.95
    assert kept["A"] == all_of["A"]
    assert share(kept, all_of, "neg") < 0.02


def test_states(shared: Path) -> None:
    relevant, all_of, kept = Counter[str](), Counter[str](), Counter[str]()
    missed = []
    for bill_id, label, title, text in state_bills(shared / "corpus"):
        decision = relevance(title, text)
        all_of[label] += 1
        relevant[label] += decision.relevant
        kept[label] += topics.is_candidate(title, text)
        if label == "A" and not decision.relevant:
            missed.append((bill_id, decision))
    assert share(relevant, all_of, "A") >= 0.98, missed
    assert share(relevant, all_of, "B+", "B") >= 0.65
    assert share(relevant, all_of, "near", "budget") < 0.25
    assert share(relevant, all_of, "neg") < 0.01
    assert share(kept, all_of, "A", "B+") == pytest.approx(1)
