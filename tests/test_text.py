"""Printed text itself: spans, the way back, formats, characters, and what is refused."""

import pytest

from enrich.text import MAX_BYTES, PrintedText, Unreadable, read_document
from enrich.text.read import format_of

PAGE = "<html><head>{}</head><body><p>{}</p></body></html>"


def test_amended_text_leads_back_to_the_printed() -> None:
    text = "The office ((may)) shall answer ((no)) calls."
    printed = PrintedText(text, inserted=((19, 24),), deleted=((11, 19), (32, 39)))
    amended, runs = printed.as_amended()
    assert amended == "The office shall answer calls."
    assert runs == [(0, 0, 11), (11, 19, 13), (24, 39, 6)]
    at = amended.index("shall")
    start, end = printed.printed_span(at, at + 5)
    assert text[start:end] == "shall"
    start, end = printed.printed_span(4, len(amended))
    assert text[start:end] == "office ((may)) shall answer ((no)) calls."
    assert printed.printed_span(11, 11) == (19, 19)
    with pytest.raises(IndexError):
        printed.printed_span(0, len(amended) + 1)


def test_every_amended_span_of_one_character_is_that_character() -> None:
    printed = PrintedText("abcdefgh", deleted=((0, 2), (4, 5), (7, 8)))
    amended, _ = printed.as_amended()
    assert amended == "cdfg"
    for at, character in enumerate(amended):
        start, end = printed.printed_span(at, at + 1)
        assert printed.text[start:end] == character


def test_text_that_is_wholly_struck() -> None:
    printed = PrintedText("gone", deleted=((0, 4),))
    assert printed.as_amended() == ("", [])
    assert printed.printed_span(0, 0) == (0, 0)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (PAGE.format("<meta charset=utf-8>", "§ 1 café").encode(), "§ 1 café"),
        (PAGE.format("", "§ 1 café").encode("utf-8-sig"), "§ 1 café"),
        (PAGE.format("", "§ 1 café").encode("utf-16"), "§ 1 café"),
        (PAGE.format("", "§ 1 café").encode("utf-16-le"), "§ 1 café"),
        (
            PAGE.format("<meta charset=iso-8859-1>", "State’s “§”").encode("cp1252"),
            "State’s “§”",
        ),
        (PAGE.format("", "State’s §").encode("cp1252"), "State’s §"),
        (PAGE.format("<meta charset=windows-1252>", "State’s §").encode(), "State’s §"),
        (PAGE.format("<meta charset=koi8-r>", "Статья").encode("koi8-r"), "Статья"),
        (b"<html><meta charset=utf-8><p>\xc2\xa7 \x93quoted\x94</p>", "§ “quoted”"),
        (b"<html><p>&#150; a&nbsp;b&shy;c &#8203;d\x0be</p>", "– a bc d e"),
        ("<html><p>§ 1 —".encode()[:-1], "§ 1"),
    ],
)
def test_characters(body: bytes, text: str) -> None:
    assert read_document(body).text == text


def test_the_media_type_may_name_the_charset() -> None:
    body = "<html><p>Статья".encode("koi8-r")
    assert read_document(body, "text/html; charset=koi8-r").text == "Статья"


@pytest.mark.parametrize(
    ("body", "media_type", "url", "expected"),
    [
        (b"%PDF-1.7", "text/html", "x.htm", "pdf"),
        (b"\r\n%PDF-1.7", "", "", "pdf"),
        (b"{\\rtf1 x}", "text/plain", "", "rtf"),
        (b"{\\rtf1 x}", "application/msword", "a.doc", "rtf"),
        (b"PK\x03\x04", "", "", "docx"),
        (b"\xef\xbb\xbf<!DOCTYPE html ><html>", "", "", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html>', "text/xml", "", "html"),
        (b"<!DOCTYPE bill PUBLIC>", "", "", "xml"),
        (b"<?xml version='1.0'?><leg>", "text/html", "", "xml"),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "", "", "html"),
        (b"<P>Section 1", "", "", "html"),
        (b"Section 1", "text/plain", "", "plain"),
        (b"Section 1", "", "https://x.gov/a/b.TXT?c=d.pdf", "plain"),
        (b"[Corrected copy]", "text/plain", "", "plain"),
    ],
)
def test_formats(body: bytes, media_type: str, url: str, expected: str) -> None:
    assert format_of(body, media_type, url) == expected


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"", "", "empty"),
        (b"\xef\xbb\xbf \r\n", "text/html", "empty"),
        (b"\0" * 20, "", "empty"),
        (b'{"value": []}', "application/json", "JSON"),
        (b'{"value": []}', "text/html", "JSON"),
        (b"Section 1", "", "format of the document is unknown"),
        (b"\x00\x01\x02abc", "text/plain", "format of the document is unknown"),
        (b"\xd0\xcf\x11\xe0", "application/msword", "docx"),
        (b"\xffWPC\x10\0", "application/vnd.wordperfect", "docx"),
        (b"\x89PNG\r\n", "image/png", "OCR"),
        (b"\x1f\x8b\x08", "", "unpack"),
        (b"<html><body><script>1</script></body></html>", "text/html", "holds no text"),
        (b"<html><title>Just a moment...</title><p>Checking</p>", "", "holds no bill"),
        (b"<html><h1>Access Denied</h1><p>Reference 18.2</p>", "", "holds no bill"),
        (b"<html><title>404 - File or directory not found.</title>", "", "holds no bill"),
        (b"<html><title>503 Service Temporarily Unavailable</title>", "", "holds no bill"),
        (b"<html><title>Error</title><p>Something broke</p>", "", "holds no bill"),
        (
            b'<html><a href="/">Michigan Legislature</a><h1>Committee Bill Records <i>Rules</i>'
            b"</h1><p>HB 1</p>",
            "",
            "holds no bill",
        ),
        (b"<html><body>" + b"<u>" * 3000 + b"deep", "", "nested too deeply"),
    ],
)
def test_refusals_say_what_to_do(body: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as refusal:
        read_document(body, media_type)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_document_over_the_limit() -> None:
    with pytest.raises(Unreadable, match="split it first"):
        read_document(b"<html>" + b" " * MAX_BYTES)


def test_a_bill_about_access_is_no_refusal() -> None:
    page = "<html><title>Error correction</title><h1>Unauthorized practice</h1><p>Sec. 1.</p>"
    assert read_document(page.encode()).text.endswith("Sec. 1.")


def test_spans_are_sorted_and_apart() -> None:
    printed = read_document(
        b"<html><p><s>a <u>b</u> c</s> <u>d <s>e</s> f</u> g <u> </u></p></html>"
    )
    spans = sorted((*printed.inserted, *printed.deleted))
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    assert printed.as_amended()[0] == "d f g"
