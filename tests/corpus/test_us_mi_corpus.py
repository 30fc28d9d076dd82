"""Michigan's real texts and actions; list and bill pages are written from Open States' records."""

from collections import defaultdict
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from tests.corpus.open_states import (
    bill_id,
    captured_urls,
    chamber,
    identifiers_on_topic,
    other_words,
    records,
)
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.documents import StateDocuments
from tests.replay.upstream import Answer, Upstream

KINDS = {"B": "Bill", "CR": "Concurrent Resolution", "JR": "Joint Resolution", "R": "Resolution"}


class Publisher:
    """The list and the bills' pages; the texts are the corpus' own."""

    def __init__(self, corpus: Path) -> None:
        self.records = {name_of(record): record for record in records(corpus, "mi")}
        self.texts = StateDocuments(corpus)

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path == "/Search/ExecuteSearch":
            return Answer(self._list().encode(), "text/html")
        if asked.path == "/Bills/Bill":
            return Answer(page_of(self.records[asked.parameters["ObjectName"]]).encode())
        return self.texts.answer(replace(asked, host="legislature.mi.gov"))

    def _list(self) -> str:
        rows = (
            f'<tr><td><a href="/Home/GetObject?objectName={name}&amp;queryID=1">'
            f"{record['identifier']} of {name[:4]}</a></td><td></td><td></td></tr>"
            for name, record in self.records.items()
        )
        return (
            '<div class="tableScrollWrapper"><table><thead></thead><tbody>'
            f"{''.join(rows)}</tbody></table></div>"
        )


def name_of(record: dict[str, Any]) -> str:
    """`2025-HB-4225`"""
    name: str = record["sources"][0]["url"].partition("ObjectName=")[2]
    return name


def page_of(record: dict[str, Any]) -> str:
    kind, number = record["identifier"].split()
    house = "House" if kind.startswith("H") else "Senate"
    documents = ""
    substitutes: defaultdict[str, list[str]] = defaultdict(list)
    for version in record["versions"]:
        if version["note"].startswith("Substitute"):
            substitutes[version["note"].split(" - ")[0]].append(version["links"][0]["url"])
            continue
        links = "".join(
            f'<div class="{"html" if link["media_type"] == "text/html" else "pdf"}">'
            f'<a href="{link["url"]}"></a></div>'
            for link in version["links"]
        )
        documents += (
            f'<div class="billDocRow">{links}<div class="text"><span><strong>{version["note"]}'
            "</strong></span></div></div>"
        )
    return (
        f'<h1 id="BillHeading">{house} {KINDS[kind[1:]]} {number} of 2025</h1>'
        f'<div id="ObjectSubject">{escape(record["title"])}</div>'
        f'<div class="billDocuments">{documents}</div>'
        f'<div id="History"><table><tbody>{history_of(record, substitutes)}</tbody></table></div>'
    )


def history_of(record: dict[str, Any], substitutes: dict[str, list[str]]) -> str:
    rows = []
    for action in record["actions"]:
        year, month, day = action["date"][:10].split("-")
        journal = "SJ" if chamber(action["organization_id"]) == "upper" else "HJ"
        words = escape(action["description"])
        for note, urls in substitutes.items():
            if note.lower() in action["description"].lower() and urls:
                words = f'<a href="{urls.pop(0)}">{words}</a>'
        rows.append(f"<tr><td>{month}/{day}/{year}</td><td>{journal}</td><td>{words}</td></tr>")
    return "".join(rows)


def test_every_bill_on_topic_is_kept_with_its_texts(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    with Replay(corpus, sites=[Publisher(corpus)]) as base_url:
        done = crawl("us_mi", tmp_path, base_url, "-a", "session=2025-2026")
    assert done.returncode == 0, done.stderr
    captured = captured_urls(corpus, "mi")
    assert [row for row in quarantined(tmp_path) if row["url"] in captured] == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    kept = {item["identifier"]: item for item in items(tmp_path)}
    assert identifiers_on_topic(corpus, "mi") <= set(kept)
    for record in records(corpus, "mi"):
        if not (item := kept.get(record["identifier"])):
            continue
        of = (item["session"], item["identifier"])
        assert bill_id("us_mi", *of) == bill_id(
            "us_mi", record["legislative_session"], record["identifier"]
        )
        theirs = [(a["description"], chamber(a["organization_id"])) for a in record["actions"]]
        ours = [(action["description"], action["organization"]) for action in item["actions"]]
        assert [
            a for a, b in zip(ours, theirs, strict=True) if a != b and a[1] != "executive"
        ] == []
        links = [version["links"][0] for version in item["versions"]]
        assert all(link["fetch_id"] for link in links if link["url"] in captured)


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    """But what the Senate received from the House is not introduced a second time."""
    received = "received on 02/25/2025"
    assert other_words(shared / "corpus", "mi") == {received: (["introduction"], ["receipt"])}
