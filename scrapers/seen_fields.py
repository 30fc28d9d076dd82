"""Which fields publishers' answers have and which fields of our items are filled: counts for the
monitors, cheap enough to be kept of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel

from legislation.model import Bill, KnowledgeEntry

if TYPE_CHECKING:  # run.py imports this module
    from scrapers.run import Record

# Stands among the fields of a shape for the number of its rows; no publisher calls a field so.
ROWS = "*"


def note_fields(record: Record, shape: type[BaseModel] | str, keys: Iterable[str]) -> None:
    """Counts the keys of one row of a publisher's answer; the row itself will do.

    shape: the model that reads the row, or a name. A model's own fields count from 0, so that one
    that never comes is seen from the first crawl on.
    """
    name = shape if isinstance(shape, str) else shape.__name__
    seen = record.fields_seen.get(name)
    if seen is None:
        seen = record.fields_seen[name] = Counter()
        if not isinstance(shape, str):
            fields = shape.model_fields.items()
            seen.update(dict.fromkeys((field.alias or key for key, field in fields), 0))
    seen[ROWS] += 1
    seen.update(iter(keys))  # of a mapping, Counter would add the values


def note_item(record: Record, item: Bill | KnowledgeEntry) -> None:
    """Counts the filled fields of a bill, and `texts` where a version's bytes are archived."""
    if not isinstance(item, Bill):
        return
    record.actions += len(item.actions)
    record.filled.update(name for name, value in item if value)
    if any(link.fetch_id for version in item.versions for link in version.links):
        record.filled["texts"] += 1
