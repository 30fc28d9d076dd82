"""New York City's matters under Legistar's own field names.

The corpus keeps them as jehiah/nyc_legislation renames them (`ID`, `File`, `Text`…): one file a
matter, merged from six calls. This takes the file apart again. Values stay as they are; what the
mirror does not keep is null, and an id or GUID it does not keep is derived from the matter's.
"""

import base64
import gzip
import json
import re
import uuid
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.replay.odata import Row

Record = dict[str, Any]

# "matters/61485/histories", "matters/61485/texts/63862"
PART = re.compile(r"^matters/(?P<matter>\d+)(?:/(?P<part>[a-z]+)(?:/(?P<id>\d+))?)?$")

MATTER_COLUMNS = {
    "MatterId": "ID",
    "MatterGuid": "GUID",
    "MatterFile": "File",
    "MatterName": "Name",
    "MatterTitle": "Title",
    "MatterTypeId": "TypeID",
    "MatterTypeName": "TypeName",
    "MatterStatusId": "StatusID",
    "MatterStatusName": "StatusName",
    "MatterBodyId": "BodyID",
    "MatterBodyName": "BodyName",
    "MatterEnactmentNumber": "LocalLaw",
    "MatterVersion": "Version",
    "MatterEXText5": "Summary",  # New York's own use of a free column
}
MATTER_DATES = {
    "MatterLastModifiedUtc": "LastModified",
    "MatterIntroDate": "IntroDate",
    "MatterAgendaDate": "AgendaDate",
    "MatterPassedDate": "PassedDate",
    "MatterEnactmentDate": "EnactmentDate",
}
MATTER_FIELDS = """
    Id Guid LastModifiedUtc RowVersion File Name Title TypeId TypeName StatusId StatusName BodyId
    BodyName IntroDate AgendaDate PassedDate EnactmentDate EnactmentNumber Requester Notes Version
    Cost Text1 Text2 Text3 Text4 Text5 Date1 Date2 EXText1 EXText2 EXText3 EXText4 EXText5 EXText6
    EXText7 EXText8 EXText9 EXText10 EXText11 EXDate1 EXDate2 EXDate3 EXDate4 EXDate5 EXDate6
    EXDate7 EXDate8 EXDate9 EXDate10 AgiloftId Reference RestrictViewViaWeb Reports
"""


