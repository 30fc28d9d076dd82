"""LegiScan's spider over real captures: bills and texts of its API, the tables of one session.

What is asserted here are counts; the words stay in the corpus.
"""

import gzip
import json
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from legislation import ids, jurisdictions
from scrapers.outcomes import File
from scrapers.platforms.legiscan.bill import found_in
from scrapers.platforms.legiscan.dataset import Record, records_in
from scrapers.platforms.legiscan.rows import Bill
from tests.conftest import ROOT
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.replay import Replay

CORPUS = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared")) / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "legiscan").is_dir(),
    reason="the shared corpus is not here; real captures skipped",
)
KEY = {"LEGISCAN_API_KEY": "0123456789abcdef0123456789abcdef"}
ALL = ("-s", "TOPIC_FILTER=False")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The captured tables in a zip archive, in the folders of LegiScan's own."""
    path = tmp_path_factory.mktemp("weekly") / "MI_2023-2024_CSV.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for packed in sorted((CORPUS / "legiscan/csv/MI_2023-2024").glob("*.csv.gz")):
            name = f"MI/2023-2024_102nd_Legislature/csv/{packed.name.removesuffix('.gz')}"
            archive.writestr(name, gzip.decompress(packed.read_bytes()))
    return path


def test_every_captured_bill_and_text_is_read(tmp_path: Path) -> None:
    replay = Replay(CORPUS)
    with replay as base_url:
        done = crawl("legiscan", tmp_path, base_url, *ALL, **KEY)
        assert last_run(tmp_path)["outcome"] == "finished", done.stderr
        assert len(items(tmp_path)) == 6
        # The texts of these bills are not among the captured ones; LegiScan refuses each.
        assert {row["reason"][:40] for row in quarantined(tmp_path)} == {
            "LegiScan answers 'Invalid text id': it l"
        }
        asked = len(replay.requests)
        crawl("legiscan", tmp_path, base_url, *ALL, **KEY)
    assert sum("getBill&" in target for target in replay.targets()[:asked]) == 6


def test_a_crawl_that_searches_keeps_no_bill_off_topic(tmp_path: Path) -> None:
    replay = Replay(CORPUS)
    with replay as base_url:
        crawl("legiscan", tmp_path, base_url, "-a", "states=ar", **KEY)
    assert not items(tmp_path)
    assert any("getSearchRaw" in target for target in replay.targets())


def test_texts_are_the_documents_themselves(tmp_path: Path) -> None:
    from scrapers.platforms.legiscan.rows import TextAnswer

    for path in sorted((CORPUS / "legiscan/api/text").glob("*.json")):
        text = TextAnswer.model_validate(json.loads(path.read_bytes())["text"])
        assert text.mime == "text/html"


def test_weekly_files_from_the_api_hold_the_same_bills(tmp_path: Path) -> None:
    with Replay(CORPUS) as base_url:
        done = crawl(
            "legiscan", tmp_path, base_url, *ALL, "-a", "dataset=weekly", "-a", "since=2011",
            "-a", "states=ak", **KEY,
        )  # fmt: skip
    assert [item["identifier"] for item in items(tmp_path)] == ["HB 1", "HB 2", "HB 3"], done.stderr
    kept = [tmp_path / "raw" / row[2] for row in fetches(tmp_path)]
    assert not any(b"REDACTED0000" in path.read_bytes() for path in kept)


def test_the_tables_of_a_session_are_read_whole(tables: Path) -> None:
    records = list(records_in(tables))
    assert sum(isinstance(record, File) for record in records) == 5
    bills = [Bill.model_validate(row.payload) for row in records if isinstance(row, Record)]
    assert len(bills) == 4043
    assert sum(len(bill.texts) for bill in bills) == 7574
    assert sum(len(bill.supplements) for bill in bills) == 6581
    assert sum(len(bill.history) for bill in bills) == 37531
    found = [found_in(bill, "legiscan", "0123456789abcdef") for bill in bills]
    keys = Counter(
        ids.bill_id(
            "us_mi", jurisdictions.session("us_mi", row.item["session"]).key, row.item["identifier"]
        )
        for row in found
    )
    assert keys.most_common(1)[0][1] == 1
    assert {"us_mi-2023-HB4001", "us_mi-2023-HJR-K"} <= set(keys)
    actions = sum(len(row.item["actions"]) for row in found)
    unknown = sum(len(row.unknown_actions) for row in found)
    assert (actions, unknown < actions * 0.2) == (37531, True)


def test_a_saved_file_is_read_without_a_key(tables: Path, tmp_path: Path) -> None:
    done = crawl("legiscan", tmp_path, "", "-a", f"dataset={tables}")
    assert last_run(tmp_path)["outcome"] == "finished", done.stderr
    kept = items(tmp_path)
    assert len(kept) == last_run(tmp_path)["found"] > 5
    assert all(item["jurisdiction"] == "us_mi" for item in kept)
    done = crawl("legiscan", tmp_path, "", "-a", f"dataset={tables}")
    assert (last_run(tmp_path)["kept"], last_run(tmp_path)["unchanged"]) == (0, len(kept))
