"""The HTTP server on 127.0.0.1 and the context manager that tests use."""

import gzip
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.replay import legistar
from tests.replay.documents import DistrictOfColumbia, InSitePages, StateDocuments
from tests.replay.legiscan import LegiScan
from tests.replay.legistar import Client, Legistar
from tests.replay.misbehaviour import ERROR_PAGE, STATUS, Misbehaviour
from tests.replay.nyc import NewYorkCity
from tests.replay.regional import captured_clients
from tests.replay.upstream import Answer, Source, readings

NOT_FOUND = Answer(b"<html><body>Not found.</body></html>", status=404)
DRIPS = 10


@dataclass(frozen=True)
class Request:
    """One line of the request log; `misbehaved` is the kind of failure, None when all went well."""

    method: str
    target: str
    headers: Mapping[str, str]
    status: int
    misbehaved: str | None


class Replay:
    """Serves a corpus folder: `with Replay(corpus) as base_url: …`.

    corpus: folder in the layout of the corpus README; None serves `clients` alone.
    misbehave: kind → probability, e.g. {"500": 0.1, "slow": 0.05}; see misbehaviour.py.
    clients: further Legistar clients, name → {"matters": [row…], "matters/1/versions": [row…],
        "matters/1/texts/2": row, …}; a part of a matter that is not there is an empty list.
    restricted: ids of matters to mark MatterRestrictViewViaWeb.
    page_cap: most rows a Legistar request returns; lower it to page through a small corpus.
    missing_status: for documents named but not captured.
    sites: publishers that a test writes out, asked before the corpus.
    latency_seconds: before each answer, as far publishers have it.
    port: 0 takes a free one. Raises FileNotFoundError when there is no such corpus.
    """

    def __init__(
        self,
        corpus: Path | None,
        misbehave: Mapping[str, float] | None = None,
        *,
        seed: int = 1,
        clients: Mapping[str, Client | Mapping[str, Any]] | None = None,
        restricted: Sequence[int] = (),
        page_cap: int = legistar.PAGE_CAP,
        missing_status: int = 404,
        sites: Sequence[Source] = (),
        port: int = 0,
        retry_after_seconds: int = 1,
        slow_seconds: float = 0.5,
        latency_seconds: float = 0.0,
    ) -> None:
        if corpus is not None and not corpus.is_dir():
            raise FileNotFoundError(f"No corpus at {corpus}: give the folder that holds states/.")
        known: dict[str, Client] = {}
        if corpus is not None:
            known |= captured_clients(corpus)
            if (corpus / "nyc").is_dir():
                known["nyc"] = NewYorkCity(corpus)
        self.sources: list[Source] = [
            *sites,
            Legistar(known | dict(clients or {}), page_cap, restricted),
        ]
        if corpus is not None:
            self.sources += [
                StateDocuments(corpus, missing_status),
                InSitePages(corpus),
                DistrictOfColumbia(corpus),
                LegiScan(corpus),
            ]
        self.misbehaviour = Misbehaviour(misbehave, seed)
        self.requests: list[Request] = []
        self.port = port
        self.retry_after_seconds = retry_after_seconds
        self.slow_seconds = slow_seconds
        self.latency_seconds = latency_seconds

    def misbehave_once(self, part: str, kind: str, times: int = 1) -> None:
        """The next `times` requests whose URL holds `part` go wrong in this way."""
        self.misbehaviour.order(part, kind, times)

    def misbehave_forever(self, part: str, kind: str) -> None:
        self.misbehaviour.order(part, kind, None)

    def behave(self) -> None:
        """Forget every order and every chance."""
        self.misbehaviour = Misbehaviour()

    def targets(self, part: str = "") -> list[str]:
        """What was asked for so far, in order: paths with their query, as sent."""
        return [request.target for request in self.requests if part in request.target]

    def answer(
        self,
        target: str,
        host: str = "",
        accept: str = "*/*",
        method: str = "GET",
        body: bytes = b"",
    ) -> Answer:
        for asked in readings(target, host, accept, method, body):
            for source in self.sources:
                if (found := source.answer(asked)) is not None:
                    return found
        return NOT_FOUND

    def start(self) -> str:
        """Listen, in a thread of its own; returns the base URL."""
        self._server = Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> str:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, replay: Replay) -> None:
        self.replay = replay
        self.open_sockets: set[socket.socket] = set()
        super().__init__(("127.0.0.1", replay.port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open_sockets.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Kept-alive connections end too: after the `with` nobody is answered."""
        super().server_close()
        for connection in list(self.open_sockets):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # clients may hang up
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "Replay"
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        replay = self.server.replay
        time.sleep(replay.latency_seconds)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = replay.misbehaviour.kind_for(self.path)
        answer = self._misbehaved(kind) or replay.answer(
            self.path,
            self.headers.get("Host", ""),
            self.headers.get("Accept", "*/*"),
            self.command,
            body,
        )
        if kind is None and answer.status == 200 and self._already_has(answer):
            answer = Answer(b"", answer.media_type, 304, {"ETag": answer.etag})
        replay.requests.append(
            Request(self.command, self.path, dict(self.headers), answer.status, kind)
        )
        self._send(answer, kind)

    do_HEAD = do_POST = do_GET  # InSite's grids page by POST

    def _misbehaved(self, kind: str | None) -> Answer | None:
        """The wrong answer, or None for the right one (perhaps slow or cut off)."""
        if kind in ("empty", "html"):
            return Answer(b"" if kind == "empty" else ERROR_PAGE)
        if kind and (found := STATUS.match(kind)):
            wait = {"Retry-After": str(self.server.replay.retry_after_seconds)}
            headers = wait if found["retry_after"] else {}
            return Answer(ERROR_PAGE, status=int(found["status"]), headers=headers)
        return None

    def _already_has(self, answer: Answer) -> bool:
        given = self.headers.get("If-None-Match", "")
        return answer.etag in given or given.strip() == "*"

    def _send(self, answer: Answer, kind: str | None) -> None:
        body = answer.body
        if kind == "cut gzip":
            packed = gzip.compress(body)
            body = packed[: len(packed) - 12]
        self.send_response(answer.status)
        if answer.status != 304:
            self.send_header("Content-Type", answer.media_type)
            promised = max(len(body), 2) if kind == "cut" else len(body)
            self.send_header("Content-Length", str(promised))
            if kind == "cut gzip":
                self.send_header("Content-Encoding", "gzip")
        if answer.status == 200 and kind in (None, "slow", "cut"):
            self.send_header("ETag", answer.etag)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if kind == "cut":
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
        elif kind == "slow":
            step = len(body) // DRIPS + 1
            for start in range(0, len(body), step):
                self.wfile.write(body[start : start + step])
                self.wfile.flush()
                time.sleep(self.server.replay.slow_seconds / DRIPS)
        else:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The request log is `Replay.requests`."""
