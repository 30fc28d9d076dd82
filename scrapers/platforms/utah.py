"""From the JSON files behind the Utah Legislature's bill pages to the parts of a bill item.

A session's list names its bills. A record has sponsors, actions and the versions of a bill; each version
(the bill itself, then its substitutes) has printings and papers in one list.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import oldest_first
from scrapers.platforms.utah_rows import Action, Paper, Record
from scrapers.stages import Stage, date_in, stage_of

PLACE = "ut"
SITE = "https://le.utah.gov"
# Fiscal notes and reports stand on a server of their own, which some records call by its old folder.
PAPERS_SITE = ("/lfa/", "https://pf.utleg.gov/public-web/")
# "2026", "2026GS", "2025S2", "2021X1" (an extraordinary session of the House), "2021Y1" (of the Senate)
_SESSION = re.compile(r"(\d{4})(?:GS|([SXY][1-9A-E]))?", re.IGNORECASE)
# Papers of these types are the bill's text, the others stand beside it.
TEXTS = ("introduced", "pubsub", "amended", "enrolled", "public")
BESIDE = {"pubfn": "fiscal note", "comreport": "committee report", "pubamend": "amendment"}
MEDIA_TYPES = {
    "xml": "text/xml",
    "html": "text/html",
    "htm": "text/html",
    "pdf": "application/pdf",
}
# "House/ passed 3rd reading", "Senate Comm - Favorable Recommendation"
_ACTING = re.compile(r"^(House|Senate)(?:/| Comm\b)")
CHAMBERS = {"House": "lower", "Senate": "upper"}
# "House/ to standing committee", "Senate Comm - Held", "House/ 3rd Reading Calendar to Rules"
_OF_COMMITTEE = re.compile(r"\bcomm\b|\bcommittee\b|\bto rules\b", re.IGNORECASE)
# "Governor Signed", "Governor Line Item Veto"
_GOVERNOR = re.compile(r"^Governor\b|^Became Law", re.IGNORECASE)
# "Rep. Thurston, Norman K", "Senator Cullimore, Kirk A."
_TITLE = re.compile(r"^(?:Rep\.|Sen\.|Representative|Senator) +")
# "/Session/2026/bills/introduced/HB0028.xml"
_PAGE_SUFFIX = re.compile(r"\.(xml|html?)$", re.IGNORECASE)


class Printing(NamedTuple):
    """A paper, and the addresses of its formats, the one that is read best first."""

    paper: Paper
    stage: Stage
    links: list[dict[str, str]]

    @property
    def is_text(self) -> bool:
        return self.paper.type.lower() in TEXTS and not self.stage.paper


def folder_of(session: str) -> str:
    """What the publisher calls a session: `2026GS` of 2026, `2025S2`; empty for what is none."""
    if not (found := _SESSION.fullmatch(session)):
        return ""
    return f"{found[1]}{(found[2] or 'GS').upper()}"


def name_of(folder: str) -> str:
    return folder.removesuffix("GS")


def rows_in(body: bytes) -> list[Any]:
    """The rows of a list. Raises TypeError for another answer."""
    answer = json.loads(body)
    # The publisher's interface for developers, glen.le.utah.gov, wraps the same rows so.
    rows = answer.get("bills") if isinstance(answer, dict) else answer
    if not isinstance(rows, list):
        raise TypeError("a list of bills was due")
    return rows


def actions_for(record: Record, found: Found) -> list[dict[str, Any]]:
    actions = []
    for action in record.actions:
        if not action.day or not action.description:
            found.left_out.append(f"action without a {'name' if action.day else 'date'}")
            continue
        words = action_words.classify(PLACE, action.description)
        if words is None:
            found.unknown_actions.append(action.description)
        actions.append(
            {
                "date": action.day,
                "description": action.description,
                "organization": _organization(action),
                "classification": words or [],
            }
        )
    return sorted(actions, key=lambda action: action["date"])


def _organization(action: Action) -> str:
    """The committee where words and owner name one, else the chamber that the words begin with: the
    owner of "House/ passed 3rd reading" is already the Senate."""
    if action.owner.endswith("Committee") and _OF_COMMITTEE.search(action.description):
        return action.owner
    if acting := _ACTING.match(action.description):
        return CHAMBERS[acting[1]]
    return "executive" if _GOVERNOR.match(action.description) else "legislature"


def sponsorships_for(record: Record) -> list[dict[str, Any]]:
    """The sponsor, the one who carries the bill in the other chamber, and who joined the version that
    is current."""
    current = [version for version in record.versions if version.is_current]
    joined = [cosponsor.name for version in current for cosponsor in version.cosponsors]
    sponsor, *others = (
        _TITLE.sub("", name) for name in (record.sponsor, record.floor_sponsor, *joined)
    )
    return [
        {
            "name": name,
            "classification": "primary" if name == sponsor else "cosponsor",
            "entity_type": "person",
            "is_primary": name == sponsor,
        }
        for name in dict.fromkeys(filter(None, (sponsor, *others)))
    ]


def subjects_for(record: Record) -> list[str]:
    said = (subject.description for version in record.versions for subject in version.subjects)
    return list(dict.fromkeys(filter(None, said)))


def printings_in(record: Record) -> list[Printing]:
    """One for each text or paper, however many of its formats the record lists."""
    printings: dict[str, Printing] = {}
    for version in record.versions:
        for paper in version.papers:
            if not paper.url:
                continue
            links = list(_links(paper))
            stem = links[0]["url"].rpartition(".")[0]
            printing = printings.setdefault(stem, Printing(paper, stage_of(PLACE, paper.note), []))
            printing.links.extend(link for link in links if link not in printing.links)
    for printing in printings.values():
        printing.links.sort(key=lambda link: link["media_type"] == "application/pdf")
    return list(printings.values())


def _links(paper: Paper) -> Iterator[dict[str, str]]:
    """Every text that is a page has a PDF file beside it."""
    url = paper.url.replace(*PAPERS_SITE, 1) if paper.url.startswith(PAPERS_SITE[0]) else paper.url
    url = quote(url if "://" in url else f"{SITE}{url}", safe=":/%?&=#+")
    suffix = url.rpartition(".")[2].lower()
    yield {"url": url, "media_type": MEDIA_TYPES.get(suffix, "")}
    if paper.type.lower() in TEXTS and _PAGE_SUFFIX.search(url):
        yield {"url": _PAGE_SUFFIX.sub(".pdf", url), "media_type": "application/pdf"}


def versions_for(printings: list[Printing]) -> list[dict[str, Any]]:
    return oldest_first(
        PLACE,
        [
            (printing.stage, _described(printing) | {"classification": printing.stage.word})
            for printing in printings
            if printing.is_text
        ],
    )


def documents_for(printings: list[Printing]) -> list[dict[str, Any]]:
    return [
        _described(printing)
        | {"classification": BESIDE.get(printing.paper.type.lower(), printing.stage.paper)}
        for printing in printings
        if not printing.is_text
    ]


def _described(printing: Printing) -> dict[str, Any]:
    paper = printing.paper
    return {
        "note": paper.note or paper.type,
        "date": paper.day or date_in(paper.note),
        "links": printing.links,
    }
