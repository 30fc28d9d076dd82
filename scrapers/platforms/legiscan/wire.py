"""What passes between this machine and LegiScan: keys are cut out, and a refusal ends the asking."""

import json
import os
import re
from typing import Any, Self

from pydantic import BaseModel
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.platforms.legiscan.answers import Refused, refusal_in
from scrapers.source_spider import SourceSpider
from scrapers.tokens import TokenOnTheWire, cut_from, without_echo

CUT = b"..."
# '"access_key":"1pQXm8Yv3"'
_ACCESS_KEY = re.compile(rb'("access_key"\s*:\s*)"[^"]*"')
# Longer answers are bills and archives, none of them a refusal.
_REFUSAL_WITHIN = 10_000  # bytes


class LegiScanAnswers:
    """Downloader middleware, before anything keeps an answer.

    Access keys of the weekly files go to `response.meta["access_keys"]`, by session, and are cut from
    the list that brings them; so is our own key, which a refusal may repeat.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._refused: Refused | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Refused where LegiScan answers nothing any more."""
        if self._refused:
            raise self._refused

    def process_response(self, request: Request, response: Response) -> Response:
        body = response.body
        if b'"access_key"' in body:
            body, request.meta["access_keys"] = without_access_keys(body)
        if len(body) < _REFUSAL_WITHIN and b'"ERROR"' in body:
            body = self._without_key(body)
            self._note_refusal(body)
        return response.replace(body=body) if body != response.body else response

    def _without_key(self, body: bytes) -> bytes:
        spider = self._crawler.spider
        key = os.environ.get(spider.token_variable, "") if isinstance(spider, SourceSpider) else ""
        return body.replace(key.encode(), CUT) if key else body

    def _note_refusal(self, body: bytes) -> None:
        try:
            refused = refusal_in(json.loads(body))
        except ValueError:
            return  # no answer of LegiScan's; asked for again elsewhere
        if refused and refused.ends_the_crawl:
            self._refused = refused


def without_access_keys(body: bytes) -> tuple[bytes, dict[int, str]]:
    """The list of weekly files without its keys, and the keys by session."""
    try:
        rows = [Access.model_validate(row) for row in json.loads(body)["datasetlist"]]
    except (ValueError, LookupError, TypeError):
        rows = []  # the callback says what is wrong with the list
    return _ACCESS_KEY.sub(rb'\1"..."', body), {row.session_id: row.access_key for row in rows}


class Access(BaseModel):
    session_id: int
    access_key: str


class AccessKeyOnTheWire(TokenOnTheWire):
    """Adds `meta["access_key"]` to the address of a weekly file, as it adds our own key."""

    async def download_request(self, request: Request) -> Response:
        key: Any = request.meta.get("access_key")
        if not key:
            return await super().download_request(request)
        opened = request.replace(url=f"{request.url}&access_key={key}")
        try:
            response = await super().download_request(opened)
        except Exception as error:
            cut_from(error, key)
            raise
        request.meta.update(opened.meta)
        return without_echo(response.replace(url=request.url), key)
