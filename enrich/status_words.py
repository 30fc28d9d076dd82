"""What the words of `status.yml` say of an action, a number and a publisher's status."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).with_name("status.yml")

# "06/22/2026 Signed by Governor" (Rhode Island)
_DAY_BEFORE = re.compile(r"^\d\d/\d\d/\d{4} ")
# "2025-12-01: DELIVERED TO GOVERNOR" (the catalogue)
_ISO_DAY_BEFORE = re.compile(r"^(\d{4}-\d\d-\d\d): (?=.)")


@dataclass(frozen=True)
class Action:
    date: str
    description: str
    classification: Sequence[str]
    organization: str = ""


@dataclass(frozen=True)
class Step:
    """An action as it is understood: mended classifications, and the chamber that acted."""

    action: Action
    signals: frozenset[str]
    chamber: str


def step_of(action: Action) -> Step:
    adds, drops, chamber = _mended(action.description)
    signals = (frozenset(action.classification) - drops) | adds
    return Step(action, signals, chamber or action.organization)


def is_of_a_law(note: str) -> bool:
    """Is this the kind of number that only a law has?"""
    return _terms()["law_numbers"].search(note) is not None


@lru_cache(maxsize=10_000)
def published(publisher_status: str) -> str | None:
    """The closed word for a publisher's status, None where it says nothing."""
    rows = _terms()["publisher_status"]
    return next((row["status"] for row in rows if row["pattern"].search(publisher_status)), None)


def dated(publisher_status: str) -> tuple[str | None, str]:
    """The ISO date that stands before the words, if one does, and the words."""
    match = _ISO_DAY_BEFORE.match(publisher_status)
    return (match[1], publisher_status[match.end() :]) if match else (None, publisher_status)


@lru_cache(maxsize=100_000)
def _mended(description: str) -> tuple[frozenset[str], frozenset[str], str]:
    """What the words add to a classification and drop from it, and the chamber they name."""
    terms = _terms()
    words = _DAY_BEFORE.sub("", description)
    adds: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()
    for row in terms["phrases"]:
        if row["pattern"].search(words):
            gone = frozenset(row.get("drops", ()))
            adds, drops = (adds - gone) | frozenset(row.get("adds", ())), drops | gone
    named = terms["acting"].search(words)
    return adds, drops, terms["chambers"][(named[1] or named[2]).lower()] if named else ""


@cache
def _terms() -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
    for row in (*document["phrases"], *document["publisher_status"]):
        row["pattern"] = re.compile(row["phrase"], re.IGNORECASE)
    document["law_numbers"] = re.compile(document["law_numbers"], re.IGNORECASE)
    chambers = "|".join(document["chambers"])
    # "PASSED SENATE", "PASSED BY HOUSE", "ADOPTED, HOUSE", "Passed/agreed to in Senate" and
    # "Senate passed Sub A", "House/ passed 3rd reading", "House Third Reading Passed"
    document["acting"] = re.compile(
        rf"\b(?:passed|adopted)(?:/agreed to)?(?:,| by| in)?(?: the)? ({chambers})\b"
        rf"|\b({chambers})/? (?:\w+ ){{0,2}}passed\b",
        re.IGNORECASE,
    )
    return document
