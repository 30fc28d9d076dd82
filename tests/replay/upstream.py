"""What a client asked of which publisher, and what the publisher answers."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

# "/https://www.revisor.mn.gov/bills/94?list=open", also with the slashes merged by a proxy
FULL_URL = re.compile(r"^/?https?(?::|%3A)/{1,2}(?P<rest>[^/?].*)$", re.IGNORECASE)
# "/code.dccouncil.gov/us/dc", "/api.legiscan.com?op=getBill"
HOST_FIRST = re.compile(r"^/(?P<host>[\w-]+(?:\.[\w-]+)+)(?P<rest>[/?].*)?$")
# "127.0.0.1:9000", "localhost"
OUR_OWN_HOST = re.compile(r"^(127\.0\.0\.1|localhost|\[::1\])?(:\d+)?$")


@dataclass(frozen=True)
class Upstream:
    """A request as the publisher would see it; `host` is empty when the client named none."""

    host: str
    path: str
    query: str = ""
    accept: str = "*/*"
    method: str = "GET"
    body: bytes = b""

    @property
    def key(self) -> str:
        return url_key(f"//{self.host}{self.path}" + (f"?{self.query}" if self.query else ""))

    @property
    def parameters(self) -> dict[str, str]:
        """Query parameters, the last of a repeated one."""
        return {k: v[-1] for k, v in parse_qs(self.query, keep_blank_values=True).items()}

    @property
    def form(self) -> dict[str, str]:
        """Fields of a form sent by POST, the last of a repeated one."""
        sent = self.body.decode("utf-8", errors="replace")
        return {k: v[-1] for k, v in parse_qs(sent, keep_blank_values=True).items()}


@dataclass(frozen=True)
class Answer:
    body: bytes
    media_type: str = "text/html"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


class Source(Protocol):
    def answer(self, asked: Upstream) -> Answer | None:
        """The publisher's answer, or None when the request is for another publisher."""


def url_key(url: str) -> str:
    """One key for a URL however it was escaped and whichever scheme was used."""
    parts = urlsplit(url)
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{parts.netloc.lower()}{unquote(parts.path) or '/'}{query}"


def readings(
    target: str, host: str, accept: str = "*/*", method: str = "GET", body: bytes = b""
) -> Iterator[Upstream]:
    """The requests a target may stand for, likeliest first.

    `target` is the request line's, `host` the Host header. A first segment with a dot may be a
    publisher's host ("/le.utah.gov/…") or a page ("/Legislation.aspx"), so both are tried.
    """

    def reading(host: str, rest: str) -> Upstream:
        path, _, query = rest.partition("?")
        return Upstream(host.lower(), path or "/", query, accept, method, body)

    if full := FULL_URL.match(target):
        named, _, rest = full["rest"].partition("/")
        named, question, query = named.partition("?")
        yield reading(named, f"?{query}" if question else f"/{rest}")
        return
    if first := HOST_FIRST.match(target):
        yield reading(first["host"], first["rest"] or "/")
    yield reading("" if OUR_OWN_HOST.match(host) else host, target)


def json_answer(payload: Any, status: int = 200) -> Answer:
    body = json.dumps(payload, ensure_ascii=False).encode()
    return Answer(body, "application/json; charset=utf-8", status)
