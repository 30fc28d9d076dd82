"""Legislation.aspx, where people search a council's files: the form, and what a search found.

It is an ASP.NET page: its state travels in hidden fields, and the next page of a list is asked for by
sending them back. Source: pages of New York, Chicago and Los Angeles Metro, and what
opencivicdata/python-legistar-scraper sends.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml import html

from scrapers.already_read import digest
from scrapers.platforms.legistar.grid import Grid, page_of

CONTENT = "ctl00$ContentPlaceHolder1$"
CLIENT_STATE = "ctl00_ContentPlaceHolder1_"


@dataclass(frozen=True)
class Listed:
    """One row of a list. id and guid: empty where it links to no page. digest: of all that it says."""

    id: str
    guid: str
    file: str
    type: str
    title: str
    digest: str


class SearchPage:
    """Raises ValueError when the page has no form."""

    def __init__(self, text: str) -> None:
        self._page = page_of(text)
        self._state = {
            str(field.get("name")): field.get("value") or ""
            for field in self._page.xpath("//form//input[@type='hidden'][@name]")
        }
        if "__VIEWSTATE" not in self._state:
            raise ValueError("no search form")

    @property
    def to_advanced(self) -> dict[str, str]:
        """What to send for the advanced search, whose lists are not cut to a year; empty where the
        page is that search. Raises ValueError."""
        for button in self._page.xpath("//input[contains(@id, 'ContentPlaceHolder1_btnSwitch')]"):
            label = button.get("value") or ""
            if "simple search" in label.casefold():
                return {}
            return {**self._state, str(button.get("name")): label}
        raise ValueError("no button for the advanced search")

    def search_for(self, words: str) -> dict[str, str]:
        """What to send for every bill of all years whose text has the words; "" finds all."""
        return {**self._chosen(words), f"{CONTENT}btnSearch": "Search Legislation"}

    def next_page_of(self, words: str) -> dict[str, str]:
        """What to send for the page after this one; empty on the last."""
        if not (event := self.grid.next_page):
            return {}
        return {**self._chosen(words), "__EVENTTARGET": event, "__EVENTARGUMENT": ""}

    def _chosen(self, words: str) -> dict[str, str]:
        return {
            **self._state,
            f"{CONTENT}txtText": words,
            f"{CLIENT_STATE}lstMax_ClientState": '{"value":"1000000"}',
            f"{CLIENT_STATE}lstYearsAdvanced_ClientState": '{"value":"All"}',
        }

    @property
    def is_of_all_years(self) -> bool:
        """InSite forgets now and then what was chosen, and shows one year."""
        shown = self._page.xpath("//input[contains(@id, 'lstYearsAdvanced_Input')]/@value")
        return not shown or str(shown[0]).startswith("All")

    @property
    def grid(self) -> Grid:
        """Raises ValueError when the page has no list."""
        return Grid(self._page, "gridMain")

    @property
    def rows(self) -> list[Listed]:
        return [_listed(row, said) for row, said in self.grid.rows]


def _listed(row: html.HtmlElement, said: dict[str, str]) -> Listed:
    links = row.xpath(".//a/@href[contains(., 'LegislationDetail.aspx')]")
    query = parse_qs(urlsplit(str(links[0])).query) if links else {}
    return Listed(
        id=query.get("ID", [""])[0],
        guid=query.get("GUID", [""])[0],
        file=next(iter(said.values()), ""),
        type=said.get("Type", ""),
        title="\n".join(filter(None, (said.get("Name"), said.get("Title")))),
        digest=digest(said),
    )
