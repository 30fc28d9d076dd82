"""California's real numbers, printings and actions; the corpus has no archive of its database."""

from pathlib import Path
from typing import Any

from scrapers import action_words
from scrapers.platforms.capublic import BillRow, item_of
from scrapers.platforms.capublic_tables import TABLES, Record
from tests.corpus.open_states import bill_id, other_words, records

# Open States calls every reading a first one, too, and holds a committee's leave to amend, by which a
# bill stays where it is, for its passage.
NOISE = {"reading-1", "committee-passage", "committee-passage-favorable", "amendment-passage"}


def test_no_action_is_unknown(shared: Path) -> None:
    bills = records(shared / "corpus", "ca")
    words = [action["description"] for bill in bills for action in bill["actions"]]
    assert len(words) == 366
    assert [said for said in words if action_words.classify("ca", said) is None] == []


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    differ = {
        said: set(theirs) - set(ours or ())
        for said, (theirs, ours) in other_words(shared / "corpus", "ca").items()
    }
    assert {said: lack for said, lack in differ.items() if not lack <= NOISE} == {
        # a resolution is filed, no law is made; a corrected print is no second introduction
        "Chaptered by Secretary of State - Res. Chapter 25, Statutes of 2025.": {"became-law"},
        "Introduced measure version corrected.": {"introduction"},
    }


def rows_of(record: dict[str, Any]) -> tuple[BillRow, Record]:
    """The rows that the publisher's tables have of a bill, as far as Open States keeps them."""
    number = record["identifier"].lstrip("ABCHJRS")
    kind, owner = record["identifier"].removesuffix(number), f"202520260{record['identifier']}"
    bill = dict.fromkeys(BillRow.model_fields, "") | {"bill_id": owner, "session_num": "0"}
    bill |= {"session_year": "20252026", "measure_type": kind, "measure_num": number}
    rows: Record = {table.name: [] for table in TABLES}
    for count, action in enumerate(record["actions"]):
        row = {"bill_history_id": str(count), "action_date": action["date"]}
        row |= {"action": action["description"], "primary_location": ""}
        rows["BILL_HISTORY_TBL"].append(row)
    for version in record["versions"]:
        if version["date"]:
            name = version["links"][0]["url"].rpartition("=")[2]
            row = {"bill_version_id": name, "bill_id": owner, "active_flg": "Y"}
            row |= {"version_num": name[-5:-3], "bill_version_action_date": version["date"]}
            row |= {"bill_version_action": version["note"].partition(" - ")[2]}
            rows["BILL_VERSION_TBL"].append(row | {"subject": record["title"]})
    return BillRow.model_validate(bill), rows


def test_a_bill_is_the_same_bill_with_the_same_printings(shared: Path) -> None:
    bills = records(shared / "corpus", "ca")
    assert len(bills) == 20
    for record in bills:
        found = item_of(*rows_of(record), {}, "us_ca")
        item = found.item
        assert bill_id("us_ca", item["session"], item["identifier"]) == bill_id(
            "us_ca", record["legislative_session"], record["identifier"]
        )
        assert item["classification"][0] == record["classification"][0]
        notes = [version["note"] for version in record["versions"] if version["date"]]
        assert sorted(version["note"] for version in item["versions"]) == sorted(notes)
        assert all(version["classification"] for version in item["versions"])
        assert len(item["actions"]) == len(record["actions"])
