"""How enrichment reads what it works on and writes what it claims, one bill at a time.

A bill's claims are replaced in one transaction: a run that is killed leaves whole bills, done or not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils

from legislation.vocabulary import AGGREGATORS

HERE = Path(__file__).parent


@dataclass(frozen=True)
class ArchivedLink:
    """Archived bytes of one format of a version."""

    link_id: str
    url: str
    media_type: str
    sha256: str


@dataclass(frozen=True)
class KnownText:
    """The text that an earlier run read, to be kept when its bytes and reader are the same."""

    text: str
    inserted: list[list[int]]
    deleted: list[list[int]]
    link_id: str
    input_sha256: str
    method: str
    method_version: str


@dataclass(frozen=True)
class VersionToRead:
    version_id: str
    note: str
    date: str | None
    classification: str | None
    links: list[ArchivedLink]


@dataclass(frozen=True)
class BillToRead:
    """A bill with what decides its claims; ``input_sha256`` is that of the claims it has, if any.

    numbers: (identifier, note). session_end: None where nothing lapses. read_on and seen_until as
    ``told_until`` gives them, None for a bill without actions. All three are ISO dates.
    """

    bill_id: str
    title: str
    abstract: str
    subjects: list[str]
    classification: list[str]
    actions: list[dict[str, Any]]
    versions: list[VersionToRead]
    numbers: list[tuple[str, str]]
    publisher_status: str
    session_end: str | None
    read_on: str | None
    seen_until: str | None
    input_sha256: str | None


@dataclass
class BillClaims:
    """Rows by table, as ``schema.sql`` has them; every table of ``TABLES`` is replaced for the bill."""

    bill_id: str
    rows: dict[str, list[dict[str, Any]]]


# Table → how its rows belong to a bill. Curated rows came with the catalogue and stay.
TABLES = {
    "labels": "method <> 'curated' AND provision_id IN (SELECT provision_id "
    "FROM provisions JOIN versions USING (version_id) WHERE bill_id = :bill)",
    "provisions": "version_id IN (SELECT version_id FROM versions WHERE bill_id = :bill)",
    "version_texts": "version_id IN (SELECT version_id FROM versions WHERE bill_id = :bill)",
    "relevance": "bill_id = :bill AND method <> 'curated'",
    "statuses": "bill_id = :bill AND method <> 'curated'",
    "quarantine": "step = 'enrich' AND subject IN (SELECT version_id FROM versions WHERE bill_id = :bill)",
}


def bill_ids(database: sqlite_utils.Database) -> list[str]:
    return [row[0] for row in database.execute("SELECT bill_id FROM bills ORDER BY bill_id")]


def told_until(database: sqlite_utils.Database) -> dict[str, tuple[str, str]]:
    """Bill → the day its record was last read and the day to which its source tells."""
    query = (HERE / "told_until.sql").read_text()
    rows = database.execute(query, {"mirrors": json.dumps(AGGREGATORS)})
    return {bill_id: (read_on, seen_until) for bill_id, read_on, seen_until in rows}


def read_bill(
    database: sqlite_utils.Database, bill_id: str, told: Mapping[str, tuple[str, str]]
) -> BillToRead:
    """``told`` is what ``told_until`` gave for the whole database."""
    title, abstract, subjects, classification, publisher_status, session_end = database.execute(
        "SELECT title, abstract, subjects, classification, publisher_status, end_date "
        "FROM bills JOIN legislative_sessions USING (session_id) WHERE bill_id = ?",
        [bill_id],
    ).fetchone()
    numbers = database.execute(
        "SELECT identifier, note FROM identifiers WHERE bill_id = ? ORDER BY note, identifier",
        [bill_id],
    ).fetchall()
    read_on, seen_until = told.get(bill_id, (None, None))
    known = database.execute(
        "SELECT input_sha256 FROM relevance WHERE bill_id = ? AND method <> 'curated'", [bill_id]
    ).fetchone()
    actions = [
        {
            "date": date,
            "description": words,
            "organization": body,
            "classification": json.loads(kinds),
        }
        for date, words, body, kinds in database.execute(
            "SELECT date, description, organization, classification FROM actions "
            "WHERE bill_id = ? ORDER BY number",
            [bill_id],
        )
    ]
    return BillToRead(
        bill_id,
        title,
        abstract,
        json.loads(subjects),
        json.loads(classification),
        actions,
        list(_versions(database, bill_id)),
        numbers,
        publisher_status,
        session_end,
        read_on,
        seen_until,
        known[0] if known else None,
    )


def _versions(database: sqlite_utils.Database, bill_id: str) -> Iterator[VersionToRead]:
    links: dict[str, list[ArchivedLink]] = {}
    for version_id, *link in database.execute(
        "SELECT version_id, link_id, l.url, coalesce(nullif(l.media_type, ''), f.media_type), sha256 "
        "FROM links l JOIN fetches f USING (fetch_id) "
        "WHERE bill_id = ? AND version_id IS NOT NULL ORDER BY link_id",
        [bill_id],
    ):
        links.setdefault(version_id, []).append(ArchivedLink(*link))
    rows = database.execute(
        "SELECT version_id, note, date, classification FROM versions WHERE bill_id = ? ORDER BY number",
        [bill_id],
    ).fetchall()
    for version_id, note, date, classification in rows:
        yield VersionToRead(version_id, note, date, classification, links.get(version_id, []))


def known_text(database: sqlite_utils.Database, version_id: str) -> KnownText | None:
    row = database.execute(
        "SELECT text, inserted, deleted, link_id, input_sha256, method, method_version "
        "FROM version_texts WHERE version_id = ?",
        [version_id],
    ).fetchone()
    if row is None:
        return None
    text, inserted, deleted, *origin = row
    return KnownText(text, json.loads(inserted), json.loads(deleted), *origin)


def replace(database: sqlite_utils.Database, claims: BillClaims) -> None:
    """Puts a bill's new claims in the place of its old machine claims, whole or not at all."""
    with database.atomic():
        for table, belongs in TABLES.items():
            database.execute(f"DELETE FROM {table} WHERE {belongs}", {"bill": claims.bill_id})  # noqa: S608
        for table in reversed(TABLES):
            if rows := claims.rows.get(table):
                database.table(table).insert_all(rows)


def record_run(database: sqlite_utils.Database, run: dict[str, Any]) -> None:
    with database.atomic():
        database.table("runs").upsert(run, pk="run_id")


def quarantine_counts(database: sqlite_utils.Database, step: str) -> Sequence[tuple[str, int]]:
    """(reason, how many) of one step, most frequent first."""
    rows = database.execute(
        "SELECT reason, count(*) FROM quarantine WHERE step = ? GROUP BY reason ORDER BY 2 DESC, 1",
        [step],
    )
    return list(rows.fetchall())
