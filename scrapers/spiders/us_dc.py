"""Council of the District of Columbia, through its Legislation Information Management System.

A council period is two lists, bills and resolutions, each answered whole with all histories; people and
papers are asked for of what is on topic. A bill that the Mayor signs is an act ("A26-0309") and, when
Congress has let thirty days pass, a law ("L26-0129"), whose text the Council publishes on a site of
its own; the printings before are PDF files, some of them scans.
Quirks: a list without rows is `null`; days read "Jan 13, 2025"; addresses are whole or begin at the
host. The documented interface wants a key, which the Council gives on registration; it stands in the
variable as the header wants it: DC_LIMS_KEY="Bearer …".
Usage: `scrapy crawl us_dc -a session=25`.
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation import jurisdictions
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_parts import Part, ReadsParts
from scrapers.bill_texts import Output
from scrapers.outcomes import PutAside
from scrapers.platforms.dc_council import (
    API,
    CATEGORIES,
    SITE,
    Measure,
    Period,
    details_address,
    details_in,
    digest_of,
    item_of,
    rows_in,
)
from scrapers.seen_fields import note_fields

# What the Council passes last becomes law in spring: the Mayor has ten days, Congress thirty of its own.
REVIEW = timedelta(days=150)


class CouncilOfTheDistrictSpider(ReadsParts):
    name = "us_dc"
    publisher = SITE
    token_variable = "DC_LIMS_KEY"  # noqa: S105  the variable's name
    token_header = "Authorization"  # noqa: S105
    token_page = "https://lims.dccouncil.gov/developerRegistration"  # noqa: S105
    needs_token = True
    parts = (Part("details", details_address, details_in),)

    session: str = ""  # -a session=25: a council period

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        period = jurisdictions.session(self.name, self.session).identifier if self.session else ""
        if not self.session:
            yield self.ask(
                self.here(f"{API}/CouncilPeriods"),
                self.parse_periods,
                f"{self.name}: council periods",
                is_list=True,
            )
        elif period.isdigit():
            for request in self.lists_of(period):
                yield request
        else:
            reason = f"{self.session!r} is no council period; write -a session=26."
            yield PutAside(f"session={self.session}", reason, ends="misused")

    def parse_periods(self, response: Response) -> Output:
        """The period that runs, and the one before while Congress has its last acts; the next one is
        listed before it begins."""
        today, since = self.run.started.date(), self.run.started.date() - REVIEW
        periods = [Period.model_validate(row) for row in rows_in(response.body)]
        due = [p for p in periods if p.start[:10] <= f"{today}" and p.end[:10] >= f"{since}"]
        if not due:
            raise LookupError("the list names no council period that runs")
        for period in due:
            yield from self.lists_of(str(period.id))

    def lists_of(self, period: str) -> list[Request]:
        return [
            self.ask(
                self.here(f"{API}/BulkData/{category}/{period}"),
                self.parse_measures,
                f"{self.name} {period}: list of {kind}s",
                is_list=True,
                form={},  # the interface wants a POST for its lists
                period=period,
                category=category,
            )
            for category, kind in CATEGORIES.items()
        ]

    def parse_measures(self, response: Response, period: str, category: int) -> Output:
        for row in rows_in(response.body):
            yield from self._measure(row, response, period, category)

    def _measure(self, row: Any, response: Response, period: str, category: int) -> Output:
        try:
            measure = Measure.model_validate(row)
        except ValidationError as error:
            number = row.get("legislationNumber") if isinstance(row, dict) else row
            yield PutAside(
                f"{self.name} {period}: {number}",
                f"The record of the list cannot be read ({sentence_of(error)}); ask the Council, or "
                "mend scrapers/platforms/dc_council.py.",
                self.published(response.url),
            )
            return
        note_fields(self.run.record, Measure, row.keys())
        mark = Mark(measure.number, digest_of(row), scope=f"{period}/{category}")
        if self.run.has_read(mark):
            return
        found = item_of(measure, category, period, self.name)
        found.item["fetch_id"] = fetch_id_of(response)
        found.mark = mark
        yield from self.with_texts(found)
