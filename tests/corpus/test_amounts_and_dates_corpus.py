"""Amounts and dates of real texts, as a person read them in `data/annotations/extraction`.

Each row is a slice of a document of the corpus with the values it states, most often none: money
that nobody appropriates, days of other laws. What a slice says is read as amended.
"""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from enrich.extract import Extracted, extract
from tests.corpus.documents import printed, stretch

ROOT = Path(__file__).resolve().parents[2]
ANNOTATIONS = ROOT / "data" / "annotations" / "extraction" / "amounts_and_dates.jsonl"
ROWS = [json.loads(line) for line in ANNOTATIONS.read_text("utf-8").splitlines()]
KINDS = ("fee_amounts", "appropriations", "effective_dates", "sunsets", "deadlines")


def stated(row: dict[str, Any], kind: str) -> Counter[Any]:
    values = row.get(kind, [])
    return Counter(tuple(each.values()) if isinstance(each, dict) else each for each in values)


def read(found: Extracted, kind: str) -> Counter[Any]:
    if kind == "fee_amounts":
        return Counter((fee.amount, fee.period, fee.kind) for fee in found.fee_amounts)
    if kind == "appropriations":
        return Counter((given.amount, given.fiscal_year) for given in found.appropriations)
    of_kind = {"effective_dates": "effective", "sunsets": "sunset", "deadlines": "deadline"}[kind]
    return Counter({row.date for row in found.dates if row.date and row.kind == of_kind})


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def with_margin(text: str) -> str:
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, 60) or [""]]
    return "\n".join(f"{number % 27 + 1:4}   {line}" for number, line in enumerate(lines))


@pytest.fixture(scope="session")
def slices(shared: Path) -> list[tuple[dict[str, Any], str]]:
    corpus = shared / "corpus"
    return [
        (row, stretch(printed(corpus, row["document"]), row["start"], row["end"])) for row in ROWS
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("set_as", [str, on_one_line, with_margin])
def test_what_a_person_read(
    kind: str, set_as: Callable[[str], str], slices: list[tuple[dict[str, Any], str]]
) -> None:
    right = wanted = answered = 0
    differ = []
    for row, text in slices:
        values, found = stated(row, kind), read(extract(set_as(text)), kind)
        right += (values & found).total()
        wanted += values.total()
        answered += found.total()
        if values != found:
            differ.append((row["document"], row["start"], values - found, found - values))
    assert wanted >= 20
    assert 2 * right / (wanted + answered) >= 0.95, differ


def test_there_is_enough_to_tell() -> None:
    with_values = [row for row in ROWS if any(row.get(kind) for kind in KINDS)]
    assert len(with_values) >= 40
    assert len(ROWS) - len(with_values) >= 60


def test_no_slice_is_a_passage_of_the_evaluation(
    shared: Path, slices: list[tuple[dict[str, Any], str]]
) -> None:
    """Rules are shaped on these slices, so none may share eight words with the other passages."""
    lines = (shared / "gold" / "passages.jsonl").read_text("utf-8").splitlines()
    theirs = set().union(*(shingles(json.loads(line)["text"]) for line in lines))
    assert [row for row, text in slices if not theirs.isdisjoint(shingles(text))] == []


def shingles(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_passages_of_the_evaluation(shared: Path) -> None:
    """Evaluation only: few of them state an amount or a day."""
    gold = shared / "gold"
    facts = {row["id"]: row for row in _rows(gold / "facts.jsonl")}
    coded = {row["id"] for row in _rows(gold / "labels.jsonl")}
    totals: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for passage in _rows(gold / "passages.jsonl"):
        if passage["id"] not in coded:
            continue
        found = extract(passage["text"])
        for kind, total in totals.items():
            given = [
                tuple(
                    each[key] for key in ("amount", "period", "kind", "fiscal_year") if key in each
                )
                if isinstance(each, dict)
                else each
                for each in facts.get(passage["id"], {}).get(kind, [])
            ]
            values, answers = Counter(given), read(found, kind)
            total.update(right=(values & answers).total(), wanted=values.total())
            total.update(answered=answers.total())
    for kind, least in {"fee_amounts": 0.93, "appropriations": 0.93, "deadlines": 0.9}.items():
        total = totals[kind]
        score = 2 * total["right"] / (total["wanted"] + total["answered"])
        assert score >= least, (kind, total)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
