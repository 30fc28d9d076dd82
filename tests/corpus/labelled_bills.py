"""The labelled bills of New York City and of the states, from their real texts.

State labels are keyword labels: "A" has the topic in its title or summary. What Kansas and the
metadata-only states lack in text, the publisher's summary stands in for.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enrich.text import Unreadable, read_document
from tests.corpus.documents import captured

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
    for folder in sorted(path for path in (corpus / "states").iterdir() if path.is_dir()):
        documents = defaultdict(list)
        for row in lines(folder / "url_map.jsonl"):
            if row["file"]:
                documents[row["bill"]].append(row)
        for row in lines(folder / "labels.jsonl"):
            place, session, number = row["bill"].split("/")
            path = f"{place}/{session}/bills/{number}/metadata.json"
            bill = json.loads(captured(corpus, path))
            summary = " ".join(entry["abstract"] for entry in bill["abstracts"])
            text = next(filter(None, (words(corpus, each) for each in documents[row["bill"]])), "")
            yield row["bill"], row["label"], f"{bill['title']}\n{summary}", text


def bills_by_place(corpus: Path) -> Iterator[tuple[str, Bill]]:
    """Every labelled bill with its place: "nyc", "wa", "usa"."""
    for bill in city_bills(corpus):
        yield "nyc", bill
    for bill in state_bills(corpus):
        yield bill[0].partition("/")[0], bill


def words(corpus: Path, document: dict[str, str]) -> str:
    try:
        body = captured(corpus, document["file"])
        return read_document(body, document["media_type"], document["url"]).text
    except Unreadable:
        return ""
