"""New York State Legislature, through the Senate's Open Legislation.

Quirks: a session has some 26,000 bills and each answer for one holds every printing's text, so the
list is judged by titles and summaries, and the service's own search of the texts names the rest. A
session is called by its first year. Amended bills keep their number and add a letter ("S891A"). A
change of cosponsors or memoranda shows in no list: `-a since=` reads whatever was touched.
The service answers nobody without a key, which the Senate gives to anyone: NY_OPENLEG_KEY.
Usage: `scrapy crawl us_ny -a session=2023-2024`, `-a since=2026-01-31`.
History: 2026-11-23 written.
"""

import json
import re
from collections.abc import AsyncIterator, Collection, Iterator
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation import jurisdictions, topics
from scrapers.already_read import Mark, digest
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.open_legislation import item_of, texts_of
from scrapers.platforms.open_legislation_rows import Bill, BillInfo, BillNumber, Page, Refusal
from scrapers.seen_fields import note_fields
from scrapers.source_spider import SourceSpider

PAGE = 1000  # the most rows the service returns
ORDER = "publishedDateTime:asc"  # new bills come last
# Rows asked for again with the next page: a bill that is published anew moves to the end of the list
# and all behind it move up.
OVERLAP = 20
KEY_REFUSED = (701, 702)  # error codes: no key, a wrong one
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # "2026-01-31"
Output = Iterator[Request | Found | SkipItem | PutAside]


