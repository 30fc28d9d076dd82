"""The topic profile: 988 the lifeline and the field around it, not 988 the number."""

import pytest

from legislation import topics

TERMS = topics.profile().terms


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_finds_its_example(term: topics.Term) -> None:
    assert term.name in {found.term for found in topics.mentions(term.example)}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_term_says_why(term: topics.Term) -> None:
    assert term.reason
    assert 0 < term.weight <= 1


@pytest.mark.parametrize(
    "text",
    [
        "S.988, a bill on mental health clinics",
        "A.988/S.701 on behavioral health",
        "H.R. 988 on suicide statistics",
        "Int. No. 988, heard with a mental health bill",
        "Res 988 on a mental health crisis",
        "chapter 988 of the laws on mental health",
        "section 988 of the mental hygiene law on a mental health crisis",
        "section 145.988, mental health grants",
        "page 988 of the mental health budget",
        "block 988, lot 12, a mental health clinic",
        "map 988 of the zoning resolution, beside a behavioral health center",
        "988 Elm Street, a mental health clinic",
        "988 square feet of mental health offices",
        "$988 for a behavioral health office",
        "$3,988,000 for behavioral health",
        "a mental health law of 1988",
        "call 212-555-0988 about mental health",
        "call 988-1234 about mental health",
        "the federal lifeline discount on telephone bills",
    ],
)
def test_988_the_number_is_not_the_lifeline(text: str) -> None:
    assert not [found for found in topics.mentions(text) if "988" in found.term]


@pytest.mark.parametrize(
    "text",
    [
        "the 988 lifeline",
        "a 988 fee of thirty cents",
        "9-8-8",
        "the 9–8–8 hotline",
        "9‑8‑8 callers",
        "by dialing 988 in a suicidal crisis",
        "calls move between 911 and 988",
        "988\nsuicide and crisis lifeline",
    ],
)
def test_988_the_lifeline_is_found(text: str) -> None:
    found = topics.mentions(text)
    assert any("988" in mention.term for mention in found)
    assert all(0 <= m.start < m.end <= len(text) for m in found)


def test_mentions_are_in_order_and_keep_offsets_of_the_printed_text() -> None:
    text = "İstanbul Street. The CRISIS  HOTLINE and a Mobile Crisis team answer 988 calls."
    found = topics.mentions(text)
    assert [text[m.start : m.end] for m in found][:2] == ["CRISIS  HOTLINE", "Mobile Crisis"]
    assert all(left.end <= right.start for left, right in zip(found, found[1:], strict=False))


def test_a_title_decides_by_itself() -> None:
    decision = topics.decide("Establishes a mobile crisis grant.")
    assert decision.relevant
    assert decision.score >= 0.5
    assert any("obile crisis" in reason for reason in decision.why)


def test_the_wider_field_alone_decides_nothing() -> None:
    text = "The office lists mental health services. " * 40
    assert not topics.decide("Mental health services map", text).relevant


def test_one_passing_mention_in_a_long_act_is_not_relevant() -> None:
    filler = "The department of transport repairs bridges and reports on roads. " * 400
    assert not topics.decide("Road repair", filler + "A mobile crisis team. " + filler).relevant


def test_one_full_section_in_a_long_act_is_relevant() -> None:
    filler = "The department of transport repairs bridges and reports on roads. " * 600
    section = "Each mobile crisis team and crisis stabilization center answers 988 calls. " * 8
    assert topics.decide("Various provisions", filler + section + filler).relevant


def test_the_same_section_in_a_budget_is_not() -> None:
    filler = "The department of transport receives ten dollars for bridges and roads. " * 1500
    section = "Each mobile crisis team and crisis stabilization center answers 988 calls. " * 8
    assert not topics.decide("Operating budget of the state", filler + section + filler).relevant


def test_a_summary_of_a_few_words_needs_one_clear_mention() -> None:
    assert topics.decide("Courts", "Adds co-responders to those who may petition.").relevant


def test_a_candidate_is_kept_at_the_first_telling_mention() -> None:
    filler = "The department repairs bridges. " * 200
    assert topics.is_candidate("Roads", filler + "It posts a suicide prevention hotline.")
    assert not topics.is_candidate("Roads", filler + "It keeps a mental health day.")


def test_nothing_is_nothing() -> None:
    assert topics.mentions("") == []
    assert topics.decide("", "") == (False, 0.0, ())


def test_a_page_of_dashes_is_read_once() -> None:
    text = "suicide " + "-" * 300_000 + " prevention " + " " * 300_000 + "line"
    assert topics.mentions(text)
