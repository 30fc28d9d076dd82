"""Files and folders of an FTP server, as responses.

Scrapy fetches files; here an address that ends in a slash is answered with the folder's listing, as
the server writes it, and below it the server's last word, `226 …`, which even an empty folder has.
"""

import asyncio
import mimetypes
from typing import Any
from urllib.parse import unquote

from scrapy import Request
from scrapy.core.downloader.handlers.ftp import FTPDownloadHandler, ReceivedDataProtocol
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.protocol import ClientCreator

# What a server says to a name that it does not have (RFC 959, 4.2).
_NO_SUCH = "550"


class FtpFolders(FTPDownloadHandler):
    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    async def download_request(self, request: Request) -> Response:
        """A command that fails is a status; a connection that fails raises.

        Raises DownloadTimeoutError: Scrapy waits for ever on a server that says nothing more.
        """
        seconds = request.meta.get("download_timeout") or self._timeout
        try:
            async with asyncio.timeout(seconds):
                return await self._answer(request)
        except TimeoutError as error:
            raise DownloadTimeoutError(f"{request.url} took longer than {seconds} s") from error

    async def _answer(self, request: Request) -> Response:
        from twisted.internet import reactor
        from twisted.protocols.ftp import CommandFailed, FTPClient

        parts = urlparse_cached(request)
        path = unquote(parts.path)
        creator = ClientCreator(
            reactor, FTPClient, self.default_user, self.default_password, passive=self.passive_mode
        )
        client: Any = await _connected(creator, parts.hostname or "", parts.port or 21)
        received: Any = ReceivedDataProtocol()
        fetch = client.list if path.endswith("/") else client.retrieveFile
        try:
            await maybe_deferred_to_future(fetch(path, received))
        except CommandFailed as error:
            status = 404 if _NO_SUCH in str(error) else 503
            return Response(request.url, status=status, body=str(error).encode())
        finally:
            received.close()
            client.transport.loseConnection()
            if received.transport:
                received.transport.loseConnection()
        return _response(request.url, path, received.body.read())


async def _connected(creator: Any, host: str, port: int) -> Any:
    """As Scrapy's HTTP handlers say it, so that a host that is not there is asked twice, not nine times."""
    from twisted.internet.error import ConnectionRefusedError, DNSLookupError

    try:
        return await maybe_deferred_to_future(creator.connectTCP(host, port))
    except DNSLookupError as error:
        raise CannotResolveHostError(host) from error
    except ConnectionRefusedError as error:
        raise DownloadConnectionRefusedError(host) from error


def _response(url: str, path: str, body: bytes) -> Response:
    if path.endswith("/"):
        kind, body = "text/plain", body + b"226 Transfer complete.\r\n"
    else:
        kind = mimetypes.guess_type(path.lower())[0] or "application/octet-stream"
    headers = Headers({"Content-Type": kind})
    response_class = responsetypes.from_args(headers=headers, url=url, body=body)
    return response_class(url, headers=headers, body=body)
