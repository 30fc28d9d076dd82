"""The measurements in data/annotations/accuracy: what is read, and what is said of a bad file."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import site_database
from crawled_data import crawl_once

from legislation import accuracy, store
from legislation.build import build

LABELS, EXTRACTION = site_database.MEASURED


def folder(tmp_path: Path, **files: Any) -> Path:
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / f"{name}.json").write_text(text)
    return tmp_path


def test_what_ships_can_be_used() -> None:
    assert accuracy.load(accuracy.FOLDER)[1] == []


def test_scores_become_rows(tmp_path: Path) -> None:
    found, problems = accuracy.load(folder(tmp_path, labels=LABELS, extraction=EXTRACTION))
    assert problems == []
    rows = list(accuracy.rows(found))
    assert [table for table, _ in rows].count("evaluations") == 2
    kinds = [row["kind"] for table, row in rows if table == "evaluation_scores"]
    assert kinds == ["one", "micro", "one", "one", "one", "micro", "macro"]


def test_no_folder_is_no_measurement(tmp_path: Path) -> None:
    assert accuracy.load(tmp_path / "none") == ([], [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measured_on": "yesterday"}, "measured_on"),
        ({"scores": []}, "scores"),
        ({"scores": [{**LABELS["scores"][0], "f1": 1.5}]}, "scores.0.f1"),
        ({"scores": [LABELS["scores"][0]] * 2}, "'fee_988' is scored twice"),
        ({"scores": [{**LABELS["scores"][0], "name": "nose"}]}, "no class 'nose'"),
        ({"confusions": [{"coded": "fee_988", "given": "ear", "passages": 2}]}, "no class 'ear'"),
        ({"task": "extraction"}, "'extraction', which is not its name"),
        ({"guess": 1}, "guess"),
    ],
)
def test_a_bad_file_costs_one_sentence(change: dict[str, Any], said: str, tmp_path: Path) -> None:
    found, problems = accuracy.load(folder(tmp_path, labels=LABELS | change, extraction=EXTRACTION))
    assert [one.task for one in found] == ["extraction"]
    (sentence,) = problems
    assert sentence.startswith("data/annotations/accuracy/labels.json cannot be used (")
    assert said in sentence
    assert sentence.endswith("`python -m enrich evaluate`.")


def test_no_json_is_a_bad_file_too(tmp_path: Path) -> None:
    assert "labels.json cannot be used" in accuracy.load(folder(tmp_path, labels="{"))[1][0]


def test_the_build_shows_what_was_measured(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data, measurements = tmp_path / "data", tmp_path / "accuracy"
    measurements.mkdir()
    crawl_once(data)
    with caplog.at_level(logging.WARNING):
        build(data, folder(measurements, labels=LABELS, extraction="no"))
    database = store.open_database(store.database_path(data))
    assert database.execute(
        "SELECT f1, support FROM class_accuracy WHERE class = 'fee_988'"
    ).fetchone() == (0.87, 31)
    assert database.execute("SELECT count(*) FROM evaluations").fetchone() == (1,)
    assert "extraction.json cannot be used" in caplog.text
    (reason,) = database.execute("SELECT reason FROM quarantine WHERE subject = 'accuracy'")
    assert "extraction.json" in reason[0]
