"""One door: archived bytes in, printed text out."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from .charset import decoded
from .docx import read_docx
from .markup import read_html, read_xml
from .pdf import read_pdf
from .plain import read_plain
from .printed import PrintedText, Unreadable
from .rtf import read_rtf

MAX_BYTES = 60_000_000
_HEAD = 2_048

_READERS: dict[str, Callable[[bytes, str, str], PrintedText]] = {
    "pdf": lambda body, media_type, url: read_pdf(body, url),
    "rtf": lambda body, media_type, url: read_rtf(body, url),
    "docx": lambda body, media_type, url: read_docx(body, url),
    "html": lambda body, media_type, url: read_html(decoded(body, media_type), url),
    "xml": lambda body, media_type, url: read_xml(decoded(body, media_type), url),
    "plain": lambda body, media_type, url: read_plain(decoded(body, media_type), url),
}
# What bytes begin with, after white space and byte order marks.
_MAGIC = (
    (rb"%PDF-", "pdf"),
    (rb"\{\\rtf", "rtf"),
    (rb"PK\x03\x04", "docx"),
    # <!DOCTYPE html PUBLIC ..., <html, and XHTML behind its XML declaration
    (rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", "html"),
    (rb"<\?xml|<!doctype\s+\w|<bill\b|<resolution\b|<leg\b", "xml"),
    (rb"<(?:head|body|title|meta|div|table|p|center|pre|span|h[1-6])\b", "html"),
)
_SIGNATURES = tuple((re.compile(pattern, re.I | re.S), name) for pattern, name in _MAGIC)
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as docx"),
    (b"\xffWPC", "a WordPerfect file; save it as docx"),
    (b"\x89PNG", "a picture; run it through OCR first"),
    (b"\xff\xd8\xff", "a picture; run it through OCR first"),
    (b"GIF8", "a picture; run it through OCR first"),
    (b"II*\0", "a picture; run it through OCR first"),
    (b"\x1f\x8b", "compressed; unpack it first"),
)
_MEDIA_TYPES = {
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/xml": "xml",
    "application/xml": "xml",
    "text/plain": "plain",
}
_SUFFIXES = {"htm": "html", "html": "html", "xml": "xml", "pdf": "pdf", "rtf": "rtf"} | {
    "docx": "docx",
    "txt": "plain",
}
_BINARY = {"pdf": "PDF", "rtf": "RTF file", "docx": "Word document"}


def read_document(body: bytes, media_type: str = "", url: str = "") -> PrintedText:
    """The printed text of a bill in HTML, XML, PDF, RTF, docx or plain text.

    The bytes say what they are; `media_type` and the suffix of `url` count only when they do not.
    `url` also tells the publisher where the markup does not. Raises Unreadable.
    """
    if not body.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise Unreadable("The document is empty; fetch it again.")
    if len(body) > MAX_BYTES:
        raise Unreadable(
            f"The document has {len(body):,} bytes, more than {MAX_BYTES:,}; split it first."
        )
    printed = _READERS[format_of(body, media_type, url)](body, media_type, url)
    if not printed.text.strip():
        raise Unreadable("The document holds no text; fetch another format of the same version.")
    return printed


def format_of(body: bytes, media_type: str = "", url: str = "") -> str:
    """One of pdf, rtf, docx, html, xml, plain. Raises Unreadable for any other."""
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")
    if body[:4].count(0) == 2 or body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = decoded(body[:_HEAD]).encode().lstrip()
    for pattern, name in _SIGNATURES:
        if pattern.match(head):
            return name
    if b"%PDF-" in head:  # PDFs are found behind stray bytes, and PDFium reads them
        return "pdf"
    for magic, what in _FOREIGN:
        if body.startswith(magic):
            raise Unreadable(f"The document is {what}.")
    suffix = urlsplit(url).path.rpartition(".")[2].lower()
    named = _MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower()) or _SUFFIXES.get(suffix)
    if named in _BINARY and (named != "rtf" or _is_binary(body[:_HEAD])):
        raise Unreadable(f"The {_BINARY[named]} is damaged; fetch it again.")
    if head[:1] in (b"{", b"[") and named != "plain":
        raise Unreadable("The document is JSON where a bill was due; fetch the bill's own URL.")
    if _is_binary(body[:_HEAD]):
        raise Unreadable("The format of the document is unknown; fetch it as HTML or PDF.")
    if named in ("html", "xml") and b"<" in head:
        return named
    if named:  # Legistar's MatterTextRtf is plain text in matters of the 1990s
        return "plain"
    raise Unreadable("The format of the document is unknown; fetch it as HTML or PDF.")


def _is_binary(head: bytes) -> bool:
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\0" in head or controls > 0.02 * len(head)
