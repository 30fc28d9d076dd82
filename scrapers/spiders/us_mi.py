"""Michigan Legislature, through the pages of legislature.mi.gov.

One search lists every bill of a session with its last action, which is what tells a bill that changed.
Quirks: the site has no interface for machines and stands behind a firewall that may take an honest
robot for a bad one: such an answer is recognised, never got around. A substitute is linked from the
history only. A joint resolution has letters for a number.
Usage: scrapy crawl us_mi [-a session=2025-2026]
History: 2026-11-23 written.
"""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from legislation.jurisdictions import session
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, unreadable_row
from scrapers.platforms.michigan import (
    actions_for,
    acts_for,
    classification_for,
    listed_in,
    page_of,
    papers_for,
    rows_in,
    sponsorships_for,
    subjects_for,
    title_for,
    versions_for,
)


class MichiganSpider(ReadsTexts):
    name = "us_mi"
    publisher = "https://legislature.mi.gov"

    session: str = ""  # -a session=2023-2024; without one, the biennium of the day

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        # By the constitution a legislature sits for two years, from an odd one.
        this_year = self.run.started.year
        asked = session(self.name, self.session) if self.session else None
        first = this_year - (this_year + 1) % 2 if asked is None else asked.start_year
        if first is None:
            yield PutAside(
                "session",
                f"{self.session!r} is no session; write -a session=2025-2026.",
                ends="misused",
            )
            return
        name = f"{first}-{first + 1}"
        kinds = ("HB,SB", "HR,SR", "HCR,SCR", "HJR,SJR")
        query = [("chamber", ""), *(("docTypesList", kind) for kind in kinds), ("sessions", name)]
        blank = [
            (key, "") for key in ("sponsor", "number", "dateFrom", "dateTo", "contentFullText")
        ]
        yield self.ask(
            self.here(f"{self.publisher}/Search/ExecuteSearch?{urlencode(query + blank)}"),
            self.parse_list,
            f"us_mi: list of {name}",
            expects="html",
            is_list=True,
            name=name,
        )

    def parse_list(self, response: Response, name: str) -> Output:
        for number, row in enumerate(rows_in(page_of(response.body)), start=1):
            try:
                listed = listed_in(row)
            except ValueError as error:
                yield unreadable_row(
                    f"us_mi {name}: row {number}",
                    error,
                    "scrapers/platforms/michigan.py",
                    self.published(response.url),
                )
                continue
            mark = Mark(listed.object_name, listed.digest, name)
            if not self.run.has_read(mark):
                yield self.ask(
                    self.here(f"{self.publisher}/Bills/Bill?ObjectName={listed.object_name}"),
                    self.parse_bill,
                    f"us_mi {name} {listed.identifier}",
                    expects="html",
                    name=name,
                    **listed._asdict(),
                )

    def parse_bill(
        self, response: Response, name: str, object_name: str, identifier: str, digest: str
    ) -> Output:
        page = page_of(response.body)
        url = self.published(response.url)
        found = Found({}, mark=Mark(object_name, digest, name))
        kind = classification_for(page)
        actions = actions_for(page, found)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": name,
            "identifier": identifier,
            "title": title_for(page) or identifier,
            "classification": [kind],
            "subjects": subjects_for(page),
            "url": url,
            "other_identifiers": acts_for(actions),
            "sponsorships": sponsorships_for(page),
            "actions": actions,
            "versions": versions_for(page, url),
            "documents": papers_for(page, url),
            "fetch_id": fetch_id_of(response),
        }
        yield from self.with_texts(found)
