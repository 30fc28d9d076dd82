"""Bills of the shared corpus as spiders would leave them, as many as a benchmark asks for.

The on-topic documents of the states and of New York City, copied under further bill numbers until
there are enough; a copy's text differs from the first in its last line, so that each is read anew.
"""

import json
import os
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from legislation import jsonlines
from legislation.archive import Archive
from legislation.item_log import ItemLog
from legislation.model import Bill, Link, Version
from tests.conftest import ROOT

CORPUS = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared")) / "corpus"
AT = "2026-01-15T12:00:00+00:00"
RUN = "us_wa-20260305T060000000000Z"
MARKUP = {"text/html": "<!-- copy {} -->", "text/xml": "<!-- copy {} -->"}


class Document(NamedTuple):
    """A captured document with its bill's title."""

    title: str
    url: str
    media_type: str
    body: bytes


def documents() -> list[Document]:
    """Captured on-topic documents that a copy can be made of: HTML, XML and plain text."""
    found = []
    for folder in sorted((CORPUS / "states").iterdir()):
        if not folder.is_dir():
            continue
        labels = {
            row["bill"]
            for row in jsonlines.read(folder / "labels.jsonl")
            if row["label"] in ("A", "B+", "B")
        }
        for row in jsonlines.read(folder / "url_map.jsonl"):
            if row["bill"] in labels and row["file"] and not row["in_pack"]:
                media_type = row["media_type"].split(";")[0]
                if media_type in MARKUP:
                    body = (CORPUS / "states" / row["file"]).read_bytes()
                    found.append(Document(row["bill"], row["url"], media_type, body))
    for path in sorted((CORPUS / "nyc" / "on_topic").rglob("*.json")):
        matter = json.loads(path.read_text("utf-8"))
        if matter.get("Text"):
            url = f"https://legistar.council.nyc.gov/{path.stem}"
            body = matter["Text"].encode()
            found.append(Document(matter["Name"], url, "text/plain", body))
    return found


def _copies() -> Iterator[Document]:
    originals = documents()
    for number in count():
        for each in originals:
            mark = MARKUP.get(each.media_type, "\ncopy {}").format(number)
            yield each._replace(body=each.body + mark.encode(), url=f"{each.url}#{number}")


def crawl(data: Path, bills: int) -> int:
    """Keeps so many bills, one version each, in a data folder; returns the bytes of their texts."""
    archive, log = Archive(data / "raw"), ItemLog(data / "items", "us_wa")
    size = 0
    for number, document in enumerate(islice(_copies(), bills), 1):
        kept = archive.keep(
            document.body,
            document.url,
            fetched_at=AT,
            media_type=document.media_type,
            spider="us_wa",
            run_id=RUN,
        )
        link = Link(url=document.url, media_type=document.media_type, fetch_id=kept.fetch_id)
        bill = Bill(
            source="us_wa",
            jurisdiction="us_wa",
            session="2025-2026",
            identifier=f"HB {number}",
            title=f"Relating to behavioral health crisis response; {document.title}",
            url=document.url,
            fetch_id=kept.fetch_id,
            versions=[Version(note="Original Bill", classification="introduced", links=[link])],
        )
        log.record(f"us_wa-2025-HB{number}", bill.model_dump(), RUN)
        size += len(document.body)
    return size
