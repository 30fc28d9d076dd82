"""Agencies, funds, bodies and citations against slices of real texts that a person annotated.

A value counts where the annotation holds the same: names in any case, bodies with their number of
members, citations with what is done to them. The precision and recall of each are printed.
"""

import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from enrich.extract import advisory_bodies, agencies, citations, funds
from tests.corpus.documents import printed, stretch

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared"))
ANNOTATIONS = ROOT / "data" / "annotations" / "extraction" / "names_and_citations.jsonl"
LEAST = {"agencies": 0.93, "funds": 0.95, "advisory_bodies": 0.9, "citations": 0.95}
SHINGLE = 8  # words that two texts share when one is in the other

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(),
    reason=f"The corpus is not at {SHARED}; set LEGISLATION_SHARED.",
)


@cache
def rows() -> tuple[tuple[dict[str, Any], str], ...]:
    """Each annotation with its text as amended."""
    annotated = map(json.loads, ANNOTATIONS.read_text("utf-8").splitlines())
    return tuple(
        (row, stretch(printed(SHARED / "corpus", row["document"]), row["start"], row["end"]))
        for row in annotated
    )


def expected(row: dict[str, Any]) -> dict[str, set[object]]:
    return {
        "agencies": {name.lower() for name in row["agencies"]},
        "funds": {name.lower() for name in row["funds"]},
        "advisory_bodies": {(b["name"].lower(), b["members"]) for b in row["advisory_bodies"]},
        "citations": {(c["kind"], c["citation"]) for c in row["citations"]},
    }


def found(text: str, jurisdiction: str) -> dict[str, set[object]]:
    return {
        "agencies": {agency.name.lower() for agency in agencies(text)},
        "funds": {fund.name.lower() for fund in funds(text)},
        "advisory_bodies": {(body.name.lower(), body.members) for body in advisory_bodies(text)},
        "citations": {(c.kind, c.citation) for c in citations(text, jurisdiction)},
    }


def test_names_and_citations() -> None:
    hits: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for row, text in rows():
        want, got = expected(row), found(text, row["jurisdiction"])
        for kind in LEAST:
            hits[kind] += len(want[kind] & got[kind])
            ours[kind] += len(got[kind])
            theirs[kind] += len(want[kind])
    low = {}
    for kind, least in LEAST.items():
        precision, recall = hits[kind] / ours[kind], hits[kind] / theirs[kind]
        score = 2 * precision * recall / (precision + recall)
        print(f"{kind}: precision {precision:.3f}, recall {recall:.3f} of {theirs[kind]}")  # noqa: T201
        if score < least:
            low[kind] = round(score, 3)
    assert not low


def test_slices_are_many_and_of_many_places() -> None:
    with_values = [row for row, _ in rows() if any(expected(row).values())]
    assert len(with_values) >= 40
    assert len(rows()) - len(with_values) >= 60
    assert len({row["jurisdiction"] for row, _ in rows()}) >= 25


def test_no_slice_is_one_of_the_evaluation() -> None:
    """What the rules were written on is not what they are measured on."""

    def shingles(text: str) -> set[str]:
        words = re.findall(r"\w+", text.lower())
        return {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}

    passages = (SHARED / "gold" / "passages.jsonl").read_text("utf-8").splitlines()
    known = set().union(*(shingles(json.loads(line)["text"]) for line in passages))
    assert not [row["document"] for row, text in rows() if shingles(text) & known]


def test_spans_hold_what_they_state() -> None:
    for row, text in rows():
        for value in (*agencies(text), *funds(text), *citations(text, row["jurisdiction"])):
            assert 0 <= value.sentence[0] <= value.start < value.end <= value.sentence[1]
