"""The 988 fee ledger: what each charge costs, cost before and would cost, with where it stands in the law."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from datasette_legislation import fee_chart, sql, words
from datasette_legislation.feeds import ANYONE
from datasette_legislation.render import page

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# What the ledger asks of every charge, in a reader's words.
QUESTIONS = {
    "amount": "The rate",
    "cap": "A cap on the rate",
    "prepaid": "The rule for prepaid service",
    "set_by": "Who sets the rate",
    "fund": "The account",
    "reversion": "Whether balances lapse",
    "uses": "Permitted uses",
    "exemptions": "Exemptions",
    "collected": "Dollars collected",
}
_COLUMNS = (
    *("jurisdiction", "jurisdiction_name", "fee_id", "name", "mechanism", "state", "stage", "kind"),
    *("amount_usd", "percent", "unit", "from_date", "to_date", "bill_id", "identifier", "version"),
    *("section", "source_name", "source_url", "note", "method", "checked_date"),
)


async def fees_page(datasette: Datasette, request: Request) -> Response:
    fees = await ledger(datasette)
    today = datetime.now(UTC).date().isoformat()
    charged = [fee for fee in fees if fee["state"] in ("in_force", "enacted")]
    return await page(
        datasette,
        request,
        "fees.html",
        title="988 fee ledger",
        description="What US states charge on telephone lines to pay for 988: every amount over time, "
        "with the section of law where it stands.",
        charged=charged,
        proposed=[fee for fee in fees if fee["state"] not in ("in_force", "enacted")],
        chart=fee_chart.chart(charged, today),
        questions=QUESTIONS,
    )


async def ledger(datasette: Datasette) -> list[sql.Row]:
    """Charges with everything that is known of them; `now` are the figures in force today."""
    today = datetime.now(UTC).date().isoformat()
    parts = {
        name: _by_fee(await sql.rows(datasette, f"fee_{name}"))
        for name in ("figures", "clauses", "collections", "conflicts", "laws")
    }
    fees = []
    for fee in await sql.rows(datasette, "fees"):
        fee |= {name: rows[fee["fee_id"]] for name, rows in parts.items()}
        fee |= {name: json.loads(fee[name]) for name in ("missing", "links")}
        for conflict in fee["conflicts"]:
            conflict["claims"] = json.loads(conflict["claims"])
        for figure in fee["figures"]:
            figure["words"] = rate(figure)
        fee["now"] = [figure for figure in fee["figures"] if in_force(figure, today)]
        for kind in ("use", "exemption"):
            fee[f"{kind}s"] = [row for row in fee["clauses"] if row["kind"] == kind]
        fees.append(fee)
    return fees


async def charges_of(datasette: Datasette, place: str) -> list[sql.Row]:
    """Charges of one place; `shown` are the figures charged now, or else the last one that was told."""
    charges = [fee for fee in await ledger(datasette) if fee["jurisdiction"] == place]
    for charge in charges:
        charge["shown"] = charge["now"] or charge["figures"][-1:]
    return charges


def _by_fee(rows: list[sql.Row]) -> dict[str, list[sql.Row]]:
    found: dict[str, list[sql.Row]] = defaultdict(list)
    for row in rows:
        found[row["fee_id"]].append(row)
    return found


def in_force(figure: dict[str, Any], day: str) -> bool:
    """Whether the figure is charged on that day."""
    begins, ends = figure["from_date"], figure["to_date"]
    is_charged = figure["stage"] == "in_force" and (begins or "") <= day
    return is_charged and (ends is None or day <= ends)


def rate(figure: dict[str, Any]) -> str:
    """`12 cents per access line per month`, `2.5 % of the relay surcharge`."""
    if figure["percent"] is not None:
        return f"{figure['percent']:g} % of {figure['unit'].removeprefix('of ')}"
    return words.cents(figure["amount_usd"], figure["unit"])


async def fees_json(datasette: Datasette, request: Request) -> Response:
    """`{"fees": [...]}`: each charge with its figures, clauses, collections, conflicts and gaps."""
    fees = await ledger(datasette)
    for fee in fees:
        del fee["clauses"], fee["now"]
    return Response.json({"fees": fees}, headers=ANYONE)


async def fees_csv(datasette: Datasette, request: Request) -> Response:
    """One line a figure, the columns of the view `fee_ledger`."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, _COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(await sql.rows(datasette, "fee_figures"))
    headers = ANYONE | {"Content-Disposition": 'attachment; filename="fees.csv"'}
    return Response(lines.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")
