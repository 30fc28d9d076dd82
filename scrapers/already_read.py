"""What a spider has read, so that the next crawl asks only for what changed.

`items/<spider>.read.sqlite` beside the spider's item log. Losing it costs a full crawl and nothing
else: it is written after the item it speaks of, and an item that the log lacks is read again.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

_TABLES = """
CREATE TABLE IF NOT EXISTS subjects (
  scope TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, key TEXT,
  PRIMARY KEY (scope, subject)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS validators (
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  sha256 TEXT NOT NULL, media_type TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
  day TEXT PRIMARY KEY, asked INTEGER NOT NULL) STRICT;
"""


class Mark(NamedTuple):
    """What a list says of one of its bills.

    subject: the publisher's id of the bill. value: what changes when the bill does: a change hash, a
    time of last change, a git tree. scope: the list it stands in, such as a session; a bill that a
    whole list no longer names has vanished upstream.
    """

    subject: str
    value: str
    scope: str = ""


def digest(*said: Any) -> str:
    """A mark's value where the publisher gives none: other whenever what it says is other.

    said: JSON values and models of rows; the order of a record's fields does not count.
    """
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(row: Any) -> Any:
    if isinstance(row, BaseModel):
        return row.model_dump(mode="json")
    raise TypeError(f"{type(row).__name__} has no digest")


class Validator(NamedTuple):
    """What a publisher gave to ask "has this changed?" with, and the bytes it gave it for."""

    etag: str
    last_modified: str
    sha256: str
    media_type: str


class AlreadyRead:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "PRAGMA synchronous = NORMAL"
        )  # a killed crawl loses nothing written
        self._database.executescript(_TABLES)

    def value_and_key(self, mark: Mark) -> tuple[str, str | None]:
        """The value when the subject was last read and its item's key; ("", None) when it never was.
        The key is None, too, of a bill that was left out."""
        row = self._database.execute(
            "SELECT value, key FROM subjects WHERE scope = ? AND subject = ?",
            (mark.scope, mark.subject),
        ).fetchone()
        return (row[0], row[1]) if row else ("", None)

    def remember(self, mark: Mark, key: str | None) -> None:
        """A bill that is left out now keeps the key of the item it once was."""
        self._database.execute(
            "INSERT INTO subjects VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET value = excluded.value, key = coalesce(excluded.key, key)",
            (mark.scope, mark.subject, mark.value, key),
        )

    def kept_in(self, scope: str) -> Iterator[tuple[str, str]]:
        """Subject and key of every bill of a list that became an item."""
        yield from self._database.execute(
            "SELECT subject, key FROM subjects WHERE scope = ? AND key IS NOT NULL ORDER BY subject",
            (scope,),
        ).fetchall()

    def count(self, scope: str) -> int:
        """How many bills a list has named, kept or left out."""
        sql = "SELECT count(*) FROM subjects WHERE scope = ?"
        return int(self._database.execute(sql, (scope,)).fetchone()[0])

    def validator(self, url: str) -> Validator | None:
        row = self._database.execute(
            "SELECT etag, last_modified, sha256, media_type FROM validators WHERE url = ?", (url,)
        ).fetchone()
        return Validator(*row) if row else None

    def keep_validator(self, url: str, validator: Validator) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO validators VALUES (?, ?, ?, ?, ?)", (url, *validator)
        )

    def asked_on(self, day: str) -> int:
        row = self._database.execute("SELECT asked FROM requests WHERE day = ?", (day,)).fetchone()
        return int(row[0]) if row else 0

    def count_request(self, day: str) -> int:
        """Returns how many were asked on that day, with this one."""
        self._database.execute(
            "INSERT INTO requests VALUES (?, 1) ON CONFLICT DO UPDATE SET asked = asked + 1", (day,)
        )
        return self.asked_on(day)

    def close(self) -> None:
        self._database.close()
