"""`segment_forms.yml`, compiled: how legislatures print the start of a section."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

PATH = Path(__file__).with_name("segment_forms.yml")
# "   12 “[" : blanks, a margin's line number, an opening quotation mark or bracket
_MARGIN = r"^[^\S\n]*(?:\d{1,2}[^\S\n]+)?[\"“‘'\[]{0,3}"


class Form(NamedTuple):
    """One row of `segment_forms.yml`; `order` is "letter" or "number" for a subdivision."""

    name: str
    pattern: re.Pattern[str]
    example: str
    order: str


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Group name to its forms, compiled once."""
    return {
        group: tuple(
            Form(
                row["name"],
                re.compile(_MARGIN + row["pattern"], re.M),
                row["example"],
                row.get("order", ""),
            )
            for row in rows
        )
        for group, rows in yaml.safe_load(PATH.read_text("utf-8")).items()
    }
