"""Repositories on a host, cloned and brought up to date: what comes over the wire, and what can go wrong."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.govbot_bills import OFF_TOPIC, ON_TOPIC, commit, git, metadata, write_bill
from tests.replay.git_host import GitHost, has_http_backend

pytestmark = pytest.mark.skipif(not has_http_backend(), reason="git comes without its server here")

BILLS = "country:us/state:wa/sessions/2025-2026/bills"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[GitHost]:
    """Six bills of Washington, of which three are on topic, and one of New Jersey."""
    folder = tmp_path / "host"
    for number in range(1001, 1007):
        bill = write_bill(folder, number, ON_TOPIC if number % 2 else OFF_TOPIC)
        (bill / "logs/20260120T180000Z_first_reading.json").write_text(f'{{"bill": {number}}}')
        (bill / f"files/{number}_Bill_extracted.txt").write_text(f"Derived from bill {number}.")
    write_bill(folder, 7, ON_TOPIC, "nj")
    for repository in folder.iterdir():
        commit(repository)
    with GitHost(folder) as host:
        yield host


def crawled(host: GitHost, data: Path, places: str = "wa") -> subprocess.CompletedProcess[str]:
    narrowed = ("-a", f"places={places}") if places else ()
    return crawl("govbot", data, host.url, *narrowed)


def files_in(data: Path, name: str = "wa-legislation") -> set[str]:
    """Ids of the files that were fetched."""
    every = ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"]
    command = ["git", f"--git-dir={data / 'git' / name}.git", *every]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line.split()[1] for line in done.stdout.splitlines() if line.startswith("blob")}


def test_only_records_and_documents_come_and_only_once(host: GitHost, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = crawled(host, data)
    assert done.returncode == 0, done.stderr
    assert [item["identifier"] for item in items(data)] == ["HB 1001", "HB 1003", "HB 1005"]
    assert len(files_in(data)) == 8  # six records, two texts; no logs, nothing derived
    (address,) = {url.partition("/country:us")[0] for _, url, _ in fetches(data)}
    assert address == f"{host.url}/wa-legislation/blob/HEAD"
    host.sent.clear()
    assert crawled(host, data).returncode == 0
    assert sum(host.sent) < 500  # "nothing is new", in git's words
    assert last_run(data)["unchanged"] == 3


def test_a_host_that_cannot_leave_files_out_gives_the_same(host: GitHost, tmp_path: Path) -> None:
    crawled(host, tmp_path / "lean")
    host.filters = False
    assert crawled(host, tmp_path / "whole").returncode == 0
    assert items(tmp_path / "whole") == items(tmp_path / "lean")
    assert fetches(tmp_path / "whole") == fetches(tmp_path / "lean")
    write_bill(host.folder, 1009, ON_TOPIC)
    commit(host.folder / "wa-legislation")
    assert crawled(host, tmp_path / "whole").returncode == 0
    assert len(items(tmp_path / "whole")) == 4


def test_after_one_of_a_thousand_bills_changed_only_that_comes(tmp_path: Path) -> None:
    folder, data = tmp_path / "host", tmp_path / "data"
    for number in range(1000, 2000):
        bill = write_bill(folder, number, OFF_TOPIC if number % 50 else ON_TOPIC)
        (bill / "logs/first_reading.json").write_text(f'{{"bill": {number}}}')
    repository = folder / "wa-legislation"
    commit(repository)
    with GitHost(folder) as host:
        assert crawled(host, data).returncode == 0
        at_first, files_at_first = sum(host.sent), files_in(data)
        host.sent.clear()
        path = repository / BILLS / "HB1500/metadata.json"
        path.write_text(json.dumps(metadata(1500, title="Concerning crisis lines.")))
        (path.parent / "logs/second_reading.json").write_text('{"bill": 1500}')
        commit(repository)
        assert crawled(host, data).returncode == 0
    assert len(files_in(data) - files_at_first) == 1
    assert sum(host.sent) < at_first / 100
    run = last_run(data)
    assert (run["found"], run["kept"], run["unchanged"]) == (1, 1, 19)
    assert run["skipped"] == {"off topic, unchanged": 980}


def test_an_answer_that_is_cut_off_ends_in_a_sentence_and_the_next_crawl_goes_on(
    host: GitHost, tmp_path: Path
) -> None:
    crawled(host, tmp_path / "undisturbed")
    data = tmp_path / "data"
    host.cut = 40
    done = crawled(host, data, "wa,nj")
    assert done.returncode == 1
    assert done.stderr.count("is asked for again") == 6
    assert "wa-legislation could not be read from http" in done.stderr
    assert "nj-legislation could not be read from http" in done.stderr
    assert "Traceback" not in done.stderr
    assert last_run(data)["outcome"].startswith("unreachable: ")
    host.cut = None
    assert crawled(host, data).returncode == 0
    assert items(data) == items(tmp_path / "undisturbed")


def test_history_that_was_rewritten_is_read_as_it_is_now(host: GitHost, tmp_path: Path) -> None:
    data, repository = tmp_path / "data", host.folder / "wa-legislation"
    assert crawled(host, data).returncode == 0
    write_bill(host.folder, 1011, ON_TOPIC)
    git(repository, "checkout", "--quiet", "--orphan", "anew")
    commit(repository, "Everything again")
    git(repository, "branch", "--quiet", "--delete", "--force", "main")
    git(repository, "branch", "--quiet", "--move", "main")
    git(repository, "reflog", "expire", "--expire=now", "--all")
    git(repository, "gc", "--quiet", "--prune=now")
    assert crawled(host, data).returncode == 0
    assert (last_run(data)["found"], last_run(data)["unchanged"]) == (1, 3)


def test_a_repository_that_vanished_is_said_and_keeps_its_bills(
    host: GitHost, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    done = crawled(host, data, places="")
    assert done.returncode == 0, done.stderr
    assert last_run(data)["skipped"]["no repository for the place"] == 54
    (host.folder / "wa-legislation").rename(tmp_path / "wa-legislation")
    done = crawled(host, data, places="")
    assert done.returncode == 1
    assert "wa-legislation could not be read from http" in done.stderr
    assert last_run(data)["unchanged"] == 1  # New Jersey is read all the same
    assert len(items(data)) == 4
    assert not any(item.get("missing_since") for item in items(data))
    (tmp_path / "wa-legislation").rename(host.folder / "wa-legislation")
    assert crawled(host, data, places="wa").returncode == 0
    assert last_run(data)["unchanged"] == 3


def test_a_repository_that_moved_is_followed_and_said(host: GitHost, tmp_path: Path) -> None:
    (host.folder / "wa-legislation").rename(host.folder / "wa-legislation-2025-2026")
    host.moved["wa-legislation"] = "wa-legislation-2025-2026"
    done = crawled(host, tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"has moved to {host.url}/wa-legislation-2025-2026/" in done.stderr
    assert len(items(tmp_path)) == 3


def test_a_repository_without_a_commit_is_none(host: GitHost, tmp_path: Path) -> None:
    (host.folder / "ut-legislation").mkdir()
    git(host.folder / "ut-legislation", "init", "--quiet")
    done = crawled(host, tmp_path, "ut,nj")
    assert done.returncode == 1
    assert "ut-legislation could not be read" in done.stderr
    assert len(items(tmp_path)) == 1


@pytest.mark.parametrize("damage", ["a lock", "half a pack", "no packs", "no folder"])
def test_a_copy_that_a_kill_or_a_disk_damaged_is_made_anew(
    host: GitHost, tmp_path: Path, damage: str
) -> None:
    data = tmp_path / "data"
    assert crawled(host, data).returncode == 0
    copy = data / "git/wa-legislation.git"
    write_bill(host.folder, 1011, ON_TOPIC)
    commit(host.folder / "wa-legislation")
    packs = sorted((copy / "objects/pack").glob("*.pack"))
    if damage == "a lock":
        (copy / "shallow.lock").touch()
        (copy / "objects/pack/tmp_pack_1a2b3c").write_bytes(b"PACK\0\0")
    elif damage == "half a pack":
        for pack in packs:
            pack.chmod(0o600)
            pack.write_bytes(pack.read_bytes()[:50])
    elif damage == "no packs":
        shutil.rmtree(copy / "objects")
    else:
        shutil.rmtree(copy)
    done = crawled(host, data)
    if done.returncode:  # what was lost was missed when a file was read
        assert "its copy here was damaged and is removed; crawl again" in done.stderr
        done = crawled(host, data)
    assert done.returncode == 0, done.stderr
    assert (last_run(data)["found"], last_run(data)["unchanged"]) == (1, 3)
    assert quarantined(data) == []
    assert crawled(host, data).returncode == 0
    assert last_run(data)["unchanged"] == 4


def test_keys_in_an_address_are_neither_shown_nor_kept(host: GitHost, tmp_path: Path) -> None:
    data = tmp_path / "data"
    address = host.url.replace("http://", "http://reader:hush@")
    done = crawl("govbot", data, address, "-a", "places=wa,ut")
    assert "hush" not in done.stderr
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert [path for path in kept if b"hush" in path.read_bytes()] == []
    assert len(items(data)) == 3
