"""Entries name one another by id; a name that leads nowhere is a fault of the entry that has it."""

from collections.abc import Iterator
from typing import Any

# field to the kind of entry its ids belong to
REFERENCES = {
    "linked_law_ids": "law",
    "law_ids": "law",
    "program_ids": "program",
    "featured": "program",
    "also_published_by_csg": "program",
}


def references_in(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple, str, str]]:
    """`(location, kind, id)` of every reference in an entry's plain data."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if key in REFERENCES:
            for number, entry_id in enumerate(inner):
                yield (*at, key, number), REFERENCES[key], entry_id
        elif isinstance(inner, dict | list):
            yield from references_in(inner, (*at, key))


def without_references(value: Any, dropped: set[str]) -> Any:
    """The same data without the references to `dropped`."""
    if isinstance(value, list):
        return [without_references(item, dropped) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: [entry_id for entry_id in inner if entry_id not in dropped]
        if key in REFERENCES
        else without_references(inner, dropped)
        for key, inner in value.items()
    }
