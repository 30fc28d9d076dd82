"""From the rows of one bill in California's public database to the parts of an item."""

from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from scrapers import action_words, safe_xml
from scrapers.outcomes import File, Found
from scrapers.platforms.capublic_tables import ANALYSIS, AUTHOR, HISTORY, VERSION, Record, Row
from scrapers.stages import stage_of

PLACE = "ca"
ARCHIVES = "https://downloads.leginfo.legislature.ca.gov"
_PAGES = "https://leginfo.legislature.ca.gov/faces"
_CAML = "{http://lc.ca.gov/legalservices/schemas/caml.1#}"
KINDS = {
    "AB": "bill",
    "SB": "bill",
    "ACA": "constitutional amendment",
    "SCA": "constitutional amendment",
    "ACR": "concurrent resolution",
    "SCR": "concurrent resolution",
    "AJR": "joint resolution",
    "SJR": "joint resolution",
    "HR": "resolution",
    "SR": "resolution",
}
# What a location begins with: a house, or the code of one of its committees ("CX08", "CS61").
_BODIES = {
    "Assembly": "lower",
    "CX": "lower",
    "Senate": "upper",
    "CS": "upper",
    "Governor": "executive",
}


class BillRow(BaseModel):
    """`BILL_TBL`; session_num is 0 in the regular session."""

    model_config = ConfigDict(frozen=True)

    bill_id: Annotated[str, Field(pattern=r"^\d{9}[A-Z]+\d+$")]
    session_year: Annotated[str, Field(pattern=r"^\d{8}$")]
    session_num: Annotated[str, Field(pattern=r"^\d+$")]
    measure_type: str
    measure_num: Annotated[str, Field(pattern=r"^\d+$")]
    measure_state: str
    chapter_year: str
    chapter_type: str
    chapter_num: str
    current_status: str

    @property
    def number(self) -> str:
        return f"{self.measure_type}{int(self.measure_num)}"

    @property
    def session(self) -> str:
        """`20252026`, and `20252026 Special Session 1` as Open States has it."""
        special = int(self.session_num)
        return self.session_year + (f" Special Session {special}" if special else "")


class Text(NamedTuple):
    """What a printing says of itself: its long title and the Legislative Counsel's digest."""

    title: str
    digest: str


def versions_of(record: Record) -> list[Row]:
    """Oldest first; the publisher counts them down from 99."""
    active = (row for row in record[VERSION.name] if row["active_flg"] != "N")
    return sorted(
        active,
        key=lambda row: (row["bill_version_action_date"][:10], -int(row["version_num"] or 0)),
    )


def read_text(body: bytes) -> Text:
    """Raises ValueError for what is no bill in the publisher's XML."""
    root = safe_xml.root_of(body, f"{_CAML}MeasureDoc")
    title = next((_words(element) for element in root.iter(f"{_CAML}Title")), "")
    digests = [
        _words(paragraph)
        for digest in root.iter(f"{_CAML}DigestText")
        for paragraph in digest.iter("{*}p")
    ]
    return Text(title, "\n\n".join(filter(None, digests)))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def item_of(bill: BillRow, record: Record, texts: dict[str, bytes], source: str) -> Found:
    """texts: by version id, those at hand."""
    found = Found({})
    versions = versions_of(record)
    newest = versions[-1] if versions else None
    text = Text("", "")
    if newest and (body := texts.get(newest["bill_version_id"])):
        try:
            text = read_text(body)
        except ValueError:
            found.left_out.append("title and digest of a text that is no XML of a bill")
    subject = newest["subject"] if newest else ""
    found.item = {
        "kind": "bill",
        "source": source,
        "jurisdiction": source,
        "session": bill.session,
        "identifier": bill.number,
        "title": subject or text.title or bill.number,
        "classification": [KINDS[bill.measure_type]],
        "abstract": text.digest,
        "publisher_status": bill.current_status or bill.measure_state,
        "url": f"{_PAGES}/billNavClient.xhtml?bill_id={bill.bill_id}",
        "other_titles": [text.title] if subject and text.title else [],
        "other_identifiers": identifiers_for(bill),
        "sponsorships": sponsorships_for(record, newest),
        "actions": actions_for(bill, record, found),
        "versions": [version_of(bill, version, texts, found) for version in versions],
        "documents": documents_for(bill, record),
    }
    return found


