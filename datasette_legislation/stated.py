"""What a machine read in each provision, in words: sums, dates, funds, bodies, the laws it changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from datasette_legislation import sql, words
from datasette_legislation.results import section_words

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

TABLES = ("amounts", "dates", "bodies", "citations")
# So many characters of a purpose or a duty; the provision has the rest.
LONGEST = 160
KINDS = {
    "fee": "Fee",
    "fee_cap": "Fee, at most",
    "fee_floor": "Fee, at least",
    "appropriation": "Appropriation",
    "effective": "Takes effect",
    "sunset": "Ends",
    "deadline": "Deadline",
}
CHANGES = {"amends": "Amends", "repeals": "Repeals", "adds": "Adds"}

Stated = dict[str, list[sql.Row]]


async def stated_in(datasette: Datasette, version_id: str) -> dict[str, Stated]:
    """By provision id and table, in printed order; every provision that states something is there."""
    found: dict[str, Stated] = {}
    for table in TABLES:
        for row in await sql.rows(datasette, f"version_{table}", version_id=version_id):
            if table == "bodies":
                row["appointed_by"] = json.loads(row["appointed_by"])
            of = found.setdefault(row["provision_id"], {name: [] for name in TABLES})
            of[table].append(row)
    return found


async def reader_of(datasette: Datasette, provisions: list[dict[str, Any]]) -> sql.Row | None:
    """Who read what the provisions state, with f1 and support where that was measured."""
    rows = (row for provision in provisions for table in TABLES for row in provision[table])
    if (first := next(rows, None)) is None:
        return None
    reader = {name: first[name] for name in ("method", "method_version")}
    return reader | (await sql.row(datasette, "extraction_accuracy", **reader) or {})


def lines(stated: Stated) -> list[tuple[str, list[str]]]:
    """(what, in words) for one provision: `("Amends", ["RCW 71.24.890"])`."""
    found: dict[str, list[str]] = {}
    for row in _sums(stated["amounts"]):
        _add(found, KINDS[row["kind"]], _joined(sum_words(row), _when(row), _money(row)))
    for row in stated["dates"]:
        _add(found, KINDS[row["kind"]], _joined(date_words(row), _duty(row)))
    for row in stated["bodies"]:
        if row["role"] == "fund":
            _add(found, "Fund", row["name"])
        elif row["role"] == "advisory_body":
            _add(found, "Advisory body", _joined(row["name"], _members(row)))
    for row in stated["citations"]:
        if row["kind"] in CHANGES:
            _add(found, CHANGES[row["kind"]], row["citation"])
    return list(found.items())


def figures(provisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the table of amounts and dates: what, figure, when, note, and the provision that says so."""
    rows = []
    for provision in provisions:
        said = [
            (row, sum_words(row), _when(row), _money(row)) for row in _sums(provision["amounts"])
        ]
        said += [(row, "", date_words(row), _duty(row)) for row in provision["dates"]]
        for row, figure, when, note in said:
            rows.append(
                {
                    "what": KINDS[row["kind"]],
                    "figure": figure,
                    "when": when,
                    "note": note,
                    "number": provision["number"],
                    "section": section_words(provision | {"heading": ""}),
                }
            )
    return rows


def changed_laws(provisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The laws that the text amends, repeals or adds: each once, with the first provision that does."""
    groups = []
    for kind, title in CHANGES.items():
        first: dict[str, int] = {}
        for provision in provisions:
            for row in provision["citations"]:
                if row["kind"] == kind:
                    first.setdefault(row["citation"], provision["number"])
        if first:
            groups.append({"title": title, "laws": list(first.items())})
    return groups


def sum_words(row: sql.Row) -> str:
    """`$0.40 per access line per month`, `2% of charges`, `such sums as are needed`."""
    if row["amount"] is None:
        return "such sums as are needed"
    unit, period = row["unit"].strip(), row["period"]
    if unit.startswith("percent"):
        figure, unit = f"{row['amount']:g}%", unit.removeprefix("percent").strip()
        shown = f"{figure} {unit}".strip()
    else:
        shown = words.cents(row["amount"], unit)
    # "per retail transaction per transaction" says it twice
    return f"{shown} per {period}" if period and period not in unit else shown


def date_words(row: sql.Row) -> str:
    """The day, or else the words that stand for one."""
    return words.day(row["date"]) if row["date"] else row["relative"]


def _sums(rows: list[sql.Row]) -> list[sql.Row]:
    """The amounts, those that differ in their fiscal year alone as one, with `years`."""
    merged: dict[tuple[Any, ...], sql.Row] = {}
    names = ("kind", "amount", "unit", "period", "from_date", "to_date", "source", "purpose")
    for row in rows:
        same = merged.setdefault(tuple(row[name] for name in names), row | {"years": []})
        if row["fiscal_year"] and row["fiscal_year"] not in same["years"]:
            same["years"].append(row["fiscal_year"])
    return list(merged.values())


def _when(row: sql.Row) -> str:
    """The days between which a fee holds, or the fiscal years of an appropriation."""
    since = f"from {words.day(row['from_date'])}" if row["from_date"] else ""
    until = f"to {words.day(row['to_date'])}" if row["to_date"] else ""
    years = row["years"]
    fiscal = f"fiscal {'year' if len(years) == 1 else 'years'} {', '.join(years)}" if years else ""
    return " ".join(part for part in (since, until, fiscal) if part)


def _money(row: sql.Row) -> str:
    """Where an appropriation comes from and what it is for."""
    source = f"from {row['source']}" if row["source"] else ""
    purpose = f"for {row['purpose']}" if row["purpose"] else ""
    return _cut(" ".join(part for part in (source, purpose) if part))


def _duty(row: sql.Row) -> str:
    return _cut(" ".join(part for part in (row["who"], row["what"]) if part))


def _members(row: sql.Row) -> str:
    return words.counted(row["members"], "member") if row["members"] is not None else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"


def _add(found: dict[str, list[str]], what: str, said: str) -> None:
    of = found.setdefault(what, [])
    if said and said not in of:
        of.append(said)
