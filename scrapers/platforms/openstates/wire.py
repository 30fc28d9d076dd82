"""Open States says in words that a day's requests are used up, and which ones."""

import re
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.outcomes import BudgetSpent

# {"detail":"exceeded limit of 250/day: 251"}; "10/min" passes while a request waits for its next try
_DAY_IS_OVER = re.compile(rb"exceeded limit of \d+/day")


class DayIsOver:
    """Downloader middleware, before retrying: today nothing is answered any more."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises BudgetSpent."""
        if response.status == 429 and _DAY_IS_OVER.search(response.body):
            raise BudgetSpent("Open States says that today's requests of this key are used up")
        return response
