"""The catalogue that ships with the project, `data/knowledge/`, read like any other source.

Quirks: no network; an entry with a fault is put aside with its file and line, the others of the
file are read; an entry that was taken out of the files is gone.
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response
from w3lib.url import file_uri_to_path

from legislation import knowledge
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside
from scrapers.source_spider import SourceSpider

FOLDER = Path(__file__).parents[2] / "data" / "knowledge"


class CatalogueSpider(SourceSpider):
    """`-s BASE_URL=file:///folder` reads another catalogue of the same layout."""

    name = "catalogue"
    publisher = FOLDER.as_uri()
    forgets = True

    async def start(self) -> AsyncIterator[Request]:
        root = Path(file_uri_to_path(self.base_url))
        for kind, path in knowledge.files(root):
            file = path.relative_to(root).as_posix()
            yield Request(
                f"{self.base_url}/{quote(file)}",
                self.parse_file,
                errback=self.give_up,
                cb_kwargs={"kind": kind, "file": file},
                meta={"subject": file, "is_list": True},
            )

    def published(self, url: str) -> str:
        """`knowledge:laws/us_wa.yml`, the same on every machine."""
        return f"knowledge:{url.removeprefix(self.base_url).lstrip('/')}"

    def parse_file(
        self, response: Response, kind: knowledge.Kind, file: str
    ) -> Iterator[Found | PutAside]:
        entries, problems = knowledge.parse_file(kind, response.body, f"data/knowledge/{file}")
        for entry in entries:
            yield Found(
                {
                    "kind": kind,
                    "source": self.name,
                    "entry": entry.model_dump(mode="json"),
                    "fetch_id": fetch_id_of(response),
                }
            )
        for problem in problems:
            subject = f"{kind} {problem.entry}" if problem.entry else file
            yield PutAside(subject, str(problem), self.published(response.url))
