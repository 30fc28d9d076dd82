"""Sorting on disk: what is said of the bills of every state does not fit in memory."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Self


class TextsByName:
    """Texts to be read back name by name. A context: at its end they are gone."""

    def __init__(self) -> None:
        # A database without a name is a temporary file of SQLite's.
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE texts (name TEXT, text TEXT)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, name: str, text: str) -> None:
        self._database.execute("INSERT INTO texts VALUES (?, ?)", (name, text))

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        """Each name once, in order, with its texts as they were added."""
        self._database.execute("CREATE INDEX IF NOT EXISTS by_name ON texts (name)")
        rows = self._database.execute("SELECT name, text FROM texts ORDER BY name, rowid")
        for name, of_name in groupby(rows, key=lambda row: row[0]):
            yield name, [text for _, text in of_name]
