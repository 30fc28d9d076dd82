"""Councils crawled again: only what changed is asked for; and lists that shift while they are paged."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crawling import crawl, items, last_run
from tests.legistar_rows import council, history, matter
from tests.replay import Replay

NYC = "us_ny_new_york"
Rows = list[dict[str, Any]]


class Shifting:
    """A council in which something happens to its matters after the first page of their list."""

    def __init__(self, client: dict[str, Any], happens: Callable[[Rows], None]) -> None:
        self.client, self.happens, self.pages = client, happens, 0

    def get(self, resource: str) -> Any:
        found = self.client.get(resource)
        if resource == "matters":
            found = list(found)
            self.pages += 1
            if self.pages == 1:
                self.happens(self.client["matters"])
        return found


def replay_of(client: Any, **options: Any) -> Replay:
    return Replay(None, clients={"nyc": client}, **options)


def asked(replay: Replay) -> list[str]:
    """What was asked for, without the client's part of the address."""
    targets = [target for target in replay.targets() if not target.endswith("robots.txt")]
    replay.requests.clear()
    return [target.partition("/v1/nyc/")[2] for target in targets]


def numbers(data: Path) -> list[int]:
    return sorted(int(item["identifier"][4:8]) for item in items(data))


def test_a_row_that_goes_while_the_list_is_paged_takes_no_other_with_it(tmp_path: Path) -> None:
    def happens(matters: Rows) -> None:
        del matters[1]
        del matters[2]

    with replay_of(Shifting(council(12, every=1), happens), page_cap=5) as base_url:
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    # 2 and 4 were on the first page, before they went
    assert numbers(tmp_path) == list(range(1, 13))
    assert last_run(tmp_path)["outcome"] == "finished"


def test_a_row_that_comes_while_the_list_is_paged_is_read(tmp_path: Path) -> None:
    client = council(13, every=1)
    late = client["matters"].pop()
    with replay_of(Shifting(client, lambda matters: matters.append(late)), page_cap=5) as base_url:
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    assert numbers(tmp_path) == list(range(1, 14))
    assert "met twice" not in last_run(tmp_path)["skipped"]


def test_nothing_changed_costs_one_request_in_a_hundred(tmp_path: Path) -> None:
    replay = replay_of(council(210, every=7))
    with replay as base_url:
        assert crawl(NYC, tmp_path, base_url).returncode == 0
        whole = len(asked(replay))
        done = crawl(NYC, tmp_path, base_url)
        assert done.returncode == 0, done.stderr
        again = asked(replay)
    assert whole > 500
    assert len(again) <= whole / 100
    assert again == [target for target in again if target.startswith("matters?")]
    run = last_run(tmp_path)
    assert (run["unchanged"], run["found"], run["kept"]) == (30, 0, 0)
    assert run["skipped"] == {"off topic, unchanged": 180}


def test_one_of_a_thousand(tmp_path: Path) -> None:
    """Changed, then gone, then back: each time that one alone is asked for."""
    client = council(1000, every=100)
    for number in range(1, 1001):
        if number % 100:
            client[f"matters/{number}/versions"] = []  # judged by their titles, which costs least
    replay = replay_of(client)
    rows = client["matters"]

    def crawled() -> tuple[list[str], dict[str, Any]]:
        done = crawl(NYC, tmp_path, base_url)
        assert done.returncode == 0, done.stderr
        return [target for target in asked(replay) if "?" not in target], last_run(tmp_path)

    with replay as base_url:
        targets, run = crawled()
        assert (run["kept"], run["skipped"]) == (10, {"off topic": 990})
        assert len(targets) > 1000

        rows[499] = matter(500, MatterLastModifiedUtc="2026-04-01T09:00:00.123")
        client["matters/500/histories"].append(history(5009, "2026-04-01", "Approved by Council"))
        targets, run = crawled()
        parts = ("versions", "texts/2500", "texts/1500", "histories", "sponsors", "attachments")
        assert targets == [f"matters/500/{part}" for part in parts]
        assert (run["kept"], run["unchanged"], run["missing"]) == (1, 9, 0)

        gone = rows.pop(499)
        targets, run = crawled()
        assert (targets, run["missing"], run["kept"]) == ([], 1, 0)
        (marked,) = [item for item in items(tmp_path) if item.get("missing_since")]
        assert marked["identifier"] == "Int 0500-2026"
        targets, run = crawled()
        assert (targets, run["missing"]) == ([], 0)

        rows.insert(499, gone)
        targets, run = crawled()
        assert targets == [f"matters/500/{part}" for part in parts]
        assert (run["kept"], run["missing"]) == (1, 0)
    assert not any(item.get("missing_since") for item in items(tmp_path))


def test_a_row_that_differs_is_read_again_though_its_date_does_not_say_so(tmp_path: Path) -> None:
    client = council(3, every=1)
    client["matters"] = [{**row, "MatterLastModifiedUtc": None} for row in client["matters"]]
    replay = replay_of(client)
    with replay as base_url:
        assert crawl(NYC, tmp_path, base_url).returncode == 0
        asked(replay)
        client["matters"][1]["MatterRowVersion"] = (
            "AAAAAAAXInE="  # the database wrote, no clerk did
        )
        client["matters"][2]["MatterStatusName"] = "Adopted"
        assert crawl(NYC, tmp_path, base_url).returncode == 0
    read = {target.split("/")[1] for target in asked(replay) if "?" not in target}
    assert read == {"3"}
    assert {item["publisher_status"] for item in items(tmp_path)} == {"Committee", "Adopted"}


def test_a_kept_bill_of_late_is_read_again_in_another_month(tmp_path: Path) -> None:
    """Sponsors join a bill without a trace in the list."""
    client = council(2, every=1)
    client["matters"][0] = matter(1, MatterIntroDate="2014-02-24T00:00:00")
    replay = replay_of(client)
    with replay as base_url:
        assert crawl(NYC, tmp_path, base_url).returncode == 0
        asked(replay)
        forget_the_month(tmp_path)
        assert crawl(NYC, tmp_path, base_url).returncode == 0
    read = {target.split("/")[1] for target in asked(replay) if "?" not in target}
    assert read == {"2"}
    assert last_run(tmp_path)["kept"] == 0


def forget_the_month(data: Path) -> None:
    """As if what was read had been read in another month."""
    with sqlite3.connect(data / "items" / f"{NYC}.read.sqlite") as database:
        database.execute("UPDATE subjects SET value = replace(value, ';20', ';19')")
