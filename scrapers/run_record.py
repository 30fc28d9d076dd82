"""Writes `runs/<run_id>.json` when a crawl opens and when it closes, whatever happened between."""

import logging
import sys
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from scrapers.monitors import crawl_of, warnings_of
from scrapers.source_spider import SourceSpider

# These tell with a traceback what the run record says in a sentence.
_SAID_BY_US = ("scrapy.downloadermiddlewares.robotstxt", "scrapy.core.downloader.handlers.http11")


class RunRecord:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        for name in _SAID_BY_US:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        connect = crawler.signals.connect
        connect(extension.opened, signals.spider_opened)
        connect(extension.closed, signals.spider_closed)
        connect(extension.broke, signals.spider_error)
        connect(extension.broke, signals.item_error)
        return extension

    def opened(self, spider: SourceSpider) -> None:
        spider.run.write()

    def broke(self, failure: Failure | None = None, **_: Any) -> None:
        """A fault of ours that nothing else caught: the run must not call itself finished."""
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider):
            error = failure.value if failure else None
            what = f"{type(error).__name__}: {error}" if error else "see the log"
            spider.run.fail(f"failed: {spider.name} broke ({what}); this is a fault to report.")

    def closed(self, spider: SourceSpider, reason: str) -> None:
        run = spider.run
        is_whole = reason == "finished" and not spider.is_narrowed and not run.record.errors
        stats = self._crawler.stats.get_stats() if self._crawler.stats else {}
        crawl = crawl_of(run.record, run.data / "runs", is_whole=is_whole, stats=stats)
        run.record.warnings = warnings_of(crawl)
        run.record.requests = stats.get("downloader/request_count", 0)
        is_narrowed = spider.is_narrowed or spider.settings.getbool("LIVE_CHECK")
        run.finish(reason, is_narrowed=is_narrowed, forgets=spider.forgets)
        for sentence in (*run.record.errors, *run.record.warnings):
            sys.stderr.write(f"{spider.name}: {sentence}\n")
