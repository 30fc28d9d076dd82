"""Retries that wait longer each time, and know a wrong answer that calls itself 200."""

import asyncio
import json
import random
import re
from codecs import BOM_UTF8
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import yaml
from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Response
from scrapy.settings import BaseSettings

from scrapers.outcomes import BudgetSpent, Unreadable

# Seconds; longer than this a publisher asks to come back another day.
RETRY_AFTER_MAX = 600.0
_YEAR = 365 * 86_400.0
# Tries after the first when no response came from anywhere: nobody is there.
TRIES_WHEN_UNREACHABLE = 2
# Some publishers say 403 to whoever asks too fast; to others it is their last word.
TRIES_WHEN_REFUSED = 2
# "<!DOCTYPE html>" and "<html lang='en'>", where an answer starts
_WEB = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
_WALL_WITHIN = 20_000  # bytes; a wall is a short page, and says so early


class AnotherDay(BudgetSpent):
    """A publisher asks to be left alone for longer than a crawl waits."""


class Retrying(RetryMiddleware):
    """`meta["expects"]` is a key of `source_spider.ACCEPT`; without it, any body will do.

    A host that answers 429, or says how long to wait, is left alone by every request.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._backoff = settings.getfloat("RETRY_BACKOFF")
        self._backoff_max = settings.getfloat("RETRY_BACKOFF_MAX")
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._quiet_until: dict[str, float] = {}  # host → monotonic time
        self._another_day: dict[str, str] = {}  # host → a sentence that says when
        self._waiting: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def process_request(self, request: Request) -> None:
        """Raises AnotherDay: what is not asked today need not stand in line for it."""
        self._quiet_for(_host_of(request))

    async def wait_for_host(self, request: Request) -> None:
        """To be called right before sending, past the line in which Scrapy spaces requests.

        Those that waited leave one by one, as far apart as any others. Raises AnotherDay.
        """
        host = _host_of(request)
        waiting = self._waiting[host]
        if not self._quiet_for(host) and not waiting.locked():
            return
        async with waiting:
            while wait := self._quiet_for(host):
                await asyncio.sleep(wait)
            await asyncio.sleep(self._delay)

    def _quiet_for(self, host: str) -> float:
        """Seconds. Raises AnotherDay."""
        if host in self._another_day:
            raise AnotherDay(self._another_day[host])
        return max(self._quiet_until.get(host, 0.0) - monotonic(), 0.0)

    def _quiet(self, host: str, seconds: float) -> None:
        if seconds > RETRY_AFTER_MAX:
            until = datetime.now(UTC) + timedelta(seconds=seconds)
            said = f"{host} asks to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            self._another_day.setdefault(host, said)
        until_then = self._quiet_until.get(host, 0.0)
        self._quiet_until[host] = max(until_then, monotonic() + seconds)

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Raises AnotherDay; Unreadable when tries run out on an answer that calls itself 200."""
        wrong = what_is_wrong(request, response)
        if response.status == 403:
            again = self._again(
                request, "status 403", min(self.max_retry_times, TRIES_WHEN_REFUSED)
            )
        elif response.status in self.retry_http_codes or response.status >= 500:
            again = self._again(request, f"status {response.status}", self.max_retry_times)
        elif wrong:
            again = self._again(request, wrong, self.max_retry_times)
        else:
            return response
        wait, asked = self._wait(request), asked_to_wait(response)
        if asked or response.status == 429:
            self._quiet(_host_of(request), max(wait, asked))
            self._quiet_for(_host_of(request))
        elif again:
            await asyncio.sleep(wait)
        if again:
            return again
        if wrong:
            raise Unreadable(wrong)
        return response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:  # type: ignore[override]
        if not isinstance(exception, self.exceptions_to_retry):
            return None
        times = self.max_retry_times
        if isinstance(exception, CannotResolveHostError | DownloadConnectionRefusedError):
            answered = self.crawler.stats.get_value("downloader/response_count", 0)
            times = times if answered else min(times, TRIES_WHEN_UNREACHABLE)
        again = self._again(request, type(exception).__name__, times)
        if again:
            await asyncio.sleep(self._wait(request))
        return again

    def _again(self, request: Request, reason: str, times: int) -> Request | None:
        spider = self.crawler.spider
        if spider is None or request.meta.get("dont_retry"):
            return None
        return get_retry_request(
            request, spider=spider, reason=reason, max_retry_times=times, give_up_log_level="DEBUG"
        )

    def _wait(self, request: Request) -> float:
        """Seconds until it is tried again: twice as long as before, give or take a half."""
        doubled = self._backoff * 2 ** request.meta.get("retry_times", 0)
        spread = random.uniform(0.5, 1.0)  # noqa: S311  spreads retries, guards nothing
        return min(doubled, self._backoff_max) * spread


def _host_of(request: Request) -> str:
    return urlsplit(request.url).netloc.lower()


def what_is_wrong(request: Request, response: Response) -> str:
    """Empty when a 200 is what was due."""
    expects = request.meta.get("expects")
    if request.meta.get("is_cut") and response.status == 200:
        return "200 cut off inside its compression"
    if not expects or response.status != 200:
        return ""
    if not response.body.strip():
        return "200 with an empty page"
    if (wall := bot_wall(response.body)) and expects != "json":
        return f"200 with a page that keeps robots out ({wall})"
    if expects == "json":
        if response.body.lstrip()[:1] == b"<":
            return "200 with a web page where data was due"
        try:
            json.loads(response.body)
        except ValueError:
            return "200 with data that is not JSON"
    if expects in ("xml", "csv", "zip") and _WEB.match(_start_of(response.body)):
        return "200 with a web page where data was due"
    if expects == "zip" and not response.body.startswith(b"PK"):
        return "200 with data that is no zip archive"
    return ""


def _start_of(body: bytes) -> bytes:
    """Without blanks and byte order mark; no expression looks for them, a page of blanks is long."""
    return body.lstrip().removeprefix(BOM_UTF8).lstrip()


@cache
def _walls() -> tuple[bytes, ...]:
    signs = yaml.safe_load(Path(__file__).with_name("bot_walls.yml").read_text("utf-8"))
    return tuple(sign.encode() for sign in signs)


def bot_wall(body: bytes) -> str:
    """The sign by which a page is known to be a wall, as `bot_walls.yml` lists them; else empty."""
    if len(body) > _WALL_WITHIN or b"<" not in body[:200]:
        return ""
    return next((sign.decode() for sign in _walls() if sign in body), "")


def asked_to_wait(response: Response) -> float:
    """Seconds of `Retry-After: 120` or `Retry-After: Fri, 31 Dec 1999 23:59:59 GMT`, at most a year."""
    asked = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if asked.isdecimal():
        return min(float(asked), _YEAR)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), _YEAR)
