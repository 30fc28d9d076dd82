"""Minnesota's real texts and actions; lists and records are written from Open States' records."""

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

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

BODIES = {"lower": "house", "upper": "senate", "executive": "house"}
SESSIONS = b'<html><select name="session"><option value="0942025">94th</option></select></html>'
# "2nd Engrossment"
ENGROSSMENT = re.compile(r"^(\d+)\w+ Engrossment$")


class Publisher:
    """Sessions, lists and records; the texts are the corpus' own."""

    def __init__(self, corpus: Path) -> None:
        self.records = {record["identifier"]: record for record in records(corpus, "mn")}
        self.texts = StateDocuments(corpus)

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path == "/bills/status_search.php":
            return Answer(SESSIONS, "text/html")
        if asked.path == "/bills/status_result.php":
            return Answer(self._list(asked.parameters).encode(), "text/xml")
        if asked.host == "api.revisor.mn.gov":
            kind, number = asked.path.strip("/").split("/")[-2:]
            return Answer(record_of(self.records[f"{kind} {number}"]).encode(), "text/xml")
        return self.texts.answer(replace(asked, host="www.revisor.mn.gov"))

    def _list(self, asked: dict[str, str]) -> str:
        first, last = (int(part) for part in asked["bill"].split("-"))
        letter = {"bill": "F", "resolution": "R", "concurrent": "C"}[asked["bill_type"]]
        rows = []
        for identifier, record in self.records.items():
            kind, number = identifier.split()
            if kind == asked["body"][0] + letter and first <= int(number) <= last:
                year = record["sources"][0]["url"].split("/bills/94/")[1][:4]
                rows.append(row_of(kind, number, year))
        # The corpus is a sample: a companion of the other body stands for what it lacks.
        if first < 6000:
            rows.append(row_of("SF" if asked["body"] == "House" else "HF", "1", "2025"))
        return f"<SEARCH_RESULTS>{''.join(rows)}</SEARCH_RESULTS>"


def row_of(kind: str, number: str, year: str) -> str:
    return (
        f"<BILL_RESULT><FILE_TYPE>{kind}</FILE_TYPE><FILE_NUMBER>{number}</FILE_NUMBER>"
        f"<STATUS_XML_URI>api.revisor.mn.gov/bills/v1/94/{year}/0/{kind}/{number}/</STATUS_XML_URI>"
        "</BILL_RESULT>"
    )


def record_of(record: dict[str, Any]) -> str:
    kind, number = record["identifier"].split()
    actions: defaultdict[str, list[str]] = defaultdict(list)
    for action in record["actions"]:
        of_body = actions[BODIES[chamber(action["organization_id"])]]
        of_body.append(
            f"<ACTION><ACTION_NUMBER>{len(of_body) + 1}</ACTION_NUMBER>"
            f"<ACTION_TEXT>{escape(action['description'])}</ACTION_TEXT>"
            f"<ACTION_DATE>{action['date'][:10]} 00:00:00</ACTION_DATE></ACTION>"
        )
    bodies = "".join(f"<{body}>{''.join(rows)}</{body}>" for body, rows in actions.items())
    documents = "".join(
        f"<DOCUMENT><HTML_URI>{version['links'][0]['url'].removeprefix('https://')}</HTML_URI>"
        f"<DATE_INSERT>{version['date']} 08:00:00</DATE_INSERT><DOCUMENT_TYPE>official"
        f"</DOCUMENT_TYPE><DOCUMENT_ENGROSSMENT>{number_of(version['note'])}"
        "</DOCUMENT_ENGROSSMENT></DOCUMENT>"
        for version in record["versions"]
    )
    return (
        f"<BILL><FILE_TYPE>{kind}</FILE_TYPE><FILE_NUMBER>{number}</FILE_NUMBER>"
        f"<DESCRIPTION>{escape(record['title'])}</DESCRIPTION><ACTIONS>{bodies}</ACTIONS>"
        f"<TEXT_VERSION_LIST>{documents}</TEXT_VERSION_LIST></BILL>"
    )


def number_of(note: str) -> str:
    found = ENGROSSMENT.match(note)
    return found[1] if found else "0"


def test_every_bill_on_topic_is_kept_with_its_texts(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    with Replay(corpus, sites=[Publisher(corpus)]) as base_url:
        done = crawl("us_mn", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    captured = captured_urls(corpus, "mn")
    assert [row for row in quarantined(tmp_path) if row["url"] in captured] == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    kept = {item["identifier"]: item for item in items(tmp_path)}
    assert identifiers_on_topic(corpus, "mn") <= set(kept)
    for record in records(corpus, "mn"):
        if not (item := kept.get(record["identifier"])):
            continue
        of = (item["session"], item["identifier"])
        assert bill_id("us_mn", *of) == bill_id(
            "us_mn", record["legislative_session"], record["identifier"]
        )
        theirs = [(version["note"], version["date"]) for version in record["versions"]]
        assert [(version["note"], version["date"]) for version in item["versions"]] == theirs
        links = [link for version in item["versions"] for link in version["links"]]
        assert all(link["fetch_id"] for link in links if link["url"] in captured)


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    assert other_words(shared / "corpus", "mn") == {}