class NewYorkCity:
    """The matters of `<corpus>/nyc` and the events of `<corpus>/legistar/nyc`, read when asked."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus

    def get(self, resource: str) -> list[Row] | Row | None:
        if part := PART.match(resource):
            return self._part(int(part["matter"]), part["part"], part["id"])
        lists: dict[str, Callable[[], list[Row]]] = {
            "matters": lambda: self._matters,
            "events": lambda: self._events,
            "bodies": lambda: self._named("Body"),
            "mattertypes": lambda: self._named("MatterType", "Type"),
            "matterstatuses": lambda: self._named("MatterStatus", "Status"),
        }
        return lists[resource]() if resource in lists else None

    def _part(self, matter: int, part: str | None, text_id: str | None) -> list[Row] | Row | None:
        record = self._records.get(matter)
        if record is None:
            return None
        if part is None:
            return matter_row(record)
        if part == "texts":
            return text_row(record) if str(record.get("TextID")) == text_id else None
        parts = {
            "versions": version_rows,
            "histories": history_rows,
            "sponsors": sponsor_rows,
            "attachments": attachment_rows,
        }
        return parts[part](record) if part in parts else None

    @cached_property
    def _records(self) -> dict[int, Record]:
        return {record["ID"]: record for record in read_records(self.corpus / "nyc")}

    @cached_property
    def _matters(self) -> list[Row]:
        return [matter_row(record) for record in self._records.values()]

    @cached_property
    def _events(self) -> list[Row]:
        path = self.corpus / "legistar" / "nyc" / "webapi_events.json.gz"
        return json.loads(gzip.decompress(path.read_bytes())) if path.exists() else []

    def _named(self, upstream: str, ours: str | None = None) -> list[Row]:
        """The reference list of names that the matters use."""
        ours = ours or upstream
        names = {r[f"{ours}ID"]: r[f"{ours}Name"] for r in self._records.values()}
        return [
            {
                f"{upstream}Id": key,
                f"{upstream}Guid": _guid(upstream, key),
                f"{upstream}LastModifiedUtc": None,
                f"{upstream}RowVersion": _row_version(key),
                f"{upstream}Name": name,
                f"{upstream}ActiveFlag": 1,
                f"{upstream}UsedFlag": 1,
            }
            for key, name in sorted(names.items())
        ]


def read_records(folder: Path) -> Iterator[Record]:
    """The matters of `on_topic/**/*.json` and of `off_topic.jsonl.gz`."""
    for path in sorted((folder / "on_topic").rglob("*.json")):
        yield json.loads(path.read_bytes())
    packed = folder / "off_topic.jsonl.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(json.loads(line)["raw"])


def matter_row(record: Record) -> Row:
    row: Record = {f"Matter{name}": None for name in MATTER_FIELDS.split()}
    row |= {column: record.get(key) or None for column, key in MATTER_COLUMNS.items()}
    row |= {column: _date(record.get(key)) for column, key in MATTER_DATES.items()}
    return row | {
        "MatterRowVersion": _row_version(record["ID"]),
        "MatterAgiloftId": 0,
        "MatterRestrictViewViaWeb": False,
        "MatterReports": [],
    }


def version_rows(record: Record) -> list[Row]:
    """The mirror keeps one text, that of the current version, so one version is listed."""
    if not record.get("TextID"):
        return []
    return [{"Key": str(record["TextID"]), "Value": record["Version"]}]


def text_row(record: Record) -> Row:
    return {
        "MatterTextId": record["TextID"],
        "MatterTextGuid": _guid("MatterText", record["TextID"]),
        "MatterTextLastModifiedUtc": _date(record.get("LastModified")),
        "MatterTextRowVersion": _row_version(record["TextID"]),
        "MatterTextMatterId": record["ID"],
        "MatterTextVersion": record["Version"],
        "MatterTextPlain": record.get("Text"),
        "MatterTextRtf": record.get("RTF"),
    }


def history_rows(record: Record) -> list[Row]:
    return [
        {
            "MatterHistoryId": act["ID"],
            "MatterHistoryGuid": _guid("MatterHistory", act["ID"]),
            "MatterHistoryLastModifiedUtc": _date(act.get("LastModified")),
            "MatterHistoryRowVersion": _row_version(act["ID"]),
            "MatterHistoryEventId": act.get("EventID"),
            "MatterHistoryAgendaSequence": act.get("AgendaSequence"),
            "MatterHistoryMinutesSequence": act.get("MinutesSequence"),
            "MatterHistoryAgendaNumber": act.get("AgendaNumber"),
            "MatterHistoryVideo": None,
            "MatterHistoryVideoIndex": None,
            "MatterHistoryVersion": act.get("Version"),
            "MatterHistoryAgendaNote": act.get("AgendaNote"),
            "MatterHistoryMinutesNote": act.get("MinutesNote"),
            "MatterHistoryActionDate": _date(act.get("Date")),
            "MatterHistoryActionId": act.get("ActionID"),
            "MatterHistoryActionName": act.get("Action"),
            "MatterHistoryActionText": act.get("Description"),
            "MatterHistoryActionBodyId": act.get("BodyID"),
            "MatterHistoryActionBodyName": act.get("BodyName"),
            "MatterHistoryPassedFlag": act.get("PassedFlag"),
            "MatterHistoryPassedFlagName": act.get("PassedFlagName"),
            "MatterHistoryRollCallFlag": None,
            "MatterHistoryFlagExtra": None,
            "MatterHistoryTally": None,
            "MatterHistoryAccelaRecordId": None,
            "MatterHistoryConsent": act.get("Consent", 0),
            "MatterHistoryMoverId": None,
            "MatterHistoryMoverName": None,
            "MatterHistorySeconderId": None,
            "MatterHistorySeconderName": None,
            "MatterHistoryMatterStatusId": act.get("MatterStatusID"),
        }
        for act in record.get("History") or []
    ]


def sponsor_rows(record: Record) -> list[Row]:
    """Upstream numbers the prime sponsor 0."""
    return [
        {
            "MatterSponsorId": record["ID"] * 1000 + sequence,
            "MatterSponsorGuid": _guid("MatterSponsor", record["ID"] * 1000 + sequence),
            "MatterSponsorLastModifiedUtc": _date(record.get("LastModified")),
            "MatterSponsorRowVersion": _row_version(record["ID"] * 1000 + sequence),
            "MatterSponsorMatterId": record["ID"],
            "MatterSponsorMatterVersion": record["Version"],
            "MatterSponsorNameId": sponsor["ID"],
            "MatterSponsorBodyId": None,
            "MatterSponsorName": sponsor["FullName"],
            "MatterSponsorSequence": sequence,
            "MatterSponsorLinkFlag": 1,
        }
        for sequence, sponsor in enumerate(record.get("Sponsors") or [])
    ]


def attachment_rows(record: Record) -> list[Row]:
    return [
        {
            "MatterAttachmentId": file["ID"],
            "MatterAttachmentGuid": _guid("MatterAttachment", file["ID"]),
            "MatterAttachmentLastModifiedUtc": _date(file.get("LastModified")),
            "MatterAttachmentRowVersion": _row_version(file["ID"]),
            "MatterAttachmentName": file["Name"],
            "MatterAttachmentHyperlink": file["Link"],
            "MatterAttachmentFileName": file["Link"].rpartition("/")[2],
            "MatterAttachmentMatterVersion": "0",
            "MatterAttachmentIsHyperlink": False,
            "MatterAttachmentBinary": None,
            "MatterAttachmentIsSupportingDocument": False,
            "MatterAttachmentShowOnInternetPage": True,
            "MatterAttachmentIsMinuteOrder": False,
            "MatterAttachmentIsBoardLetter": False,
            "MatterAttachmentAgiloftId": 0,
            "MatterAttachmentDescription": None,
            "MatterAttachmentPrintWithReports": True,
            "MatterAttachmentSort": file.get("Sort"),
        }
        for file in record.get("Attachments") or []
    ]


def _date(value: str | None) -> str | None:
    """ "2023-06-22T00:00:00Z" as Legistar writes it; Go's zero date stands for null."""
    return None if not value or value.startswith("0001-01-01") else value.removesuffix("Z")


def _guid(kind: str, key: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{key}")).upper()


def _row_version(key: int) -> str:
    return base64.b64encode(key.to_bytes(8, "big")).decode()
