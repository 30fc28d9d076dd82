"""Reading the bills of a saved file, many thousands of them, one after another."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapers.outcomes import File, PutAside
from scrapers.saved_files import BadTable
from scrapers.source_spider import SourceSpider
from scrapers.zip_files import BadZip

AT_ONCE = 20  # bills read between two looks at the rest of the program


class ReadsSavedBills(SourceSpider):
    """Subclasses say what a bill in a file is.

    records: bills, and `File`s that they were read from; reading them may raise BadZip, BadTable and
    OSError.
    """

    def _bill_in(self, record: Any) -> Iterator[Any]:
        raise NotImplementedError

    async def bills_saved_in(
        self, path: Path, records: Iterator[Any], argument: str, write: str
    ) -> AsyncIterator[Any]:
        """argument: the one that names the file. write: what to write instead of a wrong one."""
        if not path.exists():
            reason = f"{path.name!r} does not exist; write {write}."
            yield PutAside(argument, reason, ends="misused")
            return
        for number, outcome in enumerate(self.bills_in(records, path.name)):
            yield outcome
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)

    def bills_in(self, records: Iterator[Any], subject: str) -> Iterator[Any]:
        count = 0
        try:
            for record in records:
                if isinstance(record, File):
                    self.run.keep_bytes(record.body, record.url, record.media_type)
                    continue
                count += 1
                yield from self._bill_in(record)
        except (BadZip, BadTable, OSError) as error:
            yield PutAside(subject, str(error), ends="failed")
            return
        if not count:
            reason = f"{subject} holds no bills where they are expected; look at it."
            yield PutAside(subject, reason, ends="failed")
