"""Whole crawls of a small council through the replay server: again, killed, and when it misbehaves."""

import json
import re
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
from tests.legistar_rows import council, history, matter
from tests.replay import Replay

NYC = "us_ny_new_york"
EVERY_FAILURE = {"500": 0.15, "429": 0.1, "cut": 0.1, "cut gzip": 0.05, "empty": 0.05, "html": 0.05}


def replay_of(client: dict[str, Any], **options: Any) -> Replay:
    return Replay(None, clients={"nyc": client, "seattle": client}, **options)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one undisturbed crawl."""
    data = tmp_path_factory.mktemp("undisturbed")
    with replay_of(council()) as base_url:
        done = crawl(NYC, data, base_url)
    assert done.returncode == 0, done.stderr
    return data


def test_what_is_on_topic_is_kept_whole(expected: Path) -> None:
    kept = items(expected)
    assert [bill["identifier"] for bill in kept] == [f"Int {n:04}-2026" for n in (3, 6, 9, 12)]
    bill = kept[0]
    assert [v["note"] for v in bill["versions"]] == ["Version *", "Version A"]
    assert [s["name"] for s in bill["sponsorships"]] == ["A Person", "B Person"]
    assert [a["date"] for a in bill["actions"]] == ["2026-02-24", "2026-03-04"]
    assert all(link["fetch_id"] for v in bill["versions"] for link in v["links"])
    run = last_run(expected)
    assert run["outcome"] == "finished"
    assert (run["found"], run["kept"], run["skipped"]) == (4, 4, {"off topic": 8})


def test_addresses_in_the_log_are_the_publishers_own(expected: Path) -> None:
    urls = [url for _, url, _ in fetches(expected)]
    assert urls
    assert all(url.startswith("https://webapi.legistar.com/v1/nyc/matters") for url in urls)
    assert any(url.endswith("/texts/1003#MatterTextRtf") for url in urls)


def test_again_adds_nothing_from_another_address(expected: Path) -> None:
    before, lines = fetches(expected), item_lines(expected)
    with replay_of(council()) as base_url:
        assert crawl(NYC, expected, base_url).returncode == 0
    assert (fetches(expected), item_lines(expected)) == (before, lines)
    assert last_run(expected)["kept"] == 0


@pytest.mark.parametrize("answers", [2, 15, 40])
def test_killed_and_started_again_ends_alike(expected: Path, tmp_path: Path, answers: int) -> None:
    replay = replay_of(council(), page_cap=5)
    with replay as base_url:
        crawling = subprocess.Popen(
            command(NYC, tmp_path, base_url), cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL
        )
        while len(replay.requests) < answers and crawling.poll() is None:
            time.sleep(0.001)
        crawling.send_signal(signal.SIGKILL)
        crawling.wait()
        assert last_run(tmp_path)["outcome"] == "running"
        assert crawl(NYC, tmp_path, base_url).returncode == 0
    assert without_lists(items(tmp_path)) == without_lists(items(expected))


def without_lists(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Bills without the id of the list page they stood on, which differs with the page's length."""
    return [{**bill, "fetch_id": ""} for bill in found]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_misbehaving_publisher_loses_no_bill(expected: Path, tmp_path: Path, seed: int) -> None:
    with replay_of(
        council(), misbehave=EVERY_FAILURE, seed=seed, retry_after_seconds=0
    ) as base_url:
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    assert items(tmp_path) == items(expected)
    assert quarantined(tmp_path) == []
    assert "Traceback" not in done.stderr


def test_a_page_of_the_list_that_stays_broken_fails_the_crawl(tmp_path: Path) -> None:
    replay = replay_of(council(), page_cap=5)
    replay.misbehave_forever("gt+5", "500")
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, "-s", "RETRY_TIMES=1")
    run = last_run(tmp_path)
    assert done.returncode == 1
    assert run["outcome"].startswith("failed: ")
    assert "answered 500" in run["errors"][0]
    assert [bill["identifier"] for bill in items(tmp_path)] == ["Int 0003-2026"]
    assert "Traceback" not in done.stderr


def test_one_broken_matter_is_put_aside_and_forgotten_when_it_is_read(tmp_path: Path) -> None:
    replay = replay_of(council())
    replay.misbehave_forever("/6/sponsors", "html")
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, "-s", "RETRY_TIMES=1")
        assert done.returncode == 0, done.stderr
        (aside,) = quarantined(tmp_path)
        assert aside["subject"] == "us_ny_new_york-2026-INT6"
        assert "a web page where data was due" in aside["reason"]
        assert aside["url"] == "https://webapi.legistar.com/v1/nyc/matters/6/sponsors"
        assert last_run(tmp_path)["quarantined"] == 1
        assert len(items(tmp_path)) == 3
        replay.behave()
        assert crawl(NYC, tmp_path, base_url).returncode == 0
    assert quarantined(tmp_path) == []
    assert len(items(tmp_path)) == 4


def test_fields_that_are_missing_null_or_of_another_type(tmp_path: Path) -> None:
    client = council(5, every=1)
    client["matters"][0] = matter(1, MatterFile=None)
    client["matters"][1] = matter(2, MatterFile="CB 2", MatterIntroDate=None)
    client["matters"][2] = matter(3, MatterRestrictViewViaWeb=True)
    client["matters/4/histories"] = [
        history(41, None, "Introduced by Council"),
        history(42, "2026-02-24", "Sent to the Moon"),
    ]
    client["matters/5/sponsors"] = [{"MatterSponsorId": "none"}]
    with replay_of(client) as base_url:
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    run = last_run(tmp_path)
    assert run["skipped"] == {"restricted by the publisher": 1, "action without a date": 1}
    assert run["unknown_actions"] == {"Sent to the Moon": 1}
    assert sorted(row["subject"] for row in quarantined(tmp_path)) == [
        "us_ny_new_york-2026-INT5",
        "us_ny_new_york: matter 1",
        "us_ny_new_york: matter 2",
    ]
    assert [bill["identifier"] for bill in items(tmp_path)] == ["Int 0004-2026"]


