"""From items to the database: the only writer of facts, and of the claims that persons made.

Everything is read from ``data/``; no network. The same items give the same rows, whatever order
they were crawled in.
"""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlite_utils
from pydantic import ValidationError

from legislation import (
    archive,
    changes,
    codebook,
    facts,
    ids,
    item_log,
    jsonlines,
    jurisdictions,
    knowledge_rows,
    sources,
    store,
)
from legislation.model import Bill, KnowledgeEntry, sentence_of

log = logging.getLogger("build")
Row = dict[str, Any]
_BATCH = 500
# Where two sources or sessions give the same row, the first stays, of the better source; elsewhere a row
# that the schema refuses is a fault, not to be passed over.
_MAY_REPEAT = (
    "fetches",
    "quarantine",
    "legislative_sessions",
    "identifiers",
    "related_bills",
    "links",
)


class Rows:
    """Collects rows by table and writes them in batches; references are checked at the end."""

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database
        self._waiting: dict[str, list[Row]] = {}

    def add(self, table: str, row: Row) -> None:
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._write(table)

    def add_all(self, rows: Iterable[tuple[str, Row]]) -> None:
        for table, row in rows:
            self.add(table, row)

    def flush(self) -> None:
        for table in list(self._waiting):
            self._write(table)

    def _write(self, table: str) -> None:
        rows = self._waiting.pop(table)
        self._database.table(table).insert_all(rows, ignore=table in _MAY_REPEAT)


def build(data: Path) -> dict[str, int]:
    """Makes the database anew from items and swaps it in; returns rows by table.

    Raises store.StoreError when there is nothing to build from, when another process writes the
    database, or when the result breaks a contract of ``verify/``; the old database stays.
    """
    path = store.database_path(data)
    with store.only_writer(path):
        started = datetime.now(UTC)
        with store.swapped_in(path) as database:
            with database.atomic():
                _fill(database, data)
            if path.exists():
                _carry_claims(database, path)
            _record(database, started)
            _refuse_broken(database)
            database.execute("ANALYZE")
            return {
                table: database.table(table).count
                for table in database.table_names()
                if "_fts" not in table and not table.startswith("sqlite_")
            }


def _fill(database: sqlite_utils.Database, data: Path) -> None:
    rows = Rows(database)
    rows.add_all(_places())
    run_ids: dict[str, str] = {}
    for fetch in archive.Archive(data / "raw").fetches():
        rows.add("fetches", vars(fetch))
        run_ids[fetch.fetch_id] = fetch.run_id
    seen: set[str] = set()
    for path in sorted((data / "runs").glob("*.json")):
        run = json.loads(path.read_text())
        # One by one: what an older version did not count takes the column's default.
        database.table("runs").insert(run, ignore=True)
        seen.add(run["name"])
    for aside in _quarantined(data / "quarantine"):
        rows.add("quarantine", aside)
    bills, entries = _items(data / "items", rows)
    if not bills and not entries:
        raise store.StoreError(
            "There are no items to build from; crawl first, for instance with "
            "`scrapy crawl catalogue`."
        )
    seen.update(bill.source for told in bills.values() for bill in told)
    rows.add_all(sources.rows(seen))
    laws = knowledge_rows.bills_of(entries)
    for bill_id, law in laws.values():
        bills.setdefault(bill_id, []).append(law)
    rows.add_all(_sessions(bills))
    for bill_id in sorted(bills):
        rows.add_all(facts.rows_of_bill(bill_id, bills[bill_id]))
    rows.add_all(("changes", row) for row in changes.rows_of_changes(data / "items", bills))
    rows.add_all(knowledge_rows.rows_of(entries, laws, run_ids))
    rows.add_all(_codebook())
    rows.flush()
    store.run_statements(database, "fill_search.sql")


