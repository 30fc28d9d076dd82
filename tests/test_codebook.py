"""The codebook's patterns: each finds an example, each example is found, no counterexample is."""

import pytest
import spacy
from spacy.matcher import Matcher

from enrich import codebook
from enrich.label import Labeller
from legislation import codebook as classes

NLP = spacy.blank("en")
FINDERS = codebook.finders()
PHRASES = [
    (key, phrase) for key, finder in FINDERS.items() for phrase in finder.patterns + finder.subjects
]


@pytest.fixture(scope="module")
def labeller() -> Labeller:
    return Labeller()


def found(labeller: Labeller, text: str) -> set[str]:
    return {label.class_name for label in labeller.label(text)}


def hits(phrase: str, text: str) -> bool:
    matcher = Matcher(NLP.vocab)
    matcher.add("phrase", codebook.compiled(phrase, NLP))
    return bool(matcher(NLP.make_doc(text)))


def test_the_codebook_covers_every_class_in_order() -> None:
    assert list(FINDERS) == list(classes.classes())


@pytest.mark.parametrize(("key", "phrase"), PHRASES)
def test_every_phrase_finds_an_example(key: str, phrase: str) -> None:
    assert any(hits(phrase, example) for example in FINDERS[key].examples)


@pytest.mark.parametrize("key", FINDERS)
def test_every_example_takes_its_class(key: str, labeller: Labeller) -> None:
    missed = [text for text in FINDERS[key].examples if key not in found(labeller, text)]
    assert not missed


@pytest.mark.parametrize("key", FINDERS)
def test_no_counterexample_takes_its_class(key: str, labeller: Labeller) -> None:
    assert FINDERS[key].counterexamples
    taken = [text for text in FINDERS[key].counterexamples if key in found(labeller, text)]
    assert not taken


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("988|9-8-8 ..2 fee", "The 988 crisis line fee is due.", True),
        ("988|9-8-8 ..2 fee", "The 988 line is free. A fee is due.", False),
        ("co-responder", "A Co-Responder rides along.", True),
        ("crisis peer? respite", "A crisis respite is offered.", True),
        ("@duty report", "It must report.", True),
    ],
)
def test_the_notation(phrase: str, text: str, expected: bool) -> None:
    assert hits(phrase, text) is expected


@pytest.mark.parametrize("phrase", ["peer? respite", ".. respite"])
def test_a_phrase_begins_with_a_word(phrase: str) -> None:
    with pytest.raises(codebook.CodebookError, match="must begin with a word"):
        codebook.compiled(phrase, NLP)


def test_an_unknown_set_is_named() -> None:
    with pytest.raises(codebook.CodebookError, match="@nothing"):
        codebook.compiled("@nothing report", NLP)


def test_evidence_is_the_sentence_that_shows_the_class(labeller: Labeller) -> None:
    text = (
        "The office opens in May. The office shall report calls to the council. It closes in June."
    )
    label = next(one for one in labeller.label(text) if one.class_name == "reporting")
    assert text[label.start : label.end] == "The office shall report calls to the council."
    assert 0 < label.score < 1


def test_more_evidence_scores_higher(labeller: Labeller) -> None:
    def score(text: str) -> float:
        return next(one.score for one in labeller.label(text) if one.class_name == "reporting")

    once = "The office shall report."
    assert score(once) < score(f"{once} Data are collected. A dashboard shows the number of calls.")


def test_a_definition_explains_its_terms_away(labeller: Labeller) -> None:
    defined = '"Team" means a mobile crisis team that meets people in a behavioral health crisis.'
    assert found(labeller, defined) == {"definitions"}
    ordered = defined[:-1] + " and shall be staffed by clinicians."
    assert "workforce" in found(labeller, ordered)


def test_findings_explain_all_that_follows_away(labeller: Labeller) -> None:
    text = "The legislature finds that (a) the 988 fee is low; (b) crisis centers shall be many."
    assert found(labeller, text) == {"findings"}


def test_a_class_of_the_crisis_field_needs_the_field(labeller: Labeller) -> None:
    assert "grants" not in found(
        labeller, "The office shall award a grant to each county for roads."
    )


def test_many_texts_are_labelled_as_one_by_one(labeller: Labeller) -> None:
    texts = ["", "The office shall report.", "x" * 500, "A penalty of $5 is due.", " \n"]
    assert list(labeller.label_many(texts)) == [labeller.label(text) for text in texts]
