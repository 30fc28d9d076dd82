"""Chicago City Council, through the City Clerk's own interface (eLMS), which wants no key.

The matters of a year are listed 500 at a time; those whose title is on the topic, or in which the
clerk's search finds a phrase of the topic profile, are asked for one by one, and their texts, mostly
PDF files on the clerk's file server, are read. Without an argument the years of a council's term are
read, this one and the three before, because matters stay pending that long.
Quirks: a matter's own answer is JSON in JSON for who asks for JSON; the field of the committee is
misspelled; a substitute gives its matter another number, so that the first one is the identifier here;
the day of a time in UTC is the day in Chicago; what the search reads is not known, so that a text that
neither its title nor the search gives away is missed. Legistar's Chicago ended in June 2023.
Usage: scrapy crawl us_il_chicago [-a session=2023]
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from legislation import topics
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.chicago import (
    KINDS,
    Listed,
    Matter,
    Page,
    actions_for,
    documents_for,
    matter_in,
    numbers_for,
    phrases_of,
    related_for,
    sponsorships_for,
    status_of,
    titles_of,
    versions_for,
)
from scrapers.seen_fields import note_fields

PAGE = 500  # the most rows the interface returns
TERM = 4  # years of a council's term
BROAD = 1000  # a phrase of the profile is in fewer matters, unless the search took it apart
TURNS = 3  # in which a list that moves meanwhile is read
FIRST_YEAR = 2010


class ChicagoSpider(ReadsTexts):
    name = "us_il_chicago"
    publisher = "https://api.chicityclerkelms.chicago.gov"

    session: str = ""  # -a session=2023: the matters of one year

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | Found | SkipItem | PutAside]:
        this_year = self.run.started.year
        years = list(range(this_year - TERM + 1, this_year + 1))
        if self.session:
            is_year = self.session.isdigit() and FIRST_YEAR <= int(self.session) <= this_year + 1
            years = [int(self.session)] if is_year else []
        if not years:
            reason = f"{self.session!r} is no year of the clerk's records; write -a session=2023."
            yield PutAside("session", reason, ends="misused")
            return
        searches = topics.searches() if self.topic_filter else ()
        phrases = [phrase for search in searches for phrase in phrases_of(search)]
        for asked in self._search_or_list(phrases, years, ()):
            yield asked

    def _search_or_list(
        self, phrases: Sequence[str], years: Sequence[int], hits: Collection[str]
    ) -> Output:
        """The search for the first of the phrases, and when there are none left, the lists."""
        if phrases:
            yield self._search(phrases, years, hits, 0)
        else:
            for year in years:
                yield self._list(year, hits, {}, 0, 1)

    def _search(
        self, phrases: Sequence[str], years: Sequence[int], hits: Collection[str], skip: int
    ) -> Request:
        return self._page(
            {"filter": f"fileYear ge {years[0]} and fileYear le {years[-1]}", "search": phrases[0]},
            self.parse_search,
            f"search for {phrases[0]}",
            skip,
            errback=self.search_failed,
            phrases=phrases,
            years=years,
            hits=hits,
        )

    def _list(
        self, year: int, hits: Collection[str], seen: Mapping[str, str], skip: int, turn: int
    ) -> Request:
        """seen: the numbers of the matters that were met in this year's list, by their ids. turn: how
        often it was begun."""
        return self._page(
            {"filter": f"fileYear eq {year}"},
            self.parse_list,
            f"list of {year}",
            skip,
            year=year,
            hits=hits,
            seen=seen,
            turn=turn,
        )

    def _page(
        self, wanted: dict[str, str], callback: Any, what: str, skip: int, **more: Any
    ) -> Request:
        query = {**wanted, "sort": "recordNumber asc", "top": PAGE, "skip": skip}
        return self.ask(
            self.here(f"{self.publisher}/matter?{urlencode(query)}"),
            callback,
            f"{self.name}: {what} from row {skip}",
            is_list=True,
            skip=skip,
            **more,
        )

    def search_failed(self, failure: Failure) -> Output:
        """The crawl is called failed, and what the titles show is read all the same."""
        request: Request = failure.request  # type: ignore[attr-defined]
        yield from self.give_up(failure)
        yield from self._search_or_list((), request.cb_kwargs["years"], request.cb_kwargs["hits"])

    def parse_search(
        self,
        response: Response,
        phrases: Sequence[str],
        years: Sequence[int],
        hits: Collection[str] = (),
        skip: int = 0,
    ) -> Output:
        page = Page.model_validate_json(response.body)
        after = skip + len(page.data)
        if page.meta.count > BROAD:
            yield SkipItem("search that names too much")
        else:
            hits = [*hits, *(_id_in(row) for row in page.data)]
            if page.data and after < page.meta.count:
                yield self._search(phrases, years, hits, after)
                return
        yield from self._search_or_list(phrases[1:], years, hits)

    def parse_list(
        self,
        response: Response,
        year: int,
        hits: Collection[str] = (),
        seen: Mapping[str, str] | None = None,
        skip: int = 0,
        turn: int = 1,
    ) -> Output:
        page = Page.model_validate_json(response.body)
        known = dict(seen or {})
        new = [row for row in page.data if _id_in(row) not in known]
        known.update((_id_in(row), _number_in(row)) for row in new)
        after = skip + len(page.data)
        if page.data and after < page.meta.count:
            yield self._list(year, hits, known, after, turn)
        elif len(known) < page.meta.count and turn < TURNS:
            yield self._list(year, hits, known, 0, turn + 1)
        elif len(known) < page.meta.count:
            yield PutAside(
                response.meta["subject"],
                f"The list has {page.meta.count:,} matters and named {len(known):,}: it moves while "
                f"it is read; run `scrapy crawl {self.name}` again.",
                self.published(response.url),
                ends="failed",
            )
        numbers = set(known.values())
        for row in new:
            yield from self._matter(row, year, hits, numbers)

    def _matter(
        self, row: Any, year: int, hits: Collection[str], numbers: Collection[str]
    ) -> Output:
        """numbers: of the year's matters so far; a substitute is listed after what it replaces."""
        try:
            listed = Listed.model_validate(row)
        except ValidationError as error:
            yield unreadable_row(
                f"{self.name} {year}: matter {_id_in(row)[:60]}",
                error,
                "scrapers/platforms/chicago.py",
            )
            return
        note_fields(self.run.record, Listed, row)
        if listed.type not in KINDS:
            yield SkipItem(f"type {listed.type or 'unknown'} is not tracked")
            return
        is_hit = listed.id in hits
        # A text in which the search finds something only now is new, though the list says nothing.
        value = f"{listed.changed}{' found' if is_hit else ''}" if listed.changed else ""
        mark = Mark(listed.id, value, str(year))
        if self.run.has_read(mark):
            return
        words = "\n".join(titles_of(listed))
        is_followed = is_hit or self.run.follows(mark)
        if self.topic_filter and not is_followed and not topics.is_candidate(words):
            yield SkipItem("off topic", mark)
            return
        # Both numbers may be in use: an older matter was not renamed but closed.
        identifier = listed.number if listed.original in numbers else listed.original
        yield self.ask(
            self.here(f"{self.publisher}/matter/{listed.id}"),
            self.parse_matter,
            f"{self.name} {year} {identifier}",
            identifier=identifier,
            mark=list(mark),
        )

    def parse_matter(self, response: Response, identifier: str, mark: list[str]) -> Output:
        """mark: what a Mark is made of."""
        answer, asked = matter_in(response.body), Mark(*mark)
        matter = Matter.model_validate(answer)
        if matter.id != asked.subject:
            raise ValueError(f"matter {matter.id} for {asked.subject}")
        note_fields(self.run.record, Matter, answer)
        found = Found({}, mark=asked)
        title, *others = titles_of(matter)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": asked.scope,
            "identifier": identifier,
            "title": title,
            "classification": [KINDS.get(matter.type, "bill")],
            "subjects": [matter.category] if matter.category else [],
            "publisher_status": status_of(matter),
            "url": f"https://chicityclerkelms.chicago.gov/Matter/?matterId={matter.id}",
            "other_titles": others,
            "other_identifiers": numbers_for(matter, identifier),
            "related_bills": related_for(matter),
            "sponsorships": sponsorships_for(matter),
            "actions": actions_for(matter, self.name, found),
            "versions": versions_for(matter),
            "documents": documents_for(matter),
            "fetch_id": fetch_id_of(response),
        }
        yield from self.with_texts(found)


def _id_in(row: Any) -> str:
    """A row without an id is told from others by what it says."""
    named = row.get("matterId") if isinstance(row, Mapping) else None
    return str(named or repr(row))


def _number_in(row: Any) -> str:
    return str(row.get("recordNumber")).strip() if isinstance(row, Mapping) else ""
