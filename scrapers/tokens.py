"""API tokens travel on the wire and nowhere else."""

import os
from urllib.parse import quote

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response


class TokenOnTheWire(HTTP11DownloadHandler):
    """Adds `token=` from the environment variable that `meta["token_variable"]` names.

    The request that Scrapy logs, retries and hands to the archive never holds it.
    """

    async def download_request(self, request: Request) -> Response:
        token = os.environ.get(request.meta.get("token_variable") or "", "")
        if not token:
            return await super().download_request(request)
        joint = "&" if "?" in request.url else "?"
        opened = request.replace(url=f"{request.url}{joint}token={quote(token, safe='')}")
        response = await super().download_request(opened)
        request.meta.update(opened.meta)  # download_latency, which AutoThrottle reads
        return response.replace(url=request.url)
