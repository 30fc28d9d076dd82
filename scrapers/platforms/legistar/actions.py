"""What the actions of councils mean; `actions.yml` holds the names that clerks give them."""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from legislation.vocabulary import ACTION_CLASSIFICATIONS

PATH = Path(__file__).with_name("actions.yml")
Phrase = tuple[re.Pattern[str], list[str]]


class _Words(NamedTuple):
    """by_body: of whose action it is, and what that makes of a word."""

    general: list[Phrase]
    by_body: list[tuple[re.Pattern[str], dict[str, str]]]
    when_failed: dict[str, str]
    places: dict[str, dict[str, list[str]]]


@cache
def _words() -> _Words:
    document: dict[str, Any] = yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
    words = _Words(
        [(re.compile(row["words"], re.IGNORECASE), row["is"]) for row in document["general"]],
        [(re.compile(row["body"], re.IGNORECASE), row["instead"]) for row in document["by_body"]],
        document["when_failed"],
        {
            slug: {name.casefold(): is_ for name, is_ in names.items()}
            for slug, names in document["places"].items()
        },
    )
    used = {word for _, is_ in words.general for word in is_}
    used |= {word for names in words.places.values() for is_ in names.values() for word in is_}
    used |= {word for _, instead in words.by_body for pair in instead.items() for word in pair}
    used |= {word for pair in words.when_failed.items() for word in pair}
    if unknown := sorted(used - set(ACTION_CLASSIFICATIONS)):
        raise ValueError(f"{PATH.name}: {unknown[0]!r} is no action of legislation/vocabulary.py.")
    return words


def classify(slug: str, action: str, body: str = "", passed: str = "") -> list[str] | None:
    """Our words for an action's name, [] where it means none of them, None where it is unknown.

    The council's own names come first and mean the same whoever acted; of the general ones the first
    that is found decides. passed: Legistar's flag, "Pass" or "Fail".
    """
    known = _words()
    found = known.places.get(slug, {}).get(action.casefold())
    if found is None:
        found = next((is_ for words, is_ in known.general if words.search(action)), None)
        if found is None:
            return None
        for whose, instead in known.by_body:
            if whose.search(body):
                found = [instead.get(word, word) for word in found]
                break
    if passed.casefold() == "fail":
        found = [known.when_failed.get(word, word) for word in found]
    return list(found)
