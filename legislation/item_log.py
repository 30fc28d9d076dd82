"""What spiders found, kept as the distinct states of each thing in the order they were seen.

``items/<spider>.jsonl`` only grows: an item is appended when it differs from the last state of the
same key, so reading an unchanged source again appends nothing and two successive lines of one key
are a change. An item is the last line of its key; a line ``{"gone": true}`` says that it is to be
dropped, ``{"missing": true}`` that its publisher no longer lists it: such an item stays, marked.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from legislation import ids, jsonlines


def _state_of(item: dict[str, Any]) -> str:
    """A digest of what the item says, whichever response said it.

    Fetch ids of documents stay in (other bytes are another text); those of the record itself are
    left out, since a listing page changes with every neighbour's change.
    """

    def said(value: Any, in_link: bool = False) -> Any:
        if isinstance(value, dict):
            return {
                key: said(part, in_link=key == "links")
                for key, part in value.items()
                if in_link or key != "fetch_id"
            }
        if isinstance(value, list):
            return [said(part, in_link) for part in value]
        return value

    text = json.dumps(said(item), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class ItemLog:
    """The log of one spider, ``items/<spider>.jsonl`` under ``root`` (``data/items``)."""

    def __init__(self, root: Path, spider: str) -> None:
        self.path = root / f"{spider}.jsonl"
        jsonlines.drop_unfinished_line(self.path)
        self._states: dict[str, str] = {}
        for line in jsonlines.read(self.path):
            if line.get("gone") or line.get("missing"):
                # Should it come back, that is news again.
                self._states.pop(line["key"], None)
            else:
                self._states[line["key"]] = _state_of(line["item"])
        self._seen: set[str] = set()
        self._positions: dict[str, int] | None = None  # of last states, once one is asked for

    def record(self, key: str, item: dict[str, Any], run_id: str) -> bool:
        """Appends the item when it is new or changed; True when it was."""
        self._seen.add(key)
        state = _state_of(item)
        if self._states.get(key) == state:
            return False
        self._states[key] = state
        jsonlines.append(self.path, {"key": key, "run_id": run_id, "item": item})
        return True

    def last(self, key: str) -> dict[str, Any]:
        """The state in which earlier crawls left an item; empty where there was none."""
        if self._positions is None:
            self._positions = {
                line["key"]: position
                for position, line in jsonlines.positions(self.path)
                if "item" in line
            }
        position = self._positions.get(key)
        return {} if position is None else jsonlines.read_at(self.path, position)["item"]

    def has(self, key: str) -> bool:
        """False, too, of one that is gone or missing."""
        return key in self._states

    def record_missing(self, key: str, run_id: str) -> bool:
        """Marks one item that its publisher no longer lists; True when that is news."""
        if key not in self._states:
            return False
        jsonlines.append(self.path, {"key": key, "run_id": run_id, "missing": True})
        del self._states[key]
        return True

    def record_renamed(self, key: str, run_id: str) -> None:
        """Drops an item that its publisher now calls otherwise."""
        if self._states.pop(key, None) is not None:
            jsonlines.append(self.path, {"key": key, "run_id": run_id, "gone": True})

    def record_gone(self, run_id: str) -> int:
        """Marks every key that a complete crawl did not meet; returns how many."""
        gone = sorted(set(self._states) - self._seen)
        for key in gone:
            jsonlines.append(self.path, {"key": key, "run_id": run_id, "gone": True})
            del self._states[key]
        return len(gone)


def current_items(root: Path) -> Iterator[dict[str, Any]]:
    """The last state of every key, spider by spider, in the order they were recorded.

    An item that its publisher no longer lists has ``missing_since``, the UTC time of the crawl that
    noticed. Each log is read twice, so that one item at a time is held; what a crawl appends between
    is left for the next build.
    """
    for path in sorted(root.glob("*.jsonl")):
        last: dict[str, tuple[int, str]] = {}  # key → number of its line, missing since
        for number, line in enumerate(jsonlines.read(path)):
            key = line["key"]
            if line.get("gone"):
                last.pop(key, None)
            elif line.get("missing"):
                if key in last:
                    last[key] = (last[key][0], ids.run_time(line["run_id"]))
            else:
                last[key] = (number, "")
        missing_since = dict(last.values())
        for number, line in enumerate(jsonlines.read(path)):
            if number in missing_since:
                missing = missing_since[number]
                yield line["item"] | ({"missing_since": missing} if missing else {})
