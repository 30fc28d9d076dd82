"""Labels against passages that people coded. Evaluation only: nothing is learned from them."""

from pathlib import Path

import pytest

from enrich import evaluate


def test_labels_agree_with_the_coders(shared: Path) -> None:
    gold = shared / "gold"
    report = evaluate.evaluate(gold / "passages.jsonl", gold / "labels.jsonl")
    assert report["passages"] > 100
    assert report["micro"]["f1"] >= 0.65, evaluate.format_report(report)
    assert report["macro"]["f1"] >= 0.60, evaluate.format_report(report)


def test_scores_of_two_passages() -> None:
    pairs = [({"grants", "privacy"}, {"grants"}), ({"grants"}, {"grants", "liability"})]
    report = evaluate.scores(pairs)
    assert report["classes"]["grants"] == {"precision": 1, "recall": 1, "f1": 1, "support": 2}
    assert report["classes"]["privacy"]["recall"] == 0
    assert report["micro"] == {"precision": 0.667, "recall": 0.667, "f1": 0.667, "support": 3}
    assert "2 passages" in evaluate.format_report(report)


def test_a_coded_passage_without_text_is_named(tmp_path: Path) -> None:
    passages, gold = tmp_path / "passages.jsonl", tmp_path / "labels.jsonl"
    passages.write_text('{"id": "g1", "text": "Calls are free."}\n')
    gold.write_text('{"id": "g2", "labels": []}\n')
    with pytest.raises(ValueError, match="g2"):
        evaluate.evaluate(passages, gold)
