"""Accuracy of the labels against passages that people coded: per class, over all, and compared.

Files are JSON Lines: passages `{"id", "text", "jurisdiction"?}`, labels `{"id", "labels": [class, …]}`;
passages without labels are left out. Every published figure comes from here and its neighbours
`evaluate_segments`, `evaluate_values` and `evaluate_relevance`, as one file a task in
`data/annotations/accuracy/`.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import Any

from enrich import label
from enrich.label import Labeller
from legislation import codebook, jsonlines

Report = dict[str, Any]
Coded = tuple[frozenset[str], frozenset[str]]  # (true classes, found classes) of a passage


def evaluate(passages: Path, gold: Path, second_coder: Path | None = None) -> Report:
    """Labels the coded passages and scores them. Raises ValueError where a text is missing.

    The shape is that of `legislation.accuracy`, without the day and the words about the set.
    """
    coded = _labels(gold)
    rows = _coded_passages(passages, gold, coded)
    labeller = Labeller()
    readings = list(labeller.read_many(rows[passage_id]["text"] for passage_id in coded))
    truth = list(coded.values())
    ways = {
        "phrases alone": [reading.by_phrases for reading in readings],
        label.METHOD: [
            frozenset(found.class_name for found in reading.labels) for reading in readings
        ],
    }
    pairs = list(zip(truth, ways[label.METHOD], strict=True))
    places = [str(rows[passage_id].get("jurisdiction", "")) for passage_id in coded]
    return {
        "task": "labels",
        "items": len(pairs),
        "groups": len(set(filter(None, places))),
        "method": label.METHOD,
        "method_version": label.METHOD_VERSION,
        "codebook_version": codebook.version(),
        **scores(pairs),
        "compared": [
            {"name": name, **_overall(zip(truth, found, strict=True))}
            for name, found in ways.items()
        ],
        "confusions": confusions(pairs),
        "by_group": _by_group(places, pairs),
        "agreement": _agreement(coded, second_coder),
    }


def _coded_passages(passages: Path, gold: Path, coded: Container[str]) -> dict[str, Report]:
    """The rows of the coded passages by id. Raises ValueError where one is not there."""
    rows = {row["id"]: row for row in jsonlines.read(passages) if row["id"] in coded}
    for row in jsonlines.read(gold):
        if row["id"] not in rows:
            raise ValueError(
                f"{gold.name} codes {row['id']}, which {passages.name} lacks; add its text."
            )
    return rows


def _labels(path: Path) -> dict[str, frozenset[str]]:
    return {row["id"]: frozenset(row["labels"]) for row in jsonlines.read(path)}


def scores(pairs: Iterable[Coded]) -> Report:
    """`{"scores": [{"name", "precision", "recall", "f1", "support", "found"}], "micro", "macro"}`;
    macro averages the classes with support."""
    found, true, both = Counter[str](), Counter[str](), Counter[str]()
    for truth, guess in pairs:
        true.update(truth)
        found.update(guess)
        both.update(truth & guess)
    classes = [
        {"name": key, **score_of(both[key], found[key], true[key])} for key in codebook.classes()
    ]
    seen = [score for score in classes if score["support"]]
    macro = {
        name: round(sum(score[name] for score in seen) / max(len(seen), 1), 4)
        for name in ("precision", "recall", "f1")
    }
    return {
        "scores": classes,
        "micro": score_of(both.total(), found.total(), true.total()),
        "macro": macro | {"support": true.total(), "found": found.total()},
    }


def score_of(both: int, found: int, true: int) -> dict[str, Any]:
    """Precision, recall, F1, support (true) and found, of counts."""
    return {
        "precision": round(both / found, 4) if found else 0.0,
        "recall": round(both / true, 4) if true else 0.0,
        "f1": round(2 * both / (found + true), 4) if found + true else 0.0,
        "support": true,
        "found": found,
    }


def _overall(pairs: Iterable[Coded]) -> dict[str, float]:
    report = scores(pairs)
    return {"micro_f1": report["micro"]["f1"], "macro_f1": report["macro"]["f1"]}


def confusions(pairs: Iterable[Coded], most: int = 12) -> list[dict[str, Any]]:
    """Classes given where the coders gave another that was missed: the most frequent pairs."""
    seen = Counter(
        (missed, wrong)
        for truth, guess in pairs
        for missed in truth - guess
        for wrong in guess - truth
    )
    return [
        {"coded": coded, "given": given, "passages": count}
        for (coded, given), count in sorted(seen.items(), key=lambda item: (-item[1], item[0]))
        if count > 1
    ][:most]


def _by_group(places: Sequence[str], pairs: Sequence[Coded]) -> list[dict[str, Any]]:
    """Micro-F1 of each jurisdiction, the largest first."""
    groups: dict[str, list[Coded]] = defaultdict(list)
    for place, pair in zip(places, pairs, strict=True):
        groups[place].append(pair)
    return [
        {"name": place, "items": len(of), "f1": scores(of)["micro"]["f1"]}
        for place, of in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        if place
    ]


def _agreement(coded: dict[str, frozenset[str]], second: Path | None) -> dict[str, Any] | None:
    """How far a second coder agrees with the first: micro-F1 over the passages both coded."""
    if second is None:
        return None
    other = _labels(second)
    both = [(coded[each], other[each]) for each in coded if each in other]
    return {"passages": len(both), "micro_f1": scores(both)["micro"]["f1"]}


def errors(passages: Path, gold: Path) -> list[dict[str, Any]]:
    """What was missed or wrongly given, surest first: `{"id", "class", "kind", "score"}`."""
    coded = _labels(gold)
    rows = _coded_passages(passages, gold, coded)
    found = []
    for passage_id, reading in zip(
        coded, Labeller().read_many(rows[each]["text"] for each in coded), strict=True
    ):
        given = {one.class_name for one in reading.labels}
        for key in sorted(coded[passage_id] ^ given):
            kind = "missed" if key in coded[passage_id] else "wrong"
            likely = reading.likely.get(key, 0.0)
            sure = 1 - likely if kind == "missed" else likely
            found.append({"id": passage_id, "class": key, "kind": kind, "score": round(sure, 3)})
    return sorted(found, key=lambda row: (-row["score"], row["id"]))


def record(report: Report, folder: Path, about: str, measured_on: str) -> None:
    """Keeps a report for `/accuracy`: one file a task, in the shape of `legislation.accuracy`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"task": report["task"], "measured_on": measured_on, "set": about} | report
    path = folder / f"{report['task']}.json"
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")


def format_report(report: Report) -> str:
    """The report as a table for people."""
    head = f"{'class':<22}{'precision':>10}{'recall':>8}{'F1':>7}{'support':>9}"
    rows = [
        *((score["name"], score) for score in report["scores"]),
        ("micro", report["micro"]),
        *([("macro", report["macro"])] if "macro" in report else []),
    ]
    lines = [
        f"{key:<22}{score['precision']:>10.2f}{score['recall']:>8.2f}{score['f1']:>7.2f}"
        f"{score['support']:>9}"
        for key, score in rows
    ]
    lines += [
        f"{way['name']}: micro-F1 {way['micro_f1']:.3f}, macro-F1 {way['macro_f1']:.3f}"
        for way in report.get("compared", ())
    ]
    if agreement := report.get("agreement"):
        lines.append(
            f"two coders agree: micro-F1 {agreement['micro_f1']:.3f} on {agreement['passages']}"
        )
    method = f"{report['items']} passages, {report['method']} {report['method_version']}"
    return "\n".join([head, *lines, method])
