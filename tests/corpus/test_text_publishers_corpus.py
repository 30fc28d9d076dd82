"""Reads the real captures of publishers beside the states: the District, New York, LegiScan."""

import base64
import json
import re
from pathlib import Path

import pytest

from enrich.segment import segment
from enrich.text import PrintedText, read_document
from enrich.text.charset import decoded
from tests.corpus.test_text_corpus import check

# what New York's sheets add to the bill
FURNITURE = re.compile(r"EXPLANATION--|old law to be omitted|LBD\d{5}|^\d{1,2}\s|\n\d{1,2}\s{2}")
HYPHEN_IN_WORD = re.compile(r"[a-z]- ?\n|[a-z]- [a-z]")


def test_the_districts_library(shared: Path) -> None:
    """Every law and act has its sections; one is a stub of which the library has a scan's words."""
    files = sorted((shared / "corpus" / "dc").rglob("*.xml"))
    methods = []
    for file in files:
        body = file.read_bytes()
        printed = read_document(body, "text/xml")
        check(file.name, printed, body)
        methods.append(printed.method.rpartition("-")[0])
        assert "LIMS" not in printed.text, file
        assert "codify" not in printed.text, file
        found = [part.section_number for part in segment(printed.text)]
        if "<stub/>" not in body.decode():
            assert all(found), (file, found)
    assert (methods.count("xml/dc"), methods.count("xml/dc-code")) == (24, 3)


def new_york_pages(shared: Path) -> list[tuple[str, str]]:
    """(name, page) of each bill text, as the service hands them on."""
    folder = shared / "corpus" / "ny_senate"
    style = "<STYLE><!--U  {color: Green}S  {color: RED}--></STYLE>"
    pages = []
    for file in sorted(folder.glob("billScrape/*.html")):
        page = decoded(file.read_bytes())
        start = page.index("<BASEFONT")
        pages.append((file.name, style + page[start : page.index("</pre>", start)]))
    for file in sorted([*folder.rglob("*BILLTEXT*.XML"), *folder.rglob("billtextfile.XML")]):
        found = re.search(r"<!\[CDATA\[(.*)\]\]>", file.read_text("utf-8"), re.S)
        if found and "<PRE" in found[1]:
            pages.append((file.name, found[1]))
    return pages


def struck(printed: PrintedText) -> list[str]:
    return [printed.text[start:end] for start, end in printed.deleted]


def test_new_yorks_pages(shared: Path) -> None:
    pages = new_york_pages(shared)
    assert len(pages) == 8
    inserts = strikes = 0
    for name, page in pages:
        printed = read_document(page.encode(), "text/html")
        check(name, printed, page.encode())
        assert printed.method.startswith("html/ny-"), name
        assert not FURNITURE.search(printed.text), name
        assert not HYPHEN_IN_WORD.search(printed.text), name
        assert all(words.startswith("[") for words in struck(printed)), name
        assert "[" not in printed.as_amended()[0], name
        inserts += bool(printed.inserted)
        strikes += bool(printed.deleted)
        numbers = [part.section_number or "" for part in segment(printed.text)]
        assert numbers[0].startswith("1"), (name, numbers)
    assert (inserts, strikes) == (8, 4)


@pytest.mark.parametrize("document", ["100932", "101038", "105736", "118442", "138449"])
def test_legiscans_documents(shared: Path, document: str) -> None:
    file = shared / "corpus" / "legiscan" / "api" / "text" / f"{document}.json"
    answer = json.loads(file.read_text("utf-8"))
    text = answer.get("text", answer)
    body = base64.b64decode(text["doc"])
    printed = read_document(body, text["mime"])
    check(document, printed, body)
    assert printed.method.startswith("html/ca-typed-")
    assert bool(printed.inserted) == (text["type"] == "Amended")
    assert "DIGEST" not in "".join(
        printed.text[part.start : part.end] for part in segment(printed.text)
    )
