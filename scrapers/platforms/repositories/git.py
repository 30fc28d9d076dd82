"""The newest commit of a git repository, read from git's own store without a work tree."""

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, cast

from scrapers.platforms.repositories.git_command import command, environment, git
from scrapers.platforms.repositories.tree import Entry, TooLarge, Tree, Unreachable

_FOLDER, _FILES = b"40000", (b"100644", b"100755")


class GitTree(Tree):
    """A repository on this machine. commit: the id of the one that is read."""

    def __init__(self, name: str, address: str, git_dir: Path, head: str = "HEAD") -> None:
        super().__init__(name, address)
        self._git_dir = git_dir
        try:
            self.commit = self._git("rev-parse", "--verify", f"{head}^{{commit}}").strip()
        except Unreachable as error:
            raise Unreachable(f"it holds no commit that can be read ({error})") from None
        # A session of its own: Ctrl-C, which ends the crawl in order, must not end this at once.
        self._objects = subprocess.Popen(  # noqa: S603  no shell
            command(f"--git-dir={git_dir}", "cat-file", "--batch"),
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._asked = cast(IO[bytes], self._objects.stdin)
        self._answered = cast(IO[bytes], self._objects.stdout)

    def inside(self, folder: Entry | None = None) -> list[Entry]:
        body = self._object(folder.id if folder else f"{self.commit}^{{tree}}")
        parent = folder.path if folder else PurePosixPath()
        length = len(self.commit) // 2  # of an id in bytes: git has two kinds
        entries = []
        at = 0
        while at < len(body):  # "<mode> <name>\0<id>", one after the other
            space, end = body.index(b" ", at), body.index(b"\0", at)
            mode, name = body[at:space], body[space + 1 : end].decode(errors="replace")
            at = end + 1 + length
            if mode == _FOLDER or mode in _FILES:
                entries.append(Entry(parent / name, mode == _FOLDER, body[end + 1 : at].hex()))
        return sorted(entries)

    def state_of(self, entry: Entry) -> str:
        return entry.id

    def bring(self, files: Iterable[Entry]) -> None:
        pass

    def read(self, file: Entry, at_most: int) -> bytes:
        return self._object(file.id, at_most)

    def close(self) -> None:
        self._objects.communicate()

    def _git(self, *arguments: str) -> str:
        return git(f"--git-dir={self._git_dir}", *arguments)

    def _object(self, name: str, at_most: int | None = None) -> bytes:
        try:
            self._asked.write(f"{name}\n".encode())
            self._asked.flush()
        except BrokenPipeError:
            raise self._damage() from None
        # "80bf2cb77133f246e870c98bc7b65b9a4edfed7e blob 2113", or "80bf… missing"
        answer = self._answered.readline().split()
        if len(answer) != 3:
            raise self._damage()
        size = int(answer[2])
        if at_most is not None and size > at_most:
            self._pass_over(size + 1)
            raise TooLarge
        body = self._answered.read(size)
        if not self._answered.read(1):  # the end of the line after it
            raise self._damage()
        return body

    def _pass_over(self, size: int) -> None:
        while size and (part := self._answered.read(min(size, 1 << 20))):
            size -= len(part)

    def _damage(self) -> Unreachable:
        self._objects.kill()
        return Unreachable("an object of it is missing or damaged; run `git fsck` there.")
