"""New Jersey's bill tracking database, a zip of comma-separated tables, one row of headers each.

Source: https://pub.njleg.state.nj.us/leg-databases/<year>data/Readme.txt. Tables are in the code page
of Windows, dates are written "1/13/2026 0:00:00", and a bill is known by BillType and BillNumber.
`new_jersey.yml` spells the abbreviations out.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers import action_words
from scrapers.already_read import digest
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import oldest_first
from scrapers.stages import date_in, stage_of
from scrapers.zip_files import Limits, members

PLACE = "nj"
TABLES = ("MAINBILL", "BILLHIST", "BILLSPON", "BILLWP", "BILLSUBJ", "COMMITTEE")
# A session's tables are some 30 MB.
_LIMITS = Limits(members=100, member_bytes=200 * 1024**2, total_bytes=500 * 1024**2)
# "1/13/2026 0:00:00", "01/13/2026"; "2026-01-13 00:00:00"
_AMERICAN_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d")
# "S3013", "SJR97 (1R)", "A444 S1765"
_BILL = re.compile(r"\b[AS](?:CR|JR|R)?\d+\b")
# "P.L.2026, c.27."
_LAW = re.compile(r"P\.L\. ?\d{4}, ?c\. ?\d+")
# "A1500\1007_I1.DOC", also ".DOCX" and, in old sessions, ".WPD"
_PAPER = re.compile(r"([^\\/]+)[\\/]([^\\/]+)\.\w+$")

Row = dict[str, Any]


def day_of(text: str) -> str:
    """ISO date, empty where there is none. Raises ValueError for what is no date."""
    if american := _AMERICAN_DAY.match(text):
        month, day, year = (int(part) for part in american.groups())
        return date(year, month, day).isoformat()
    if text and not _ISO_DAY.match(text):
        raise ValueError(f"{text!r} is no date such as 1/13/2026")
    return date.fromisoformat(text[:10]).isoformat() if text else ""


Words = Annotated[str, BeforeValidator(lambda value: (value or "").strip())]
Code = Annotated[Words, AfterValidator(lambda value: " ".join(value.upper().split()))]
Day = Annotated[Words, AfterValidator(day_of)]
Order = Annotated[int, BeforeValidator(lambda value: int(float(value)) if value else 0)]


class _Table(BaseModel):
    """Names of columns are read in lower case: the tables of old sessions have them in capitals."""

    model_config = ConfigDict(frozen=True)


class MainBill(_Table):
    synopsis: Words
    abstract: Words = ""
    status: Words = Field("", alias="currentstatus")
    introduced: Day = Field("", alias="introdate")
    identical: Words = Field("", alias="identicalbillnumber")
    earlier: Words = Field("", alias="lastsessionfullbillnumber")


class History(_Table):
    house: Code
    day: Day = Field(alias="dateaction")
    action: Words
    comment: Words = ""
    sequence: Order = 0


class Sponsor(_Table):
    name: Words = Field(alias="sponsor")
    type: Code


class Paper(_Table):
    """A printing of the bill, or a paper beside it."""

    document: Words
    type: Code = Field(alias="doctype")
    comment: Words = ""


class Subject(_Table):
    key: Words = Field(alias="subjectkey")


class Committee(_Table):
    code: Code
    house: Code
    description: Words


@cache
def spelled() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
    return words


class Database:
    """The tables of one session. Raises ValueError, also for an archive that cannot be trusted.

    malformed: rows that name no bill, as sentences. orphans: rows of bills that MAINBILL.TXT lacks,
    counted by table.
    """

    def __init__(self, archive: bytes) -> None:
        self._rows: dict[str, dict[str, list[Row]]] = {}
        self.malformed: list[str] = []
        self.orphans: Counter[str] = Counter()
        self._committees: dict[str, str] = {}
        for member in members(archive, limits=_LIMITS):
            name = PurePosixPath(member.name).name.upper()
            table = name.removesuffix(".TXT")
            if name.endswith(".TXT") and table in TABLES:
                rows = _rows_of(member.read())
                if table == "COMMITTEE":
                    self._committees = dict(_committee(row) for row in rows)
                else:
                    self._rows[table] = self._by_bill(table, rows)
        if missing := [table for table in TABLES[:4] if table not in self._rows]:
            raise ValueError(f"the archive holds no {missing[0]}.TXT")
        for table, rows_of in self._rows.items():
            strange = [len(rows) for bill, rows in rows_of.items() if bill not in self]
            self.orphans[table] += sum(strange)

    def __contains__(self, bill: str) -> bool:
        return bill in self._rows["MAINBILL"]

    def bills(self) -> Iterator[str]:
        """Identifiers: `A1007`, `SJR97`."""
        yield from self._rows["MAINBILL"]

    def digest(self, bill: str) -> str:
        """Changes whenever a table says something else about the bill."""
        said = [self.of(table, bill) for table in TABLES[:5]]
        return digest(*said)

    def of(self, table: str, bill: str) -> list[Row]:
        return self._rows.get(table, {}).get(bill, [])

    def action_words(self, row: History) -> str:
        """`INT 1RA REF AHE` to "Introduced in the Assembly, Referred to Assembly Health Committee"."""
        actions: dict[str, str] = spelled()["actions"]
        code = " ".join(row.action.upper().split())
        start, _, last = code.rpartition(" ")
        words = actions.get(code, row.action)
        if code not in actions and start in actions and last in self._committees:
            words = f"{actions[start]} {self._committees[last]}"
        return f"{words} {row.comment}".strip()

    def _by_bill(self, table: str, rows: list[Row]) -> dict[str, list[Row]]:
        by_bill: defaultdict[str, list[Row]] = defaultdict(list)
        for line, row in enumerate(rows, start=2):
            kind, number = (
                (row.get("billtype") or "").strip(),
                (row.get("billnumber") or "").strip(),
            )
            bill = f"{kind}{number.partition('.')[0].lstrip('0')}"
            if not _BILL.fullmatch(bill):
                self.malformed.append(f"{table}.TXT, row {line}")
            else:
                by_bill[bill].append(row)
        return dict(by_bill)


def _rows_of(body: bytes) -> list[Row]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    try:
        return list(reader)
    except csv.Error as error:
        raise ValueError(f"a table breaks off ({error})") from error


def _committee(row: Row) -> tuple[str, str]:
    committee = Committee.model_validate(row)
    house = spelled()["house_names"].get(committee.house, "")
    return committee.code, f"{house} {committee.description} Committee".strip()


def actions_for(database: Database, bill: str, found: Found) -> list[dict[str, Any]]:
    rows = [History.model_validate(row) for row in database.of("BILLHIST", bill)]
    actions = []
    for row in sorted(rows, key=lambda row: (row.day, row.sequence)):
        if not row.day or not row.action:
            found.left_out.append(f"action without a {'name' if row.day else 'date'}")
            continue
        description = database.action_words(row)
        words = action_words.classify(PLACE, description)
        if words is None:
            found.unknown_actions.append(description)
        actions.append(
            {
                "date": row.day,
                "description": description,
                "organization": spelled()["houses"].get(row.house, ""),
                "classification": words or [],
            }
        )
    return actions


def sponsorships_for(database: Database, bill: str) -> list[dict[str, Any]]:
    rows = [Sponsor.model_validate(row) for row in database.of("BILLSPON", bill)]
    return [
        {
            "name": row.name,
            "classification": "primary" if row.type == "P" else "cosponsor",
            "entity_type": "person",
            "is_primary": row.type == "P",
        }
        for row in rows
        if row.name
    ]


def printings_for(
    database: Database, bill: str, base: str, introduced: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Versions, oldest first, and papers. base: address of the folder `Bills/<year>`.

    The introduced printing has no date of its own: it is that of the introduction.
    """
    versions, papers = [], []
    for row in (Paper.model_validate(row) for row in database.of("BILLWP", bill)):
        if not (path := _PAPER.search(row.document)):
            raise ValueError(f"BILLWP.TXT: {row.document!r} names no document")
        address = f"{base}/{path[1]}/{path[2]}"
        links = [
            {"url": f"{address}.HTM", "media_type": "text/html"},
            {"url": f"{address}.PDF", "media_type": "application/pdf"},
        ]
        name = spelled()["printings"].get(row.type)
        paper = spelled()["papers"].get(row.type, {"note": row.type, "is": ""})
        note = f"{name or paper['note']} {row.comment}".strip()
        printing = {"note": note, "date": date_in(note), "links": links}
        if name is None:
            papers.append(printing | {"classification": paper["is"]})
        else:
            stage = stage_of(PLACE, note)
            printing["date"] = printing["date"] or (introduced if row.type == "I" else None) or None
            versions.append((stage, printing | {"classification": stage.word}))
    return oldest_first(PLACE, versions), papers


def related_for(main: MainBill, session: str, session_before: str) -> list[dict[str, str]]:
    companions = dict.fromkeys(_BILL.findall(main.identical))
    earlier = dict.fromkeys(_BILL.findall(main.earlier))
    return [
        *({"identifier": b, "session": session, "relation": "companion"} for b in companions),
        *(
            {"identifier": b, "session": session_before, "relation": "prior-session"}
            for b in earlier
        ),
    ]


def laws_for(actions: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The chapter under which it was approved; a bill withdrawn for another's law names one, too."""
    approved = [a for a in actions if a["organization"] == "executive"]
    laws = dict.fromkeys(law for a in approved for law in _LAW.findall(a["description"]))
    return [{"identifier": law, "note": "chapter"} for law in laws]


def classification_for(bill: str) -> str:
    """Raises KeyError for a type that nobody knows."""
    words: str = spelled()["bill_types"][bill.rstrip("0123456789")[1:]]
    return words
