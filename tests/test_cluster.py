"""Enriching on processes or a Dask cluster gives what one process gives; who is missing is told plainly."""

import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from enrich import cluster, database
from enrich.__main__ import main
from legislation import build, claims, store
from legislation.archive import Archive
from tests.crawled_data import crawl_once

CLAIMS = (*claims.TABLES,)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as here:
        yield here.scheduler_address


def built(data: Path) -> Path:
    crawl_once(data, bills=9)
    build.build(data)
    return data


def claimed(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """All machine claims but the runs that made them."""
    with sqlite3.connect(store.database_path(data)) as opened:
        rows = {}
        for table in CLAIMS:
            columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})")]
            named = ", ".join(f'"{name}"' for name in columns if name != "run_id")
            rows[table] = opened.execute(f"SELECT {named} FROM {table} ORDER BY 1, 2, 3").fetchall()
        return rows


def test_a_cluster_claims_what_one_process_claims(scheduler: str, tmp_path: Path) -> None:
    one, many = built(tmp_path / "one"), built(tmp_path / "many")
    assert database.enrich(one, workers=1) == database.enrich(many, scheduler)
    assert claimed(one) == claimed(many)
    assert claimed(one)["labels"]
    assert database.enrich(many, scheduler)["unchanged"] == 10


def test_processes_of_this_machine_claim_the_same(tmp_path: Path) -> None:
    one, many = built(tmp_path / "one"), built(tmp_path / "many")
    assert database.enrich(one, workers=1) == database.enrich(many, workers=2)
    assert claimed(one) == claimed(many)
    assert claimed(one)["labels"]


@pytest.mark.parametrize("on_a_cluster", [True, False])
def test_bytes_that_are_missing_are_counted_there_too(
    scheduler: str, tmp_path: Path, on_a_cluster: bool
) -> None:
    data = built(tmp_path)
    with sqlite3.connect(store.database_path(data)) as opened:
        (sha256,) = opened.execute(
            "SELECT sha256 FROM fetches WHERE media_type = 'text/html' LIMIT 1"
        ).fetchone()
    (data / "raw" / sha256).unlink()
    counts = database.enrich(data, scheduler) if on_a_cluster else database.enrich(data, workers=2)
    assert counts["not archived"] >= 1
    assert counts["not archived"] + counts["read"] == counts["bills"]


def test_nobody_at_the_address_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setenv("LEGISLATION_DATA", str(built(tmp_path)))
    result = CliRunner().invoke(main, ["--scheduler", f"tcp://127.0.0.1:{port}"])
    assert result.exit_code == 1
    assert "No Dask scheduler with a worker answers" in result.output
    assert "Traceback" not in result.output


def test_a_process_that_was_ended_is_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(cluster.NoCluster, match="ended from outside"),
        cluster.on_this_machine(1, Archive(tmp_path)) as workers,
    ):
        workers.submit(os._exit, 1).result()


def test_a_small_database_is_read_without_other_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "on_this_machine", None)
    assert database.enrich(built(tmp_path))["read"] == 10
