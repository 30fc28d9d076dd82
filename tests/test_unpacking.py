import gzip
from pathlib import Path

import pytest
import yaml

from scrapers.rough_text import rough_text
from scrapers.unpacking import is_cut
from tests.crawling import crawl
from tests.replay import Replay
from tests.replay.site import Site

WORDS = b"The department shall answer each call. " * 2000
PACKED = gzip.compress(WORDS)


@pytest.mark.parametrize("length", [0, 5, 20, len(PACKED) // 2, len(PACKED) - 8, len(PACKED) - 1])
def test_a_stream_without_its_end_is_known(length: int) -> None:
    assert is_cut(PACKED[:length])


def test_whole_streams_are_whole() -> None:
    assert not is_cut(PACKED)
    assert not is_cut(gzip.compress(b""))
    assert is_cut(b"<html>not gzip</html>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (PACKED[:-9], "cut off inside its compression"),
        (b"<html>not gzip</html>", "cut off inside its compression"),
        (gzip.compress(bytes(50_000_000)), "larger than 1 MB"),
    ],
)
def test_what_cannot_be_unpacked_whole_is_not_read(tmp_path: Path, body: bytes, said: str) -> None:
    (tmp_path / "packed").write_bytes(body)
    address = "https://www.govinfo.gov/sitemap/bulkdata/BILLSTATUS/sitemapindex.xml"
    row = {"url": address, "file": "packed", "headers": {"Content-Encoding": "gzip"}}
    document = {"spider": "us", "bills": [], "again_at_most": 0, "answers": [row]}
    (tmp_path / "site.yml").write_text(yaml.safe_dump(document))
    with Replay(None, sites=[Site(tmp_path)]) as base_url:
        limits = ("-s", "DOWNLOAD_MAXSIZE=1048576", "-s", "RETRY_TIMES=1")
        done = crawl("us", tmp_path / "data", base_url, *limits)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_no_reader_sees_is_no_word_of_a_bill() -> None:
    page = (
        b"<style type='text/css'/>A <SCRIPT src='a.js'>count();</script\n >crisis "
        b"<style>p {}</style>line<p title='1/2'>988</p><script>never closed"
    )
    assert rough_text("text/html", page).split() == ["A", "crisis", "line", "988"]


@pytest.mark.parametrize("part", [b"<script>", b"<script ", b"<style></style ", b"<", b'<a b="'])
def test_a_hostile_page_of_a_megabyte_is_read(part: bytes) -> None:
    """The crawl stands still meanwhile. Where each part looked through all that follow, this took a
    quarter of an hour."""
    page = b"<p>988</p>" + part * (1_000_000 // len(part))
    assert rough_text("text/html", page).split()[0] == "988"
