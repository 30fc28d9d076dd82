"""The relevance claim says what the topic profile decided, and by which method."""

from enrich import relevance
from legislation import topics


def test_the_claim_is_the_profile_s_decision() -> None:
    title, text = "A 988 surcharge", "A 988 surcharge pays for crisis lines."
    assert relevance.relevance(title, text) == topics.decide(title, text)


def test_the_claim_names_its_method() -> None:
    assert (relevance.METHOD, relevance.METHOD_VERSION) == ("topics", "1")
