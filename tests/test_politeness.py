"""What a publisher sees of a crawl: who asks, how often, and that nothing unchanged is sent again."""

from pathlib import Path

import pytest
import yaml
from scrapy import Request
from scrapy.http import Response

from legislation.lock import only_holder
from scrapers.retrying import what_is_wrong
from tests.crawling import crawl, items, last_run, quarantined
from tests.legistar_rows import council
from tests.replay import Replay
from tests.replay.site import Site

NYC = "us_ny_new_york"


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


def test_who_asks_says_so_and_how_to_reach_them(tmp_path: Path) -> None:
    replay = Replay(None, clients={"nyc": council(3)})
    with replay as base_url:
        crawl(NYC, tmp_path, base_url, LEGISLATION_CONTACT="tracker@example.org")
    agents = {request.headers["User-Agent"] for request in replay.requests}
    assert len(agents) == 1
    assert "crisis-legislation-tracker" in agents.pop()
    assert any("tracker@example.org" in r.headers["User-Agent"] for r in replay.requests)


def test_robots_txt_is_obeyed_in_one_sentence(tmp_path: Path) -> None:
    robots = {"url": "https://webapi.legistar.com/robots.txt", "file": "robots.txt"}
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    document = {"spider": NYC, "bills": [], "again_at_most": 0, "answers": [robots]}
    (tmp_path / "site.yml").write_text(yaml.safe_dump(document))
    replay = Replay(None, sites=[Site(tmp_path)], clients={"nyc": council(3)})
    with replay as base_url:
        done = crawl(NYC, tmp_path / "data", base_url)
    assert done.returncode == 1
    assert replay.targets() == ["/robots.txt"]
    assert "robots.txt of 127.0.0.1" in done.stderr
    assert "Traceback" not in done.stderr


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
