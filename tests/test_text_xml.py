"""Utah's and the US Congress's XML, with words of ours."""

import pytest

from enrich.text import PrintedText, Unreadable, read_document


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
