"""The database file: made from `schema.sql` and `views/`, swapped in whole, checked by `verify/`."""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlite_utils

from legislation.lock import AlreadyHeld, only_holder

HERE = Path(__file__).parent

# When bytes were read and by which run differs between two honest runs over the same bytes.
_OF_THE_RUN = frozenset({"run_id", "fetched_at"})


class StoreError(RuntimeError):
    """The database cannot be used; the message names the next step."""


def database_path(data: Path) -> Path:
    return data / "legislation.db"


def data_folder() -> Path:
    """``data/``, or the folder that LEGISLATION_DATA names."""
    return Path(os.environ.get("LEGISLATION_DATA", "data"))


def create(path: Path) -> sqlite_utils.Database:
    """A new, empty database at ``path``."""
    connection = sqlite3.connect(path)
    # Only this process writes the file and it is swapped in whole: nothing needs to reach the disk
    # before the end.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript((HERE / "schema.sql").read_text())
    for view in sorted((HERE / "views").glob("*.sql")):
        connection.executescript(view.read_text())
    return sqlite_utils.Database(connection)


def open_database(path: Path) -> sqlite_utils.Database:
    """Raises StoreError when there is no database or when its tables are of another version."""
    if not path.exists():
        raise StoreError(f"There is no database {path.name} yet; make one with `make build`.")
    database = sqlite_utils.Database(sqlite3.connect(path, timeout=60))
    with contextlib.closing(create(Path(":memory:"))) as expected:
        try:
            if _shape(database) != _shape(expected):
                raise StoreError(
                    f"{path.name} was made with other tables than legislation/schema.sql has now; "
                    "make it anew with `make build`."
                )
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"{path.name} is damaged ({error}); delete it and run `make build`."
            ) from error
    return database


def _shape(database: sqlite_utils.Database) -> dict[str, str]:
    return dict(
        database.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    )


@contextlib.contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Holds the lock beside the database. Raises StoreError when another process holds it."""
    sentence = f"Another build or enrichment is writing {path.name}; wait for it to end."
    try:
        with only_holder(path, sentence):
            yield
    except AlreadyHeld as error:
        raise StoreError(str(error)) from None


@contextlib.contextmanager
def swapped_in(path: Path) -> Iterator[sqlite_utils.Database]:
    """A new database that takes ``path``'s place when the block ends well; else the old one stays."""
    building = path.with_suffix(".building")
    building.unlink(missing_ok=True)
    database = create(building)
    try:
        yield database
        database.conn.commit()
        database.close()
        with building.open("rb") as file:
            os.fsync(file.fileno())
        _roll_back_unfinished(path)
        os.replace(building, path)
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            database.close()
        building.unlink(missing_ok=True)
        raise


def _roll_back_unfinished(path: Path) -> None:
    """A killed writer leaves a journal that SQLite would apply to whatever file stands at ``path``."""
    if path.with_name(f"{path.name}-journal").exists():
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")


def run_statements(database: sqlite_utils.Database, name: str) -> None:
    """Runs a file of this package statement by statement, inside the transaction that is open."""
    for statement in (HERE / name).read_text().split(";\n"):
        if statement.strip():
            database.execute(statement)


def carry_claims(database: sqlite_utils.Database, old: Path) -> None:
    """Copies machine claims from the database that serves, where what they were made from is still here.

    A text is carried when its bytes are still those of one of the version's links; provisions and
    labels go with their text. Enrichment then redoes only what is missing or out of date.
    """
    database.execute("ATTACH DATABASE ? AS old", [f"file:{old.resolve()}?mode=ro"])
    run_statements(database, "carry_claims.sql")
    database.conn.commit()
    database.execute("DETACH DATABASE old")


def failures(database: sqlite_utils.Database) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The verify queries that return rows, and dangling references: (what should hold, rows)."""
    for query in sorted((HERE / "verify").glob("*.sql")):
        if rows := database.execute(query.read_text()).fetchall():
            yield query.stem.replace("_", " "), rows
    if rows := database.execute("PRAGMA foreign_key_check").fetchall():
        yield "every reference leads to a row", rows


def fingerprint(database: sqlite_utils.Database) -> str:
    """A digest of every row of every table but ``runs``, without run ids and times of retrieval.

    Two databases made from the same bytes have the same fingerprint, however often the work was
    interrupted on the way.
    """
    digest = hashlib.sha256()
    for table in sorted(database.table_names()):
        if table == "runs" or "_fts" in table or table.startswith("sqlite_"):
            continue
        columns = [c.name for c in database[table].columns if c.name not in _OF_THE_RUN]
        listed = ", ".join(f'"{c}"' for c in columns)
        digest.update(f"{table}({listed})\n".encode())
        for row in database.execute(f'SELECT {listed} FROM "{table}" ORDER BY {listed}'):  # noqa: S608
            digest.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
