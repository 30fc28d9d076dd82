"""A source that answers nobody without a key is not asked without one."""

import os
from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy.crawler import Crawler

from scrapers.outcomes import PutAside
from scrapers.source_spider import SourceSpider, is_on_this_machine


class MissingKey:
    """Spider middleware. A replay on this machine wants no key."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider) and lacks_key(spider):
            yield PutAside(
                spider.name,
                f"{spider.name} needs a key; ask for one at {spider.token_page} "
                f"and set {spider.token_variable}.",
                ends="misused",
            )
            return
        async for asked in start:
            yield asked


def lacks_key(spider: SourceSpider) -> bool:
    return (
        spider.needs_token
        and not os.environ.get(spider.token_variable)
        and not spider.settings.get("WARC")
        and not is_on_this_machine(spider.base_url)
    )
