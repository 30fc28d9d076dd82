"""Typewritten pages in HTML, in each publisher's shape, with words of ours."""

from pathlib import Path

from enrich.text import PrintedText, read_document
from enrich.text.hyphens import Hyphens


def read(page: str, url: str = "") -> PrintedText:
    return read_document(page.encode(), "text/html", url)


def marked(printed: PrintedText) -> tuple[list[str], list[str]]:
    return (
        [printed.text[start:end] for start, end in printed.inserted],
        [printed.text[start:end].strip() for start, end in printed.deleted],
    )


def test_new_york_without_line_numbers_heads_and_notes() -> None:
    page = Path(__file__).parent / "texts" / "us_ny.html"
    printed = read_document(page.read_bytes(), "text/html")
    assert printed.method == "html/ny-2"
    front, law = printed.text.split("do enact as follows:\n")
    assert front.endswith(
        "Introduced by M. of A. NOBODY -- read twice and referred to the Committee on Calls\n"
        "AN ACT to amend the mental hygiene law, in relation to teams that ride out\n"
        "The People of the State of New York, represented in Senate and Assembly, "
    )
    assert law == (
        "Section 1. Section 36.05 of the mental hygiene law is amended to read as follows:\n"
        "§ 36.05 Teams. (a) A team [may] shall answer each call of any person in a crisis who asks "
        "for a team of co-responders at home; (b) each county with more than twenty-two teams "
        "names a co-responder for a term of ninety days.\n"
        "(c) The jurisdiction is the county's.\n"
        "§ 2. This act shall take effect immediately."
    )
    inserted, deleted = marked(printed)
    assert deleted == ["[may]"]
    assert inserted == [
        "shall",
        "with more than twenty-two teams names a co-responder for a term of ninety days.\n"
        "(c) The jurisdiction is the county's.",
    ]


def test_new_york_in_plain_text() -> None:
    printed = read_document(
        b"\n                           S T A T E   O F   N E W   Y O R K\n"
        b"        ___________________________________\n\n"
        b"          THE PEOPLE OF THE STATE OF NEW YORK, REPRESENTED IN SENATE AND ASSEM-\n"
        b"        BLY, DO ENACT AS FOLLOWS:\n\n"
        b"     1    Section 1. The mental hygiene law is amended by adding a new section\n"
        b"     2  36.05 to read as follows:\n"
        b"     3    S 36.05 TEAMS. EACH [county] CITY HAS A TEAM THAT ANSWERS THE PEOPLE WHO\n"
        b"     4  CALL.\n\n"
        b"         EXPLANATION--Matter in ITALICS (underscored) is new; matter in brackets\n"
        b"                              [ ] is old law to be omitted.\n"
        b"                                                          LBD00491-01-7\n",
        "text/plain",
    )
    assert printed.method == "text/ny-2"
    assert printed.text.endswith(
        "\nTHE PEOPLE OF THE STATE OF NEW YORK, REPRESENTED IN SENATE AND ASSEMBLY, DO ENACT AS "
        "FOLLOWS:\nSection 1. The mental hygiene law is amended by adding a new section 36.05 to "
        "read as follows:\nS 36.05 TEAMS. EACH [county] CITY HAS A TEAM THAT ANSWERS THE PEOPLE WHO "
        "CALL."
    )
    assert marked(printed) == ([], ["[county]"])


def test_california_before_2013() -> None:
    printed = read(
        "<pre>\nBILL NUMBER: SB 1\tAMENDED\n\tBILL TEXT\n\n   An act relating to calls.\n\n"
        "THE PEOPLE OF THE STATE OF CALIFORNIA DO ENACT AS FOLLOWS:\n\n"
        "  <strike>  SECTION 1.  </strike> <em> SEC. 2. </em>   Section 5 of the Code\n"
        "is amended to read:\n   5.  (a) A team <strike> may </strike> <em> shall\nanswer </em>\n"
        "each call.\n   (b) It rides.\n</pre>"
    )
    assert printed.method == "html/ca-typed-2"
    assert printed.text == (
        "BILL NUMBER: SB 1 AMENDED\nBILL TEXT\nAn act relating to calls.\n"
        "THE PEOPLE OF THE STATE OF CALIFORNIA DO ENACT AS FOLLOWS:\n"
        "SECTION 1. SEC. 2. Section 5 of the Code is amended to read:\n"
        "5. (a) A team may shall answer each call.\n(b) It rides."
    )
    assert marked(printed) == (["SEC. 2.", "shall answer"], ["SECTION 1.", "may"])


def test_any_page_in_pre_is_read_by_its_lines() -> None:
    printed = read(
        "<html><body><p>119th CONGRESS</p><pre>\n[Congressional Bills 119th Congress]\n\n"
        "    To answer all calls that come from any person who is in need of an answer\n"
        "by day or by night.\n\n                      SECTION 1. SHORT TITLE.\n\n"
        "    This Act may be cited as the Calls Act.\n</pre><p>Printed</p></body></html>",
        "https://www.govinfo.gov/content/pkg/BILLS-119s1is/html/BILLS-119s1is.htm",
    )
    assert printed.text == (
        "119th CONGRESS\n[Congressional Bills 119th Congress]\n"
        "To answer all calls that come from any person who is in need of an answer by day or by "
        "night.\nSECTION 1. SHORT TITLE.\nThis Act may be cited as the Calls Act.\nPrinted"
    )


def test_hyphens_at_line_ends() -> None:
    lines = [
        "a mobile crisis team answers in person.",
        "The jurisdic-",
        "tion of a Smith-",
        "Jones",
    ]
    known = Hyphens(lines, ["co", "nine"])
    assert known.is_soft("The jurisdic-", "tion of")
    assert known.is_soft("THE ASSEM-", "BLY")
    assert known.is_soft("seventy and nine-", "ty")
    assert known.is_soft("with-", "in")
    assert not known.is_soft("a Smith-", "Jones")
    assert not known.is_soft("two co-", "responders")
    assert not known.is_soft("nine-", "eight-eight")
    assert not known.is_soft("in-", "person")
    assert Hyphens([*lines, "a Coresponder"], ["co"]).is_soft("two co-", "responder")
    kept = Hyphens(["the telecommunications"], None)
    assert kept.is_soft("tele-", "communications")
    assert not kept.is_soft("jurisdic-", "tion")
