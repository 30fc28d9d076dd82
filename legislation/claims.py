"""How enrichment reads what it works on and writes what it claims, one bill at a time.

A bill's claims are replaced in one transaction: a run that is killed leaves whole bills, done or not.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlite_utils

from legislation import corrections
from legislation.quarantine import quarantine_row
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
    """The text that an earlier run read, to be kept when its bytes and reader are the same.

    ``provisions_sha256`` tells what its provisions were made from, "" where it has none.
    """

    text: str
    inserted: list[list[int]]
    deleted: list[list[int]]
    link_id: str
    input_sha256: str
    method: str
    method_version: str
    provisions_sha256: str

    def is_of(self, sha256: str, method_version: str) -> bool:
        """Is it what this reader makes of these bytes?"""
        return (self.input_sha256, self.method_version) == (sha256, method_version)


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
    """Rows by table, as ``schema.sql`` has them, in the place of all machine claims about the bill
    but those about the ``kept`` versions, which stand as they are.
    """

    bill_id: str
    rows: dict[str, list[dict[str, Any]]]
    kept: list[str]


_VERSIONS = (
    "(SELECT version_id FROM versions WHERE bill_id = :bill "
    "AND version_id NOT IN (SELECT value FROM json_each(:kept)))"
)
_ALL_VERSIONS = "(SELECT version_id FROM versions WHERE bill_id = :bill)"
_PROVISIONS = f"(SELECT provision_id FROM provisions WHERE version_id IN {_VERSIONS})"  # noqa: S608
# Table → how its rows belong to a bill. Curated rows came with the catalogue and stay.
TABLES = {
    # Corrections, too: `apply_corrections` puts back what still holds for the new words.
    "labels": f"provision_id IN {_PROVISIONS}",
    "provision_amounts": f"provision_id IN {_PROVISIONS}",
    "provision_dates": f"provision_id IN {_PROVISIONS}",
    "provision_bodies": f"provision_id IN {_PROVISIONS}",
    "citations": f"provision_id IN {_PROVISIONS}",
    # a version that was not read, or a provision
    "quarantine": f"step = 'enrich' AND (subject IN {_ALL_VERSIONS} OR subject IN {_PROVISIONS})",
    "provisions": f"version_id IN {_VERSIONS}",
    "version_texts": f"version_id IN {_VERSIONS}",
    "relevance": "bill_id = :bill AND method <> 'curated'",
    "statuses": "bill_id = :bill AND method <> 'curated'",
}


_CORRECTED = f"SELECT * FROM labels WHERE method = 'curated' AND provision_id IN {_PROVISIONS}"  # noqa: S608


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
        "SELECT text, inserted, deleted, link_id, input_sha256, method, method_version, "
        "provisions_sha256 FROM version_texts WHERE version_id = ?",
        [version_id],
    ).fetchone()
    if row is None:
        return None
    text, inserted, deleted, *origin = row
    return KnownText(text, json.loads(inserted), json.loads(deleted), *origin)


def replace(database: sqlite_utils.Database, claims: BillClaims) -> None:
    """Puts a bill's new claims in the place of its old machine claims, whole or not at all."""
    which = {"bill": claims.bill_id, "kept": json.dumps(claims.kept)}
    with database.atomic():
        corrected = list(database.query(_CORRECTED, which))
        for table, belongs in TABLES.items():
            database.execute(f"DELETE FROM {table} WHERE {belongs}", which)  # noqa: S608
        for table in reversed(TABLES):
            if rows := claims.rows.get(table):
                database.table(table).insert_all(rows)
        # Until `apply_corrections` has looked whether they still hold, so that a run that is killed
        # does not bring a refused label back.
        still = {row["provision_id"] for row in claims.rows.get("provisions", ())}
        database.table("labels").insert_all(
            row for row in corrected if row["provision_id"] in still
        )


def apply_corrections(
    database: sqlite_utils.Database, run_id: str, folder: Path | None = None
) -> tuple[int, int]:
    """Puts the corrections that persons filed beside the machine's labels; returns how many hold
    and how many were put aside, each with its reason. `folder` is the project's if not given.
    """
    filed, problems = corrections.load(folder or corrections.FOLDER)
    rows = []
    aside = [(problem.entry or problem.file, str(problem)) for problem in problems]
    for one in filed:
        verdict = one.correction
        provision = database.execute(
            "SELECT section_number, text FROM provisions WHERE provision_id = ?",
            [verdict.provision_id],
        ).fetchone()
        if reason := _why_not(verdict, provision):
            aside.append((verdict.provision_id, f"{one.file}, line {one.line}: {reason}"))
        else:
            rows.append(_verdict_row(verdict, provision[1], run_id))
    with database.atomic():
        database.execute("DELETE FROM labels WHERE method = 'curated'")
        database.execute("DELETE FROM quarantine WHERE step = 'corrections'")
        database.table("labels").insert_all(rows)
        database.table("quarantine").insert_all(
            quarantine_row("corrections", subject, reason)
            for subject, reason in dict.fromkeys(aside)
        )
    return len(rows), len(aside)


def _why_not(verdict: corrections.Correction, provision: tuple[str | None, str] | None) -> str:
    """Why a correction does not hold any more; "" where it does."""
    again = f"run `python -m legislation provision {verdict.provision_id}` and correct it again"
    if provision is None:
        return f"the provision is not in the database; look where its words are now, {again}."
    section, text = provision
    if corrections.text_sha256(text) != verdict.text_sha256:
        return f"the provision has other words than those that were read; {again}."
    if verdict.section_number not in (None, section):
        return f"the provision is now numbered {section}, not {verdict.section_number}; {again}."
    if verdict.evidence and verdict.evidence[1] > len(text):
        return f"the evidence ends after the text, which has {len(text)} characters; {again}."
    return ""


def _verdict_row(verdict: corrections.Correction, text: str, run_id: str) -> dict[str, Any]:
    start, end = verdict.evidence or (0, len(text))
    return {
        "provision_id": verdict.provision_id,
        "class": verdict.class_name,
        "verdict": verdict.verdict,
        "evidence_start": start,
        "evidence_end": end,
        "why": f"{verdict.by}: {verdict.reason}",
        "method": "curated",
        "method_version": verdict.date,
        "score": 1.0,
        "run_id": run_id,
    }


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
