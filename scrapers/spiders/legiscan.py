"""LegiScan: all states, the District and Congress, through its API or its weekly files.

A free key asks 30,000 times a month. So one list a session says which bills changed (by their change
hash), a list with titles and a full-text search for our subjects say which of those may be meant, and
only these are asked for; printings that were read once never again.
Quirks: errors come as 200; numbers are LegiScan's own for some places (HB5334 of Congress is HR 5334);
an unknown day is "0000-00-00"; printings come in base64, old Word files and WordPerfect among them.
The data are under CC BY 4.0: credit LegiScan LLC.
Usage: scrapy crawl legiscan [-a states=wa,nj] with LEGISCAN_API_KEY set;
`-a dataset=weekly [-a format=csv]` reads the weekly files instead, `-a dataset=FILE_OR_FOLDER` one that
was saved (without a key printings are then named, not read).
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from legislation import topics
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.legiscan.bill import found_in
from scrapers.platforms.legiscan.rows import Bill, Listed, Session, rows_in
from scrapers.platforms.legiscan.weekly import ReadsWeeklyFiles
from scrapers.platforms.legiscan.words import meaning
from scrapers.seen_fields import note_fields

WEEKLY = "weekly"
QUERY_BYTES = 1000  # LegiScan refuses more than 1,024


@dataclass(frozen=True)
class Search:
    """How far the searches are. hits: bills they named. is_whole: none of them failed."""

    number: int = 0
    page: int = 1
    hits: frozenset[int] = frozenset()
    is_whole: bool = True

    def next(self, hits: frozenset[int] = frozenset(), *, pages: int = 0) -> "Search":
        """pages: of the present search."""
        if self.page < pages:
            return replace(self, page=self.page + 1, hits=self.hits | hits)
        return replace(self, number=self.number + 1, page=1, hits=self.hits | hits)


NO_SEARCH = Search()


class LegiScanSpider(ReadsWeeklyFiles):
    name = "legiscan"
    # A tenth of the month: one crawl gone wrong leaves the rest of it.
    requests_a_day = 3000

    dataset: str = ""  # -a dataset=weekly, or a saved file or folder

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.needs_token = spider.dataset in ("", WEEKLY)
        return spider

    @property
    def is_narrowed(self) -> bool:
        return bool(self.states or self.dataset)

    async def start(self) -> AsyncIterator[Any]:
        known = meaning("states")
        if unknown := [code for code in self.asked_states if code not in known]:
            reason = f"LegiScan has no {unknown[0]!r}; write postal codes, and us for Congress."
            yield PutAside(f"states={unknown[0]}", reason, ends="misused")
        elif self.dataset == WEEKLY:
            yield self.weekly_files()
        elif self.dataset:
            async for outcome in self.saved_bills(Path(self.dataset)):
                yield outcome
        elif self.topic_filter:
            yield self.search(Search())
        else:
            yield self.sessions(Search())

    # --- what there is ---

    def search(self, search: Search) -> Request:
        """The next search, or the sessions once there is none. year: 1 is all of them, 2 the current ones."""
        queries = queries_for(topics.searches())
        if search.number >= len(queries):
            return self.sessions(search)
        asked = {"state": "ALL", "year": 1 if self.since else 2}
        return self.call(
            "getSearchRaw",
            {**asked, "query": queries[search.number], "page": search.page},
            self.parse_search,
            f"legiscan: search {search.number + 1}, page {search.page}",
            is_list=True,
            errback=self.search_failed,
            search=search,
        )

    def parse_search(self, response: Response, search: Search = NO_SEARCH) -> Output:
        try:
            result = self.answer_of(response, "searchresult")
            hits = frozenset(Listed.model_validate(row).bill_id for row in _hits_in(result))
            pages = int(result.get("summary", {}).get("page_total") or 1)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            yield self._other_shape(response, error)
            yield self.search(replace(search.next(), is_whole=False))
        except PutAside as refusal:
            yield refusal
            if refusal.ends == "failed":
                yield self.search(replace(search.next(), is_whole=False))
        else:
            yield self.search(search.next(hits, pages=pages))

    def search_failed(self, failure: Failure) -> Output:
        yield from self.give_up(failure)
        request: Request = failure.request  # type: ignore[attr-defined]
        if self._ends(failure.value, request) == "failed":
            yield self.search(replace(request.cb_kwargs["search"].next(), is_whole=False))

    def sessions(self, search: Search) -> Request:
        """The list of all sessions; no more than one request, however many states are asked for."""
        return self.call(
            "getSessionList",
            {},
            self.parse_sessions,
            "legiscan: sessions",
            is_list=True,
            search=search,
        )

    def parse_sessions(self, response: Response, search: Search = NO_SEARCH) -> Output:
        for session in self.rows_of(Session, response, "sessions", "failed"):
            if isinstance(session, PutAside):
                yield session
            elif self.is_asked_for(session):
                name = f"{session.state}, {session.title or session.name}"
                yield self.list_of(
                    "getMasterListRaw", self.parse_hashes, session.session_id, name, search=search
                )

    def list_of(
        self, operation: str, callback: Any, session_id: int, name: str, **more: Any
    ) -> Request:
        return self.call(
            operation,
            {"id": session_id},
            callback,
            f"legiscan: bills of {name} ({operation})",
            is_list=True,
            session_id=session_id,
            name=name,
            **more,
        )

    def parse_hashes(
        self, response: Response, session_id: int, name: str, search: Search = NO_SEARCH
    ) -> Output:
        """What changed, without titles. name: of the session."""
        untitled = []
        for listed in self.rows_of(Listed, response, "masterlist"):
            if isinstance(listed, PutAside):
                yield listed
                continue
            mark = self.mark_of(listed.bill_id, listed.change_hash, session_id)
            if self.run.has_read(mark):
                continue
            was_kept = self.run.follows(mark)
            if was_kept or not self.topic_filter or listed.bill_id in search.hits:
                yield self.bill(listed, mark)
            elif not self.run.has_read(judged_by_title(mark)):
                untitled.append(listed.bill_id)
        if untitled:
            yield self.list_of(
                "getMasterList",
                self.parse_titles,
                session_id,
                name,
                untitled=untitled,
                is_whole=search.is_whole,
            )

    def parse_titles(
        self,
        response: Response,
        session_id: int,
        name: str,
        untitled: list[int],
        is_whole: bool = True,
    ) -> Output:
        """What of the changed may be meant. is_whole: the searches named all that they could."""
        changed = frozenset(untitled)
        for listed in self.rows_of(Listed, response, "masterlist"):
            if isinstance(listed, PutAside) or listed.bill_id not in changed:
                continue  # the list of hashes has put it aside, or it is unchanged
            mark = self.mark_of(listed.bill_id, listed.change_hash, session_id)
            words = f"{listed.title}\n{listed.description}"
            if self.run.follows(mark) or topics.is_candidate(words):
                yield self.bill(listed, mark)
            else:
                mark_of_title = judged_by_title(mark) if is_whole else None
                yield SkipItem("off topic by title and search", mark_of_title)

    # --- bills ---

    def bill(self, listed: Listed, mark: Mark) -> Request:
        subject = f"legiscan: bill {listed.bill_id} {listed.number}".strip()
        return self.call("getBill", {"id": listed.bill_id}, self.parse_bill, subject, mark=mark)

    def parse_bill(self, response: Response, mark: Mark) -> Output:
        payload = self.answer_of(response, "bill")
        note_fields(self.run.record, Bill, payload)
        bill = Bill.model_validate(payload)
        found = found_in(bill, self.name, fetch_id_of(response))
        found.mark = Mark(*mark)
        yield from self.with_printings(found, bill)

    def _other_shape(self, response: Response, error: Exception) -> PutAside:
        return PutAside(
            response.meta["subject"],
            f"The answer has another shape than expected ({type(error).__name__} {error}); "
            "compare it with the API's manual.",
            self.published(response.url),
            ends="failed",
        )


def queries_for(searches: Sequence[str]) -> list[str]:
    """As few queries as LegiScan's limit of their length allows."""
    queries: list[str] = []
    for search in searches:
        joined = f"{queries[-1]} OR ({search})" if queries else ""
        if joined and len(joined.encode()) <= QUERY_BYTES:
            queries[-1] = joined
        else:
            queries.append(f"({search})")
    return queries


def judged_by_title(mark: Mark) -> Mark:
    """Left out by its title alone: a search that finds it later makes it be read."""
    return mark._replace(value=f"{mark.value} by title")


def _hits_in(result: dict[str, Any]) -> list[Any]:
    """Of getSearchRaw a list, of getSearch an object with counting keys."""
    return rows_in(result.get("results", result))
