"""A key reaches the publisher whom it is for; no log, file or other host ever sees it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.source_spider import is_below
from scrapers.tokens import without_key
from tests.crawling import crawl, last_run
from tests.replay import Replay
from tests.replay.upstream import Answer, Upstream

NYC = "us_ny_new_york"
KEY = "S3CR3T/KEY"  # with a sign that an address cannot hold as it is
ON_THE_WIRE = "token=S3CR3T%2FKEY"
LOUD = ("-L", "DEBUG", "-s", "RETRY_TIMES=0")


class Publisher:
    """Source of a replay: answers the first request as it is told, and nothing else."""

    def __init__(self, answer: Callable[[Upstream], Answer]) -> None:
        self._answer = answer
        self.queries: list[str] = []

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path != "/v1/nyc/matters":
            return None
        self.queries.append(asked.query)
        return self._answer(asked)


def crawled_with_key(
    tmp_path: Path, answer: Callable[[Upstream], Answer], *options: str
) -> list[str]:
    """What was asked of the publisher. Fails where anything that stays holds the key."""
    publisher = Publisher(answer)
    replay = Replay(None, sites=[publisher])
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, *LOUD, *options, LEGISTAR_TOKEN_NYC=KEY)
    assert "S3CR3T" not in done.stderr
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"S3CR3T" in path.read_bytes()]
    assert publisher.queries[0].endswith(f"&{ON_THE_WIRE}")
    return [target for target in replay.targets() if target != "/robots.txt"]


def test_another_host_does_not_learn_it_from_a_redirect(tmp_path: Path) -> None:
    other = Replay(None)
    with other as elsewhere:

        def answer(asked: Upstream) -> Answer:
            location = f"{elsewhere}/new?{asked.query}&from=/old%3F{asked.query}"
            return Answer(b"", status=302, headers={"Location": location})

        crawled_with_key(tmp_path, answer)
    (target,) = [target for target in other.targets() if target != "/robots.txt"]
    assert target.startswith("/new?$top=")
    assert "S3CR3T" not in target


def test_a_redirect_of_the_publishers_own_is_followed_with_it_once(tmp_path: Path) -> None:
    def answer(asked: Upstream) -> Answer:
        return Answer(b"", status=301, headers={"Location": f"/v1/new?{asked.query}"})

    _, redirected, *_ = crawled_with_key(tmp_path, answer)
    assert redirected.startswith("/v1/new?$top=")
    assert redirected.count(ON_THE_WIRE) == 1


def test_a_document_of_another_host_behind_base_url_is_asked_for_without_it(tmp_path: Path) -> None:
    def answer(asked: Upstream) -> Answer:
        return Answer(b"", status=302, headers={"Location": "/https://example.org/1.pdf"})

    _, redirected, *_ = crawled_with_key(tmp_path, answer)
    assert redirected == "/https://example.org/1.pdf"


@pytest.mark.parametrize(
    ("setting", "outcome", "said"),
    [
        ("DOWNLOAD_TIMEOUT=0.3", "unreachable", "did not answer in time"),
        ("DOWNLOAD_MAXSIZE=1048576", "failed", "larger than 1 MB"),
    ],
)
def test_what_fails_is_logged_without_it(
    tmp_path: Path, setting: str, outcome: str, said: str
) -> None:
    def answer(asked: Upstream) -> Answer:
        if outcome == "unreachable":
            time.sleep(1)
        return Answer(bytes(2_000_000), "application/json")

    crawled_with_key(tmp_path, answer, "-s", setting)
    assert last_run(tmp_path)["outcome"].startswith(f"{outcome}: ")
    assert said in last_run(tmp_path)["outcome"]


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("https://api.example.gov/v1", True),
        ("https://API.example.gov/v1/bills?page=2", True),
        ("https://api.example.gov/v1?page=2", True),
        ("https://api.example.gov/v10/bills", False),
        ("https://api.example.gov.example.org/v1/bills", False),
        ("https://api.example.gov:8443/v1/bills", False),
        ("https://api.example.gov@example.org/v1/bills", False),
        ("http://api.example.gov/v1/bills", False),
    ],
)
def test_an_address_is_the_publishers_by_its_origin_and_path(url: str, is_ours: bool) -> None:
    assert is_below(url, "https://api.example.gov/v1") == is_ours


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/new?token=a%2Fb&$top=5", "/new?$top=5"),
        ("/new?$top=5&token=a%2fb#bills", "/new?$top=5#bills"),
        ("https://example.org/?token=a/b", "https://example.org/"),
        ("/login?next=%2Fold%3Ftoken%3Da%252Fb&lang=en", "/login?lang=en"),
        ("/session/a/b/bills?page=1", ""),
        ("/bills#token=a/b", ""),
    ],
)
def test_an_address_is_kept_but_for_the_key(address: str, kept: str) -> None:
    assert without_key(address, "a/b") == kept
