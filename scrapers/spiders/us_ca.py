"""California State Legislature, through the archives of its public database.

Three kinds of archive stand in one directory: a session whole (`pubinfo_2025.zip`, rewritten on
Sundays, with the codes), the running session whole (`pubinfo_daily_Mon.zip` to `_Sun`, each evening,
about 1 GB), and what changed since the evening before (`pubinfo_Mon.zip` to `_Sat`, some MB). The
first crawl reads a whole one, the next ones only what changed since, as long as the evenings since
then are all there; texts come in the same archives as XML, so nothing else is asked for.
Quirks: tables are tab-separated with backticks around text, a text stands in a file of its own whose
number changes with each archive; versions are counted down from 99; some text is mis-encoded.
Usage: `scrapy crawl us_ca -a session=20232024`.
History: 2026-11-23 written.
"""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation import jurisdictions, topics
from legislation.model import sentence_of
from scrapers.already_read import Mark, digest
from scrapers.bill_texts import Output
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.capublic import (
    ARCHIVES,
    KINDS,
    BillRow,
    item_of,
    record_link,
    versions_of,
)
from scrapers.platforms.capublic_archives import (
    archives_due,
    archives_in,
    is_snapshot,
    newest_session,
)
from scrapers.platforms.capublic_tables import BILL, Record, Row, Tables
from scrapers.platforms.large_files import FetchesLargeFiles, Files
from scrapers.rough_text import rough_text
from scrapers.seen_fields import note_fields

XML = "application/xml"


class CaliforniaSpider(FetchesLargeFiles):
    name = "us_ca"
    publisher = ARCHIVES

    session: str = ""  # -a session=20232024

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        year: int | None = 0
        if self.session:
            year = jurisdictions.session(self.name, self.session).start_year
        if year is None:
            reason = f"{self.session!r} is no session; write -a session=20232024."
            yield PutAside(f"session={self.session}", reason, ends="misused")
            return
        yield self.ask(
            self.here(f"{self.publisher}/"),
            self.parse_directory,
            "us_ca: directory of archives",
            expects="html",
            is_list=True,
            year=year,
        )

    def tables(self, year: int) -> Tables:
        return Tables(self.place(f"{self.folder(year)}/tables.sqlite"), self.run.archive)

    def folder(self, year: int) -> str:
        return f"items/{self.name}/{year}"

    @property
    def read_as(self) -> str:
        """Texts of what was off topic are not kept: other terms need them all again."""
        return topics.profile_digest() if self.topic_filter else "all"

    def parse_directory(self, response: Response, year: int = 0) -> Output:
        """year: first of the session, 0 for the newest."""
        archives = archives_in(response.body)
        year = year or newest_session(archives)
        with self.tables(year) as tables:
            until, snapshot = tables.fact("until"), tables.fact("snapshot")
            if tables.fact("read_as") != self.read_as or self.settings.getbool("READ_ANEW"):
                until = snapshot = ""
        due = archives_due(archives, year, until, snapshot)
        files = [
            (f"{self.publisher}/{name}", f"{self.folder(year)}/{file_name(name, archives[name])}")
            for name in due
        ]
        yield from self.fetch_files(files, year=year)

    def files_at_hand(self, files: Files, **more: Any) -> Output:
        """Takes the archives in and reads every bill that is not as it was; the archives may go
        when that is done."""
        year: int = more["year"]
        with self.tables(year) as tables:
            for _, path in files:
                for problem in self.taken_in(tables, self.place(path)):
                    reason = f"{problem}; ask the publisher, or mend capublic_tables.py."
                    yield PutAside(f"{self.name} {year}: {problem.partition(':')[0]}", reason)
            for bill_id, record in tables.bills():
                yield from self.bill(tables, year, bill_id, record)
        for read in self.place(self.folder(year)).glob("*.zip*"):
            read.unlink()

    def taken_in(self, tables: Tables, path: Path) -> list[str]:
        """Raises BadZip, LookupError; the file is then removed, so that it is fetched again."""
        name, time = name_and_time(path.name)
        facts = {"until": time, "read_as": self.read_as}
        if is_snapshot(name):
            facts["snapshot"] = time
        try:
            return tables.take_in(path, facts, is_snapshot=is_snapshot(name))
        except (LookupError, ValueError):
            path.unlink()
            raise

    def bill(self, tables: Tables, year: int, bill_id: str, record: Record) -> Output:
        (row,) = record[BILL.name]
        note_fields(self.run.record, BILL.name, row.keys())
        try:
            bill = BillRow.model_validate(row)
        except ValidationError as error:
            yield PutAside(
                f"{self.name} {year}: {bill_id}",
                f"The row of {BILL.name} cannot be read ({sentence_of(error)}); ask the publisher, "
                "or mend scrapers/platforms/capublic.py.",
                of_list=True,
            )
            return
        mark = Mark(bill_id, digest(record), scope=str(year))
        if self.run.has_read(mark):
            return
        if bill.measure_type not in KINDS:
            yield SkipItem(f"type {bill.measure_type} is not tracked", mark)
            return
        versions = versions_of(record)
        if not self.run.follows(mark) and not self.is_on_topic(tables, versions):
            yield SkipItem("off topic", mark)
            return
        texts, folder = {}, self.place(self.folder(year))
        for version in versions:
            if body := tables.text_of(version, folder):
                texts[version["bill_version_id"]] = body
                tables.note_text(version, body)
        found = item_of(bill, record, texts, self.name)
        said = json.dumps(record, ensure_ascii=False, indent=1).encode()
        found.item["fetch_id"] = record_link(bill, bill_id, "application/json", said, found)[
            "fetch_id"
        ]
        found.mark = mark
        yield found

    def is_on_topic(self, tables: Tables, versions: list[Row]) -> bool:
        """Judged by the newest printing. One whose text is not at hand was off topic when it was."""
        if not self.topic_filter:
            return True
        if not versions:
            return False
        newest = versions[-1]
        folder = self.place(self.folder(int(newest["bill_id"][:4])))
        body = tables.text_of(newest, folder) or b""
        return topics.is_candidate(newest["subject"], rough_text(XML, body))


def file_name(name: str, time: str) -> str:
    """`pubinfo_Mon.zip` of `2026-03-02 21:20` is kept as `pubinfo_Mon-2026-03-02T2120.zip`."""
    return f"{name.removesuffix('.zip')}-{time.replace(' ', 'T').replace(':', '')}.zip"


def name_and_time(file: str) -> tuple[str, str]:
    """The opposite."""
    name, _, time = file.removesuffix(".zip").partition("-")
    return f"{name}.zip", f"{time[:10]} {time[11:13]}:{time[13:]}"
