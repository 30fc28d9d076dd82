"""The folders and bill history files of ftp.legis.state.tx.us.

Source: https://capitol.texas.gov/billlookup/filedownloads.aspx, the Legislative Council's description.
A folder's listing has the day, time and size of each file. Below `bills/<session>/billhistory` stands
a folder for each kind of bill, in it one for each hundred numbers, in it a file for each bill.
"""

import re
from datetime import date
from typing import Any, NamedTuple

from scrapers import action_words
from scrapers.outcomes import Found
from scrapers.safe_xml import root_of
from scrapers.stages import date_in, stage_of

PLACE = "tx"
CHAMBERS = {"H": "lower", "S": "upper", "E": "executive", "J": "legislature"}
TYPES = {
    "B": "bill",
    "R": "resolution",
    "CR": "concurrent resolution",
    "JR": "joint resolution",
}
# "08-18-25  03:45PM       <DIR>          house_bills", "08-21-25  09:02AM                 5120 HB 208.xml"
_LINE = re.compile(r"^(\d\d-\d\d-\d\d(?:\d\d)?\s+\d\d:\d\d(?:[AP]M)?)\s+(<DIR>|\d+)\s+(\S.*?)\s*$")
# "226 Transfer complete."
_LAST = re.compile(r"^226\b")
# "89R", "892"
_SESSION = re.compile(r"^(\d{2,3})([R\d])$", re.IGNORECASE)
# "89(R) HB 1", "89(2) HCR 3", "HB 208"
_BILL = re.compile(r"\b([HS](?:B|R|CR|JR)) ?0*(\d+)$")
# "SB 30 by Huffman, Identical"
_COMPANION = re.compile(r"\b([HS](?:B|R|CR|JR)) ?(\d+) by\b")
# "http://capitol.texas.gov/tlodocs/892/billtext/html/HB00208I.HTM"
_WEB_TEXT = re.compile(
    r"^https?://capitol\.texas\.gov/tlodocs/(\w+)/billtext/(\w+)/(([HS][BRCJ]R?)(\d{5})\w*\.\w+)$",
    re.IGNORECASE,
)
_FOLDERS = {
    "B": "bills",
    "C": "concurrent_resolutions",
    "J": "joint_resolutions",
    "R": "resolutions",
}


class Entry(NamedTuple):
    """A line of a listing. said: day, time and size, which change when the file does."""

    name: str
    is_folder: bool
    said: str


class Session(NamedTuple):
    """folder: `89R`, `892`. name: what Open States calls it, `89`, `892`."""

    folder: str
    legislature: int
    name: str


def entries_in(listing: bytes) -> list[Entry]:
    """Raises ValueError for a line that is none of a listing, and for one that broke off."""
    lines = [line for line in listing.decode("utf-8", "replace").splitlines() if line.strip()]
    entries = []
    for line in lines:
        if match := _LINE.match(line):
            when, size, name = match.groups()
            entries.append(Entry(name, size == "<DIR>", f"{' '.join(when.split())} {size}"))
        elif not _LAST.match(line):
            raise ValueError(f"{line[:80]!r} is no line of a listing")
    return entries


def sessions_in(entries: list[Entry]) -> list[Session]:
    found = []
    for entry in entries:
        if entry.is_folder and (match := _SESSION.match(entry.name)):
            name = match[1] if match[2].upper() == "R" else entry.name
            found.append(Session(entry.name, int(match[1]), name))
    return found


def identifier_of(name: str) -> str:
    """From "89(R) HB 1". Raises ValueError for another name."""
    if not (match := _BILL.search(name)):
        raise ValueError(f"{name!r} is no bill")
    return f"{match[1]} {match[2]}"


