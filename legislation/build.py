"""From items to the database: the only writer of facts, and of the claims that persons made.

Everything is read from ``data/``; no network. The same items give the same rows, whatever order
they were crawled in.
"""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Set
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlite_utils
from pydantic import ValidationError

from legislation import (
    accuracy,
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
from legislation.on_disk import TextsByName
from legislation.quarantine import quarantine_row

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


def build(data: Path, measurements: Path = accuracy.FOLDER) -> dict[str, int]:
    """Makes the database anew from items and swaps it in; returns rows by table.

    `measurements` is the folder of what `enrich` measured of its own accuracy.
    Raises store.StoreError when there is nothing to build from, when another process writes the
    database, or when the result breaks a contract of ``verify/``; the old database stays.
    """
    path = store.database_path(data)
    with store.only_writer(path):
        started = datetime.now(UTC)
        with store.swapped_in(path) as database:
            with database.atomic():
                _fill(database, data, measurements)
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


def _fill(database: sqlite_utils.Database, data: Path, measurements: Path) -> None:
    rows = Rows(database)
    rows.add_all(_places())
    with TextsByName() as told:
        entries = _items(data / "items", told, rows)
        laws = knowledge_rows.bills_of(entries)
        for bill_id, law in laws.values():
            told.add(bill_id, law.model_dump_json())
        # After the items: a crawl that goes on meanwhile logs a fetch before the item that names it.
        run_ids = _fetches(data / "raw", {entry.fetch_id for entry in entries}, rows)
        bill_ids, spiders = _bills(told, rows)
    if not bill_ids and not entries:
        raise store.StoreError(
            "There are no items to build from; crawl first, for instance with "
            "`scrapy crawl catalogue`."
        )
    rows.add_all(("changes", row) for row in changes.rows_of_changes(data / "items", bill_ids))
    rows.add_all(sources.rows(spiders | _runs(data / "runs", database)))
    for path in sorted((data / "quarantine").glob("*.jsonl")):
        rows.add_all(("quarantine", aside) for aside in jsonlines.read(path))
    rows.add_all(knowledge_rows.rows_of(entries, laws, run_ids))
    rows.add_all(_codebook())
    _measurements(measurements, rows)
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


def _measurements(folder: Path, rows: Rows) -> None:
    evaluations, problems = accuracy.load(folder)
    rows.add_all(accuracy.rows(evaluations))
    for problem in problems:
        log.warning(problem)
        _put_aside("accuracy", problem, None, rows)


def _fetches(folder: Path, wanted: Set[str], rows: Rows) -> dict[str, str]:
    """The runs of the fetches that are wanted, by fetch id."""
    run_ids = {}
    for fetch in archive.Archive(folder).fetches():
        rows.add("fetches", vars(fetch))
        if fetch.fetch_id in wanted:
            run_ids[fetch.fetch_id] = fetch.run_id
    return run_ids


def _runs(folder: Path, database: sqlite_utils.Database) -> set[str]:
    """Names of the spiders that ran."""
    names = set()
    for path in sorted(folder.glob("*.json")):
        run = json.loads(path.read_text())
        # One by one: what an older version did not count takes the column's default.
        database.table("runs").insert(run, ignore=True)
        names.add(run["name"])
    return names


def _items(folder: Path, told: TextsByName, rows: Rows) -> list[KnowledgeEntry]:
    """Adds bills to `told` by their ids; returns the others. An item no longer valid is put aside."""
    entries: list[KnowledgeEntry] = []
    for item in item_log.current_items(folder):
        try:
            if item.get("kind") == "bill":
                bill = Bill.model_validate(item)
                told.add(facts.bill_id_of(bill), bill.model_dump_json())
            else:
                entries.append(KnowledgeEntry.model_validate(item))
        except (ValidationError, jurisdictions.UnknownJurisdiction) as error:
            subject = str(item.get("identifier") or item.get("kind"))
            reason = f"The item cannot be used ({sentence_of(error)}); crawl its source again."
            _put_aside(subject, reason, item.get("url"), rows)
    return entries


def _bills(told: TextsByName, rows: Rows) -> tuple[set[str], set[str]]:
    """Adds the rows of every bill, merged from its sources; returns bill ids and sources."""
    bill_ids: set[str] = set()
    spiders: set[str] = set()
    sessions: set[tuple[str, str]] = set()
    for bill_id, texts in told:
        bills = _one_of_each_source(bill_id, map(Bill.model_validate_json, texts), rows)
        rows.add_all(facts.rows_of_bill(bill_id, bills))
        bill_ids.add(bill_id)
        spiders.update(bill.source for bill in bills)
        sessions.update((bill.jurisdiction, bill.session) for bill in bills)
    rows.add_all(_sessions(sessions))
    return bill_ids, spiders


def _one_of_each_source(bill_id: str, bills: Iterable[Bill], rows: Rows) -> list[Bill]:
    """A source may spell a bill in two ways (Int 0006-2026, Int 6-2026): the one that it still lists
    stays, of equals the one recorded last."""
    kept: dict[str, Bill] = {}
    for bill in bills:
        before = kept.setdefault(bill.source, bill)
        if before is bill:
            continue
        stays_before = bill.missing_since and not before.missing_since
        kept[bill.source], other = (before, bill) if stays_before else (bill, before)
        reason = (
            f"{bill.source} tells {bill_id} twice, as {_spelt(other)} and as "
            f"{_spelt(kept[bill.source])}, which is kept; compare the two at the publisher."
        )
        _put_aside(other.identifier, reason, other.url, rows)
    return list(kept.values())


def _spelt(bill: Bill) -> str:
    return f"{bill.identifier} of {bill.session}"


def _put_aside(subject: str, reason: str, url: str | None, rows: Rows) -> None:
    rows.add("quarantine", quarantine_row("build", subject, reason, url))


def _sessions(seen: Set[tuple[str, str]]) -> Iterator[tuple[str, Row]]:
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
            "run_id": ids.run_id("build", started),
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
