"""From records of the District's legislation system (LIMS) to the parts of an item.

Source: https://lims.dccouncil.gov/developerRegistration and /api-docs/v2.0. `BulkData` has a record of
each measure with its history, `LegislationDetails` the people and papers. Any list may be null.
"""

import hashlib
import json
import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote, urljoin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.stages import stage_of

PLACE = "dc"
SITE = "https://lims.dccouncil.gov"
API = f"{SITE}/api/v2/PublicData"
_LAWS = "https://code.dccouncil.gov/us/dc/council/laws"
# Kinds of measures, by their number in the system's own list.
CATEGORIES = {1: "bill", 6: "resolution"}
# What a printing's address says of it, and what we call it.
_PRINTINGS = {
    "/introduction/": "Introduction",
    "/committee_print/": "Committee Print",
    "/engrossment/": "Engrossment",
    "/enrollment/": "Enrollment",
    "/signedact/": "Signed Act",
    "/signed_act/": "Signed Act",
}
# "L26-0129" -> "26", "129"
_LAW = re.compile(r"^L(\d+)-0*(\d+)$", re.IGNORECASE)
# "Other Amendment", "OtherAmendment": the word says only that it stands in no list of theirs
_OTHER = re.compile(r"^Other ?(?=[A-Z])")

Words = Annotated[
    str, BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value or "")
]


def _listed(value: Any) -> Any:
    return [] if value is None else value


class Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Period(Row):
    """`CouncilPeriods`: two years, counted since 1975."""

    id: int = Field(alias="councilPeriodId")
    start: Words = Field(alias="startDate")
    end: Words = Field(alias="endDate")


class Event(Row):
    """A line of the history: the day reads "Jan 13, 2025"."""

    date: Words = Field("", alias="actionDate")
    words: Words = Field("", alias="actionDescription")
    url: Words = Field("", alias="downloadURL")


class Measure(Row):
    """A record of `BulkData`. act_number: of a resolution, its number once it is adopted."""

    number: Annotated[str, Field(pattern=r"^[A-Z]+\d+-\d+[A-Z]?$")] = Field(
        alias="legislationNumber"
    )
    kind: Words = Field("", alias="legislationSubCategory")
    title: Annotated[Words, Field(min_length=1)]
    status: Words = ""
    act_number: Words = Field("", alias="actResNumber")
    law_number: Words = Field("", alias="lawNumber")
    history: Annotated[list[Event], BeforeValidator(_listed)] = Field(
        [], alias="legislationHistory"
    )


class Member(Row):
    name: Words = Field("", alias="memberName")


People = Annotated[list[Member], BeforeValidator(_listed)]


class Hearing(Row):
    date: Words = Field("", alias="hearingDate")
    record: Words = Field("", alias="hearingRecord")


class Markup(Row):
    date: Words = Field("", alias="committeeActionDate")
    print: Words = Field("", alias="committeePrint")
    report: Words = Field("", alias="committeeReport")


class Paper(Row):
    type: Words = Field("", alias="documentTypeName")
    title: Words = Field("", alias="documentTitle")
    url: Words = ""


class Details(Row):
    """`LegislationDetails`."""

    number: str = Field(alias="legislationNumber")
    summary: Words = Field("", alias="shortDescription")
    requester: Words = Field("", alias="atTheRequestOf")
    introducers: People = []
    co_introducers: People = Field([], alias="coIntroducers")
    cosponsors: People = Field([], alias="coSponsors")
    hearings: Annotated[list[Hearing], BeforeValidator(_listed)] = Field(
        [], alias="committeeHearing"
    )
    markups: Annotated[list[Markup], BeforeValidator(_listed)] = Field([], alias="committeeMarkup")
    papers: Annotated[list[Paper], BeforeValidator(_listed)] = Field([], alias="otherDocuments")


def rows_in(body: bytes) -> list[Any]:
    """The records of a list, which is null where there are none. Raises TypeError for anything else,
    such as a message."""
    rows = json.loads(body)
    if not isinstance(rows, list | None):
        raise TypeError(f"a list was due, not {str(rows)[:100]}")
    return rows or []


