"""Washington's web services as a test needs them: their answers, made of a few facts about each bill.

Shape of the answers: the operation pages of https://wslwebservices.leg.wa.gov.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote
from xml.sax.saxutils import escape

from tests.replay.upstream import Answer, Upstream

HOST = "wslwebservices.leg.wa.gov"
FILES = "http://lawfilesext.leg.wa.gov/biennium/2025-26"
# "1811", "1811-S2.E", "1811-S.PL"
_NAME = re.compile(r"^(\d+)(?:-S(\d?))?(?:\.E(\d?))?(?:\.(PL|SL))?$")
_ORDINALS = ("", "", "Second ", "Third ")
_TYPES = {"B": "Bill", "R": "Resolution", "JM": "Joint Memorial", "GA": "Gubernatorial Appointment"}


@dataclass(frozen=True)
class Printing:
    """One file of the document server: `1811-S` in `Bills/House Bills`."""

    name: str
    folder: str
    created: str = "2025-01-13"
    kind: str = "Bills"
    title: str = ""


@dataclass(frozen=True)
class Bill:
    """history: (ISO date, words). sponsors: last names, the prime sponsor first."""

    identifier: str
    title: str
    history: Sequence[tuple[str, str]] = ()
    sponsors: Sequence[str] = ()
    printings: Sequence[Printing] = ()
    status: str = ""
    legal_title: str = ""
    companions: Sequence[str] = ()
    biennium: str = "2025-26"

    @property
    def number(self) -> int:
        return int(self.identifier.split()[1])

    @property
    def chamber(self) -> str:
        return "House" if self.identifier.startswith("H") else "Senate"

    @property
    def kind(self) -> str:
        return self.identifier.split()[0][1:]

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, Any]) -> Self:
        """From an Open States record of the corpus."""
        named = [
            (link["url"], group, part["note"])
            for group in ("versions", "documents")
            for part in metadata[group]
            for link in part["links"]
        ]
        return cls(
            metadata["identifier"],
            metadata["title"],
            [(action["date"], action["description"]) for action in metadata["actions"]],
            [sponsorship["name"] for sponsorship in metadata["sponsorships"]],
            [_printing(url, note) for url, _, note in named if url.endswith(".htm")],
        )


def _printing(url: str, note: str) -> Printing:
    path = unquote(url).partition("/Htm/")[2]
    folder, _, file = path.rpartition("/")
    kind = folder.partition("/")[0]
    return Printing(file.removesuffix(".htm"), folder, kind=kind, title=note)


def metadata_of(folder: Path) -> dict[str, Any]:
    metadata: dict[str, Any] = json.loads((folder / "metadata.json").read_text("utf-8"))
    return metadata


@dataclass
class WebServices:
    """Source of a replay. prefiled: bills of the list of those filed before a session."""

    bills: Sequence[Bill]
    prefiled: Sequence[Bill] = ()
    asked: list[str] = field(default_factory=list)

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.host not in ("", HOST) or ".asmx/" not in asked.path:
            return None
        operation = asked.path.rpartition("/")[2]
        self.asked.append(operation)
        body = self.body_of(operation, asked.parameters)
        return Answer(body.encode(), "text/xml; charset=utf-8")

    def body_of(self, operation: str, query: Mapping[str, str]) -> str:
        number = query.get("billNumber") or query.get("namedLike") or ""
        number = number or query.get("billId", "").rpartition(" ")[2]
        bills = [bill for bill in self.bills if number in ("", str(bill.number))]
        match operation:
            case "GetLegislationIntroducedSince":
                return _array("Legislation", map(_legislation, bills))
            case "GetPrefiledLegislation":
                return _array("Legislation", map(_legislation, self.prefiled))
            case "GetAllDocumentsByClass":
                return _array("LegislativeDocument", (_documents(b, "Bills") for b in bills))
            case "GetSponsors":
                return _array("Sponsor", map(_sponsors, bills))
            case "GetLegislativeStatusChangesByBillNumber":
                return _array("LegislativeStatus", map(_history, bills))
            case "GetDocuments":
                return _array("LegislativeDocument", map(_documents, bills))
        raise LookupError(operation)


def _array(member: str, parts: Iterable[str]) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ArrayOf{member} xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xmlns="http://WSLWebServices.leg.wa.gov/">\n{"".join(parts)}</ArrayOf{member}>\n'
    )


def _element(name: str, fields: Mapping[str, Any], indent: int = 2) -> str:
    blanks = " " * indent
    lines = [f"{blanks}<{name}>\n"]
    for key, value in fields.items():
        if isinstance(value, Mapping):
            lines.append(_element(key, value, indent + 2))
        elif isinstance(value, str) and value.startswith(" "):  # elements, ready made
            lines.append(f"{blanks}  <{key}>\n{value}{blanks}  </{key}>\n")
        elif value == "":
            lines.append(f"{blanks}  <{key} />\n")
        else:
            lines.append(f"{blanks}  <{key}>{escape(str(value))}</{key}>\n")
    return "".join([*lines, f"{blanks}</{name}>\n"])


def _legislation(bill: Bill) -> str:
    """One element for each substitute and engrossment, as the service lists them."""
    names = [match for p in bill.printings if p.kind == "Bills" and (match := _NAME.match(p.name))]
    steps = {(_count(match[2]), _count(match[3])) for match in names if not match[4]} or {(0, 0)}
    return "".join(_version(bill, *step, is_last=step == max(steps)) for step in sorted(steps))


def _count(text: str | None) -> int:
    """ "-S" is the first, "-S2" the second, nothing none."""
    return 0 if text is None else int(text or 1)


def _version(bill: Bill, substitute: int, engrossed: int, is_last: bool) -> str:
    version = _version_id(bill, substitute, engrossed)
    date, line = bill.history[-1] if bill.history and is_last else ("0001-01-01", "")
    prime = bill.sponsors[0] if bill.sponsors else ""
    fields = {
        "Biennium": bill.biennium,
        "BillId": version,
        "BillNumber": bill.number,
        "SubstituteVersion": substitute,
        "EngrossedVersion": engrossed,
        "ShortLegislationType": {
            "ShortLegislationType": bill.kind,
            "LongLegislationType": _TYPES.get(bill.kind, ""),
        },
        "OriginalAgency": bill.chamber,
        "Active": str(is_last).lower(),
        "StateFiscalNote": "false",
        "LocalFiscalNote": "false",
        "Appropriations": "false",
        "RequestedByGovernor": "false",
        "RequestedByBudgetCommittee": "false",
        "RequestedByDepartment": "false",
        "RequestedByOther": "false",
        "ShortDescription": "",
        "Request": "",
        "IntroducedDate": f"{bill.history[0][0] if bill.history else '0001-01-01'}T00:00:00",
        "CurrentStatus": {
            "BillId": version,
            "HistoryLine": line,
            "ActionDate": f"{date}T00:00:00",
            "AmendedByOppositeBody": "false",
            "PartialVeto": "false",
            "Veto": "false",
            "AmendmentsExist": "false",
            "Status": bill.status if is_last else "",
        },
        "Sponsor": f"({prime})",
        "PrimeSponsorID": 0,
        "LongDescription": bill.title,
        "LegalTitle": bill.legal_title,
        "Companions": "".join(
            _element("Companion", {"Biennium": bill.biennium, "BillId": other, "Status": ""}, 6)
            for other in bill.companions
        ),
    }
    return _element("Legislation", fields)


def _version_id(bill: Bill, substitute: int, engrossed: int) -> str:
    prefix = "" if not engrossed else "E" if engrossed == 1 else f"{engrossed}E"
    prefix += "" if not substitute else "S" if substitute == 1 else f"{substitute}S"
    return prefix + bill.identifier


def _documents(bill: Bill, kind: str = "") -> str:
    return "".join(_document(bill, p) for p in bill.printings if p.kind == kind or not kind)


def _document(bill: Bill, printing: Printing) -> str:
    match = _NAME.match(printing.name)
    substitute, engrossed = (_count(match[2]), _count(match[3])) if match else (0, 0)
    short, long = _friendly(bill, printing, substitute, engrossed)
    path = f"{printing.folder}/{printing.name}"
    dates = (f"{printing.created}T09:30:00.123", f"{printing.created}T09:31:00.4")
    fields = {
        "Name": printing.name,
        "ShortFriendlyName": short,
        "Biennium": bill.biennium,
        "LongFriendlyName": long,
        "Description": "",
        "Type": printing.folder.split("/")[1],
        "Class": printing.kind,
        "HtmUrl": f"{FILES}/Htm/{path}.htm",
        "HtmCreateDate": dates[0],
        "HtmLastModifiedDate": dates[1],
        "PdfUrl": f"{FILES}/Pdf/{path}.pdf",
        "PdfCreateDate": dates[0],
        "PdfLastModifiedDate": dates[1],
        "BillId": _version_id(bill, substitute, engrossed),
    }
    return _element("LegislativeDocument", fields)


def _friendly(bill: Bill, printing: Printing, substitute: int, engrossed: int) -> tuple[str, str]:
    """ "Second Substitute", "Second Substitute House Bill 1811"."""
    whole = f"{bill.chamber} {_TYPES.get(bill.kind, 'Bill')} {bill.number}"
    if printing.kind != "Bills":
        return printing.title, f"{printing.title} {printing.name}"
    if printing.name.endswith(".PL"):
        return "Bill as Passed Legislature", f"{whole} - as passed by the Legislature"
    if printing.name.endswith(".SL"):
        return "Session Law", f"{whole} - Session Law"
    words = f"Engrossed {_ORDINALS[engrossed]}" if engrossed else ""
    words += f"{_ORDINALS[substitute]}Substitute " if substitute else ""
    short = words.strip() if engrossed or substitute > 1 else f"{words or 'Original '}Bill"
    return short, f"{words}{whole}"


def _sponsors(bill: Bill) -> str:
    return "".join(
        _element(
            "Sponsor",
            {
                "Id": 0,
                "Name": name,
                "LongName": f"{'Representative' if bill.chamber == 'House' else 'Senator'} {name}",
                "Agency": bill.chamber,
                "Acronym": "",
                "Type": "Secondary" if order else "Primary",
                "Order": order + 1,
                "Phone": "",
                "Email": "",
                "FirstName": "",
                "LastName": name,
            },
        )
        for order, name in enumerate(bill.sponsors)
    )


def _history(bill: Bill) -> str:
    return "".join(
        _element(
            "LegislativeStatus",
            {
                "BillId": bill.identifier,
                "HistoryLine": line,
                "ActionDate": f"{date}T00:00:00",
                "AmendedByOppositeBody": "false",
                "PartialVeto": "false",
                "Veto": "false",
                "AmendmentsExist": "false",
                "Status": bill.status,
            },
        )
        for date, line in bill.history
    )
