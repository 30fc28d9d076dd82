"""From the answers of Washington's web services to the parts of a bill item.

Printings are named `1811-S2.E`: second substitute, engrossed; `.PL` is the bill as it passed the
legislature, `.SL` the session law.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.washington_rows import (
    Document,
    Legislation,
    Sponsor,
    Status,
    array_in,
)
from scrapers.stages import stage_of

PLACE = "wa"
SERVICES = "https://wslwebservices.leg.wa.gov"
# Kinds of legislation that are followed; appointments (GA) and initiatives (I) are not.
KINDS = {
    "B": "bill",
    "R": "resolution",
    "JR": "joint resolution",
    "CR": "concurrent resolution",
    "JM": "memorial",
}
# "SHB 1811", "2E2SHB 1000", "ESSB 5745"
_VERSION_ID = re.compile(r"^(?:\d?E)?(?:\d?S)?([HS](?:B|CR|JM|JR|R) \d+)$")
# "Chapter 346, 2025 Laws.", "Chapter 5, 2025 Laws PV."
_CHAPTER = re.compile(r"Chapter \d+, \d{4} Laws")
# "Delivered to Governor.", "Chapter 346, 2025 Laws.", "Effective date 7/27/2025."
_EXECUTIVE = re.compile(r"\bGovernor\b|^Chapter \d|^Effective date")
# "Senate refuses to concur in the House amendments.", "Speaker signed.": the first that is named acts
_ACTING = re.compile(r"\b(House|Speaker|Representatives?|Senate|President|Senators?)\b")
_LOWER = ("House", "Speaker", "Representative", "Representatives")
# "First reading, referred to Ways & Means.", "Read first time, rules suspended", "Introduced."
_FIRST_READING = re.compile(r"^First reading|^Read first time|^Introduced\b")

Item = dict[str, Any]


def of_bill(identifier: str) -> str:
    """`HB 1811` of `2SHB 1811`; what is no bill as it is."""
    found = _VERSION_ID.match(identifier)
    return found[1] if found else identifier


def titles_of(versions: Sequence[Legislation]) -> list[str]:
    """The newest version's own first."""
    newest_first = versions[::-1]
    titles = [
        *(version.long for version in newest_first),
        *(version.legal for version in newest_first),
        *(version.short for version in newest_first),
    ]
    return list(dict.fromkeys(filter(None, titles)))


def related_for(versions: Sequence[Legislation]) -> list[dict[str, str]]:
    companions = {
        of_bill(companion.bill): companion.biennium
        for version in versions
        for companion in version.companions
        if companion.bill
    }
    return [
        {"identifier": bill, "session": biennium, "relation": "companion"}
        for bill, biennium in companions.items()
    ]


def versions_for(documents: Sequence[Document]) -> list[dict[str, Any]]:
    """Oldest first, as their names order them: a date may be that of a corrected file."""
    return [
        {
            "note": document.short or document.long or document.name,
            "date": document.created or None,
            "classification": stage_of(PLACE, document.short or document.name).word,
            "links": _links(document),
        }
        for document in sorted(documents, key=lambda document: document.age)
    ]


def _links(document: Document) -> list[dict[str, str]]:
    """The service writes addresses with bare blanks and without encryption; the server has both."""
    forms = ((document.page, "text/html"), (document.pdf, "application/pdf"))
    return [
        {
            "url": quote(url, safe=":/%").replace("http://", "https://", 1),
            "media_type": media_type,
        }
        for url, media_type in forms
        if url
    ]


def papers_for(documents: Sequence[Document]) -> list[dict[str, Any]]:
    return [
        {
            "note": document.long or document.short or document.name,
            "date": document.created or None,
            "classification": document.kind.lower().removesuffix("s"),
            "links": _links(document),
        }
        for document in sorted(documents, key=lambda document: (document.created, document.name))
    ]


