"""What spiders that read repositories share: opening one, and reading of it what changed."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from w3lib.url import file_uri_to_path

from legislation.archive import without_secrets
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.repositories.clone import Host, newest_commit
from scrapers.platforms.repositories.opening import is_folder, open_repository
from scrapers.platforms.repositories.reader import BillReader, Listing, Outcome
from scrapers.platforms.repositories.tree import Tree, Unreachable
from scrapers.source_spider import SourceSpider

BROUGHT_AT_ONCE = 500  # bills whose files come in one request: what a kill loses
READ_AT_ONCE = 20  # bills read between two looks at the rest of the program
Outcomes = AsyncIterator[Outcome]
Reader = TypeVar("Reader", bound=BillReader)


class RepositorySpider(SourceSpider):
    async def opened(self, url: str, name: str, cited_as: str, unread: Iterable[str] = ()) -> Tree:
        """See open_repository. Raises Unreachable and OSError."""
        web_archive = self.settings.get("WARC")
        return await asyncio.to_thread(
            open_repository,
            url,
            name,
            cited_as=cited_as,
            host=self.host_of(name),
            unread=unread,
            web_archive=Path(web_archive) if web_archive else None,
        )

    def host_of(self, name: str) -> Host:
        pause = self.settings.getfloat("RETRY_BACKOFF")
        return Host(self.run.data / "git", pause, lambda words: self.say(name, words))

    def reader_of(self, tree: Tree, reader: type[Reader]) -> Reader:
        return reader(
            self.name,
            tree,
            topic_filter=self.topic_filter,
            max_bytes=self.settings.getint("DOWNLOAD_MAXSIZE"),
            record=self.run.record,
        )

    async def read_changed(self, listed: Sequence[Listing], reader: BillReader) -> Outcomes:
        """Raises Unreachable and OSError."""
        changed = [(bill, mark) for bill, mark in listed if not self.run.has_read(mark)]
        reader.followed = frozenset(mark for _, mark in changed if self.run.follows(mark))
        if len(changed) > READ_AT_ONCE:
            self.say(reader.tree.name, f"{len(changed)} of {len(listed)} bills are to be read")
        for some in _portions(changed, BROUGHT_AT_ONCE):
            await asyncio.to_thread(reader.bring, some)
            for few in _portions(some, READ_AT_ONCE):
                for outcome in await asyncio.to_thread(reader.read_all, few):
                    yield outcome

    def say(self, name: str, words: str) -> None:
        sys.stderr.write(f"{self.name}: {name} {words}\n")

    def unreachable(self, name: str, error: Exception) -> PutAside:
        is_here = is_folder(self.base_url)
        host = "the folder of BASE_URL" if is_here else without_secrets(self.base_url)
        reason = f"{name} could not be read from {host}: {error}"
        return PutAside(name, reason, ends="unreachable")

    async def first_look(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        url = self.first_repository
        try:
            commit = await asyncio.to_thread(newest_commit, url)
        except Unreachable as error:
            yield self.unreachable(url.rpartition("/")[2], error)
        else:
            yield SkipItem(f"live check: it answered, and its newest commit is {commit[:12]}")

    @property
    def first_repository(self) -> str:
        """The address of one that must be there."""
        return self.base_url

    @property
    def folder(self) -> Path | None:
        """What BASE_URL names, where that is on this machine."""
        return Path(file_uri_to_path(self.base_url)) if is_folder(self.base_url) else None


def _portions(bills: Sequence[Listing], size: int) -> Iterable[Sequence[Listing]]:
    return (bills[first : first + size] for first in range(0, len(bills), size))
