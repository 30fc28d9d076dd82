"""Reads bills on several processes or, with Dask, on several machines; the claims are those of one process.

Processes of this machine read the archive themselves. A task for another machine carries the archived
bytes, so that workers need no shared disk: a cluster costs its network the size of the documents once.
Results come back in the order of the bills.
"""

import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import Any

from enrich import text
from enrich.bills import BillReader
from enrich.provisions import PassageReader
from legislation.archive import Archive, NotArchived
from legislation.claims import BillClaims, BillToRead, KnownText

log = logging.getLogger("enrich")
BILLS_A_TASK = 4  # so that sending a task costs little beside reading its bills
TASKS_A_WORKER = 3  # waiting at a worker: none idles, and memory does not grow with the bills
# Below this a second process takes longer to start (some two seconds) than it saves.
PAYS_FROM_BYTES = 20_000_000


class NoCluster(RuntimeError):
    """There is nobody to work: at the scheduler's address, or no longer on this machine."""


@dataclass(frozen=True)
class Work:
    """A bill, and the texts that an earlier run read by version."""

    bill: BillToRead
    known: Mapping[str, KnownText]

    def unread(self) -> Iterator[str]:
        """Digests of the archived bytes whose text is not known."""
        for version in self.bill.versions:
            known = self.known.get(version.version_id)
            for link in version.links:
                if not (known and known.is_of(link.sha256, text.METHOD_VERSION)):
                    yield link.sha256


Blob = Callable[[str], bytes]
Result = BillClaims | NotArchived


@cache
def _passages() -> PassageReader:
    """One to a process: it takes a second to load."""
    return PassageReader()


def read(work: Work, blob: Blob, run_id: str) -> Result:
    """The claims of one bill, or what was missing of its bytes."""
    try:
        return BillReader(blob, work.known.get, run_id, _passages()).claims_of(work.bill)
    except NotArchived as error:
        return error


def read_here(
    works: Iterable[Work], archive: Archive, run_id: str
) -> Iterator[tuple[BillToRead, Result]]:
    """One bill after the other in this process."""
    for work in works:
        yield work.bill, read(work, archive.read, run_id)


@dataclass(frozen=True)
class Carried:
    """Archived bytes that travel with a task, by digest."""

    blobs: Mapping[str, bytes]

    def read(self, sha256: str) -> bytes:
        """Raises NotArchived when the bytes are missing."""
        if sha256 not in self.blobs:
            raise NotArchived(
                f"The bytes {sha256} are not in the archive; crawl their source again."
            )
        return self.blobs[sha256]


@dataclass(frozen=True)
class Workers:
    """How many there are, how a task is given to them, and by what they read the bytes of its bills."""

    number: int
    submit: Callable[..., Any]
    blob_for: Callable[[list[Work]], Blob]


@contextmanager
def on_this_machine(number: int, archive: Archive) -> Iterator[Workers]:
    """Processes that read the archive themselves. Raises NoCluster when one of them is ended."""
    try:
        with ProcessPoolExecutor(number, get_context("spawn"), _begin) as pool:
            try:
                yield Workers(number, pool.submit, lambda _: archive.read)
            except BaseException:  # Ctrl-C, too, should not wait for all that was handed out
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise NoCluster(
            "A process that read bills was ended from outside, perhaps for want of memory. What was "
            "read is kept: enrich again, with fewer --workers."
        ) from error


def _begin() -> None:
    """Ctrl-C is for the process that writes; when that one ends, however it does, a worker ends, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


@contextmanager
def on_a_cluster(scheduler: str, archive: Archive) -> Iterator[Workers]:
    """The workers of a Dask scheduler; tasks carry the bytes that they may ask for.

    Raises NoCluster where no scheduler answers at the address, or none of its workers.
    """
    from distributed import Client  # half a second that a run on this machine need not wait

    try:
        client = Client(scheduler, timeout="10s")
        client.wait_for_workers(1, timeout=10)
    except OSError as error:
        raise NoCluster(
            f"No Dask scheduler with a worker answers at {scheduler} ({error}); start them with "
            "`dask scheduler` and `dask worker`."
        ) from error
    with client:
        number = len(client.scheduler_info(n_workers=-1)["workers"])
        submit = partial(client.submit, pure=False)
        yield Workers(max(1, number), submit, partial(_carried, archive=archive))


def _carried(works: list[Work], archive: Archive) -> Blob:
    blobs = {}
    for sha256 in chain.from_iterable(work.unread() for work in works):
        try:
            blobs[sha256] = archive.read(sha256)
        except NotArchived as error:
            log.debug("%s", error)  # told once a reader asks for it
    return Carried(blobs).read


def read_on(
    workers: Workers, works: Iterable[Work], run_id: str
) -> Iterator[tuple[BillToRead, Result]]:
    """The same by workers; at most a few tasks a worker are under way."""
    works = iter(works)
    waiting: deque[tuple[list[Work], Any]] = deque()
    while some := list(islice(works, BILLS_A_TASK)):
        task = workers.submit(_read_some, some, workers.blob_for(some), run_id)
        waiting.append((some, task))
        if len(waiting) >= TASKS_A_WORKER * workers.number:
            yield from _done(*waiting.popleft())
    while waiting:
        yield from _done(*waiting.popleft())


def _read_some(works: list[Work], blob: Blob, run_id: str) -> list[Result]:
    return [read(work, blob, run_id) for work in works]


def _done(works: list[Work], task: Any) -> Iterator[tuple[BillToRead, Result]]:
    for work, result in zip(works, task.result(), strict=True):
        yield work.bill, result


def read_all(
    works: Iterator[Work],
    archive: Archive,
    run_id: str,
    scheduler: str | None,
    workers: int | None,
) -> Iterator[tuple[BillToRead, Result]]:
    """The claims of all, on the scheduler's cluster, on `workers` processes, or where it pays best."""
    if scheduler is None and workers is None:
        workers = os.cpu_count() or 1
        first, is_much = _first(works, archive) if workers > 1 else ([], False)
        workers = workers if is_much else 1
        works = chain(first, works)
    if scheduler is None and workers == 1:
        yield from read_here(works, archive, run_id)
        return
    with (
        on_a_cluster(scheduler, archive) if scheduler else on_this_machine(workers or 1, archive)
    ) as found:
        yield from read_on(found, works, run_id)


def _first(works: Iterator[Work], archive: Archive) -> tuple[list[Work], bool]:
    """The first bills, and whether they already are so much that more processes pay."""
    first: list[Work] = []
    size = 0
    for work in works:
        first.append(work)
        size += sum(map(archive.size, work.unread()))
        size += sum(len(known.text) for known in work.known.values())
        if size >= PAYS_FROM_BYTES:
            return first, True
    return first, False
