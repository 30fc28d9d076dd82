"""One polite visit to a source: does it still answer, and in the shape that its spider reads?"""

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.source_spider import SourceSpider


class LiveCheck:
    """Spider middleware, at work where the setting LIVE_CHECK is true.

    Only the first request of the spider is sent; what its callback makes of the answer is counted and
    not followed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("LIVE_CHECK"):
            raise NotConfigured
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider):
            async for asked in spider.first_look(start):
                yield asked

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        named = 0
        async for outcome in result:
            if isinstance(outcome, PutAside):
                yield PutAside(outcome.subject, outcome.reason, outcome.url, ends="failed")
                return
            named += isinstance(outcome, Request | Found | SkipItem)
        if named:
            yield SkipItem(f"live check: it answered and names {named} things to read")
        else:
            yield PutAside(
                response.url,
                "It answered and names nothing; look whether the source moved or changed.",
                ends="failed",
            )
