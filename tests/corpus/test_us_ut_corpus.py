"""Utah's real texts and actions; list and records are written from Open States' records."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.corpus.open_states import (
    bill_id,
    captured_urls,
    identifiers_on_topic,
    other_words,
    records,
)
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.documents import StateDocuments
from tests.replay.upstream import Answer, Upstream, json_answer

# What Open States says of these and we do not: a committee's motion or an amendment that failed is no
# failure of the bill, a signature of a presiding officer no vote, a paper that is filed away no filing.
NOT_OURS = re.compile(
    r"comm - motion|/ filed|/ signed by|substitute adoption|reading calendar to rules",
    re.IGNORECASE,
)
TYPES = {
    "Introduced": "Introduced",
    "Enrolled": "Enrolled",
    "Substitute": "PubSub",
    "Amended": "Amended",
}
OFFICES = {"House": "Clerk of the House", "Senate": "Clerk of the Senate"}
# "House/ to standing committee [House Judiciary Committee]"
OWNER = re.compile(r" \[(.+)\]$")


class Publisher:
    """The list and the records of 2026; the texts are the corpus' own."""

    def __init__(self, corpus: Path) -> None:
        self.records = {file_of(record): record for record in records(corpus, "ut")}
        self.texts = StateDocuments(corpus)

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path == "/data/2026GS/billlist.json":
            return json_answer([{"number": number} for number in self.records])
        if found := re.fullmatch(r"/data/2026GS/(\w+)\.json", asked.path):
            return json_answer(record_of(self.records[found[1]]))
        return self.texts.answer(replace(asked, host=asked.host or "le.utah.gov"))


def file_of(record: dict[str, Any]) -> str:
    kind, number = record["identifier"].split()
    return f"{kind}{number:0>{6 - len(kind)}}"


def record_of(record: dict[str, Any]) -> dict[str, Any]:
    names = [sponsor["name"] for sponsor in record["sponsorships"]]
    papers = [
        {
            "fileType": TYPES.get(version["note"].split()[0], "Comparison"),
            "shortDesc": version["note"],
            "url": link["url"].removeprefix("https://le.utah.gov"),
        }
        for version in record["versions"]
        for link in version["links"]
    ]
    return {
        "billNumber": file_of(record),
        "shortTitle": record["title"],
        "primeSponsorName": f"Rep. {names[0]}",
        "floorSponsorName": f"Sen. {names[1]}" if len(names) > 1 else None,
        "billVersionList": [
            {
                "activeVersion": True,
                "subjectList": [{"description": subject} for subject in record["subject"]],
                "billDocs": papers,
            }
        ],
        "actionHistoryList": [action_of(action) for action in record["actions"]],
    }


def action_of(action: dict[str, Any]) -> dict[str, str]:
    words = action["description"]
    owner = OWNER.search(words)
    return {
        "description": OWNER.sub("", words),
        "owner": owner[1] if owner else OFFICES.get(words.split("/")[0], "Governor's Office"),
        "actionDate": f"{in_utah(action['date']):%Y-%m-%d %H:%M:%S.000}",
    }


def in_utah(time: str) -> datetime:
    return datetime.fromisoformat(time).astimezone(ZoneInfo("America/Denver"))


def test_every_bill_on_topic_is_kept_with_its_texts(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    with Replay(corpus, sites=[Publisher(corpus)]) as base_url:
        done = crawl("us_ut", tmp_path, base_url, "-a", "session=2026")
    assert done.returncode == 0, done.stderr
    captured = captured_urls(corpus, "ut")
    assert [row for row in quarantined(tmp_path) if row["url"] in captured] == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    kept = {item["identifier"]: item for item in items(tmp_path)}
    assert identifiers_on_topic(corpus, "ut") <= set(kept)
    for record in records(corpus, "ut"):
        if not (item := kept.get(record["identifier"])):
            continue
        of = (item["session"], item["identifier"])
        assert bill_id("us_ut", *of) == bill_id(
            "us_ut", record["legislative_session"], record["identifier"]
        )
        days = [f"{in_utah(action['date']):%Y-%m-%d}" for action in record["actions"]]
        assert [action["date"] for action in item["actions"]] == days
        theirs = [sponsor["name"] for sponsor in record["sponsorships"]]
        assert [sponsor["name"] for sponsor in item["sponsorships"]] == theirs
        links = [link for version in item["versions"] for link in version["links"]]
        assert all(link["fetch_id"] for link in links if link["url"] in captured)


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    differ = other_words(shared / "corpus", "ut")
    assert [words for words in differ if not NOT_OURS.search(words)] == []
