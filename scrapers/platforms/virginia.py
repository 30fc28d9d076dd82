"""Virginia's data files: CSV tables of one session, joined by bill number to the parts of an item.

Source: https://lis.virginia.gov/data-files. Numbers are padded in some tables ("HB0001") and not in
others ("HB1"); days are "1/9/2026".
"""

import csv
import html
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from w3lib.html import remove_tags

from scrapers import action_words
from scrapers.already_read import digest
from scrapers.outcomes import Found
from scrapers.stages import stage_of

PLACE = "va"
Table = dict[str, list[dict[str, str]]]  # bill number → rows
_PAGES = "https://lis.virginia.gov/bill-details"
_TEXTS = "https://legacylis.virginia.gov/cgi-bin/legp604.exe"
_KINDS = {"B": "bill", "J": "joint resolution", "R": "resolution"}
_BODIES = {"H": "lower", "S": "upper", "G": "executive", "C": "legislature"}
# "1/9/2026", and "01/12/16" in older sessions
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)$")
# "HB0001 " -> "HB", "1"
_NUMBER = re.compile(r"^([A-Z]+)0*(\d+)$")
# "H Prefiled and ordered printed": the house that acted; the governor's doings begin with a blank
_ACTOR = re.compile(r"^([HSGC]) (?=\S)")
# "CHAP0350"
_CHAPTER = re.compile(r"^CHAP0*(\d+)$", re.IGNORECASE)
# "Continued to 2027 in Finance", "Continued to next session in Rules"
_CONTINUED = re.compile(
    r"\bcontinued\b.*?\bto (?:next session|(\d{4}))(?! sp\.? ?sess)", re.IGNORECASE
)
# Flags of a bill's row, what came last first, and what the publisher calls it.
_FLAGS = {
    "Vetoed": "Vetoed",
    "Approved": "Approved",
    "Failed": "Failed",
    "Carried_over": "Carried over",
    "Passed": "Passed",
    "Passed_senate": "Passed Senate",
    "Passed_house": "Passed House",
}


class TableFile(NamedTuple):
    """name: as the publisher spells it, capitals and all. key: the column with the bill number."""

    name: str
    key: str
    columns: tuple[str, ...]


BILLS = TableFile("BILLS.CSV", "Bill_id", ("Bill_description", "Chapter_id", "Full_text_doc1"))
# In the order in which they are read; a special session may have the first one only.
OTHERS = (
    TableFile("HISTORY.CSV", "Bill_id", ("History_date", "History_description")),
    TableFile("Sponsors.csv", "BILL_NUMBER", ("MEMBER_NAME", "PATRON_TYPE")),
    TableFile("Summaries.csv", "SUM_BILNO", ("SUMMARY_TYPE", "SUMMARY_TEXT")),
    TableFile("FiscalImpactStatements.csv", "HST_BILNO", ("HST_REFID", "HST_URL")),
)
HISTORY, SPONSORS, SUMMARIES, FISCAL = OTHERS

Words = Annotated[
    str, BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value)
]


class BillRow(BaseModel):
    """`BILLS.CSV`; a row that is cut short lacks its last columns."""

    model_config = ConfigDict(frozen=True)

    number: Annotated[Words, Field(pattern=r"^[HS][BJR]\d+$")] = Field(alias="Bill_id")
    title: Annotated[Words, Field(min_length=1)] = Field(alias="Bill_description")
    chapter: Words = Field(alias="Chapter_id")
    introduced: Words = Field(alias="Introduction_date")
    rest: None = None  # cells beyond the last column: a comma that is not quoted moved them


def rows_in(body: bytes, table: TableFile) -> Iterator[dict[str, str]]:
    """Rows by column. Raises LookupError for a table without the columns that are read, ValueError
    for one that was cut off or is no table."""
    text = _decoded(body)
    if not text.endswith("\n"):
        raise ValueError(f"{table.name} does not end with its last line; it was cut off")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="rest", skipinitialspace=True)
    columns = [column.strip() for column in reader.fieldnames or ()]
    if lacking := {table.key, *table.columns} - {*columns}:
        raise LookupError(f"{table.name} has no column {sorted(lacking)[0]}")
    reader.fieldnames = columns
    try:
        yield from reader
    except csv.Error as error:
        raise ValueError(f"{table.name}, line {reader.line_num}: {error}") from error


