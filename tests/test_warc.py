import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from legislation import warc
from legislation.archive import Archive
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.legistar_rows import council
from tests.replay import Replay
from tests.replay.site import Site

NYC = "us_ny_new_york"
HISTORY = "matters/3/histories"
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a crawl of a small council."""
    data = tmp_path_factory.mktemp("crawled")
    with Replay(None, clients={"nyc": council()}) as base_url:
        done = crawl(NYC, data, base_url)
    assert done.returncode == 0, done.stderr
    return data


def test_a_crawl_replays_from_its_own_archive(crawled: Path, tmp_path: Path) -> None:
    path = tmp_path / "council.warc.gz"
    records, missing = warc.export(Archive(crawled / "raw"), path)
    assert (records, missing) == (len(fetches(crawled)), 0)
    done = crawl(NYC, tmp_path / "data", "", "-s", f"WARC={path}")
    assert done.returncode == 0, done.stderr
    assert items(tmp_path / "data") == items(crawled)
    assert fetches(tmp_path / "data") == fetches(crawled)


def test_what_was_redirected_is_found_in_the_archive(tmp_path: Path) -> None:
    asked, moved = (f"https://webapi.legistar.com/v1/nyc/{at}" for at in (HISTORY, "moved"))
    (tmp_path / "moved.json").write_text(json.dumps(council()[HISTORY]))
    answers = [
        {"url": asked, "status": 301, "headers": {"Location": "/v1/nyc/moved"}},
        {"url": moved, "file": "moved.json", "media_type": "application/json"},
    ]
    document = {"spider": NYC, "bills": [], "again_at_most": 0, "answers": answers}
    (tmp_path / "site.yml").write_text(yaml.safe_dump(document))
    live, replayed = tmp_path / "live", tmp_path / "replayed"
    with Replay(None, sites=[Site(tmp_path)], clients={"nyc": council()}) as base_url:
        crawl(NYC, live, base_url)
    assert len({sha256 for _, url, sha256 in fetches(live) if url in (asked, moved)}) == 1
    path = tmp_path / "council.warc.gz"
    warc.export(Archive(live / "raw"), path)
    crawl(NYC, replayed, "", "-s", f"WARC={path}", "-s", "RETRY_TIMES=0")
    assert (quarantined(live), quarantined(replayed)) == ([], [])
    assert last_run(replayed)["outcome"] == "finished"
    assert [len(bill["actions"]) for bill in items(replayed)] == [2, 2, 2, 2]


def test_every_record_is_what_the_archive_holds(crawled: Path, tmp_path: Path) -> None:
    path = tmp_path / "council.warc"
    warc.export(Archive(crawled / "raw"), path)
    kept = {fetch.url: fetch for fetch in Archive(crawled / "raw").fetches()}
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            url = record.rec_headers.get_header("WARC-Target-URI")
            assert record.rec_type == ("resource" if "#" in url else "response")
            assert len(record.content_stream().read()) == kept.pop(url).size
    assert not kept


def test_the_same_archive_gives_the_same_file(crawled: Path, tmp_path: Path) -> None:
    for name in ("one.warc.gz", "two.warc.gz"):
        warc.export(Archive(crawled / "raw"), tmp_path / name)
    assert (tmp_path / "one.warc.gz").read_bytes() == (tmp_path / "two.warc.gz").read_bytes()


def test_bytes_that_the_archive_lacks_are_counted(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "raw")
    about: dict[str, Any] = {
        "fetched_at": "2026-01-01T00:00:00+00:00",
        "spider": "x",
        "run_id": "x",
    }
    gone = archive.keep(b"gone", "https://example.gov/1", **about)
    archive.keep(b"here", "https://example.gov/2", **about)
    (tmp_path / "raw" / gone.sha256).unlink()
    assert warc.export(archive, tmp_path / "x.warc") == (1, 1)


def test_another_tool_s_archive_is_read_and_its_keys_are_not_needed(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders(
            "200 OK",
            [("Content-Type", "text/xml"), ("Content-Encoding", "gzip")],
            protocol="HTTP/1.1",
        )
        body = io.BytesIO(gzip.compress(b"<bill/>"))
        writer.write_record(
            writer.create_warc_record(
                "https://example.gov/bill?token=SECRET", "response", payload=body, http_headers=head
            )
        )
    ((url, offset),) = warc.index(path).items()
    assert url == "https://example.gov/bill"
    assert warc.read(path, offset, MEGABYTE).body == b"<bill/>"
    with pytest.raises(warc.UnreadableWarc, match="larger than 3 bytes"):
        warc.read(path, offset, 3)


@pytest.mark.parametrize("damage", ["cut", "no warc"])
def test_a_damaged_archive_fails_the_crawl_in_a_sentence(
    crawled: Path, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "council.warc.gz"
    warc.export(Archive(crawled / "raw"), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage == "cut" else b"<html>" + whole)
    done = crawl(NYC, tmp_path / "data", "", "-s", f"WARC={path}", "-s", "RETRY_TIMES=0")
    assert done.returncode == 1
    assert "council.warc.gz" in last_run(tmp_path / "data")["errors"][0]
    assert "Traceback" not in done.stderr
