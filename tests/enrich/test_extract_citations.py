"""Citations: each code's way, what the text does to it, and what is none; in prose of our own."""

import pytest
from reporters_db import LAWS

from enrich.extract import citations
from enrich.extract.citation_forms import document, forms, own_code
from legislation.jurisdictions import all_jurisdictions

ROWS = document()


def cited(text: str, jurisdiction: str | None = None) -> list[tuple[str, str]]:
    return [(found.kind, found.citation) for found in citations(text, jurisdiction)]


@pytest.mark.parametrize(
    "row",
    [*ROWS["codes"], *ROWS["session_laws"], *ROWS["new_sections"]],
    ids=lambda row: row["example"][:40],
)
def test_examples(row: dict[str, str]) -> None:
    found = citations(row["example"])
    assert [citation.citation for citation in found] == row["reads"]
    if row.get("jurisdiction") and "adding" not in row["example"]:
        assert row["jurisdiction"] in {citation.jurisdiction for citation in found}


@pytest.mark.parametrize("row", ROWS["operations"], ids=lambda row: row["example"][:40])
def test_operations(row: dict[str, str]) -> None:
    kinds = {kind for kind, _ in cited(row["example"])}
    assert kinds == {row["kind"]}


def test_every_state_has_its_code_and_knows_its_place() -> None:
    places = {place.slug: place for place in all_jurisdictions()}
    assert {code.jurisdiction for code in forms().codes} <= places.keys()
    by_subject = {"us_ca", "us_tx", "us_ny"}  # "Penal Code", "Mental Hygiene Law"
    states = {slug for slug, place in places.items() if place.level in ("state", "district")}
    assert {slug for slug in states - by_subject if own_code(slug) is None} == set()


def test_no_code_of_the_law_reviews_is_forgotten() -> None:
    """Every code that reporters-db lists for a state is read under that name."""
    places = {place.name: place.slug for place in all_jurisdictions()}
    names = {name for code in forms().codes for name in code.names}
    by_subject = {"us_ca", "us_tx", "us_ny", "us_la", "us_md"}
    forgotten = [
        name
        for name, rows in LAWS.items()
        for row in rows
        if row["cite_type"] == "leg_statute"
        and places.get(row["jurisdiction"], "us") not in {"us", *by_subject}
        and name not in names
    ]
    assert forgotten == []


@pytest.mark.parametrize(
    ("text", "jurisdiction", "expected"),
    [
        # the text's own law: only where its place is told
        ("as defined in section 71.24.890(2).", "us_wa", ["RCW 71.24.890"]),
        ("as defined in section 71.24.890(2).", None, ["§ 71.24.890"]),
        ("under section 17a-674a of the general statutes", "us_ct", ["Conn. Gen. Stat. § 17a-674a"]),
        ("under section 17a-674a of the general statutes", None, ["§ 17a-674a"]),
        ("Section 43-1014 of the Code applies.", "us_sc", ["S.C. Code § 43-1014"]),
        ("under section 51 of chapter 111 of the General Laws", "us_ma", ["M.G.L. c. 111, § 51"]),
        ("pursuant to chapter 91, the line", "us_hi", ["HRS ch. 91"]),
        ("pursuant to title 71, chapter 5, the line", "us_tn", ["Tenn. Code tit. 71, ch. 5"]),
        ("supplementing Title 26 of the Revised Statutes", "us_nj", ["N.J.S.A. tit. 26"]),
        # codes by subject
        ("under Section 5850 of the Welfare and Institutions Code", "us_ca",
         ["Cal. Welfare and Institutions Code § 5850"]),
        ("Section 15.025(a), Election Code, is amended", "us_tx", ["Tex. Election Code § 15.025"]),
        ("under section 9.60 of the mental hygiene law", "us_ny", ["N.Y. Mental Hygiene Law § 9.60"]),
        # lists, ranges, titles before and after
        ("RCW 71.24.890, 71.24.892, and 71.24.025(3)", None,
         ["RCW 71.24.890", "RCW 71.24.892", "RCW 71.24.025"]),
        ("IC 12-21-8-5 and 10 other laws", None, ["IC 12-21-8-5"]),
        ("section 921(a) of title 18, United States Code", None, ["18 U.S.C. § 921"]),
        ("42 U.S.C. 290bb–36c(b)", None, ["42 U.S.C. § 290bb-36c"]),
        ("section 1867 of the federal Social Security Act applies", None, ["Social Security Act § 1867"]),
        ("section 5 of the Care Act (42 U.S.C. 280g–17) applies", None, ["42 U.S.C. § 280g-17"]),
        ("Section 4 of P.L.2001, c.9 (C.30:1-2.3) is amended", None, ["N.J.S.A. 30:1-2.3"]),
        # decisions and registers
        ("approved in 1939 (53 Stat. 1211), as in 410 U.S. 113", None, ["53 Stat. 1211", "410 U.S. 113"]),
    ],
)  # fmt: skip
def test_normal_form(text: str, jurisdiction: str | None, expected: list[str]) -> None:
    assert [citation for _, citation in cited(text, jurisdiction)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "section 5 of this act, subsection (2) of this section, and chapter 3 of this title",
        "Sec. 2. The department shall answer 988 calls within 15 minutes.",
        "§ 17-199.3 Crisis line. a. The department shall answer calls.",
        "the number 988 is known AS 988 and the IC 5 line",
        "section 4, article X, of the state constitution",
    ],
)
def test_no_citation(text: str) -> None:
    assert cited(text, "us_wa") == []


