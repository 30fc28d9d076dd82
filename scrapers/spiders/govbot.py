"""States, the District of Columbia, territories and Congress, from https://github.com/govbot-data.

Quirks: one git repository a jurisdiction, `<postal code>-legislation`, Congress is `usa`; what Open
States scraped, with the documents as the state served them. Some places have metadata only.
Usage: `scrapy crawl govbot -a places=wa,nj -s BASE_URL=file:///folder`.
History: 2026-11-23 written.
"""

import asyncio
from collections.abc import AsyncIterator

from legislation import jurisdictions
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.govbot.bill import Reader
from scrapers.platforms.govbot.repository import (
    SUFFIX,
    NoHost,
    NoRepository,
    Unreachable,
    is_folder,
    names_in,
    open_repository,
)
from scrapers.source_spider import SourceSpider

AT_ONCE = 20  # bills read between two looks at the rest of the program


class GovbotSpider(SourceSpider):
    name = "govbot"
    publisher = "https://github.com/govbot-data"

    places: str = ""  # -a places=wa,nj; without it, every repository there is

    @property
    def is_narrowed(self) -> bool:
        return bool(self.places)

    async def start(self) -> AsyncIterator[Found | SkipItem | PutAside]:
        asked = [code.strip().lower() for code in self.places.split(",") if code.strip()]
        for code in asked:
            if code not in known_codes():
                yield PutAside(
                    f"places={code}",
                    f"{code!r} is no place with a repository; use postal codes, and usa for Congress.",
                    ends="misused",
                )
        wanted = [code + SUFFIX for code in asked if code in known_codes()]
        names = wanted if asked else self.all_repositories()
        if not names and not asked:
            reason = "The folder of BASE_URL holds no repository; name the one that does."
            yield PutAside("BASE_URL", reason, ends="unreachable")
        for name in names:
            try:
                async for outcome in self.read_repository(name, is_asked_for=name in wanted):
                    yield outcome
            except NoHost as error:
                yield self.unreachable(name, error)
                return

    def all_repositories(self) -> list[str]:
        if is_folder(self.base_url):
            return names_in(self.base_url)
        return [code + SUFFIX for code in known_codes()]  # a host cannot be listed

    async def read_repository(
        self, name: str, *, is_asked_for: bool
    ) -> AsyncIterator[Found | SkipItem | PutAside]:
        clones = self.run.data / "git"
        try:
            repository = await asyncio.to_thread(open_repository, self.base_url, name, clones)
        except NoRepository as error:
            if not is_asked_for:
                yield SkipItem("no repository for the place")
                return
            yield self.unreachable(name, error)
            return
        except NoHost:
            raise
        except Unreachable as error:
            yield self.unreachable(name, error)
            return
        reader = Reader(
            self.name,
            repository,
            topic_filter=self.topic_filter,
            max_bytes=self.settings.getint("DOWNLOAD_MAXSIZE"),
        )
        bills = await asyncio.to_thread(lambda: list(repository.bills()))
        if not bills:
            yield PutAside(
                name, f"{name} holds no bills where they are expected; look at it.", ends="failed"
            )
        for first in range(0, len(bills), AT_ONCE):
            some = bills[first : first + AT_ONCE]
            for outcome in await asyncio.to_thread(reader.read_all, some):
                yield outcome

    def unreachable(self, name: str, error: Unreachable) -> PutAside:
        host = self.base_url if self.base_url.startswith("http") else "the folder of BASE_URL"
        reason = f"{name} could not be read from {host}: {error}"
        return PutAside(name, reason, ends="unreachable")


def known_codes() -> list[str]:
    """Postal codes in small letters; `usa` for Congress."""
    return [
        "usa" if place.level == "federal" else place.slug.rpartition("_")[2]
        for place in jurisdictions.all_jurisdictions()
        if not place.is_local
    ]
