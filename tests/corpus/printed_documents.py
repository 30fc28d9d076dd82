"""The printed text of any marked document of the corpus, by its path under the corpus folder."""

import re
from pathlib import Path

from enrich.text import read_document
from tests.corpus.documents import printed

# the bill inside New York's feed: the CDATA of its element
_FEED = re.compile(r"<billtext_html[^>]*><!\[CDATA\[(.*?)\]\]>", re.S)
# the bill inside a page of New York's Legislature: from its style to the end of the print
_PAGE = re.compile(r"<STYLE><!--U  \{color: Green\}.*?<PRE.*?</pre>", re.S)
# a line of the text in a SOBI: session, bill and line number, "2013S07300 T00001"
_SOBI_LINE = re.compile(r"\d{4}\w\d{5} T(?!00000)\d{5}")
# the head of a printed page: "    S. 7300                 2"
_PAGE_HEAD = re.compile(r" +[SA]\. \d+(?:--\w)? +\d+ *")


def printed_text(corpus: Path, document: str) -> str:
    if document.startswith("ny_senate/"):
        return _new_york(corpus / document)
    return printed(corpus, document).text


def _new_york(path: Path) -> str:
    """New York's feeds wrap the bill's print in an envelope that is no text of the bill."""
    body = path.read_bytes().decode("utf-8", "replace")
    if feed := _FEED.search(body):
        return read_document(feed[1].encode(), "text/html", "").text
    if page := _PAGE.search(body):
        return read_document(page[0].encode(), "text/html", "").text
    lines = [line[17:].rstrip("\r") for line in body.split("\n") if _SOBI_LINE.match(line)]
    pages = ["\f" + line if _PAGE_HEAD.fullmatch(line) else line for line in lines]
    return read_document("\n".join(pages).encode(), "text/plain", "").text
