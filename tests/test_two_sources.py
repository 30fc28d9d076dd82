"""One bill of two sources is one bill: Washington's own web services and a mirror of Open States."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.crawling import crawl, items
from tests.replay import Replay
from tests.replay.site import Site

HB_1811 = "us_wa-2025-HB1811"
MIRRORED = "http://lawfilesext.leg.wa.gov/Biennium/2025-26/Htm/Bills/House%20Bills/"
TEXT = "<html><body><p>Each crisis team shall answer calls to the 988 lifeline.</p></body></html>"


def mirrored(number: int, title: str, **changes: Any) -> dict[str, Any]:
    """A record of the mirror, which is behind: it lacks what the legislature did last."""
    return {
        "jurisdiction": {"id": "ocd-jurisdiction/country:us/state:wa/government"},
        "legislative_session": "2025-2026",
        "identifier": f"HB {number}",
        "title": title,
        "from_organization": '~{"classification": "lower"}',
        "classification": ["bill"],
        "subject": ["HEALTH CARE"],
        "abstracts": [],
        "other_titles": [],
        "other_identifiers": [],
        "actions": [
            {
                "description": "First reading, referred to Health Care & Wellness.",
                "date": "2025-02-03",
                "organization_id": '~{"classification": "lower"}',
                "classification": ["reading-1", "referral-committee"],
            }
        ],
        "sponsorships": [
            {
                "name": "Salahuddin",
                "classification": "primary",
                "entity_type": "person",
                "primary": True,
            }
        ],
        "related_bills": [],
        "versions": [
            {
                "note": "Bill",
                "links": [{"url": f"{MIRRORED}{number}.htm", "media_type": "text/html"}],
                "date": "",
                "classification": "",
            }
        ],
        "documents": [],
        "sources": [
            {
                "url": "https://app.leg.wa.gov/billsummary/"
                f"?BillNumber={number}&Year=2025&Initiative=false",
                "note": "",
            }
        ],
        **changes,
    }


def write_mirror(base: Path) -> None:
    bills = (
        mirrored(1811, "Enhancing crisis response services through co-response."),
        mirrored(2453, "Concerning psychiatric pharmacists."),
    )
    session = base / "wa-legislation/country:us/state:wa/sessions/2025-2026"
    for metadata in bills:
        number = metadata["identifier"].split()[1]
        folder = session / f"bills/HB{number}"
        (folder / "files").mkdir(parents=True)
        (folder / "logs").mkdir()
        (folder / "metadata.json").write_text(json.dumps(metadata))
        (folder / "files" / f"{number}_Bill.htm").write_text(TEXT)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The aggregator is crawled first: that it came first gives it no right."""
    folder = tmp_path_factory.mktemp("two_sources")
    data = folder / "data"
    write_mirror(folder / "mirror")
    done = crawl("govbot", data, (folder / "mirror").as_uri())
    assert done.returncode == 0, done.stderr
    site = Site(Path(__file__).parent / "sites/us_wa")
    with Replay(None, sites=[site]) as base_url:
        done = crawl("us_wa", data, base_url, *site.options)
    assert done.returncode == 0, done.stderr
    built = subprocess.run(
        [sys.executable, "-m", "legislation", "build"],
        cwd=ROOT,
        env=os.environ | {"LEGISLATION_DATA": str(data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return data


@pytest.fixture
def database(data: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(data / "legislation.db")
    yield database
    database.close()


def test_it_is_one_bill_with_two_sources(database: sqlite3.Connection) -> None:
    bills = database.execute(
        "SELECT bill_id, source, title, identifier FROM bills WHERE bill_id LIKE '%HB1811'"
    ).fetchall()
    assert bills == [
        (
            HB_1811,
            "us_wa",
            "Enhancing crisis response services through co-response integration and support.",
            "HB 1811",
        )
    ]
    sources = database.execute(
        "SELECT source, title FROM bill_sources WHERE bill_id = ? ORDER BY source", [HB_1811]
    ).fetchall()
    assert sources == [
        ("govbot", "Enhancing crisis response services through co-response."),
        ("us_wa", bills[0][2]),
    ]


def test_its_lists_come_whole_from_the_publisher(database: sqlite3.Connection) -> None:
    versions = database.execute(
        "SELECT number, note, classification, date FROM versions WHERE bill_id = ? ORDER BY number",
        [HB_1811],
    ).fetchall()
    assert versions == [
        (1, "Original Bill", "introduced", "2025-02-03"),
        (2, "Substitute Bill", "substituted", "2025-02-21"),
        (3, "Bill as Passed Legislature", "enrolled", "2025-04-23"),
        (4, "Session Law", "became-law", "2025-05-23"),
    ]
    texts = database.execute(
        "SELECT l.url, f.spider FROM links l JOIN fetches f USING (fetch_id) "
        "WHERE bill_id = ? AND version_id IS NOT NULL ORDER BY version_id",
        [HB_1811],
    ).fetchall()
    assert {spider for _, spider in texts} == {"us_wa"}
    assert [url.rpartition("/")[2] for url, _ in texts] == [
        "1811.htm",
        "1811-S.htm",
        "1811-S.PL.htm",
        "1811-S.SL.htm",
    ]
    (actions,) = database.execute(
        "SELECT count(*) FROM actions WHERE bill_id = ?", [HB_1811]
    ).fetchone()
    (sponsors,) = database.execute(
        "SELECT count(*) FROM sponsorships WHERE bill_id = ?", [HB_1811]
    ).fetchone()
    assert (actions, sponsors) == (34, 21)


def test_what_only_the_mirror_says_is_kept(database: sqlite3.Connection) -> None:
    (subjects,) = database.execute(
        "SELECT subjects FROM bills WHERE bill_id = ?", [HB_1811]
    ).fetchone()
    assert json.loads(subjects) == ["HEALTH CARE"]
    only = database.execute(
        "SELECT group_concat(source) FROM bill_sources WHERE bill_id = 'us_wa-2025-HB2453'"
    ).fetchone()
    assert only == ("govbot",)


def test_the_publisher_says_who_acted_and_what_it_became(data: Path) -> None:
    (bill,) = (
        item for item in items(data) if (item["source"], item["identifier"]) == ("us_wa", "HB 1811")
    )
    acted = {action["description"]: action["organization"] for action in bill["actions"]}
    assert acted["First reading, referred to Health & Long-Term Care."] == "upper"
    assert acted["Passed final passage; yeas, 59; nays, 38; absent, 0; excused, 1."] == "lower"
    assert acted["Governor signed."] == "executive"
    assert bill["other_identifiers"] == [
        {"identifier": "Chapter 346, 2025 Laws", "note": "chapter"}
    ]
    assert [s["name"] for s in bill["sponsorships"] if s["is_primary"]] == ["Salahuddin"]
    assert len(bill["documents"]) == 6
    (tax,) = (
        item for item in items(data) if (item["source"], item["identifier"]) == ("us_wa", "SB 5762")
    )
    assert tax["related_bills"] == [
        {"identifier": "HB 1581", "session": "2025-26", "relation": "companion"}
    ]
