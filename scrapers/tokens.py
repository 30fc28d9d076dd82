"""API keys and tokens travel on the wire and nowhere else."""

import os
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scrapers.retrying import Retrying
from scrapers.source_spider import SourceSpider, is_below

_CUT = "..."


class TokenOnTheWire(HTTP11DownloadHandler):
    """Adds the spider's key from the environment, in the header or parameter that it names.

    The request that Scrapy logs, retries and hands to the archive never holds it, nor does what is
    raised or where a redirect leads. Whatever goes out waits here while its host wants to be left
    alone; raises scrapers.retrying.AnotherDay where that is too long.
    """

    async def download_request(self, request: Request) -> Response:
        if retrying := self.crawler.get_downloader_middleware(Retrying):
            await retrying.wait_for_host(request)
        spider = self.crawler.spider
        if not isinstance(spider, SourceSpider) or request.callback is NO_CALLBACK:
            return await super().download_request(request)
        key = os.environ.get(spider.token_variable, "")
        if not key or not _is_for(spider, request.url):
            return await super().download_request(request)
        opened = _opened(request, key, spider)
        try:
            response = await super().download_request(opened)
        except Exception as error:
            cut_from(error, key)
            raise
        request.meta.update(opened.meta)  # download_latency, which AutoThrottle reads
        return without_echo(response.replace(url=request.url), key)


def _is_for(spider: SourceSpider, url: str) -> bool:
    """A document may stand on another host, also behind BASE_URL, which the key is not for."""
    return is_below(url, spider.base_url) and is_below(spider.published(url), spider.publisher)


def _opened(request: Request, key: str, spider: SourceSpider) -> Request:
    if spider.token_header:
        return request.replace(headers={**request.headers, spider.token_header: key})
    parts = urlsplit(request.url)
    parameter = f"{spider.token_parameter}={quote(key, safe='')}"
    query = f"{parts.query}&{parameter}" if parts.query else parameter
    return request.replace(url=urlunsplit(parts._replace(query=query)))


def without_echo(response: Response, key: str) -> Response:
    """A publisher who redirects may repeat the query, also towards another host."""
    if location := response.headers.get("Location"):
        kept = without_key(location.decode("latin-1"), key)
        if kept:
            response.headers["Location"] = kept.encode("latin-1")
        else:
            del response.headers["Location"]
    return response


def without_key(address: str, key: str) -> str:
    """The address without what holds the key in its query; empty where it stands elsewhere, too."""
    rest, hash_sign, fragment = address.partition("#")
    path, _, query = rest.partition("?")
    kept = "&".join(part for part in query.split("&") if not _holds(part, key))
    address = path + (f"?{kept}" if kept else "") + hash_sign + fragment
    return "" if _holds(address, key) else address


def _holds(text: str, key: str) -> bool:
    """As it is, quoted, or quoted twice: an address inside another one is."""
    once = unquote(text)
    return key in text or key in once or key in unquote(once)


def cut_from(error: Exception, key: str) -> None:
    """Errors name the address that was opened; a log shows them, and what they came from."""
    for form in (quote(key, safe=""), key):
        error.args = tuple(
            said.replace(form, _CUT) if isinstance(said, str) else said for said in error.args
        )
    error.__cause__ = error.__context__ = None
