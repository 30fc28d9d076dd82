"""Files and folders of an FTP server, as responses.

Scrapy fetches files; here an address that ends in a slash is answered with the folder's listing, as
the server writes it, and below it the server's last word, `226 …`, which even an empty folder has.
"""

import mimetypes
from typing import Any
from urllib.parse import unquote

from scrapy import Request
from scrapy.core.downloader.handlers.ftp import FTPDownloadHandler, ReceivedDataProtocol
from scrapy.http import Response, TextResponse
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.protocol import ClientCreator

# What a server says to a name that it does not have (RFC 959, 4.2).
_NO_SUCH = "550"


class FtpFolders(FTPDownloadHandler):
    async def download_request(self, request: Request) -> Response:
        if urlparse_cached(request).path.endswith("/"):
            return await self._listing(request)
        response = await super().download_request(request)
        if response.status == 200:
            kind = mimetypes.guess_type(urlparse_cached(request).path.lower())[0]
            response.headers["Content-Type"] = kind or "application/octet-stream"
        return response

    async def _listing(self, request: Request) -> Response:
        """A command that fails is a status, as for files; a connection that fails raises."""
        from twisted.internet import reactor
        from twisted.protocols.ftp import CommandFailed, FTPClient

        parts = urlparse_cached(request)
        creator = ClientCreator(
            reactor, FTPClient, self.default_user, self.default_password, passive=self.passive_mode
        )
        client: Any = await maybe_deferred_to_future(
            creator.connectTCP(parts.hostname, parts.port or 21)
        )
        received = ReceivedDataProtocol()
        try:
            await maybe_deferred_to_future(client.list(unquote(parts.path), received))
        except CommandFailed as error:
            status = 404 if _NO_SUCH in str(error) else 503
            return Response(request.url, status=status, body=str(error).encode())
        finally:
            received.close()
            client.transport.loseConnection()
        body = received.body.read() + b"226 Transfer complete.\r\n"
        return TextResponse(request.url, body=body, headers={"Content-Type": "text/plain"})
