"""Accuracy of extracted values against those that people read in the same passages.

Files are JSON Lines: passages `{"id", "text"}`, facts `{"id", "fee_amounts", "appropriations",
"effective_dates", "deadlines"}`; a passage without a row of facts states none of them. A value is
right when all that is compared agrees: amount, period and kind of a fee, amount and fiscal year of
an appropriation, the day of a date.
"""

from collections import Counter
from pathlib import Path
from typing import Any

from enrich import extract
from enrich.evaluate import Report, score_of
from legislation import jsonlines

COMPARED = {
    "fee_amounts": ("amount", "period", "kind"),
    "appropriations": ("amount", "fiscal_year"),
    "effective_dates": (),
    "deadlines": (),
}


def evaluate(passages: Path, facts: Path, within: Path) -> Report:
    """Extracts from the passages of `within` (those that were read for facts) and scores the values."""
    read = {row["id"] for row in jsonlines.read(within)}
    stated = {row["id"]: row for row in jsonlines.read(facts)}
    right, found, true = Counter[str](), Counter[str](), Counter[str]()
    items = 0
    for row in jsonlines.read(passages):
        if row["id"] not in read:
            continue
        items += 1
        extracted = extract.extract(row["text"]).as_row()
        for kind in COMPARED:
            wanted = _values(kind, stated.get(row["id"], {}))
            given = _values(kind, extracted)
            right[kind] += (wanted & given).total()
            true[kind] += wanted.total()
            found[kind] += given.total()
    return {
        "task": "extraction",
        "items": items,
        "method": extract.METHOD,
        "method_version": extract.METHOD_VERSION,
        "scores": [
            {"name": kind, **score_of(right[kind], found[kind], true[kind])} for kind in COMPARED
        ],
        "micro": score_of(right.total(), found.total(), true.total()),
    }


def _values(kind: str, row: dict[str, Any]) -> Counter[Any]:
    """The values of a kind, each as what is compared of it."""
    names = COMPARED[kind]
    return Counter(
        tuple(value[name] for name in names) if names else value for value in row.get(kind, ())
    )
