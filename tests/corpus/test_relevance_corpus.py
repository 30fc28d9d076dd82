"""Relevance over the labelled bills of New York City and of the states."""

from collections import Counter
from pathlib import Path

import pytest

from enrich import train_relevance
from enrich.relevance import relevance
from legislation import jsonlines, topics
from tests.corpus.labelled_bills import city_bills, state_bills
from tests.corpus.relevance_rows import rows

ROOT = Path(__file__).parent.parent.parent


def share(found: Counter[str], of: Counter[str], *labels: str) -> float:
    return sum(found[label] for label in labels) / sum(of[label] for label in labels)


def test_new_york_city(shared: Path) -> None:
    relevant, all_of, kept = Counter[str](), Counter[str](), Counter[str]()
    for _, label, title, text in city_bills(shared / "corpus"):
        all_of[label] += 1
        relevant[label] += relevance(title, text).relevant
        kept[label] += topics.is_candidate(title, text)
    positives = relevant["A"] + relevant["B"]
    assert share(relevant, all_of, "A") == pytest.approx(1)
    assert share(relevant, all_of, "B") >= 0.5
    assert positives / relevant.total() >= 0.97
    assert kept["A"] == all_of["A"]
    assert share(kept, all_of, "neg") < 0.02


def test_states(shared: Path) -> None:
    relevant, all_of, kept = Counter[str](), Counter[str](), Counter[str]()
    missed = []
    for bill_id, label, title, text in state_bills(shared / "corpus"):
        decision = relevance(title, text)
        all_of[label] += 1
        relevant[label] += decision.relevant
        kept[label] += topics.is_candidate(title, text)
        if label == "A" and not decision.relevant:
            missed.append((bill_id, decision))
    on_topic = sum(relevant[label] for label in ("A", "B+", "B"))
    assert share(relevant, all_of, "A") >= 0.99, missed
    assert share(relevant, all_of, "B+", "B") >= 0.4
    assert on_topic / relevant.total() >= 0.96
    assert share(relevant, all_of, "near", "budget", "neg") < 0.01
    assert share(kept, all_of, "A", "B+") == pytest.approx(1)


def test_the_rows_that_the_model_learned_from_are_up_to_date(shared: Path) -> None:
    committed = list(jsonlines.read(ROOT / train_relevance.ROWS))
    for found, kept in zip(rows(shared / "corpus"), committed, strict=True):
        assert found == pytest.approx(kept, abs=1e-4), (
            f"{kept['bill']}: run tests.corpus.relevance_rows"
        )
