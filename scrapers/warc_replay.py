"""`-s WARC=file.warc.gz`: a crawl that reads a web archive instead of the network."""

import asyncio
from pathlib import Path

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from legislation import warc
from legislation.archive import without_secrets
from scrapers.archiving import address_of


class WarcReplay(BaseDownloadHandler):
    """Download handler. What the archive does not hold is answered 404, robots.txt among it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._path = Path(crawler.settings["WARC"])
        self._max_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._offsets: dict[str, int] | None = None
        self._reading = asyncio.Lock()

    async def download_request(self, request: Request) -> Response:
        """Raises warc.UnreadableWarc."""
        async with self._reading:
            if self._offsets is None:
                self._offsets = await asyncio.to_thread(warc.index, self._path)
        offset = self._offsets.get(without_secrets(address_of(request, request.url)))
        if offset is None:
            return Response(request.url, status=404, request=request)
        record = await asyncio.to_thread(warc.read, self._path, offset, self._max_bytes)
        headers = Headers({"Content-Type": record.media_type} if record.media_type else {})
        kind = responsetypes.from_args(headers=headers, url=request.url, body=record.body)
        return kind(
            request.url, status=record.status, headers=headers, body=record.body, request=request
        )
