"""Segmentation: each legislature's way of printing a section, in words of our own."""

import sys
from types import FrameType

import pytest

from enrich.segment import Provision, segment
from enrich.segmentation.division import GROUP_WORDS
from enrich.segmentation.forms import Form, forms

LONG = "The office shall answer every call and keep a record of it for the public to see. " * 4


def numbers(text: str) -> list[str | None]:
    return [provision.section_number for provision in segment(text)]


def headings(text: str) -> list[str | None]:
    return [provision.heading for provision in segment(text)]


def slices(text: str) -> list[str]:
    return [text[provision.start : provision.end] for provision in segment(text)]


# place, text, numbers, headings
PRINTED = [
    (
        "Washington",
        "AN ACT Relating to calls.\nBE IT ENACTED BY THE LEGISLATURE OF THE STATE OF WASHINGTON:\n"
        "NEW SECTION.\xa0\xa0Sec. 1.  The legislature finds that calls wait.\n"
        "Sec. 2.  RCW 1.02.003 and 2021 c 9 s 2 are each amended to read as follows:\n"
        "(1) The office shall answer calls.\n"
        "NEW SECTION. Sec. 3. This act takes effect July 1, 2027.",
        ["1", "2", "3"],
        [None, "RCW 1.02.003 and 2021 c 9 s 2", None],
    ),
    (
        "New Jersey",
        "An Act concerning calls.\n     Be It Enacted by the Senate and General Assembly of the\n"
        "State of New Jersey:\n     1.\xa0 (New section) The commissioner shall answer calls.\n"
        "     2.\xa0 Section 4 of P.L.2001, c.9 (C.1:2-3) is amended to read as follows:\n"
        "     4.\xa0 a. Calls are free.\n     3. This act shall take effect immediately.\n"
        "STATEMENT\nThis bill answers calls.",
        ["1", "2", "3"],
        [None, "Section 4 of P.L.2001, c.9 (C.1:2-3)", None],
    ),
    (
        "Minnesota",
        "BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF MINNESOTA:\n"
        "Section 1. Minnesota Statutes 2024, section 9.469, subdivision 1, is amended to read:\n"
        "Subdivision 1. Answer. The commissioner shall answer calls.\n"
        "Sec. 2. EFFECTIVE DATE.\nThis act is effective the day after it is signed.",
        ["1", "2"],
        ["Minnesota Statutes 2024, section 9.469, subdivision 1", "EFFECTIVE DATE"],
    ),
    (
        "Utah",
        "Be it enacted by the Legislature of the state of Utah:\n"
        "Section 1. Section 26B-9-101 is amended to read:\n26B-9-101. Definitions.\n"
        "(1) Calls are calls.\nSection 2. Effective Date.\nThis bill takes effect on May 6, 2026.",
        ["1", "2"],
        ["26B-9-101 Definitions", "Effective Date"],
    ),
    (
        "Michigan",
        "the people of the state of michigan enact:\nSec. 165a. (1) The call fund is created.\n"
        "Sec. 165b. (1) A fee is set.\n"
        "Enacting section 1. This amendatory act takes effect 90 days after enactment.",
        ["165a", "165b", "1"],
        [None, None, None],
    ),
    (
        "Iowa",
        "BE IT ENACTED BY THE GENERAL ASSEMBLY OF THE STATE OF IOWA:\nTLSB 2721 dg/ko\n"
        "Section 1. NEW SECTION. 34B.1 Definitions.\n1. Calls are calls.\n"
        "Sec. 2. EFFECTIVE DATE. This Act takes effect upon enactment.\nEXPLANATION\nWords.",
        ["1", "2"],
        ["34B.1 Definitions", "EFFECTIVE DATE"],
    ),
    (
        "Hawaii",
        "BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF HAWAII:\n"
        "     SECTION 1.\xa0 The legislature finds that calls wait.\n"
        "     SECTION 2.\xa0 Chapter 334, Hawaii Revised Statutes, is amended by adding a part.\n"
        "     SECTION 3.\xa0 This Act shall take effect upon its approval.",
        ["1", "2", "3"],
        [None, "Chapter 334, Hawaii Revised Statutes", None],
    ),
    (
        "Arizona",
        "Be it enacted by the Legislature of the State of Arizona:\n"
        "Section 1. Section 36-9, Arizona Revised Statutes, is amended to read:\n"
        "36-999. Calls; answers; definition\nA. The office shall answer calls.\n"
        "Sec. 2. Title 36, Arizona Revised Statutes, is amended by adding section 36-1000, to read:\n"
        "36-1000. Lines\nThe office keeps a line.",
        ["1", "2"],
        ["36-999 Calls; answers; definition", "36-1000 Lines"],
    ),
    (
        "Texas",
        "BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF TEXAS:\n"
        "            SECTION 1.  Section 9.001, Health Code, is amended to read as follows:\n"
        "            Sec. 9.001.  CALLS: ANSWERS. The office shall answer calls.\n"
        "            SECTION 2.  This Act takes effect September 1, 2026.",
        ["1", "2"],
        ["9.001 CALLS: ANSWERS", None],
    ),
    (
        "Rhode Island",
        "It is enacted by the General Assembly as follows:\n"
        '1 SECTION 1. Title 39 of the General Laws entitled "CALLS" is hereby amended by adding\n'
        "2 thereto the following chapter:\n3 CHAPTER 99\n4 39-99-1. Definitions.\n"
        "5 A call is a call.\n6 39-99-2. Oversight and reporting.\n7 The office shall report.\n"
        "8 SECTION 2. This act shall take effect upon passage.\nEXPLANATION\nBY THE COUNCIL",
        ["1", "39-99-2", "2"],
        ["39-99-1 Definitions", "Oversight and reporting", None],
    ),
    (
        "Connecticut",
        "Be it enacted by the Senate and House of Representatives in General Assembly convened:\n"
        "Section 1. (NEW) (Effective July 1, 2026) The office shall answer calls.\n"
        "Sec. 2. Section 17a-9 of the general statutes is repealed.",
        ["1", "2"],
        [None, "Section 17a-9 of the general statutes"],
    ),
    (
        "Vermont",
        "It is hereby enacted by the General Assembly of the State of Vermont:\n"
        "Sec. 1. 18 V.S.A. § 9260 is amended to read:\n§ 9260. CALLS\n(a) Calls are answered.\n"
        "Sec. 2. EFFECTIVE DATE\nThis act shall take effect on July 1, 2027.",
        ["1", "2"],
        ["9260 CALLS", "EFFECTIVE DATE"],
    ),
    (
        "New Mexico",
        "BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF NEW MEXICO:\n"
        "SECTION 1. Section 29-7-9 NMSA 1978 is amended to read:\n"
        '"29-7-9. CALL TRAINING.--The academy shall teach calls."\n'
        "SECTION 2. EFFECTIVE DATE.--The effective date is July 1, 2026.",
        ["1", "2"],
        ["29-7-9 CALL TRAINING", "EFFECTIVE DATE"],
    ),
    (
        "Congress",
        "Be it enacted by the Senate and House of Representatives of the United States of America"
        " in Congress assembled,\nSECTION 1. SHORT TITLE.\nThis Act may be cited as the Call Act.\n"
        "SEC. 2. FINDINGS; PURPOSE.\n(a) Findings.—Calls wait.\n(b) Purpose.—They should not.",
        ["1", "2"],
        ["SHORT TITLE", "FINDINGS; PURPOSE"],
    ),
    (
        "New York City",
        "Be it enacted by the Council as follows:\n      Section 1. Chapter 1 of title 17 of the "
        "administrative code is amended by adding a new section 17-999.3 to read as follows:\n"
        "      § 17-999.3 Call line. a. The department shall answer calls.\n"
        "      § 2. This local law takes effect 120 days after it becomes law.",
        ["1", "2"],
        ["17-999.3 Call line", None],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected_numbers", "expected_headings"),
    [row[1:] for row in PRINTED],
    ids=[row[0] for row in PRINTED],
)
def test_how_legislatures_print(
    text: str, expected_numbers: list[str | None], expected_headings: list[str | None]
) -> None:
    assert numbers(text) == expected_numbers
    assert headings(text) == expected_headings


@pytest.mark.parametrize("text", [row[1] for row in PRINTED], ids=[row[0] for row in PRINTED])
def test_provisions_are_ordered_trimmed_and_leave_no_words_between(text: str) -> None:
    found = segment(text)
    for before, after in zip(found, found[1:], strict=False):
        assert not text[before.end : after.start].strip()
    for provision in found:
        assert (
            text[provision.start : provision.end].strip() == text[provision.start : provision.end]
        )


@pytest.mark.parametrize(
    ("group", "form"),
    [(group, form) for group, rows in forms().items() for form in rows],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_form_reads_its_example(group: str, form: Form) -> None:
    assert form.pattern.search(form.example), f"{group}: {form.name}"


def test_a_resolution_is_its_reasons_and_each_urging() -> None:
    text = (
        "Whereas, Calls wait; and\nWhereas, They should not; now, therefore, be it\n"
        "RESOLVED, That the council calls upon the state to answer; and be it further\n"
        "RESOLVED, That it do so soon."
    )
    assert headings(text) == ["Whereas", "Resolved", "Resolved"]


def test_front_matter_is_left_out() -> None:
    text = "H.B. 1\nBy Smith\nBe it enacted by the Council as follows:\nSection 1. Calls are free."
    assert slices(text) == ["Section 1. Calls are free."]


def test_a_long_section_is_cut_into_subdivisions() -> None:
    text = "".join(f"\n({letter}) {LONG}" for letter in "abcdef")
    assert numbers("SEC. 9. CALLS." + text) == [f"9({letter})" for letter in "abcdef"]


def test_the_first_subdivision_may_share_the_heading_s_line() -> None:
    text = "Sec. 9. Calls. (a) " + LONG + "".join(f"\n({letter}) {LONG}" for letter in "bcdef")
    assert numbers(text) == [f"9({letter})" for letter in "abcdef"]


def test_short_subdivisions_stay_together() -> None:
    text = (
        f"Sec. 9. Calls.\n(a) Calls are free.\n(b) {LONG * 3}\n(c) {LONG * 5}\n(d) Lines are free."
    )
    assert numbers(text) == ["9(a)-(b)", "9(c)-(d)"]


def test_a_list_that_completes_one_sentence_stays_whole() -> None:
    items = "".join(f"\n({number}) {LONG};" for number in range(1, 8))
    assert numbers("Sec. 9. The office shall do all of the following:" + items) == ["9"]


def test_a_reference_that_wraps_is_no_section() -> None:
    text = "Section 1. The office shall act under\nSection 5. of another act.\nSection 2. It ends."
    assert numbers(text) == ["1", "2"]


def test_a_text_without_sections_is_one_provision() -> None:
    assert segment("  Calls are free.\n") == [Provision(None, None, 2, 17)]


def test_a_long_text_without_sections_is_groups_of_paragraphs() -> None:
    text = "\n\n".join([LONG] * 100)
    found = segment(text)
    assert 5 < len(found) < 100
    assert all(len(part.split()) < 2 * GROUP_WORDS for part in slices(text))


@pytest.mark.parametrize("text", ["", " \n\t", "\n" * 1000])
def test_no_text_no_provision(text: str) -> None:
    assert segment(text) == []


@pytest.mark.parametrize(
    "unit", ["Section 1. Calls.\n(a) Free. ", "(a)\n1.\n§ 2\n", "be it enacted ", ".\n \n", '"""" ']
)
def test_a_very_long_text_is_read(unit: str) -> None:
    assert segment(unit * 20_000)


def test_a_part_title_in_small_letters_stands_above_a_section() -> None:
    text = (
        "Be it enacted:\nPART I\nLocal Grant Program\nNEW SECTION. Sec. 101. The clerk answers.\n"
        "PART II\nLocal Sales and Use Tax\nNEW SECTION. Sec. 201. The clerk pays.\n"
        "A person described in\nSec. 301. of the code is heard."
    )
    assert [part.section_number for part in segment(text)] == ["101", "201"]


def test_a_section_number_may_have_five_digits() -> None:
    assert segment("Sec. 20981. (1) The clerk answers calls.")[0].section_number == "20981"


def test_a_reference_to_a_subsection_is_no_heading() -> None:
    body = " The money is kept apart and spent on the calls alone." * 30
    text = (
        "BE IT ENACTED by the Senate and General Assembly of the State of New Jersey:\n"
        f"1. a. A fee is set.{body}\n"
        f"b. The fee set under subsection a. of this section shall be kept apart.{body}\n"
    )
    assert [found.heading for found in segment(text)] == [None, None]


def test_a_code_section_may_be_called_988() -> None:
    text = (
        "SECTION 1. Title 39 of the General Laws is hereby amended by adding thereto the following:\n"
        "39-99.1-1. Definitions.\nA call is a call.\n"
        "39-99.1-2. 988 call center.\n(a) The center shall answer.\n"
    )
    assert segment(text)[-1].section_number == "39-99.1-2"


def test_a_heading_is_not_joined_to_the_subdivision_below_it() -> None:
    text = (
        "SEC. 2. 9–8–8 line improvement\n(a) In general.—Section 5 of the Calls Act is amended by "
        "adding teams.\nSEC. 3. SEC. 4. It is urgent."
    )
    assert [(part.section_number, part.heading) for part in segment(text)] == [
        ("2", "9–8–8 line improvement"),
        ("4", None),
    ]


def starts(text: str) -> list[str]:
    return [part[:12] for part in slices(text)]


def test_a_statute_by_itself_is_cut_at_its_outermost_subdivisions() -> None:
    text = (
        f"A. The office shall do as follows:\n\n1. {LONG}\n\n2. {LONG}\n\nB. 1. {LONG * 2}\n\n"
        f"2. {LONG}\n\nC. {LONG * 2}\n\n2099, c. 132; 2100, cc. 41, 42.\n"
    )
    assert numbers(text) == ["(A)", "(B)", "(C)"]
    assert slices(text)[-1].endswith("see.")


@pytest.mark.parametrize(
    "ending",
    [
        " History.—s. 3, ch. 71-999; s. 1, ch. 72-999.",
        "\n\nSource: L. 2099: Entire section added, p. 12, § 1, effective May 16.",
        "\n\n(P.A. 99-595, S. 7; P.A. 99-227.)\n\nCited. 1 Example 2.",
        "\n\nHISTORY: Added 2099, No. 197, § 5.",
        "\nStatement of Purpose:\nTo answer calls.",
        "\nReport Title:\nCalls",
        "\nINTRODUCED BY: ________________",
        "\nAPPENDIX\nRepealed Statutes",
        "\nLC009449",
        "\n1-8-99 3:38 PM",
        "\n- 13 -",
        "\n--- END ---",
        "\nAnn B. ExampleSecretary of the Senate Bo ExampleChair",
        "\nPASSED BY THE HOUSE MAY 2, 2099.\nPASSED BY THE SENATE MAY 3, 2099.",
        " \n\nRCC\n06/05/99\nLS # 9964\n\n2",
    ],
)
def test_what_follows_the_law_is_left_out(ending: str) -> None:
    assert slices("Section 1. Calls are free." + ending) == ["Section 1. Calls are free."]


def test_an_editor_s_note_above_a_section_is_left_out() -> None:
    text = "[Editor's note: This version is effective next year.]\n\n(1) Calls are free."
    assert slices(text) == ["(1) Calls are free."]


def test_struck_and_new_numbers_of_a_list_are_one_list() -> None:
    text = (
        f"Section 2. Section 9-1-2 is amended to read:\n9-1-2. Calls.\n(1) {LONG}\n(2) {LONG}\n"
        f"[(3) {LONG}]\n[(4)](3) {LONG}\n[(5)](4) (a) {LONG}\n(b) {LONG}\n(5) {LONG}"
    )
    assert [number and number[:4] for number in numbers(text)] == [
        "2(1)",
        "2(2)",
        "2(3)",
        "2(3)",
        "2(4)",
        "2(5)",
    ]


def test_a_decimal_number_stands_between_two() -> None:
    text = f"(1) {LONG * 2}\n(1.5) (a) {LONG * 2}\n(b) {LONG}\n(2) {LONG * 2}"
    assert numbers(text) == ["(1)", "(1.5)", "(2)"]


def test_a_letter_i_may_be_a_number() -> None:
    items = "".join(f"\n({letter}) {LONG}" for letter in "abcdefgh")
    text = f"Sec. 9. Calls.{items}\n(i) {LONG}\n(ii) {LONG}\n(i) {LONG}\n(j) {LONG}"
    assert numbers(text)[-3:] == ["9(h)", "9(i)", "9(j)"]


def test_a_section_of_a_code_inside_a_subdivision_of_a_bill_s_section() -> None:
    text = (
        f"Sec. 2. The Calls Act of 2099 is amended as follows:\n(a) {LONG * 2}\n"
        "(b) New sections 9a and 9b are added to read as follows:\n"
        f"“Sec. 509. Lines.\n(a) {LONG}\n(b) {LONG}\nSec. 510. Offices.\n(a) {LONG}\n(b) {LONG}”.\n"
        f"(c) {LONG * 2}\nSec. 3. Calls are free."
    )
    assert starts(text) == [
        "Sec. 2. The ",
        "(b) New sect",
        "Sec. 510. Of",
        "(c) The offi",
        "Sec. 3. Call",
    ]


def test_quoted_subdivisions_do_not_go_on_with_the_section_s_own() -> None:
    text = (
        f"Sec. 2. The Calls Act of 2099 is amended as follows:\n(a) {LONG * 2}\n"
        "(b) Section 9 is amended as follows:\n(1) Subsection (c) is amended to read as follows:\n"
        f"“(c) {LONG * 2}”.\n(c) Section 10 is amended. {LONG * 2}\nSec. 3. Calls are free."
    )
    assert starts(text)[2] == "(c) Section "
    assert len(starts(text)) == 4


def test_a_bill_printed_on_one_line() -> None:
    text = (
        "AN ACT relating to calls. Be it enacted by the Council as follows: Section 1. Calls. (a) "
        f"{LONG * 2}(b) {LONG * 2}(c) {LONG * 2}Section 2. Calls are free. Section 3. It ends."
    )
    assert numbers(text) == ["1(a)", "1(b)", "1(c)", "2", "3"]


def test_a_resolution_printed_on_one_line() -> None:
    text = (
        "Be it resolved by the Legislature of the state of Example:\nWHEREAS, calls wait; WHEREAS, "
        "they should not: NOW, THEREFORE, BE IT RESOLVED that the state answers. BE IT FURTHER "
        "RESOLVED that it answers soon."
    )
    assert starts(text) == ["WHEREAS, cal", "NOW, THEREFO", "BE IT FURTHE"]


def test_the_words_that_lead_over_stay_with_the_reasons() -> None:
    text = "WHEREAS, Calls wait; now, therefore, be it RESOLVED, That the council answers."
    assert starts(text) == ["WHEREAS, Cal", "RESOLVED, Th"]


def test_a_memorial_prays() -> None:
    text = "Whereas, calls wait.\nWherefore your memorialist, the House of Example, prays:\n1. So."
    assert starts(text) == ["Whereas, cal", "Wherefore yo"]


def test_rules_of_a_chamber() -> None:
    rules = "".join(f"Rule {number}\nCAPTION\nCalls are free.\n" for number in (1, 2, 3))
    text = (
        "BE IT RESOLVED BY THE SENATE, That the rules be:\n" + rules + "LOST NUMBER\nThey are free."
    )
    assert starts(text) == ["BE IT RESOLV", "Rule 2\nCAPTI", "Rule 3\nCAPTI", "LOST NUMBER\n"]


def test_titles_over_a_section_belong_to_none() -> None:
    text = (
        "It is hereby enacted by the General Assembly:\n* * * Calls * * *\nSec. 1. CALLS\nThey are "
        "free.\n* * * Effective Date * * *\nSec. 2. EFFECTIVE DATE\nIt is now."
    )
    assert slices(text)[0] == "Sec. 1. CALLS\nThey are free."


def _steps(text: str) -> int:
    """How many calls, of our functions and of the regular expressions' engine, a text takes."""
    steps = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        segment(text)
    finally:
        sys.setprofile(None)
    return steps


@pytest.mark.parametrize(
    "unit",
    [
        "The office answers every call it gets, and keeps a record. ",  # one section of 5 MB
        "The office answers.\n\n",
        "§ ‘1 (a l| ].; “[( Sec , § 2 (i) .. 1. a. “\n",
        "Calls  12  13.5  (4)  $1,000\n",
        "9",
        "A. B. C. D. ",
        "(a)(1)(A)(i)",
        "\n§ 17-999.3 Crisis line. (a) The office. (b) Calls.",
        "\nSection 1. A.\nSec. 2. B is amended to read: 1. x.",
    ],
)
def test_ten_times_the_text_takes_ten_times_the_steps(unit: str) -> None:
    segment("Section 1. Calls are free.")  # the forms are compiled once
    head = "Section 1. "
    few, many = (_steps(head + unit * (size // len(unit))) for size in (12_000, 120_000))
    assert many <= 12 * few + 200


def test_a_section_of_five_megabytes_is_read() -> None:
    found = segment("Section 1. " + "The office answers every call.\n" * 160_000)
    assert found[-1].section_number == "1"
