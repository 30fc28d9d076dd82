"""The weekly file of a session: a zip archive with a JSON file a bill, or with tables.

It may also stand unpacked in a folder, or a folder may hold several. Shapes: LegiScan's README in
each archive, and the captured files of Michigan's session of 2023.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from scrapers.already_read import digest
from scrapers.outcomes import File
from scrapers.platforms.legiscan.words import meaning
from scrapers.saved_files import Row, SavedFile, archives_in, files_in, rows_in

# Votes and persons stand beside the bills and are most of the files.
_NOT_BILLS = ("vote", "people")
_TABLES = ("bills", "history", "sponsors", "people", "documents")
# "https://legiscan.com/MI/bill/HB4001/2023"
_BILL_PAGE = re.compile(r"legiscan\.com/(?P<state>[A-Z]{2})/bill/[^/]+/(?P<year>\d{4})")
# "MI/2025-2026_103rd_Legislature/csv/bills.csv", "TX/2025-2025_1st_Special_Session/…"
_SESSION_FOLDER = re.compile(r"(?P<start>\d{4})-(?P<end>\d{4})_(?P<name>[^/]+)(?:/|$)")


@dataclass(frozen=True)
class Record:
    """A bill. payload: in the shape of getBill, None where the file is no JSON. name: of the file in
    the archive. files: its own, none where it stands in a table. fetch_ids: by part of the item, where
    that stood in another table.
    """

    payload: Any
    name: str
    fetch_id: str
    files: tuple[File, ...] = ()
    fetch_ids: dict[str, str] = field(default_factory=dict)


def records_in(source: Path | bytes) -> Iterator[Record | File]:
    """The bills of a weekly file, one at a time; tables, which many bills share, before their bills.

    Raises BadZip, BadTable, and OSError for a path.
    """
    with files_in(source, (".json", ".csv")) as files:
        tables: dict[str, dict[str, SavedFile]] = defaultdict(dict)
        for file in files:
            path = PurePosixPath(file.name)
            if path.suffix.lower() == ".csv":
                tables[str(path.parent)][path.stem] = file
            elif path.parent.name not in _NOT_BILLS and (record := _json_record(file)):
                yield record
        for folder, by_name in tables.items():
            if "bills" in by_name:
                yield from _table_records(folder, by_name)
    for archive in archives_in(source):
        yield from records_in(archive)


def _json_record(file: SavedFile) -> Record | None:
    """None for a file that holds no bill. One that is no JSON is a record without payload."""
    body = file.read()
    try:
        answer = json.loads(body)
    except ValueError:
        return _record_of(None, _file(file.name, body), file.name)
    if not isinstance(answer, dict) or "bill" not in answer:
        return None
    bill = answer["bill"]
    session = bill.get("session_id", "") if isinstance(bill, dict) else ""
    return _record_of(bill, _file(file.name, body, session), file.name)


def _record_of(payload: Any, file: File, name: str) -> Record:
    return Record(payload, name, file.fetch_id, (file,))


def _file(name: str, body: bytes, session: object = "") -> File:
    """Weekly files have one address a session; the member is named behind it."""
    media_type = "text/csv" if name.endswith(".csv") else "application/json"
    url = f"https://api.legiscan.com/?op=getDataset&id={session}#{quote(name)}"
    return File(url, media_type, body)


def _table_records(folder: str, by_name: dict[str, SavedFile]) -> Iterator[Record | File]:
    bodies = {name: by_name[name].read() for name in _TABLES if name in by_name}
    rows = {name: rows_in(body, by_name[name].name) for name, body in bodies.items()}
    bills = rows.pop("bills")
    people = {row.get("people_id"): row for row in rows.pop("people", [])}
    of_bill = {name: _by_bill(table) for name, table in rows.items()}
    session = bills[0].get("session_id", "") if bills else ""
    files = {name: _file(by_name[name].name, body, session) for name, body in bodies.items()}
    yield from files.values()
    parts = {"actions": "history", "sponsorships": "sponsors", "documents": "documents"}
    fetch_ids = {part: files[name].fetch_id for part, name in parts.items() if name in files}
    fetch_id = files["bills"].fetch_id
    for row in bills:
        own = {name: rows.get(row.get("bill_id", ""), []) for name, rows in of_bill.items()}
        payload = _as_bill(row, own, people, folder)
        yield Record(payload, by_name["bills"].name, fetch_id, (), fetch_ids)


def _by_bill(rows: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.get("bill_id", "")].append(row)
    return grouped


def _as_bill(
    row: Row, own: dict[str, list[Row]], people: dict[str | None, Row], folder: str
) -> dict[str, Any]:
    """A row of bills.csv and what the other tables say of the bill, in the shape of getBill."""
    page = _BILL_PAGE.search(row.get("url") or "")
    documents = own.get("documents", [])
    return {
        **row,
        "change_hash": digest(row, own),
        "state": page["state"] if page else "",
        "session": _session(row.get("session_id"), int(page["year"]) if page else 0, folder),
        "history": own.get("history", []),
        "sponsors": [
            _sponsor(people[link["people_id"]], link)
            for link in own.get("sponsors", [])
            if link.get("people_id") in people
        ],
        "texts": [_text(document) for document in documents if _kind(document) == "text"],
        "amendments": [
            _paper(document) for document in documents if _kind(document) == "amendment"
        ],
        "supplements": [
            _paper(document) for document in documents if _kind(document) == "supplement"
        ],
    }


def _session(session_id: str | None, year: int, folder: str) -> dict[str, Any]:
    """The tables name no session: its folder does, and the page of a bill its first year."""
    named = _SESSION_FOLDER.search(folder)
    name = named["name"].replace("_", " ") if named else ""
    start = int(named["start"]) if named else year
    is_special = "special" in name.lower() or "extraordinary" in name.lower()
    return {
        "session_id": session_id,
        "year_start": start,
        "year_end": int(named["end"]) if named else start,
        "special": is_special,
        "session_name": name,
        "session_title": name,
    }


def _sponsor(person: Row, link: Row) -> dict[str, Any]:
    return {
        "name": person.get("name"),
        "sponsor_order": link.get("position"),
        "committee_sponsor": person.get("committee_id", "0") not in ("", "0"),
    }


def _kind(document: Row) -> str:
    return (document.get("document_type") or "").lower()


def _text(document: Row) -> dict[str, Any]:
    name = document.get("document_desc") or ""
    return {
        "doc_id": document.get("document_id"),
        "type": name,
        "type_id": meaning("text_names").get(name.lower(), 0),
        "mime": document.get("document_mime"),
        "text_size": document.get("document_size"),
        "url": document.get("url"),
        "state_link": document.get("state_link"),
    }


def _paper(document: Row) -> dict[str, Any]:
    name = document.get("document_desc") or ""
    return {
        "title": name,
        "type_id": meaning("supplement_names").get(name.lower(), 0),
        "mime": document.get("document_mime"),
        "url": document.get("url"),
        "state_link": document.get("state_link"),
    }
