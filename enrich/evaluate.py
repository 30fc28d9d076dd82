"""Accuracy of the labels against passages that people coded: per class, and over all.

Every published score comes from here. Files are JSON Lines: passages `{"id", "text"}`, labels
`{"id", "labels": [class, …]}`; passages without labels are left out.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from enrich.label import METHOD, METHOD_VERSION, Labeller
from legislation import codebook, jsonlines

Report = dict[str, Any]


def evaluate(passages: Path, gold: Path) -> Report:
    """Labels the coded passages and scores them. Raises ValueError where a text is missing."""
    coded = {row["id"]: set(row["labels"]) for row in jsonlines.read(gold)}
    texts = {row["id"]: row["text"] for row in jsonlines.read(passages) if row["id"] in coded}
    missing = sorted(coded.keys() - texts.keys())
    if missing:
        raise ValueError(
            f"{gold.name} codes {missing[0]}, which {passages.name} lacks; add its text."
        )
    labelled = Labeller().label_many(texts[passage_id] for passage_id in coded)
    pairs = [
        (truth, {label.class_name for label in labels})
        for truth, labels in zip(coded.values(), labelled, strict=True)
    ]
    return scores(pairs)


def scores(pairs: Iterable[tuple[set[str], set[str]]]) -> Report:
    """(true classes, found classes) of each passage to
    `{"passages", "method", "method_version", "micro", "macro", "classes": {key: score}}`, where a
    score is `{"precision", "recall", "f1", "support"}`; macro averages the classes with support."""
    found, true, both, passages = Counter[str](), Counter[str](), Counter[str](), 0
    for truth, guess in pairs:
        passages += 1
        true.update(truth)
        found.update(guess)
        both.update(truth & guess)
    classes = {key: _score(both[key], found[key], true[key]) for key in codebook.classes()}
    seen = [score for score in classes.values() if score["support"]]
    macro = {
        name: round(sum(score[name] for score in seen) / max(len(seen), 1), 3)
        for name in ("precision", "recall", "f1")
    }
    return {
        "passages": passages,
        "method": METHOD,
        "method_version": METHOD_VERSION,
        "micro": _score(both.total(), found.total(), true.total()),
        "macro": macro | {"support": true.total()},
        "classes": classes,
    }


def _score(both: int, found: int, true: int) -> dict[str, float]:
    return {
        "precision": round(both / found, 3) if found else 0.0,
        "recall": round(both / true, 3) if true else 0.0,
        "f1": round(2 * both / (found + true), 3) if found + true else 0.0,
        "support": true,
    }


def format_report(report: Report) -> str:
    """The report as a table for people."""
    head = f"{'class':<20}{'precision':>10}{'recall':>8}{'F1':>7}{'support':>9}"
    rows = [*report["classes"].items(), ("micro", report["micro"]), ("macro", report["macro"])]
    lines = [
        f"{key:<20}{score['precision']:>10.2f}{score['recall']:>8.2f}{score['f1']:>7.2f}"
        f"{score['support']:>9}"
        for key, score in rows
    ]
    method = f"{report['passages']} passages, {report['method']} {report['method_version']}"
    return "\n".join([head, *lines, method])
