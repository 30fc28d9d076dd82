"""The repositories that there are, from `repositories.yml`, and where bills lie in one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from scrapers.platforms.repositories.tree import Entry, Tree

PATH = Path(__file__).with_name("repositories.yml")
SUFFIX = "-legislation"


class Listed(BaseModel):
    """documents: formats that were met, None where nobody has looked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: str
    repository: str
    documents: tuple[str, ...] | None = None
    note: str = ""


@cache
def repositories() -> dict[str, Listed]:
    """By code: postal codes in small letters, `usa` for Congress."""
    rows = yaml.safe_load(PATH.read_text("utf-8"))
    return {code: Listed(**row) for code, row in rows.items()}


def repository_of(place: str) -> str | None:
    """place: a code or a slug."""
    for code, listed in repositories().items():
        if place in (code, listed.place):
            return listed.repository
    return None


def names_in(folder: Path) -> list[str]:
    """Every repository in a folder, listed or not."""
    names = (path.name.removesuffix(".git") for path in folder.glob(f"*{SUFFIX}*"))
    return sorted({name for name in names if name.endswith(SUFFIX)})


def bill_folders(tree: Tree, below: Entry | None = None) -> Iterator[tuple[str, list[Entry]]]:
    """Path of `…/sessions/<session>` and the folders in its `bills`, session by session."""
    for folder in _folders(tree, below):
        if folder.name == "sessions":
            for session in _folders(tree, folder):
                for part in _folders(tree, session):
                    if part.name == "bills":
                        yield session.path.as_posix(), _folders(tree, part)
        else:
            yield from bill_folders(tree, folder)


def _folders(tree: Tree, folder: Entry | None) -> list[Entry]:
    inside = tree.inside(folder)
    return [entry for entry in inside if entry.is_folder and not entry.name.startswith(".")]
