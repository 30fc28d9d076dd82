"""Asks "has this changed?" where the publisher gave an ETag or Last-Modified with the bytes at hand.

RFC 9110, sections 8.8 and 13. A 304 becomes the archived answer, so that callbacks see no difference.
"""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from legislation.archive import NotArchived, without_secrets
from scrapers.already_read import Validator
from scrapers.source_spider import SourceSpider

_CONDITIONS = ("If-None-Match", "If-Modified-Since")


class Revalidating:
    """Downloader middleware."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        # A redirect brings those of the address before; of this one they would say a false thing.
        for name in _CONDITIONS:
            request.headers.pop(name, None)
        if not (known := self._known(request)):
            return
        if known.etag:
            request.headers[_CONDITIONS[0]] = known.etag
        if known.last_modified:
            request.headers[_CONDITIONS[1]] = known.last_modified

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status != 304:
            return response
        known = self._known(request)
        spider = self._crawler.spider
        if not known or not isinstance(spider, SourceSpider):
            return response
        try:
            body = spider.run.archive.read(known.sha256)
        except NotArchived:
            # The archive was emptied since: ask again, unconditionally.
            return request.replace(meta={**request.meta, "asks_anew": True})
        headers = Headers({"Content-Type": known.media_type})
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        # Not `replace`: a 304 has no type of its own and passes for text, which a zip is not.
        return kind(response.url, headers=headers, body=body, request=request)

    def _known(self, request: Request) -> Validator | None:
        spider = self._crawler.spider
        if not isinstance(spider, SourceSpider) or request.method != "GET":
            return None
        if request.meta.get("asks_anew") or spider.settings.getbool("READ_ANEW"):
            return None
        return spider.run.already_read.validator(without_secrets(spider.published(request.url)))
