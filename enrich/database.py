"""Enriches the database bill by bill: only what changed, with progress, safe to kill.

This process alone reads and writes the database; what a bill's claims are is worked out here or,
by `enrich.cluster`, on other processes and machines.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from enrich import cluster
from enrich.bills import input_sha256
from legislation import claims, ids, store
from legislation.archive import Archive, NotArchived

log = logging.getLogger("enrich")
_SECONDS_BETWEEN_LINES = 5.0


def enrich(data: Path, scheduler: str | None = None, workers: int | None = None) -> dict[str, int]:
    """Reads every bill whose bytes, actions or methods changed; returns counts.

    `scheduler` is the address of a Dask scheduler; without one, `workers` processes of this machine
    are used (None: as many as it has processors, where there is so much to read that it pays).
    Raises store.StoreError when there is no database or another process writes it,
    cluster.NoCluster where no scheduler or worker answers.
    """
    path = store.database_path(data)
    with store.only_writer(path):
        database = store.open_database(path)
        try:
            return _enrich(database, Archive(data / "raw"), scheduler, workers)
        finally:
            database.close()


def _enrich(
    database: sqlite_utils.Database, archive: Archive, scheduler: str | None, workers: int | None
) -> dict[str, int]:
    started = datetime.now(UTC)
    run: dict[str, Any] = {
        "run_id": ids.run_id("enrich", started),
        "kind": "enrich",
        "name": "enrich",
        "started_at": started.isoformat(timespec="seconds"),
        "outcome": "running",
    }
    claims.record_run(database, run)
    told = claims.told_until(database)
    counts = {"bills": len(claims.bill_ids(database)), "read": 0, "unchanged": 0, "not archived": 0}
    works = _changed(database, told, counts)
    read = cluster.read_all(works, archive, run["run_id"], scheduler, workers)
    for bill, result in read:
        if isinstance(result, NotArchived):
            log.warning("%s: %s", bill.bill_id, result)
            counts["not archived"] += 1
        else:
            claims.replace(database, result)
            counts["read"] += 1
    log.info(
        "corrections: %d hold, %d put aside", *claims.apply_corrections(database, run["run_id"])
    )
    finished = datetime.now(UTC).isoformat(timespec="seconds")
    outcome = "failed" if counts["not archived"] else "finished"
    put_aside = [
        *claims.quarantine_counts(database, "enrich"),
        *claims.quarantine_counts(database, "corrections"),
    ]
    run |= {
        "finished_at": finished,
        "outcome": outcome,
        "found": counts["bills"],
        "kept": counts["read"],
        "skipped": {"unchanged": counts["unchanged"]},
        "quarantined": sum(count for _, count in put_aside),
    }
    claims.record_run(database, run)
    for reason, count in put_aside:
        log.info("put aside, %d: %s", count, reason)
    return counts


def _changed(
    database: sqlite_utils.Database,
    told: Mapping[str, tuple[str, str]],
    counts: dict[str, int],
) -> Iterator[cluster.Work]:
    """The bills that must be read, each with its known texts; a line now and then tells how far."""
    clock = last_line = time.monotonic()
    for number, bill_id in enumerate(claims.bill_ids(database), 1):
        bill = claims.read_bill(database, bill_id, told)
        if bill.input_sha256 == input_sha256(bill):
            counts["unchanged"] += 1
        else:
            yield _work(database, bill)
        if time.monotonic() - last_line >= _SECONDS_BETWEEN_LINES:
            last_line = time.monotonic()
            log.info(
                "%d of %d bills, %.0f a second, %d unchanged",
                number,
                counts["bills"],
                number / (last_line - clock),
                counts["unchanged"],
            )


def _work(database: sqlite_utils.Database, bill: claims.BillToRead) -> cluster.Work:
    known = {
        version.version_id: text_of
        for version in bill.versions
        if (text_of := claims.known_text(database, version.version_id))
    }
    return cluster.Work(bill, known)
