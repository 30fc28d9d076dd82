"""Files that a publisher packs together: in a zip archive, or in the folder where it was unpacked."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from scrapers.zip_files import ZipFiles

Row = dict[str, str]


class BadTable(ValueError):
    """A table that cannot be read; the message is a sentence."""


class SavedFile(Protocol):
    @property
    def name(self) -> str:
        """The path inside the archive or folder."""

    def open(self) -> BinaryIO: ...
    def read(self) -> bytes: ...


@dataclass(frozen=True)
class FolderFile:
    name: str
    path: Path

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def read(self) -> bytes:
        return self.path.read_bytes()


@contextmanager
def files_in(source: Path | bytes, suffixes: tuple[str, ...]) -> Iterator[Sequence[SavedFile]]:
    """The files whose names end so, readable inside the `with`. Raises BadZip, OSError."""
    if isinstance(source, bytes) or source.is_file():
        with ZipFiles(source) as archive:
            yield list(archive.members(suffixes))
    else:
        yield [
            FolderFile(path.relative_to(source).as_posix(), path)
            for path in sorted(source.rglob("*"))
            if path.name.lower().endswith(suffixes) and path.is_file()
        ]


def archives_in(source: Path | bytes) -> list[Path]:
    """The archives that stand in a folder; none in an archive."""
    return sorted(source.rglob("*.zip")) if isinstance(source, Path) and source.is_dir() else []


def rows_of(table: SavedFile) -> list[Row]:
    """The rows of a CSV table in UTF-8; cells that a row lacks are empty. Raises BadTable, BadZip."""
    return rows_in(table.read(), table.name)


def rows_in(body: bytes, name: str) -> list[Row]:
    """name: of the table, for the sentence. Raises BadTable."""
    try:
        lines = io.StringIO(body.decode("utf-8-sig"), newline="")
        return list(csv.DictReader(lines, restkey="more", restval=""))
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadTable(f"The table {name} cannot be read ({error}); fetch it again.") from error
