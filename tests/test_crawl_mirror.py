"""Whole crawls of small copies of New York City's mirror, as a folder and on a host."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import crawl, items, last_run, quarantined
from tests.govbot_bills import commit
from tests.replay.git_host import GitHost, has_http_backend

NAME = "us_ny_new_york_mirror"


def write_bill(mirror: Path, number: int, year: int = 2026, **changes: Any) -> Path:
    path = mirror / f"introduction/{year}/{number:04}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    bill = {
        "ID": 70000 + number,
        "File": f"Int {number:04}-{year}",
        "Name": "Crisis teams" if number % 2 else "Painting of ferry landings",
        "Title": "A Local Law",
        "TypeName": "Introduction",
        "StatusName": "Committee",
        "IntroDate": f"{year}-02-24T00:00:00Z",
        "EnactmentDate": "0001-01-01T00:00:00Z",
        "Version": "*",
        "Text": "Mobile crisis teams answer calls to 988." if number % 2 else "Paint is blue.",
    }
    path.write_text(json.dumps(bill | changes))
    return path


def resubmit(mirror: Path, *pairs: tuple[str, str]) -> None:
    (mirror / "resubmit").mkdir(exist_ok=True)
    rows = [{"FromFile": earlier, "ToFile": later} for earlier, later in pairs]
    (mirror / "resubmit/2026.json").write_text(json.dumps({"Resubmitted": rows}))


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """Six bills of 2026 and two of 2025, of which four are on topic."""
    mirror = tmp_path / "host/nyc_legislation"
    for number in range(1, 7):
        write_bill(mirror, number)
    for number in (11, 12):
        write_bill(mirror, number, 2025)
    resubmit(mirror, ("Int 0011-2025", "Int 0001-2026"))
    return mirror


def identifiers(data: Path) -> list[str]:
    return [item["identifier"] for item in items(data)]


ON_TOPIC = ["Int 0001-2026", "Int 0003-2026", "Int 0005-2026", "Int 0011-2025"]


def test_only_what_changed_is_read_again(mirror: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = crawl(NAME, data, mirror.as_uri())
    assert done.returncode == 0, done.stderr
    assert identifiers(data) == ON_TOPIC
    assert items(data)[0]["related_bills"][0]["relation"] == "prior-session"
    write_bill(mirror, 3, StatusName="Enacted")
    resubmit(mirror, ("Int 0011-2025", "Int 0001-2026"), ("Int 0012-2025", "Int 0005-2026"))
    assert crawl(NAME, data, mirror.as_uri()).returncode == 0
    run = last_run(data)
    assert (run["found"], run["kept"], run["unchanged"]) == (2, 2, 2)
    assert run["skipped"] == {"off topic, unchanged": 4}


def test_a_year_is_asked_for(mirror: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert crawl(NAME, data, mirror.as_uri(), "-a", "session=2025").returncode == 0
    assert identifiers(data) == ["Int 0011-2025"]
    done = crawl(NAME, data, mirror.as_uri(), "-a", "session=2025,1066")
    assert done.returncode == 1
    assert "'1066' is no year of the mirror; it has 2025 to 2026." in done.stderr


def test_a_bill_that_vanishes_is_marked(mirror: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert crawl(NAME, data, mirror.as_uri()).returncode == 0
    (mirror / "introduction/2026/0003.json").unlink()
    assert crawl(NAME, data, mirror.as_uri()).returncode == 0
    missing = [item["identifier"] for item in items(data) if item.get("missing_since")]
    assert missing == ["Int 0003-2026"]


def test_a_broken_list_of_resubmissions_takes_nothing_away(mirror: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert crawl(NAME, data, mirror.as_uri()).returncode == 0
    before = items(data)
    (mirror / "resubmit/2026.json").write_text("<html>Not now</html>")
    done = crawl(NAME, data, mirror.as_uri())
    assert done.returncode == 1
    assert "Bills of 2026 wait" in done.stderr
    assert items(data) == before


def test_nothing_is_there(tmp_path: Path) -> None:
    done = crawl(NAME, tmp_path / "data", (tmp_path / "nowhere").as_uri())
    assert done.returncode == 1
    assert "nyc_legislation could not be read from the folder of BASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert quarantined(tmp_path / "data") == []


@pytest.mark.skipif(not has_http_backend(), reason="git comes without its server here")
def test_on_a_host_it_is_the_same(mirror: Path, tmp_path: Path) -> None:
    commit(mirror)
    data = tmp_path / "data"
    with GitHost(mirror.parent) as host:
        address = f"{host.url}/nyc_legislation"
        assert crawl(NAME, data, address).returncode == 0
        assert identifiers(data) == ON_TOPIC
        link = items(data)[0]["versions"][0]["links"][0]["url"]
        assert link == f"{address}/blob/HEAD/introduction/2026/0001.json#Text"
        host.sent.clear()
        write_bill(mirror, 3, StatusName="Enacted")
        commit(mirror)
        assert crawl(NAME, data, address).returncode == 0
        assert (last_run(data)["found"], last_run(data)["unchanged"]) == (1, 3)
        assert sum(host.sent) < 2000
        write_bill(mirror, 5, StatusName="Withdrawn")
        commit(mirror)
        host.cut = 40
        done = crawl(NAME, data, address)
        assert done.returncode == 1
        assert "nyc_legislation could not be read from http" in done.stderr
        host.cut = None
        assert crawl(NAME, data, address).returncode == 0
    assert items(data)[2]["publisher_status"] == "Withdrawn"
