"""From one bill of Open Legislation, the New York State Senate's service, to the parts of an item."""

import re
from collections.abc import Iterator
from typing import Any

from scrapers import action_words
from scrapers.outcomes import File, Found
from scrapers.platforms.open_legislation_rows import Amendment, Bill, BillNumber, Person
from scrapers.stages import stage_of

PLACE = "ny"
_SITE = "https://www.nysenate.gov/legislation/bills"
_PRINTED = "https://legislation.nysenate.gov/pdf/bills"
_CHAMBERS = {"SENATE": "upper", "ASSEMBLY": "lower"}
# The letter of a print number, Joint Rule II: S and A are bills, B, C and L go to both houses.
_KINDS = {
    "S": "bill",
    "A": "bill",
    "B": "concurrent resolution",
    "C": "concurrent resolution",
    "L": "joint resolution",
    "R": "resolution",
    "J": "resolution",
    "E": "resolution",
    "K": "resolution",
}
# "Veto message 142 of 2025" -> "Veto-message-142-of-2025"
_NOT_WORD = re.compile(r"\W+")
# "SIGNED CHAP.57", "CHAPTER 12"
_CHAPTER = re.compile(r"\bCHAP(?:TER|\.) ?(\d+)", re.IGNORECASE)


def session_of(number: BillNumber) -> str:
    """`2025-2026`: the service names a session by its first year."""
    return f"{number.session}-{number.session + 1}"


def printings_of(bill: Bill) -> list[Amendment]:
    """Oldest first: "", then A to Z."""
    return sorted(bill.amendments.items.values(), key=lambda printing: printing.version)


def item_of(bill: Bill, address: str, source: str, fetch_id: str) -> Found:
    """address: of the answer that holds the bill; texts are cited as parts of it."""
    found = Found({})
    printings = printings_of(bill)
    clauses = [printing.act_clause for printing in reversed(printings) if printing.act_clause]
    found.item = {
        "kind": "bill",
        "source": source,
        "jurisdiction": source,
        "session": session_of(bill),
        "identifier": bill.base,
        "title": bill.title or bill.summary or next(iter(clauses), bill.base),
        "classification": [_KINDS.get(bill.base[0], "bill")],
        "abstract": bill.summary,
        "publisher_status": bill.status.words if bill.status else "",
        "url": f"{_SITE}/{bill.session}/{bill.base}",
        "other_titles": list(dict.fromkeys(clauses)),
        "other_identifiers": identifiers_for(bill),
        "related_bills": related_for(bill, printings),
        "sponsorships": sponsorships_for(bill, printings),
        "actions": actions_for(bill, found),
        "versions": [version_of(bill, printing, address, found) for printing in printings],
        "documents": papers_for(bill, printings, address, found),
        "fetch_id": fetch_id,
    }
    return found


def identifiers_for(bill: Bill) -> list[dict[str, str]]:
    """A chapter is numbered within the year of the signature."""
    chapters = (
        f"Chapter {number[1]} of {action.date[:4]}"
        for action in bill.actions.items
        if (number := _CHAPTER.search(action.words))
    )
    return [{"identifier": chapter, "note": "chapter"} for chapter in dict.fromkeys(chapters)]


def related_for(bill: Bill, printings: list[Amendment]) -> list[dict[str, str]]:
    related = [("companion", same) for printing in printings for same in printing.same_as.items]
    related += [("replaced-by", bill.substituted_by)] if bill.substituted_by else []
    related += [("prior-session", earlier) for earlier in bill.earlier.items]
    named = dict.fromkeys((number.base, session_of(number), word) for word, number in related)
    return [
        {"identifier": identifier, "session": session, "relation": word}
        for identifier, session, word in named
    ]


