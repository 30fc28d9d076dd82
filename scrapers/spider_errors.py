"""A callback that cannot read a response loses that one thing, says so, and the crawl goes on."""

import logging
from collections.abc import AsyncIterator, Iterable
from typing import Any

from pydantic import ValidationError
from scrapy.http import Response

from legislation.model import sentence_of
from scrapers.outcomes import PutAside, SkipItem

log = logging.getLogger(__name__)


class ListRows:
    """Spider middleware: marks what a list's callback puts aside, since a bill may hide in it."""

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        async for outcome in result:
            if isinstance(outcome, PutAside):
                outcome.of_list = outcome.of_list or bool(response.meta.get("is_list"))
            yield outcome


class SpiderErrors:
    """Spider middleware: an exception of a callback becomes an outcome."""

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[SkipItem | PutAside] | None:
        if isinstance(exception, SkipItem | PutAside):
            return [exception]
        # HttpError is for the errback, which says it better.
        if not isinstance(exception, LookupError | TypeError | ValueError | AttributeError):
            return None
        log.debug("callback failed", exc_info=exception)
        what = (
            sentence_of(exception)
            if isinstance(exception, ValidationError)
            else f"{type(exception).__name__} {exception}"
        )
        return [
            PutAside(
                response.meta.get("subject") or response.url,
                f"The answer has another shape than expected ({what}); "
                "compare it with the spider's platform and mend that.",
                response.url,
                ends="failed" if response.meta.get("is_list") else "",
            )
        ]
