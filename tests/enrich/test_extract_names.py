"""Agencies, funds and the names of bodies, in prose of our own."""

from collections.abc import Iterator
from typing import Any

import pytest

from enrich.extract import advisory_bodies, agencies, funds
from enrich.extract.forms import forms
from enrich.extract.names import body_name


def examples(node: Any, key: str) -> Iterator[tuple[str, Any]]:
    """(text, expected) of every example in a YAML document, however deep."""
    if isinstance(node, dict):
        if key in node:
            yield node.get("text") or node["example"], node[key]
        for value in node.values():
            yield from examples(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from examples(value, key)


@pytest.mark.parametrize(("text", "names"), list(examples(forms("agencies"), "names")))
def test_agency_examples(text: str, names: list[str]) -> None:
    assert [agency.name for agency in agencies(text)] == names


@pytest.mark.parametrize(("text", "names"), list(examples(forms("funds"), "names")))
def test_fund_examples(text: str, names: list[str]) -> None:
    assert [fund.name for fund in funds(text)] == names


@pytest.mark.parametrize(("text", "bodies"), list(examples(forms("advisory_bodies"), "bodies")))
def test_advisory_body_examples(text: str, bodies: list[list[Any]]) -> None:
    found = [[body.name, body.members, list(body.appointed_by)] for body in advisory_bodies(text)]
    assert found == bodies


@pytest.mark.parametrize(("text", "name"), list(examples(forms("names"), "name")))
def test_name_examples(text: str, name: str) -> None:
    words = forms("agencies")["words"]
    found = body_name(words["noun"], words["proper_noun"]).search(text)
    assert found
    assert found["name"] == name


def test_told_words_are_marks() -> None:
    """What a rule looks for is what the pass over the text finds."""
    rules = forms("agencies")
    assert [word for rule in rules["told"] for word in rule["words"]] == rules["marks"]["told"]


def test_name_and_sentence_are_where_they_were_printed() -> None:
    text = "Calls wait.\n   The department of\n      crisis\n   care shall answer.  It is so."
    (found,) = agencies(text)
    assert found.name == "department of crisis care"
    assert text[found.start : found.end].split() == ["department", "of", "crisis", "care"]
    assert text[slice(*found.sentence)].startswith("The department")
    assert text[slice(*found.sentence)].endswith("answer.")


def test_a_body_is_named_once() -> None:
    text = "The department shall answer. The Department may pay. The office shall pay."
    assert [agency.name for agency in agencies(text)] == ["department", "office"]


def test_capitals_throughout_are_made_small() -> None:
    assert [a.name for a in agencies("THE DEPARTMENT OF HEALTH SHALL ANSWER.")] == [
        "department of health"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A caller shall wait, and the caller's friend may wait with the department.",
        "Each law enforcement agency shall keep a list approved by the commissioner.",
        "Members of the board shall be paid.",
        "The board members may vote.",
        "Services may include care in an office.",
    ],
)
def test_no_agency_is_told_anything(text: str) -> None:
    assert agencies(text) == ()


def test_full_name_of_a_council_is_kept() -> None:
    text = (
        "There is created in the department of health the Crisis Care Advisory Council. "
        "The council shall consist of eleven members: (a) seven members appointed by the "
        "governor; and (b) four members appointed by the speaker of the house. "
        "The council shall report each year."
    )
    (body,) = advisory_bodies(text)
    assert (body.name, body.members) == ("Crisis Care Advisory Council", 11)
    assert body.appointed_by == ("governor", "speaker of the house")


@pytest.mark.parametrize(
    ("words", "members"),
    [
        ("consists of seven members", 7),
        ("shall consist of not more than 21 members", 21),
        ("is composed of at least nine but not more than thirteen members", 13),
        ("shall be comprised of twenty-five (25) voting members", 25),
        ("consists of a clinician; two callers; and the director of health", 4),
        ("consists of the following members: (1) the mayor; (2) two callers; (3) one nurse", 4),
        ("consists of the following: (a) the mayor. (b) One nurse. (c) Three callers.", 5),
        (
            "consists of the following members: (a) representatives of the counties; (b) one nurse",
            None,
        ),
        ("has the following membership: (i) the mayor; (ii) a nurse; and (iii) six callers", 8),
    ],
)
def test_members_are_counted(words: str, members: int | None) -> None:
    (body,) = advisory_bodies(f"The crisis care council {words}.")
    assert body.members == members


HOSTILE = {
    "empty": "",
    "blanks": " \n\t " * 200,
    "controls": "\x00\x01\x7f The department\x00 shall \x02",
    "digits": "7" * 100_000,
    "letters": "a" * 100_000,
    "noise": "T h e dep art ment sha11 ¢§¶ " * 2_000,
    "Spanish": "El departamento deberá contestar cada llamada del fondo 988. " * 200,
    "only verbs": "shall must may " * 5_000,
    "only nouns": "department council fund account " * 5_000,
    "a body without end": "The council consists of two members and " * 1_000,
    "a list without end": "The council consists of the following members: "
    + "(a) two members; " * 3_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_bad_input_gives_an_answer(text: str) -> None:
    for read in (agencies, funds, advisory_bodies):
        for found in read(text):
            assert 0 <= found.start < found.end <= len(text)
