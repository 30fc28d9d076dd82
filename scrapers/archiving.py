"""Every final response goes to the archive; callbacks find its id with `fetch_id_of`."""

import hashlib
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scrapers.already_read import Validator
from scrapers.source_spider import SourceSpider


def fetch_id_of(response: Response) -> str:
    fetch_id: str = response.meta["fetch_id"]
    return fetch_id


def address_of(request: Request, url: str) -> str:
    """The address of an answer: of a form, one for each thing that was filled in."""
    if request.method == "GET":
        return url
    return f"{url}#{request.method.lower()}-{hashlib.sha256(request.body).hexdigest()[:16]}"


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")


class Archiving:
    """Downloader middleware. Stands after retrying, so that it sees what the callback will see."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Notes each address that is asked on the way to an answer: a redirect carries `meta` on."""
        asked, address = request.meta.get("asked_at", []), address_of(request, request.url)
        if address not in asked:
            request.meta["asked_at"] = [*asked, address]

    def process_response(self, request: Request, response: Response) -> Response:
        spider = self._crawler.spider
        # robots.txt, asked for by Scrapy itself, says nothing about legislation
        if (
            response.status == 200
            and isinstance(spider, SourceSpider)
            and request.callback is not NO_CALLBACK
        ):
            media_type = _header(response, "Content-Type")
            url = address_of(request, spider.published(response.url))
            fetch = spider.run.keep_bytes(response.body, url, media_type, response.status)
            request.meta["fetch_id"] = fetch.fetch_id
            # A replay is asked for what the redirects began with.
            for asked in map(spider.published, request.meta.get("asked_at", ())):
                if asked != url:
                    spider.run.keep_bytes(response.body, asked, media_type, response.status)
            etag, modified = _header(response, "ETag"), _header(response, "Last-Modified")
            if request.method == "GET" and (etag or modified):
                spider.run.already_read.keep_validator(
                    fetch.url, Validator(etag, modified, fetch.sha256, media_type)
                )
        return response
