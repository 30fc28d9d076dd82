"""Open States: states, the District, Puerto Rico and Congress, through its API or its session files.

The default key asks 10 times a minute and 250 times a day. So the API's full-text search is asked for
our subjects, 20 whole bills an answer, those that changed first before those that changed last; where
the day's requests end, and where the next crawl goes on, is kept for each search. A bill whose text
such a search finds counts as on topic; the texts themselves stand at the legislatures, whose spiders
read them.
Quirks: 429 names no time to wait, and a refused request counts; a search that begins with three
letters or digits and a number is taken for a bill's number; `updated_since` is compared as text, with
a blank before the hour; the session files need a login, so a person saves them.
Usage: scrapy crawl openstates [-a states=wa,nj] [-a since=2025-01-31] with OPENSTATES_API_KEY set
(without `since` it goes on where the last crawl ended); `-a bulk=FILE_OR_FOLDER` reads saved session
files instead.
History: 2026-11-23 written.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from legislation import topics
from legislation.jurisdictions import UnknownJurisdiction, all_jurisdictions
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.openstates.api_shapes import INCLUDES, Listed, Page, as_metadata
from scrapers.platforms.openstates.bill import found_in
from scrapers.platforms.openstates.saved import ReadsSessionFiles
from scrapers.platforms.openstates.search import Search, websearches
from scrapers.seen_fields import note_fields

PER_PAGE = 20  # the most bills of an answer
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Output = Iterator[Request | Found | SkipItem | PutAside]


class OpenStatesSpider(ReadsSessionFiles):
    name = "openstates"
    publisher = "https://v3.openstates.org"
    token_variable = "OPENSTATES_API_KEY"  # noqa: S105  the variable's name
    token_header = "X-API-KEY"  # noqa: S105
    token_page = "https://openstates.org/accounts/profile/"  # noqa: S105
    requests_a_day = 250
    requests_a_minute = 8  # ten are allowed; ours do not come evenly, and refused ones count

    states: str = ""  # -a states=wa,nj,us; all without
    since: str = (
        ""  # -a since=2025-01-31: bills that changed from that day, whatever was read before
    )
    bulk: str = ""  # -a bulk=FILE_OR_FOLDER

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES") | {
            "scrapers.platforms.openstates.wire.DayIsOver": 565  # before retrying
        }
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.needs_token = not spider.bulk
        return spider

    @property
    def is_narrowed(self) -> bool:
        """A crawl that goes on where the last one ended never names all that there is."""
        return True

    async def start(self) -> AsyncIterator[Any]:
        asked = [code.strip().lower() for code in self.states.split(",") if code.strip()]
        if unknown := [code for code in asked if code not in known_places()]:
            reason = f"Open States has no {unknown[0]!r}; write postal codes, and us for Congress."
            yield PutAside(f"states={unknown[0]}", reason, ends="misused")
        elif self.since and not _DAY.fullmatch(self.since):
            reason = f"{self.since!r} is no date; write -a since=2026-01-31."
            yield PutAside(f"since={self.since}", reason, ends="misused")
        elif self.bulk:
            async for outcome in self.saved_bills(Path(self.bulk)):
                yield outcome
        else:
            for search in self.of_this_round(list(self.searches(asked))):
                yield self.page_of(search)

    def searches(self, asked: list[str]) -> Iterator[Search]:
        """Where each search goes on. Without the filter every bill is listed, place by place."""
        queries = [q for search in topics.searches() for q in websearches(search)]
        # What has not changed since the year before is of sessions that are over.
        beginning = self.since or f"{self.run.started.year - 1}-01-01"
        for state in asked or ([""] if self.topic_filter else sorted(known_places())):
            for q in queries if self.topic_filter else [""]:
                first = Search(q=q, state=state, since=beginning)
                is_anew = self.since or self.settings.getbool("READ_ANEW")
                marked = self.run.already_read.value_and_key(first.mark)[0]
                yield first if is_anew else first.going_on(marked)

    def of_this_round(self, searches: list[Search]) -> list[Search]:
        """Those that have not been read to their end since all were: a day may not do for all."""
        known = self.run.already_read
        began = Mark(f"round of {self.states or 'all'}", self.run.record.started_at, "searches")
        last_began = known.value_and_key(began)[0]
        left = [search for search in searches if search.finished < last_began]
        if left and last_began:
            return left
        known.remember(began, None)
        return searches

    def page_of(self, search: Search) -> Request:
        asked: list[tuple[str, str | int]] = [
            ("sort", "updated_asc"),
            ("updated_since", search.since),
        ]
        if search.state:
            asked.append(("jurisdiction", known_places()[search.state]))
        if search.q:
            asked.append(("q", search.q))
        asked += [("include", part) for part in INCLUDES]
        asked += [("page", search.page), ("per_page", PER_PAGE)]
        return self.ask(
            self.here(f"{self.publisher}/bills?{urlencode(asked)}"),
            self.parse_page,
            f"openstates: {search.state or 'all'} {search.q} since {search.since}, page {search.page}",
            is_list=True,
            search=search,
        )

    def parse_page(self, response: Response, search: Search) -> Output:
        search = Search.model_validate(search)
        page = self._page_in(response)
        bills = []
        for row in page.results:
            try:
                bills.append(listed := Listed.model_validate(row))
            except ValidationError as error:
                yield self._unreadable(f"{response.meta['subject']}: a row", error, response)
                continue
            if listed.id not in search.read:
                yield from self._bill(row, listed, response)
        if not page.results and search.page == 1:
            yield SkipItem("search without a hit")
        following = search.following(bills)
        is_whole = search.page >= page.pagination.max_page
        if is_whole:
            following = following.model_copy(update={"finished": self.run.record.started_at})
        # Everything up to here is recorded, so the next crawl may begin here.
        self.run.already_read.remember(following.mark, None)
        if not is_whole:
            yield self.page_of(following)

    def _page_in(self, response: Response) -> Page:
        answer = json.loads(response.body)
        if isinstance(answer, dict) and "detail" in answer:
            raise PutAside(
                response.meta["subject"],
                f"Open States answers {detail_of(answer)!r}; compare the request with its API.",
                self.published(response.url),
                ends="failed",
            )
        return Page.model_validate(answer)

    def _bill(self, row: dict[str, Any], listed: Listed, response: Response) -> Output:
        note_fields(self.run.record, "Bill of the API", row)
        mark = Mark(listed.id, listed.updated_at, scope="bills")
        if self.run.has_read(mark):
            return
        try:
            found = found_in(as_metadata(row), self.name, fetch_id_of(response))
        except UnknownJurisdiction:
            yield SkipItem("of a place that is not tracked", mark)
        except (ValueError, AttributeError, TypeError) as error:
            yield self._unreadable(f"openstates: {listed.id}", error, response)
        else:
            found.mark = mark
            yield found

    def _unreadable(self, subject: str, error: Exception, response: Response) -> PutAside:
        return PutAside(
            subject,
            f"The bill has another shape than expected ({sentence_of(error)}); compare it with "
            "scrapers/platforms/openstates/api_shapes.py.",
            self.published(response.url),
        )

    def why_failed(self, failure: Failure) -> str:
        """What Open States says of a request that it does not understand."""
        error = failure.value
        if isinstance(error, HttpError) and error.response.status in (400, 422):
            try:
                said = detail_of(json.loads(error.response.body))
            except ValueError:
                return super().why_failed(failure)
            return f"Open States answers {said!r}; compare the request with its API."
        return super().why_failed(failure)


def known_places() -> dict[str, str]:
    """Postal code in small letters, `us` for Congress → jurisdiction id."""
    return {
        place.slug.rpartition("_")[2]: place.jurisdiction_id
        for place in all_jurisdictions()
        if place.level in ("federal", "state", "district") or place.postal == "PR"
    }


def detail_of(answer: Any) -> str:
    """{"detail": "…"} or, of a parameter, {"detail": [{"loc": […], "msg": "…"}]}."""
    detail = answer.get("detail") if isinstance(answer, dict) else answer
    if isinstance(detail, list) and detail and isinstance(detail[0], dict):
        where = ".".join(str(part) for part in detail[0].get("loc", []))
        return f"{where}: {detail[0].get('msg', '')}"
    return str(detail)
