"""Utah State Legislature, through the JSON files from which its website makes its bill pages.

A session has a list, `data/2026GS/billlist.json`, and a file for each bill; the texts are XML. No key
is needed, as it is for the interface for developers (glen.le.utah.gov), which says the same.
Quirks: the web page of all bills leaves most of them out once a session is over, so that it is not
read; where the list does not say when a bill changed, every record is asked for at each crawl; the owner
of an action is who has the bill after it; sessions before 2025 have no such files; a special session is
read where legislation/jurisdictions.yml lists it, or by its name.
Usage: scrapy crawl us_ut [-a session=2026] [-a session=2025S2]
History: 2026-11-23 written.
"""

import json
from collections.abc import AsyncIterator
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from legislation.jurisdictions import jurisdiction, session
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.utah import (
    SITE,
    actions_for,
    documents_for,
    folder_of,
    name_of,
    printings_in,
    rows_in,
    sponsorships_for,
    subjects_for,
    versions_for,
)
from scrapers.platforms.utah_rows import Listed, Record
from scrapers.seen_fields import note_fields


class UtahSpider(ReadsTexts):
    name = "us_ut"
    publisher = SITE

    session: str = ""  # -a session=2026 or 2025S2; without one, the sessions of this year

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        if not self.session:
            for folder in self._this_year():
                yield self._list(folder)
        elif folder := folder_of(session(self.name, self.session).identifier):
            yield self._list(folder)
        else:
            reason = f"{self.session!r} is no session; write -a session=2026 or 2025S2."
            yield PutAside("session", reason, ends="misused")

    def _this_year(self) -> list[str]:
        """The general session and the special ones that are known."""
        year = self.run.started.year
        known = jurisdiction(self.name).sessions
        special = [listed.identifier for listed in known if listed.start_year == year]
        folders = [folder_of(name) for name in (str(year), *special)]
        return list(dict.fromkeys(filter(None, folders)))

    def _list(self, folder: str) -> Request:
        return self.ask(
            self.here(f"{SITE}/data/{folder}/billlist.json"),
            self.parse_list,
            f"us_ut: list of {folder}",
            is_list=True,
            errback=self.list_failed,
            folder=folder,
        )

    def list_failed(self, failure: Failure) -> Output:
        """In January a session has no list until its first bill is numbered."""
        error = failure.value
        is_absent = isinstance(error, HttpError) and error.response.status == 404
        if is_absent and not self.session:
            yield SkipItem("session without a list yet")
        else:
            yield from self.give_up(failure)

    def parse_list(self, response: Response, folder: str) -> Output:
        for number, row in enumerate(rows_in(response.body), start=1):
            try:
                listed = Listed.model_validate(row)
            except ValidationError as error:
                yield unreadable_row(
                    f"us_ut {folder}: row {number}",
                    error,
                    "scrapers/platforms/utah.py",
                    self.published(response.url),
                )
                continue
            note_fields(self.run.record, Listed, row)
            if not self.run.has_read(Mark(listed.identifier, listed.changed, folder)):
                yield self.ask(
                    self.here(f"{SITE}/data/{folder}/{listed.number}.json"),
                    self.parse_bill,
                    f"us_ut {name_of(folder)} {listed.identifier}",
                    folder=folder,
                    row=row,
                )

    def parse_bill(self, response: Response, folder: str, row: dict[str, Any]) -> Output:
        """row: of the list."""
        listed, answer = Listed.model_validate(row), json.loads(response.body)
        record = Record.model_validate(answer)
        note_fields(self.run.record, Record, answer)
        if not record.number.startswith(listed.number):
            raise ValueError(f"the record of {record.number} for {listed.number}")
        mark = Mark(listed.identifier, listed.changed or record.digest(), folder)
        if not listed.changed and self.run.has_read(mark):
            return
        found, session = Found({}, mark=mark), name_of(folder)
        printings = printings_in(record)
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": session,
            "identifier": listed.identifier,
            "title": record.title or listed.identifier,
            "classification": [listed.kind],
            "abstract": "\n".join(filter(None, (record.general, record.highlighted))),
            "subjects": subjects_for(record),
            "publisher_status": record.last_action,
            "url": f"{SITE}/~{session}/bills/static/{listed.number}.html",
            "sponsorships": sponsorships_for(record),
            "actions": actions_for(record, found),
            "versions": versions_for(printings),
            "documents": documents_for(printings),
            "fetch_id": fetch_id_of(response),
        }
        yield from self.with_texts(found)
