"""The pages of legislature.mi.gov that list a session's bills and tell of one.

A search without words lists every bill of a session in one table, with its last action; a bill's page
has its subject, sponsors, documents, analyses and history. Shapes: openstates-scrapers, mi.
"""

import hashlib
import re
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urljoin

from parsel import Selector
from w3lib.encoding import html_to_unicode

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import oldest_first
from scrapers.stages import date_in, stage_of

PLACE = "mi"
# "objectName=2025-HB-4225&queryID=149": the number of the search changes with each search
_OBJECT = re.compile(r"[?&]objectName=((?:19|20)\d\d-[HS](?:B|R|CR|JR)-\w+)", re.IGNORECASE)
# "HB 4225 of 2025", "SJR G of 2025"
_NAME = re.compile(r"^([HS](?:B|R|CR|JR) ?\w+) of (?:19|20)\d\d\b")
# "1/16/2025"
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
# "Donni Steele (District 39)"
_DISTRICT = re.compile(r"\s*\(District\b.*$")
# "reported with recommendation with substitute (H-1)", "substitute (S-2) adopted and amended"
_SUBSTITUTE = re.compile(r"\bsubstitute\s*(\([HS]-\d+\))", re.IGNORECASE)
# "assigned PA 2'25 with immediate effect"
_ACT = re.compile(r"^assigned PA (\d+)'(\d\d)\b", re.IGNORECASE)
_PAPER = re.compile(r"/GetObject\b|/documents/", re.IGNORECASE)
_TYPES = ("concurrent resolution", "joint resolution", "resolution", "bill")


class Listed(NamedTuple):
    """A row of the list. object_name: the publisher's id, `2025-HB-4225`. digest: of the row."""

    object_name: str
    identifier: str
    digest: str


def page_of(body: bytes) -> Selector:
    """UTF-8 unless the page says otherwise: some of the older ones are of Windows' code page."""
    return Selector(text=html_to_unicode(None, body, default_encoding="utf-8")[1], type="html")


def rows_in(page: Selector) -> list[Selector]:
    """Raises ValueError for a page without the table of results."""
    table = page.xpath("//div[contains(@class, 'tableScrollWrapper')]/table[1]")
    if not table:
        raise ValueError("no table of results")
    return list(table[0].xpath("./tbody/tr"))


def listed_in(row: Selector) -> Listed:
    """Raises ValueError for a row that names no bill."""
    address = row.xpath("./td[1]/a/@href").get("")
    name = _text(row.xpath("./td[1]/a"))
    found, named = _OBJECT.search(address), _NAME.match(name)
    if not (found and named):
        raise ValueError(f"{name or address!r} is no bill")
    said = "\n".join(_text(cell) for cell in row.xpath("./td"))
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    return Listed(found[1], named[1], digest)


def classification_for(page: Selector) -> str:
    """From "House Bill 4225 of 2025". Raises ValueError for a page that is about no bill."""
    heading = _text(page.xpath("//h1[@id='BillHeading']")).lower()
    if not (kind := next((kind for kind in _TYPES if kind in heading), "")):
        raise ValueError("no heading with a bill")
    return kind


def title_for(page: Selector) -> str:
    return _text(page.xpath("//div[@id='ObjectSubject']"))


def subjects_for(page: Selector) -> list[str]:
    """The site's own name for the list has two letters changed about."""
    links = page.xpath("//div[@id='CategoryList' or @id='CateogryList']/a")
    return [text for text in map(_text, links) if text]


def sponsorships_for(page: Selector) -> list[dict[str, Any]]:
    sponsorships = []
    for link in page.xpath("//li[contains(@title, 'sponsored')]/a"):
        is_primary = "primarySponsor" in link.attrib.get("class", "")
        if name := _DISTRICT.sub("", _text(link)):
            sponsorships.append(
                {
                    "name": name,
                    "classification": "primary" if is_primary else "cosponsor",
                    "entity_type": "person",
                    "is_primary": is_primary,
                }
            )
    return sponsorships


