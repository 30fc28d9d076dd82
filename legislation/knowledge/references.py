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
# the same where a field names one entry
REFERENCE = {"law_id": "law", "program_id": "program"}


def references_in(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple, str, str]]:
    """`(location, kind, id)` of every reference in an entry's plain data."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if key in REFERENCES:
            for number, entry_id in enumerate(inner):
                yield (*at, key, number), REFERENCES[key], entry_id
        elif key in REFERENCE and inner:
            yield (*at, key), REFERENCE[key], inner
        elif isinstance(inner, dict | list):
            yield from references_in(inner, (*at, key))


def without_references(value: Any, dropped: set[str]) -> Any:
    """The same data without the references to `dropped`; a week without its program goes with it."""
    if isinstance(value, list):
        kept = [one for one in value if not (_named(one, "program_id") & dropped)]
        return [without_references(one, dropped) for one in kept]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, inner in value.items():
        if key in REFERENCES:
            found[key] = [entry_id for entry_id in inner if entry_id not in dropped]
        else:
            is_dropped = key in REFERENCE and inner in dropped
            found[key] = None if is_dropped else without_references(inner, dropped)
    return found


def _named(value: Any, key: str) -> set[str]:
    return {value[key]} if isinstance(value, dict) and value.get(key) else set()