def _decoded(body: bytes) -> str:
    """The publisher names no character set."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def grouped(body: bytes, table: TableFile) -> Table:
    """The rows of each bill, only with the columns that are read; one that is cut short has blanks."""
    groups: Table = {}
    for row in rows_in(body, table):
        number = compact(row[table.key] or "")
        groups.setdefault(number, []).append({name: row[name] or "" for name in table.columns})
    return groups


def compact(number: str) -> str:
    """`HB0001 ` to `HB1`."""
    match = _NUMBER.match(number.strip().upper())
    return match[1] + match[2] if match else number.strip()


def digest_of(row: dict[str, Any], tables: dict[str, Table], number: str) -> str:
    """Changes when what the tables say of a bill does."""
    said = [row, *(tables.get(table.name, {}).get(number) for table in OTHERS)]
    return digest(*said)


def day_of(text: str) -> str | None:
    """The ISO date, None without a real one."""
    if not (found := _DAY.match(text.strip())):
        return None
    month, day, year = (int(part) for part in found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def item_of(
    bill: BillRow, row: dict[str, str], code: str, session: str, tables: dict[str, Table]
) -> Found:
    """code: the session as the publisher writes it, `20261`; session: as we do, `2026`."""
    found = Found({})
    of_bill = {table: tables.get(table.name, {}).get(bill.number, []) for table in OTHERS}
    summaries = [text for summary in of_bill[SUMMARIES] if (text := summary_of(summary))]
    found.item = {
        "kind": "bill",
        "source": "us_va",
        "jurisdiction": "us_va",
        "session": session,
        "identifier": bill.number,
        "title": bill.title,
        "classification": [_KINDS[bill.number[1]]],
        "abstract": summaries[-1] if summaries else "",
        "publisher_status": next(
            (said for flag, said in _FLAGS.items() if row.get(flag) == "Y"), ""
        ),
        "url": f"{_PAGES}/{code}/{bill.number}",
        "other_identifiers": identifiers_for(bill, code),
        "related_bills": related_for(bill, session, of_bill[HISTORY]),
        "sponsorships": sponsorships_for(row, of_bill[SPONSORS]),
        "actions": actions_for(of_bill[HISTORY], found),
        "versions": versions_for(bill, row, code, found),
        "documents": [
            {
                "note": f"Fiscal impact statement {statement['HST_REFID'].strip()}",
                "classification": "fiscal note",
                "links": [{"url": statement["HST_URL"].strip(), "media_type": "application/pdf"}],
            }
            for statement in of_bill[FISCAL]
            if statement["HST_URL"].strip()
        ],
    }
    return found


def summary_of(row: dict[str, str]) -> str:
    return " ".join(html.unescape(remove_tags(row["SUMMARY_TEXT"])).split())


def identifiers_for(bill: BillRow, code: str) -> list[dict[str, str]]:
    """`CHAP0350` of the session 20261 is chapter 350 of the Acts of 2026."""
    if not (chapter := _CHAPTER.match(bill.chapter)):
        return []
    return [{"identifier": f"Chapter {chapter[1]} of {code[:4]}", "note": "chapter"}]


def related_for(
    bill: BillRow, session: str, history: Iterable[dict[str, str]]
) -> list[dict[str, str]]:
    """The same bill in the year before, where it was continued to this session: it keeps its number
    and brings its history."""
    for action in history:
        day, words = day_of(action["History_date"]), action["History_description"]
        if day and (continued := _CONTINUED.search(words)):
            year = continued[1] or str(int(day[:4]) + 1)
            if year == session:
                before = {"session": str(int(year) - 1), "relation": "prior-session"}
                return [{"identifier": bill.number, **before}]
    return []


def sponsorships_for(row: dict[str, str], patrons: list[dict[str, str]]) -> list[dict[str, Any]]:
    """`1 - Chief Patron` brought the bill in; a special session names that one in the bill's row."""
    if not patrons:
        patrons = [{"MEMBER_NAME": row.get("Patron_name") or "", "PATRON_TYPE": "Chief Patron"}]
    sponsors: dict[str, dict[str, Any]] = {}
    for patron in patrons:
        is_chief = patron["PATRON_TYPE"].strip().endswith("Chief Patron")
        if name := patron["MEMBER_NAME"].strip():
            sponsor = {
                "name": name,
                "classification": "primary" if is_chief else "cosponsor",
                "entity_type": "person",
                "is_primary": is_chief,
            }
            sponsors.setdefault(name, sponsor)
    return list(sponsors.values())


def actions_for(history: Iterable[dict[str, str]], found: Found) -> list[dict[str, Any]]:
    """By day; of one day in the order of the table."""
    actions = []
    for row in history:
        day, words = day_of(row["History_date"]), row["History_description"]
        actor = _ACTOR.match(words)
        said = words[2:].strip() if actor else words.strip()
        if not day or not said:
            found.left_out.append(f"action without a {'name' if day else 'date'}")
            continue
        classification = action_words.classify(PLACE, said)
        if classification is None:
            found.unknown_actions.append(said)
        by_governor = "executive" if "governor" in said.lower() else "legislature"
        actions.append(
            {
                "date": day,
                "description": said,
                "organization": _BODIES[actor[1]] if actor else by_governor,
                "classification": classification or [],
            }
        )
    return sorted(actions, key=lambda action: str(action["date"]))


def versions_for(
    bill: BillRow, row: dict[str, str], code: str, found: Found
) -> list[dict[str, Any]]:
    """The table names at most six documents, oldest first; amendments are no printing."""
    versions = []
    for number in range(1, 7):
        name = (row.get(f"Full_text_doc{number}") or "").strip()
        stage = stage_of(PLACE, name)
        if not name:
            continue
        if stage.paper:
            found.left_out.append(f"{stage.paper} listed as a version")
            continue
        # The new site shows texts by script; the one before it serves them as pages.
        links = [
            {"url": f"{_TEXTS}?{code[2:]}+ful+{name}+hil", "media_type": "text/html"},
            {"url": f"{_PAGES}/{code}/{bill.number}/text/{name}", "media_type": "text/html"},
        ]
        versions.append(
            {
                "note": name,
                "date": day_of(row.get(f"Full_text_date{number}") or ""),
                "classification": stage.word,
                "links": links,
            }
        )
    return sorted(versions, key=lambda version: str(version["date"] or ""))
