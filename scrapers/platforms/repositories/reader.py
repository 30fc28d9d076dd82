"""Reads the bills of a repository; what is wrong with one costs that one."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.repositories.tree import Entry, TooLarge, Tree
from scrapers.run import Record
from scrapers.seen_fields import note_fields

Outcome = Found | SkipItem | PutAside
Listing = tuple[Entry, Mark]  # a bill's file or folder, and what the repository says of it
Shape = TypeVar("Shape", bound=BaseModel)


class BillReader(ABC):
    """Subclasses say which files a bill consists of and what they make of them.

    source: name of the spider. topic_filter: leave out what is not about crisis response. max_bytes:
    of a file. record: of the run, where the fields of what is read are counted. followed: bills that an
    earlier crawl kept, whatever they are about now.
    """

    followed: frozenset[Mark] = frozenset()

    def __init__(
        self, source: str, tree: Tree, *, topic_filter: bool, max_bytes: int, record: Record
    ) -> None:
        self.source = source
        self.tree = tree
        self.topic_filter = topic_filter
        self._max_bytes = max_bytes
        self._record = record

    @abstractmethod
    def files_of(self, bill: Entry) -> list[Entry]:
        """Those that are read. Raises Unreachable and OSError."""

    @abstractmethod
    def outcomes_of(self, bill: Entry, *, is_followed: bool) -> Iterator[Outcome]:
        """Raises SkipItem, PutAside, Unreachable and OSError."""

    def bring(self, bills: Sequence[Listing]) -> None:
        """Gets the files of many bills in one request. Raises Unreachable and OSError."""
        self.tree.bring([file for bill, _ in bills for file in self.files_of(bill)])

    def read_all(self, bills: Sequence[Listing]) -> list[Outcome]:
        """Raises Unreachable."""
        return [outcome for bill, mark in bills for outcome in self.read(bill, mark)]

    def read(self, bill: Entry, mark: Mark) -> list[Outcome]:
        """What one bill gives, whatever its files hold. mark: what the list said of it; a bill that
        could not be read whole gets none, so that it is read again. Raises Unreachable."""
        outcomes: list[Outcome] = []
        try:
            outcomes += self.outcomes_of(bill, is_followed=mark in self.followed)
        except (SkipItem, PutAside) as end:
            outcomes.append(end)
        except OSError as error:
            what = f"cannot be read ({error.strerror}); crawl again"
            outcomes.append(self.aside(bill.path, what))
        is_whole = not any(isinstance(outcome, PutAside) for outcome in outcomes)
        for outcome in outcomes:
            if is_whole and not isinstance(outcome, PutAside):
                outcome.mark = mark
        return outcomes

    def bodies_of(
        self, files: Iterable[Entry]
    ) -> tuple[dict[PurePosixPath, bytes], list[PurePosixPath]]:
        """The bytes of each file, and those that are too large."""
        bodies, too_large = {}, []
        for file in files:
            try:
                bodies[file.path] = self.tree.read(file, self._max_bytes)
            except TooLarge:
                too_large.append(file.path)
        return bodies, too_large

    def parsed(self, shape: type[Shape], path: PurePosixPath, body: bytes) -> Shape:
        """body: empty where there is no such file. Raises PutAside."""
        if not body.strip():
            raise self.aside(path, "is missing or empty; crawl again, or tell the repository")
        try:
            said = json.loads(body)
            row = shape.model_validate(said)
        except ValidationError as error:
            raise self.aside(
                path, f"has another shape than is known ({sentence_of(error)}); tell the repository"
            ) from error
        except (ValueError, RecursionError) as error:
            what = _no_json(body)
            raise self.aside(path, f"is {what}; crawl again, or tell the repository") from error
        note_fields(self._record, shape, said)
        return row

    def aside(self, path: PurePosixPath, what: str) -> PutAside:
        subject = f"{self.tree.name}/{path}"
        return PutAside(subject, f"{path.name} {what}.", self.tree.address_of(path))

    def too_large(self, path: PurePosixPath) -> PutAside:
        size = self._max_bytes // 1_048_576
        what = f"is larger than {size} MB and was not read; raise DOWNLOAD_MAXSIZE if it is wanted"
        return self.aside(path, what)


def _no_json(body: bytes) -> str:
    start = body.lstrip(b"\xef\xbb\xbf \r\n\t")
    if b"<<<<<<< " in start and b">>>>>>> " in start:
        return "full of the marks of a merge that nobody finished"  # Georgia, July 2026
    return "a web page" if start.startswith(b"<") else "no JSON"
