"""Why a request failed for good, in one sentence that names the next step."""

from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from legislation.warc import UnreadableWarc
from scrapers.outcomes import BudgetSpent, Unreadable
from scrapers.retrying import AnotherDay

UNREACHABLE = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)


def reason_for(error: BaseException, url: str, spider: str, max_bytes: int, token: str = "") -> str:
    """`token` names the environment variable that opens the source, if there is one."""
    host = _host_of(url)
    again = f"run `scrapy crawl {spider}` again later"
    match error:
        case HttpError() if error.response.status in (401, 403) and token:
            return (
                f"{host} refused the request ({error.response.status}); "
                f"ask the publisher for a key and set {token}."
            )
        case HttpError():
            status = error.response.status
            return f"{host} answered {_status(status)}; {again}."
        case CannotResolveHostError():
            return f"{host} could not be reached (the name is not known); check the network and {again}."
        case DownloadConnectionRefusedError():
            return (
                f"{host} could not be reached (connection refused); check the network and {again}."
            )
        case DownloadTimeoutError():
            return f"{host} did not answer in time; check the network and {again}."
        case DownloadCancelledError():
            return (
                f"The document is larger than {max_bytes // 1_048_576} MB and was not read; "
                "raise DOWNLOAD_MAXSIZE if it is wanted."
            )
        case ResponseDataLossError():
            return f"{host} cut its answer off each time; {again}."
        case AnotherDay():
            return f"{error}; run `scrapy crawl {spider}` again then, it goes on from here."
        case BudgetSpent():
            return f"{error}; run `scrapy crawl {spider}` again tomorrow, it goes on from here."
        case IgnoreRequest() if "robots.txt" in str(error):
            return f"robots.txt of {host} asks not to read this address; ask the publisher."
        case IgnoreRequest() if "redirections" in str(error):
            return f"{host} redirects without end; open the address in a browser and {again}."
        case IgnoreRequest():
            return f"The address was not asked for ({error}); look which setting forbids it."
        case UnreadableWarc():
            return str(error)
        case Unreadable():
            return f"{host} answered {error}; {again}."
        case _:
            return f"The connection to {host} failed ({type(error).__name__}); {again}."


def _host_of(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or "The source"


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
