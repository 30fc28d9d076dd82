"""Washington State Legislature, through its web services and its document server.

Three lists name a biennium's legislation with its titles and where each version stands, and every
printing: a bill of which they say nothing new costs no request. A bill that is kept takes three more:
sponsors, history, papers. Bills that are filed before a session are in a list of their own.
Quirks: every substitute and engrossment is listed as legislation of its own ("E2SHB 1218"); numbers
are given once a biennium; a substitute's sponsor is the committee, so sponsors are the original
bill's; the history does not say which chamber acted; a failure is status 500 with a sentence.
Usage: scrapy crawl us_wa [-a session=2023-24]
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation.jurisdictions import session
from scrapers.already_read import Mark, digest
from scrapers.archiving import fetch_id_of
from scrapers.bill_parts import Part, ReadsParts
from scrapers.bill_texts import Output
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.washington import (
    KINDS,
    SERVICES,
    history_address,
    history_in,
    papers_address,
    papers_in,
    related_for,
    sponsors_address,
    sponsors_in,
    titles_of,
    versions_for,
)
from scrapers.platforms.washington_rows import Document, Legislation, Row, array_in
from scrapers.seen_fields import note_fields

# Seconds: a list is some 6 MB that the service gathers while we wait.
LIST_TIMEOUT = 300
# Rows of the lists by what their bill is called.
Bills = dict[str, list[Row]]


class WashingtonSpider(ReadsParts):
    name = "us_wa"
    publisher = SERVICES
    parts = (
        Part("sponsors", sponsors_address, sponsors_in),
        Part("history", history_address, history_in),
        Part("papers", papers_address, papers_in),
    )
    parts_are = "xml"

    session: str = ""  # -a session=2023-24: any name of a biennium, the present one without

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        year = (
            session(self.name, self.session).start_year if self.session else self.run.started.year
        )
        if year is None:
            reason = f"{self.session!r} is no biennium; write -a session=2023-24."
            yield PutAside(f"session={self.session}", reason, ends="misused")
            return
        year -= (year + 1) % 2  # a biennium begins in an odd year
        yield self.list_of(
            "LegislationService.asmx/GetLegislationIntroducedSince",
            {"sinceDate": f"{year}-01-01"},
            self.parse_introduced,
            biennium=f"{year}-{(year + 1) % 100:02}",
        )

    def list_of(
        self, operation: str, query: dict[str, str], callback: Any, **cb_kwargs: Any
    ) -> Request:
        asked = self.ask(
            self.here(f"{SERVICES}/{operation}" + (f"?{urlencode(query)}" if query else "")),
            callback,
            f"us_wa: {operation.partition('/')[2]}",
            expects="xml",
            is_list=True,
            **cb_kwargs,
        )
        asked.meta["download_timeout"] = LIST_TIMEOUT
        return asked

    def array_in(self, response: Response, member: str) -> list[Row]:
        """Raises PutAside for an answer that is an error in disguise."""
        try:
            return array_in(response.body, member)
        except ValueError as error:
            raise PutAside(
                response.meta["subject"],
                f"The service answered {error}; run `scrapy crawl us_wa` again later.",
                self.published(response.url),
                ends="failed",
            ) from error

    def parse_introduced(self, response: Response, biennium: str) -> Output:
        bills: Bills = {}
        yield from self._gather(response, biennium, bills)
        yield self.list_of(
            "LegislationService.asmx/GetPrefiledLegislation",
            {},
            self.parse_prefiled,
            biennium=biennium,
            bills=bills,
        )

    def parse_prefiled(self, response: Response, biennium: str, bills: Bills) -> Output:
        yield from self._gather(response, biennium, bills)
        yield self.list_of(
            "LegislativeDocumentService.asmx/GetAllDocumentsByClass",
            {"biennium": biennium, "documentClass": "Bills"},
            self.parse_documents,
            biennium=biennium,
            bills=bills,
        )

    def _gather(
        self, response: Response, biennium: str, bills: Bills
    ) -> Iterable[SkipItem | PutAside]:
        """Adds to `bills` what the answer says of the biennium; later ones stand in it, too."""
        fetch_id = fetch_id_of(response)
        for row in self.array_in(response, "Legislation"):
            note_fields(self.run.record, Legislation, row.keys())
            try:
                version = Legislation.model_validate(row)
            except ValidationError as error:
                yield self._unreadable(row.get("BillId"), error, response)
                continue
            if version.biennium != biennium:
                yield SkipItem("of another biennium")
            else:
                versions = bills.setdefault(version.identifier, [])
                if version.bill not in [known["BillId"].strip() for known in versions]:
                    versions.append(row | {"fetch_id": fetch_id})

    def _unreadable(self, what: Any, error: ValidationError, response: Response) -> PutAside:
        return unreadable_row(
            f"us_wa: {what or 'row without a name'}",
            error,
            "scrapers/platforms/washington.py",
            self.published(response.url),
        )

    def parse_documents(self, response: Response, biennium: str, bills: Bills) -> Output:
        printings: dict[str, list[Row]] = {}
        for row in self.array_in(response, "LegislativeDocument"):
            note_fields(self.run.record, Document, row.keys())
            try:
                document = Document.model_validate(row)
            except ValidationError as error:
                yield self._unreadable(row.get("BillId"), error, response)
                continue
            printings.setdefault(document.number, []).append(row)
        for identifier, rows in bills.items():
            yield from self._bill(identifier, rows, printings, biennium)

    def _bill(
        self, identifier: str, rows: list[Row], printings: dict[str, list[Row]], biennium: str
    ) -> Output:
        versions = sorted(
            (Legislation.model_validate(row) for row in rows),
            key=lambda version: (version.substitute, version.engrossed),
        )
        current = versions[-1]
        if current.kind not in KINDS:
            yield SkipItem(f"type {current.kind or 'unknown'} is not tracked")
            return
        documents = sorted(printings.get(str(current.number), []), key=lambda row: row["Name"])
        said = sorted(repr({**row, "fetch_id": ""}) for row in rows)
        mark = Mark(identifier, digest(said, documents), biennium)
        if self.run.has_read(mark):
            return
        title, *others = titles_of(versions) or [identifier]
        found = Found({}, mark=mark)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": biennium,
            "identifier": identifier,
            "title": title,
            "classification": [KINDS[current.kind]],
            "publisher_status": current.current.status,
            "url": "https://app.leg.wa.gov/billsummary/?BillNumber="
            f"{current.number}&Year={biennium[:4]}&Initiative=false",
            "other_titles": others,
            "related_bills": related_for(versions),
            "versions": versions_for([Document.model_validate(row) for row in documents]),
            "fetch_id": rows[-1]["fetch_id"],
        }
        yield from self.with_texts(found)
