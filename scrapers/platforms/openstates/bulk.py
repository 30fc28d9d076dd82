"""The file of a session: a zip archive with one JSON list of bills, or with tables.

It may also stand unpacked in a folder, or a folder may hold several.
"""

import ast
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from legislation.jurisdictions import all_jurisdictions
from scrapers.already_read import digest
from scrapers.outcomes import File
from scrapers.platforms.openstates.json_list import values_in
from scrapers.saved_files import Row, SavedFile, archives_in, files_in, rows_in

# Tables by what follows "WA_2025-2026_" in their names → field of the bill; votes are left out.
_TABLES = {
    "bill_abstracts": "abstracts",
    "bill_actions": "actions",
    "bill_documents": "documents",
    "bill_identifiers": "other_identifiers",
    "bill_related_bills": "related_bills",
    "bill_sources": "sources",
    "bill_sponsorships": "sponsorships",
    "bill_titles": "other_titles",
    "bill_versions": "versions",
}
# Tables of links → the column that names the printing they belong to.
_LINKS = {"bill_document_links": "document_id", "bill_version_links": "version_id"}
# "bill_related_bills" ends in "bills", too: the longest name decides.
_NAMES = sorted(["bills", "organizations", *_TABLES, *_LINKS], key=len, reverse=True)
# First word of what chambers and governors are called; committees are called otherwise.
_ACTORS = {
    "house": "lower",
    "assembly": "lower",
    "senate": "upper",
    "legislature": "legislature",
    "council": "legislature",
    "governor": "executive",
    "executive": "executive",
}


@dataclass(frozen=True)
class Record:
    """A bill. row: in the shape of metadata.json. digest: changes when the bill does. file: what it
    was read from, None where that is a table. text: of the printing at text_url, if it is there."""

    row: Any
    name: str
    digest: str
    fetch_id: str
    file: File | None = None
    text: str = ""
    text_url: str = ""


def records_in(source: Path) -> Iterator[Record | File]:
    """The bills, one at a time; tables, which many bills share, before their bills.

    Raises BadZip, BadTable, BadList, and OSError.
    """
    with files_in(source, (".json", ".csv")) as files:
        tables: dict[str, dict[str, SavedFile]] = defaultdict(dict)
        for file in files:
            path = PurePosixPath(file.name)
            name = next((name for name in _NAMES if path.stem.endswith(name)), "")
            if path.suffix.lower() == ".json":
                yield from _of_list(file, source.name)
            elif name:
                tables[path.stem.removesuffix(name)][name] = file
        for by_name in tables.values():
            if "bills" in by_name:
                yield from _of_tables(by_name, source.name)
    for archive in archives_in(source):
        yield from records_in(archive)


def _address(form: str, source: str, part: str) -> str:
    """Where Open States keeps the file, and what part of it is meant."""
    return f"https://data.openstates.org/{form}/latest/{quote(source)}#{quote(part)}"


# --- the list ---


def _of_list(file: SavedFile, source: str) -> Iterator[Record]:
    with file.open() as stream:
        for number, (said, written) in enumerate(values_in(stream, file.name), 1):
            bill = said if isinstance(said, dict) else {}
            part = str(bill.get("id") or f"{file.name}, bill {number}")
            body = written.encode()
            kept = File(_address("json", source, part), "application/json", body)
            yield Record(
                _of_listed(said),
                part,
                hashlib.sha256(body).hexdigest()[:32],
                kept.fetch_id,
                kept,
                str(bill.get("raw_text") or ""),
                str(bill.get("raw_text_url") or ""),
            )


def _of_listed(said: Any) -> Any:
    if not isinstance(said, dict):
        return said
    actions = sorted(said.get("actions") or [], key=lambda action: action.get("order") or 0)
    return {
        **said,
        "jurisdiction": {"id": jurisdiction_id_of(said.get("jurisdiction_name"))},
        "actions": [
            {**action, "organization_id": actor_called(action.get("organization__name"))}
            for action in actions
        ],
        "sponsorships": said.get("sponsors") or [],
        "related_bills": [],  # named by Open States' own ids only
    }


# --- the tables ---


def _of_tables(by_name: dict[str, SavedFile], source: str) -> Iterator[Record | File]:
    bodies = {name: file.read() for name, file in by_name.items()}
    rows = {name: rows_in(body, by_name[name].name) for name, body in bodies.items()}
    for name, body in bodies.items():
        if name != "bills":
            yield File(_address("csv", source, by_name[name].name), "text/csv", body)
    bills = File(_address("csv", source, by_name["bills"].name), "text/csv", bodies["bills"])
    yield bills
    fetch_id = bills.fetch_id
    links = {name: _by(rows.get(name, []), column) for name, column in _LINKS.items()}
    actors = {row.get("id"): _actor_of(row) for row in rows.get("organizations", [])}
    parts = {field: _by(rows.get(name, []), "bill_id") for name, field in _TABLES.items()}
    for row in rows["bills"]:
        own = {field: by_bill.get(row.get("id", ""), []) for field, by_bill in parts.items()}
        said = _of_row(row, own, links, actors)
        yield Record(said, row.get("id", ""), digest(said), fetch_id)


def _of_row(
    row: Row,
    own: dict[str, list[Row]],
    links: dict[str, dict[str, list[Row]]],
    actors: dict[str | None, str],
) -> dict[str, Any]:
    def with_links(printings: list[Row], table: str) -> list[dict[str, Any]]:
        return [{**one, "links": links[table].get(one.get("id", ""), [])} for one in printings]

    actions = sorted(own["actions"], key=lambda action: int(action.get("order") or 0))
    return {
        **row,
        **own,
        "jurisdiction": {"id": jurisdiction_id_of(row.get("jurisdiction"))},
        "legislative_session": row.get("session_identifier"),
        "classification": _list_in(row.get("classification")),
        "subject": _list_in(row.get("subject")),
        "actions": [
            {
                **action,
                "classification": _list_in(action.get("classification")),
                "organization_id": actors.get(action.get("organization_id"), ""),
            }
            for action in actions
        ],
        "versions": with_links(own["versions"], "bill_version_links"),
        "documents": with_links(own["documents"], "bill_document_links"),
    }


def _by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.get(column, "")].append(row)
    return grouped


def _list_in(cell: str | None) -> Any:
    """ "['bill', 'resolution']", as Python writes a list; another cell stays as it is and is refused."""
    try:
        return ast.literal_eval(cell) if cell else []
    except (ValueError, SyntaxError):
        return cell


def _actor_of(organization: Row) -> str:
    word = organization.get("classification", "")
    return word if word not in ("", "committee") else organization.get("name", "")


# --- both ---


def actor_called(name: str | None) -> str:
    """ "House of Representatives" to "lower"; a committee keeps its name."""
    words = (name or "").split()
    return _ACTORS.get(words[0].lower(), name or "") if words else ""


@cache
def _ids() -> dict[str, str]:
    return {
        place.name: place.jurisdiction_id for place in all_jurisdictions() if not place.is_local
    }


def jurisdiction_id_of(name: Any) -> str:
    """Empty for a place that is not listed."""
    return _ids().get(name, "") if isinstance(name, str) else ""
