"""Just enough of a document's words to see what it is about; reading it properly is `enrich`'s work."""

import html
import re
from pathlib import Path

import pypdfium2
from w3lib.encoding import html_to_unicode
from w3lib.html import remove_tags_with_content

# "<span class='new'>" and "</p>"; a blank takes its place so that words of two cells do not join
_TAG = re.compile(r"<[^>]{0,2000}>")


def rough_text(file: Path, body: bytes) -> str:
    """Empty where the format is not one that bills come in or the document cannot be read."""
    if file.suffix.lower() == ".pdf":
        return _pdf_text(body)
    if file.suffix.lower() in (".htm", ".html", ".xml", ".txt"):
        markup = _decoded(body)
        markup = remove_tags_with_content(markup, which_ones=("script", "style"))
        return html.unescape(_TAG.sub(" ", markup))
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