def _places() -> Iterator[tuple[str, Row]]:
    for place in jurisdictions.all_jurisdictions():
        row, column = place.tile or (None, None)
        yield (
            "jurisdictions",
            {
                "jurisdiction": place.slug,
                "name": place.name,
                "level": place.level,
                "postal": None if place.level in ("county", "city") else place.short_name,
                "parent": jurisdictions.parent(place.slug),
                "division_id": place.division_id,
                "jurisdiction_id": place.jurisdiction_id,
                "legislature": place.legislature,
                "timezone": place.timezone,
                "url": place.url or None,
                "tile_row": row,
                "tile_column": column,
            },
        )


def _codebook() -> Iterator[tuple[str, Row]]:
    for number, entry in enumerate(codebook.classes().values(), 1):
        yield (
            "classes",
            {
                "class": entry.key,
                "number": number,
                "area": entry.area,
                "label": entry.label,
                "topic": entry.topic,
                "does": entry.does,
                "not_this": entry.not_,
            },
        )


def _quarantined(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.jsonl")):
        yield from jsonlines.read(path)


def _items(folder: Path, rows: Rows) -> tuple[dict[str, list[Bill]], list[KnowledgeEntry]]:
    """Bills by id and knowledge entries; an item that is no longer valid is put aside."""
    bills: dict[str, list[Bill]] = {}
    entries: list[KnowledgeEntry] = []
    for item in item_log.current_items(folder):
        try:
            if item.get("kind") == "bill":
                bill = Bill.model_validate(item)
                bills.setdefault(facts.bill_id_of(bill), []).append(bill)
            else:
                entries.append(KnowledgeEntry.model_validate(item))
        except (ValidationError, jurisdictions.UnknownJurisdiction) as error:
            subject = str(item.get("identifier") or item.get("kind"))
            fault = sentence_of(error) if isinstance(error, ValidationError) else str(error)
            reason = f"The item cannot be used ({fault}); crawl its source again."
            rows.add(
                "quarantine",
                {
                    "quarantine_id": ids.quarantine_id("build", subject, reason),
                    "step": "build",
                    "subject": subject,
                    "reason": reason,
                    "url": item.get("url"),
                },
            )
    return bills, entries


def _sessions(bills: dict[str, list[Bill]]) -> Iterator[tuple[str, Row]]:
    seen = {(bill.jurisdiction, bill.session) for sources in bills.values() for bill in sources}
    for slug, identifier in sorted(seen):
        session = jurisdictions.session(slug, identifier)
        last = jurisdictions.last_day(slug, session)
        yield (
            "legislative_sessions",
            {
                "session_id": f"{slug}-{session.key}",
                "jurisdiction": slug,
                "key": session.key,
                "identifier": session.identifier,
                "name": session.name,
                "start_year": session.start_year,
                "end_year": session.end_year,
                "end_date": str(last) if last else None,
            },
        )


def _carry_claims(database: sqlite_utils.Database, old: Path) -> None:
    try:
        store.open_database(old).close()
    except store.StoreError:
        log.info("the old database has other tables; texts will be read anew")
        return
    try:
        store.carry_claims(database, old)
    except sqlite3.DatabaseError as error:
        raise store.StoreError(
            f"The claims of {old.name} cannot be carried over ({error}); move it away and build again."
        ) from error


def _record(database: sqlite_utils.Database, started: datetime) -> None:
    database.table("runs").insert(
        {
            "run_id": f"build-{started:%Y%m%dT%H%M%S%fZ}",
            "kind": "build",
            "name": "build",
            "started_at": started.isoformat(timespec="seconds"),
            "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "outcome": "finished",
            "found": database.table("bills").count,
            "kept": database.table("bills").count,
        }
    )


def _refuse_broken(database: sqlite_utils.Database) -> None:
    for contract, rows in store.failures(database):
        raise store.StoreError(
            f"The new database breaks the contract that {contract} "
            f"({len(rows)} rows, the first {rows[0]}); the old one still serves. "
            "Look at that row's source and build again."
        )
