"""From knowledge entries to rows: the catalogue's laws as bills with curated claims, programs, toolkit.

A catalogue law is a bill like any other; what a person recorded about it is a claim with the method
``curated``. Entries were validated when they were crawled (``legislation.knowledge``).
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from legislation import codebook, facts
from legislation.model import Bill, Identifier, KnowledgeEntry, Link, RelatedBill

METHOD = "curated"
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]


def _of_kind(entries: Sequence[KnowledgeEntry], kind: str) -> Iterator[KnowledgeEntry]:
    return (entry for entry in entries if entry.kind == kind)


def _bill(law: KnowledgeEntry) -> Bill:
    entry = law.entry
    official = [link["url"] for link in entry["links"] if link["kind"].startswith("official")]
    companion = entry.get("companion")
    return Bill(
        source=law.source,
        jurisdiction=entry["jurisdiction"],
        session=entry["session"],
        identifier=entry["identifier"],
        title=entry["title"],
        classification=[entry["classification"]],
        publisher_status=entry.get("last_action") or "",
        url=official[0] if official else "",
        other_identifiers=[
            Identifier(identifier=entry[name], note=note)
            for name, note in (("printed_as", "as printed"), ("enacted_as", "enacted as"))
            if entry.get(name)
        ],
        related_bills=[RelatedBill(identifier=companion, relation="companion")]
        if companion
        else [],
        fetch_id=law.fetch_id,
    )


def bills_of(entries: Sequence[KnowledgeEntry]) -> dict[str, tuple[str, Bill]]:
    """Catalogue key of each law → its bill id and the law as a bill item.

    An instrument whose number was not found has its catalogue key in the id.
    """
    bills = {}
    for law in _of_kind(entries, "law"):
        bill = named = _bill(law)
        if not law.entry["number_known"]:
            named = bill.model_copy(update={"identifier": law.entry["id"]})
        bills[law.entry["id"]] = facts.bill_id_of(named), bill
    return bills


def rows_of(
    entries: Sequence[KnowledgeEntry],
    bills: Mapping[str, tuple[str, Bill]],
    run_ids: Mapping[str, str],
) -> Rows:
    """Every other row that the knowledge gives, as (table, row).

    ``bills`` is what ``bills_of`` gave. ``run_ids`` gives the run of each fetch: a curated claim
    came with the run that read its file.
    """
    laws = {key: bill_id for key, (bill_id, _) in bills.items()}
    for law in _of_kind(entries, "law"):
        yield from _law(law, laws[law.entry["id"]], run_ids[law.fetch_id])
    areas = [area.entry for area in _of_kind(entries, "area")]
    for area in areas:
        yield from _area(area)
    yield from _unwritten_areas({area["key"] for area in areas})
    highlights = [
        name for entry in _of_kind(entries, "highlights") for name in entry.entry["featured"]
    ]
    for program in _of_kind(entries, "program"):
        yield from _program(program.entry, laws, highlights)


def _claim(law: KnowledgeEntry, run_id: str) -> Row:
    """A curated claim dates from the compilation of its file."""
    return {
        "method": METHOD,
        "method_version": law.entry["as_of"],
        "score": 1.0 if law.entry["verified"] else 0.5,
        "run_id": run_id,
    }


def _law(law: KnowledgeEntry, bill_id: str, run_id: str) -> Rows:
    entry = law.entry
    claim = _claim(law, run_id)
    read = entry["verified_what"] if entry["verified"] else "Not verified."
    yield (
        "catalogue_entries",
        {
            "entry_id": entry["id"],
            "bill_id": bill_id,
            **{
                name: entry.get(name)
                for name in ("printed_as", "sponsor", "companion", "enacted_as", "code_citation")
            },
            "last_action": entry.get("last_action"),
            "is_number_known": int(entry["number_known"]),
            "is_verified": int(entry["verified"]),
            "verified_what": entry["verified_what"],
            "unverified_fields": entry["unverified_fields"],
            "other_topics": entry["other_topics"],
            "note": entry.get("note"),
            **claim,
        },
    )
    yield (
        "relevance",
        {
            "bill_id": bill_id,
            "is_relevant": 1,
            "why": [f"In the catalogue as {entry['id']}."],
            "input_sha256": law.fetch_id,
            **claim,
        },
    )
    yield (
        "statuses",
        {
            "bill_id": bill_id,
            "status": entry["status"],
            "status_date": entry.get("status_date"),
            "is_session_over": int(entry["session_over"]),
            "why": f"Read by a person: {read}",
            **claim,
        },
    )
    for link in entry["links"]:
        yield "links", facts.link_row(bill_id, Link(url=link["url"]), link["kind"])
    for table, rows in _claims(entry).items():
        for number, row in enumerate(rows, 1):
            place = {"entry_id": entry["id"], "number": number, "bill_id": bill_id}
            yield table, {**place, **row, **claim}


def _claims(entry: Row) -> dict[str, list[Row]]:
    roles = (("agency", "agencies"), ("fund", "funds"), ("advisory_body", "advisory_bodies"))
    return {
        "digest_lines": [
            {name: line.get(name) for name in ("class", "does", "section", "reason")}
            for line in entry["digest"]
        ],
        "amounts": [_amount(amount) for amount in entry["amounts"]],
        "dates": [
            {name: date.get(name) for name in ("kind", "date", "note")} for date in entry["dates"]
        ],
        "agencies": [{"role": role, "name": name} for role, key in roles for name in entry[key]],
    }


def _amount(amount: Row) -> Row:
    usd = amount.get("usd")
    if usd is None and amount.get("cents") is not None:
        usd = amount["cents"] / 100
    kept = ("kind", "unit", "from_date", "to_date", "note")
    return {"amount_usd": usd, **{name: amount.get(name) for name in kept}}


def _area(area: Row) -> Rows:
    kept = ("slug", "number", "title", "snapshot", "basis", "sources")
    yield "areas", {"area": area["key"], **{name: area[name] for name in kept}}
    for table, names in (
        ("considerations", ("title", "text")),
        ("resources", ("title", "publisher", "year", "kind", "url")),
    ):
        for number, part in enumerate(area[table], 1):
            row = {name: part.get(name) for name in names}
            yield table, {"area": area["key"], "number": number, **row}
    yield from _strategies(area)


def _unwritten_areas(written: Set[str]) -> Rows:
    """Areas whose file was put aside: classes and programs still belong to them."""
    for number, (key, title) in enumerate(codebook.areas().items(), 1):
        if key not in written:
            yield (
                "areas",
                {
                    "area": key,
                    "slug": key,
                    "number": number,
                    "title": title,
                    "snapshot": "",
                    "basis": "",
                    "sources": [],
                },
            )


def _strategies(area: Row) -> Rows:
    for way in area["ways_to_advance"]:
        yield (
            "strategies",
            {
                "kind": "way",
                "number": way["number"],
                "key": None,
                "title": way["title"],
                "asks": "",
                "steps": way["steps"],
                "examples": [],
            },
        )
    for number, element in enumerate(area["key_elements"], 1):
        yield (
            "strategies",
            {
                "kind": "element",
                "number": number,
                "key": element["key"],
                "title": element["title"],
                "asks": element["asks"],
                "steps": [],
                "examples": element["law_ids"],
            },
        )


def _program(program: Row, laws: dict[str, str], highlights: Sequence[str]) -> Rows:
    featured = highlights.index(program["id"]) + 1 if program["id"] in highlights else None
    kept = (
        *("name", "jurisdiction", "response_type", "status", "status_as_of", "launched"),
        *("launched_note", "lead_agency", "dispatch_integration", "staffing", "hours", "funding"),
        *("call_volume", "verified_what", "sources", "note"),
    )
    yield (
        "programs",
        {
            "program_id": program["id"],
            **{name: program.get(name) for name in kept},
            "is_verified": int(program["verified"]),
            "highlight_number": featured,
        },
    )
    for area in program["issue_areas"]:
        yield "program_areas", {"program_id": program["id"], "area": area}
    # A law that was put aside for a fault of its own takes no program with it.
    for law in filter(laws.__contains__, program["linked_law_ids"]):
        yield "program_laws", {"program_id": program["id"], "bill_id": laws[law]}
