"""Segmentation against the documents of the corpus whose provisions were marked by hand."""

from functools import partial
from pathlib import Path

import pytest

from enrich import evaluate_segments
from legislation import jsonlines
from tests.corpus.printed_documents import printed_text

MARKS = Path(__file__).parents[2] / "data" / "annotations" / "segmentation" / "marks.jsonl"


def test_provisions_begin_and_end_where_people_marked_them(shared: Path) -> None:
    marks = list(jsonlines.read(MARKS))
    report = evaluate_segments.evaluate(marks, partial(printed_text, shared / "corpus"))
    assert report["documents"] >= 60
    assert report["all"]["f1"] >= 0.97, report
    weak = {place: row for place, row in report["jurisdictions"].items() if row["f1"] < 0.93}
    assert not weak


def test_a_text_printed_otherwise_than_marked_is_named() -> None:
    mark = {"document": "d", "jurisdiction": "us_wa", "sha256": "0", "provisions": []}
    with pytest.raises(ValueError, match="mark its provisions again"):
        evaluate_segments.evaluate([mark], lambda _: "Calls are free.")
