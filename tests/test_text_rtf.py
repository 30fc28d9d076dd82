"""RTF as Legistar stores it, Word documents and plain text, with words of ours."""

import zipfile
from io import BytesIO

import pytest

from enrich.text import PrintedText, Unreadable, read_document

NYC = "https://legistar.council.nyc.gov/"


def rtf(body: str) -> PrintedText:
    head = r"{\rtf1\fbidis\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}"
    return read_document((head + "\n\\viewkind4\\uc1\n" + body + "}").encode(), "", NYC)


def marked(printed: PrintedText) -> tuple[list[str], list[str]]:
    return (
        [printed.text[start:end] for start, end in printed.inserted],
        [printed.text[start:end].strip() for start, end in printed.deleted],
    )


def test_new_york_city_underlines_and_brackets() -> None:
    printed = rtf(
        r"\ul Be it enacted by the Council as follows:\ulnone\par"
        "\n"
        r"\pard\fi720 Section 1. \'a7 17-1 is amended to read:\par"
        "\n"
        r"a. The [office] \ul department\ulnone  must answer \ldblquote calls\rdblquote .\par"
        "\n"
        r"\ul b. It may use [brackets] of its own.\ulnone\par"
    )
    assert printed.method == "rtf/nyc-2"
    assert printed.text == (
        "Be it enacted by the Council as follows:\nSection 1. § 17-1 is amended to read:\n"
        "a. The [office] department must answer “calls”.\nb. It may use [brackets] of its own."
    )
    assert marked(printed) == (
        ["department", "b. It may use [brackets] of its own."],
        ["[office]"],
    )


def test_a_resolution_keeps_its_brackets() -> None:
    printed = rtf(r"Whereas, The report says \'93[t]he line rings\'94; and\par")
    assert printed.text == "Whereas, The report says “[t]he line rings”; and"
    assert printed.deleted == ()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\u8217?s \u8212\'97dash", "’s —dash"),
        (r"{\uc2\u167 xxafter}", "§after"),
        (r"{\uc0\u167 after}", "§after"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"one{\*\generator Word;}{\pict ffd8}{\header top} two", "one two"),
        (r"{\v hidden}{\field{\*\fldinst LINK}{\fldrslt shown}}", "shown"),
        (r"\trowd a\cell b\cell\row c", "a b\nc"),
        (r"a\~b\_c\-d\line e\{f\}", "a b-cd\ne{f}"),
        (r"{" * 3000 + "deep" + "}" * 3000, "deep"),
    ],
)
def test_rtf_words(body: str, text: str) -> None:
    assert rtf(body).text == text


def test_strike_and_group_scope() -> None:
    printed = rtf(r"{\strike old} {\ul new {\ul0 same}} {\strike gone\plain  back}")
    assert marked(printed) == (["new"], ["old", "gone"])


def test_rtf_without_words_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="holds no text"):
        rtf("")


def test_an_early_matter_that_is_plain_text_in_the_rtf_field() -> None:
    printed = read_document(b"Int. No. 165\nBe it enacted by the Council\n", "application/rtf")
    assert printed.text == "Int. No. 165\nBe it enacted by the Council"
    assert printed.method == "text/nyc-2"


def word(xml: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{xml}</w:body></w:document>",
        )
    return packed.getvalue()


def test_word_tracked_changes_and_runs() -> None:
    printed = read_document(
        word(
            '<w:p><w:r><w:t xml:space="preserve">The team </w:t></w:r>'
            '<w:del><w:r><w:delText xml:space="preserve">may </w:delText></w:r></w:del>'
            '<w:ins><w:r><w:t xml:space="preserve">shall </w:t></w:r></w:ins>'
            '<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">not </w:t></w:r>'
            '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>always</w:t></w:r>'
            '<w:r><w:rPr><w:u w:val="none"/></w:rPr><w:t xml:space="preserve"> ride.</w:t></w:r>'
            "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Fund</w:t></w:r></w:p></w:tc><w:tc><w:p>"
            "<w:r><w:t>$5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )
    assert printed.text == "The team may shall not always ride.\nFund $5"
    assert marked(printed) == (["shall", "always"], ["may", "not"])
    assert printed.as_amended()[0] == "The team shall always ride.\nFund $5"


def test_bombs_and_other_archives_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="unpacks to too much"):
        read_document(word(" " * 20_000_000))
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("sheet.csv", "1,2")
    with pytest.raises(Unreadable, match="no Word document"):
        read_document(other.getvalue())
    with pytest.raises(Unreadable, match="damaged"):
        read_document(word("<w:p/>")[:60])


def test_wrapped_plain_text_is_joined_and_long_lines_are_paragraphs() -> None:
    wrapped = (
        b"     SEC. 1. The line answers every call that comes from a person\n"
        b"who needs it, by day and by night, and says which team can ride\n"
        b"out.\n"
        b"     SEC. 2. Nothing else changes.\n"
    )
    assert read_document(wrapped, "text/plain").text == (
        "SEC. 1. The line answers every call that comes from a person who needs it, by day and by "
        "night, and says which team can ride out.\nSEC. 2. Nothing else changes."
    )
    long = "one " * 50 + "\n" + "two " * 60
    assert read_document(long.encode(), "text/plain").text.count("\n") == 1
