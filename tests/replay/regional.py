"""Legistar clients of whom the corpus holds a few raw responses: Los Angeles Metro, San José."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.replay.legistar import Client


def captured_clients(corpus: Path) -> dict[str, Client]:
    """Client name → resource → rows, for those whose files are there."""
    found = {"metro": _metro(corpus / "legistar"), "sanjose": _san_jose(corpus / "legistar")}
    return {name: resources for name, resources in found.items() if resources}


def _metro(folder: Path) -> Mapping[str, Any]:
    files = {
        "indexes": folder / "metro" / "all_indexes.json",
        "matters/5036/indexes": folder / "metro" / "matter_index.json",
    }
    return {name: json.loads(path.read_bytes()) for name, path in files.items() if path.exists()}


def _san_jose(folder: Path) -> Mapping[str, Any]:
    """The capture nests the rows of /events/<id>/eventitems in the event, as `items`."""
    path = folder / "sanjose" / "webapi_sample.json"
    if not path.exists():
        return {}
    events = json.loads(path.read_bytes())
    items = {f"events/{event['EventId']}/eventitems": event.pop("items") for event in events}
    return {"events": events, **items}
