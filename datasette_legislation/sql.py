"""Runs the statements in `queries/`, each a file named for the question it answers."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database, QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

FOLDER = Path(__file__).parent / "queries"
DATABASE = "legislation"

Row = dict[str, Any]


@cache
def statement(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text()


def database(datasette: Datasette) -> Database:
    """Raises NotFound when the server was started without the tracker's database."""
    if DATABASE not in datasette.databases:
        raise NotFound(
            "The database legislation.db is not being served; "
            "start the server with `datasette serve data/legislation.db`."
        )
    return datasette.databases[DATABASE]


async def rows(datasette: Datasette, name: str, **parameters: Any) -> list[Row]:
    """All rows of the query as dictionaries. Our own statements have no time limit."""

    def run(connection: sqlite3.Connection) -> list[Row]:
        cursor = connection.execute(statement(name), parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    return await database(datasette).execute_fn(run)


async def row(datasette: Datasette, name: str, **parameters: Any) -> Row | None:
    """The first row, None where there is none."""
    found = await rows(datasette, name, **parameters)
    return found[0] if found else None


async def hits(datasette: Datasette, name: str, **parameters: Any) -> list[tuple[int, float]]:
    """(rowid, score) pairs of a full-text query that a visitor wrote.

    Raises datasette.database.QueryInterrupted after Datasette's time limit.
    """

    def run(connection: sqlite3.Connection) -> list[tuple[int, float]]:
        cursor = connection.cursor()
        cursor.row_factory = None  # plain tuples: there may be a hundred thousand
        with sqlite_timelimit(connection, datasette.sql_time_limit_ms):
            try:
                return cursor.execute(statement(name), parameters).fetchall()
            except sqlite3.OperationalError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, statement(name), parameters) from None
                raise

    return list(await database(datasette).execute_fn(run))
