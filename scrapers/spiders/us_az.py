"""Arizona State Legislature, through the service behind its bill status pages.

Quirks: the list of bills is a web page that says nothing of them but their numbers, so each crawl asks
for every bill's record, and for its documents only where the record changed. Which session the page
shows is kept in a cookie; without one it is the present session. The service sends XML to browsers. A
record has dates, not sentences: a committee's report is a code ("DPA", do pass amended), put here after
the committee's name. An amendment that strikes everything changes a bill's subject ("NOW: …").
Usage: scrapy crawl us_az [-a session=57th-1st-regular]
History: 2026-11-23 written.
"""

import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from legislation.jurisdictions import session
from scrapers.already_read import Mark, digest
from scrapers.archiving import fetch_id_of
from scrapers.bill_parts import Draft, Part, ReadsParts, found_of
from scrapers.bill_texts import Output
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.arizona import (
    SERVICE,
    actions_for,
    chapters_for,
    keywords_address,
    keywords_in,
    kind_of,
    listing_in,
    printings_in,
    rows_in,
    sponsors_address,
    sponsors_in,
    titles_of,
)
from scrapers.platforms.arizona_rows import Bill, Row, Session
from scrapers.seen_fields import note_fields

SITE = "https://www.azleg.gov"


class ArizonaSpider(ReadsParts):
    name = "us_az"
    publisher = SERVICE
    parts = (
        Part("sponsors", sponsors_address, sponsors_in),
        Part("keywords", keywords_address, keywords_in),
    )

    session: str = ""  # -a session=57th-1st-regular: any name of one, the present one without

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request]:
        yield self.ask(
            self.here(f"{SERVICE}/api/Session/"),
            self.parse_sessions,
            "us_az: list of sessions",
            is_list=True,
        )

    def parse_sessions(self, response: Response) -> Output:
        rows = [Session.model_validate(row) for row in rows_in(response.body)]
        names = {str(row.id): row.name for row in rows}
        if not self.session:
            yield self._listing(names)
            return
        asked = session(self.name, self.session).key
        wanted = [id_ for id_, name in names.items() if session(self.name, name).key == asked]
        if not wanted:
            reason = f"There is no session {self.session!r}; write -a session=57th-1st-regular."
            yield PutAside(f"session={self.session}", reason, ends="misused")
            return
        select = self.ask(
            self.here(f"{SITE}/azlegwp/setsession.php"),
            self.parse_selected,
            f"us_az: choice of session {wanted[0]}",
            expects="html",
            is_list=True,
            form={"sessionID": wanted[0]},
            names={wanted[0]: names[wanted[0]]},
        )
        # It answers with nothing but the cookie, and where to go on.
        select.meta.update(expects="", dont_redirect=True, handle_httpstatus_list=[301, 302, 303])
        yield select

    def parse_selected(self, response: Response, names: dict[str, str]) -> Output:
        cookies = response.headers.getlist("Set-Cookie")
        yield self._listing(names, b"; ".join(cookie.partition(b";")[0] for cookie in cookies))

    def _listing(self, names: dict[str, str], cookie: bytes = b"") -> Request:
        """names: of the sessions that the list may be of."""
        listing = self.ask(
            self.here(f"{SITE}/bills/"),
            self.parse_listing,
            "us_az: list of bills",
            expects="html",
            is_list=True,
            names=names,
        )
        if cookie:
            listing.headers["Cookie"] = cookie
            listing.meta["asks_anew"] = True  # the same address is another list without it
        return listing

    def parse_listing(self, response: Response, names: dict[str, str]) -> Output:
        number, bills = listing_in(response.body)
        if number not in names:
            raise ValueError(f"the list is of session {number}, which was not asked for")
        for bill in bills:
            if kind_of(bill) is None:
                yield SkipItem(f"type {bill.rstrip('0123456789')} is not tracked")
                continue
            # The list does not tell a bill that changed from one that did not; its record does.
            self.run.has_read(Mark(bill, "", names[number]))
            query = {"billNumber": bill, "sessionId": number, "legislativeBody": bill[0]}
            yield self.ask(
                self.here(f"{SERVICE}/api/Bill/?{urlencode(query)}"),
                self.parse_bill,
                f"us_az {names[number]} {bill}",
                sitting=names[number],
                session_id=number,
            )

    def parse_bill(self, response: Response, sitting: str, session_id: str) -> Output:
        row = json.loads(response.body)
        if not isinstance(row, dict) or "Number" not in row:
            said = row.get("Message", "") if isinstance(row, dict) else "no record"
            yield PutAside(
                response.meta["subject"],
                f"The service has no such bill ({said}); run `scrapy crawl us_az` again later.",
                self.published(response.url),
            )
            return
        note_fields(self.run.record, Bill, row.keys())
        bill = Bill.model_validate(row)
        mark = Mark(bill.number, digest(row), sitting)
        if self.run.has_read(mark):
            return
        item = self._item(bill, sitting, session_id) | {"fetch_id": fetch_id_of(response)}
        found = Found(item, mark=mark)
        item["actions"] = actions_for(bill, found)
        yield self.ask(
            self.here(f"{SERVICE}/api/DocType/?billStatusId={bill.id}"),
            self.parse_documents,
            f"us_az {sitting} {bill.number}: documents",
            draft=vars(found),
            introduced=bill.introduced or bill.prefiled,
        )

    def _item(self, bill: Bill, sitting: str, session_id: str) -> Row:
        title, *others = titles_of(bill) or [bill.number]
        return {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": sitting,
            "identifier": bill.number,
            "title": title,
            "classification": [kind_of(bill.number)],
            "publisher_status": bill.disposition or bill.governor,
            "url": f"{SERVICE}/BillStatus/BillOverview/{bill.id}?SessionId={session_id}",
            "other_titles": others,
            "other_identifiers": chapters_for(bill),
        }

    def parse_documents(self, response: Response, draft: Draft, introduced: str) -> Output:
        versions, papers = printings_in(response.body, introduced or None)
        fetch = {"fetch_id": fetch_id_of(response)}
        parts = {"versions": versions, "documents": [paper | fetch for paper in papers]}
        yield from self.with_texts(found_of(draft | {"item": draft["item"] | parts}))
