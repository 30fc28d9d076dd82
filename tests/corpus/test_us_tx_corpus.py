"""Texas' real texts and actions; folders and histories are written from Open States' records."""

from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from tests.corpus.open_states import bill_id, captured_urls, chamber, other_words, records
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.upstream import Answer, Upstream


class Publisher:
    """Folders and histories by path; the texts are the corpus' own."""

    def __init__(self, corpus: Path) -> None:
        self.files: dict[str, str] = {}
        folders: defaultdict[str, set[str]] = defaultdict(set)
        for record in records(corpus, "tx"):
            path = unquote(urlsplit(record["sources"][0]["url"]).path)
            self.files[path] = history_of(record)
            parts = path.strip("/").split("/")
            folders[f"/{'/'.join(parts[:-1])}/"].add(f"              1024 {parts[-1]}")
            for depth in range(1, len(parts) - 1):
                folders[f"/{'/'.join(parts[:depth])}/"].add(f"<DIR>          {parts[depth]}")
        for path, lines in folders.items():
            self.files[path] = "".join(f"08-21-25  09:02AM       {line}\r\n" for line in lines)

    def answer(self, asked: Upstream) -> Answer | None:
        path = unquote(asked.path)
        if asked.host or path not in self.files:
            return None
        kind = "text/plain" if path.endswith("/") else "text/xml"
        return Answer(self.files[path].encode(), kind)


def history_of(record: dict[str, Any]) -> str:
    numbers = {"lower": "H", "upper": "S", "executive": "E"}
    actions = "".join(
        f"<action><actionNumber>{numbers[chamber(action['organization_id'])]}{number:03}"
        f"</actionNumber><date>{'{1}/{2}/{0}'.format(*action['date'].split('-'))}</date>"
        f"<description>{escape(action['description'])}</description></action>"
        for number, action in enumerate(record["actions"], start=1)
    )
    versions = "".join(
        f"<version><versionDescription>{version['note']}</versionDescription>"
        f"<WebHTMLURL>{version['links'][0]['url']}</WebHTMLURL></version>"
        for version in record["versions"]
    )
    return (
        f'<billhistory bill="89(2) {record["identifier"]}"><caption>{escape(record["title"])}'
        f"</caption><actions>{actions}</actions><billtext><docTypes><bill><versions>{versions}"
        "</versions></bill></docTypes></billtext></billhistory>"
    )


def test_every_bill_is_read_with_its_texts(shared: Path, tmp_path: Path) -> None:
    """No bill of the session is on topic, so all are kept."""
    corpus = shared / "corpus"
    with Replay(corpus, sites=[Publisher(corpus)]) as base_url:
        done = crawl("us_tx", tmp_path, base_url, "-s", "TOPIC_FILTER=False")
    assert done.returncode == 0, done.stderr
    captured = captured_urls(corpus, "tx")
    assert [row for row in quarantined(tmp_path) if row["url"] in captured] == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    kept = {item["identifier"]: item for item in items(tmp_path)}
    for record in records(corpus, "tx"):
        item = kept[record["identifier"]]
        of = (item["session"], item["identifier"])
        assert bill_id("us_tx", *of) == bill_id(
            "us_tx", record["legislative_session"], record["identifier"]
        )
        assert item["url"] == record["sources"][1]["url"]
        links = [link for version in item["versions"] for link in version["links"]]
        assert all(link["fetch_id"] for link in links if link["url"] in captured)


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    assert other_words(shared / "corpus", "tx") == {}