def digest_of(row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def day_of(text: str) -> str | None:
    """`Jan 13, 2025` or an ISO time to the ISO date; None without a real one."""
    for form, part in (("%b %d, %Y", text), ("%Y-%m-%d", text[:10])):
        try:
            return datetime.strptime(part, form).date().isoformat()
        except ValueError:
            continue
    return None


def item_of(measure: Measure, category: int, period: str, source: str) -> Found:
    found = Found({})
    classification = [CATEGORIES[category]]
    # Signed or let pass by the Mayor, it is an act; a law only after Congress has had it.
    if category == 1 and measure.act_number and not measure.law_number:
        classification.append("act")
    found.item = {
        "kind": "bill",
        "source": source,
        "jurisdiction": source,
        "session": period,
        "identifier": measure.number,
        "title": measure.title,
        "classification": classification,
        "publisher_status": measure.status,
        "url": f"{SITE}/Legislation/{measure.number}",
        "other_identifiers": identifiers_for(measure, category),
        "actions": actions_for(measure, found),
        "versions": versions_for(measure),
    }
    return found


def identifiers_for(measure: Measure, category: int) -> list[dict[str, str]]:
    act = "act" if category == 1 else "resolution"
    numbers = ((measure.act_number, act), (measure.law_number, "law"))
    return [{"identifier": number, "note": note} for number, note in numbers if number]


def actions_for(measure: Measure, found: Found) -> list[dict[str, Any]]:
    """By day; of one day in the order of the list, whichever end of it is the older."""
    actions: list[dict[str, Any]] = []
    for event in measure.history:
        words, day = _OTHER.sub("", " ".join(event.words.split())), day_of(event.date)
        if not words or not day:
            found.left_out.append(f"action without a {'date' if words else 'name'}")
            continue
        classification = action_words.classify(PLACE, words)
        if classification is None:
            found.unknown_actions.append(words)
        actions.append(
            {
                "date": day,
                "description": words,
                "organization": _actor_of(words, classification or []),
                "classification": classification or [],
            }
        )
    if actions and actions[0]["date"] > actions[-1]["date"]:
        actions.reverse()
    return sorted(actions, key=lambda action: str(action["date"]))


def _actor_of(words: str, classification: list[str]) -> str:
    """`Signed with Act Number A26-0309` does not say by whom: by the Mayor."""
    by_mayor = {"executive-signature", "executive-veto"} & {*classification}
    return "executive" if by_mayor or "mayor" in words.lower() else "legislature"


def versions_for(measure: Measure) -> list[dict[str, Any]]:
    """Printings that the history links, oldest first, then the law as the Council publishes it."""
    versions: dict[str, dict[str, Any]] = {}
    for event in measure.history:
        url = urljoin(f"{SITE}/", event.url)
        names = (name for part, name in _PRINTINGS.items() if part in url.lower())
        if event.url and (note := next(names, "")):
            links = [{"url": url, "media_type": "application/pdf"}]
            versions.setdefault(url, _version(note, day_of(event.date), links))
    printings = sorted(versions.values(), key=lambda version: version["date"] or "")
    if law := _LAW.match(measure.law_number):
        number = f"{law[1]}-{law[2]}"
        links = [{"url": f"{_LAWS}/{number}", "media_type": "text/html"}]
        printings.append(_version(f"D.C. Law {number}", None, links))
    return printings


def _version(note: str, day: str | None, links: list[dict[str, str]]) -> dict[str, Any]:
    stage = stage_of(PLACE, note).word
    return {"note": note, "date": day, "classification": stage, "links": links}


def details_address(item: dict[str, Any]) -> str:
    return f"{API}/LegislationDetails/{quote(item['identifier'])}"


def details_in(body: bytes, fetch_id: str, found: Found) -> dict[str, Any]:
    """Raises ValueError for another shape or another measure."""
    details = Details.model_validate(json.loads(body))
    if details.number != found.item["identifier"]:
        raise ValueError(f"{details.number} where {found.item['identifier']} was due")
    return {
        "abstract": details.summary,
        "sponsorships": sponsorships_for(details, fetch_id),
        "documents": documents_for(details, fetch_id),
    }


def sponsorships_for(details: Details, fetch_id: str) -> list[dict[str, Any]]:
    introduced = [(member.name, True) for member in details.introducers]
    joined = [(member.name, False) for member in (*details.co_introducers, *details.cosponsors)]
    named: dict[str, dict[str, Any]] = {}
    for name, is_primary in (*introduced, *joined):
        sponsor = {
            "name": name,
            "classification": "primary" if is_primary else "cosponsor",
            "entity_type": "person",
            "is_primary": is_primary,
            "fetch_id": fetch_id,
        }
        named.setdefault(name, sponsor)
    if details.requester:
        requester = {"name": details.requester, "classification": "requester"}
        named.setdefault(details.requester, {**requester, "fetch_id": fetch_id})
    return [sponsor for name, sponsor in named.items() if name]


def documents_for(details: Details, fetch_id: str) -> list[dict[str, Any]]:
    papers = [
        *(("Hearing record", hearing.date, hearing.record) for hearing in details.hearings),
        *(("Committee print", markup.date, markup.print) for markup in details.markups),
        *(("Committee report", markup.date, markup.report) for markup in details.markups),
        *((paper.title or paper.type or "Paper", "", paper.url) for paper in details.papers),
    ]
    return [
        {
            "note": note,
            "date": day_of(day),
            "links": [{"url": urljoin(f"{SITE}/", url), "media_type": "application/pdf"}],
            "fetch_id": fetch_id,
        }
        for note, day, url in papers
        if url
    ]
