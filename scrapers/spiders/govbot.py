"""States, the District of Columbia, territories and Congress, from https://github.com/govbot-data.

Quirks: one git repository a jurisdiction (scrapers/platforms/govbot/repositories.yml); what Open
States scraped, with the documents as the state served them. Some places have metadata only. A
session that is closed leaves its repository whole: its bills stay as they are and are not missing.
Usage: `scrapy crawl govbot -a places=wa,nj -s BASE_URL=file:///folder`.
History: 2026-11-23 written. 2026-11-23 reads only what changed since the last crawl.
"""

import asyncio

from scrapers.already_read import Mark
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.govbot import registry
from scrapers.platforms.govbot.bill import Reader
from scrapers.platforms.repositories.clone import copy_of
from scrapers.platforms.repositories.reader import Listing
from scrapers.platforms.repositories.spider import Outcomes, RepositorySpider
from scrapers.platforms.repositories.tree import NoHost, NoRepository, Tree, Unreachable


class GovbotSpider(RepositorySpider):
    name = "govbot"
    publisher = "https://github.com/govbot-data"

    places: str = ""  # -a places=wa,nj; without it, every repository there is

    @property
    def is_narrowed(self) -> bool:
        return bool(self.places)

    async def start(self) -> Outcomes:
        asked = [place.strip().lower() for place in self.places.split(",") if place.strip()]
        wanted = {place: registry.repository_of(place) for place in asked}
        for place in (place for place, repository in wanted.items() if not repository):
            yield PutAside(
                f"places={place}",
                f"{place!r} is no place with a repository; use postal codes, and usa for Congress.",
                ends="misused",
            )
        names = [name for name in wanted.values() if name] if asked else self.all_repositories()
        if not names and not asked:
            reason = "The folder of BASE_URL holds no repository; name the one that does."
            yield PutAside("BASE_URL", reason, ends="unreachable")
        for name in names:
            try:
                async for outcome in self.read_repository(name):
                    yield outcome
            except NoHost as error:
                yield self.unreachable(name, error)
                return
            except (Unreachable, OSError) as error:
                yield self.unreachable(name, error)

    def all_repositories(self) -> list[str]:
        if self.folder:
            return registry.names_in(self.folder)
        # A host cannot be listed.
        return [listed.repository for listed in registry.repositories().values()]

    @property
    def first_repository(self) -> str:
        return f"{self.base_url}/{next(iter(self.all_repositories()), '')}"

    async def read_repository(self, name: str) -> Outcomes:
        """Raises Unreachable and OSError."""
        try:
            tree = await self.opened(
                f"{self.base_url}/{name}", name, f"{self.name}:{name}/", unread=("logs",)
            )
        except NoRepository:
            # A mirror may hold some places only; what was there once is another matter.
            if self.is_narrowed or copy_of(name, self.host_of(name)).exists():
                raise
            yield SkipItem("no repository for the place")
            return
        try:
            listed = await asyncio.to_thread(listed_in, tree)
            if not listed:
                reason = f"{name} holds no bills where they are expected; look at it."
                yield PutAside(name, reason, tree.address)
            async for outcome in self.read_changed(listed, self.reader_of(tree, Reader)):
                yield outcome
        finally:
            tree.close()


def listed_in(tree: Tree) -> list[Listing]:
    """Every bill of a repository with its mark; a session is a list of its own."""
    return [
        (bill, Mark(bill.name, tree.state_of(bill), f"{tree.name}/{session}"))
        for session, bills in registry.bill_folders(tree)
        for bill in bills
    ]
