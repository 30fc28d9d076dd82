"""A repository as far as a web archive (WARC) holds what was once read of it."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from legislation import warc
from scrapers.platforms.repositories.tree import Entry, NoRepository, Tree, Unreachable


class ArchivedTree(Tree):
    """address: that under which its files were cited. Raises NoRepository, and Unreachable where the
    archive cannot be read."""

    def __init__(self, name: str, address: str, path: Path) -> None:
        super().__init__(name, address)
        self._path = path
        self._offsets = {
            PurePosixPath(unquote(url.removeprefix(address))): offset
            for url, offset in _index(path).items()
            # Behind a # stands what was taken out of a file.
            if url.startswith(address) and "#" not in url
        }
        if not self._offsets:
            raise NoRepository(f"{path.name} holds nothing of {name}; name another web archive.")
        self._inside: dict[PurePosixPath, set[Entry]] = {}
        for file in self._offsets:
            self._inside.setdefault(file.parent, set()).add(Entry(file, False))
            for folder in list(file.parents)[:-1]:
                self._inside.setdefault(folder.parent, set()).add(Entry(folder, True))

    def inside(self, folder: Entry | None = None) -> list[Entry]:
        return sorted(self._inside.get(folder.path if folder else PurePosixPath(), ()))

    def state_of(self, entry: Entry) -> str:
        """Other bytes stand elsewhere in the archive."""
        digest = hashlib.sha256()
        if entry.is_folder:
            for part in self.inside(entry):
                digest.update(f"{part.name}\0{self.state_of(part)}\0".encode())
        else:
            digest.update(str(self._offsets[entry.path]).encode())
        return digest.hexdigest()

    def bring(self, files: Iterable[Entry]) -> None:
        pass

    def read(self, file: Entry, at_most: int) -> bytes:
        try:
            return warc.read(self._path, self._offsets[file.path], at_most).body
        except warc.UnreadableWarc as error:
            raise Unreachable(str(error)) from error

    def close(self) -> None:
        pass


@lru_cache(maxsize=1)
def _index(path: Path) -> dict[str, int]:
    try:
        return warc.index(path)
    except warc.UnreadableWarc as error:
        raise Unreachable(str(error)) from error
