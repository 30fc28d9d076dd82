"""From the answers of Arizona's bill status service to the parts of a bill item."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urljoin

from lxml import html

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.arizona_rows import (
    Bill,
    Committee,
    Document,
    DocumentGroup,
    Keyword,
    Row,
    Sponsor,
)
from scrapers.stages import age, date_in, stage_of

PLACE = "az"
SERVICE = "https://apps.azleg.gov"
# What stands before a bill's number.
KINDS = {
    "HB": "bill",
    "SB": "bill",
    "HCR": "concurrent resolution",
    "SCR": "concurrent resolution",
    "HJR": "joint resolution",
    "SJR": "joint resolution",
    "HR": "resolution",
    "SR": "resolution",
    "HCM": "memorial",
    "SCM": "memorial",
    "HM": "memorial",
    "SM": "memorial",
}
CHAMBERS = {"H": "lower", "S": "upper"}
CHAMBERS_BY_NAME = {"House": "lower", "Senate": "upper"}
HOUSES = {"H": "House", "S": "Senate", "G": "Governor", "SS": "Secretary of State"}
# Steps that the service has as dates: field of Bill → what its pages say.
STEPS = {
    "prefiled": "Prefiled",
    "introduced": "Introduced",
    "house_first": "House First Read",
    "house_first_waived": "House First Read Waived",
    "senate_first": "Senate First Read",
    "senate_first_waived": "Senate First Read Waived",
    "house_second": "House Second Read",
    "house_second_waived": "House Second Read Waived",
    "senate_second": "Senate Second Read",
    "senate_second_waived": "Senate Second Read Waived",
}
VERSIONS = "Bill Versions"
_PREFIX = re.compile(r"^([A-Z]+)\d+$")  # "HB2969", "HCM2001"

# Date, words, who acted.
Step = tuple[str, str, str]


def listing_in(body: bytes) -> tuple[str, list[str]]:
    """Id of the session that the list of bills shows, and its bills' numbers.

    Raises ValueError where the page has no list. A comment in it ends in "--!>", which browsers
    take for an end.
    """
    page = html.fromstring(body.replace(b"--!>", b"-->"))
    selected = page.xpath('//select[contains(@class, "selectSession")]/option[@selected]/@value')
    tables = page.xpath('//div[@name="HBTable" or @name="SBTable"]')
    if len(selected) != 1 or not tables:
        raise ValueError("the page shows no list of bills of one session")
    cells = [cell for table in tables for cell in table.xpath(".//tbody//tr/th//a/text()")]
    return selected[0], list(dict.fromkeys("".join(cell.split()) for cell in cells))


def kind_of(number: str) -> str | None:
    found = _PREFIX.match(number)
    return KINDS.get(found[1]) if found else None


def titles_of(bill: Bill) -> list[str]:
    return list(dict.fromkeys(filter(None, (bill.title, bill.now_title, bill.description))))


def actions_for(bill: Bill, found: Found) -> list[dict[str, Any]]:
    """By date; within a day in the order in which a bill takes its steps."""
    actions = []
    for day, description, organization in sorted(_steps(bill), key=lambda step: step[0]):
        if not day:
            found.left_out.append("action without a date")
            continue
        words = action_words.classify(PLACE, description)
        if words is None:
            found.unknown_actions.append(description)
        actions.append(
            {
                "date": day,
                "description": description,
                "organization": organization,
                "classification": words or [],
            }
        )
    return actions


def _steps(bill: Bill) -> Iterator[Step]:
    origin = CHAMBERS[bill.number[0]]
    for field, words in STEPS.items():
        if day := getattr(bill, field):
            yield day, words, CHAMBERS_BY_NAME.get(words.split()[0], origin)
    for assignment in bill.assignments:
        name = assignment.committee.name
        yield assignment.assigned, f"Assigned to {name}", _acting(assignment.committee)
    for report in bill.reports:
        if report.action:
            yield report.day, f"{report.committee.name}: {report.action}", _acting(report.committee)
    for transmittal in bill.transmittals:
        sender = {"H": "upper", "S": "lower"}.get(transmittal.body, "executive")
        receiver = HOUSES.get(transmittal.body, transmittal.body)
        yield transmittal.day, f"Transmitted to {receiver}", sender
    if bill.governor:
        yield bill.governor_day, f"{bill.governor} by Governor", "executive"


def _acting(committee: Committee) -> str:
    """A standing committee by its name, a stage on the floor by its chamber."""
    if committee.type == "Floor":
        return CHAMBERS.get(committee.body, "")
    return f"{HOUSES.get(committee.body, '')} {committee.name}".strip()


def chapters_for(bill: Bill) -> list[dict[str, str]]:
    return [{"identifier": f"Chapter {bill.chapter}", "note": "chapter"}] if bill.chapter else []


def printings_in(
    body: bytes, introduced: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Versions, oldest first, and papers. introduced: date of the printing that has none in its name."""
    versions, papers = [], []
    for group in (DocumentGroup.model_validate(row) for row in rows_in(body)):
        for position, document in enumerate(group.documents):
            stage = stage_of(PLACE, document.name)
            day = date_in(document.name)
            part = {"note": document.name, "date": day, "links": _links(document)}
            if group.name != VERSIONS:
                is_amendment = "Amendment" in group.name
                kind = "amendment" if is_amendment else group.name.lower()
                papers.append(part | {"classification": kind})
                continue
            if stage.word == "introduced":
                part["date"] = introduced
            key = age(PLACE, stage, day, document.name, position)
            versions.append((key, part | {"classification": stage.word}))
    return [version for _, version in sorted(versions, key=lambda pair: pair[0])], papers


def _links(document: Document) -> list[dict[str, str]]:
    forms = ((document.page, "text/html"), (document.pdf, "application/pdf"))
    return [
        {"url": quote(urljoin(SERVICE, path), safe=":/%?=&,"), "media_type": media_type}
        for path, media_type in forms
        if path
    ]


def sponsors_address(item: Row) -> str:
    return f"{SERVICE}/api/BillSponsor/?id={service_id(item)}"


def keywords_address(item: Row) -> str:
    return f"{SERVICE}/api/Keyword/?billStatusId={service_id(item)}"


def service_id(item: Row) -> str:
    """The service's own number of a bill, from the address of the bill's page."""
    number: str = item["url"].rpartition("/")[2].partition("?")[0]
    return number


def sponsors_in(body: bytes, fetch_id: str, found: Found) -> Row:
    sponsors = [Sponsor.model_validate(row) for row in rows_in(body)]
    return {"sponsorships": [part | {"fetch_id": fetch_id} for part in _sponsorships(sponsors)]}


def _sponsorships(sponsors: Sequence[Sponsor]) -> Iterator[Row]:
    for sponsor in sponsors:
        legislator, is_prime = sponsor.legislator, "Prime" in sponsor.type
        if name := legislator.full or f"{legislator.first} {legislator.last}".strip():
            yield {
                "name": name,
                "classification": "primary" if is_prime else "cosponsor",
                "entity_type": "person",
                "is_primary": is_prime,
            }


def keywords_in(body: bytes, fetch_id: str, found: Found) -> Row:
    words = [Keyword.model_validate(row).word for row in rows_in(body)]
    return {"subjects": list(dict.fromkeys(filter(None, words)))}


def rows_in(body: bytes) -> list[Row]:
    rows = json.loads(body)
    if not isinstance(rows, list):
        raise TypeError(f"a list was due, not {str(rows)[:60]}")
    return rows
