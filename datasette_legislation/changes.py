"""A row of the table `changes` as a sentence."""

import json
from typing import Any

from datasette_legislation import sql

_NAMES = {
    "actions": ("action", "actions"),
    "versions": ("printing", "printings"),
    "documents": ("paper", "papers"),
    "sponsorships": ("sponsor", "sponsors"),
    "related_bills": ("related bill", "related bills"),
    "other_identifiers": ("number", "numbers"),
    "other_titles": ("other title", "other titles"),
    "subjects": ("subject", "subjects"),
    "classification": ("kind", "kinds"),
}
_SAYS_WHAT = ("description", "note", "name", "identifier")
SHOWN = 3  # parts of a list that are named


def in_words(row: sql.Row) -> str:
    """`2 actions added: First reading; Referred to Health`, `title: from “…” to “…”`."""
    old, new = json.loads(row["old"] or "null"), json.loads(row["new"] or "null")
    field = row["field"]
    if field == "bill":
        return "listed again" if new else "no longer listed by this source"
    if field in _NAMES:
        parts = [_listed(field, new, "added"), _listed(field, old, "taken away")]
        return "; ".join(part for part in parts if part)
    name = field.replace("_", " ")
    if not old:
        return f"{name}: “{new}”"
    return f"{name}: from “{old}” to “{new}”" if new else f"{name} “{old}” taken away"


def _listed(field: str, parts: list[Any] | None, verb: str) -> str:
    if not parts:
        return ""
    one, several = _NAMES[field]
    named = [_said_by(part) for part in parts[:SHOWN]]
    more = f" and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
    return f"{len(parts)} {one if len(parts) == 1 else several} {verb}: {'; '.join(named)}{more}"


def _said_by(part: Any) -> str:
    if not isinstance(part, dict):
        return str(part)
    return next((str(part[key]) for key in _SAYS_WHAT if part.get(key)), "without a name")
