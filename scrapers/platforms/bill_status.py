"""From a BILLSTATUS file of GovInfo to the parts of a bill item.

Shape: https://github.com/usgpo/bill-status, BILLSTATUS-XML User Guide, schema 3.0.0; the element names of
1.0 (billNumber, billType, billSummaries) are read, too, since old Congresses keep them.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from legislation.xml_with_limits import parsed
from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.rough_text import rough_text
from scrapers.stages import age, stage_of

PLACE = "us"
Element = etree._Element
# "BILLSTATUS-119hr1290.xml"
FILE = re.compile(r"/BILLSTATUS-(?P<congress>\d+)(?P<kind>[a-z]+)(?P<number>\d+)\.xml$")
# "2025-02-13T05:00:00Z", midnight in Washington
_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
# "House floor actions" names it; "Passed Senate with an amendment" of the Library of Congress, too
_CHAMBER = re.compile(r"\b(?:House|Senate)\b")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@cache
def _terms() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return document


def found_of(body: bytes, fetch_id: str) -> Found:
    """The bill without its texts. Raises ValueError naming what is not there."""
    root = parsed(body)
    bill = root.find("bill")
    if bill is None:
        raise ValueError("an XML file without <bill> is no bill status")
    kind = _text(bill, "type", "billType").upper()
    number = _text(bill, "number", "billNumber")
    congress, title = _text(bill, "congress"), _text(bill, "title")
    if kind not in _terms()["kinds"] or not (number.isdigit() and congress.isdigit() and title):
        raise ValueError(
            f"bill {kind} {number} of Congress {congress} lacks a known type or a title"
        )
    terms = _terms()["kinds"][kind]
    found = Found({})
    found.item = {
        "kind": "bill",
        "source": "us",
        "jurisdiction": "us",
        "session": congress,
        "identifier": f"{kind} {number}",
        "title": title,
        "classification": [terms["classification"]],
        "abstract": _abstract(bill),
        "subjects": _subjects(bill),
        "publisher_status": _text(bill, "latestAction/text"),
        "url": f"https://www.congress.gov/bill/{_ordinal(int(congress))}-congress/{terms['page']}/{number}",
        "other_titles": [other for other in _each(bill, "titles/item/title") if other != title],
        "other_identifiers": [
            {"identifier": f"{_text(law, 'type')} {_text(law, 'number')}", "note": "public law"}
            for law in bill.iterfind("laws/item")
        ],
        "related_bills": list(_related(bill)),
        "sponsorships": list(_sponsorships(bill)),
        "actions": list(_actions(bill, found)),
        "versions": _versions(bill, found),
        "documents": list(_documents(bill)),
        "fetch_id": fetch_id,
    }
    return found


def _text(element: Element, *paths: str) -> str:
    """The first of these that has words; blanks run together."""
    for path in paths:
        if text := " ".join((element.findtext(path) or "").split()):
            return text
    return ""


def _each(element: Element, path: str) -> list[str]:
    texts = (" ".join((found.text or "").split()) for found in element.iterfind(path))
    return list(dict.fromkeys(filter(None, texts)))


def _ordinal(number: int) -> str:
    return f"{number}{'th' if number % 100 in (11, 12, 13) else _ORDINALS.get(number % 10, 'th')}"


def _abstract(bill: Element) -> str:
    """The newest summary of the Congressional Research Service, without its markup."""
    texts = [
        found.text
        for path in ("summaries/summary/text", "summaries/billSummaries/item/text")
        for found in bill.iterfind(path)
        if found.text
    ]
    return " ".join(rough_text("text/html", texts[-1].encode()).split()) if texts else ""


def _subjects(bill: Element) -> list[str]:
    paths = (
        "policyArea/name",
        "subjects/policyArea/name",
        "subjects/legislativeSubjects/item/name",
        "subjects/billSubjects/legislativeSubjects/item/name",
    )
    return list(dict.fromkeys(name for path in paths for name in _each(bill, path)))


def _related(bill: Element) -> Iterator[dict[str, str]]:
    for row in bill.iterfind("relatedBills/item"):
        details = _each(row, "relationshipDetails/item/type")
        yield {
            "identifier": f"{_text(row, 'type')} {_text(row, 'number')}",
            "session": _text(row, "congress"),
            "relation": "companion" if "Identical bill" in details else "related",
        }


def _sponsorships(bill: Element) -> Iterator[dict[str, Any]]:
    for group, classification in (("sponsors", "primary"), ("cosponsors", "cosponsor")):
        for row in bill.iterfind(f"{group}/item"):
            if row.find("sponsorshipWithdrawnDate") is not None:
                continue
            parts = (_text(row, part) for part in ("firstName", "middleName", "lastName"))
            yield {
                "name": " ".join(filter(None, parts)) or _text(row, "fullName"),
                "classification": classification,
                "entity_type": "person",
                "is_primary": classification == "primary",
            }


def _actions(bill: Element, found: Found) -> Iterator[dict[str, Any]]:
    """Oldest first; what the chamber and the Library of Congress both record in the same words once."""
    met: dict[tuple[str, str], dict[str, Any]] = {}
    for row in [*bill.iterfind("actions/item")][::-1]:
        day, words = _text(row, "actionDate"), _text(row, "text")
        if not day or not words:
            found.left_out.append(f"action without a {'name' if day else 'date'}")
            continue
        known = classification_of(_text(row, "actionCode"), words)
        if known is None:
            found.unknown_actions.append(words)
        action = met.setdefault(
            (day, words),
            {
                "date": day,
                "description": words,
                "organization": _acting(row, words),
                "classification": [],
            },
        )
        action["classification"] = list(dict.fromkeys([*action["classification"], *(known or ())]))
    yield from sorted(met.values(), key=lambda action: str(action["date"]))


def classification_of(code: str, words: str) -> list[str] | None:
    """By the action code where it says enough, else by the words; None where nobody knows."""
    codes: dict[str, list[str]] = _terms()["codes"]
    return list(codes[code]) if code in codes else action_words.classify(PLACE, words)


def _acting(row: Element, words: str) -> str:
    kind, source = _text(row, "type"), _text(row, "sourceSystem/name")
    if kind in ("President", "BecameLaw"):
        return "executive"
    if named := _CHAMBER.search(source) or _CHAMBER.search(words):
        return "upper" if named[0] == "Senate" else "lower"
    return "legislature"


def _versions(bill: Element, found: Found) -> list[dict[str, Any]]:
    dated = []
    for position, row in enumerate(bill.iterfind("textVersions/item")):
        note = _text(row, "type")
        if not note:
            continue  # an empty row closes many lists
        day = _text(row, "date")[:10]
        links = [
            {"url": url, "media_type": "text/xml" if url.endswith(".xml") else "application/pdf"}
            for url in _each(row, "formats/item/url")
        ]
        if not links:
            found.left_out.append("version without text")
        stage = stage_of(PLACE, note)
        version = {
            "note": note,
            "date": day if _DAY.match(day) else None,
            "classification": stage.word,
            "links": links,
        }
        dated.append((day or "9999", age(PLACE, stage, day, note, position), version))
    return [version for *_, version in sorted(dated, key=lambda row: row[:2])]


def _documents(bill: Element) -> Iterator[dict[str, Any]]:
    for row in bill.iterfind("cboCostEstimates/item"):
        if url := _text(row, "url"):
            yield {
                "note": f"CBO: {_text(row, 'title')}",
                "date": _text(row, "pubDate")[:10] or None,
                "classification": "fiscal note",
                "links": [{"url": url, "media_type": "text/html"}],
            }
    for citation in _each(bill, "committeeReports/committeeReport/citation"):
        yield {"note": citation, "classification": "committee report", "links": []}
