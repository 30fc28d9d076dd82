"""The tables of Legistar's pages, Telerik's RadGrid: a list of legislation, a matter's history."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

# " Page 1 of 5, items 1 to 100 of 438."
_POSITION = re.compile(r"Page\s+(\d+)\s+of\s+(\d+),\s+items\s+\d+\s+to\s+\d+\s+of\s+(\d+)")
# javascript:__doPostBack('ctl00%24ContentPlaceHolder1%24gridMain%24ctl00%24ctl02%24ctl00%24ctl04','')
_POST_BACK = re.compile(r"__doPostBack\('([^']+)'")


class Position(NamedTuple):
    """page and pages count from 1; total is the number of rows on all of them."""

    page: int
    pages: int
    total: int


def page_of(text: str) -> html.HtmlElement:
    """Raises ValueError."""
    try:
        return html.fromstring(text)
    except etree.ParserError as error:
        raise ValueError(f"no web page ({error})") from error


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Grid:
    """name: `gridMain`. Raises ValueError when the page has no such table."""

    def __init__(self, page: html.HtmlElement, name: str) -> None:
        tables = page.xpath(f"//table[contains(@id, 'ContentPlaceHolder1_{name}_ctl')]")
        if not tables:
            raise ValueError(f"no table {name}")
        self._table: html.HtmlElement = tables[0]
        self._names = [
            words_of(cell) for cell in self._table.xpath(".//th[starts-with(@class, 'rgHeader')]")
        ]

    @property
    def rows(self) -> Iterator[tuple[html.HtmlElement, dict[str, str]]]:
        """Each row, and its cells by the names over the columns."""
        for row in self._table.xpath(
            ".//tr[starts-with(@class, 'rgRow') or starts-with(@class, 'rgAlt')]"
        ):
            yield row, dict(zip(self._names, map(words_of, row.xpath("./td")), strict=False))

    @property
    def position(self) -> Position:
        for part in self._table.xpath(".//div[contains(@class, 'rgInfoPart')]"):
            if found := _POSITION.search(part.text_content()):
                return Position(*(int(number) for number in found.groups()))
        return Position(1, 1, sum(1 for _ in self.rows))  # a list of one page has no pager

    @property
    def next_page(self) -> str:
        """What a click on the next page sends as its event; empty on the last."""
        links = self._table.xpath("(.//a[@class='rgCurrentPage'])[1]/following-sibling::a[1]/@href")
        found = _POST_BACK.search(str(links[0])) if links else None
        return found[1].replace("%24", "$") if found else ""
