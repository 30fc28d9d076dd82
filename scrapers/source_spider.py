"""What every spider here shares: another host with BASE_URL, a run, and requests that cannot be lost."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Literal, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import FormRequest, Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from scrapers import failures
from scrapers.outcomes import BudgetSpent, PutAside
from scrapers.run import Run

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


# What a request asks for: media types, in the order of preference.
ACCEPT = {
    "json": "application/json",
    "xml": "application/xml, text/xml",
    "html": "text/html",
    "zip": "application/zip",
    "csv": "text/csv",
    "document": "*/*",
}


class SourceSpider(scrapy.Spider):
    """Subclasses set `publisher`, the address that `-s BASE_URL=` replaces."""

    publisher: ClassVar[str]
    # Environment variable with the key or token, where the publisher wants one, and how it travels:
    # in a parameter of the address or in a header.
    token_variable: ClassVar[str] = ""
    token_parameter: ClassVar[str] = "token"  # noqa: S105  a name, no secret
    token_header: ClassVar[str] = ""
    # True where nothing can be asked without it, and where to ask for one.
    needs_token: bool = False
    token_page: ClassVar[str] = ""
    # What the publisher allows; 0 where it names no limit.
    requests_a_day: ClassVar[int] = 0
    requests_a_minute: ClassVar[int] = 0
    # True where what the source no longer lists is to be dropped.
    forgets: ClassVar[bool] = False

    base_url: str
    topic_filter: bool
    run: Run

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if settings.get("WARC"):
            handler = "scrapers.warc_replay.WarcReplay"
            handlers = {"http": handler, "https": handler, "ftp": handler}
            settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")
        if settings.get("WARC") or is_on_this_machine(settings.get("BASE_URL") or cls.publisher):
            ours = {
                "DOWNLOAD_DELAY": 0,
                "AUTOTHROTTLE_ENABLED": False,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                "RETRY_BACKOFF": 0.05,
            }
        else:
            ours = {"REQUESTS_A_DAY": cls.requests_a_day}
            if cls.requests_a_minute:
                ours["DOWNLOAD_DELAY"] = 60 / cls.requests_a_minute
        for name, value in ours.items():
            settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.base_url = (crawler.settings.get("BASE_URL") or cls.publisher).rstrip("/")
        spider.topic_filter = crawler.settings.getbool("TOPIC_FILTER")
        spider.run = Run(
            spider.name,
            Path(crawler.settings["DATA_DIR"]),
            reads_anew=crawler.settings.getbool("READ_ANEW"),
            topic_filter=spider.topic_filter,
        )
        return spider

    @property
    def is_narrowed(self) -> bool:
        """True where arguments ask for a part of the source only."""
        return False

    async def first_look(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """What one polite visit asks for: the first of `start`. Spiders that ask for nothing by HTTP
        say instead whether their source is there."""
        async for asked in start:
            yield asked
            return

    def here(self, url: str) -> str:
        """The address to ask for what the publisher has at `url`: the same, or its place at BASE_URL.

        What stands on another host of the publisher is asked for as `<BASE_URL>/https://host/path`.
        """
        if url.startswith(self.publisher):
            return self.base_url + url[len(self.publisher) :]
        return url if self.base_url == self.publisher else f"{self.base_url}/{url}"

    def published(self, url: str) -> str:
        """The publisher's own address of what came from BASE_URL: that is what can be cited."""
        if not is_below(url, self.base_url):
            return url
        rest = url[len(self.base_url) :]
        return rest[1:] if rest.startswith(("/http://", "/https://")) else self.publisher + rest

    def ask(
        self,
        url: str,
        callback: Callable[..., Any],
        subject: str,
        *,
        expects: str = "json",
        is_list: bool = False,
        errback: Callable[[Failure], Any] | None = None,
        form: dict[str, str] | None = None,
        **cb_kwargs: Any,
    ) -> Request:
        """A request. When it fails for good, `subject` is put aside with the reason; `is_list` ends
        the crawl as failed, since what a list page names is then missing.

        expects: a key of ACCEPT; another kind of answer is asked for again. form: sent by POST.
        """
        request_class: type[Request] = FormRequest if form is not None else Request
        more: dict[str, Any] = {"formdata": form, "method": "POST"} if form is not None else {}
        return request_class(
            url,
            callback=callback,
            errback=errback or self.give_up,
            headers={"Accept": ACCEPT[expects]},
            cb_kwargs=cb_kwargs,
            meta={"subject": subject, "expects": expects, "is_list": is_list},
            # The next page of a list waits until the bills of this one are read: memory stays flat.
            priority=-1 if is_list else 0,
            dont_filter=True,  # a list that moved while it was paged may name a bill twice
            **more,
        )

    def give_up(self, failure: Failure) -> Iterator[PutAside]:
        request: Request = failure.request  # type: ignore[attr-defined]
        yield PutAside(
            request.meta.get("subject") or self.published(request.url),
            self.why_failed(failure),
            self.published(request.url),
            ends=self._ends(failure.value, request),
        )

    def why_failed(self, failure: Failure) -> str:
        request: Request = failure.request  # type: ignore[attr-defined]
        return failures.reason_for(
            failure.value,
            request.url,
            self.name,
            self.settings.getint("DOWNLOAD_MAXSIZE"),
            self.token_variable,
        )

    def _ends(
        self, error: BaseException | None, request: Request
    ) -> Literal["", "failed", "unreachable", "paused"]:
        if isinstance(error, BudgetSpent):
            return "paused"
        if not request.meta.get("is_list"):
            return ""
        return "unreachable" if isinstance(error, failures.UNREACHABLE) else "failed"


def is_below(url: str, base_url: str) -> bool:
    """`https://example.gov.example.org/` begins like `https://example.gov` and is another's."""
    ours, base = urlsplit(url), urlsplit(base_url)
    if (ours.scheme, ours.netloc.lower()) != (base.scheme, base.netloc.lower()):
        return False
    path = base.path.rstrip("/")
    return ours.path == path or ours.path.startswith(f"{path}/")


def is_on_this_machine(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "file" or parts.hostname in _LOOPBACK
