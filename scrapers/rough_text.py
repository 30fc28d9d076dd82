"""Just enough of a document's words to see what it is about; reading it properly is `enrich`'s work."""

import html
import re

import pypdfium2
from w3lib.encoding import html_to_unicode

# "\\pard\\par ", "{\\rtlch" and "\\'93"
_RTF_WORD = re.compile(r"\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|[{}]")
# "<style type='text/css'/>" and "<script>count();</script >"; without its end, all to the end
_NO_WORDS = re.compile(
    r"<(script|style)\b(?:[^<>]*/>|.*?(?:</\1\s*>|\Z))", re.IGNORECASE | re.DOTALL
)
# "<span class='new'>" and "</p>"; a blank takes its place so that words of two cells do not join
_TAG = re.compile(r"<[^<>]{0,2000}>")


def rough_text(form: str, body: bytes) -> str:
    """form: a media type or a file's suffix. Empty where bills do not come in the format or the
    document cannot be read."""
    form = form.lower()
    if form.endswith("pdf") or body.startswith(b"%PDF-"):
        return _pdf_text(body)
    if body.startswith(b"{\\rtf"):
        return _RTF_WORD.sub(" ", body.decode("cp1252", errors="replace"))
    if any(name in form for name in ("htm", "xml", "text", "txt")):
        return html.unescape(_TAG.sub(" ", _NO_WORDS.sub("", _decoded(body))))
    return ""


def _decoded(body: bytes) -> str:
    """UTF-8 where the bytes are: Utah's XML is, and declares UTF-16."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return html_to_unicode(None, body, default_encoding="cp1252")[1]


def _pdf_text(body: bytes) -> str:
    try:
        with pypdfium2.PdfDocument(body) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError:
        return ""  # the bill is judged by its title; `enrich` says what is wrong with the document
