"""Minnesota Legislature, through the Revisor of Statutes' bill status service in XML.

The list of a session is asked by body and kind in ranges of 500 numbers; it says nothing of when a
bill changed, so that each bill's record is asked for at every crawl and the texts only where it changed.
Quirks: the list of a body may name companions of the other one, which that one's list names, too; a
special session numbers its files from 1 again; addresses come without a scheme.
Usage: scrapy crawl us_mn [-a session=2025-2026]
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.asked_sessions import asked_sessions
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, unreadable_row
from scrapers.platforms.minnesota import (
    TYPES,
    Listed,
    actions_for,
    chapters_for,
    record_in,
    related_for,
    rows_in,
    sessions_in,
    sponsorships_for,
    versions_for,
)

API = "https://api.revisor.mn.gov/bills/v1/"
RANGE = 500  # the most rows of one answer
KINDS = ("bill", "resolution", "concurrent")


class MinnesotaSpider(ReadsTexts):
    name = "us_mn"
    publisher = "https://www.revisor.mn.gov"

    session: str = ""  # -a session=2025-2026 or 2025s1; without one, all of the newest Legislature

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request]:
        yield self.ask(
            self.here(f"{self.publisher}/bills/status_search.php?body=House"),
            self.parse_sessions,
            "us_mn: list of sessions",
            expects="html",
            is_list=True,
        )

    def parse_sessions(self, response: Response) -> Output:
        known = sessions_in(response.body)
        if not known:
            raise ValueError("no session in the list of sessions")
        asked = asked_sessions(self.name, self.session, known)
        if not asked:
            names = ", ".join(listed.name for listed in known[:5])
            yield PutAside(
                "session",
                f"{self.session!r} is no session; the publisher has {names}.",
                ends="misused",
            )
        for listed in dict.fromkeys(asked):
            for body in ("House", "Senate"):
                for kind in KINDS:
                    yield self._list(listed.code, listed.name, body, kind, 1)

    def _list(self, code: str, name: str, body: str, kind: str, first: int) -> Request:
        numbers = f"{first}-{first + RANGE - 1}"
        query = {
            "body": body,
            "search": "basic",
            "session": code,
            "location": body,
            "bill": numbers,
            "bill_type": kind,
            "submit_bill": "GO",
            "keyword_type": "all",
            "format": "xml",
        }
        return self.ask(
            self.here(f"{self.publisher}/bills/status_result.php?{urlencode(query)}"),
            self.parse_list,
            f"us_mn {name}: {body} {kind} {numbers}",
            expects="xml",
            is_list=True,
            code=code,
            name=name,
            body=body,
            kind=kind,
            first=first,
        )

    def parse_list(
        self, response: Response, code: str, name: str, body: str, kind: str, first: int
    ) -> Output:
        rows = rows_in(response.body)
        if rows:
            yield self._list(code, name, body, kind, first + RANGE)
        for number, row in enumerate(rows, start=1):
            try:
                listed = Listed.model_validate(row)
            except ValidationError as error:
                yield unreadable_row(
                    f"us_mn {name}: {body} {kind} from {first}, row {number}",
                    error,
                    "scrapers/platforms/minnesota.py",
                    self.published(response.url),
                )
                continue
            if listed.type[0] == body[0]:
                self.run.has_read(Mark(listed.identifier, "", name))  # it is listed still
                yield self.ask(
                    self.here(listed.status_url),
                    self.parse_record,
                    f"us_mn {name} {listed.identifier}",
                    expects="xml",
                    name=name,
                    identifier=listed.identifier,
                )

    def parse_record(self, response: Response, name: str, identifier: str) -> Output:
        record = record_in(response.body)
        if record.identifier != identifier:
            raise ValueError(f"the record of {record.identifier} for {identifier}")
        mark = Mark(identifier, record.digest(), name)
        if self.run.has_read(mark):
            return
        found = Found({}, mark=mark)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": name,
            "identifier": identifier,
            "title": record.description or identifier,
            "classification": [TYPES[record.type[1]]],
            "url": self.published(response.url).replace(API, f"{self.publisher}/bills/"),
            "other_identifiers": chapters_for(record),
            "related_bills": related_for(record, name),
            "sponsorships": sponsorships_for(record),
            "actions": actions_for(record, found),
            "versions": versions_for(record),
            "documents": [],
            "fetch_id": fetch_id_of(response),
        }
        yield from self.with_texts(found)
