"""One bill folder, metadata.json and files/, to one item."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from legislation import jurisdictions, topics
from scrapers.outcomes import File, Found, SkipItem
from scrapers.platforms.govbot import files as naming
from scrapers.platforms.govbot.parts import (
    actions_for,
    classification_for,
    identifiers_for,
    page_for,
    related_for,
    sponsorships_for,
)
from scrapers.platforms.govbot.printings import (
    attach,
    link_to,
    oldest_first,
    paper_of,
    version_of,
)
from scrapers.platforms.govbot.shapes import Metadata
from scrapers.platforms.repositories.reader import BillReader, Outcome
from scrapers.platforms.repositories.tree import Entry
from scrapers.rough_text import rough_text
from scrapers.stages import Stage, stage_of


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
        versions, papers = self._printings(slug, metadata, bodies, found)
        found.item = {
            "kind": "bill",
            "source": self.source,
            "jurisdiction": slug,
            "session": metadata.legislative_session,
            "identifier": metadata.identifier,
            "title": metadata.title,
            "classification": classification_for(metadata, found),
            "abstract": "\n\n".join(part.abstract for part in metadata.abstracts if part.abstract),
            "subjects": metadata.subject,
            "url": page_for(metadata),
            "other_titles": [other.title for other in metadata.other_titles if other.title],
            "other_identifiers": identifiers_for(metadata),
            "related_bills": related_for(metadata),
            "sponsorships": sponsorships_for(metadata),
            "actions": actions_for(metadata, found),
            "versions": versions,
            "documents": papers,
            "fetch_id": record.fetch_id,
        }
        yield found

    def _printings(
        self,
        slug: str,
        metadata: Metadata,
        documents: dict[PurePosixPath, bytes],
        found: Found,
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Versions, oldest first, and papers, each link with the file that holds its bytes."""
        place = slug.rpartition("_")[2]
        printings = [*metadata.versions, *metadata.documents]
        of_link, of_printing = naming.matched(printings, documents)
        kept: dict[PurePosixPath, File] = {}
        for file in sorted({*of_link.values(), *of_printing}):
            kept[file] = File(
                self.tree.address_of(file), naming.media_type_of(file), documents[file]
            )
        found.files += kept.values()
        nameless = [file for file in documents if file not in kept]
        found.left_out += ["file that no version or document names"] * len(nameless)
        versions: list[tuple[Stage, dict[str, Any]]] = []
        papers: list[dict[str, Any]] = []
        for number, printing in enumerate(printings):
            links = [
                link_to(
                    link.url,
                    link.media_type,
                    kept.get(of_link.get((number, place_), PurePosixPath())),
                )
                for place_, link in enumerate(printing.links)
            ]
            for file, owner in of_printing.items():
                if owner == number:
                    attach(links, kept[file])
            stage = stage_of(place, printing.note)
            if number >= len(metadata.versions) or stage.paper:
                papers.append(paper_of(printing, stage, links))
            elif stage.is_page and not any(link["fetch_id"] for link in links):
                found.left_out.append("page listed as a version")
            else:
                versions.append((stage, version_of(printing, stage, links)))
        return oldest_first(place, versions), papers


def is_on_topic(metadata: Metadata, documents: dict[PurePosixPath, bytes]) -> bool:
    words = [metadata.title, *(part.abstract for part in metadata.abstracts), *metadata.subject]
    if topics.is_candidate("\n".join(words)):
        return True
    return any(
        topics.is_candidate("", rough_text(file.suffix, body)) for file, body in documents.items()
    )
