"""`scrapy check_live [NAME…]`: visits each source once and records what answered."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from scrapy.commands import ScrapyCommand

# Where `verified: 2026-11-23` stands, below the key of a spider.
VERIFIED_IN = (
    Path("legislation/sources.yml"),
    Path("scrapers/platforms/legistar/councils.yml"),
)
# "  verified: null" and "{client: oakland, verified: 2026-11-23}"
_VERIFIED = re.compile(r"(\bverified: )[^,}\s]+")
SECONDS = 900  # a visit that retries for longer is given up


class Visit(NamedTuple):
    """checked_at: UTC. what: one sentence."""

    source: str
    checked_at: str
    has_passed: bool
    what: str


class Command(ScrapyCommand):
    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012  Scrapy's way

    def syntax(self) -> str:
        return "[spider …]"

    def short_desc(self) -> str:
        return "Visit each source once and record what answered"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapy.spiderloader import get_spider_loader

        if self.settings is None:
            raise RuntimeError("Scrapy starts this command with its settings.")
        loader = get_spider_loader(self.settings)
        # The catalogue ships with the project: there is nobody to visit.
        names = args or [n for n in loader.list() if loader.load(n).publisher.startswith("http")]  # type: ignore[attr-defined]
        folder = Path(self.settings["DATA_DIR"]) / "live"
        folder.mkdir(parents=True, exist_ok=True)
        record = folder / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.jsonl"
        passed = 0
        with record.open("w") as file:
            for visit in visits(names, self.settings.get("BASE_URL") or ""):
                file.write(json.dumps(visit._asdict(), ensure_ascii=False) + "\n")
                sys.stdout.write(f"{visit.source}: {visit.what}\n")
                if visit.has_passed:
                    passed += 1
                    for path in VERIFIED_IN:
                        set_verified(path, visit.source, visit.checked_at[:10])
        sys.stdout.write(f"{passed} of {len(names)} answered as their spiders expect; {record}\n")
        self.exitcode = 0 if passed == len(names) else 1


def visits(names: list[str], base_url: str) -> Iterator[Visit]:
    """One after another, each in a process and a folder of its own."""
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            settings = ["LIVE_CHECK=True", "READ_ANEW=True", "RETRY_TIMES=2", f"DATA_DIR={folder}"]
            settings += [f"BASE_URL={base_url}"] if base_url else []
            given = [part for setting in settings for part in ("-s", setting)]
            at = datetime.now(UTC).isoformat(timespec="seconds")
            try:
                subprocess.run(  # noqa: S603  no shell; the names are those of spiders
                    [sys.executable, "-m", "scrapy", "crawl", name, *given],
                    capture_output=True,
                    check=False,
                    timeout=SECONDS,
                )
            except subprocess.TimeoutExpired:
                yield Visit(name, at, False, f"It did not answer within {SECONDS // 60} minutes.")
                continue
            yield _visit(name, at, Path(folder))


def _visit(name: str, at: str, folder: Path) -> Visit:
    records = sorted((folder / "runs").glob("*.json"))
    if not records:
        return Visit(name, at, False, f"The crawl did not start; try `scrapy crawl {name}`.")
    record = json.loads(records[-1].read_text())
    said = [reason for reason in record["skipped"] if reason.startswith("live check: ")]
    if record["outcome"] == "finished" and said:
        return Visit(name, at, True, said[0].removeprefix("live check: "))
    return Visit(name, at, False, " ".join(record["errors"]) or record["outcome"])


def set_verified(path: Path, key: str, day: str) -> bool:
    """Writes `verified: <day>` into the entry of `key`; True where the file has such an entry.

    In place, since a YAML writer would drop the comments.
    """
    lines = path.read_text("utf-8").splitlines(keepends=True) if path.exists() else []
    depth = -1  # of the entry, while inside it
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        is_its_first = line.strip().startswith(f"{key}:")
        if is_its_first:
            depth = indent
        elif depth >= 0 and line.strip() and indent <= depth:
            return False
        if depth >= 0 and _VERIFIED.search(line):
            lines[number] = _VERIFIED.sub(rf"\g<1>{day}", line, count=1)
            path.write_text("".join(lines), "utf-8")
            return True
    return False
