"""Reading LegiScan's weekly files, from the API or saved ones."""

import base64
import binascii
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation.jurisdictions import UnknownJurisdiction
from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.bill_texts import Output
from scrapers.outcomes import PutAside, SkipItem
from scrapers.platforms.legiscan.api import LegiScanApi
from scrapers.platforms.legiscan.bill import found_in
from scrapers.platforms.legiscan.dataset import Record, records_in
from scrapers.platforms.legiscan.rows import Bill, Dataset
from scrapers.saved_bills import ReadsSavedBills
from scrapers.seen_fields import note_fields


class ReadsWeeklyFiles(ReadsSavedBills, LegiScanApi):
    format: str = "json"  # -a format=csv: tables instead of a file a bill

    def weekly_files(self) -> Request:
        subject = "legiscan: weekly files"
        request = self.call("getDatasetList", {}, self.parse_datasets, subject, is_list=True)
        request.meta["asks_anew"] = True  # the list that an earlier crawl kept has no access keys
        return request

    def parse_datasets(self, response: Response) -> Output:
        access_keys = response.meta.get("access_keys", {})
        for listed in self.rows_of(Dataset, response, "datasetlist", "failed"):
            if isinstance(listed, PutAside):
                yield listed
                continue
            mark = Mark(f"{listed.session_id} {self.format}", listed.dataset_hash, "weekly files")
            if not self.is_asked_for(listed) or self.run.has_read(mark):
                continue
            form = {"format": "csv"} if self.format == "csv" else {}
            request = self.call(
                "getDataset",
                {"id": listed.session_id, **form},
                self.parse_dataset,
                f"legiscan: weekly file of {listed.state}, {listed.title or listed.name}",
                is_list=True,
                mark=mark,
            )
            request.meta["access_key"] = access_keys.get(listed.session_id, "")
            # Base64 takes a third more, and the largest sessions 50 MB.
            most = max(self.settings.getint("DOWNLOAD_MAXSIZE"), 2 * listed.dataset_size)
            request.meta["download_maxsize"] = most
            yield request

    def parse_dataset(self, response: Response, mark: Mark) -> Output:
        subject = response.meta["subject"]
        try:
            archive = base64.b64decode(self.answer_of(response, "dataset")["zip"], validate=True)
        except binascii.Error as error:
            raise PutAside(
                subject,
                f"The archive in the answer is damaged ({error}); run the crawl again later.",
                ends="failed",
            ) from error
        is_done = True
        for outcome in self.bills_in(records_in(archive), subject):
            # A printing may fail: only a file that left nothing to ask for is done with. A bill in it
            # that cannot be read stays so until there is another file.
            if isinstance(outcome, Request) or (isinstance(outcome, PutAside) and outcome.ends):
                is_done = False
            yield outcome
        if is_done:
            yield SkipItem("weekly file read", Mark(*mark))

    def saved_bills(self, path: Path) -> AsyncIterator[Any]:
        return self.bills_saved_in(
            path, records_in(path), "dataset", "-a dataset=FILE_OR_FOLDER or dataset=weekly"
        )

    def _bill_in(self, record: Record) -> Output:
        try:
            bill = Bill.model_validate(record.payload)
            found = found_in(bill, self.name, record.fetch_id)
        except (ValidationError, UnknownJurisdiction, ValueError) as error:
            yield PutAside(
                f"legiscan: {record.name}",
                f"The bill has another shape than expected ({sentence_of(error)}); compare it with "
                "scrapers/platforms/legiscan/rows.py.",
            )
            return
        # A table has fewer columns than a record has fields; the monitor of renamed fields must know.
        note_fields(self.run.record, Bill if record.files else "bills.csv", record.payload)
        if self.asked_states and bill.state.lower() not in self.asked_states:
            yield SkipItem("of a state that is not asked for")
            return
        mark = self.mark_of(bill.bill_id, bill.change_hash, bill.session_id)
        if self.run.has_read(mark):
            return
        found.mark, found.files = mark, list(record.files)
        for part, fetch_id in record.fetch_ids.items():
            for row in found.item[part]:
                row["fetch_id"] = fetch_id
        yield from self.with_printings(found, bill)
