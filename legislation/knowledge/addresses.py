"""Every address that an entry cites, for those who keep copies of them."""

from collections.abc import Iterator
from typing import Any

from legislation.knowledge.loader import Entry

# fields that hold an address, or a list of addresses
_FIELDS = ("url", "source", "sources")


def addresses(entry: Entry) -> list[str]:
    """Each address once, in the order of the entry."""
    return list(dict.fromkeys(_cited(entry.model_dump(mode="json"))))


def _cited(value: Any) -> Iterator[str]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        if isinstance(inner, dict | list):
            yield from _cited(inner if key != "sources" else [{"url": one} for one in inner])
        elif key in _FIELDS and isinstance(inner, str) and inner.startswith("http"):
            yield inner
