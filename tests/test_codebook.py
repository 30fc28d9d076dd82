"""The codebook's phrases: each finds an example, each example is found, no counterexample is."""

import pytest
import spacy

from enrich import codebook, phrase_rules
from enrich.codebook.phrases import PhraseError, PhraseFinder
from enrich.provision_phrases import ProvisionPhrases, ReadPassage
from legislation import codebook as classes

NLP = spacy.blank("en")
FINDERS = codebook.finders()
FINDING = ("patterns", "weak", "opening", "subjects")
VOIDING = ("unless", "void")


def of_kind(kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (key, phrase)
        for key, finder in FINDERS.items()
        for kind in kinds
        for phrase in finder.phrases[kind]
    ]


@pytest.fixture(scope="module")
def read() -> ProvisionPhrases:
    return ProvisionPhrases(NLP)


def found(read: ProvisionPhrases, text: str) -> set[str]:
    passage: ReadPassage = read(NLP.make_doc(text)).user_data["passage"]
    return set(phrase_rules.evidence(passage))


def words(text: str) -> list[str]:
    return [token.lower_ for token in NLP.make_doc(text)]


def hits(phrase: str, text: str) -> bool:
    return any(PhraseFinder([phrase], codebook.sets(), words).hits(words(text)))


def test_the_codebook_covers_every_class_in_order() -> None:
    assert list(FINDERS) == list(classes.classes())


@pytest.mark.parametrize(("key", "phrase"), of_kind(FINDING))
def test_every_phrase_finds_an_example(key: str, phrase: str) -> None:
    assert any(hits(phrase, example) for example in FINDERS[key].examples)


@pytest.mark.parametrize(("key", "phrase"), of_kind(VOIDING))
def test_every_phrase_that_voids_finds_a_counterexample(key: str, phrase: str) -> None:
    assert any(hits(phrase, example) for example in FINDERS[key].counterexamples)


@pytest.mark.parametrize("key", FINDERS)
def test_every_example_takes_its_class(key: str, read: ProvisionPhrases) -> None:
    missed = [text for text in FINDERS[key].examples if key not in found(read, text)]
    assert not missed


@pytest.mark.parametrize("key", FINDERS)
def test_no_counterexample_takes_its_class(key: str, read: ProvisionPhrases) -> None:
    assert FINDERS[key].counterexamples
    taken = [text for text in FINDERS[key].counterexamples if key in found(read, text)]
    assert not taken


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("988|9-8-8 ..2 fee", "The 988 crisis line fee is due.", True),
        ("988|9-8-8 ..2 fee", "The 988 line is free. A fee is due.", False),
        ("co-responder", "A Co-Responder rides along.", True),
        ("crisis peer? respite", "A crisis respite is offered.", True),
        ("@duty report", "It must report.", True),
        ("shall ..4!not report", "It shall each year report.", True),
        ("shall ..4!not report", "It shall in no case, and not in May, report.", False),
    ],
)
def test_the_notation(phrase: str, text: str, expected: bool) -> None:
    assert hits(phrase, text) is expected


def test_a_phrase_may_have_to_open_a_sentence() -> None:
    (phrase,) = PhraseFinder(["^ the office"], {}, words).phrases
    assert phrase.opens_sentence
    assert not PhraseFinder(["the office"], {}, words).phrases[0].opens_sentence


@pytest.mark.parametrize("phrase", ["peer? respite", ".. respite"])
def test_a_phrase_begins_with_a_word(phrase: str) -> None:
    with pytest.raises(PhraseError, match="must begin with a word"):
        PhraseFinder([phrase], {}, words)


def test_an_unknown_set_is_named() -> None:
    with pytest.raises(PhraseError, match="@nothing"):
        PhraseFinder(["@nothing report"], {}, words)


def test_a_long_text_costs_what_its_words_cost() -> None:
    """Ten times the text is tried at ten times the places, whatever it repeats."""
    finder = PhraseFinder(["shall ..9 report ..9 council"], {}, words)

    def tried(text: list[str]) -> int:
        count = 0
        end_of = finder.phrases[0].end_of

        def counting(passage: str, at: int) -> int | None:
            nonlocal count
            count += 1
            return end_of(passage, at)

        finder.phrases[0].end_of = counting  # type: ignore[method-assign]
        list(finder.hits(text))
        finder.phrases[0].end_of = end_of  # type: ignore[method-assign]
        return count

    once = words("shall report shall shall report the council ") * 50
    assert tried(once * 10) == 10 * tried(once)


def test_a_definition_explains_its_terms_away(read: ProvisionPhrases) -> None:
    defined = '"Team" means a mobile crisis team that meets people in a behavioral health crisis.'
    assert found(read, defined) == {"definitions"}


def test_findings_explain_all_that_follows_away(read: ProvisionPhrases) -> None:
    text = "The legislature finds that (a) the 988 fee is low; (b) crisis centers shall be many."
    assert found(read, text) == {"findings"}


def test_a_class_of_the_crisis_field_needs_the_field(read: ProvisionPhrases) -> None:
    assert "grants" not in found(read, "The office shall award a grant to each county for roads.")
