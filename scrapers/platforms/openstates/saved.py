"""Reading saved session files."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from legislation import topics
from legislation.jurisdictions import UnknownJurisdiction
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.bill_texts import words_of
from scrapers.outcomes import File, Found, PutAside, SkipItem
from scrapers.platforms.openstates.bill import found_in
from scrapers.platforms.openstates.bulk import Record, records_in
from scrapers.saved_bills import ReadsSavedBills
from scrapers.seen_fields import note_fields

Output = Iterator[Found | SkipItem | PutAside]


class ReadsSessionFiles(ReadsSavedBills):
    def saved_bills(self, path: Path) -> AsyncIterator[Any]:
        return self.bills_saved_in(path, records_in(path), "bulk", "-a bulk=FILE_OR_FOLDER")

    def _bill_in(self, record: Record) -> Output:
        mark = Mark(record.name, record.digest, scope="bulk")
        if self.run.has_read(mark):
            return
        try:
            note_fields(self.run.record, "Bill of a session file", record.row)
            found = found_in(record.row, self.name, record.fetch_id)
        except (UnknownJurisdiction, ValidationError, ValueError, TypeError) as error:
            yield PutAside(
                f"openstates: {record.name}",
                f"The bill has another shape than expected ({sentence_of(error)}); compare it with "
                "scrapers/platforms/openstates/bulk.py.",
            )
            return
        is_on_topic = self.run.follows(mark) or topics.is_candidate(
            words_of(found.item), record.text
        )
        if self.topic_filter and not is_on_topic:
            yield SkipItem("off topic", mark)
            return
        found.mark = mark
        if record.file:
            found.files.append(record.file)
        if record.text:
            attach_text(found, record)
        yield found


def attach_text(found: Found, record: Record) -> None:
    """The text that Open States took from a printing, beside the printing's own links."""
    file = File(f"{record.text_url}#raw_text", "text/plain", record.text.encode())
    for version in found.item["versions"]:
        if any(link["url"] == record.text_url for link in version["links"]):
            found.files.append(file)
            link = {"url": file.url, "media_type": "text/plain", "fetch_id": file.fetch_id}
            version["links"].append(link)
            return
    found.left_out.append("text of a printing that is not listed")