def test_what_the_bill_does() -> None:
    text = (
        "AN ACT Relating to calls; amending RCW 1.02.003, 1.02.004, and 1.02.005; reenacting and "
        "amending RCW 2.03.004; adding a new section to chapter 3.04 RCW; repealing RCW 4.05.006; "
        "and providing an effective date.\n"
        "Sec. 2. RCW 1.02.003 and 2021 c 9 s 2 are each amended to read as follows: "
        "A line under RCW 9.09.009 is free."
    )
    assert cited(text) == [
        ("amends", "RCW 1.02.003"),
        ("amends", "RCW 1.02.004"),
        ("amends", "RCW 1.02.005"),
        ("amends", "RCW 2.03.004"),
        ("adds", "RCW ch. 3.04"),
        ("repeals", "RCW 4.05.006"),
        ("cites", "RCW 9.09.009"),
    ]


def test_a_new_section_is_one_of_the_code_just_named() -> None:
    text = (
        "Title 36, chapter 1, article 1, Arizona Revised Statutes, is amended by adding section "
        "36-999.01, to read: 36-999.01. Calls. Calls under section 36-104 are free."
    )
    assert cited(text) == [
        ("amends", "A.R.S. tit. 36, ch. 1, art. 1"),
        ("adds", "A.R.S. § 36-999.01"),
        ("cites", "§ 36-104"),
    ]


def test_where_a_thing_stands_is_only_cited() -> None:
    text = "The crisis fund created in section 27-1-104, C.R.S., is repealed."
    assert cited(text) == [("cites", "C.R.S. § 27-1-104")]


def test_span_and_sentence_are_as_printed() -> None:
    text = "Calls wait.\nA hub under RCW\n   71.24.890 answers.  Others do not."
    (found,) = citations(text)
    assert text[found.start : found.end] == "RCW\n   71.24.890"
    assert text[slice(*found.sentence)] == "A hub under RCW\n   71.24.890 answers."


HOSTILE = {
    "empty": "",
    "controls": "\x00§ \x015-1\x7f RCW \x02",
    "digits": "§ " + "7" * 100_000,
    "dashes": "section " + "1-" * 50_000,
    "signs": "§ " * 50_000,
    "sections": "section 5.1, " * 5_000,
    "pinpoints": "RCW 1.2.3" + "(a)" * 30_000,
    "reporters": "5 U.S. 7 " * 3_000,
    "operations": "amending repealing adding is amended " * 3_000,
    "a list without end": "amending RCW " + "1.02.003, " * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_bad_input_gives_an_answer(text: str) -> None:
    for found in citations(text, "us_wa"):
        assert 0 <= found.start < found.end <= len(text)
