"""The 988 fee ledger as rows: a charge, its figures over time, its clauses, its yield."""

from collections.abc import Iterator, Mapping
from typing import Any

from legislation.knowledge_rows.claim import checked_date, claim_of
from legislation.model import KnowledgeEntry

Row = dict[str, Any]
_LISTS = ("amounts", "uses", "exemptions", "collected", "conflicts")


def fee_rows(
    fee: KnowledgeEntry, laws: Mapping[str, str], run_id: str
) -> Iterator[tuple[str, Row]]:
    """`laws`: catalogue key → bill id."""
    entry = fee.entry
    place = {"fee_id": entry["id"]}
    yield "fees", place | _fee(entry) | claim_of(fee, run_id)
    for bill_id in dict.fromkeys(laws[law] for law in entry["law_ids"] if law in laws):
        yield "fee_laws", place | {"bill_id": bill_id}
    amounts, uses, exemptions, collected, conflicts = (
        list(enumerate(entry[name], 1)) for name in _LISTS
    )
    for number, amount in amounts:
        yield "fee_amounts", place | {"number": number} | _amount(amount, laws)
    for kind, clauses in (("use", uses), ("exemption", exemptions)):
        for number, clause in clauses:
            yield "fee_clauses", place | {"kind": kind, "number": number} | clause
    for number, year in collected:
        row = {name: year.get(name) for name in ("year", "source_name", "note")}
        row |= {"amount_usd": year["usd"], "source_url": year["source"]}
        yield "fee_collections", place | {"number": number} | row
    for number, conflict in conflicts:
        yield "fee_conflicts", place | {"number": number} | conflict


def _fee(entry: Row) -> Row:
    kept = ("jurisdiction", "name", "mechanism", "state", "code_citation", "verified_what", "note")
    fund = entry.get("fund") or {}
    row = {name: entry.get(name) for name in (*kept, "missing", "links")}
    for name in ("set_by", "prepaid"):
        clause = entry.get(name) or {}
        row |= {name: clause.get("does"), f"{name}_section": clause.get("section")}
    return row | {
        "fund": fund.get("name"),
        "fund_section": fund.get("section"),
        "reverts": None if fund.get("reverts") is None else int(fund["reverts"]),
        "reversion_section": fund.get("reversion_section"),
        "checked_date": checked_date(entry),
    }


def _amount(amount: Row, laws: Mapping[str, str]) -> Row:
    kept = ("stage", "kind", "percent", "unit", "from_date", "to_date", "version", "section")
    cents = amount.get("cents")
    return {name: amount.get(name) for name in (*kept, "source_name", "note")} | {
        "amount_usd": None if cents is None else cents / 100,
        "source_url": amount["source"],
        "bill_id": laws.get(amount.get("law_id") or ""),
    }
