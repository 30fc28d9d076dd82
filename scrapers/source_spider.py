"""What every spider here shares: another host with BASE_URL, a run, and requests that cannot be lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scrapers import failures
from scrapers.outcomes import PutAside
from scrapers.run import Run

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SourceSpider(scrapy.Spider):
    """Subclasses set `publisher`, the address that `-s BASE_URL=` replaces."""

    publisher: ClassVar[str]
    # Environment variable with the API token, where the publisher wants one.
    token_variable: ClassVar[str] = ""
    # True where what the source no longer lists is to be dropped.
    forgets: ClassVar[bool] = False

    base_url: str
    topic_filter: bool
    run: Run

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if is_on_this_machine(settings.get("BASE_URL") or cls.publisher):
            for name, value in {
                "DOWNLOAD_DELAY": 0,
                "AUTOTHROTTLE_ENABLED": False,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                "RETRY_BACKOFF": 0.05,
            }.items():
                settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.base_url = (crawler.settings.get("BASE_URL") or cls.publisher).rstrip("/")
        spider.topic_filter = crawler.settings.getbool("TOPIC_FILTER")
        spider.run = Run(spider.name, Path(crawler.settings["DATA_DIR"]))
        return spider

    @property
    def is_narrowed(self) -> bool:
        """True where arguments ask for a part of the source only."""
        return False

    def published(self, url: str) -> str:
        """The publisher's own address of what came from BASE_URL: that is what can be cited."""
        if url.startswith(self.base_url):
            return self.publisher + url[len(self.base_url) :]
        return url

    def ask(
        self,
        url: str,
        callback: Callable[..., Any],
        subject: str,
        *,
        is_list: bool = False,
        **cb_kwargs: Any,
    ) -> Request:
        """A request for JSON. When it fails for good, `subject` is put aside with the reason;
        `is_list` ends the crawl as failed, since what a list page names is then missing."""
        return Request(
            url,
            callback=callback,
            errback=self.give_up,
            headers={"Accept": "application/json"},
            cb_kwargs=cb_kwargs,
            meta={
                "subject": subject,
                "expects": "json",
                "is_list": is_list,
                "token_variable": self.token_variable,
            },
            dont_filter=True,  # a list that moved while it was paged may name a bill twice
        )

    def give_up(self, failure: Failure) -> Iterator[PutAside]:
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        reason = failures.reason_for(
            error,
            request.url,
            self.name,
            self.settings.getint("DOWNLOAD_MAXSIZE"),
            self.token_variable,
        )
        is_list = request.meta.get("is_list")
        gone = is_list and isinstance(error, failures.UNREACHABLE)
        yield PutAside(
            request.meta.get("subject") or self.published(request.url),
            reason,
            self.published(request.url),
            ends="unreachable" if gone else "failed" if is_list else "",
        )


def is_on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "file" or parts.hostname in _LOOPBACK
