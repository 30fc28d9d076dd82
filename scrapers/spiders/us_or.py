"""Oregon Legislative Assembly, through its legislative data service (OData 3).

The service gives measures with their sponsors, history, printings and analyses in one answer, so a
session is some twenty requests besides the texts, which are PDF.
Quirks: a session is called "2025R1", a special one "2025S1"; the interims between them have no
measures. Numbers are unique only with their prefix, so a page is asked for from the last number of the
one before, and rows that come again are dropped. "A-Engrossed" is the measure with the amendments of
the first chamber's committee. An answer may hold an error, as `odata.error`. The publisher asks those
who use the service to accept its terms by mail.
Usage: scrapy crawl us_or [-a session=2023R1]
History: 2026-11-23 written.
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation.jurisdictions import session
from scrapers.already_read import Mark, digest
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.oregon import (
    KINDS,
    Names,
    actions_for,
    chapters_for,
    printings_for,
    sponsorships_for,
    titles_of,
)
from scrapers.platforms.oregon_rows import Committee, Legislator, Measure, Row, Session
from scrapers.seen_fields import note_fields

PAGE = 200  # some 4 MB with all that belongs to a measure
PARTS = "MeasureSponsors,MeasureHistoryActions,MeasureDocuments,MeasureAnalysisDocuments"
# "2025R1", "2020S3"; "2023I1" is an interim
_SITTING = re.compile(r"^(\d{4})[RS]\d+$")


class OregonSpider(ReadsTexts):
    name = "us_or"
    publisher = "https://api.oregonlegislature.gov"

    session: str = ""  # -a session=2023R1: any name of one; those of the latest year without

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request]:
        yield self.list_of("LegislativeSessions", self.parse_sessions)

    def list_of(self, entity: str, callback: Any, **cb_kwargs: Any) -> Request:
        """Where cb_kwargs name a sitting, its rows only."""
        key = cb_kwargs.get("sitting")
        query = {"$filter": f"SessionKey eq '{key}'"} if key else {}
        return self._asked(entity, query, callback, f"us_or: {entity} {key or ''}", **cb_kwargs)

    def _asked(
        self, entity: str, query: dict[str, str], callback: Any, subject: str, **cb_kwargs: Any
    ) -> Request:
        asked = urlencode(query | {"$format": "json"}, safe="$',", quote_via=quote)
        return self.ask(
            self.here(f"{self.publisher}/odata/odataservice.svc/{entity}?{asked}"),
            callback,
            subject.strip(),
            is_list=True,
            **cb_kwargs,
        )

    def rows_in(self, response: Response) -> list[Row]:
        answer = json.loads(response.body)
        if "odata.error" in answer:
            said = answer["odata.error"].get("message", {}).get("value", "no reason")
            raise PutAside(
                response.meta["subject"],
                f"The service refused ({said}); run `scrapy crawl us_or` again later.",
                self.published(response.url),
                ends="failed",
            )
        rows = answer["value"]
        if not isinstance(rows, list):
            raise TypeError("a list was due")
        return rows

    def parse_sessions(self, response: Response) -> Output:
        keys = [Session.model_validate(row).key for row in self.rows_in(response)]
        sittings = [key for key in keys if _SITTING.match(key)]
        if not sittings:
            raise ValueError("no session in the list of sessions")
        latest = max(sittings)[:4]
        wanted = [key for key in sittings if self._is_asked_for(key, latest)]
        if not wanted:
            reason = f"The service lists no session {self.session!r}; write -a session=2023R1."
            yield PutAside(f"session={self.session}", reason, ends="misused")
        for key in wanted:
            yield self.list_of("Legislators", self.parse_legislators, sitting=key)

    def _is_asked_for(self, sitting: str, latest_year: str) -> bool:
        if not self.session:
            return sitting.startswith(latest_year)
        return session(self.name, sitting).key == session(self.name, self.session).key

    def parse_legislators(self, response: Response, sitting: str) -> Output:
        members = [Legislator.model_validate(row) for row in self.rows_in(response)]
        names = {m.code: (f"{m.first} {m.last}".strip() or m.code, "person") for m in members}
        yield self.list_of("Committees", self.parse_committees, sitting=sitting, names=names)

    def parse_committees(self, response: Response, sitting: str, names: Names) -> Output:
        committees = [Committee.model_validate(row) for row in self.rows_in(response)]
        committees_by_code = {c.code: (c.name or c.code, "organization") for c in committees}
        yield self.page_of(sitting, {**committees_by_code, **names})

    def page_of(
        self, sitting: str, names: Names, after: int = 0, tied: Sequence[str] = ()
    ) -> Request:
        """after: number of the last measure of the page before. tied: measures read that have it."""
        query = {
            "$filter": f"SessionKey eq '{sitting}' and MeasureNumber ge {after}",
            "$orderby": "MeasureNumber,MeasurePrefix",
            "$expand": PARTS,
            "$top": str(PAGE),
        }
        return self._asked(
            "Measures",
            query,
            self.parse_measures,
            f"us_or: measures of {sitting} from number {after}",
            sitting=sitting,
            names=names,
            after=after,
            tied=tied,
        )

    def parse_measures(
        self,
        response: Response,
        sitting: str,
        names: Names,
        after: int = 0,
        tied: Sequence[str] = (),
    ) -> Output:
        rows = [row for row in self.rows_in(response) if _known_as(row) not in tied]
        if not rows:
            return
        numbers = [row.get("MeasureNumber") for row in rows]
        last = max((number for number in numbers if isinstance(number, int)), default=-1)
        if last < after:
            raise ValueError(f"no measure of the page from number {after} has a higher one")
        now_tied = [_known_as(row) for row in rows if row.get("MeasureNumber") == last]
        # Not "until a short page": a service that returns fewer rows than asked would lose bills.
        yield self.page_of(sitting, names, last, [*tied, *now_tied] if last == after else now_tied)
        for row in rows:
            yield from self._measure(row, sitting, names, response)

    def _measure(self, row: Row, sitting: str, names: Names, response: Response) -> Output:
        note_fields(self.run.record, Measure, row.keys())
        try:
            measure = Measure.model_validate(row)
        except ValidationError as error:
            yield unreadable_row(
                f"us_or {sitting} {_known_as(row)}",
                error,
                "scrapers/platforms/oregon_rows.py",
                self.published(response.url),
            )
            return
        mark = Mark(measure.identifier, digest(row), sitting)
        if measure.prefix[1:] not in KINDS:
            yield SkipItem(f"type {measure.prefix} is not tracked")
        elif self.run.has_read(mark):
            return
        elif not titles_of(measure):
            yield SkipItem("number without a title yet", mark)
        else:
            yield from self.with_texts(self._found(measure, sitting, names, mark, response))

    def _found(
        self, measure: Measure, sitting: str, names: Names, mark: Mark, response: Response
    ) -> Found:
        found = Found({}, mark=mark)
        title, *others = titles_of(measure)
        versions, papers = printings_for(measure)
        compact = measure.identifier.replace(" ", "")
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": sitting,
            "identifier": measure.identifier,
            "title": title,
            "classification": [KINDS[measure.prefix[1:]]],
            "abstract": measure.summary,
            "publisher_status": measure.location,
            "url": f"https://olis.oregonlegislature.gov/liz/{sitting}/Measures/Overview/{compact}",
            "other_titles": others,
            "other_identifiers": chapters_for(measure),
            "sponsorships": sponsorships_for(measure, names),
            "actions": actions_for(measure, found),
            "versions": versions,
            "documents": papers,
            "fetch_id": fetch_id_of(response),
        }
        return found


def _known_as(row: Row) -> str:
    return f"{row.get('MeasurePrefix')} {row.get('MeasureNumber')}"
