"""What changed in each bill, field by field, from the successive states that the item log keeps."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from legislation import ids, jsonlines, jurisdictions
from legislation.on_disk import TextsByName

# Of no interest to a reader: where a statement was read, not what it says.
_NOT_SAID = ("fetch_id", "kind", "source")
Line = dict[str, Any]
Differences = dict[str, tuple[Any, Any]]


def rows_of_changes(folder: Path, bill_ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Rows of the table ``changes``, log by log and bill by bill, in the order of crawls.

    folder: ``data/items``. bill_ids: what the database holds; an item that the build put aside has no
    changes. A bill's first state is a change of the field ``bill`` from nothing; so is its return
    after it was missing.
    """
    for path in sorted(folder.glob("*.jsonl")):
        bill_of: dict[str, str] = {}
        with TextsByName() as told:
            for line in jsonlines.read(path):
                if item := line.get("item"):
                    bill_of[line["key"]] = _bill_id_of(item)
                if (bill_id := bill_of.get(line["key"], "")) in bill_ids:
                    told.add(bill_id, json.dumps(line))
            for bill_id, texts in told:
                for run_id, differences in _steps([json.loads(text) for text in texts]):
                    yield from _rows(bill_id, path.stem, run_id, differences)


def _steps(lines: Sequence[Line]) -> Iterator[tuple[str, Differences]]:
    """For each crawl that brought news of one bill, what was other than before.

    A publisher may come to spell the bill in another way, so that it has states under several keys.
    """
    states: dict[str, Line] = {}
    before: Line | None = None
    # Sorted, since two crawls at once mingle their lines.
    for run_id, of_run in groupby(sorted(lines, key=_run_of), key=_run_of):
        for line in of_run:
            key = line["key"]
            if line.get("missing") and key in states:
                states[key] = states[key] | {"missing": True}
                continue
            states.pop(key, None)
            if "item" in line:
                states[key] = line
        # As the build chooses: the last of those that are still listed, or else the last.
        listed = [state for state in states.values() if "missing" not in state]
        now = next(reversed(listed or [*states.values()]), None)
        if now:
            yield run_id, _between(before, now)
        before = now


def _run_of(line: Line) -> str:
    return str(line["run_id"])


def _between(before: Line | None, now: Line) -> Differences:
    is_missing, was_missing = "missing" in now, before is None or "missing" in before
    listed = (None if was_missing else "listed", None if is_missing else "listed")
    found = _differences(before["item"], now["item"]) if before else {}
    return found if is_missing == was_missing else {"bill": listed, **found}


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
        if field in _NOT_SAID or was == now or not (was or now):
            continue
        if isinstance(was, list) and isinstance(now, list):
            gone = [part for part in was if part not in now]
            come = [part for part in now if part not in was]
            if gone or come:  # else the same in another order
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
