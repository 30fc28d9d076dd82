"""Whole crawls of small legislation repositories: a folder, git, and what can be wrong in them."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.crawling import (
    command,
    crawl,
    environment,
    fetches,
    item_lines,
    items,
    last_run,
    quarantined,
)

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


@pytest.fixture
def base(tmp_path: Path) -> Path:
    base = tmp_path / "repositories"
    for number in range(1001, 1007):
        write_bill(base, number, ON_TOPIC if number % 2 else OFF_TOPIC)
    write_bill(base, 7, ON_TOPIC, "nj")
    return base


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | IDENTITY,
        check=True,
        capture_output=True,
    )


def identifiers(data: Path) -> list[str]:
    return [f"{item['jurisdiction']} {item['identifier']}" for item in items(data)]


def test_a_folder_of_repositories(base: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = crawl("govbot", data, base.as_uri())
    assert done.returncode == 0, done.stderr
    assert identifiers(data) == ["us_wa HB 1001", "us_wa HB 1003", "us_wa HB 1005", "us_nj HB 7"]
    run = last_run(data)
    assert run["skipped"] == {"off topic": 3}
    assert run["unknown_actions"] == {"moonlight": 4}
    bill = items(data)[0]
    assert bill["other_identifiers"] == []
    assert bill["actions"][0]["date"] == "2026-01-20"
    assert bill["actions"][0]["organization"] == "lower"
    assert bill["actions"][0]["classification"] == ["reading-1"]
    (version,) = bill["versions"]
    assert (version["classification"], version["links"][0]["url"]) == (
        "introduced",
        f"{HOUSE}1001.htm",
    )
    assert str(tmp_path) not in json.dumps(sorted(fetches(data)))
    lines = item_lines(data)
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert item_lines(data) == lines


def test_one_place_leaves_the_quarantine_of_others(base: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    broken = write_bill(base, 8, ON_TOPIC, "nj")
    (broken / "metadata.json").write_text("<html>not now</html>")
    assert crawl("govbot", data, base.as_uri(), "-a", "places=nj").returncode == 0
    assert crawl("govbot", data, base.as_uri(), "-a", "places=wa").returncode == 0
    assert len(quarantined(data)) == 1
    (broken / "metadata.json").write_text(json.dumps(metadata(8, "nj")))
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert quarantined(data) == []


def test_git_with_and_without_a_work_tree_gives_the_same_as_a_folder(
    base: Path, tmp_path: Path
) -> None:
    crawl("govbot", tmp_path / "folder", base.as_uri())
    bare = tmp_path / "bare"
    bare.mkdir()
    for repository in base.iterdir():
        git(repository, "init", "--quiet", "--initial-branch=main")
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "-m", "Bills")
        git(tmp_path, "clone", "--quiet", "--bare", str(repository), str(bare / repository.name))
    for kind, folder in (("tree", base), ("bare", bare)):
        data = tmp_path / kind
        assert crawl("govbot", data, folder.as_uri()).returncode == 0
        assert items(data) == items(tmp_path / "folder")
        assert fetches(data) == fetches(tmp_path / "folder")


def test_a_new_commit_is_fetched(base: Path, tmp_path: Path) -> None:
    data, repository = tmp_path / "data", base / "nj-legislation"
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "Bills")
    assert crawl("govbot", data, base.as_uri(), "-a", "places=nj").returncode == 0
    write_bill(base, 9, ON_TOPIC, "nj")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "-m", "One more")
    (data / "git/nj-legislation/.git/index.lock").touch()  # left by a killed fetch
    assert crawl("govbot", data, base.as_uri(), "-a", "places=nj").returncode == 0
    assert identifiers(data) == ["us_nj HB 7", "us_nj HB 9"]


@pytest.mark.parametrize("lines", [1, 3])
def test_killed_and_started_again_ends_alike(tmp_path: Path, lines: int) -> None:
    base = tmp_path / "repositories"
    for number in range(1001, 1201):
        write_bill(base, number, ON_TOPIC)
    data = tmp_path / "data"
    crawling = subprocess.Popen(
        command("govbot", data, base.as_uri()),
        cwd=ROOT,
        env=environment(),
        stderr=subprocess.DEVNULL,
    )
    log = data / "items/govbot.jsonl"
    while crawling.poll() is None and not (log.exists() and log.read_bytes().count(b"\n") >= lines):
        time.sleep(0.001)
    crawling.send_signal(signal.SIGKILL)
    crawling.wait()
    with log.open("ab") as file:
        file.write(b'{"key":"us_wa/2025')  # a line that was cut off
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert crawl("govbot", tmp_path / "undisturbed", base.as_uri()).returncode == 0
    assert items(data) == items(tmp_path / "undisturbed")
    assert item_lines(data) == 200


def test_what_is_wrong_in_a_bill_costs_only_that_bill(base: Path, tmp_path: Path) -> None:
    bills = base / "wa-legislation/country:us/state:wa/sessions/2025-2026/bills"
    (bills / "HB1001/metadata.json").write_text("<!DOCTYPE html><p>We will be back.</p>")
    (bills / "HB1002/metadata.json").write_bytes(b"")
    (bills / "HB1003/metadata.json").write_text(json.dumps(metadata(1003) | {"title": None}))
    (bills / "HB1004/metadata.json").write_text('{"identifier": "HB 10')
    far = metadata(1005) | {"jurisdiction": {"id": "ocd-jurisdiction/country:fr/government"}}
    (bills / "HB1005/metadata.json").write_text(json.dumps(far))
    data = tmp_path / "data"
    done = crawl("govbot", data, base.as_uri())
    assert done.returncode == 0, done.stderr
    assert identifiers(data) == ["us_nj HB 7"]
    reasons = {row["subject"].split("/")[-2]: row["reason"] for row in quarantined(data)}
    assert sorted(reasons) == ["HB1001", "HB1002", "HB1003", "HB1004", "HB1005"]
    assert "is a web page" in reasons["HB1001"]
    assert "missing or empty" in reasons["HB1002"]
    assert "title" in reasons["HB1003"]
    assert "no JSON" in reasons["HB1004"]
    assert "no known place" in reasons["HB1005"]
    assert "Traceback" not in done.stderr


def test_a_document_that_is_too_large_leaves_its_bill(base: Path, tmp_path: Path) -> None:
    folder = write_bill(base, 1101, ON_TOPIC, title="Concerning the 988 lifeline.")
    with (folder / "files/1101_Bill.htm").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    data = tmp_path / "data"
    done = crawl("govbot", data, base.as_uri(), "-a", "places=wa")
    assert done.returncode == 0, done.stderr
    (aside,) = quarantined(data)
    assert "1101_Bill.htm is larger than 60 MB and was not read" in aside["reason"]
    assert "us_wa HB 1101" in identifiers(data)


def test_a_bill_without_text_is_a_bill(base: Path, tmp_path: Path) -> None:
    folder = write_bill(base, 1102, "", title="Concerning the 988 lifeline.", versions=[])
    (folder / "files/1102_Bill.htm").unlink()
    (folder / "files").rmdir()
    data = tmp_path / "data"
    assert crawl("govbot", data, base.as_uri(), "-a", "places=wa").returncode == 0
    assert "us_wa HB 1102" in identifiers(data)


def test_a_place_that_is_not_there_is_said_and_others_go_on(base: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = crawl("govbot", data, base.as_uri(), "-a", "places=ut,nj")
    assert done.returncode == 1
    assert identifiers(data) == ["us_nj HB 7"]
    assert last_run(data)["outcome"].startswith("unreachable: ut-legislation could not be read")
    assert "Traceback" not in done.stderr


def test_nobody_there_and_no_such_place(tmp_path: Path) -> None:
    done = crawl("govbot", tmp_path, "http://127.0.0.1:9", "-a", "places=wa,zz")
    assert done.returncode == 1
    assert "'zz' is no place with a repository" in done.stderr
    assert "wa-legislation could not be read from http://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
    assert quarantined(tmp_path) == []


def test_a_host_that_does_not_answer_is_said_once(tmp_path: Path) -> None:
    done = crawl("govbot", tmp_path, "http://127.0.0.1:9")
    assert done.returncode == 1
    assert done.stderr.count("could not be read from") == 1
