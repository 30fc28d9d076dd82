"""Retries that wait longer each time, and know a wrong answer that calls itself 200."""

import asyncio
import json
import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import yaml
from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Response
from scrapy.settings import BaseSettings

from scrapers.outcomes import Unreadable

# Longer than this a publisher asks to come back another day.
RETRY_AFTER_MAX = 600.0
# Tries after the first when no response came from anywhere: nobody is there.
TRIES_WHEN_UNREACHABLE = 2
# Some publishers say 403 to whoever asks too fast; to others it is their last word.
TRIES_WHEN_REFUSED = 2
# What stands at the start of an answer of each kind, blanks aside.
_WEB = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", re.IGNORECASE)
_WALL_WITHIN = 20_000  # bytes; a wall is a short page, and says so early


class Retrying(RetryMiddleware):
    """`meta["expects"]` is a key of `source_spider.ACCEPT`; without it, any body will do."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._backoff = settings.getfloat("RETRY_BACKOFF")
        self._backoff_max = settings.getfloat("RETRY_BACKOFF_MAX")

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Raises Unreadable when tries run out on an answer that calls itself 200."""
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
        if again:
            await asyncio.sleep(self._wait(again, response))
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
            await asyncio.sleep(self._wait(again, None))
        return again

    def _again(self, request: Request, reason: str, times: int) -> Request | None:
        spider = self.crawler.spider
        if spider is None or request.meta.get("dont_retry"):
            return None
        return get_retry_request(
            request, spider=spider, reason=reason, max_retry_times=times, give_up_log_level="DEBUG"
        )

    def _wait(self, again: Request, response: Response | None) -> float:
        """Seconds: what the publisher asked for, or twice as long as before, give or take a half."""
        doubled = self._backoff * 2 ** (again.meta["retry_times"] - 1)
        spread = random.uniform(0.5, 1.0)  # noqa: S311  spreads retries, guards nothing
        wait = min(doubled, self._backoff_max) * spread
        return max(wait, asked_to_wait(response)) if response else wait


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
    if expects in ("xml", "csv", "zip") and _WEB.match(response.body):
        return "200 with a web page where data was due"
    if expects == "zip" and not response.body.startswith(b"PK"):
        return "200 with data that is no zip archive"
    return ""


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
    """Seconds of `Retry-After: 120` or `Retry-After: Fri, 31 Dec 1999 23:59:59 GMT`, at most ten minutes."""
    asked = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if asked.isdigit():
        return min(float(asked), RETRY_AFTER_MAX)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), 0.0), RETRY_AFTER_MAX)
