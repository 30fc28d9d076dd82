"""From a bill in Open States' shape to an item without bytes of its printings."""

from typing import Any

from legislation.jurisdictions import slug_for_jurisdiction_id
from scrapers.outcomes import Found
from scrapers.platforms.govbot.parts import item_of
from scrapers.platforms.govbot.printings import link_to
from scrapers.platforms.govbot.shapes import Metadata


def found_in(row: dict[str, Any], source: str, fetch_id: str) -> Found:
    """row: in the shape of metadata.json. Raises UnknownJurisdiction, ValidationError."""
    metadata = Metadata.model_validate(row)
    slug = slug_for_jurisdiction_id(metadata.jurisdiction.id)
    found = Found({})
    links = [
        [link_to(link.url, link.media_type, None) for link in printing.links]
        for printing in metadata.printings
    ]
    found.item = item_of(metadata, slug, source, links, found)
    found.item["url"] = found.item["url"] or str(row.get("openstates_url") or "")
    found.item["fetch_id"] = fetch_id
    return found
