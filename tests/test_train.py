"""The shipped model is what `make model` gives; the training set holds what it must."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from enrich import provision_model, train
from legislation import codebook
from tests.conftest import ROOT

FOLDER = ROOT / "data" / "annotations" / "train"
LEAST = 60  # passages of each class


@pytest.fixture(scope="module")
def passages() -> list[train.Passage]:
    return train.passages(FOLDER)


def test_every_class_has_enough_passages(passages: list[train.Passage]) -> None:
    counted = Counter(label for passage in passages for label in passage.labels)
    assert {key: counted[key] for key in codebook.classes() if counted[key] < LEAST} == {}
    assert any(not passage.labels for passage in passages)


def test_no_passage_stands_twice(passages: list[train.Passage]) -> None:
    assert len({passage.text for passage in passages}) == len(passages)


def test_a_pair_is_one_group(tmp_path: Path) -> None:
    rows = [{"id": f"9-1{letter}", "text": letter, "labels": []} for letter in "ab"]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert {passage.group for passage in train.passages(tmp_path)} == {"9-1"}


def test_an_unknown_class_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"id": "x", "text": "y", "labels": ["fees"]}\n')
    with pytest.raises(ValueError, match="fees"):
        train.passages(tmp_path)


def test_training_again_gives_the_shipped_model(passages: list[train.Passage]) -> None:
    shipped, again = provision_model.load(), train.train(passages, train.settings())
    assert (shipped.classes, shipped.marks) == (again.classes, again.marks)
    same = set(shipped.words) & set(again.words)
    assert len(same) >= 0.999 * max(len(shipped.words), len(again.words))
    np.testing.assert_allclose(shipped.thresholds, again.thresholds, atol=0.011)
    np.testing.assert_allclose(shipped.mark_weights, again.mark_weights, atol=0.02)
    if shipped.words == again.words:
        np.testing.assert_allclose(shipped.word_weights, again.word_weights, atol=0.02)


def test_a_model_that_is_not_there_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make model"):
        provision_model.load(tmp_path / "none.npz")