def ftp_address_of(url: str, server: str) -> str:
    """Where the FTP server keeps the text that the web server has at `url`; empty for another address.

    `HB00208I.HTM` is in `house_bills/HB00200_HB00299`, the first folder begins with 00001.
    """
    if not (match := _WEB_TEXT.match(url)):
        return ""
    session, form, file, prefix, number = match.groups()
    chamber = "house" if prefix[0].upper() == "H" else "senate"
    first = int(number) // 100 * 100
    folder = (
        f"{chamber}_{_FOLDERS[prefix[1].upper()]}/{prefix}{first or 1:05}_{prefix}{first + 99:05}"
    )
    return f"{server}/bills/{session}/billtext/{form}/{folder}/{file}"


def history_in(body: bytes) -> Any:
    """The root of a bill history file. Raises ValueError for another answer."""
    return root_of(body, "billhistory")


def actions_for(history: Any, found: Found) -> list[dict[str, Any]]:
    """In the order of the file, which numbers a chamber's actions by itself."""
    actions = []
    for action in history.iterfind("actions/action"):
        day, description = _day(_text(action, "date")), _text(action, "description")
        if not day or not description:
            found.left_out.append(f"action without a {'name' if day else 'date'}")
            continue
        words = action_words.classify(PLACE, description)
        if words is None:
            found.unknown_actions.append(description)
        actions.append(
            {
                "date": day,
                "description": description,
                "organization": CHAMBERS.get(_text(action, "actionNumber")[:1], "legislature"),
                "classification": words or [],
            }
        )
    return sorted(actions, key=lambda action: str(action["date"]))


def _day(text: str) -> str:
    """`8/18/2025`; empty where there is none."""
    return date_in(text) or (date.fromisoformat(text[:10]).isoformat() if text[4:5] == "-" else "")


def sponsorships_for(history: Any) -> list[dict[str, Any]]:
    """Sponsors carry a bill through the chamber that it did not come from."""
    kinds = {
        "authors": "primary",
        "coauthors": "cosponsor",
        "sponsors": "primary",
        "cosponsors": "cosponsor",
    }
    return [
        {
            "name": name.strip(),
            "classification": kind,
            "entity_type": "person",
            "is_primary": kind == "primary",
        }
        for field, kind in kinds.items()
        for name in _text(history, field).split("|")
        if name.strip()
    ]


def subjects_for(history: Any) -> list[str]:
    said = (
        " ".join((subject.text or "").split()) for subject in history.iterfind("subjects/subject")
    )
    return [subject for subject in said if subject]


def versions_for(history: Any) -> list[dict[str, Any]]:
    """In the order of the file, oldest first; the file gives them no date."""
    versions = []
    for version in history.iterfind("billtext/docTypes/bill/versions/version"):
        note = _text(version, "versionDescription")
        stage = stage_of(PLACE, note)
        links = _links(version)
        versions.append({"note": note, "date": None, "classification": stage.word, "links": links})
    return versions


def papers_for(history: Any) -> list[dict[str, Any]]:
    kinds = (("analysis", "Analysis", "analysis"), ("fiscalNote", "Fiscal Note", "fiscal note"))
    return [
        {
            "note": f"{name} ({_text(version, 'versionDescription')})",
            "date": None,
            "classification": kind,
            "links": _links(version),
        }
        for element, name, kind in kinds
        for version in history.iterfind(f"billtext/docTypes/{element}/versions/version")
    ]


def _links(version: Any) -> list[dict[str, str]]:
    kinds = (("WebHTMLURL", "text/html"), ("WebPDFURL", "application/pdf"))
    links = ((_text(version, field), media_type) for field, media_type in kinds)
    return [{"url": url, "media_type": media_type} for url, media_type in links if url]


def related_for(history: Any, session: str) -> list[dict[str, str]]:
    companions = dict.fromkeys(_COMPANION.findall(_text(history, "companions")))
    return [
        {"identifier": f"{kind} {number}", "session": session, "relation": "companion"}
        for kind, number in companions
    ]


def _text(element: Any, field: str) -> str:
    return " ".join((element.findtext(field) or "").split())
