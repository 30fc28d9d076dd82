"""From knowledge entries to rows: the catalogue's laws as bills with curated claims, programs, toolkit.

A catalogue law is a bill like any other; what a person recorded about it is a claim with the method
``curated``. Entries were validated when they were crawled (``legislation.knowledge``).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from legislation import facts
from legislation.knowledge_rows.claim import METHOD
from legislation.knowledge_rows.fees import fee_rows
from legislation.knowledge_rows.laws import law_rows
from legislation.knowledge_rows.programs import highlight_rows, program_rows
from legislation.knowledge_rows.toolkit import area_rows, named_programs, unwritten_areas
from legislation.model import Bill, Identifier, KnowledgeEntry, RelatedBill

__all__ = ["METHOD", "bills_of", "rows_of"]

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
        yield from law_rows(law, laws[law.entry["id"]], run_ids[law.fetch_id])
    areas = [area.entry for area in _of_kind(entries, "area")]
    for area in areas:
        yield from area_rows(area)
    yield from unwritten_areas({area["key"] for area in areas})
    highlights = [entry.entry for entry in _of_kind(entries, "highlights")]
    featured = [program_id for entry in highlights for program_id in entry["featured"]]
    programs = [program.entry for program in _of_kind(entries, "program")]
    for program in programs:
        named_in = [area["key"] for area in areas if program["id"] in named_programs(area)]
        yield from program_rows(program, laws, featured, named_in)
    known = {program["id"] for program in programs}
    for entry in highlights:
        yield from highlight_rows(entry["schedule"], known)
    for fee in _of_kind(entries, "fee"):
        yield from fee_rows(fee, laws, run_ids[fee.fetch_id])
    yield from _corrections(_of_kind(entries, "correction"), laws)


def _corrections(corrections: Iterator[KnowledgeEntry], laws: Mapping[str, str]) -> Rows:
    for correction in corrections:
        entry = correction.entry
        bill_id = laws.get(entry["entry"]) if entry["kind"] == "law" else None
        kept = {name: entry[name] for name in ("kind", "was", "now")} | {"bill_id": bill_id}
        names = (("id", "correction_id"), ("date", "correction_date"), ("entry", "entry_id"))
        kept |= {column: entry[name] for name, column in names}
        yield "catalogue_corrections", kept | {"source_url": entry["source"]}