class NewYorkSpider(SourceSpider):
    name = "us_ny"
    publisher = "https://legislation.nysenate.gov"
    token_variable = "NY_OPENLEG_KEY"  # noqa: S105  the variable's name
    token_parameter = "key"  # noqa: S105
    token_page = "https://legislation.nysenate.gov"  # noqa: S105
    needs_token = True

    session: str = ""  # -a session=2023-2024
    since: str = ""  # -a since=2026-01-31: only bills touched from that day

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session or self.since)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        year: int | None = self.run.started.year
        if self.session:
            year = jurisdictions.session(self.name, self.session).start_year
        if year is None:
            reason = f"{self.session!r} is no session; write -a session=2023-2024."
            yield PutAside(f"session={self.session}", reason, ends="misused")
        elif self.since and not _DAY.fullmatch(self.since):
            reason = f"{self.since!r} is no date; write -a since=2026-01-31."
            yield PutAside(f"since={self.since}", reason, ends="misused")
        else:
            year -= (year + 1) % 2  # sessions begin in odd years
            yield self.search(year) if self.topic_filter else self.list_from(year, 1, ())

    def search(self, year: int, offset: int = 1, hits: Collection[str] = ()) -> Request:
        """hits: print numbers that the pages before named."""
        term = " OR ".join(f"({search})" for search in topics.searches())
        query = {"term": term, "sort": ORDER, "idsOnly": "true"}
        return self._page(f"bills/{year}/search", query, offset, self.parse_search, year, hits=hits)

    def list_from(
        self, year: int, offset: int, hits: Collection[str], listed: Collection[str] = ()
    ) -> Request:
        """hits: of the search. listed: print numbers that the pages before named."""
        path, query = f"bills/{year}", {"sort": ORDER}
        if self.since:
            path = f"bills/updates/{self.since}T00:00:00"
            query = {"type": "processed", "order": "asc", "summary": "true"}
        return self._page(path, query, offset, self.parse_list, year, hits=hits, listed=listed)

    def _page(
        self, path: str, query: dict[str, str], offset: int, callback: Any, year: int, **more: Any
    ) -> Request:
        asked = urlencode(query | {"limit": PAGE, "offset": offset})
        return self.ask(
            self.here(f"{self.publisher}/api/3/{path}?{asked}"),
            callback,
            f"{self.name}: {path} from row {offset}",
            is_list=True,
            year=year,
            **more,
        )

    def parse_search(self, response: Response, year: int, hits: Collection[str] = ()) -> Output:
        page = Page.model_validate(self.answer_in(response))
        now_hit = {*hits, *(str(row["result"]["basePrintNo"]) for row in page.result.items)}
        if after := offset_after(page, len(now_hit) - len(hits)):
            yield self.search(year, after, now_hit)
        else:
            yield from self._moved(page, len(now_hit), response)
            yield self.list_from(year, 1, now_hit)

    def parse_list(
        self,
        response: Response,
        year: int,
        hits: Collection[str] = (),
        listed: Collection[str] = (),
    ) -> Output:
        page = Page.model_validate(self.answer_in(response))
        # An update holds the bill under `item`.
        rows = [row.get("item", row) for row in page.result.items]
        now_listed = {*listed, *(str(row.get("basePrintNo")) for row in rows)}
        if after := offset_after(page, len(now_listed) - len(listed)):
            yield self.list_from(year, after, hits, now_listed)
        elif not self.since:  # updates name bills of every session, some twice
            yield from self._moved(page, len(now_listed), response)
        if self.since and not page.total:
            yield SkipItem("nothing changed since the date given")
        for row in rows:
            if str(row.get("basePrintNo")) not in listed:
                yield from self._row(row, year, hits)

    def _moved(self, page: Page, named: int, response: Response) -> Output:
        if named < page.total:
            yield PutAside(
                f"{self.name}: list of bills",
                f"The list has {page.total:,} bills and named {named:,}: it moved while it was read; "
                f"run `scrapy crawl {self.name}` again.",
                self.published(response.url),
                ends="failed",
            )

    def _row(self, row: dict[str, Any], year: int, hits: Collection[str]) -> Output:
        try:
            bill = BillInfo.model_validate(row)
        except ValidationError as error:
            yield unreadable_row(
                f"{self.name}: bill {row.get('basePrintNo')} of {year}",
                error,
                "scrapers/platforms/open_legislation_rows.py",
            )
            return
        if bill.session != year:
            yield SkipItem("of another session")
            return
        note_fields(self.run.record, BillInfo, row.keys())
        is_hit = bill.base in hits
        # A text that the search found only now is new, though the list says nothing of it.
        mark = self.mark_of(bill, digest(row) + ("+" if is_hit else ""))
        if not self.since and self.run.has_read(mark):
            return
        words = f"{bill.title}\n{bill.summary}"
        is_followed = is_hit or self.run.follows(mark)
        if self.topic_filter and not is_followed and not topics.is_candidate(words):
            yield SkipItem("off topic", mark)
            return
        query = urlencode({"fullTextFormat": ("PLAIN", "HTML")}, doseq=True)
        yield self.ask(
            self.here(f"{self.publisher}/api/3/bills/{year}/{bill.base}?{query}"),
            self.parse_bill,
            f"{self.name} {year} {bill.base}",
            value=mark.value,
        )

    def mark_of(self, bill: BillNumber, value: str) -> Mark:
        return Mark(bill.base, value, scope=str(bill.session))

    def parse_bill(self, response: Response, value: str) -> Output:
        """value: of the mark."""
        row = self.answer_in(response)["result"]
        bill = Bill.model_validate(row)
        note_fields(self.run.record, Bill, row.keys())
        mark = self.mark_of(bill, value)
        found = item_of(bill, self.published(response.url), self.name, fetch_id_of(response))
        words = "\n".join((bill.title, bill.summary, *found.item["other_titles"]))
        is_on_topic = self.run.follows(mark) or topics.is_candidate(words, texts_of(bill))
        if self.topic_filter and not is_on_topic:
            yield SkipItem("off topic", mark)
        else:
            found.mark = mark
            yield found

    def answer_in(self, response: Response) -> dict[str, Any]:
        """The answer. Raises PutAside where the service says 200 and means an error."""
        answer: dict[str, Any] = json.loads(response.body)
        if answer["success"]:
            return answer
        refusal = Refusal.model_validate(answer)
        next_step = f"run `scrapy crawl {self.name}` again later"
        if refusal.code in KEY_REFUSED:
            next_step = f"ask for a key at {self.token_page} and set {self.token_variable}"
        raise PutAside(
            str(response.meta.get("subject")),
            f"The service answered error {refusal.code} ({refusal.message.rstrip('.')}); {next_step}.",
            self.published(response.url),
            ends="failed" if response.meta.get("is_list") else "",
        )


def offset_after(page: Page, new: int) -> int:
    """Where the next page begins, 0 after the last. new: rows that no page before named.

    Raises ValueError where a page brings nothing: the service does not turn it.
    """
    rows = len(page.result.items)
    if not rows or page.first + rows > page.total:
        return 0
    if not new:
        raise ValueError(f"the page from row {page.first} repeats the one before")
    return page.first + rows - min(OVERLAP, rows // 2)
