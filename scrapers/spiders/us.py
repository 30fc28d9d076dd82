"""United States Congress, from GovInfo's bulk data: https://www.govinfo.gov/bulkdata/BILLSTATUS.

A sitemap a Congress and kind of measure names every file and when it last changed, so that a bill of
which nothing is new costs no request. Texts are the XML of the same publisher.
Quirks: files are written anew every four hours at most; the newest version's row may come days after
the action; most introduced measures of a Congress die with it, so a first crawl asks some 20,000 times.
Usage: scrapy crawl us [-a session=118]
History: 2026-11-23 written.
"""

import re
from collections.abc import AsyncIterator, Iterator

from scrapy import Request
from scrapy.http import Response

from legislation.xml_with_limits import parsed
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import PutAside
from scrapers.platforms.bill_status import FILE, found_of

_NAMESPACE = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
# ".../BILLSTATUS/119hr/sitemap.xml"
_LIST = re.compile(r"/BILLSTATUS/(?P<congress>\d+)(?P<kind>[a-z]+)/sitemap\.xml$")


class CongressSpider(ReadsTexts):
    name = "us"
    publisher = "https://www.govinfo.gov"

    session: str = ""  # -a session=118; without it, the newest Congress

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        if self.session and not self.session.isdigit():
            sentence = f"{self.session!r} is no Congress; write -a session=118."
            yield PutAside("session", sentence, ends="misused")
            return
        yield self.ask(
            self.here(f"{self.publisher}/sitemap/bulkdata/BILLSTATUS/sitemapindex.xml"),
            self.parse_index,
            "us: the Congresses",
            expects="xml",
            is_list=True,
        )

    def parse_index(self, response: Response) -> Output:
        lists = [
            (match["congress"], match["kind"], url)
            for url, _ in _rows(response.body, "sitemap")
            if (match := _LIST.search(url))
        ]
        if not lists:
            raise ValueError("no list of a Congress in the index")
        newest = max((congress for congress, *_ in lists), key=int)
        wanted = self.session or newest
        if wanted not in {congress for congress, *_ in lists}:
            sentence = f"The publisher has no Congress {wanted}; the newest is the {newest}th."
            yield PutAside("session", sentence, ends="misused")
        for congress, kind, url in lists:
            if congress == wanted:
                yield self.ask(
                    self.here(url),
                    self.parse_list,
                    f"us {congress}: list of {kind}",
                    expects="xml",
                    is_list=True,
                    scope=f"{congress}{kind}",
                )

    def parse_list(self, response: Response, scope: str) -> Output:
        for url, changed in _rows(response.body, "url"):
            match = FILE.search(url)
            if match is None:
                continue  # the list names its own folder, too
            mark = Mark(url.rpartition("/")[2], changed, scope)
            if not self.run.has_read(mark):
                yield self.ask(
                    self.here(url),
                    self.parse_bill,
                    f"us {match['congress']} {match['kind'].upper()} {match['number']}",
                    expects="xml",
                    mark=mark,
                )

    def parse_bill(self, response: Response, mark: Mark) -> Output:
        found = found_of(response.body, fetch_id_of(response))
        found.mark = Mark(*mark)
        yield from self.with_texts(found)


def _rows(body: bytes, row: str) -> Iterator[tuple[str, str]]:
    """Address and time of last change of each row. Raises ValueError for another kind of list."""
    root = parsed(body)
    if not str(root.tag).startswith(f"{{{_NAMESPACE['map']}}}"):
        raise ValueError("the list is no sitemap")
    for element in root.iterfind(f"map:{row}", _NAMESPACE):
        url = (element.findtext("map:loc", "", _NAMESPACE) or "").strip()
        yield url, (element.findtext("map:lastmod", "", _NAMESPACE) or "").strip()