def sponsorships_for(bill: Bill, printings: list[Amendment]) -> list[dict[str, Any]]:
    """Cosponsors are those of the printing that is in force."""
    active = [printing for printing in printings if printing.version == bill.active_version]
    cosponsors = [
        person
        for printing in active
        for person in (*printing.cosponsors.items, *printing.multisponsors.items)
    ]
    first = list(_introducers(bill))
    further = [_person(person, "primary") for person in bill.additional_sponsors.items]
    others = [_person(person, "cosponsor") for person in cosponsors]
    named: dict[str, dict[str, Any]] = {}
    for sponsor in (*first, *further, *others):
        named.setdefault(sponsor["name"], sponsor)
    return [sponsor for name, sponsor in named.items() if name]


def _introducers(bill: Bill) -> Iterator[dict[str, Any]]:
    if not (sponsor := bill.sponsor):
        return
    committees = {
        "Rules Committee": sponsor.is_rules,
        "Budget Committee": sponsor.is_budget,
        "Redistricting Committee": sponsor.is_redistricting,
    }
    for name, is_sponsor in committees.items():
        if is_sponsor:
            yield _sponsor(name, "primary", "organization", is_primary=True)
            return
    if sponsor.member:
        yield {**_person(sponsor.member, "primary"), "is_primary": True}


def _person(person: Person, classification: str) -> dict[str, Any]:
    return _sponsor(person.name, classification, "person", is_primary=False)


def _sponsor(name: str, classification: str, kind: str, *, is_primary: bool) -> dict[str, Any]:
    return {
        "name": name,
        "classification": classification,
        "entity_type": kind,
        "is_primary": is_primary,
    }


def actions_for(bill: Bill, found: Found) -> list[dict[str, Any]]:
    """In the service's order, which is that of a day's doings, too."""
    actions = []
    for action in sorted(bill.actions.items, key=lambda action: action.number):
        if not action.date or not action.words:
            found.left_out.append(f"action without a {'name' if action.date else 'date'}")
            continue
        classification = action_words.classify(PLACE, action.words)
        if classification is None:
            found.unknown_actions.append(action.words)
        actions.append(
            {
                "date": action.date,
                "description": action.words,
                "organization": _CHAMBERS.get(action.chamber.upper(), ""),
                "classification": classification or [],
            }
        )
    return actions


def version_of(bill: Bill, printing: Amendment, address: str, found: Found) -> dict[str, Any]:
    """The service's own text first, then the sheets as a person prints them."""
    name = printing.print_number
    links = []
    # Only its HTML tells new words from old ones: the plain text has them in capitals.
    for media_type, text in (("text/html", printing.html), ("text/plain", printing.plain)):
        if text.strip():
            links.append(_kept(f"{address}#{name}", media_type, text, found))
            break
    else:
        found.left_out.append("version without text")
    url = f"{_PRINTED}/{bill.session}/{name}"
    return {
        "note": name,
        "date": printing.date or None,
        "classification": stage_of(PLACE, name).word,
        "links": [*links, {"url": url, "media_type": "application/pdf"}],
    }


def papers_for(
    bill: Bill, printings: list[Amendment], address: str, found: Found
) -> list[dict[str, Any]]:
    """Sponsors' memoranda and the governor's messages, which the same answer holds."""
    papers = [
        (f"Sponsor's memo, {printing.print_number}", "memo", printing.memo)
        for printing in printings
    ]
    papers += [
        (f"Veto message {veto.number} of {veto.year}", "veto message", veto.text)
        for veto in bill.vetoes.items
    ]
    if bill.approval:
        name = f"Approval message {bill.approval.number} of {bill.approval.year}"
        papers.append((name, "approval message", bill.approval.text))
    return [
        {
            "note": note,
            "classification": kind,
            "links": [_kept(f"{address}#{_NOT_WORD.sub('-', note)}", "text/plain", text, found)],
        }
        for note, kind, text in papers
        if text.strip()
    ]


def _kept(url: str, media_type: str, text: str, found: Found) -> dict[str, str]:
    file = File(url, media_type, text.encode(errors="replace"))
    found.files.append(file)
    return {"url": file.url, "media_type": file.media_type, "fetch_id": file.fetch_id}


def texts_of(bill: Bill) -> str:
    """What the bill says, for judging its topic."""
    return "\n".join(printing.plain or printing.html for printing in printings_of(bill))
