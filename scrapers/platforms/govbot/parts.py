"""From what metadata.json says to the parts of an item."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from legislation.vocabulary import (
    ACTION_CLASSIFICATIONS,
    BILL_CLASSIFICATIONS,
    SPONSORSHIP_CLASSIFICATIONS,
)
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import Links, day_of, sorted_out
from scrapers.platforms.govbot.shapes import Action, Metadata

# Addresses for machines: a bulk file, an API
_FOR_MACHINES = re.compile(r"\.xml$|\.json$|/api/|[?&]output=")


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return words


def _ours(words: Sequence[str], kind: str, known: Sequence[str]) -> tuple[list[str], list[str]]:
    """Our words for Open States' ones, and those that nobody knows."""
    meanings: dict[str, str] = _words()[kind]
    meant = [meanings.get(word, word) for word in words]
    ours = dict.fromkeys(word for word in meant if word in known)
    return list(ours), [word for word in meant if word not in known]


def item_of(
    metadata: Metadata, slug: str, source: str, links: Sequence[Links], found: Found
) -> dict[str, Any]:
    """Without `fetch_id`. links: of each of the printings; found: counts what is left out."""
    versions, papers = sorted_out(slug, metadata, links, found)
    return {
        "kind": "bill",
        "source": source,
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
    }


def classification_for(metadata: Metadata, found: Found) -> list[str]:
    words, unknown = _ours(metadata.classification, "classification", BILL_CLASSIFICATIONS)
    found.left_out += [f"classification {word} is not known" for word in unknown]
    return words or ["bill"]


def actions_for(metadata: Metadata, found: Found) -> list[dict[str, Any]]:
    actions = []
    for action in metadata.actions:
        if not (day := day_of(action.date)) or not action.description:
            found.left_out.append(
                "action without a name" if day_of(action.date) else "action without a date"
            )
            continue
        actions.append((day, action))
    # Some legislatures list the newest first; within a day only their order tells which came before.
    if actions and actions[0][0] > actions[-1][0]:
        actions.reverse()
    return [
        _action(day, action, found) for day, action in sorted(actions, key=lambda pair: pair[0])
    ]


def _action(day: str, action: Action, found: Found) -> dict[str, Any]:
    words, unknown = _ours(action.classification, "action", ACTION_CLASSIFICATIONS)
    found.unknown_actions += unknown
    return {
        "date": day,
        "description": action.description,
        "organization": action.organization_id,
        "classification": words,
    }


def sponsorships_for(metadata: Metadata) -> list[dict[str, Any]]:
    sponsorships = []
    for sponsorship in metadata.sponsorships:
        words, _ = _ours([sponsorship.classification], "sponsorship", SPONSORSHIP_CLASSIFICATIONS)
        kind = sponsorship.entity_type
        if sponsorship.name.strip():
            sponsorships.append(
                {
                    "name": sponsorship.name.strip(),
                    "classification": words[0] if words else "sponsor",
                    "entity_type": kind if kind in ("person", "organization") else "",
                    "is_primary": sponsorship.primary,
                }
            )
    return sponsorships


def identifiers_for(metadata: Metadata) -> list[dict[str, str]]:
    """`ocd-bill-wa-…` is the mirror's own, derived from what stands beside it."""
    others = (other.identifier for other in metadata.other_identifiers)
    return [{"identifier": other} for other in others if other and not other.startswith("ocd-bill")]


def related_for(metadata: Metadata) -> list[dict[str, str]]:
    return [
        {
            "identifier": related.identifier,
            "session": related.legislative_session,
            "relation": related.relation_type,
        }
        for related in metadata.related_bills
    ]


def page_for(metadata: Metadata) -> str:
    """The first source that a person can read, else the first."""
    urls = [source.url for source in metadata.sources]
    return next((url for url in urls if not _FOR_MACHINES.search(url)), urls[0] if urls else "")
