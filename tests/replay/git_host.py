"""A host of git repositories, as GitHub is one: git's own server behind HTTP, with what can go wrong."""

import os
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self


class GitHost:
    """Serves the repositories of a folder: `with GitHost(folder) as host: … host.url`.

    filters: leave files out where a client asks for that. moved: old name → new name. gone: names that
    are answered 404. cut: of how many bytes an answer with objects is cut off. sent: bytes of every
    answer with objects.
    """

    def __init__(self, folder: Path, *, filters: bool = True) -> None:
        self.folder = folder
        self.filters = filters
        self.moved: dict[str, str] = {}
        self.gone: set[str] = set()
        self.cut: int | None = None
        self.sent: list[int] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def has_http_backend() -> bool:
    """False where git comes without its server."""
    if shutil.which("git") is None:
        return False
    folder = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    return (Path(folder.stdout.strip()) / "git-http-backend").exists()


def _handler_of(host: GitHost) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            path, _, query = self.path.partition("?")
            name = path.split("/")[1]
            if new := host.moved.get(name):
                self.send_response(301)
                self.send_header("Location", f"{host.url}{self.path.replace(name, new, 1)}")
                self.end_headers()
                return
            if not any((host.folder / part).is_dir() for part in (name, f"{name}.git")):
                # GitHub does not tell a private repository from none.
                self.send_response(404 if name in host.gone else 401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            head, _, body = self._answer(path, query).partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
            self.send_response(int(fields.pop("Status", "200").split()[0]))
            for field, value in fields.items():
                self.send_header(field, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            has_objects = b"packfile" in body
            if has_objects:
                host.sent.append(len(body))
            if has_objects and host.cut is not None:
                self.wfile.write(body[: -host.cut])
                self.close_connection = True
            else:
                self.wfile.write(body)

        def _answer(self, path: str, query: str) -> bytes:
            options = {"uploadpack.allowFilter": str(host.filters).lower(), "safe.directory": "*"}
            settings = {f"GIT_CONFIG_KEY_{n}": key for n, key in enumerate(options)}
            settings |= {f"GIT_CONFIG_VALUE_{n}": value for n, value in enumerate(options.values())}
            variables = {
                "GIT_PROJECT_ROOT": str(host.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_CONFIG_COUNT": str(len(options)),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "REQUEST_METHOD": self.command,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "REMOTE_ADDR": "127.0.0.1",
            }
            return subprocess.run(
                ["git", "http-backend"],
                input=self._body(),
                env=os.environ | settings | variables,
                capture_output=True,
                check=False,
            ).stdout

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            return body

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
