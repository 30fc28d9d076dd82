"""What a reader of bills sees of a repository: folders, files, and what changes when they do."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

Say = Callable[[str], None]  # tells the person at the screen


class Unreachable(Exception):
    """The repository is not there or cannot be read; says which and what to do."""


class NoRepository(Unreachable):
    """The host answers and has no repository of that name."""


class NoHost(Unreachable):
    """The host does not answer at all, so that no other repository will be reached either."""


class Interrupted(Unreachable):
    """The host is there and its answer was refused or cut off; another time it may not be."""


class Stopped(Unreachable):
    """Somebody ended the crawl."""


class TooLarge(Exception):
    """A file that was not read for its size."""


class Entry(NamedTuple):
    """A file or a folder. path: from the root of the repository. id: git's, empty without git."""

    path: PurePosixPath
    is_folder: bool
    id: str = ""

    @property
    def name(self) -> str:
        return self.path.name


class Tree(ABC):
    """A repository as it stands now.

    name: its own. address: what a path is appended to in order to cite a file. Links and submodules
    are not seen: they would lead out of the repository. Methods raise Unreachable, and OSError where
    files are read from a folder.
    """

    def __init__(self, name: str, address: str) -> None:
        self.name = name
        self.address = address

    def address_of(self, path: PurePosixPath) -> str:
        return self.address + quote(path.as_posix(), safe="/:")

    @abstractmethod
    def inside(self, folder: Entry | None = None) -> list[Entry]:
        """What a folder holds, by name; None is the root."""

    @abstractmethod
    def state_of(self, entry: Entry) -> str:
        """A word that changes when the file, or anything in the folder, does."""

    @abstractmethod
    def bring(self, files: Iterable[Entry]) -> None:
        """Gets what is not on this machine yet, in one request; to be called before reading."""

    @abstractmethod
    def read(self, file: Entry, at_most: int) -> bytes:
        """at_most: bytes. Raises TooLarge."""

    @abstractmethod
    def close(self) -> None:
        """To be called when nothing more is read."""
