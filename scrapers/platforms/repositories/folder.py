"""A repository that is a plain folder on this machine, read in place."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from scrapers.platforms.repositories.tree import Entry, TooLarge, Tree


class FolderTree(Tree):
    """unread: names of folders that nobody reads, so that what changes in them is no change."""

    def __init__(self, name: str, address: str, root: Path, unread: Iterable[str] = ()) -> None:
        super().__init__(name, address)
        self._root = root
        self._unread = {".git", *unread}

    def inside(self, folder: Entry | None = None) -> list[Entry]:
        path = folder.path if folder else PurePosixPath()
        with os.scandir(self._root / path) as found:
            entries = [
                Entry(path / entry.name, entry.is_dir(follow_symlinks=False))
                for entry in found
                if entry.name not in self._unread and not entry.is_symlink()
            ]
        return sorted(entries)

    def state_of(self, entry: Entry) -> str:
        """A digest of names and of the bytes of records; of a document its size has to do."""
        digest = hashlib.sha256()
        if entry.is_folder:
            for part in self.inside(entry):
                digest.update(f"{part.name}\0{self.state_of(part)}\0".encode(errors="replace"))
        elif entry.path.suffix == ".json":
            digest.update((self._root / entry.path).read_bytes())
        else:
            digest.update(str((self._root / entry.path).stat().st_size).encode())
        return digest.hexdigest()

    def bring(self, files: Iterable[Entry]) -> None:
        pass

    def read(self, file: Entry, at_most: int) -> bytes:
        path = self._root / file.path
        if path.stat().st_size > at_most:
            raise TooLarge
        return path.read_bytes()

    def close(self) -> None:
        pass
