"""The stage of a printing from the publisher's note; `stages.yml` holds the terms."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from legislation.vocabulary import VERSION_CLASSIFICATIONS

PATH = Path(__file__).with_suffix(".yml")
# "(03/04/2026)", "Reprint SBA 6/28/26 2R", "02/20/25 - Introduced"
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)\b")
# "Second Substitute Bill" -> 2, "Substitute (H-2) - 3" -> 2, 3, "SB709_HD1" -> 709, 1
_NUMBER = re.compile(r"\d+|\b(?:first|second|third|fourth|fifth|sixth)\b", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


class Stage(NamedTuple):
    """`word` is a version classification, None where the note is not known; `paper` the kind of a
    paper beside the text; `rank` the place of the pattern among those of the same word."""

    word: str | None
    paper: str
    is_page: bool
    rank: int


@cache
def _terms() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    return document


@cache
def _patterns(place: str) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """place: the last part of the slug, "wa" of `us_wa`."""
    document = _terms()
    rows = [*document["places"].get(place, []), *document["general"]]
    return [(re.compile(row["note"], re.IGNORECASE), row) for row in rows]


def stage_of(place: str, note: str) -> Stage:
    for rank, (pattern, row) in enumerate(_patterns(place)):
        if pattern.search(note.strip()):
            return Stage(row.get("stage"), row.get("paper", ""), row.get("page", False), rank)
    return Stage(None, "", False, 0)


def date_in(note: str) -> str | None:
    """The ISO date that a note names, None without a real one."""
    if not (found := _DATE.search(note)):
        return None
    month, day, year = (int(part) for part in found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def age(place: str, stage: Stage, printed: str | None, note: str, position: int) -> tuple[Any, ...]:
    """Sort key, oldest first, for printings that do not all have a date.

    position: in the publisher's list, from 0.
    """
    listed = -position if place in _terms()["newest_first"] else 0
    word = stage.word or "amendment"
    numbers = [_ORDINALS.get(part.lower()) or int(part) for part in _NUMBER.findall(note)]
    return VERSION_CLASSIFICATIONS.index(word), stage.rank, printed or "", listed, numbers, note
