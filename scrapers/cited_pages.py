"""A copy of every page that the knowledge base cites, so that a figure outlives its address.

Not a source of bills: it stands in no registry and brings no items. Pages go to the archive like any
other answer; `legislation check-knowledge` and the page `/editorial` count what has no copy yet.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from scrapy import Request
from scrapy.http import Response
from w3lib.url import file_uri_to_path

from legislation import knowledge
from legislation.archive import Archive
from legislation.knowledge.addresses import addresses
from scrapers.outcomes import SkipItem
from scrapers.source_spider import SourceSpider
from scrapers.spiders.catalogue import FOLDER


class CitedPages(SourceSpider):
    """`-a again=yes` asks for pages that are in the archive, too."""

    name = "cited_pages"
    publisher = "cited:"  # many hosts; a replay has each page at `<BASE_URL>/https://host/path`
    again: str = ""
    catalogue: str = FOLDER.as_uri()

    async def start(self) -> AsyncIterator[Request]:
        found = knowledge.load(Path(file_uri_to_path(self.catalogue)))
        kept = {fetch.url for fetch in Archive(Path(self.settings["DATA_DIR"]) / "raw").fetches()}
        cited = dict.fromkeys(
            address for one in found.places.values() for address in addresses(one.entry)
        )
        for address in cited:
            # as the archive has it: "§" in an address is asked for, and kept, escaped
            if self.again or Request(address).url not in kept:
                yield self.ask(self.here(address), self.kept, address, expects="document")

    def kept(self, response: Response) -> Iterator[SkipItem]:
        """The archive has it by now."""
        yield SkipItem("a copy was kept")
