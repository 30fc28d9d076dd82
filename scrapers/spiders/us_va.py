"""Virginia General Assembly, through the data files of its Legislative Information System.

Quirks: a session is CSV tables that are rewritten several times a day, joined here by bill number. The
tables name texts and do not hold them; the new site shows them by script, so they are read from the
site before it, which serves them as pages and answers whom it finds too fast with an excuse and
200. The publisher opens these tables for 2025 and later. A bill that is continued to the next year is
listed in both sessions.
Usage: `scrapy crawl us_va -a session=2026S1`; without it the year's sessions and what is prefiled.
History: 2026-11-23 written.
"""

import re
from collections.abc import AsyncIterator
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from legislation import jurisdictions
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.virginia import (
    BILLS,
    FISCAL,
    HISTORY,
    OTHERS,
    BillRow,
    Table,
    TableFile,
    digest_of,
    grouped,
    item_of,
    rows_in,
)
from scrapers.seen_fields import note_fields

FIRST_YEAR = 2025
# "2026", "2026S1"
_SESSION = re.compile(r"(\d{4})(?:S(\d))?")


class VirginiaSpider(ReadsTexts):
    name = "us_va"
    publisher = "https://lis.blob.core.windows.net"

    session: str = ""  # -a session=2026S1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        year = self.run.started.year
        due, may_be = [str(year)], [f"{year}S1", str(year + 1)]
        if self.session:
            due, may_be = [jurisdictions.session(self.name, self.session).identifier], []
        if not (named := _SESSION.fullmatch(due[0])) or int(named[1]) < FIRST_YEAR:
            yield PutAside(
                f"session={self.session}",
                f"{self.session!r} is no session from {FIRST_YEAR} on; write -a session=2026.",
                ends="misused",
            )
            return
        for session in (*due, *may_be):
            yield self.table(HISTORY, session, {}, may_lack=session in may_be)

    def table(
        self, table: TableFile, session: str, tables: dict[str, Table], *, may_lack: bool = False
    ) -> Request:
        """may_lack: a session that is not opened yet, or a table that it does not have."""
        return self.ask(
            self.here(f"{self.publisher}/lisfiles/{code_of(session)}/{table.name}"),
            self.parse_table,
            f"{self.name} {session}: {table.name}",
            expects="csv",
            is_list=True,
            errback=self.table_lacking if may_lack else None,
            session=session,
            name=table.name,
            tables=tables,
        )

    def parse_table(
        self, response: Response, session: str, name: str, tables: dict[str, Table]
    ) -> Output:
        """tables: those read before, by name."""
        if name == BILLS.name:
            yield from self.bills_in(response, session, tables)
        else:
            (table,) = (known for known in OTHERS if known.name == name)
            yield self.after(name, session, tables | {name: grouped(response.body, table)})

    def after(self, name: str, session: str, tables: dict[str, Table]) -> Request:
        """The next table; the bills come last, when all that is said of them is known."""
        names = [table.name for table in OTHERS]
        following = (*OTHERS, BILLS)[names.index(name) + 1]
        # There are no statements before the first is written, and special sessions have less.
        may_lack = following is FISCAL or ("S" in session and following is not BILLS)
        return self.table(following, session, tables, may_lack=may_lack)

    def table_lacking(self, failure: Failure) -> Output:
        """404 says that there is none (yet); anything else is a failure like any other."""
        asked: dict[str, Any] = failure.request.cb_kwargs  # type: ignore[attr-defined]
        if not isinstance(failure.value, HttpError) or failure.value.response.status != 404:
            yield from self.give_up(failure)
        elif asked["name"] == HISTORY.name:
            yield SkipItem("session not opened yet")
        else:
            yield SkipItem("table not published yet")
            yield self.after(asked["name"], asked["session"], asked["tables"])

    def bills_in(self, response: Response, session: str, tables: dict[str, Table]) -> Output:
        for line, row in enumerate(rows_in(response.body, BILLS), start=2):
            note_fields(self.run.record, BILLS.name, row.keys())
            try:
                bill = BillRow.model_validate(row)
            except ValidationError as error:
                yield PutAside(
                    f"{self.name} {session}: {row['Bill_id']}, row {line}",
                    f"The row of {BILLS.name} cannot be read ({sentence_of(error)}); ask the "
                    "publisher, or mend scrapers/platforms/virginia.py.",
                    self.published(response.url),
                )
                continue
            mark = Mark(bill.number, digest_of(row, tables, bill.number), scope=session)
            if self.run.has_read(mark):
                continue
            found = item_of(bill, row, code_of(session), session, tables)
            found.item["fetch_id"] = fetch_id_of(response)
            found.mark = mark
            yield from self.with_texts(found)


def code_of(session: str) -> str:
    """`2026` is `20261` to the publisher, `2026S1` is `20262`."""
    year, _, special = session.partition("S")
    return f"{year}{int(special or 0) + 1}"
