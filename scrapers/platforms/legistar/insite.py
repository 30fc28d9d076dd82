"""Reads a council's web pages, Legistar's InSite, where its API is off.

They say less: the text of the newest version only, and of a change in a matter only what its line in
the list shows.
"""

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from legislation import topics
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import File, Found, PutAside, SkipItem
from scrapers.platforms.legistar.bill import (
    actions_for,
    document,
    item_of,
    session_of,
    sponsorships_for,
    version_class,
)
from scrapers.platforms.legistar.councils import Council
from scrapers.platforms.legistar.detail_page import Detail, read_detail
from scrapers.platforms.legistar.search_page import Listed, SearchPage
from scrapers.rough_text import rough_text
from scrapers.source_spider import SourceSpider

TRIES = 3  # for a list that shifts while it is paged
_PHRASE = re.compile(r'"([^"]+)"')  # '"co-responder" OR "co-response"' has two
Output = Iterator[Request | Found | SkipItem | PutAside]


class ReadsPages(SourceSpider):
    council: ClassVar[Council]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # ASP.NET knows by a cookie whose list is being paged; there is no login.
        settings.set("COOKIES_ENABLED", True, priority="spider")

    def read_pages(self, why: str) -> Output:
        yield SkipItem(f"the API is off ({why}), read from {urlsplit(self.council.site).netloc}")
        yield self._search_page({}, self.parse_form)

    def _search_page(self, form: dict[str, str], callback: Any, **cb_kwargs: Any) -> Request:
        request = self.ask(
            self.here(f"{self.council.site}/Legislation.aspx"),
            callback,
            f"{self.name}: list of legislation",
            expects="html",
            is_list=True,
            form=form or None,
            **cb_kwargs,
        )
        request.meta["cookiejar"] = "lists"
        return request

    def parse_form(self, response: Response, has_switched: bool = False) -> Output:
        page = SearchPage(response.text)
        if not (form := page.to_advanced):
            yield self._search(page, self._searches())
        elif has_switched:
            raise ValueError("the advanced search does not open")
        else:
            yield self._search_page(form, self.parse_form, has_switched=True)

    def _searches(self) -> tuple[str, ...]:
        """What to search the texts for, and last "", the list of all, for their titles."""
        if not self.topic_filter:
            return ("",)
        phrases = [phrase for words in topics.searches() for phrase in _PHRASE.findall(words)]
        return (*dict.fromkeys(phrases), "")

    def _search(self, page: SearchPage, searches: tuple[str, ...], **cb_kwargs: Any) -> Request:
        form = page.search_for(searches[0])
        return self._search_page(form, self.parse_search, searches=searches, **cb_kwargs)

    def parse_search(
        self,
        response: Response,
        searches: tuple[str, ...] = ("",),
        page: int = 1,
        total: int | None = None,
        tries: int = 1,
        met: frozenset[str] = frozenset(),
    ) -> Output:
        """One page of a list; its searches are made one after another. total: rows that the page
        before promised. met: ids that were named before."""
        found = SearchPage(response.text)
        shown = found.grid.position
        if not found.is_of_all_years or shown.page != page or total not in (None, shown.total):
            # A row that came or went moved the others over the edge of a page.
            if tries == TRIES:
                raise ValueError("the list changes whenever it is paged")
            yield self._search(found, searches, tries=tries + 1, met=met)
            return
        for row in found.rows:
            if not row.id:
                yield self._without_page(row)
            elif row.id not in met:
                yield from self._row(row, searches[0])
        met = met.union(row.id for row in found.rows)
        if form := found.next_page_of(searches[0]):
            following = {"page": page + 1, "total": shown.total, "tries": tries, "met": met}
            yield self._search_page(form, self.parse_search, searches=searches, **following)
        elif len(searches) > 1:
            yield self._search(found, searches[1:], met=met)

    def _without_page(self, row: Listed) -> PutAside:
        return PutAside(
            f"{self.name}: {row.file}",
            "The row of the list leads to no page; ask the council's clerk.",
            f"{self.council.site}/Legislation.aspx",
        )

    def _row(self, row: Listed, words: str) -> Output:
        mark = self.known_as(Mark(row.id, row.digest, "pages"))
        if self.run.has_read(mark):
            return
        if row.type and self.council.classification_of(row.type) is None:
            yield SkipItem(f"type {row.type} is not tracked")
        elif (
            words
            or not self.topic_filter
            or self.run.follows(mark)
            or topics.is_candidate(row.title)
        ):
            address = f"{self.council.site}/LegislationDetail.aspx?ID={row.id}&GUID={row.guid}"
            yield self.ask(
                self.here(f"{address}&FullText=1"),
                self.parse_detail,
                f"{self.name}: {row.file}",
                expects="html",
                matter_id=row.id,
                guid=row.guid,
                mark=mark,
            )
        else:
            yield SkipItem("off topic by title and search")

    def parse_detail(
        self, response: Response, matter_id: str, guid: str, mark: Mark | None = None
    ) -> Output:
        detail = read_detail(response.text, matter_id, guid)
        matter = detail.matter
        words = "\n".join((matter.name, matter.title))
        text = rough_text("text/html", detail.text.encode())
        if self.council.classification_of(matter.type) is None:
            yield SkipItem(f"type {matter.type or 'unknown'} is not tracked")
        elif not session_of(self.council, matter):
            raise ValueError("no date of introduction")
        elif self.topic_filter and not (self.run.follows(mark) or topics.is_candidate(words, text)):
            yield SkipItem("off topic", mark)
        else:
            yield self._found(detail, response, mark)

    def _found(self, detail: Detail, response: Response, mark: Mark | None) -> Found:
        address = self.published(response.url).removesuffix("&FullText=1")
        fetch_id = fetch_id_of(response)
        found = Found({}, mark=mark and self.as_kept(mark, detail.matter.introduced))
        if detail.has_more_acts:
            found.left_out.append("actions beyond the first page")
        papers = [(name, urljoin(address, href)) for name, href in detail.papers]
        found.item = {
            **item_of(self.council, detail.matter, "", address),
            "sponsorships": sponsorships_for(detail.sponsors, fetch_id),
            "actions": actions_for(self.council, detail.acts, found, fetch_id),
            "versions": _versions(detail, f"{self.published(response.url)}#divText", found),
            "documents": [document(name, url, fetch_id) for name, url in papers],
            "fetch_id": fetch_id,
        }
        return found

    def known_as(self, mark: Mark, introduced: str = "") -> Mark:
        """The mark as it was left when the bill was read, if nothing changed since."""
        _, key = self.run.already_read.value_and_key(mark)
        return mark if key is None else self.as_kept(mark, introduced)

    def as_kept(self, mark: Mark, introduced: str) -> Mark:
        """Sponsors and papers come and go without a trace in the list, so a bill that is kept and may
        still be before the council is read again in another month. introduced: ISO date, if known."""
        year = introduced[:4]
        if year.isdigit() and int(year) < self.run.started.year - 1:
            return mark
        return mark._replace(value=f"{mark.value.partition(';')[0]};{self.run.started:%Y-%m}")


def _versions(detail: Detail, url: str, found: Found) -> list[dict[str, Any]]:
    if not detail.text:
        return []
    page = f'<!DOCTYPE html><meta charset="utf-8">{detail.text}'
    file = File(url, "text/html", page.encode())
    found.files.append(file)
    link = {"url": file.url, "media_type": file.media_type, "fetch_id": file.fetch_id}
    return [
        {
            "note": f"Version {detail.version}" if detail.version else "Text",
            "classification": version_class(detail.version),
            "links": [link],
        }
    ]
