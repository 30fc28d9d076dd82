"""API keys and tokens travel on the wire and nowhere else."""

import os
from urllib.parse import quote

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scrapers.source_spider import SourceSpider


class TokenOnTheWire(HTTP11DownloadHandler):
    """Adds the spider's key from the environment, in the header or parameter that it names.

    The request that Scrapy logs, retries and hands to the archive never holds it.
    """

    async def download_request(self, request: Request) -> Response:
        spider = self.crawler.spider
        if not isinstance(spider, SourceSpider) or request.callback is NO_CALLBACK:
            return await super().download_request(request)
        token = os.environ.get(spider.token_variable, "")
        # A document may stand on another host, which the key is not for.
        if not token or not request.url.startswith(spider.base_url):
            return await super().download_request(request)
        opened = _opened(request, token, spider)
        response = await super().download_request(opened)
        request.meta.update(opened.meta)  # download_latency, which AutoThrottle reads
        return response.replace(url=request.url)


def _opened(request: Request, token: str, spider: SourceSpider) -> Request:
    if spider.token_header:
        return request.replace(headers={**request.headers, spider.token_header: token})
    joint = "&" if "?" in request.url else "?"
    return request.replace(
        url=f"{request.url}{joint}{spider.token_parameter}={quote(token, safe='')}"
    )
