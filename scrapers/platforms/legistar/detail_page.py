"""LegislationDetail.aspx, Legistar's page about one matter: its fields, papers, history and text.

A field's name and its value stand in elements whose ids differ by a 2 at the end: lblFile and lblFile2.
Source: what public readers of these pages select (opencivicdata/python-legistar-scraper and others).
"""

import re
from dataclasses import dataclass
from datetime import date

from lxml import html

from scrapers.platforms.legistar.bill import Act
from scrapers.platforms.legistar.grid import Grid, page_of, words_of
from scrapers.platforms.legistar.rows import Matter

# "ctl00_ContentPlaceHolder1_lblEnactmentNumber2", "ContentPlaceHolder1_hypInControlOf2"
_VALUE = re.compile(r"ContentPlaceHolder1_(?:lbl|hyp)(?P<field>\w+)2$")
# "7/14/2020"
_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


@dataclass(frozen=True)
class Detail:
    """papers: name and address as the page has it. acts: oldest first, as far as their dates tell.
    text: HTML of the version shown, empty without one."""

    matter: Matter
    version: str
    sponsors: list[str]
    papers: list[tuple[str, str]]
    acts: list[Act]
    has_more_acts: bool
    text: str


def read_detail(text: str, matter_id: str, guid: str) -> Detail:
    """Raises LookupError when there is no such bill, ValueError when the page lacks what it must have."""
    if "Invalid parameters!" in text[:2000]:
        raise LookupError("the council's pages no longer know this bill")
    page = page_of(text)
    fields = {
        found["field"]: element
        for element in page.xpath("//*[@id]")
        if (found := _VALUE.search(element.get("id")))
    }
    if "File" not in fields:
        raise ValueError("a page without a file number")
    said = {name: words_of(element) for name, element in fields.items()}
    matter = Matter.model_validate(
        {
            "MatterId": matter_id,
            "MatterGuid": guid,
            "MatterFile": said["File"],
            "MatterName": said.get("Name"),
            "MatterTitle": said.get("Title"),
            "MatterTypeName": said.get("Type"),
            "MatterStatusName": said.get("Status"),
            "MatterIntroDate": iso_date(said.get("Introduced", "")),
            "MatterAgendaDate": iso_date(said.get("OnAgenda", "")),
            "MatterEnactmentNumber": said.get("EnactmentNumber"),
        }
    )
    acts, has_more = _acts(page)
    return Detail(
        matter=matter,
        version=said.get("Version", ""),
        sponsors=_names(fields.get("Sponsors")),
        papers=_links(fields.get("Attachments")),
        acts=acts,
        has_more_acts=has_more,
        text=_text(page),
    )


def iso_date(text: str) -> str:
    """ "7/14/2020" as "2020-07-14"; empty for anything else."""
    if not (found := _DATE.match(text.strip())):
        return ""
    month, day, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _names(element: html.HtmlElement | None) -> list[str]:
    if element is None:
        return []
    # names that link to nobody stand in one line: "A Person, B Person"
    linked = [words_of(link) for link in element.xpath(".//a")]
    return linked or [name.strip() for name in words_of(element).split(",")]


def _links(element: html.HtmlElement | None) -> list[tuple[str, str]]:
    if element is None:
        return []
    return [(words_of(link), link.get("href")) for link in element.xpath(".//a[@href]")]


def _acts(page: html.HtmlElement) -> tuple[list[Act], bool]:
    """The history, and whether the page shows only a part of it."""
    grid = Grid(page, "gridLegislation")
    acts = [
        Act(
            iso_date(said.get("Date", "")),
            said.get("Action", ""),
            said.get("Action By", ""),
            said.get("Result", ""),
        )
        for _, said in grid.rows
    ]
    # The newest stands first; sorting keeps the order of one day, so that it must be turned before.
    return sorted(reversed(acts), key=lambda act: act.date), bool(grid.next_page)


def _text(page: html.HtmlElement) -> str:
    for part in page.xpath("//div[contains(@id, 'ContentPlaceHolder1_divText')]"):
        if part.text_content().strip():
            return str(html.tostring(part, encoding="unicode"))
    return ""
