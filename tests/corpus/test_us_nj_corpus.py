"""New Jersey's real texts and actions; the tables are written from Open States' records."""

import csv
import io
import json
import re
import zipfile
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
from tests.replay.upstream import Answer, Upstream

HOUSES = {"lower": "A", "upper": "S", "executive": "G"}
# "A1007" → "A", "1007"
NUMBER = re.compile(r"([A-Z]+)(\d+)")


class Publisher:
    """Sessions and the database; the texts are the corpus' own."""

    def __init__(self, corpus: Path) -> None:
        self.database = database_of(records(corpus, "nj"))

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path == "/api/advancedSearch/sessions":
            body = json.dumps([{"display": "2026-2027 Session", "value": 2026}]).encode()
            return Answer(body, "application/json")
        if asked.path == "/leg-databases/2026data/DB2026_TEXT.zip":
            return Answer(self.database, "application/zip")
        return None


def database_of(bills: list[dict[str, Any]]) -> bytes:
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("MAINBILL", "BILLHIST", "BILLSPON", "BILLWP", "COMMITTEE")
    }
    for bill in bills:
        number = NUMBER.fullmatch(bill["identifier"])
        assert number
        key = {"BillType": f"{number[1]:3}", "BillNumber": number[2]}
        tables["MAINBILL"].append({**key, "Synopsis": bill["title"]})
        for sequence, action in enumerate(bill["actions"]):
            day = "{1}/{2}/{0} 0:00:00".format(*action["date"][:10].split("-"))
            row = {"Sequence": sequence, "DateAction": day, "Action": action["description"]}
            house = HOUSES[chamber(action["organization_id"])]
            tables["BILLHIST"].append({**key, "House": house, **row})
        for sponsor in bill["sponsorships"]:
            kind = "P" if sponsor["primary"] else "C"
            tables["BILLSPON"].append({**key, "Sponsor": sponsor["name"], "Type": kind})
        for version in bill["versions"]:
            folder, file = version["links"][0]["url"].rsplit("/", 2)[1:]
            kind, _, comment = version["note"].partition(" ")
            row = {"DocType": kind[0], "Document": f"{folder}\\{file.replace('.HTM', '.DOC')}"}
            tables["BILLWP"].append({**key, **row, "Comment": comment.removeprefix("Version")})
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, rows[0] if rows else ["Code", "House", "Description"])
            writer.writeheader()
            writer.writerows(rows)
            archive.writestr(f"{name}.TXT", text.getvalue().encode("cp1252"))
    return body.getvalue()


def test_every_bill_on_topic_is_kept_with_its_texts(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus"
    with Replay(corpus, sites=[Publisher(corpus)]) as base_url:
        done = crawl("us_nj", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    captured = captured_urls(corpus, "nj")
    assert [row for row in quarantined(tmp_path) if row["url"] in captured] == []
    assert last_run(tmp_path)["unknown_actions"] == {}
    kept = {item["identifier"]: item for item in items(tmp_path)}
    assert identifiers_on_topic(corpus, "nj") <= set(kept)
    for record in records(corpus, "nj"):
        if not (item := kept.get(record["identifier"])):
            continue
        of = (item["session"], item["identifier"])
        assert bill_id("us_nj", *of) == bill_id(
            "us_nj", record["legislative_session"], record["identifier"]
        )
        assert [a["date"] for a in item["actions"]] == [a["date"][:10] for a in record["actions"]]
        links = [link for version in item["versions"] for link in version["links"]]
        assert all(link["fetch_id"] for link in links if link["url"] in captured)


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    assert other_words(shared / "corpus", "nj") == {}