def actions_for(page: Selector, found: Found) -> list[dict[str, Any]]:
    """In the order of the page. Raises ValueError where there is no history."""
    history = page.xpath("//div[@id='History']/table")
    if not history:
        raise ValueError("no history")
    actions = []
    for row in history.xpath(".//tr[td]"):
        day, journal, description = _cells(row)
        if not (iso := day_of(day)) or not description:
            found.left_out.append(f"action without a {'name' if iso else 'date'}")
            continue
        words = action_words.classify(PLACE, description)
        if words is None:
            found.unknown_actions.append(description)
        actions.append(
            {
                "date": iso,
                "description": description,
                "organization": _organization(journal, description, words or []),
                "classification": words or [],
            }
        )
    return actions


def _cells(row: Selector) -> tuple[str, str, str]:
    """Day, journal, action."""
    cells = [_text(cell) for cell in row.xpath("./td")]
    if len(cells) < 3:
        raise ValueError(f"a row of the history with {len(cells)} cells")
    return cells[0], cells[1], cells[2]


def day_of(text: str) -> str:
    """Empty for what is no date."""
    if not (match := _DAY.match(text)):
        return ""
    month, day, year = (int(part) for part in match.groups())
    return date(year, month, day).isoformat()


def _organization(journal: str, description: str, words: list[str]) -> str:
    """The journal that records it; the Senate's entries are in capitals, the House's are not."""
    if {"executive-signature", "executive-veto", "executive-veto-line-item"} & set(words):
        return "executive"
    if "SJ" in journal or (not journal and description.isupper()):
        return "upper"
    return "lower" if "HJ" in journal or description[:1].islower() else "legislature"


def versions_for(page: Selector, base: str) -> list[dict[str, Any]]:
    """Documents of the bill and the substitutes that its history links to, oldest first."""
    versions = [
        _version(_note(row), None, _links(row, base))
        for row in page.xpath("//div[@class='billDocuments']/div[@class='billDocRow']")
    ]
    return oldest_first(PLACE, [*versions, *_substitutes(page, base)])


def _substitutes(page: Selector, base: str) -> list[tuple[Any, dict[str, Any]]]:
    """One number may be printed several times, each time with another text."""
    versions: dict[str, tuple[Any, dict[str, Any]]] = {}
    printed: dict[str, int] = {}
    for row in page.xpath("//div[@id='History']/table//tr[td]"):
        day, _, description = _cells(row)
        addresses = [a for a in row.xpath("./td[3]//a/@href").getall() if _PAPER.search(a)]
        if not addresses or not (number := _SUBSTITUTE.search(description)):
            continue
        url = urljoin(base, addresses[0])
        if url in versions:
            continue
        printed[number[1]] = times = printed.get(number[1], 0) + 1
        note = f"Substitute {number[1]}" + (f" - {times}" if times > 1 else "")
        kind = "application/pdf" if url.lower().endswith(".pdf") else "text/html"
        versions[url] = _version(note, day_of(day) or None, [{"url": url, "media_type": kind}])
    return list(versions.values())


def _version(note: str, day: str | None, links: list[dict[str, str]]) -> tuple[Any, dict[str, Any]]:
    stage = stage_of(PLACE, note)
    return stage, {"note": note, "date": day, "classification": stage.word, "links": links}


def papers_for(page: Selector, base: str) -> list[dict[str, Any]]:
    """Analyses of the House and Senate Fiscal Agencies."""
    rows = page.xpath(
        "//div[@id='HFAAnalysisSection' or @id='SFAAnalysisSection']//div[@class='billDocRow']"
    )
    return [
        {
            "note": note,
            "date": date_in(note),
            "classification": "fiscal note",
            "links": _links(row, base),
        }
        for row in rows
        if (note := _note(row))
    ]


def acts_for(actions: list[dict[str, Any]]) -> list[dict[str, str]]:
    acts = [match for a in actions if (match := _ACT.match(a["description"]))]
    return [
        {"identifier": f"Public Act {int(act[1])} of 20{act[2]}", "note": "chapter"} for act in acts
    ]


def _note(row: Selector) -> str:
    return _text(row.xpath(".//div[@class='text']//strong"))


def _links(row: Selector, base: str) -> list[dict[str, str]]:
    kinds = (("html", "text/html"), ("pdf", "application/pdf"))
    return [
        {"url": urljoin(base, address), "media_type": media_type}
        for css, media_type in kinds
        for address in row.xpath(f".//div[@class='{css}']/a/@href").getall()[:1]
    ]


def _text(nodes: Any) -> str:
    return " ".join((nodes.xpath("string()").get() or "").split())
