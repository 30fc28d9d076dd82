"""What a publisher sees of a crawl: who asks, how often, and that nothing unchanged is sent again."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from legislation.lock import only_holder
from scrapers.retrying import RETRY_AFTER_MAX, AnotherDay, Retrying, asked_to_wait, what_is_wrong
from tests.crawling import crawl, items, last_run, quarantined
from tests.legistar_rows import council
from tests.replay import Replay
from tests.replay.site import Site
from tests.replay.upstream import Answer, Upstream

NYC = "us_ny_new_york"
API = "https://webapi.legistar.com"


def site_of(folder: Path, *answers: dict[str, Any]) -> Site:
    document = {"spider": NYC, "bills": [], "again_at_most": 0, "answers": list(answers)}
    (folder / "site.yml").write_text(yaml.safe_dump(document))
    return Site(folder)


def test_a_daily_budget_is_kept_and_the_next_crawl_goes_on(tmp_path: Path) -> None:
    outcomes = []
    with Replay(None, clients={"nyc": council(6)}) as base_url:
        crawl(NYC, tmp_path / "whole", base_url)
        for day in range(1, 12):
            replay = Replay(None, clients={"nyc": council(6)})
            with replay as each_day:
                # what is allowed grows by sixteen, as if a day had passed
                settings = ("-s", f"REQUESTS_A_DAY={16 * day}", "-s", "CONCURRENT_REQUESTS=1")
                done = crawl(NYC, tmp_path / "days", each_day, *settings)
            assert done.returncode == 0, done.stderr
            assert len(replay.requests) <= 16
            outcomes.append(last_run(tmp_path / "days")["outcome"].partition(":")[0])
            if outcomes[-1] == "finished":
                break
            assert "again tomorrow" in done.stderr
    assert set(outcomes[:-1]) == {"paused"}
    assert outcomes[-1] == "finished"
    assert items(tmp_path / "days") == items(tmp_path / "whole")
    assert quarantined(tmp_path / "days") == []


def test_an_unchanged_list_is_asked_for_with_its_etag_and_not_sent_again(tmp_path: Path) -> None:
    statuses = []
    for _ in range(2):
        replay = Replay(None, clients={"nyc": council(6)})
        with replay as base_url:
            assert crawl(NYC, tmp_path, base_url).returncode == 0
        statuses.append([r.status for r in replay.requests if "robots" not in r.target])
    assert 304 not in statuses[0]
    assert set(statuses[1]) == {304}
    assert len(items(tmp_path)) == 2


def test_bytes_that_the_archive_lost_are_asked_for_anew(tmp_path: Path) -> None:
    with Replay(None, clients={"nyc": council(6)}) as base_url:
        assert crawl(NYC, tmp_path, base_url).returncode == 0
        for path in (tmp_path / "raw").glob("*"):
            if path.is_file():
                path.unlink()
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    assert last_run(tmp_path)["unchanged"] == 2


def test_two_crawls_of_one_source_at_once_are_refused(tmp_path: Path) -> None:
    with (
        Replay(None, clients={"nyc": council(3)}) as base_url,
        only_holder(tmp_path / "items" / NYC, "held by the test"),
    ):
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode != 0
    assert f"Another crawl of {NYC} is running" in done.stdout + done.stderr
    assert not (tmp_path / "runs").exists()


def test_a_list_that_moved_is_not_asked_for_with_the_etag_of_its_old_address(
    tmp_path: Path,
) -> None:
    replay = Replay(None, clients={"nyc": council(3)})
    with replay as base_url:
        crawl(NYC, tmp_path, base_url)
        asked = replay.targets("/matters?")[0]
        (tmp_path / "list.json").write_bytes(replay.answer(asked).body)
    site = site_of(
        tmp_path,
        {"url": API + asked, "status": 301, "headers": {"Location": "/v1/nyc/all"}},
        {"url": f"{API}/v1/nyc/all", "file": "list.json", "media_type": "application/json"},
    )
    moved = Replay(None, sites=[site], clients={"nyc": council(3)})
    with moved as base_url:
        for _ in range(2):
            done = crawl(NYC, tmp_path, base_url)
            assert done.returncode == 0, done.stderr
    assert last_run(tmp_path)["unchanged"] == 1
    assert [r.status for r in moved.requests if r.target == "/v1/nyc/all"] == [200, 304]


def test_who_asks_says_so_and_how_to_reach_them(tmp_path: Path) -> None:
    replay = Replay(None, clients={"nyc": council(3)})
    with replay as base_url:
        crawl(NYC, tmp_path, base_url, LEGISLATION_CONTACT="tracker@example.org")
    agents = {request.headers["User-Agent"] for request in replay.requests}
    assert len(agents) == 1
    assert "crisis-legislation-tracker" in agents.pop()
    assert any("tracker@example.org" in r.headers["User-Agent"] for r in replay.requests)


def test_robots_txt_is_obeyed_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    site = site_of(tmp_path, {"url": f"{API}/robots.txt", "file": "robots.txt"})
    replay = Replay(None, sites=[site], clients={"nyc": council(3)})
    with replay as base_url:
        done = crawl(NYC, tmp_path / "data", base_url)
    assert done.returncode == 1
    assert replay.targets() == ["/robots.txt"]
    assert "robots.txt of 127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_redirect_without_end_is_called_so(tmp_path: Path) -> None:
    at = f"{API}/v1/nyc/matters/3/histories"
    endless = site_of(tmp_path, {"url": at, "status": 302, "headers": {"Location": at[len(API) :]}})
    with Replay(None, sites=[endless], clients={"nyc": council(3)}) as base_url:
        crawl(NYC, tmp_path / "data", base_url)
    (aside,) = quarantined(tmp_path / "data")
    assert "redirects without end" in aside["reason"]


class Busy:
    """Source of a replay: bills are answered 429 for a second after the first was asked for."""

    def __init__(self) -> None:
        self.refused = 0
        self._until = 0.0

    def answer(self, asked: Upstream) -> Answer | None:
        if "/matters/" not in asked.path:
            return None
        self._until = self._until or time.monotonic() + 1
        if time.monotonic() > self._until:
            return None
        self.refused += 1
        return Answer(b"", status=429, headers={"Retry-After": "2"})


def test_a_host_that_asks_for_patience_is_left_alone_by_all_requests(tmp_path: Path) -> None:
    busy = Busy()
    with Replay(None, sites=[busy], clients={"nyc": council(12, every=6)}) as base_url:
        done = crawl(NYC, tmp_path, base_url, "-s", "DOWNLOAD_DELAY=0.1")
    assert done.returncode == 0, done.stderr
    assert len(items(tmp_path)) == 2
    assert busy.refused <= 5  # of ten that would have gone out meanwhile


def retrying(**settings: Any) -> Retrying:
    crawler = Crawler(Spider, settings)
    return Retrying.from_crawler(crawler)


@pytest.mark.parametrize("headers", [{"Retry-After": "60"}, {}])
async def test_who_asks_a_quiet_host_waits_and_others_do_not(headers: dict[str, str]) -> None:
    middleware = retrying(RETRY_BACKOFF=60.0, RETRY_BACKOFF_MAX=60.0)
    asked = Request("https://example.gov/1", meta={"dont_retry": True})
    await middleware.process_response(asked, Response(asked.url, status=429, headers=headers))
    here = asyncio.ensure_future(middleware.wait_for_host(Request("https://example.gov/2")))
    there = asyncio.ensure_future(middleware.wait_for_host(Request("https://example.org/2")))
    await asyncio.wait_for(there, 5)
    assert not here.done()
    here.cancel()


def test_a_publisher_who_says_come_back_tomorrow_pauses_the_crawl(tmp_path: Path) -> None:
    with Replay(None, clients={"nyc": council(12)}) as base_url:
        crawl(NYC, tmp_path / "whole", base_url)
    replay = Replay(None, clients={"nyc": council(12)}, retry_after_seconds=86_400)
    replay.misbehave_once("/matters/5/", "429 Retry-After")
    with replay as base_url:
        done = crawl(NYC, tmp_path / "data", base_url, "-s", "CONCURRENT_REQUESTS=1")
        assert done.returncode == 0, done.stderr
        assert last_run(tmp_path / "data")["outcome"].startswith("paused: ")
        assert "asks to be left alone until" in done.stderr
        assert quarantined(tmp_path / "data") == []
        assert [request.status for request in replay.requests].index(429) + 1 == len(
            replay.requests
        )
        crawl(NYC, tmp_path / "data", base_url)
    assert last_run(tmp_path / "data")["outcome"] == "finished"
    assert items(tmp_path / "data") == items(tmp_path / "whole")


async def test_a_short_wait_is_no_other_day() -> None:
    middleware, asked = retrying(), Request("https://example.gov/1", meta={"dont_retry": True})

    async def answered(seconds: float) -> None:
        headers = {"Retry-After": str(int(seconds))}
        await middleware.process_response(asked, Response(asked.url, status=503, headers=headers))

    await answered(RETRY_AFTER_MAX)
    middleware.process_request(asked)
    with pytest.raises(AnotherDay):
        await answered(RETRY_AFTER_MAX + 1)
    with pytest.raises(AnotherDay):
        middleware.process_request(asked)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("0", 0), ("", 0), ("soon", 0), ("²", 0), ("9" * 400, 365 * 86_400)],
)
def test_how_long_a_publisher_asks_to_wait(said: str, seconds: float) -> None:
    headers = {"Retry-After": said.encode("latin-1")}
    assert asked_to_wait(Response("https://example.gov/", headers=headers)) == seconds


def test_a_megabyte_of_blanks_is_read() -> None:
    """The crawl stands still meanwhile, a quarter of an hour where each blank is looked at anew."""
    request = Request("https://example.gov/", meta={"expects": "csv"})
    assert not what_is_wrong(request, Response(request.url, body=b" " * 1_000_000 + b"Bill_id"))


@pytest.mark.parametrize(
    ("expects", "body", "wrong"),
    [
        ("json", b'{"a": 1}', ""),
        ("json", b"<html>Sorry</html>", "web page"),
        ("json", b'{"a": ', "not JSON"),
        ("xml", b"<?xml version='1.0'?><bills/>", ""),
        ("xml", b"\xef\xbb\xbf<!DOCTYPE html><html>Sorry</html>", "web page"),
        ("csv", b"<!doctype html><p>Sorry", "web page"),
        ("zip", b"PK\x03\x04", ""),
        ("zip", b"Rate limit exceeded", "no zip"),
        ("html", b"<html><script src='/_Incapsula_Resource'></script>", "keeps robots out"),
        ("document", b"<html><title>Just a moment...</title>", "keeps robots out"),
        ("document", b"<html><p>The department shall report.</p></html>", ""),
        ("html", b"  \n", "empty"),
    ],
)
def test_an_answer_that_is_not_what_was_due_is_known_though_it_says_200(
    expects: str, body: bytes, wrong: str
) -> None:
    request = Request("https://example.gov/", meta={"expects": expects})
    said = what_is_wrong(request, Response(request.url, body=body))
    assert wrong in said
    assert bool(wrong) == bool(said)
