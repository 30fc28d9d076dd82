"""The four columns that every claim carries, for what a person read and recorded."""

from typing import Any

from legislation.model import KnowledgeEntry

METHOD = "curated"
Row = dict[str, Any]


def claim_of(entry: KnowledgeEntry, run_id: str) -> Row:
    """A curated claim dates from the compilation of its file."""
    return {
        "method": METHOD,
        "method_version": entry.entry["as_of"],
        "score": 1.0 if entry.entry.get("verified", True) else 0.5,
        "run_id": run_id,
    }


def checked_date(entry: Row) -> str:
    """When a person last went over the entry."""
    return entry.get("checked") or entry["as_of"]
