"""The newest commit of a git repository on a host.

It is kept in `<copies>/<name>.git`, one commit deep, with its folders and without its files: those
that a reader asks for come in one request. Where the host cannot leave files out, all of them come
with the folders. A copy that is lost or damaged costs its folders.
"""

import random
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scrapers.platforms.repositories.git import GitTree
from scrapers.platforms.repositories.git_command import git
from scrapers.platforms.repositories.tree import (
    Entry,
    Interrupted,
    NoHost,
    NoRepository,
    Say,
    Stopped,
    Unreachable,
)

NEWEST = "refs/heads/newest"
TRIES = 4


@dataclass(frozen=True)
class Host:
    """Where copies are made of what stands elsewhere.

    copies: the folder that holds them. pause: seconds before an answer that failed is asked for
    again, doubled each time. say: tells the person at the screen.
    """

    copies: Path
    pause: float
    say: Say


class ClonedTree(GitTree):
    """Blocks while it is brought up to date. Raises Unreachable."""

    def __init__(self, name: str, address: str, url: str, host: Host) -> None:
        self._url = url
        self._host = host
        self._here: set[str] | None = None  # ids of what is in the copy
        copy = copy_of(name, host)
        git("init", "--quiet", "--bare", "--", str(copy))
        # Forced: history may have been rewritten, and a new session may begin with a new one.
        _fetch(copy, url, "--depth=1", what=[f"+HEAD:{NEWEST}"], host=host)
        super().__init__(name, address, copy, NEWEST)
        self.inside()  # raises where the copy is damaged

    def bring(self, files: Iterable[Entry]) -> None:
        if self._here is None:
            every = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
            self._here = set(self._git("cat-file", *every).split())
        if missing := {file.id for file in files} - self._here:
            given = "\n".join(sorted(missing)) + "\n"
            _fetch(self._git_dir, self._url, "--stdin", given=given, host=self._host)
            self._here |= missing

    def _damage(self) -> Unreachable:
        super()._damage()
        shutil.rmtree(self._git_dir, ignore_errors=True)
        return Unreachable("its copy here was damaged and is removed; crawl again.")


def newest_commit(url: str) -> str:
    """Its id, without fetching anything. Raises Unreachable."""
    return git("ls-remote", "--exit-code", "--", url, "HEAD").split()[0]


def copy_of(name: str, host: Host) -> Path:
    return host.copies / f"{name}.git"


def cloned(name: str, address: str, url: str, host: Host) -> ClonedTree:
    """Brings the copy of an earlier crawl up to date; makes one where there is none or it cannot be
    used, since a crawl was killed half-way or a disk failed."""
    copy = copy_of(name, host)
    if copy.exists():
        try:
            return ClonedTree(name, address, url, host)
        except (NoRepository, NoHost, Interrupted, Stopped):
            raise
        except Unreachable as error:
            host.say(f"is fetched anew, since its copy here cannot be used: {error}")
            shutil.rmtree(copy, ignore_errors=True)
    try:
        return ClonedTree(name, address, url, host)
    except Unreachable:
        shutil.rmtree(copy, ignore_errors=True)
        raise


def _fetch(
    copy: Path, url: str, *how: str, host: Host, what: Iterable[str] = (), given: str = ""
) -> None:
    # Not kept in the copy: its address may hold a key, and git must not fetch one file at a time
    # whenever another command meets one that is not here.
    options = {
        "remote.origin.url": url,
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
    }
    if given:
        options["fetch.negotiationAlgorithm"] = "noop"  # what is here does not matter
    for attempt in range(TRIES):
        try:
            git(
                f"--git-dir={copy}",
                "fetch",
                "--progress",
                "--no-tags",
                "--no-write-fetch-head",
                "--recurse-submodules=no",
                "--filter=blob:none",
                *how,
                "origin",
                *what,
                given=given,
                say=host.say,
                **options,
            )
        except Interrupted as error:
            if attempt == TRIES - 1:
                raise
            host.say(f"is asked for again: {error}")
            time.sleep(host.pause * 2**attempt * random.uniform(1, 1.5))  # noqa: S311  no secret
        else:
            return
