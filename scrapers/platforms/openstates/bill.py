"""From a bill in Open States' shape to an item without bytes of its printings."""

from typing import Any

from legislation.jurisdictions import slug_for_jurisdiction_id
from scrapers.outcomes import Found
from scrapers.platforms.govbot.parts import (
    actions_for,
    classification_for,
    identifiers_for,
    page_for,
    related_for,
    sponsorships_for,
)
from scrapers.platforms.govbot.printings import link_to, oldest_first, paper_of, version_of
from scrapers.platforms.govbot.shapes import Metadata
from scrapers.stages import Stage, stage_of


def found_in(row: dict[str, Any], source: str, fetch_id: str) -> Found:
    """row: in the shape of metadata.json. Raises UnknownJurisdiction, ValidationError."""
    metadata = Metadata.model_validate(row)
    slug = slug_for_jurisdiction_id(metadata.jurisdiction.id)
    found = Found({})
    versions, papers = printings_for(slug, metadata, found)
    found.item = {
        "kind": "bill",
        "source": source,
        "jurisdiction": slug,
        "session": metadata.legislative_session,
        "identifier": metadata.identifier,
        "title": metadata.title,
        "classification": classification_for(metadata, found),
        "abstract": "\n\n".join(part.abstract for part in metadata.abstracts if part.abstract),
        "subjects": metadata.subject,
        "url": page_for(metadata) or str(row.get("openstates_url") or ""),
        "other_titles": [other.title for other in metadata.other_titles if other.title],
        "other_identifiers": identifiers_for(metadata),
        "related_bills": related_for(metadata),
        "sponsorships": sponsorships_for(metadata),
        "actions": actions_for(metadata, found),
        "versions": versions,
        "documents": papers,
        "fetch_id": fetch_id,
    }
    return found


def printings_for(
    slug: str, metadata: Metadata, found: Found
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Versions, oldest first, and papers."""
    place = slug.rpartition("_")[2]
    versions: list[tuple[Stage, dict[str, Any]]] = []
    papers = []
    for number, printing in enumerate([*metadata.versions, *metadata.documents]):
        links = [link_to(link.url, link.media_type, None) for link in printing.links]
        stage = stage_of(place, printing.note)
        if number >= len(metadata.versions) or stage.paper:
            papers.append(paper_of(printing, stage, links))
        elif stage.is_page:
            found.left_out.append("page listed as a version")
        else:
            versions.append((stage, version_of(printing, stage, links)))
    return oldest_first(place, versions), papers


def words_of(item: dict[str, Any]) -> str:
    """What a record says of a bill's subject."""
    return "\n".join([item["title"], item["abstract"], *item["other_titles"], *item["subjects"]])
