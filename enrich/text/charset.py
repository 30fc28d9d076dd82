"""Bytes to characters, the way browsers guess when no header was kept."""

from __future__ import annotations

import codecs
import re

# <meta charset="utf-8">, <meta http-equiv=... content="text/html; charset=windows-1252">,
# <?xml version="1.0" encoding="UTF-16"?>, and a media type "text/html; charset=utf-8"
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""", re.I)
_HEAD = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The Encoding Standard: these labels all mean windows-1252 (encoding.spec.whatwg.org).
_WINDOWS_1252 = {"iso-8859-1", "latin-1", "latin1", "l1", "ascii", "us-ascii", "cp1252"}


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """One byte of windows-1252 pasted into UTF-8, or the half character of a cut-off page."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.end == len(error.object) and error.reason == "unexpected end of data":
        return "", error.end
    return error.object[error.start : error.start + 1].decode("cp1252", "ignore"), error.start + 1


codecs.register_error("windows-1252", _stray_byte)


def decoded(body: bytes, media_type: str = "") -> str:
    """The characters of a text format: byte order mark, valid UTF-8, declaration, windows-1252."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "windows-1252" if bom[0] == 0xEF else "ignore")
    if body[:4].count(0) == 2:  # "<\0h\0" or "\0<\0h": UTF-16 without its mark
        return body.decode("utf-16-le" if body[1] == 0 else "utf-16-be", "ignore")
    # A page that says windows-1252 and is valid UTF-8 with accents is a mirror's re-saved copy.
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":  # a page that was cut off in a character
            return body.decode("utf-8", "windows-1252")
    for label in _declared(body, media_type):
        if label in _WINDOWS_1252:
            break
        if label == "utf-8":
            return body.decode("utf-8", "windows-1252")
        try:
            return body.decode(label)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1252", "ignore")


def _declared(body: bytes, media_type: str) -> list[str]:
    found = [*_DECLARED.findall(media_type.encode()), *_DECLARED.findall(body[:_HEAD])]
    labels = [label.decode("ascii").lower().replace("utf8", "utf-8") for label in found]
    return [label for label in labels if not label.startswith(("utf-16", "utf-32"))]