def test_a_document_that_is_too_large(tmp_path: Path) -> None:
    client = council(2, every=1)
    client["matters/1/texts/2001"]["MatterTextPlain"] = "x" * 300_000
    with replay_of(client) as base_url:
        done = crawl(NYC, tmp_path, base_url, "-s", "DOWNLOAD_MAXSIZE=200000")
    assert done.returncode == 0, done.stderr
    (aside,) = quarantined(tmp_path)
    assert re.search(r"larger than .* MB", aside["reason"])
    assert len(items(tmp_path)) == 1


def test_nobody_there_is_one_sentence(tmp_path: Path) -> None:
    done = crawl(NYC, tmp_path, "http://127.0.0.1:9")
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if "could not be reached" in line]
    assert len(said) == 1
    assert "Traceback" not in done.stderr
    assert last_run(tmp_path)["outcome"].startswith("unreachable: 127.0.0.1:9 could not be reached")
    assert quarantined(tmp_path) == []


def test_an_empty_list_is_an_error_unless_only_changes_were_asked_for(tmp_path: Path) -> None:
    with replay_of({"matters": []}) as base_url:
        assert crawl(NYC, tmp_path / "all", base_url).returncode == 1
        assert crawl(NYC, tmp_path / "since", base_url, "-a", "since=2026-04-01").returncode == 0
        assert crawl(NYC, tmp_path / "misused", base_url, "-a", "since=april").returncode == 1
    assert last_run(tmp_path / "all")["outcome"].startswith("empty: ")
    assert last_run(tmp_path / "misused")["outcome"].startswith("misused: 'april' is no date")


def test_only_what_changed_is_asked_for(tmp_path: Path) -> None:
    replay = replay_of(council(12, every=1))
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, "-a", "since=2026-03-11")
    assert done.returncode == 0, done.stderr
    assert [bill["identifier"] for bill in items(tmp_path)] == [
        "Int 0010-2026",
        "Int 0011-2026",
        "Int 0012-2026",
    ]


def test_a_token_is_sent_and_never_written(tmp_path: Path) -> None:
    replay = replay_of(council(3))
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, "-L", "DEBUG", LEGISTAR_TOKEN_NYC="s3cret")
    assert done.returncode == 0, done.stderr
    asked = replay.targets("/matters")
    assert asked
    assert all("token=s3cret" in target for target in asked)
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"s3cret" in body for body in written)
    assert "s3cret" not in done.stderr


def test_a_refusal_names_the_variable(tmp_path: Path) -> None:
    replay = replay_of(council(3))
    replay.misbehave_forever("/matters", "403")
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url)
    assert done.returncode == 1
    assert "set LEGISTAR_TOKEN_NYC" in done.stderr


def test_a_refusal_amid_the_list_is_no_reason_to_read_the_pages(tmp_path: Path) -> None:
    replay = replay_of(council(12), page_cap=5)
    replay.misbehave_forever("gt+5", "403")
    with replay as base_url:
        assert crawl(NYC, tmp_path, base_url).returncode == 1
    assert "refused the request (403)" in last_run(tmp_path)["errors"][0]
    assert not replay.targets("Legislation.aspx")


def test_a_client_that_the_api_does_not_know_is_read_from_its_pages(tmp_path: Path) -> None:
    replay = Replay(None)
    with replay as base_url:
        done = crawl(NYC, tmp_path, base_url, "-s", "RETRY_TIMES=1")
    assert done.returncode == 1  # nor are there pages in this replay
    (said,) = last_run(tmp_path)["skipped"]
    assert said.startswith("the API is off (LegistarConnectionString setting is not set up")
    assert said.endswith("read from legistar.council.nyc.gov")
    assert replay.targets("/https://legistar.council.nyc.gov/Legislation.aspx")


def test_seattle_has_its_own_words(tmp_path: Path) -> None:
    client = council(2, every=1)
    client["matters"][0] = matter(
        1,
        MatterFile="CB 120293",
        MatterName=None,
        MatterTypeName="Ordinance (Ord)",
        MatterEnactmentNumber="Ord 126599",
        MatterIntroDate="2022-04-05T00:00:00",
    )
    client["matters/1/histories"] = [
        history(11, "2022-04-12", "pass as amended"),
        history(12, "2022-04-26", "passed as amended"),
    ]
    client["matters"][1] = matter(2, MatterTypeName="Clerk File (CF)")
    with replay_of(client) as base_url:
        done = crawl("us_wa_seattle", tmp_path, base_url)
    assert done.returncode == 0, done.stderr
    (bill,) = items(tmp_path)
    assert (bill["session"], bill["classification"]) == ("2022", ["ordinance"])
    assert bill["url"] == "https://seattle.legistar.com/gateway.aspx?m=l&id=1"
    assert [action["classification"] for action in bill["actions"]] == [
        ["amendment-passage", "committee-passage-favorable"],
        ["amendment-passage", "passage"],
    ]


def test_the_run_record_is_a_row_of_runs(expected: Path) -> None:
    path = next((expected / "runs").glob("*.json"))
    row = json.loads(path.read_text())
    schema = (ROOT / "legislation/schema.sql").read_text()
    table = schema[schema.index("CREATE TABLE runs (") :].partition(") STRICT")[0]
    assert list(row) == re.findall(r"^  (\w+) ", table, re.MULTILINE)
    assert path.stem == row["run_id"]
    assert re.fullmatch(rf"{NYC}-\d{{8}}T\d{{12}}Z", row["run_id"])
