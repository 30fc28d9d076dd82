"""As many requests a day as the publisher allows; a crawl that used them up goes on tomorrow."""

from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from scrapers.outcomes import BudgetSpent
from scrapers.source_spider import SourceSpider


class DailyBudget:
    """Downloader middleware. Days are UTC; the count outlives the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._allowed = crawler.settings.getint("REQUESTS_A_DAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises BudgetSpent."""
        spider = self._crawler.spider
        if not self._allowed or not isinstance(spider, SourceSpider):
            return
        today = datetime.now(UTC).date().isoformat()
        if spider.run.already_read.asked_on(today) >= self._allowed:
            raise BudgetSpent(
                f"The {self._allowed} requests that {spider.name} may ask a day are used up"
            )
        spider.run.already_read.count_request(today)
