"""Enriches the database bill by bill: only what changed, with progress, safe to kill."""

import logging
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlite_utils

from enrich.bills import BillReader, input_sha256
from legislation import claims, ids, store
from legislation.archive import Archive, NotArchived

log = logging.getLogger("enrich")
_SECONDS_BETWEEN_LINES = 5.0


def enrich(data: Path) -> dict[str, int]:
    """Reads every bill whose bytes, actions or methods changed; returns counts.

    Raises store.StoreError when there is no database or another process writes it.
    """
    path = store.database_path(data)
    with store.only_writer(path):
        database = store.open_database(path)
        try:
            return _enrich(database, Archive(data / "raw"))
        finally:
            database.close()


def _enrich(database: sqlite_utils.Database, archive: Archive) -> dict[str, int]:
    started = datetime.now(UTC)
    run: dict[str, Any] = {
        "run_id": ids.run_id("enrich", started),
        "kind": "enrich",
        "name": "enrich",
        "started_at": started.isoformat(timespec="seconds"),
        "outcome": "running",
    }
    claims.record_run(database, run)
    reader = BillReader(archive.read, partial(claims.known_text, database), run["run_id"])
    todo, told = claims.bill_ids(database), claims.told_until(database)
    counts = {"bills": len(todo), "read": 0, "unchanged": 0, "not archived": 0}
    clock = last_line = time.monotonic()
    for number, bill_id in enumerate(todo, 1):
        bill = claims.read_bill(database, bill_id, told)
        if bill.input_sha256 == input_sha256(bill):
            counts["unchanged"] += 1
        else:
            try:
                claims.replace(database, reader.claims_of(bill))
                counts["read"] += 1
            except NotArchived as error:
                log.warning("%s: %s", bill_id, error)
                counts["not archived"] += 1
        if time.monotonic() - last_line >= _SECONDS_BETWEEN_LINES:
            last_line = time.monotonic()
            log.info(
                "%d of %d bills, %.0f a second, %d unchanged",
                number,
                len(todo),
                number / (last_line - clock),
                counts["unchanged"],
            )
    finished = datetime.now(UTC).isoformat(timespec="seconds")
    outcome = "failed" if counts["not archived"] else "finished"
    put_aside = claims.quarantine_counts(database, "enrich")
    run |= {
        "finished_at": finished,
        "outcome": outcome,
        "found": len(todo),
        "kept": counts["read"],
        "skipped": {"unchanged": counts["unchanged"]},
        "quarantined": sum(count for _, count in put_aside),
    }
    claims.record_run(database, run)
    for reason, count in put_aside:
        log.info("put aside, %d: %s", count, reason)
    return counts
