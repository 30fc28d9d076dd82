"""A line every five seconds: found, kept, skipped and why, put aside, and how fast."""

import sys
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from scrapers.source_spider import SourceSpider

SECONDS = 5.0


class Progress:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._loop = create_looping_call(self._say)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.opened, signals.spider_opened)
        crawler.signals.connect(extension.closed, signals.spider_closed)
        return extension

    def opened(self) -> None:
        self._loop.start(SECONDS, now=False)

    def closed(self) -> None:
        if self._loop.running:
            self._loop.stop()
        self._say()

    def _say(self) -> None:
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider):
            return
        seconds = (datetime.now(UTC) - spider.run.started).total_seconds()
        responses = self._crawler.stats.get_value("downloader/response_count", 0)
        rate = f"{responses} responses" if responses else f"{spider.run.record.found} items"
        scheduler = self._crawler.engine.scheduler if self._crawler.engine else None
        waiting = len(scheduler) if isinstance(scheduler, Scheduler) else 0
        left = f", {waiting} requests left so far" if waiting else ""
        speed = (responses or spider.run.record.found) / max(seconds, 0.1)
        sys.stderr.write(
            f"{spider.name}: {spider.run.in_words()}; {rate} in {seconds:.0f} s, {speed:.0f} a second{left}\n"
        )
