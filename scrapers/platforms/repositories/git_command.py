"""Runs git: quietly, without asking anybody, with its own words turned into ours when it fails."""

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, cast

from scrapers.platforms.repositories.tree import (
    Interrupted,
    NoHost,
    NoRepository,
    Say,
    Stopped,
    Unreachable,
)

SECONDS = 1800  # the largest repositories hold some gigabytes
SECONDS_BETWEEN_WORDS = 5.0
_OPTIONS = {
    "protocol.version": "2",  # older ones give no file by its id
    # A host that sent less than a byte a second for two minutes is gone.
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "120",
    "gc.autoDetach": "false",  # no process outlives the crawl
}
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "LC_ALL": "C"}
# Set where a crawl is started by a hook of another repository.
_OF_ANOTHER_REPOSITORY = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY")
_KINDS = (
    # GitHub asks for a user name where there is no public repository; one without a commit has no HEAD.
    (NoRepository, ("' not found", "could not read Username", "couldn't find remote ref HEAD")),
    (NoHost, ("Could not resolve host", "Failed to connect", "Connection refused")),
    # What went wrong on the way says nothing against the copy that is here.
    (Interrupted, ("unable to access", "RPC failed", "early EOF", "unexpected disconnect")),
    (Interrupted, ("hung up", "timed out", "Connection reset")),
)
# "Receiving objects:  45% (450/1000), 1.20 MiB | 1.2 MiB/s"
_PROGRESS = re.compile(r"\d+% \(")


def command(*arguments: str, **options: str) -> list[str]:
    settings = (f"{name}={value}" for name, value in {**_OPTIONS, **options}.items())
    return ["git", *(part for setting in settings for part in ("-c", setting)), *arguments]


def environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    return ours | _QUIET


def git(*arguments: str, given: str = "", say: Say | None = None, **options: str) -> str:
    """What git answers. given: its standard input. say: is told how far it is. options: of its
    configuration. Raises Unreachable."""
    with TemporaryFile() as stdin, TemporaryFile() as stdout:
        stdin.write(given.encode())
        stdin.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603  no shell; the address comes from settings
                command(*arguments, **options),
                env=environment(),
                stdin=stdin,
                stdout=stdout,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError:
            raise Unreachable("git is not installed; install it to read repositories.") from None
        stderr = cast(IO[bytes], process.stderr)
        late = threading.Timer(SECONDS, process.kill)
        started = time.monotonic()
        late.start()
        try:
            said = _listen(stderr, say)
            process.wait()
        finally:
            late.cancel()
            stderr.close()
        if time.monotonic() - started >= SECONDS:
            raise Unreachable(f"git took longer than {SECONDS // 60} minutes; crawl again.")
        if process.returncode:
            raise _failure(said, process.returncode)
        stdout.seek(0)
        return stdout.read().decode()


def _listen(stderr: IO[bytes], say: Say | None) -> list[str]:
    """The lines that are no progress. `say` hears of progress every few seconds, of a move at once."""
    said: list[str] = []
    heard = time.monotonic()
    for line in _lines(stderr):
        is_progress = _PROGRESS.search(line) is not None
        if not is_progress:
            said.append(line)
        # "warning: redirecting to https://github.com/govbot-archive/wa-legislation/"
        if say and line.startswith("warning: redirecting to "):
            say(f"has moved to {line.rpartition(' ')[2]}; correct its address.")
        if say and is_progress and time.monotonic() - heard > SECONDS_BETWEEN_WORDS:
            heard = time.monotonic()
            say(" ".join(line.removeprefix("remote: ").split()))
    return said


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """git ends the lines of its progress with a carriage return."""
    rest = b""
    while chunk := os.read(stream.fileno(), 8192):
        *lines, rest = (rest + chunk).replace(b"\r", b"\n").split(b"\n")
        yield from (line.decode(errors="replace").strip() for line in lines if line.strip())
    if rest.strip():
        yield rest.decode(errors="replace").strip()


def _failure(said: list[str], status: int) -> Unreachable:
    if status < 0:
        return Stopped("git was stopped; crawl again.")
    kind = next(
        (kind for kind, words in _KINDS if any(word in line for line in said for word in words)),
        Unreachable,
    )
    faults = [line for line in said if line.startswith(("fatal:", "error:"))] or said
    first = faults[0].rstrip(".") if faults else f"exit status {status}"
    first = first.removeprefix("fatal: ").removeprefix("error: ")
    return kind(f"git says: {first}; check the network and the address, and crawl again.")
