"""`words.yml`, read once."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).with_name("words.yml")


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    return document


def meaning(part: str) -> Any:
    """A table of `words.yml`: states, statuses, types, texts …"""
    return _document()[part]


@cache
def phrases(part: str) -> list[tuple[re.Pattern[str], Any]]:
    """A table of rows with `words` and `is`: the first pattern that is found decides."""
    return [(re.compile(row["words"], re.IGNORECASE), row["is"]) for row in meaning(part)]


def media_type_of(mime: str) -> str:
    known: dict[str, str] = meaning("media_types")
    return known.get(mime, mime)
