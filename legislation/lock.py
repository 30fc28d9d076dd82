"""One process at a time, whatever became of the one before: the system frees what a killed one held."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


class AlreadyHeld(RuntimeError):
    """Another process holds the lock; the sentence says which and what to do."""


@contextlib.contextmanager
def only_holder(path: Path, sentence: str) -> Iterator[None]:
    """Holds `<path>.lock` beside what it guards. Raises AlreadyHeld with `sentence`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyHeld(sentence) from None
        yield
