"""What an action's words mean; `action_words.yml` holds the phrases of each place."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from legislation.vocabulary import ACTION_CLASSIFICATIONS

PATH = Path(__file__).with_suffix(".yml")


@cache
def _phrases(place: str) -> list[tuple[re.Pattern[str], list[str]]]:
    document: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    rows = [*document["places"].get(place, []), *document["general"]]
    for row in rows:
        if unknown := set(row["is"]) - set(ACTION_CLASSIFICATIONS):
            raise ValueError(
                f"{PATH.name}: {sorted(unknown)[0]!r} of {row['words']!r} is no action."
            )
    return [(re.compile(row["words"], re.IGNORECASE), row["is"]) for row in rows]


def classify(place: str, description: str) -> list[str] | None:
    """Our words for a publisher's phrase, [] where it means none of them, None where it is unknown.

    place: the last part of the slug, "wa" of `us_wa`. The first phrase found decides, a place's own
    before the general ones. Raises ValueError naming a row that cannot be used.
    """
    for pattern, words in _phrases(place):
        if pattern.search(description):
            return list(words)
    return None
