"""New Jersey Legislature, through its bill tracking database.

One zip a session holds every bill, action, sponsor, subject and the address of each printing; the
texts stand on the same server. The site's own JSON interface needs three requests a bill for the same.
Quirks: a new session's database appears some weeks after the session opens; numbers are given to bills
that are not yet introduced; texts are pages in the code page of Windows.
Usage: scrapy crawl us_nj [-a session=2024]
History: 2026-11-23 written.
"""

import json
from collections.abc import AsyncIterator

from pydantic import BaseModel
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from legislation.jurisdictions import jurisdiction, session
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.new_jersey import (
    Database,
    MainBill,
    Subject,
    actions_for,
    classification_for,
    laws_for,
    printings_for,
    related_for,
    sponsorships_for,
)

FILES = "https://pub.njleg.state.nj.us"


class Session(BaseModel):
    """A row of the site's list of sessions: {"display": "2026-2027 Session", "value": 2026}."""

    value: int


class NewJerseySpider(ReadsTexts):
    name = "us_nj"
    publisher = "https://www.njleg.state.nj.us"

    session: str = ""  # -a session=2024: any name of a session, the newest without one

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        if not self.session:
            yield self.ask(
                self.here(f"{self.publisher}/api/advancedSearch/sessions"),
                self.parse_sessions,
                "us_nj: list of sessions",
                is_list=True,
                errback=self.sessions_failed,
            )
        elif year := session(self.name, self.session).start_year:
            yield self.database_of(year)
        else:
            yield PutAside(
                "session", f"{self.session!r} is no session; write -a session=2024.", ends="misused"
            )

    def parse_sessions(self, response: Response) -> Output:
        years = [Session.model_validate(row).value for row in json.loads(response.body)]
        yield self.database_of(max(years))

    def sessions_failed(self, failure: Failure) -> Output:
        """The sessions that are known here will do; only the first days of a new one are missed."""
        yield SkipItem("list of sessions not answered, newest known one read")
        yield self.database_of(
            max(known.start_year or 0 for known in jurisdiction(self.name).sessions)
        )

    def database_of(self, year: int) -> Request:
        return self.ask(
            self.here(f"{FILES}/leg-databases/{year}data/DB{year}_TEXT.zip"),
            self.parse_database,
            f"us_nj: database of {year}",
            expects="zip",
            is_list=True,
            year=year,
        )

    def parse_database(self, response: Response, year: int) -> Output:
        database = Database(response.body)
        for row in database.malformed:
            yield PutAside(
                f"us_nj {year}: {row}",
                "The row names no bill; ask the publisher, or mend scrapers/platforms/new_jersey.py.",
                self.published(response.url),
            )
        for table, rows in database.orphans.items():
            yield from [SkipItem(f"row of {table} about no bill")] * rows
        for bill in database.bills():
            mark = Mark(bill, database.digest(bill), f"{year}-{year + 1}")
            if not self.run.has_read(mark):
                yield from self._bill(database, bill, mark, year, fetch_id_of(response))

    def _bill(self, database: Database, bill: str, mark: Mark, year: int, fetch_id: str) -> Output:
        page = f"{self.publisher}/bill-search/{year}/{bill}"
        try:
            found = self._found(database, bill, mark, year)
        except (ValueError, KeyError) as error:
            yield PutAside(
                f"us_nj {year} {bill}",
                f"Its rows cannot be read ({sentence_of(error)}); "
                "ask the publisher, or mend scrapers/platforms/new_jersey.py.",
                page,
            )
            return
        found.item |= {"url": page, "fetch_id": fetch_id}
        is_bare = not (
            found.item["actions"] or found.item["versions"] or found.item["sponsorships"]
        )
        if is_bare or not found.item["title"]:
            yield SkipItem("number without a bill yet", mark)
        else:
            yield from self.with_texts(found)

    def _found(self, database: Database, bill: str, mark: Mark, year: int) -> Found:
        main = MainBill.model_validate(database.of("MAINBILL", bill)[-1])
        found = Found({}, mark=mark)
        actions = actions_for(database, bill, found)
        versions, papers = printings_for(database, bill, f"{FILES}/Bills/{year}", main.introduced)
        subjects = [Subject.model_validate(row).key for row in database.of("BILLSUBJ", bill)]
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": mark.scope,
            "identifier": bill,
            "title": main.synopsis,
            "classification": [classification_for(bill)],
            "abstract": main.abstract,
            "subjects": list(filter(None, subjects)),
            "publisher_status": main.status,
            "other_identifiers": laws_for(actions),
            "related_bills": related_for(main, mark.scope, f"{year - 2}-{year - 1}"),
            "sponsorships": sponsorships_for(database, bill),
            "actions": actions,
            "versions": versions,
            "documents": papers,
        }
        return found
