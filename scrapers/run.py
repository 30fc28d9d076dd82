"""One crawl of one spider: what it met, and where it puts it."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from legislation.archive import Archive
from legislation.item_log import ItemLog
from legislation.model import Bill, KnowledgeEntry
from scrapers.outcomes import PutAside
from scrapers.quarantine import Quarantine


@dataclass
class Record:
    """A row of the table `runs`."""

    run_id: str
    kind: str
    name: str
    started_at: str
    finished_at: str | None = None
    outcome: str = "running"
    found: int = 0
    kept: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    quarantined: int = 0
    unknown_actions: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def utc(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


class Run:
    """Counts for the run record; the archive, items and quarantine of the spider under `data`."""

    def __init__(self, name: str, data: Path, started: datetime | None = None) -> None:
        self.started = started or datetime.now(UTC)
        run_id = f"{name}-{self.started:%Y%m%dT%H%M%S%fZ}"
        self.record = Record(run_id, "crawl", name, utc(self.started))
        self.data = data
        self.archive = Archive(data / "raw")
        self.items = ItemLog(data / "items", name)
        self.quarantine = Quarantine(data / "quarantine", name)
        self._met: set[str] = set()
        self._ended = ""

    def keep_bytes(self, body: bytes, url: str, media_type: str, status: int = 200) -> str:
        """Archives bytes and returns their fetch_id."""
        fetch = self.archive.keep(
            body,
            url,
            fetched_at=utc(datetime.now(UTC)),
            media_type=media_type,
            status=status,
            spider=self.record.name,
            run_id=self.record.run_id,
        )
        return fetch.fetch_id

    def keep_item(self, item: Bill | KnowledgeEntry) -> None:
        key = _key_of(item)
        if key in self._met:
            self.record.skipped["met twice"] += 1
            return
        self._met.add(key)
        self.record.found += 1
        if self.items.record(key, item.model_dump(), self.record.run_id):
            self.record.kept += 1

    def put_aside(self, aside: PutAside) -> None:
        if aside.ends:
            self.fail(f"{aside.ends}: {aside.reason}")
        if aside.ends not in ("unreachable", "misused"):
            self.quarantine.add(aside.subject, aside.reason, aside.url)
            self.record.quarantined = len(self.quarantine)

    def fail(self, outcome: str) -> None:
        """The first failure names the outcome; every one is kept."""
        self._ended = self._ended or outcome
        sentence = outcome.partition(": ")[2]
        if sentence not in self.record.errors:
            self.record.errors.append(sentence)

    def finish(self, reason: str, *, is_narrowed: bool, forgets: bool) -> None:
        """Settles the outcome. `reason` is Scrapy's word for why the spider closed.

        forgets: what this source no longer lists is gone; for other sources a bill stays a fact.
        """
        record = self.record
        if not self._ended and reason != "finished":
            self.fail(f"stopped: {record.name} was stopped ({reason}); run it again.")
        if not self._ended and not record.found:
            if record.quarantined:
                self.fail(f"failed: Nothing that {record.name} met could be read; see quarantine/.")
            elif not record.skipped:
                self.fail(
                    f"empty: {record.name} met nothing; look whether the source moved or changed."
                )
        record.outcome = self._ended or "finished"
        if not self._ended and not is_narrowed:
            self.quarantine.forget_others()
            if forgets and not record.quarantined:
                self.items.record_gone(record.run_id)
        record.finished_at = utc(datetime.now(UTC))
        self.write()

    def write(self) -> None:
        """Writes `runs/<run_id>.json`, aside and renamed."""
        path = self.data / "runs" / f"{self.record.run_id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_suffix(".part")
        aside.write_text(json.dumps(vars(self.record), ensure_ascii=False, indent=1) + "\n")
        os.replace(aside, path)

    def in_words(self) -> str:
        record = self.record
        skipped = ", ".join(f"{reason} {count}" for reason, count in record.skipped.most_common())
        return (
            f"{record.found} found, {record.kept} new or changed, "
            f"{record.skipped.total()} skipped{f' ({skipped})' if skipped else ''}, "
            f"{record.quarantined} put aside"
        )


def _key_of(item: Bill | KnowledgeEntry) -> str:
    """The publisher's own names: a session that gets another key here stays the same bill."""
    if isinstance(item, Bill):
        return f"{item.jurisdiction}/{item.session}/{item.identifier}"
    return f"{item.kind}/{item.entry.get('id') or item.entry.get('key') or ''}"
