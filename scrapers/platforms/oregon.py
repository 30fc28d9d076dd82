"""From a measure of Oregon's data service, expanded, to the parts of a bill item."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.oregon_rows import Analysis, Measure, Printing, Sponsor
from scrapers.stages import age, stage_of

PLACE = "or"
# What follows the letter of the chamber in a measure's prefix.
KINDS = {
    "B": "bill",
    "R": "resolution",
    "CR": "concurrent resolution",
    "JR": "joint resolution",
    "M": "memorial",
    "JM": "memorial",
}
CHAMBERS = {"H": "lower", "S": "upper"}
# "(at the request of Governor Tina Kotek)"
_REQUEST = re.compile(r"^\(?(?:at the request of )?(.*?)\)?$", re.IGNORECASE)

# Code of a legislator or a committee → name and kind.
Names = Mapping[str, tuple[str, str]]


def titles_of(measure: Measure) -> list[str]:
    titles = (measure.relating, measure.catch_line, measure.relating_in_full)
    return list(dict.fromkeys(filter(None, titles)))


def chapters_for(measure: Measure) -> list[dict[str, str]]:
    if not measure.chapter:
        return []
    return [{"identifier": f"Chapter {measure.chapter}", "note": "chapter"}]


def sponsorships_for(measure: Measure, names: Names) -> list[dict[str, Any]]:
    sponsors = sorted(measure.sponsors, key=lambda row: (row.level != "Chief", row.order))
    sponsorships = [_sponsorship(row, names) for row in sponsors if row.member or row.committee]
    if (requester := _REQUEST.match(measure.requester)) and requester[1]:
        sponsorships.append({"name": requester[1], "classification": "requester"})
    return sponsorships


def _sponsorship(row: Sponsor, names: Names) -> dict[str, Any]:
    code = row.member or row.committee
    name, kind = names.get(code, (code, "person" if row.member else "organization"))
    is_chief = row.level == "Chief"
    return {
        "name": name,
        "classification": "primary" if is_chief else "cosponsor",
        "entity_type": kind,
        "is_primary": is_chief,
    }


def actions_for(measure: Measure, found: Found) -> list[dict[str, Any]]:
    actions = []
    for row in sorted(measure.actions, key=lambda row: (row.day, row.id)):
        if not row.day or not row.text:
            found.left_out.append("action without a date or words")
            continue
        words = action_words.classify(PLACE, row.text)
        if words is None:
            found.unknown_actions.append(row.text)
        actions.append(
            {
                "date": row.day,
                "description": row.text,
                "organization": CHAMBERS.get(row.chamber, ""),
                "classification": words or [],
            }
        )
    return actions


def printings_for(measure: Measure) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Versions, oldest first, and papers: amendments and the staff's analyses."""
    versions, papers = [], []
    for position, printing in enumerate(measure.printings):
        stage = stage_of(PLACE, printing.note)
        part = _part(printing, printing.note)
        if stage.paper:
            papers.append(part | {"classification": stage.paper})
        else:
            key = age(PLACE, stage, part["date"], printing.note, position)
            versions.append((key, part | {"classification": stage.word}))
    papers += [_part(row, f"{row.type} {row.version}".strip()) for row in measure.analyses]
    return [version for _, version in sorted(versions, key=lambda pair: pair[0])], papers


def _part(row: Printing | Analysis, note: str) -> dict[str, Any]:
    links = [{"url": quote(row.url, safe=":/%"), "media_type": "application/pdf"}]
    return {"note": note, "date": row.created or None, "links": links if row.url else []}
