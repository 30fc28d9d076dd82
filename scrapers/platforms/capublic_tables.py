"""California's public database as its archives bring it, mirrored in SQLite beside the item log.

Source: https://downloads.leginfo.legislature.ca.gov/pubinfo_Readme.pdf. A snapshot holds every row of
a session, the archive of a weekday those that are new or changed since the evening before; rows
that were deleted show only in the next snapshot. Losing the mirror costs a snapshot and nothing
else.
"""

import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, Self

from legislation.archive import Archive, NotArchived
from scrapers.zip_files import Limits, ZipFiles

_SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
  name TEXT NOT NULL, owner TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL,
  lob TEXT, archive TEXT, sha256 TEXT, PRIMARY KEY (name, owner, key)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
# A session's archive has 200,000 members, the texts of bills, analyses and code sections.
LIMITS = Limits(members=1_000_000)
# How the publisher's own export spoils UTF-8: "Legislatureâ€™s", "ChÃ¡vez"
_SPOILT = ("â€", "Ã")


class TableFile(NamedTuple):
    """columns: in the order of the file. key, owner: columns that name the row, and the bill (of an
    author: the version) it belongs to. lob: the column that names a file with the text."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    owner: str
    lob: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.dat"


BILL = TableFile(
    "BILL_TBL",
    (
        *("bill_id", "session_year", "session_num", "measure_type", "measure_num"),
        *("measure_state", "chapter_year", "chapter_type", "chapter_session_num", "chapter_num"),
        *("latest_bill_version_id", "active_flg", "trans_uid", "trans_update"),
        *("current_location", "current_secondary_loc", "current_house", "current_status"),
    ),
    ("bill_id",),
    "bill_id",
)
HISTORY = TableFile(
    "BILL_HISTORY_TBL",
    (
        *("bill_id", "bill_history_id", "action_date", "action", "trans_uid", "trans_update"),
        *("action_sequence", "action_code", "action_status"),
        *("primary_location", "secondary_location", "ternary_location", "end_status"),
    ),
    ("bill_id", "bill_history_id"),
    "bill_id",
)
VERSION = TableFile(
    "BILL_VERSION_TBL",
    (
        *("bill_version_id", "bill_id", "version_num", "bill_version_action_date"),
        *("bill_version_action", "request_num", "subject", "vote_required", "appropriation"),
        *("fiscal_committee", "local_program", "substantive_changes", "urgency", "taxlevy"),
        *("bill_xml", "active_flg", "trans_uid", "trans_update"),
    ),
    ("bill_version_id",),
    "bill_id",
    "bill_xml",
)
AUTHOR = TableFile(
    "BILL_VERSION_AUTHORS_TBL",
    (
        *("bill_version_id", "type", "house", "name", "contribution", "committee_members"),
        *("active_flg", "trans_uid", "trans_update", "primary_author_flg"),
    ),
    ("bill_version_id", "name", "contribution"),
    "bill_version_id",
)
ANALYSIS = TableFile(
    "BILL_ANALYSIS_TBL",
    (
        *("analysis_id", "bill_id", "house", "analysis_type", "committee_code"),
        *("committee_name", "amendment_author", "analysis_date", "amendment_date", "page_num"),
        *("source_doc", "released_floor", "active_flg", "trans_uid", "trans_update"),
    ),
    ("analysis_id",),
    "bill_id",
    "source_doc",
)
TABLES = (BILL, HISTORY, VERSION, AUTHOR, ANALYSIS)
Row = dict[str, str]
Record = dict[str, list[Row]]  # table → rows


class Tables:
    """The mirror of one session. `with Tables(path, archive) as tables:`"""

    def __init__(self, path: Path, archive: Archive) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(_SCHEMA)
        self._archive = archive
        self._zips: dict[str, ZipFiles] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        self._database.close()

    def fact(self, name: str) -> str:
        """What was noted of earlier crawls, empty when nothing was."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def take_in(self, path: Path, facts: dict[str, str], *, is_snapshot: bool) -> list[str]:
        """All of an archive or nothing; returns a sentence for each row that cannot be read.

        Raises BadZip, and LookupError for a snapshot that lacks a table.
        """
        problems: list[str] = []
        self._database.execute("BEGIN")
        try:
            if is_snapshot:
                self._database.execute("DELETE FROM rows")
            with ZipFiles(path, LIMITS) as archive:
                for table in TABLES:
                    if table.file in archive:
                        self._take_table(archive, table, path.name, problems)
                    elif is_snapshot:
                        raise LookupError(f"{path.name} has no {table.file}")
            for name, value in facts.items():
                self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")
        return problems

    def _take_table(
        self, archive: ZipFiles, table: TableFile, name: str, problems: list[str]
    ) -> None:
        with archive[table.file].open() as stream:
            for line, cells in cells_in(stream):
                if len(cells) < len(table.columns):
                    problems.append(
                        f"{table.file} of {name}, row {line}: {len(cells)} cells where "
                        f"{len(table.columns)} were due"
                    )
                    continue
                row = dict(zip(table.columns, map(mended, cells), strict=False))
                lob = row.pop(table.lob, None)  # numbered anew in each archive: says nothing
                self._database.execute(
                    "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, NULL)",
                    (
                        table.name,
                        row[table.owner],
                        "\t".join(row[column] for column in table.key),
                        json.dumps(row, ensure_ascii=False),
                        lob,
                        name,
                    ),
                )

    def bills(self) -> Iterator[tuple[str, Record]]:
        """Bill id and every row about it."""
        ids = self._database.execute(
            "SELECT owner FROM rows WHERE name = ? ORDER BY key", (BILL.name,)
        ).fetchall()
        for (bill_id,) in ids:
            record = {
                table.name: self._rows(table, bill_id) for table in TABLES if table is not AUTHOR
            }
            versions = (version["bill_version_id"] for version in record[VERSION.name])
            record[AUTHOR.name] = [row for id_ in versions for row in self._rows(AUTHOR, id_)]
            yield bill_id, record

    def _rows(self, table: TableFile, owner: str) -> list[Row]:
        rows = self._database.execute(
            "SELECT cells FROM rows WHERE name = ? AND owner = ? ORDER BY key", (table.name, owner)
        )
        return [json.loads(cells) for (cells,) in rows]

    def text_of(self, version: Row, folder: Path) -> bytes | None:
        """The text of a row of VERSION, from the archive in `folder` that brought it or, of an
        earlier crawl, from ours; None where neither has it."""
        found = self._database.execute(
            "SELECT lob, archive, sha256 FROM rows WHERE name = ? AND owner = ? AND key = ?",
            _named(version),
        ).fetchone()
        lob, name, sha256 = found or (None, None, None)
        if sha256:
            try:
                return self._archive.read(sha256)
            except NotArchived:
                pass  # emptied since; the publisher's archive may still be at hand
        archive = self._zip(folder / name) if name else None
        return archive[lob].read() if archive and lob and lob in archive else None

    def _zip(self, path: Path) -> ZipFiles | None:
        if path.name not in self._zips and path.exists():
            self._zips[path.name] = self._open.enter_context(ZipFiles(path, LIMITS))
        return self._zips.get(path.name)

    def note_text(self, version: Row, body: bytes) -> None:
        """Our archive holds the text from now on."""
        self._database.execute(
            "UPDATE rows SET sha256 = ? WHERE name = ? AND owner = ? AND key = ?",
            (hashlib.sha256(body).hexdigest(), *_named(version)),
        )


def _named(version: Row) -> tuple[str, str, str]:
    return VERSION.name, version["bill_id"], version["bill_version_id"]


def cells_in(stream: Any) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of a table: tabs between them, backticks around text, NULL without any.

    Raises ValueError for what is no such table.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    reader = csv.reader(text, delimiter="\t", quotechar="`")
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, ["" if cell == "NULL" else cell.strip() for cell in cells]
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num} is no row of a table: {error}") from error


def mended(text: str) -> str:
    """Text that the publisher once read as Windows-1252 and wrote as UTF-8, as it was."""
    if not any(sign in text for sign in _SPOILT):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
