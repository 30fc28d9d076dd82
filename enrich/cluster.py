"""Reads bills on several processes or machines with Dask; the claims are those of one process.

A task for another process carries all it needs, the archived bytes too, so that workers need no shared
disk: a cluster costs its network the size of the documents once. Results come back in the order of
the bills.
"""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

from enrich import text
from enrich.bills import BillReader
from enrich.provisions import PassageReader
from legislation.archive import Archive, NotArchived
from legislation.claims import BillClaims, BillToRead, KnownText

log = logging.getLogger("enrich")
BILLS_A_TASK = 4  # so that sending a task costs little beside reading its bills
TASKS_A_WORKER = 3  # waiting at a worker: none idles, and memory does not grow with the bills
# Below this a second process takes longer to start (some 4 seconds) than it saves.
PAYS_FROM_BYTES = 20_000_000


class NoCluster(RuntimeError):
    """There is nobody to work at the scheduler's address."""


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


@dataclass(frozen=True)
class PackedWork:
    """Work with the archived bytes that it may ask for, by digest."""

    work: Work
    blobs: Mapping[str, bytes]

    def blob(self, sha256: str) -> bytes:
        """Raises NotArchived when the bytes are missing."""
        if sha256 not in self.blobs:
            raise NotArchived(
                f"The bytes {sha256} are not in the archive; crawl their source again."
            )
        return self.blobs[sha256]


Result = BillClaims | NotArchived


@cache
def _passages() -> PassageReader:
    """One to a process: it takes a second to load."""
    return PassageReader()


def read(work: Work, blob: Callable[[str], bytes], run_id: str) -> Result:
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


def _packed(work: Work, archive: Archive) -> PackedWork:
    blobs = {}
    for sha256 in work.unread():
        try:
            blobs[sha256] = archive.read(sha256)
        except NotArchived as error:
            log.debug("%s: %s", work.bill.bill_id, error)  # told once a reader asks for it
    return PackedWork(work, blobs)


def _read_some(packed: list[PackedWork], run_id: str) -> list[Result]:
    return [read(one.work, one.blob, run_id) for one in packed]


@contextmanager
def connected(scheduler: str | None, workers: int) -> Iterator[Any]:
    """A Dask client of the scheduler's address, or of a cluster of processes on this machine.

    Raises NoCluster where no scheduler answers at the address, or none of its workers.
    """
    from distributed import Client, LocalCluster  # half a second that a small run need not wait

    if scheduler is not None:
        try:
            client = Client(scheduler, timeout="10s")
            client.wait_for_workers(1, timeout=10)
        except OSError as error:
            raise NoCluster(
                f"No Dask scheduler with a worker answers at {scheduler} ({error}); start them with "
                "`dask scheduler` and `dask worker`."
            ) from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            memory_limit=0,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def read_on(
    client: Any, works: Iterable[Work], archive: Archive, run_id: str
) -> Iterator[tuple[BillToRead, Result]]:
    """The same by the client's workers; at most a few tasks a worker are under way."""
    works = iter(works)
    waiting: deque[tuple[list[Work], Any]] = deque()
    most = TASKS_A_WORKER * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    while some := list(islice(works, BILLS_A_TASK)):
        packed = [_packed(work, archive) for work in some]
        waiting.append((some, client.submit(_read_some, packed, run_id, pure=False)))
        if len(waiting) >= most:
            yield from _done(*waiting.popleft())
    while waiting:
        yield from _done(*waiting.popleft())


def _done(works: list[Work], future: Any) -> Iterator[tuple[BillToRead, Result]]:
    for work, result in zip(works, future.result(), strict=True):
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
    with connected(scheduler, workers or 1) as client:
        yield from read_on(client, works, archive, run_id)


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
