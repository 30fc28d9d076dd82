"""One crawl of one spider: what it met, and where it puts it."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from legislation import ids, topics
from legislation.archive import Archive, Fetch, without_secrets
from legislation.item_log import ItemLog
from legislation.model import Bill, KnowledgeEntry
from scrapers.already_read import AlreadyRead, Mark
from scrapers.outcomes import PutAside
from scrapers.partial_bills import filled_from
from scrapers.quarantine import Quarantine
from scrapers.seen_fields import note_item

# A list with less than this share of the bills that it named before is taken for a broken one.
SHORT_LIST = 0.7


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
    unchanged: int = 0
    requests: int = 0
    missing: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    quarantined: int = 0
    unknown_actions: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_whole: bool = True
    actions: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    fields_seen: dict[str, Counter[str]] = field(default_factory=dict)


def utc(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


class Run:
    """Counts for the run record; the archive, items and quarantine of the spider under `data`.

    reads_anew: nothing counts as already read. topic_filter: what was left out as off topic is read
    again once the filter or its terms change.
    """

    def __init__(
        self,
        name: str,
        data: Path,
        started: datetime | None = None,
        *,
        reads_anew: bool = False,
        topic_filter: bool = True,
    ) -> None:
        self.started = started or datetime.now(UTC)
        run_id = ids.run_id(name, self.started)
        self.record = Record(run_id, "crawl", name, utc(self.started))
        self.data = data
        self.archive = Archive(data / "raw")
        self.items = ItemLog(data / "items", name)
        self.quarantine = Quarantine(data / "quarantine", name)
        self.already_read = AlreadyRead(data / "items" / f"{name}.read.sqlite")
        self._reads_anew = reads_anew
        self._filter = f"{topics.profile_digest()[:12]} " if topic_filter else "all "
        self._listed: dict[str, set[str]] = {}  # scope → subjects
        self._met: dict[str, str] = {}  # key → subject
        self._lists_are_readable = True
        self._ended = ""

    def keep_bytes(self, body: bytes, url: str, media_type: str, status: int = 200) -> Fetch:
        return self.archive.keep(
            body,
            url,
            fetched_at=utc(datetime.now(UTC)),
            media_type=media_type,
            status=status,
            spider=self.record.name,
            run_id=self.record.run_id,
        )

    def has_read(self, mark: Mark) -> bool:
        """Is there nothing new about a bill that a list names? Counts it as unchanged if so.

        To be asked of every bill of a list: those that nobody asks about have vanished upstream.
        """
        self._listed.setdefault(mark.scope, set()).add(mark.subject)
        value, key = self.already_read.value_and_key(mark)
        if self._reads_anew or not mark.value:
            return False
        if key is not None and value == mark.value and self.items.has(key):
            self.record.unchanged += key not in self._met  # a second list may name it, too
            self._met[key] = mark.subject
            return True
        if value == self._filter + mark.value:
            self.record.skipped["off topic, unchanged"] += 1
            return True
        return False

    def keep_item(
        self, item: Bill | KnowledgeEntry, mark: Mark | None = None, *, is_partial: bool = False
    ) -> None:
        """is_partial: what an earlier crawl knew stands in for what is empty, and the bill is asked
        for again by the next one."""
        key = _key_of(item)
        subject = mark.subject if mark else ""
        if key in self._met:
            self._meet_again(key, subject)
            return
        self._met[key] = subject
        self.record.found += 1
        note_item(self.record, item)
        said = item.model_dump(exclude={"missing_since"})
        if is_partial and self.items.has(key):
            said = filled_from(self.items.last(key), said)
        if self.items.record(key, said, self.record.run_id):
            self.record.kept += 1
        if mark:
            self._forget_former_name(mark, key)
            self.already_read.remember(mark._replace(value="") if is_partial else mark, key)

    def _meet_again(self, key: str, subject: str) -> None:
        """Several lists may name a bill; two records of one number are a fault of the publisher."""
        if subject and self._met[key] not in ("", subject):
            reason = "Two of the publisher's records have this number; the first is kept, ask which holds."
            self.put_aside(PutAside(f"{key} ({subject})", reason))
        else:
            self.record.skipped["met twice"] += 1

    def _forget_former_name(self, mark: Mark, key: str) -> None:
        former = self.already_read.value_and_key(mark)[1]
        if former and former != key and former not in self._met:
            self.items.record_renamed(former, self.record.run_id)

    def follows(self, mark: Mark | None) -> bool:
        """Did an earlier crawl keep the bill? Then it is followed to its end, whatever its newest
        words are: the site must not show an old status of it for ever."""
        return mark is not None and self.already_read.value_and_key(mark)[1] is not None

    def leave_out(self, reason: str, mark: Mark | None = None) -> None:
        self.record.skipped[reason] += 1
        if mark:
            self.already_read.remember(mark._replace(value=self._filter + mark.value), None)

    def put_aside(self, aside: PutAside) -> None:
        self._lists_are_readable &= not aside.of_list
        if aside.ends:
            self.fail(f"{aside.ends}: {aside.reason}")
        if aside.ends in ("", "failed"):
            self.quarantine.add(aside.subject, aside.reason, without_secrets(aside.url))
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
        if not self._ended and not record.found and not record.unchanged:
            if record.quarantined:
                self.fail(f"failed: Nothing that {record.name} met could be read; see quarantine/.")
            elif not record.skipped:
                self.fail(
                    f"empty: {record.name} met nothing; look whether the source moved or changed."
                )
        record.outcome = self._ended or "finished"
        record.is_whole = not is_narrowed
        if not self._ended and not is_narrowed:
            self.quarantine.forget_others()
            if forgets and not record.quarantined:
                self.items.record_gone(record.run_id)
            self._record_missing()
        record.finished_at = utc(datetime.now(UTC))
        self.write()
        self.already_read.close()

    def _record_missing(self) -> None:
        """Bills that a list named once and, read whole, names no more. They stay facts, so marked.

        Not where a row of a list could not be read, nor where a list is suddenly short: bills do not
        vanish by the hundred, publishers' servers break off.
        """
        if not self._lists_are_readable:
            return
        for scope, listed in self._listed.items():
            known = self.already_read.count(scope)
            if len(listed) < SHORT_LIST * known:
                self.record.warnings.append(
                    f"The list {scope or 'of bills'} names {len(listed)} where {known} are known; "
                    "none is marked as no longer listed. Look whether the source is whole."
                )
                continue
            for subject, key in self.already_read.kept_in(scope):
                if subject in listed or key in self._met:
                    continue
                self.record.missing += self.items.record_missing(key, self.record.run_id)

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
            f"{record.found + record.unchanged} found, {record.kept} new or changed, "
            f"{f'{record.missing} no longer listed, ' if record.missing else ''}"
            f"{record.skipped.total()} skipped{f' ({skipped})' if skipped else ''}, "
            f"{record.quarantined} put aside"
        )


def _key_of(item: Bill | KnowledgeEntry) -> str:
    """The publisher's own names: a session that gets another key here stays the same bill."""
    if isinstance(item, Bill):
        return f"{item.jurisdiction}/{item.session}/{item.identifier}"
    return f"{item.kind}/{item.entry.get('id') or item.entry.get('key') or ''}"
