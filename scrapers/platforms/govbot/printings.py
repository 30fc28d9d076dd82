"""From the printings of a record to versions and papers with their bytes."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from scrapers.outcomes import File, Found
from scrapers.platforms.govbot.shapes import Metadata, Printing
from scrapers.stages import Stage, age, date_in, stage_of

Links = list[dict[str, Any]]

# "2026-01-20" and "2026-01-20T18:00:00+00:00"
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")


def link_to(url: str, media_type: str, file: File | None) -> dict[str, Any]:
    """With bytes at hand, the type is theirs: Kansas lists one PDF as a page, too."""
    if file is None:
        return {"url": url, "media_type": media_type, "fetch_id": ""}
    return {"url": url, "media_type": file.media_type or media_type, "fetch_id": file.fetch_id}


def attach(links: list[dict[str, Any]], file: File) -> None:
    """To the first link of that type without bytes, else as a link of its own."""
    for link in links:
        if link["media_type"] == file.media_type and not link["fetch_id"]:
            link["fetch_id"] = file.fetch_id
            return
    links.append(link_to(file.url, file.media_type, file))


def day_of(text: str) -> str | None:
    """The ISO date at the start, None where there is none on the calendar."""
    try:
        return date.fromisoformat(text[:10]).isoformat() if _DAY.match(text) else None
    except ValueError:
        return None


def version_of(printing: Printing, stage: Stage, links: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "note": printing.note,
        "date": day_of(printing.date) or date_in(printing.note),
        "classification": stage.word,
        "links": links,
    }


def paper_of(printing: Printing, stage: Stage, links: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "note": printing.note,
        "date": day_of(printing.date) or date_in(printing.note),
        "classification": printing.classification or stage.paper,
        "links": links,
    }


def oldest_first(place: str, versions: list[tuple[Stage, dict[str, Any]]]) -> list[dict[str, Any]]:
    """By date where every printing has one, else by stage: a version's number is part of its id."""
    keyed = [
        (age(place, stage, version["date"], version["note"], position), version)
        for position, (stage, version) in enumerate(versions)
    ]
    ordered = [version for _, version in sorted(keyed, key=lambda pair: pair[0])]
    if all(version["date"] for version in ordered):
        ordered.sort(key=lambda version: version["date"])
    return ordered


def sorted_out(
    slug: str, metadata: Metadata, links: Sequence[Links], found: Found
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Versions, oldest first, and papers. links: of each of the printings."""
    place = slug.rpartition("_")[2]
    versions: list[tuple[Stage, dict[str, Any]]] = []
    papers = []
    for number, (printing, of_it) in enumerate(zip(metadata.printings, links, strict=True)):
        stage = stage_of(place, printing.note)
        if number >= len(metadata.versions) or stage.paper:
            papers.append(paper_of(printing, stage, of_it))
        elif stage.is_page and not any(link["fetch_id"] for link in of_it):
            found.left_out.append("page listed as a version")
        else:
            versions.append((stage, version_of(printing, stage, of_it)))
    return oldest_first(place, versions), papers
