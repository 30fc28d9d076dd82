import pytest

from legislation.xml_with_limits import UnreadableXml, parsed

BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><b>&c;</b>"""
OUTSIDE = b'<!DOCTYPE b [<!ENTITY x SYSTEM "file:///etc/hostname">]><b>&x;</b>'


def test_what_publishers_write_is_read_in_their_encoding() -> None:
    body = '<?xml version="1.0" encoding="windows-1252"?><b>§ 1</b>'.encode("windows-1252")
    assert parsed(body).text == "§ 1"
    assert parsed(b"\xef\xbb\xbf<!DOCTYPE bill SYSTEM 'bill.dtd'><bill/>").tag == "bill"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (BOMB, "XML bombs"),
        (OUTSIDE, "XML bombs"),
        (b"<b>" * 300 + b"</b>" * 300, "not well-formed"),
        (b"<b><c></b>", "not well-formed"),
        (b"<b>cut", "not well-formed"),
        (b"", "not well-formed"),
        (b"<html><br></html>", "not well-formed"),
    ],
)
def test_bombs_and_broken_xml_are_refused_in_a_sentence(body: bytes, why: str) -> None:
    with pytest.raises(UnreadableXml, match=why):
        parsed(body)
