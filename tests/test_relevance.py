"""The relevance claim: a trained decision over a few numbers, with its reasons."""

from pathlib import Path

import pytest

from enrich import relevance, relevance_features, train_relevance
from legislation import jsonlines

ROOT = Path(__file__).parent.parent
FILLER = "The department of transport repairs bridges and reports on roads. "


def test_the_claim_names_its_method() -> None:
    assert (relevance.METHOD, relevance.METHOD_VERSION) == ("relevance model", "2")


@pytest.mark.parametrize(
    "title",
    [
        "Establishes a 988 trust fund",
        "Relates to mobile crisis teams",
        "Suicide prevention training for teachers",
        "An act on co-responder programs",
    ],
)
def test_a_title_alone_decides_where_no_text_was_published(title: str) -> None:
    decision = relevance.relevance(title, "")
    assert decision.relevant
    assert decision.why[0].startswith('title: "')


def test_a_text_decides_where_the_title_says_nothing() -> None:
    text = "Each mobile crisis team and crisis stabilization center answers 988 lifeline calls. "
    text += "The suicide prevention office trains crisis intervention teams and co-responders. "
    decision = relevance.relevance("An act on various matters", text * 6)
    assert decision.relevant
    assert any(" × 988 lifeline, e.g. " in reason for reason in decision.why)


def test_a_passing_mention_is_not_enough() -> None:
    text = FILLER * 60 + "It posts a suicide prevention hotline. " + FILLER * 60
    decision = relevance.relevance("Road repair", text)
    assert not decision.relevant
    assert 0 < decision.score < relevance.model().threshold


def test_suicide_prevention_named_only_in_a_summary_may_be_in_passing() -> None:
    def subject(title: str) -> float:
        found = relevance_features.features(relevance_features.read(title, ""))
        return found["crisis or suicide in the title"]

    assert subject("Suicide prevention in schools") == 1
    assert subject("Student cards\nA card shall print where to turn for suicide prevention") == 0


def test_commitment_law_adds_nothing_to_the_numbers() -> None:
    text = "A gravely disabled person under an involuntary commitment for mental illness. " * 9
    numbers = relevance_features.features(relevance_features.read("Commitment procedure", text))
    assert numbers["different terms in the text"] == 0


def test_a_budget_needs_its_density() -> None:
    filler = "The department of transport receives ten dollars for bridges and roads. " * 1500
    section = "Each mobile crisis team and crisis stabilization center answers 988 calls. " * 8
    decision = relevance.relevance("Operating budget of the state", filler + section + filler)
    assert not decision.relevant
    assert decision.why[-1].startswith("long budget")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", ""),
        ("Mental health services", "The office lists mental health services."),
        ("Ley de caminos", "El departamento repara puentes y caminos."),
    ],
)
def test_where_nothing_tells_no_model_is_asked(title: str, text: str) -> None:
    assert relevance.relevance(title, text) == (False, 0.0, ())


def test_the_committed_model_is_that_of_the_committed_rows() -> None:
    rows = list(jsonlines.read(ROOT / train_relevance.ROWS))
    trained, committed = train_relevance.train(rows).model, relevance.model()
    assert trained.weights == pytest.approx(committed.weights, abs=1e-4)
    assert trained.intercept == pytest.approx(committed.intercept, abs=1e-4)
    assert trained.threshold == pytest.approx(committed.threshold, abs=1e-4)


def test_places_not_learned_from_are_judged_well() -> None:
    rows = list(jsonlines.read(ROOT / train_relevance.ROWS))
    measured = train_relevance.train(rows).out_of_place
    assert measured.core_recall >= 0.99
    assert measured.precision >= 0.97
    assert measured.on_topic_recall >= 0.7


def test_all_labelled_bills_together_are_judged_well() -> None:
    called: list[str] = []
    every: list[str] = []
    for row in jsonlines.read(ROOT / train_relevance.ROWS):
        if row["part"] == "bill":
            every.append(row["label"])
            score = relevance.model().probability(row) if row["asked"] else 0
            called += [row["label"]] * (score >= relevance.model().threshold)
    assert called.count("A") / every.count("A") >= 0.99
    assert sum(label in train_relevance.ON_TOPIC for label in called) / len(called) >= 0.97


def test_the_rows_hold_numbers_and_no_text() -> None:
    told = {"place", "bill", "label", "part", "asked"}
    for row in jsonlines.read(ROOT / train_relevance.ROWS):
        assert all(isinstance(row[name], int | float) for name in row.keys() - told)
