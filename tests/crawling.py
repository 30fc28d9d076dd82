"""Runs real crawls, `scrapy crawl NAME`, as a person would, into a folder of the test."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from legislation import item_log, jsonlines
from tests.conftest import ROOT

_OF_THE_RUN = ("run_id", "fetched_at")


def command(spider: str, data: Path, base_url: str, *options: str) -> list[str]:
    settings = [
        f"DATA_DIR={data}",
        "RETRY_BACKOFF=0.02",
        *([f"BASE_URL={base_url}"] if base_url else []),
    ]
    given = [part for setting in settings for part in ("-s", setting)]
    return [sys.executable, "-m", "scrapy", "crawl", spider, *given, *options]


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not re.search("TOKEN|_KEY", name)}


def crawl(
    spider: str, data: Path, base_url: str = "", *options: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(spider, data, base_url, *options),
        cwd=ROOT,
        env=environment() | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def items(data: Path) -> list[dict[str, Any]]:
    found = item_log.current_items(data / "items")
    return sorted(found, key=lambda item: (item["source"], str(item.get("identifier"))))


def item_lines(data: Path) -> int:
    return sum(1 for path in (data / "items").glob("*.jsonl") for _ in jsonlines.read(path))


def fetches(data: Path) -> set[tuple[str, str, str]]:
    rows = (row for path in (data / "raw/fetches").glob("*") for row in jsonlines.read(path))
    return {(row["fetch_id"], row["url"], row["sha256"]) for row in rows}


def last_run(data: Path) -> dict[str, Any]:
    path = max((data / "runs").glob("*.json"), key=lambda path: path.name)
    row: dict[str, Any] = json.loads(path.read_text())
    return row


def quarantined(data: Path) -> list[dict[str, Any]]:
    return [row for path in (data / "quarantine").glob("*") for row in jsonlines.read(path)]
