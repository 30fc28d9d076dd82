"""Labels of passages: classes, evidence, how sure, and why a passage was not labelled."""

import sys

import pytest

from enrich import label
from enrich.label import Labeller
from enrich.provision_features import Features

REPORT = "The office opens in May. The office shall report calls to the council. It closes in June."


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller()


def test_evidence_is_the_sentence_that_shows_the_class(labeller: Labeller) -> None:
    found = next(one for one in labeller.label(REPORT) if one.class_name == "reporting")
    assert REPORT[found.start : found.end] == "The office shall report calls to the council."
    assert 0 < found.score < 1


def test_every_label_has_evidence_inside_its_passage(labeller: Labeller) -> None:
    text = (
        "(a) A monthly 988 surcharge of thirty cents is imposed on each access line.\n"
        "(b) The department shall adopt rules, in consultation with the counties, and shall report "
        "each year to the legislature.\n(c) This section takes effect July 1, 2027."
    )
    labels = labeller.label(text)
    assert {"fee_988", "rulemaking", "reporting"} <= {one.class_name for one in labels}
    for one in labels:
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""


def test_many_texts_are_labelled_as_one_by_one(labeller: Labeller) -> None:
    texts = ["", "The office shall report.", "x" * 500, "A penalty of $5 is due.", " \n"]
    assert list(labeller.label_many(texts)) == [labeller.label(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", label.EMPTY),
        (" \n\t\x0c", label.EMPTY),
        (
            "La línea de crisis atiende a toda persona que la llame, y el departamento debe informar "
            "cada año al consejo sobre las llamadas que recibe y sobre el tiempo de espera.",
            label.SPANISH,
        ),
    ],
)
def test_what_cannot_be_labelled_says_why(text: str, reason: str, labeller: Labeller) -> None:
    (reading,) = labeller.read_many([text])
    assert (reading.labels, reading.refused) == ([], reason)


def test_a_name_in_spanish_does_not_make_a_spanish_text(labeller: Labeller) -> None:
    text = "The office shall publish the line, Línea de Vida para Todos, and report each year."
    (reading,) = labeller.read_many([text])
    assert not reading.refused


def test_a_text_longer_than_spacy_reads_is_labelled_in_pieces(labeller: Labeller) -> None:
    filler = "The map shows a river and a road. " * 31_000
    text = f"{filler}{REPORT}"
    found = next(one for one in labeller.label(text) if one.class_name == "reporting")
    assert "shall report calls" in text[found.start : found.end]


@pytest.mark.parametrize(
    "unit",
    [
        '"Line" means a crisis line. ',
        '"line" means a crisis line and "team" means a crisis team, ',
        "The council finds that lines help. ",
        "9" * 40 + " ",
        "| 12 | 0.40 | -- | 3 |\n",
        "tbe offlce sha1l rep0rt, ",
    ],
)
def test_ten_times_the_text_costs_ten_times_the_work(unit: str, labeller: Labeller) -> None:
    """Counted in calls, not in seconds."""

    def calls(text: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            labeller.label(text)
        finally:
            sys.setprofile(None)
        return count

    once = unit * 60
    labeller.label(once * 10)  # words that are seen for the first time cost more
    assert calls(once * 10) <= 13 * calls(once) + 1000


def test_scores_do_not_depend_on_the_order_of_words(labeller: Labeller) -> None:
    model = labeller._model
    found = Features(frozenset(model.words[:400]), frozenset(model.marks[:20]))
    at = sorted(found.words, key=lambda word: word[::-1])
    again = Features(frozenset(at), frozenset(sorted(found.marks)))
    assert (model.scores(found) == model.scores(again)).all()
