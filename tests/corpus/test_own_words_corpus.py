"""No sentence of ours is a publisher's: the prose of the knowledge base beside every text we were given."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enrich.text import Unreadable
from legislation import knowledge
from tests.conftest import ROOT
from tests.corpus.documents import printed

RUN = 12  # words in a row that are somebody's sentence
# what is quoted as it is: titles, names, numbers, addresses
_QUOTED = (
    *("title", "name", "identifier", "printed_as", "enacted_as", "code_citation", "url", "source"),
    *("source_name", "sources", "session", "last_action", "sponsor", "source_path", "publisher"),
    *("agencies", "funds", "advisory_bodies", "section", "version", "lead_agency", "agency"),
)
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def strings(value: Any, *, quoted: bool, key: str = "") -> Iterator[str]:
    """The strings of an entry: those that are quoted, or our prose."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, quoted=quoted, key=key if key in _QUOTED else name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, quoted=quoted, key=key)
    elif isinstance(value, str) and (key in _QUOTED) == quoted:
        yield value


def given_texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Every text of the corpus and of the passages for evaluation, with where it stands."""
    corpus = shared / "corpus"
    for line in (shared / "gold" / "passages.jsonl").read_text("utf-8").splitlines():
        passage = json.loads(line)
        yield f"gold {passage['id']}", passage["text"]
    for path in sorted((corpus / "statutes").rglob("*.txt")):
        yield path.name, path.read_text("utf-8")
    for path in sorted((corpus / "nyc").rglob("*.json")):
        yield path.name, str(json.loads(path.read_text("utf-8")).get("Text") or "")
    with gzip.open(corpus / "nyc_all" / "matters.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            matter = json.loads(line)
            yield matter["File"], str(matter.get("Text") or "")
    for folder in sorted(path for path in (corpus / "states").iterdir() if path.is_dir()):
        for line in (folder / "url_map.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["file"]:
                yield row["file"], as_printed(corpus, f"states/{row['file']}")
    for path in sorted((corpus / "dc").rglob("*.xml")):
        yield path.name, as_printed(corpus, str(path.relative_to(corpus)))


def as_printed(corpus: Path, document: str) -> str:
    try:
        return printed(corpus, document).text
    except (Unreadable, KeyError):
        return ""


def test_no_sentence_is_carried_over(shared: Path) -> None:
    found = knowledge.load(ROOT / "data" / "knowledge")
    entries = [one.entry.model_dump(mode="json") for one in found.places.values()]
    names = {run for entry in entries for text in strings(entry, quoted=True) for run in runs(text)}
    ours = {
        run: entry.get("id") or entry.get("key")
        for entry in entries
        for text in strings(entry, quoted=False)
        for run in runs(text)
        if run not in names
    }
    texts, carried_over = 0, []
    for place, text in given_texts(shared):
        texts += bool(text)
        carried_over += [(ours[run], place, " ".join(run)) for run in runs(text) if run in ours]
    assert carried_over == []
    assert len(ours) > 30_000
    assert texts > 20_000, "most of the corpus was not read"


def test_the_comparison_finds_what_is_carried_over(shared: Path) -> None:
    _, text = next(given_texts(shared))
    entry = {"does": " ".join(words(text)[5:25]), "title": text}
    assert {run for one in strings(entry, quoted=False) for run in runs(one)} & set(runs(text))
