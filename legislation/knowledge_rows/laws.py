"""A law of the catalogue as rows: what a person recorded about a bill."""

from collections.abc import Iterator
from typing import Any

from legislation import facts
from legislation.knowledge_rows.claim import checked_date, claim_of
from legislation.model import KnowledgeEntry, Link

Row = dict[str, Any]
_LINE = ("class", "does", "section", "amount", "date", "agency", "reason")


def law_rows(law: KnowledgeEntry, bill_id: str, run_id: str) -> Iterator[tuple[str, Row]]:
    entry = law.entry
    claim = claim_of(law, run_id)
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
            **{name: entry.get(name) for name in ("last_action", "status_reason", "no_digest")},
            "open_questions": entry["open_questions"],
            "checked_date": checked_date(entry),
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
            "why": f"Read by a person: {entry.get('status_reason') or read}",
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
        "digest_lines": [{name: line.get(name) for name in _LINE} for line in entry["digest"]],
        "amounts": [_amount(amount) for amount in entry["amounts"]],
        "dates": [
            {name: date.get(name) for name in ("kind", "date", "section", "note")}
            | {"source_url": date.get("source")}
            for date in entry["dates"]
        ],
        "agencies": [{"role": role, "name": name} for role, key in roles for name in entry[key]],
    }


def _amount(amount: Row) -> Row:
    usd = amount.get("usd")
    if usd is None and amount.get("cents") is not None:
        usd = amount["cents"] / 100
    kept = ("kind", "unit", "from_date", "to_date", "section", "note")
    row = {name: amount.get(name) for name in kept}
    return row | {"amount_usd": usd, "source_url": amount.get("source")}
