"""An FTP server on 127.0.0.1 with the files and folders of a test, passive mode only.

It speaks what a client needs to fetch and to list (RFC 959): `with FtpServer({"/bills/": …}) as url:`.
"""

import socket
import socketserver
import threading
from collections.abc import Mapping
from types import TracebackType


class FtpServer:
    """files: path → bytes of a file, or of a folder's listing where the path ends in a slash.

    unanswered: a command to which nothing is said.
    """

    def __init__(self, files: Mapping[str, bytes], unanswered: str = "") -> None:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
        self._server.daemon_threads = True
        self._server.files = files  # type: ignore[attr-defined]
        self._server.unanswered = unanswered  # type: ignore[attr-defined]
        self._server.asked = self.asked = []  # type: ignore[attr-defined]

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"ftp://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Session(socketserver.StreamRequestHandler):
    """One client's control connection."""

    def handle(self) -> None:
        self._say("220 ready")
        waiting = socket.create_server(("127.0.0.1", 0))
        with waiting:
            for line in self.rfile:
                command, _, path = line.decode().strip().partition(" ")
                if command.upper() != self.server.unanswered:  # type: ignore[attr-defined]
                    self._answer(command.upper(), path, waiting)

    def _answer(self, command: str, path: str, waiting: socket.socket) -> None:
        if command == "PASV":
            port = waiting.getsockname()[1]
            self._say(f"227 Entering Passive Mode (127,0,0,1,{port >> 8},{port & 255})")
        elif command in ("LIST", "RETR"):
            self.server.asked.append(f"{command} {path}")  # type: ignore[attr-defined]
            self._send(self.server.files.get(path), waiting)  # type: ignore[attr-defined]
        elif command in ("USER", "PASS"):
            self._say("230 logged in")
        else:
            self._say("200 fine")

    def _send(self, body: bytes | None, waiting: socket.socket) -> None:
        if body is None:
            self._say("550 The system cannot find the file specified.")
            return
        connection, _ = waiting.accept()
        self._say("150 here it comes")
        with connection:
            connection.sendall(body)
        self._say("226 Transfer complete.")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
