"""The fee ledger, the changes and the corrections of the site's test database: invented, in our own words."""

from collections.abc import Callable
from typing import Any

CLAIM = {"method": "curated", "method_version": "2026-11-23", "score": 1.0, "run_id": "crawl-1"}
Add = Callable[..., None]


def add_ledger(add: Add) -> None:
    """`add(table, **columns)` writes one row."""
    common: dict[str, Any] = {"verified_what": "Sections 2 and 3", "checked_date": "2026-11-01"}
    add(
        "fees",
        fee_id="us_wa-line-fee",
        jurisdiction="us_wa",
        name="Lifeline fee",
        mechanism="surcharge",
        state="in_force",
        code_citation="Title 9",
        set_by="The council sets it each spring, within the cap.",
        set_by_section="2(1)",
        fund="Lifeline <i>account</i>",
        fund_section="3",
        reverts=0,
        reversion_section="3(2)",
        missing=[{"question": "collected", "reason": "No report names it."}],
        links=[
            {"kind": "official_text", "url": "https://leg.example.gov/title9"},
            {"kind": "source", "url": "javascript:alert(3)"},
        ],
        **common,
        **CLAIM,
    )
    add(
        "fees",
        fee_id="us_nj-line-fee",
        jurisdiction="us_nj",
        name="Proposed lifeline fee",
        mechanism="surcharge",
        state="proposed",
        **common,
        **CLAIM,
    )
    add("fee_laws", fee_id="us_wa-line-fee", bill_id="us_wa-2025-HB1")
    figures: tuple[tuple[str, str, float, str | None, str | None], ...] = (
        ("introduced", "fee", 0.3, None, None),
        ("in_force", "fee", 0.25, "2024-01-01", "2025-12-31"),
        ("in_force", "fee", 0.4, "2026-01-01", None),
        ("in_force", "prepaid_fee", 0.1, "2026-01-01", None),
        ("enacted", "fee_cap", 0.5, None, None),
    )
    for number, (stage, kind, amount, begins, ends) in enumerate(figures, 1):
        add(
            "fee_amounts",
            fee_id="us_wa-line-fee",
            number=number,
            stage=stage,
            kind=kind,
            amount_usd=amount,
            unit="prepaid transaction" if kind == "prepaid_fee" else "access line per month",
            from_date=begins,
            to_date=ends,
            bill_id="us_wa-2025-HB1",
            version="chapter law",
            section="2",
            source_url="https://leg.example.gov/hb1",
            source_name="Chapter 1",
        )
    add(
        "fee_amounts",
        fee_id="us_nj-line-fee",
        number=1,
        stage="introduced",
        kind="fee",
        percent=2.5,
        unit="of the relay charge",
        bill_id="us_nj-2024-A10",
        section="1",
        source_url="https://leg.example.gov/a10",
        source_name="As introduced",
    )
    for kind, does in (("use", "Pays for teams."), ("exemption", "Lines of towns do not pay.")):
        add("fee_clauses", fee_id="us_wa-line-fee", kind=kind, number=1, does=does, section="3(1)")
    add(
        "fee_collections",
        fee_id="us_wa-line-fee",
        number=1,
        year="FY 2025",
        amount_usd=1234567.0,
        source_url="https://example.org/yield",
        source_name="Yield report",
    )
    add(
        "fee_conflicts",
        fee_id="us_wa-line-fee",
        number=1,
        about="first rate",
        claims=[
            {"says": "25 cents", "source": "https://example.org/a", "source_name": "The act"},
            {"says": "30 cents", "source": "https://example.org/b", "source_name": "A paper"},
        ],
        we_follow="The act, since the paper read the bill as introduced.",
    )


def add_changes(add: Add) -> None:
    """Week 2026-W47: two bills with the same words come to be known; the one of them is reprinted later."""
    run = {"source": "govbot", "run_id": "crawl-govbot"}
    for bill_id in ("us_nj-2024-A10", "us_ny_new_york-2024-INT5"):
        add(
            "changes",
            bill_id=bill_id,
            field="bill",
            new='"listed"',
            changed_at="2026-11-18T05:00:00+00:00",
            **run,
        )
    add(
        "changes",
        bill_id="us_nj-2024-A10",
        field="title",
        old='"Calls"',
        new='"Crisis calls"',
        changed_at="2026-11-24T05:00:00+00:00",
        **(run | {"run_id": "crawl-govbot-2"}),
    )
    # an action has a date of its own, and is told in that week
    add(
        "changes",
        bill_id="us_nj-2024-A10",
        field="actions",
        new='[{"date": "2024-03-01", "description": "Introduced <b>twice</b>."}]',
        changed_at="2026-11-24T05:00:00+00:00",
        **(run | {"run_id": "crawl-govbot-2"}),
    )
    add(
        "catalogue_corrections",
        correction_id="2026-11-19-wa-hb1",
        correction_date="2026-11-19",
        kind="law",
        entry_id="wa-hb1",
        bill_id="us_wa-2025-HB1",
        was="a fee of 30 cents",
        now="a fee of 40 cents",
        source_url="https://leg.example.gov/hb1",
    )
