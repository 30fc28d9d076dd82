"""Any document of the corpus as printed text, by its path under the corpus folder."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

from enrich.text import PrintedText, read_document


def printed(corpus: Path, document: str) -> PrintedText:
    """A statute's file with its header, a city's matter, or the document a state served.

    "nyc_all/matters.jsonl.gz#Int 1-2020" is one matter of a pack.
    """
    kind, _, rest = document.partition("/")
    if kind == "nyc_all":
        name, _, number = document.partition("#")
        return PrintedText(_matters(corpus / name)[number])
    path = corpus / document
    if kind == "statutes":
        return PrintedText(path.read_text("utf-8"))
    if kind == "nyc":
        return PrintedText(json.loads(path.read_text("utf-8"))["Text"])
    if kind != "states":
        return read_document(path.read_bytes(), "text/xml", document)
    served = _served(corpus / "states" / rest.split("/")[0])[rest]
    return read_document(captured(corpus, rest), served["media_type"], served["url"])


def captured(corpus: Path, name: str) -> bytes:
    """The bytes of a file under `states/`: its own, or its row of the state's pack."""
    path = corpus / "states" / name
    if path.exists():
        return path.read_bytes()
    return _pack(corpus / "states" / name.split("/")[0])[name]


@cache
def _matters(pack: Path) -> dict[str, str]:
    with gzip.open(pack, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {row["File"]: row["Text"] for row in rows if row.get("Text")}


@cache
def _served(state: Path) -> dict[str, dict[str, Any]]:
    rows = map(json.loads, (state / "url_map.jsonl").read_text("utf-8").splitlines())
    return {row["file"]: row for row in rows if row["file"]}


@cache
def _pack(state: Path) -> dict[str, bytes]:
    packed = {}
    with gzip.open(state / "pack.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            packed[row["path"]] = (
                row["raw"].encode() if "raw" in row else row["raw_latin1"].encode("latin-1")
            )
    return packed


def stretch(printed_text: PrintedText, start: int, end: int) -> str:
    """What `text[start:end]` says as amended, on whole printed offsets."""
    pieces, at = [], start
    for struck_start, struck_end in printed_text.deleted:
        if start < struck_end and struck_start < end:
            pieces.append(printed_text.text[at : max(at, struck_start)])
            at = max(at, min(end, struck_end))
    return "".join(pieces) + printed_text.text[at:end]
