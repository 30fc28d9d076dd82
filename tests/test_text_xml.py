"""Utah's and the US Congress's XML, with words of ours."""

from pathlib import Path

import pytest

from enrich.text import PrintedText, Unreadable, read_document


def sample(name: str) -> bytes:
    return (Path(__file__).parent / "texts" / name).read_bytes()


def marked(printed: PrintedText) -> tuple[list[str], list[str]]:
    return (
        [printed.text[start:end] for start, end in printed.inserted],
        [printed.text[start:end].strip() for start, end in printed.deleted],
    )


def test_utah_amendments() -> None:
    printed = read_document(
        b'<?xml version="1.0" encoding="UTF-16"?><leg xml:space="preserve"><info>9</info>'
        b"<tbox><st>Crisis Lines</st><statehead>STATE OF UTAH</statehead></tbox>"
        b"<enact>Be it enacted by the Legislature of the state of Utah:</enact><bdy><bsec>"
        b"<section><secline>Section 1. Section <bold>1-2-3</bold> is amended to read:</secline>"
        b"<catline><bold>1-2-3<parens><paren><effect>Effective </effect><date>05/06/26</date>"
        b"</paren></parens>. Teams.</bold></catline><subsection><display>(1)</display>A team "
        b'<amendoutstart style="2"/><amend ea="erase">may </amend><amendoutend style="2"/>'
        b'<amend ea="amend">shall </amend>answer <ln/>calls.<subsection><display>(a)</display>'
        b"Day and night.</subsection></subsection></section></bsec></bdy></leg>",
        "text/xml",
    )
    assert printed.method == "xml/ut-2"
    assert printed.text == (
        "Crisis Lines\nSTATE OF UTAH\nBe it enacted by the Legislature of the state of Utah:\n"
        "Section 1. Section 1-2-3 is amended to read:\n1-2-3 (Effective 05/06/26). Teams.\n"
        "(1) A team [may ]shall answer calls.\n(a) Day and night."
    )
    assert marked(printed) == (["shall"], ["[may ]"])
    assert "A team shall answer calls." in printed.as_amended()[0]


def test_congress_marks_committee_changes_and_quotes_the_code() -> None:
    printed = read_document(
        b'<?xml version="1.0"?><!DOCTYPE bill PUBLIC "-//US Congress//DTDs/bill.dtd//EN" '
        b'"bill.dtd"><bill><metadata>x</metadata><form><legis-num>S. 1</legis-num></form>'
        b'<legis-body><section changed="deleted"><enum>1.</enum><header>Old title</header>'
        b'<text>Struck.</text></section><section changed="added"><enum>1.</enum><header>New'
        b"</header><text>Added.</text></section><section><enum>2.</enum><header>Code</header>"
        b"<subsection><enum>(a)</enum><header>In general</header><text>The Act is amended by "
        b"adding:</text><quoted-block> <paragraph><enum>(9)</enum><text>The term <term>line</term> "
        b"means 988.</text></paragraph><after-quoted-block>.</after-quoted-block></quoted-block>"
        b"</subsection></section></legis-body></bill>"
    )
    assert printed.text == (
        "S. 1\nSEC. 1. Old title\nStruck.\nSEC. 1. New\nAdded.\nSEC. 2. Code\n(a) In general.—The "
        "Act is amended by adding:\n“(9) The term “line” means 988.”."
    )
    assert marked(printed) == (["SEC. 1. New\nAdded."], ["SEC. 1. Old title\nStruck."])


def test_california_without_the_digest_and_with_the_marks_of_its_amendments() -> None:
    printed = read_document(sample("us_ca.xml"), "application/xml")
    assert printed.method == "xml/ca-2"
    assert printed.text == (
        "An act to add Section 7 to, and to amend Section 9 of, the Code.\n"
        "The people of the State of California do enact as follows:\n"
        "SECTION 1. Section 7 is added to the Code, to read:\n"
        "7. (a) A team may shall ride in 33 1/3 percent of calls and R & D.\n(b) It ends & stops."
        "\nSEC. 2. Chapter 2 is added to the Code, to read:\nChapter 2. Teams\n"
        "SEC. 2. SEC. 3. It is urgent."
    )
    inserted, deleted = marked(printed)
    assert deleted == ["may", "and R & D", "(b) It ends & stops.", "SEC. 2."]
    assert inserted == [
        "shall",
        "SEC. 2. Chapter 2 is added to the Code, to read:\nChapter 2. Teams",
        "SEC. 3.",
    ]
    assert printed.as_amended()[0].endswith(
        "\n7. (a) A team shall ride in 33 1/3 percent of calls.\n"
        "SEC. 2. Chapter 2 is added to the Code, to read:\nChapter 2. Teams\nSEC. 3. It is urgent."
    )


def test_congress_in_the_markup_that_prints_its_own_numbers_and_quotation_marks() -> None:
    printed = read_document(
        sample("us_plaw.xml"),
        "text/xml",
    )
    assert printed.method == "xml/uslm-2"
    assert printed.text == (
        "Public Law 119–9\n119th Congress\nAn Act\nTo answer calls.\n"
        "Be it enacted by the Senate and House,\nSECTION 1. SHORT TITLE.\n"
        "This is the “Calls Act”.\nSEC. 2. TEAMS.\n(a) In general.—Section 5 is amended by adding:\n"
        "“(9) teams that ride.”.\n(b) There is—\n(1) $5 for 2027; and"
    )


def test_the_districts_law_library_without_what_it_tells_its_editors() -> None:
    printed = read_document(
        sample("us_dc.xml"),
        "text/xml",
    )
    assert printed.method == "xml/dc-2"
    assert printed.text == (
        "Youth Act of 2026\nTo have teams ride.\nBE IT ENACTED BY THE COUNCIL OF THE DISTRICT OF "
        "COLUMBIA, That this act may be cited so.\nSec. 2. The Teams Act et seq. is amended as "
        "follows:\n(a) A new paragraph (2A) is added to read as follows:\n"
        '“(2A) "Team" means those who ride.”.\nSec. 3. Effective date.\nThis act takes effect.'
    )


def test_a_section_of_the_districts_code() -> None:
    printed = read_document(
        b'<section xmlns="https://code.dccouncil.us/schemas/dc-library"><num>7-1932</num>'
        b"<heading>Teams.</heading><para><num>(a)</num><text>A team rides.</text></para>"
        b"<annotations><annotation>An earlier act said less.</annotation></annotations></section>",
        "text/xml",
    )
    assert printed.method == "xml/dc-code-2"
    assert printed.text == "§ 7-1932. Teams.\n(a) A team rides."


def test_entities_are_neither_expanded_nor_fetched() -> None:
    printed = read_document(
        b'<?xml version="1.0"?><!DOCTYPE bill [<!ENTITY a SYSTEM "file:///etc/hostname">'
        b'<!ENTITY b "ha ha">]><bill><text>one &a;&b;two</text></bill>'
    )
    assert "ha ha" not in printed.text
    assert printed.text.startswith("one")


def test_cut_off_xml_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="fetch it again"):
        read_document(b"<bill><text>one")
