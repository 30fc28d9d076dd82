"""The replay server over the real captures."""

import json
import os
from pathlib import Path

import pytest

from tests.replay import Replay, build_repositories
from tests.replay.documents import pack_lines
from tests.replay.nyc import read_records
from tests.replay.odata import Row

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared")) / "corpus"

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"no captures at {CORPUS}: set LEGISLATION_SHARED"
)


@pytest.fixture(scope="module")
def replay() -> Replay:
    return Replay(CORPUS, page_cap=200)


def test_every_matter_is_served_in_pages(replay: Replay) -> None:
    served: list[Row] = []
    while page := json.loads(replay.answer(f"/v1/nyc/matters?$skip={len(served)}").body):
        served += page
    records = {record["ID"]: record for record in read_records(CORPUS / "nyc")}
    assert len(served) == len(records) == 501
    assert {row["MatterId"] for row in served} == records.keys()
    for row in served:
        record = records[row["MatterId"]]
        base = f"/v1/nyc/matters/{record['ID']}"
        assert row["MatterTitle"] == record["Title"]
        (version,) = json.loads(replay.answer(f"{base}/versions").body)
        text = json.loads(replay.answer(f"{base}/texts/{version['Key']}").body)
        assert text["MatterTextPlain"] == record["Text"]
        for part, key in (
            ("histories", "History"),
            ("sponsors", "Sponsors"),
            ("attachments", "Attachments"),
        ):
            rows = json.loads(replay.answer(f"{base}/{part}?$top=1000").body)
            assert len(rows) == len(record.get(key) or [])


def test_every_captured_document_is_its_bytes(replay: Replay) -> None:
    wrong = []
    for path in sorted(CORPUS.glob("states/*/url_map.jsonl")):
        packed = dict(pack_lines(path.parent / "pack.jsonl.gz"))
        taken: dict[str, str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answer = replay.answer(f"/{row['url']}")
            if row["file"] is None:
                continue
            # where a publisher's URL has two captures, the first is served
            file = taken.setdefault(row["url"], row["file"])
            plain = CORPUS / "states" / file
            expected = plain.read_bytes() if plain.exists() else packed[file]
            if (answer.status, answer.body) != (200, expected):
                wrong.append(row["url"])
    assert wrong == []


def test_the_other_publishers_answer(replay: Replay) -> None:
    for target in (
        "/https://legistar.council.nyc.gov/Legislation.aspx",
        "/https://chicago.legistar.com/Calendar.aspx",
        "/https://metro.legistar.com/People.aspx",
        "/https://code.dccouncil.gov/us/dc/council/periods/21/laws/21-120",
        "/v1/metro/matters/5036/indexes",
        "/v1/metro/indexes",
        "/v1/sanjose/events/1080/eventitems",
        "/v1/nyc/events?$filter=EventDate ge datetime'2024-08-01'&$orderby=EventDate desc",
        "/?key=k&op=getDatasetList",
        "/?key=k&op=getBill&id=230084",
        "/?key=k&op=getBillText&id=100932",
        "/?key=k&op=getRollCall&id=154366",
        "/?key=k&op=getPerson&id=8630",
    ):
        answer = replay.answer(target)
        assert (answer.status, len(answer.body) > 100) == (200, True), target


def test_repositories_hold_every_bill(tmp_path: Path) -> None:
    built = build_repositories(CORPUS, tmp_path)
    assert len(built) == 20
    labels = [line for path in CORPUS.glob("states/*/labels.jsonl") for line in path.open()]
    bills = {
        (row["bill"].split("/")[0], row["session"], row["bill"].split("/")[-1])
        for row in map(json.loads, labels)
    }
    laid_out = {
        (path.parts[-6].removeprefix("state:"), path.parts[-4], path.parts[-2])
        for path in tmp_path.rglob("metadata.json")
    }
    assert laid_out == bills
