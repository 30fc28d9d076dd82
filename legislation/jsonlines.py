"""JSON Lines files that only grow: one object a line, a line written whole or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class BrokenLine(ValueError):
    """A line of a JSON Lines file cannot be read."""


def append(path: Path, row: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
    with path.open("ab") as file:
        file.write(line.encode())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the complete lines; a missing file has none. Raises BrokenLine with the line number."""
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return  # the end of a killed run, see drop_unfinished_line
            try:
                yield json.loads(line)
            except ValueError as error:
                raise BrokenLine(
                    f"{path.name} line {number} is not JSON ({error}); delete that line and run again."
                ) from error


def positions(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each complete line with the position of its first byte, for `read_at`."""
    position = 0
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                yield position, json.loads(line)
            position += len(line)


def read_at(path: Path, position: int) -> dict[str, Any]:
    with path.open("rb") as file:
        file.seek(position)
        row: dict[str, Any] = json.loads(file.readline())
        return row


def drop_unfinished_line(path: Path) -> None:
    """Cuts what a killed run left after the last line break, so that the next line starts clean."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        size = end = file.seek(0, 2)
        while end:
            start = max(0, end - 65_536)
            file.seek(start)
            at = file.read(end - start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
        if end < size:
            file.truncate(end)