def sponsorships_for(sponsors: Sequence[Sponsor]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{sponsor.first} {sponsor.last}".strip() or sponsor.name,
            "classification": "primary" if sponsor.type == "Primary" else "cosponsor",
            "entity_type": "person",
            "is_primary": sponsor.type == "Primary",
        }
        for sponsor in sorted(sponsors, key=lambda sponsor: sponsor.order)
        if sponsor.last or sponsor.name
    ]


def actions_for(history: Sequence[Status], origin: str, found: Found) -> list[dict[str, Any]]:
    """origin: the chamber in which the bill began, "lower" or "upper"."""
    actions = []
    dated = [row for row in history if row.day and row.line]
    found.left_out += ["action without a date or words"] * (len(history) - len(dated))
    in_order = sorted(dated, key=lambda row: row.day)
    for row, organization in zip(in_order, _acting(in_order, origin), strict=True):
        words = action_words.classify(PLACE, row.line)
        if words is None:
            found.unknown_actions.append(row.line)
        actions.append(
            {
                "date": row.day,
                "description": row.line,
                "organization": organization,
                "classification": words or [],
            }
        )
    return actions


def _acting(history: Sequence[Status], origin: str) -> Iterator[str]:
    """Who acted, line by line. The service does not say it: a line names a chamber, or it is the
    one that has the bill, which it enters by a first reading."""
    chamber, has_been_read = origin, False
    for row in history:
        if _EXECUTIVE.search(row.line):
            yield "executive"
            continue
        if named := _ACTING.search(row.line):
            chamber = "lower" if named[1] in _LOWER else "upper"
        elif _FIRST_READING.match(row.line):
            if has_been_read:
                chamber = "upper" if origin == "lower" else "lower"
            has_been_read = True
        yield chamber


def chapters_for(actions: Sequence[Item]) -> list[dict[str, str]]:
    chapters = [_CHAPTER.search(action["description"]) for action in actions]
    return [
        {"identifier": chapter, "note": "chapter"}
        for chapter in dict.fromkeys(found[0] for found in chapters if found)
    ]


def _number(item: Item) -> str:
    number: str = item["identifier"].split()[1]
    return number


def _address(operation: str, item: Item, **query: str) -> str:
    return f"{SERVICES}/{operation}?{urlencode({'biennium': item['session'], **query})}"


def sponsors_address(item: Item) -> str:
    return _address("LegislationService.asmx/GetSponsors", item, billId=item["identifier"])


def history_address(item: Item) -> str:
    year = int(item["session"][:4])
    return _address(
        "LegislationService.asmx/GetLegislativeStatusChangesByBillNumber",
        item,
        billNumber=_number(item),
        beginDate=f"{year - 1}-01-01",  # bills are filed from December on
        endDate=f"{year + 1}-12-31",
    )


def papers_address(item: Item) -> str:
    return _address("LegislativeDocumentService.asmx/GetDocuments", item, namedLike=_number(item))


def sponsors_in(body: bytes, fetch_id: str, found: Found) -> Item:
    sponsors = [Sponsor.model_validate(row) for row in array_in(body, "Sponsor")]
    return {"sponsorships": _from(fetch_id, sponsorships_for(sponsors))}


def history_in(body: bytes, fetch_id: str, found: Found) -> Item:
    history = [Status.model_validate(row) for row in array_in(body, "LegislativeStatus")]
    origin = "lower" if found.item["identifier"].startswith("H") else "upper"
    actions = actions_for(history, origin, found)
    return {"actions": _from(fetch_id, actions), "other_identifiers": chapters_for(actions)}


def papers_in(body: bytes, fetch_id: str, found: Found) -> Item:
    """The service finds whatever begins with the number, printings, too."""
    documents = [Document.model_validate(row) for row in array_in(body, "LegislativeDocument")]
    number = _number(found.item)
    papers = [row for row in documents if row.number == number and row.kind != "Bills"]
    return {"documents": _from(fetch_id, papers_for(papers))}


def _from(fetch_id: str, rows: Sequence[Item]) -> list[Item]:
    return [row | {"fetch_id": fetch_id} for row in rows]
