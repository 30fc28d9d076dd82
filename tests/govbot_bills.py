"""Small legislation repositories in the layout that the spider `govbot` reads, with our own prose."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

HOUSE = "http://lawfilesext.leg.wa.gov/Biennium/2025-26/Htm/Bills/House%20Bills/"
ON_TOPIC = (
    "<html><body><p>Each crisis team shall answer calls to the 988 lifeline.</p></body></html>"
)
OFF_TOPIC = "<html><body><p>Each ferry landing shall be painted.</p></body></html>"
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "test"), ("EMAIL", "test@localhost"))
}


def metadata(number: int, place: str = "wa", **changes: Any) -> dict[str, Any]:
    return {
        "jurisdiction": {"id": f"ocd-jurisdiction/country:us/state:{place}/government"},
        "legislative_session": "2025-2026",
        "identifier": f"HB {number}",
        "title": f"Concerning matter {number}.",
        "from_organization": '~{"classification": "lower"}',
        "classification": ["bill"],
        "subject": [],
        "abstracts": [],
        "other_titles": [],
        "other_identifiers": [{"identifier": f"ocd-bill-wa-2025_2026-hb{number}"}],
        "actions": [
            {
                "description": "First reading.",
                "date": "2026-01-20T18:00:00+00:00",
                "organization_id": '~{"classification": "lower"}',
                "classification": ["reading-1", "moonlight"],
            }
        ],
        "sponsorships": [
            {
                "name": "Tester",
                "classification": "primary",
                "entity_type": "person",
                "primary": True,
            }
        ],
        "related_bills": [],
        "versions": [
            {
                "note": "Bill",
                "links": [{"url": f"{HOUSE}{number}.htm", "media_type": "text/html"}],
                "date": "",
                "classification": "",
            }
        ],
        "documents": [],
        "sources": [
            {"url": f"https://app.leg.wa.gov/billsummary/?BillNumber={number}", "note": ""}
        ],
        **changes,
    }


def write_bill(base: Path, number: int, text: str, place: str = "wa", **changes: Any) -> Path:
    folder = (
        base / f"{place}-legislation/country:us/state:{place}/sessions/2025-2026/bills/HB{number}"
    )
    (folder / "files").mkdir(parents=True)
    (folder / "logs").mkdir()
    (folder / "metadata.json").write_text(json.dumps(metadata(number, place, **changes)))
    (folder / "files" / f"{number}_Bill.htm").write_text(text)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | IDENTITY,
        check=True,
        capture_output=True,
    )


def commit(repository: Path, message: str = "Bills") -> None:
    """Everything in the folder, which becomes a git repository if it is none yet."""
    if not (repository / ".git").exists():
        git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", message)
