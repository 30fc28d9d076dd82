"""Compressed answers are unpacked whole or not at all."""

import zlib

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response

_GZIP = 31  # zlib's word for "with a gzip header"
_STEP = 1 << 16


class Unpacking(HttpCompressionMiddleware):
    """Scrapy unpacks as much as there is: a bill's text could lose its end unnoticed."""

    def process_request(self, request: Request) -> None:  # type: ignore[override]
        request.headers["Accept-Encoding"] = b"gzip"  # the one whose end can be checked

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Marks an answer that is cut off with `meta["is_cut"]`, for the retries. Raises
        DownloadCancelledError for one that unpacks to more than DOWNLOAD_MAXSIZE."""
        is_packed = b"gzip" in (response.headers.get("Content-Encoding") or b"")
        request.meta["is_cut"] = is_packed and is_cut(response.body)
        if request.meta["is_cut"]:
            return response
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise DownloadCancelledError(str(error)) from error


def is_cut(packed: bytes) -> bool:
    """Does a gzip stream end before its end, or is it none? Needs no memory for what it holds."""
    stream = zlib.decompressobj(_GZIP)
    try:
        for start in range(0, len(packed), _STEP):
            waiting = packed[start : start + _STEP]
            while waiting and not stream.eof:
                stream.decompress(waiting, _STEP)
                waiting = stream.unconsumed_tail
        while not stream.eof and stream.decompress(b"", _STEP):
            pass  # what zlib still held back
    except zlib.error:
        return True
    return not stream.eof
