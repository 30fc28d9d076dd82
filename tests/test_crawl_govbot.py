"""Whole crawls of small legislation repositories: a folder, git, and what can be wrong in them."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from legislation import warc
from legislation.archive import Archive
from legislation.jurisdictions import all_jurisdictions
from scrapers.platforms.govbot import registry
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
from tests.govbot_bills import HOUSE, OFF_TOPIC, ON_TOPIC, commit, git, metadata, write_bill


@pytest.fixture
def base(tmp_path: Path) -> Path:
    base = tmp_path / "repositories"
    for number in range(1001, 1007):
        write_bill(base, number, ON_TOPIC if number % 2 else OFF_TOPIC)
    write_bill(base, 7, ON_TOPIC, "nj")
    return base


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
        commit(repository)
        git(tmp_path, "clone", "--quiet", "--bare", str(repository), str(bare / repository.name))
    for kind, folder in (("tree", base), ("bare", bare)):
        data = tmp_path / kind
        assert crawl("govbot", data, folder.as_uri()).returncode == 0
        assert items(data) == items(tmp_path / "folder")
        assert fetches(data) == fetches(tmp_path / "folder")


def test_only_what_changed_is_read_again(base: Path, tmp_path: Path) -> None:
    """A plain folder tells by the bytes of records and the names and sizes of documents."""
    data = tmp_path / "data"
    bills = base / "wa-legislation/country:us/state:wa/sessions/2025-2026/bills"
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    (bills / "HB1001/metadata.json").write_text(json.dumps(metadata(1001, title="Crisis lines.")))
    (bills / "HB1003/files/1003_Fiscal_Note.htm").write_text(ON_TOPIC)
    (bills / "HB1002/files/1002_Bill.htm").write_text(ON_TOPIC)
    (bills / "HB1005/logs/20260120T180000Z_first_reading.json").write_text("{}")
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    run = last_run(data)
    assert (run["found"], run["unchanged"], run["kept"]) == (3, 2, 2)
    assert run["skipped"]["off topic, unchanged"] == 2
    assert "us_wa HB 1002" in identifiers(data)
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert (last_run(data)["found"], last_run(data)["unchanged"]) == (0, 5)


def test_a_bill_that_vanishes_is_marked_and_comes_back(base: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    folder = base / "wa-legislation/country:us/state:wa/sessions/2025-2026/bills/HB1001"
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    folder.rename(tmp_path / "HB1001")
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert last_run(data)["missing"] == 1
    assert [bool(item.get("missing_since")) for item in items(data)] == [True, False, False, False]
    (tmp_path / "HB1001").rename(folder)
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert not any(item.get("missing_since") for item in items(data))


def test_a_session_that_leaves_its_repository_is_closed_not_missing(
    base: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    sessions = base / "nj-legislation/country:us/state:nj/sessions"
    (sessions / "2025-2026").rename(tmp_path / "archived")
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    assert last_run(data)["missing"] == 0
    assert "us_nj HB 7" in identifiers(data)
    (aside,) = quarantined(data)
    assert "nj-legislation holds no bills where they are expected" in aside["reason"]


def test_links_lead_nowhere(base: Path, tmp_path: Path) -> None:
    """A link that others committed must not bring what lies elsewhere on this machine."""
    secret = tmp_path / "secret.htm"
    secret.write_text(ON_TOPIC)
    bills = base / "wa-legislation/country:us/state:wa/sessions/2025-2026/bills"
    (bills / "HB1002/files/1002_Bill.htm").unlink()
    (bills / "HB1002/files/1002_Bill.htm").symlink_to(secret)
    (bills / "HB1009").symlink_to(bills / "HB1001")
    for kind in ("folder", "git"):
        assert crawl("govbot", tmp_path / kind, base.as_uri(), "-a", "places=wa").returncode == 0
        assert identifiers(tmp_path / kind) == ["us_wa HB 1001", "us_wa HB 1003", "us_wa HB 1005"]
        commit(base / "wa-legislation")


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
    merging = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> 1a2b3c4\n"
    (bills / "HB1006/metadata.json").write_text(merging)
    far = metadata(1005) | {"jurisdiction": {"id": "ocd-jurisdiction/country:fr/government"}}
    (bills / "HB1005/metadata.json").write_text(json.dumps(far))
    data = tmp_path / "data"
    done = crawl("govbot", data, base.as_uri())
    assert done.returncode == 0, done.stderr
    assert identifiers(data) == ["us_nj HB 7"]
    reasons = {row["subject"].split("/")[-2]: row["reason"] for row in quarantined(data)}
    assert sorted(reasons) == [f"HB{number}" for number in range(1001, 1007)]
    assert "is a web page" in reasons["HB1001"]
    assert "missing or empty" in reasons["HB1002"]
    assert "title" in reasons["HB1003"]
    assert "no JSON" in reasons["HB1004"]
    assert "no known place" in reasons["HB1005"]
    assert "a merge that nobody finished" in reasons["HB1006"]
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
    assert crawl("govbot", data, base.as_uri(), "-a", "places=wa").returncode == 0
    assert last_run(data)["found"] == 1  # what could not be read whole is read again


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


def test_every_place_is_listed_once() -> None:
    listed = registry.repositories()
    assert len(listed) == len({row.repository for row in listed.values()}) == 56
    due = {place.slug for place in all_jurisdictions() if not place.is_local} - {"us_as"}
    assert {row.place for row in listed.values()} == due
    assert registry.repository_of("us_wa") == registry.repository_of("wa") == "wa-legislation"
    assert registry.repository_of("us") == "usa-legislation"
    assert registry.repository_of("as") is None


def test_a_web_archive_gives_the_same(base: Path, tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "bills.warc.gz"
    assert crawl("govbot", data, base.as_uri()).returncode == 0
    warc.export(Archive(data / "raw"), archive)
    done = crawl("govbot", tmp_path / "replayed", "", "-s", f"WARC={archive}")
    assert done.returncode == 0, done.stderr
    assert items(tmp_path / "replayed") == items(data)
    assert fetches(tmp_path / "replayed") == fetches(data)
    archive.write_bytes(archive.read_bytes()[:-50])
    done = crawl("govbot", tmp_path / "cut", "", "-s", f"WARC={archive}", "-a", "places=wa")
    assert done.returncode == 1
    assert "cannot be read as WARC" in done.stderr
    assert "Traceback" not in done.stderr
