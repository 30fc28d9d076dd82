"""Minneapolis City Council, through the City Clerk's interface (LIMS), which wants a free key.

The interface answers with all items of a year's files at once, histories included, so that a crawl takes
one request a year. Without an argument the years of a council's term are read, this one and the three
before, because files stay pending that long.
Quirks: the clerk's pages, and the data behind them, are open to browsers alone; only the interface is
not behind that wall. Its fields are known from programs that read it, not from its description, and
which words stand in a file's type is not known: a file is told to be an ordinance, a resolution or a
contract by its type or by the title of an item. It gives no text, so that a file is judged by its
titles. The key stands in the variable as the header wants it: MINNEAPOLIS_LIMS_KEY="Bearer …".
Usage: scrapy crawl us_mn_minneapolis [-a session=2024]
History: 2026-11-23 written.
"""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation import topics
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.minneapolis import (
    Item,
    actions_for,
    acts_for,
    digest_of,
    kind_of,
    sponsorships_for,
    subjects_for,
    titles_of,
)
from scrapers.seen_fields import note_fields
from scrapers.source_spider import SourceSpider

TERM = 4  # years of a council's term
FIRST_YEAR = 2014

Output = Iterator[Request | Found | SkipItem | PutAside]
# Rows as they came, each with the id of the answer that held it
Rows = list[dict[str, Any]]


class MinneapolisSpider(SourceSpider):
    name = "us_mn_minneapolis"
    publisher = "https://lims.minneapolismn.gov"
    token_variable = "MINNEAPOLIS_LIMS_KEY"  # noqa: S105  the variable's name
    token_header = "Authorization"  # noqa: S105
    token_page = "https://lims.minneapolismn.gov/v2/api"  # noqa: S105
    needs_token = True

    session: str = ""  # -a session=2024: the files of one year

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        year = self.run.started.year
        if not self.session:
            years = list(range(year - TERM + 1, year + 1))
            yield self._items(years, years, [])
        elif self.session.isdigit() and FIRST_YEAR <= int(self.session) <= year + 1:
            yield self._items([int(self.session)], [int(self.session)], [])
        else:
            reason = f"{self.session!r} is no year of the clerk's files; write -a session=2024."
            yield PutAside("session", reason, ends="misused")

    def _items(self, years: Sequence[int], asked: Sequence[int], rows: Rows) -> Request:
        """years: still to be read, of those asked for. rows: of the years before."""
        request = self.ask(
            self.here(f"{self.publisher}/api/v1/search/FileItemSearch"),
            self.parse_items,
            f"{self.name}: items of {years[0]}",
            is_list=True,
            years=years,
            asked=asked,
            rows=rows,
        )
        return request.replace(
            method="POST",
            body=json.dumps({"CalendarYear": years[0]}),
            headers={**request.headers, "Content-Type": "application/json"},
        )

    def parse_items(
        self, response: Response, years: Sequence[int], asked: Sequence[int], rows: Rows
    ) -> Output:
        answer, year = json.loads(response.body), years[0]
        if not isinstance(answer, list):
            raise TypeError(f"a list of items was due, not {str(answer)[:100]}")
        read = list(rows)
        for number, row in enumerate(answer, start=1):
            try:
                item = Item.model_validate(row)
            except ValidationError as error:
                yield unreadable_row(
                    f"{self.name}: item {number} of {year}",
                    error,
                    "scrapers/platforms/minneapolis.py",
                    self.published(response.url),
                )
                continue
            note_fields(self.run.record, Item, row)
            # Plain, so that it can travel with a request, and without the votes of each member.
            read.append(item.model_dump(by_alias=True) | {"fetch_id": fetch_id_of(response)})
        if others := years[1:]:
            yield self._items(others, asked, read)
            return
        files: defaultdict[str, Rows] = defaultdict(list)
        for row in read:
            files[row["FileNumber"]].append(row)
        for of_file in files.values():
            yield from self._file(of_file, asked)

    def _file(self, rows: Rows, asked: Sequence[int]) -> Output:
        """A file that is acted on in two years may stand in the answers of both."""
        items = [Item.model_validate(row) for row in rows]
        first = items[0]
        if int(first.year) not in asked:
            yield SkipItem("file of another year")
            return
        if not (kind := kind_of(items)):
            yield SkipItem(f"type {first.type or 'unknown'} is not tracked")
            return
        mark = Mark(first.file, digest_of(items), first.year)
        if self.run.has_read(mark):
            return
        title, *others = titles_of(items)
        is_on_topic = self.run.follows(mark) or topics.is_candidate("\n".join((title, *others)))
        if self.topic_filter and not is_on_topic:
            yield SkipItem("off topic", mark)
            return
        found = Found({}, mark=mark)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": first.year,
            "identifier": first.file,
            "title": title,
            "classification": [kind],
            "subjects": subjects_for(items),
            "url": f"{self.publisher}/File/{first.file}",
            "other_titles": others,
            "other_identifiers": acts_for(items),
            "sponsorships": sponsorships_for(items),
            "actions": actions_for(items, self.name, found),
            "fetch_id": rows[-1]["fetch_id"],
        }
        yield found
