"""New York City Council, from the mirror that https://github.com/jehiah/nyc_legislation keeps.

It stands in for us_ny_new_york, whose API wants a token: the same bills under the same ids, since the
mirror says what Legistar says. Quirks: a file a bill, `introduction/2026/0722.json`; of a bill's texts
the newest only; `resubmit/2026.json` tells which bills a new term brought back.
Usage: `scrapy crawl us_ny_new_york_mirror -a session=2025,2026 -s BASE_URL=file:///folder`.
History: 2026-11-23 written.
"""

import asyncio
import hashlib
import re
from collections.abc import Iterator

from scrapers.already_read import Mark
from scrapers.outcomes import PutAside
from scrapers.platforms.new_york_city_mirror.bill import Reader
from scrapers.platforms.repositories.reader import Listing
from scrapers.platforms.repositories.spider import Outcomes, RepositorySpider
from scrapers.platforms.repositories.tree import Entry, Tree, Unreachable

REPOSITORY = "nyc_legislation"
# "2026"
_YEAR = re.compile(r"\d{4}")
# Folder → how the Council writes the number of what is in it
NUMBERS = {"introduction": "Int {number}-{year}", "resolution": "Res {number}-{year}"}


class NewYorkCityMirrorSpider(RepositorySpider):
    name = "us_ny_new_york_mirror"
    publisher = f"https://github.com/jehiah/{REPOSITORY}"

    session: str = ""  # -a session=2025,2026; without it, every year

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> Outcomes:
        try:
            tree = await self.opened(self.base_url, REPOSITORY, f"{self.name}:")
            try:
                async for outcome in self.read_tree(tree):
                    yield outcome
            finally:
                tree.close()
        except (Unreachable, OSError) as error:
            yield self.unreachable(REPOSITORY, error)

    async def read_tree(self, tree: Tree) -> Outcomes:
        """Raises Unreachable and OSError."""
        folders = await asyncio.to_thread(lambda: list(years_in(tree)))
        if not folders:
            reason = f"{REPOSITORY} holds no bills where they are expected; look at it."
            yield PutAside(REPOSITORY, reason, tree.address, ends="failed")
            return
        there = {folder.name for folder in folders}
        asked = {year.strip() for year in self.session.split(",") if year.strip()} or there
        for year in sorted(asked - there):
            reason = f"{year!r} is no year of the mirror; it has {min(there)} to {max(there)}."
            yield PutAside(f"session={year}", reason, ends="misused")
        reader = self.reader_of(tree, Reader)
        resubmitted = await asyncio.to_thread(resubmissions_in, tree)
        unread = await asyncio.to_thread(reader.read_resubmissions, resubmitted)
        for year, reason in unread.items():
            # Read without it, its bills would seem to have lost what they say of earlier ones.
            yield PutAside(f"resubmit/{year}", f"{reason} Bills of {year} wait.", ends="failed")
        wanted = [folder for folder in folders if folder.name in asked - set(unread)]
        listed = await asyncio.to_thread(listed_in, tree, wanted, reader.earlier)
        async for outcome in self.read_changed(listed, reader):
            yield outcome


def years_in(tree: Tree) -> Iterator[Entry]:
    """`introduction/2026` and so on."""
    for folder in tree.inside():
        if folder.name in NUMBERS and folder.is_folder:
            years = (year for year in tree.inside(folder) if year.is_folder)
            yield from (year for year in years if _YEAR.fullmatch(year.name))


def resubmissions_in(tree: Tree) -> list[Entry]:
    """`resubmit/2026.json` and so on."""
    folders = (entry for entry in tree.inside() if entry.name == "resubmit" and entry.is_folder)
    files = (file for folder in folders for file in tree.inside(folder) if not file.is_folder)
    return [file for file in files if _YEAR.fullmatch(file.path.stem)]


def listed_in(tree: Tree, years: list[Entry], earlier: dict[str, list[str]]) -> list[Listing]:
    """Every bill of the years with its mark; a year of a kind is a list of its own."""
    return [
        (file, Mark(file.path.stem, _state_of(tree, file, earlier), year.path.as_posix()))
        for year in years
        for file in tree.inside(year)
        if file.path.suffix == ".json" and not file.is_folder
    ]


def _state_of(tree: Tree, file: Entry, earlier: dict[str, list[str]]) -> str:
    """With the numbers the bill had before, which stand in another file."""
    kind, year, _ = file.path.parts
    before = earlier.get(NUMBERS[kind].format(number=file.path.stem, year=year), [])
    digest = hashlib.sha256("\n".join(before).encode()).hexdigest()[:8] if before else ""
    return f"{tree.state_of(file)} {digest}".strip()
