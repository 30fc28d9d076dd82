"""What the corpus holds of a state: Open States' records, the publisher's documents, labels.

The corpus has no lists and status answers of the publishers themselves. A test writes them out of
these records in the publisher's shape, so that a spider meets real bills, real words and real texts.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legislation import ids, jurisdictions
from scrapers import action_words

ON_TOPIC = ("A", "B+", "B")


def records(corpus: Path, state: str) -> list[dict[str, Any]]:
    """metadata.json of every bill, in the order of their identifiers."""
    return sorted(_records(corpus / "states" / state), key=lambda record: record["identifier"])


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in folder.glob("*/bills/*/metadata.json"):
        yield json.loads(path.read_text("utf-8"))
    with gzip.open(folder / "pack.jsonl.gz", "rt", encoding="utf-8") as pack:
        for line in pack:
            row = json.loads(line)
            if row["path"].endswith("metadata.json"):
                raw = row.get("raw") or row["raw_latin1"].encode("latin-1").decode("utf-8")
                yield json.loads(raw)


def identifiers_on_topic(corpus: Path, state: str) -> set[str]:
    lines = (corpus / "states" / state / "labels.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {row["identifier"] for row in rows if row["label"] in ON_TOPIC}


def captured_urls(corpus: Path, state: str) -> set[str]:
    lines = (corpus / "states" / state / "url_map.jsonl").read_text("utf-8").splitlines()
    return {row["url"] for row in map(json.loads, lines) if row["file"]}


def chamber(organization: str) -> str:
    """`~{"classification": "lower"}` to "lower"."""
    named: dict[str, str] = json.loads(organization.removeprefix("~"))
    return named.get("classification") or named.get("name", "")


def bill_id(slug: str, session: str, identifier: str) -> str:
    return ids.bill_id(slug, jurisdictions.session(slug, session).key, identifier)


def other_words(corpus: Path, state: str) -> dict[str, tuple[list[str], list[str] | None]]:
    """Phrase → Open States' words and ours, where ours lack one of theirs."""
    differ = {}
    for record in records(corpus, state):
        for action in record["actions"]:
            theirs, ours = (
                action["classification"],
                action_words.classify(state, action["description"]),
            )
            if ours is None or not set(theirs) <= set(ours):
                differ[action["description"]] = (theirs, ours)
    return differ
