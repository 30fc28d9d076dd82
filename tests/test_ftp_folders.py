"""Files and folders come by FTP as well: a crawl of Texas from an FTP server of our own."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from legislation import warc
from legislation.archive import Archive
from scrapers.platforms.texas import ftp_address_of
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.replay.ftp import FtpServer

SITE = Path(__file__).parent / "sites/us_tx"
LAST = b"226 Transfer complete.\r\n"
IMPATIENT = (*("-s", "DOWNLOAD_TIMEOUT=1"), *("-s", "RETRY_TIMES=0"), *("-s", "ROBOTSTXT_OBEY=0"))


def files_of(site: dict[str, list[dict[str, str]]]) -> dict[str, bytes]:
    files = {}
    for row in site["answers"]:
        url = ftp_address_of(row["url"], "ftp://server") or row["url"]
        body = (SITE / row["file"]).read_bytes()
        # What our own handler adds to a listing, no server sends.
        files[unquote(urlsplit(url).path)] = body.removesuffix(LAST)
    return files


def test_a_site_is_read_by_ftp_and_again(tmp_path: Path) -> None:
    site = yaml.safe_load((SITE / "site.yml").read_text("utf-8"))
    server = FtpServer(files_of(site))
    with server as base_url:
        done = crawl("us_tx", tmp_path, base_url)
        assert done.returncode == 0, done.stderr
        server.asked.clear()
        done = crawl("us_tx", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    kept = items(tmp_path)
    assert sorted(item["identifier"] for item in kept) == site["bills"]
    assert quarantined(tmp_path) == []
    assert last_run(tmp_path)["unchanged"] == len(kept)
    lists = [asked for asked in server.asked if asked.startswith("LIST ")]
    assert (server.asked.count("RETR /robots.txt"), len(server.asked)) == (1, len(lists) + 1)


def test_what_was_fetched_is_said_as_it_was(tmp_path: Path) -> None:
    """The archive names the FTP file, the bill's link the page that people can open."""
    site = yaml.safe_load((SITE / "site.yml").read_text("utf-8"))
    with FtpServer(files_of(site)) as base_url:
        done = crawl("us_tx", tmp_path, base_url, "-a", "session=892")
    assert done.returncode == 0, done.stderr
    (bill,) = [item for item in items(tmp_path) if item["identifier"] == "HB 19"]
    link = bill["versions"][0]["links"][0]
    assert link["url"] == "http://capitol.texas.gov/tlodocs/892/billtext/html/HB00019I.HTM"
    (url,) = [url for fetch_id, url, _ in fetches(tmp_path) if fetch_id == link["fetch_id"]]
    folder = "ftp://ftp.legis.state.tx.us/bills/892/billtext/html/house_bills/HB00001_HB00099"
    assert url == f"{folder}/HB00019I.HTM"


def test_a_file_that_is_gone_is_put_aside(tmp_path: Path) -> None:
    site = yaml.safe_load((SITE / "site.yml").read_text("utf-8"))
    files = files_of(site)
    del files["/bills/892/billhistory/house_bills/HB00001_HB00099/HB 19.xml"]
    with FtpServer(files) as base_url:
        done = crawl("us_tx", tmp_path, base_url, "-a", "session=892")
    assert done.returncode == 0, done.stderr
    (aside,) = quarantined(tmp_path)
    assert aside["subject"] == "us_tx 892 HB 19"
    assert "404" in aside["reason"]


def test_an_archive_is_read_instead_of_the_server(tmp_path: Path) -> None:
    site = yaml.safe_load((SITE / "site.yml").read_text("utf-8"))
    with FtpServer(files_of(site)) as base_url:
        crawl("us_tx", tmp_path / "live", base_url)
    path = tmp_path / "texas.warc.gz"
    warc.export(Archive(tmp_path / "live/raw"), path)
    done = crawl("us_tx", tmp_path / "replayed", "", "-s", f"WARC={path}", "-s", "RETRY_TIMES=0")
    assert done.returncode == 0, done.stderr
    assert items(tmp_path / "replayed") == items(tmp_path / "live")


@pytest.mark.parametrize("command", ["USER", "LIST"])
def test_a_server_that_falls_silent_does_not_hold_the_crawl(tmp_path: Path, command: str) -> None:
    with FtpServer({}, unanswered=command) as base_url:
        done = crawl("us_tx", tmp_path, base_url, *IMPATIENT)
    assert done.returncode == 1
    assert last_run(tmp_path)["outcome"].startswith("unreachable: ")
    assert "did not answer in time" in done.stderr
    assert "Traceback" not in done.stderr


def test_files_that_never_come_are_put_aside(tmp_path: Path) -> None:
    site = yaml.safe_load((SITE / "site.yml").read_text("utf-8"))
    with FtpServer(files_of(site), unanswered="RETR") as base_url:
        crawl("us_tx", tmp_path, base_url, *IMPATIENT)
    assert last_run(tmp_path)["found"] == 0
    reasons = {aside["reason"] for aside in quarantined(tmp_path)}
    assert len(reasons) == 1
    assert "did not answer in time" in reasons.pop()