def identifiers_for(bill: BillRow) -> list[dict[str, str]]:
    """Resolutions have chapters of their own, counted apart."""
    if not bill.chapter_num.strip("0"):
        return []
    kind = "Res. Chapter" if bill.chapter_type.upper().startswith("R") else "Chapter"
    name = f"{kind} {int(bill.chapter_num)}, Statutes of {bill.chapter_year}"
    return [{"identifier": name, "note": "chapter"}]


def sponsorships_for(record: Record, newest: Row | None) -> list[dict[str, Any]]:
    """Authors of the newest printing, those who lead first."""
    authors = [
        row
        for row in record[AUTHOR.name]
        if newest
        and row["bill_version_id"] == newest["bill_version_id"]
        and row["active_flg"] != "N"
        and row["name"]
    ]
    authors.sort(
        key=lambda row: (row["primary_author_flg"] != "Y", row["contribution"] != "LEAD_AUTHOR")
    )
    named: dict[str, dict[str, Any]] = {}
    for row in authors:
        leads = row["contribution"] == "LEAD_AUTHOR"
        sponsor = {
            "name": row["name"],
            "classification": "author" if leads else "cosponsor",
            "entity_type": "organization" if "COMMITTEE" in row["type"].upper() else "person",
            "is_primary": row["primary_author_flg"] == "Y",
        }
        named.setdefault(row["name"], sponsor)
    return list(named.values())


def actions_for(bill: BillRow, record: Record, found: Found) -> list[dict[str, Any]]:
    """By day, then in the order in which they were entered."""
    actions = []
    for row in sorted(record[HISTORY.name], key=_entered):
        words = " ".join(row["action"].split())
        if not words or not row["action_date"]:
            found.left_out.append(f"action without a {'date' if words else 'name'}")
            continue
        classification = action_words.classify(PLACE, words)
        if classification is None:
            found.unknown_actions.append(words)
        actions.append(
            {
                "date": row["action_date"][:10],
                "description": words,
                "organization": body_of(row["primary_location"], bill.measure_type),
                "classification": classification or [],
            }
        )
    return actions


def _entered(row: Row) -> tuple[str, int, str]:
    number = row["bill_history_id"]
    return row["action_date"][:10], int(number) if number.isdigit() else 0, number


def body_of(location: str, measure_type: str) -> str:
    """Who acted; without a location, the house in which the measure began."""
    if not location:
        return "upper" if measure_type.startswith("S") else "lower"
    return next(
        (body for name, body in _BODIES.items() if location.startswith(name)), "legislature"
    )


def version_of(
    bill: BillRow, version: Row, texts: dict[str, bytes], found: Found
) -> dict[str, Any]:
    day, version_id = version["bill_version_action_date"][:10], version["bill_version_id"]
    year, month, of_month = day.split("-")
    note = f"{month}/{of_month}/{year[2:]} - {version['bill_version_action']}"  # as its site has it
    links = []
    if body := texts.get(version_id):
        links.append(record_link(bill, version_id, "application/xml", body, found))
    else:
        found.left_out.append("version without text")
    pdf = f"{_PAGES}/billPdf.xhtml?bill_id={bill.bill_id}&version={version_id}"
    return {
        "note": note,
        "date": day,
        "classification": stage_of(PLACE, note).word,
        "links": [*links, {"url": pdf, "media_type": "application/pdf"}],
    }


def record_link(
    bill: BillRow, name: str, media_type: str, body: bytes, found: Found
) -> dict[str, str]:
    """A record cited by the archive of its session, whichever of the archives brought it."""
    file = File(f"{ARCHIVES}/pubinfo_{bill.session_year[:4]}.zip#{name}", media_type, body)
    found.files.append(file)
    return {"url": file.url, "media_type": media_type, "fetch_id": file.fetch_id}


def documents_for(bill: BillRow, record: Record) -> list[dict[str, Any]]:
    """Analyses by committees and for the floor; its site shows all of a bill on one page."""
    page = f"{_PAGES}/billAnalysisClient.xhtml?bill_id={bill.bill_id}"
    analyses = sorted(record[ANALYSIS.name], key=lambda row: row["analysis_date"])
    return [
        {
            "note": f"Analysis, {row['committee_name'] or row['analysis_type']}",
            "date": row["analysis_date"][:10] or None,
            "classification": "analysis",
            "links": [{"url": page, "media_type": "text/html"}],
        }
        for row in analyses
        if row["active_flg"] != "N"
    ]
