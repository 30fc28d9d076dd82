"""One bill folder, metadata.json and files/, to one item."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from legislation import jurisdictions, topics
from scrapers.outcomes import File, Found, SkipItem
from scrapers.platforms.govbot import files as naming
from scrapers.platforms.govbot.parts import item_of
from scrapers.platforms.govbot.printings import Links, attach, link_to
from scrapers.platforms.govbot.shapes import Metadata
from scrapers.platforms.repositories.reader import BillReader, Outcome
from scrapers.platforms.repositories.tree import Entry
from scrapers.rough_text import rough_text


class Reader(BillReader):
    def files_of(self, bill: Entry) -> list[Entry]:
        return [file for file in self._all_files_of(bill) if not naming.is_derived(file.path)]

    def _all_files_of(self, bill: Entry) -> list[Entry]:
        """The record, the documents, and text that the mirror derived from them."""
        parts = {entry.name: entry for entry in self.tree.inside(bill)}
        record, folder = parts.get("metadata.json"), parts.get("files")
        inside = self.tree.inside(folder) if folder and folder.is_folder else []
        return [file for file in (record, *inside) if file and not file.is_folder]

    def outcomes_of(self, bill: Entry, *, is_followed: bool) -> Iterator[Outcome]:
        path = bill.path / "metadata.json"
        files = self.files_of(bill)
        bodies, too_large = self.bodies_of(files)
        if path in too_large:
            raise self.too_large(path)
        body = bodies.pop(path, b"")
        metadata = self.parsed(Metadata, path, body)
        try:
            slug = jurisdictions.slug_for_jurisdiction_id(metadata.jurisdiction.id)
        except jurisdictions.UnknownJurisdiction as error:
            raise self.aside(path, f"names no known place ({error})") from error
        yield from (self.too_large(file) for file in too_large)
        if self.topic_filter and not is_followed and not is_on_topic(metadata, bodies):
            raise SkipItem("off topic")
        record = File(self.tree.address_of(path), "application/json", body)
        found = Found({}, [record])
        derived = len(self._all_files_of(bill)) - len(files)
        found.left_out += ["text that the mirror derived"] * derived
        links = self._links(metadata, bodies, found)
        found.item = item_of(metadata, slug, self.source, links, found)
        found.item["fetch_id"] = record.fetch_id
        yield found

    def _links(
        self, metadata: Metadata, documents: dict[PurePosixPath, bytes], found: Found
    ) -> list[Links]:
        """Of each printing, each with the file that holds its bytes."""
        of_link, of_printing = naming.matched(metadata.printings, documents)
        kept: dict[PurePosixPath, File] = {}
        for file in sorted({*of_link.values(), *of_printing}):
            kept[file] = File(
                self.tree.address_of(file), naming.media_type_of(file), documents[file]
            )
        found.files += kept.values()
        nameless = [file for file in documents if file not in kept]
        found.left_out += ["file that no version or document names"] * len(nameless)
        of_all = []
        for number, printing in enumerate(metadata.printings):
            links = [
                link_to(
                    link.url,
                    link.media_type,
                    kept.get(of_link.get((number, place), PurePosixPath())),
                )
                for place, link in enumerate(printing.links)
            ]
            for file, owner in of_printing.items():
                if owner == number:
                    attach(links, kept[file])
            of_all.append(links)
        return of_all


def is_on_topic(metadata: Metadata, documents: dict[PurePosixPath, bytes]) -> bool:
    words = [metadata.title, *(part.abstract for part in metadata.abstracts), *metadata.subject]
    if topics.is_candidate("\n".join(words)):
        return True
    return any(
        topics.is_candidate("", rough_text(file.suffix, body)) for file, body in documents.items()
    )
