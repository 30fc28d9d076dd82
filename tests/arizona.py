"""Arizona's bill status service as a test needs it: its answers, made of Open States records.

Shape of the answers: the fields that its public clients read; see scrapers/platforms/arizona_rows.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.replay.upstream import Answer, Upstream, json_answer

SERVICE, SITE = "apps.azleg.gov", "www.azleg.gov"
SESSION = 130
SESSIONS = [
    {"SessionId": 129, "Name": "2025 - Fifty-seventh Legislature - First Regular Session"},
    {"SessionId": SESSION, "Name": "2026 - Fifty-seventh Legislature - Second Regular Session"},
]
# What Open States calls the dates of a record.
_DATES = {
    "Prefiled.": "PreFileDate",
    "House First Reading.": "House1stRead",
    "House Second Reading": "House2ndRead",
    "Senate First Reading": "Senate1stRead",
    "Senate Second Reading": "Senate2ndRead",
}
_BODIES = {"House": "H", "Senate": "S", "Governor": "G", "Secretary of State": "SS"}
_CHAMBERS = {"lower": "H", "upper": "S"}
_PAPER = re.compile(r"^(HOUSE|SENATE) - ")  # an amendment, which Open States counts as a version


@dataclass
class BillStatus:
    """Source of a replay."""

    records: Sequence[Mapping[str, Any]]

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.host == SITE and asked.path == "/bills/":
            return Answer(listing(record["identifier"] for record in self.records).encode())
        if asked.host not in ("", SERVICE) or not asked.path.startswith("/api/"):
            return None
        query = asked.parameters
        records = {record["identifier"]: record for record in self.records}
        by_id = {bill_id(record): record for record in self.records}
        match asked.path:
            case "/api/Session/":
                return json_answer(SESSIONS)
            case "/api/Bill/":
                return json_answer(bill_of(records[query["billNumber"]]))
            case "/api/DocType/":
                return json_answer(documents_of(by_id[int(query["billStatusId"])]))
            case "/api/BillSponsor/":
                return json_answer(sponsors_of(by_id[int(query["id"])]))
            case "/api/Keyword/":
                return json_answer([])
        return None


def listing(numbers: Iterable[str]) -> str:
    """The page https://www.azleg.gov/bills/, with the comment that it does not end as it should."""
    tables = defaultdict(list)
    for number in numbers:
        tables[number[0]].append(f'<tr><th><a class="faqLink" href="#">{number}</a></th></tr>')
    bodies = "".join(
        f'<div name="{house}BTable"><table><tbody>{"".join(tables[house])}</tbody></table></div>\n'
        for house in "HS"
    )
    options = "".join(
        f'<option value="{row["SessionId"]}"{" selected" if row["SessionId"] == SESSION else ""}>'
        f"{row['Name']}</option>"
        for row in SESSIONS
    )
    return (
        f'<html><body><select class="selectSession">{options}</select>\n'
        f"<!-- a table of motions --!>\n{bodies}</body></html>\n"
    )


def bill_id(record: Mapping[str, Any]) -> int:
    """From `https://apps.azleg.gov/BillStatus/BillOverview/85193?SessionId=130`."""
    found = re.search(r"/(\d+)\?", record["sources"][0]["url"])
    assert found
    return int(found[1])


def bill_of(record: Mapping[str, Any]) -> dict[str, Any]:
    bill: dict[str, Any] = {
        "BillId": bill_id(record),
        "SessionId": SESSION,
        "Number": record["identifier"],
        "ShortTitle": record["title"],
        "NOWTitle": None,
        "Description": record["title"],
        "PreFileDate": None,
        "DateIntroduced": None,
        **{f"{house}{step}": None for house in ("House", "Senate") for step in _READINGS},
        "GovernorAction": "None",
        "GovernorActionDate": None,
        "ChapterNumber": None,
        "FinalDisposition": None,
        "StandingCommittee": [],
        "BillStatusAction": [],
        "BodyTransmittedTo": [],
        "FloorHeaders": [],
    }
    for action in record["actions"]:
        _add(bill, action)
    return bill


_READINGS = ("1stRead", "1stWaived", "2ndRead", "2ndWaived")


def _add(bill: dict[str, Any], action: Mapping[str, Any]) -> None:
    words, day = action["description"], f"{action['date']}T00:00:00"
    if words in _DATES:
        bill[_DATES[words]] = day
    elif words.startswith("Transmit to "):
        body = _BODIES[words.removeprefix("Transmit to ")]
        bill["BodyTransmittedTo"].append({"LegislativeBody": body, "TransmitDate": day})
    elif words.endswith(" by Governor"):
        bill |= {"GovernorAction": words.split()[0], "GovernorActionDate": f"{day}.37"}
    elif words.isupper():
        bill["BillStatusAction"].append(
            {"Action": words, "ReportDate": f"{day}.003", "Committee": _committee(action)}
        )


def _committee(action: Mapping[str, Any]) -> dict[str, Any]:
    standing = [entity["name"] for entity in action.get("related_entities", ())]
    means = action["classification"]
    stage = (
        "Third Reading"
        if "reading-3" in means
        else "Final Reading"
        if {"passage", "failure"} & set(means)
        else "Committee of the Whole"
    )
    body = _CHAMBERS[re.search(r"lower|upper", action["organization_id"])[0]]  # type: ignore[index]
    return {
        "CommitteeName": standing[0] if standing else stage,
        "CommitteeShortName": "",
        "TypeName": "Standing" if standing else "Floor",
        "LegislativeBody": body,
    }


def documents_of(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in record["versions"]:
        group = "Adopted Amendments" if _PAPER.match(part["note"]) else "Bill Versions"
        groups[group].append(_document(part))
    for part in record["documents"]:
        groups["Summaries"].append(_document(part))
    return [
        {"DocumentGroupCode": name[:3].upper(), "DocumentGroupName": name, "Documents": documents}
        for name, documents in groups.items()
    ]


def _document(part: Mapping[str, Any]) -> dict[str, Any]:
    urls = {link["media_type"]: link["url"] for link in part["links"]}
    return {
        "Id": 0,
        "DocumentName": part["note"],
        "HtmlPath": urls.get("text/html"),
        "PdfPath": urls.get("application/pdf"),
        "WordPath": None,
        "AmendSub": None,
        "ItemNum": None,
    }


def sponsors_of(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "SponsorType": "Prime (1st Signer)" if sponsor["primary"] else "Co-Sponsor",
            "Legislator": {"FullName": sponsor["name"], "FirstName": None, "LastName": None},
        }
        for sponsor in record["sponsorships"]
    ]
