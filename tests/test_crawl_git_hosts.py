"""Crawls of repositories on a host."""

import json
from pathlib import Path

import pytest

from tests.crawling import crawl, fetches, items, last_run
from tests.govbot_bills import OFF_TOPIC, ON_TOPIC, commit, metadata, write_bill
from tests.replay.git_host import GitHost, has_http_backend

pytestmark = pytest.mark.skipif(not has_http_backend(), reason="git comes without its server here")

BILLS = "country:us/state:wa/sessions/2025-2026/bills"


def test_after_one_of_a_thousand_bills_changed_only_that_comes(tmp_path: Path) -> None:
    folder, data = tmp_path / "host", tmp_path / "data"
    for number in range(1000, 2000):
        write_bill(folder, number, OFF_TOPIC if number % 50 else ON_TOPIC)
    repository = folder / "wa-legislation"
    commit(repository)
    with GitHost(folder) as host:
        assert crawl("govbot", data, host.url, "-a", "places=wa").returncode == 0
        (address,) = {url.partition("/country:us")[0] for _, url, _ in fetches(data)}
        assert address == f"{host.url}/wa-legislation/blob/HEAD"
        at_first = sum(host.sent)
        host.sent.clear()
        record = repository / BILLS / "HB1500/metadata.json"
        record.write_text(json.dumps(metadata(1500, title="Concerning crisis lines.")))
        commit(repository)
        assert crawl("govbot", data, host.url, "-a", "places=wa").returncode == 0
    assert len(host.sent) == 2  # the folders that changed, and one record
    assert sum(host.sent) < at_first / 100
    run = last_run(data)
    assert (run["found"], run["kept"], run["unchanged"]) == (1, 1, 19)
    assert run["skipped"] == {"off topic, unchanged": 980}


def test_what_happens_to_one_repository_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    folder, data = tmp_path / "host", tmp_path / "data"
    write_bill(folder, 1001, ON_TOPIC)
    write_bill(folder, 7, ON_TOPIC, "nj")
    for repository in folder.iterdir():
        commit(repository)
    with GitHost(folder) as host:
        done = crawl("govbot", data, host.url)
        assert done.returncode == 0, done.stderr
        assert last_run(data)["skipped"]["no repository for the place"] == 54
        (folder / "nj-legislation").rename(tmp_path / "nj-legislation")
        done = crawl("govbot", data, host.url)
        assert done.returncode == 1
        assert "nj-legislation could not be read from http" in done.stderr
        assert "Traceback" not in done.stderr
        assert last_run(data)["outcome"].startswith("unreachable: nj-legislation")
        assert last_run(data)["unchanged"] == 1
        assert not any(item.get("missing_since") for item in items(data))
        (tmp_path / "nj-legislation").rename(folder / "nj-legislation")
        write_bill(folder, 8, ON_TOPIC, "nj")
        commit(folder / "nj-legislation")
        host.cut = 40
        done = crawl("govbot", data, host.url, "-a", "places=nj,wa")
        assert done.returncode == 1
        assert "nj-legislation is asked for again" in done.stderr
        assert done.stderr.count("could not be read from http") == 2
        host.cut = None
        address = host.url.replace("http://", "http://reader:hush@")
        done = crawl("govbot", data, address, "-a", "places=nj,wa,ut")
        assert len(items(data)) == 3
    assert "ut-legislation could not be read" in done.stderr
    assert "hush" not in done.stderr
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert [path for path in kept if b"hush" in path.read_bytes()] == []


def test_a_visit(tmp_path: Path) -> None:
    write_bill(tmp_path / "host", 1001, ON_TOPIC, "ak")
    commit(tmp_path / "host/ak-legislation")
    with GitHost(tmp_path / "host") as host:
        done = crawl("govbot", tmp_path / "data", host.url, "-s", "LIVE_CHECK=True")
    assert done.returncode == 0, done.stderr
    (said,) = last_run(tmp_path / "data")["skipped"]
    assert said.startswith("live check: it answered, and its newest commit is ")
