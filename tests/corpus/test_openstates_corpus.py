"""Open States' spider over the records of its scrapers, written as its API and session files write them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from scrapers.platforms.openstates.api_shapes import as_metadata
from scrapers.platforms.openstates.bill import found_in
from tests.conftest import ROOT

CORPUS = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared")) / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "states").is_dir(), reason="the shared corpus is not here; real captures skipped"
)


def records() -> list[dict[str, Any]]:
    return [
        json.loads(path.read_bytes()) for path in sorted(CORPUS.glob("states/**/metadata.json"))
    ]


def as_api(record: dict[str, Any]) -> dict[str, Any]:
    """The scraper's record as the API sends it: without pseudo-ids, with actions in any order."""
    row = {key: value for key, value in record.items() if key != "related_bills"}
    actions = []
    for order, action in enumerate(record["actions"]):
        said = str(action["organization_id"])
        named = (
            json.loads(said[1:])
            if said.startswith("~")
            else {"classification": "committee", "name": said}
        )
        actions.append({**action, "order": order, "organization": named})
    return row | {"session": record["legislative_session"], "actions": actions[::-1]}


def test_every_record_is_the_same_bill_by_the_api() -> None:
    read = records()
    assert len(read) > 100
    for record in read:
        by_api = found_in(as_metadata(as_api(record)), "openstates", "0123456789abcdef").item
        by_mirror = found_in(record, "openstates", "0123456789abcdef").item
        assert by_api | {"related_bills": []} == by_mirror | {"related_bills": []}
