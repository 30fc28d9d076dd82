"""What changed in each bill, field by field, from the successive states that the item log keeps."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from legislation import ids, jsonlines, jurisdictions

# Of no interest to a reader: where a statement was read, not what it says.
_NOT_SAID = ("fetch_id", "kind", "source")
Differences = dict[str, tuple[Any, Any]]


def rows_of_changes(folder: Path, bill_ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Rows of the table ``changes``, log by log in the order in which crawls noticed.

    folder: ``data/items``. bill_ids: what the database holds; an item that the build put aside has no
    changes. A bill's first state is a change of the field ``bill`` from nothing; so is its return
    after it was missing.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for item, run_id, differences in _steps(path):
            bill_id = _bill_id_of(item)
            if bill_id in bill_ids:
                yield from _rows(bill_id, path.stem, run_id, differences)


def _steps(path: Path) -> Iterator[tuple[dict[str, Any], str, Differences]]:
    """Item, run and what was other than before. Only states that another line follows are held."""
    lines_left = Counter(line["key"] for line in jsonlines.read(path))
    states: dict[str, dict[str, Any]] = {}
    missing: set[str] = set()
    for line in jsonlines.read(path):
        key = line["key"]
        lines_left[key] -= 1
        before = states.pop(key, None)
        if line.get("gone") or (line.get("missing") and before is None):
            continue
        item = before if line.get("missing") and before else line["item"]
        if lines_left[key]:
            states[key] = item
        if item.get("kind") != "bill":
            continue
        if line.get("missing"):
            missing.add(key)
            yield item, line["run_id"], {"bill": ("listed", None)}
            continue
        differences = _differences(before, item) if before else {}
        if before is None or key in missing:
            missing.discard(key)
            differences = {"bill": (None, "listed"), **differences}
        yield item, line["run_id"], differences


def _rows(
    bill_id: str, source: str, run_id: str, differences: Differences
) -> Iterator[dict[str, Any]]:
    for field, (old, new) in differences.items():
        yield {
            "bill_id": bill_id,
            "source": source,
            "run_id": run_id,
            "field": field,
            "old": None if old is None else json.dumps(old, ensure_ascii=False),
            "new": None if new is None else json.dumps(new, ensure_ascii=False),
            "changed_at": ids.run_time(run_id),
        }


def _bill_id_of(item: dict[str, Any]) -> str:
    try:
        session = jurisdictions.session(item["jurisdiction"], item["session"])
        return ids.bill_id(item["jurisdiction"], session.key, item["identifier"])
    except (KeyError, ValidationError, jurisdictions.UnknownJurisdiction):
        return ""


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Differences:
    """Field → what it was and what it is; of a list, what was taken away and what was added."""
    found: Differences = {}
    for field in new:
        was, now = _said(old.get(field)), _said(new[field])
        if field in _NOT_SAID or was == now:
            continue
        if isinstance(was, list) and isinstance(now, list):
            gone = [part for part in was if part not in now]
            come = [part for part in now if part not in was]
            found[field] = (gone or None, come or None)
        else:
            found[field] = (was, now)
    return found


def _said(value: Any) -> Any:
    """Without fetch ids, except those of links: other bytes at an address are another text."""
    if isinstance(value, dict):
        return {
            name: part if name == "links" else _said(part)
            for name, part in value.items()
            if name != "fetch_id"
        }
    return [_said(part) for part in value] if isinstance(value, list) else value
