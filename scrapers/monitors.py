"""What is odd about a crawl, in sentences: Spidermon's monitors over the run record.

A monitor compares the run with the earlier runs of the same spider (`data/runs/`) and with what
`legislation/sources.yml` expects of its source. What it finds is a warning, shown on the page of
sources; a crawl fails only where `scrapers/run.py` says so. Spidermon's engine is used without its
extension, which logs a report with tracebacks where one line a finding is wanted.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from spidermon import Monitor, MonitorRunner, MonitorSuite

from legislation.sources import Source, UnknownSource, source_of, unlisted
from scrapers.run import Record
from scrapers.seen_fields import ROWS

# So many earlier runs tell what is usual: more would let a source shrink unnoticed for years.
EARLIER = 10
# Where a spider reads the present session only, a new one empties the list: that warning passes by
# itself, the median follows.
FAR_BELOW = 0.7
# Shares of fewer bills, actions, rows or fetches than these are chance.
FEWEST = 20
MOST_UNKNOWN_ACTIONS = 0.1
MOST_PUT_ASIDE = 0.02
# A publisher at work fails now and then; beyond this it is in trouble, or we ask too much of it.
MOST_FAILED_FETCHES = 0.1
NAMED = 5


@dataclass(frozen=True)
class Crawl:
    """What monitors look at. earlier: run records of the same spider, oldest first.

    is_whole: the source was read to its end, and all of it was asked for. fetches, failed_fetches:
    requests sent, and those of them that brought no usable answer.
    """

    record: Record
    source: Source
    earlier: Sequence[Mapping[str, Any]]
    is_whole: bool
    fetches: int = 0
    failed_fetches: int = 0

    @property
    def met(self) -> int:
        return self.record.found + self.record.unchanged

    @property
    def usual(self) -> float | None:
        """The median of what earlier whole crawls met."""
        met = [
            run["found"] + run.get("unchanged", 0)
            for run in self.earlier
            if run["outcome"] == "finished" and run.get("is_whole", True)
        ]
        return median(met) if met else None


def crawl_of(record: Record, folder: Path, *, is_whole: bool, stats: Mapping[str, Any]) -> Crawl:
    """stats: Scrapy's. folder: `data/runs`."""
    try:
        source = source_of(record.name)
    except UnknownSource:
        source = unlisted(record.name)
    # A retry is counted for each fetch that failed and was asked for again, one that was given up
    # under the other name.
    failed = stats.get("retry/count", 0) + stats.get("retry/max_reached", 0)
    fetches = stats.get("downloader/request_count", 0)
    return Crawl(record, source, earlier_runs(record, folder), is_whole, fetches, failed)


def earlier_runs(record: Record, folder: Path) -> list[dict[str, Any]]:
    """Records of the spider's last runs that ended, oldest first."""
    names = sorted(folder.glob(f"{record.name}-*.json"), reverse=True)
    runs = []
    for path in names:
        run = json.loads(path.read_text())
        if run["run_id"] < record.run_id and run["outcome"] != "running":
            runs.append(run)
        if len(runs) == EARLIER:
            break
    return runs[::-1]


def warnings_of(crawl: Crawl) -> list[str]:
    """One sentence for each monitor that fails."""
    result = MonitorRunner().run(MonitorSuite(monitors=MONITORS), crawl=crawl)
    return [
        failed.reason or f"The monitor {failed.item.name} broke; this is a fault to report."
        for failed in result.monitors_failed_results
    ]


class CrawlMonitor(Monitor):
    """Its tests fail with the sentence that becomes the warning."""

    longMessage = False

    @property
    def crawl(self) -> Crawl:
        crawl: Crawl = self.data.crawl
        return crawl


class Count(CrawlMonitor):
    def setUp(self) -> None:
        if not self.crawl.is_whole:
            self.skipTest("only a part was read")
        if not self.crawl.met and not self.crawl.record.skipped:
            self.skipTest("the outcome says that nothing was met")

    def test_as_many_as_expected(self) -> None:
        least = self.crawl.source.expectations.least_items
        if self.crawl.met < least:
            self.fail(
                f"{self.crawl.met:,} items were met where at least {least:,} are expected; "
                "look whether the source moved or changed."
            )

    def test_as_many_as_usual(self) -> None:
        usual = self.crawl.usual
        if usual and self.crawl.met < FAR_BELOW * usual:
            self.fail(
                f"{self.crawl.met:,} items were met where earlier crawls met {usual:,.0f}; "
                "look what is missing from the publisher's lists."
            )


class Coverage(CrawlMonitor):
    def test_fields_are_filled(self) -> None:
        """Only of what was read anew: an unchanged bill was measured when it was read."""
        record = self.crawl.record
        if record.found < FEWEST:
            self.skipTest("too few bills")
        low = [
            f"{name} {share:.0%} of {expected:.0%}"
            for name, expected in self.crawl.source.expectations.fields.items()
            if (share := record.filled[name] / record.found) < expected
        ]
        if low:
            self.fail(
                f"Fields are filled in fewer bills than expected ({', '.join(low)}); "
                "compare a bill with the publisher's page."
            )


class ActionWords(CrawlMonitor):
    def test_words_are_known(self) -> None:
        known = {word for run in self.crawl.earlier for word in run["unknown_actions"]}
        new = Counter(
            {
                word: count
                for word, count in self.crawl.record.unknown_actions.items()
                if word not in known
            }
        )
        if new and self.crawl.earlier:
            words = [f"“{word}” {count}" for word, count in new.most_common(NAMED)]
            self.fail(
                f"{_counted(len(new), 'action word')} that no rule classifies came up for the first "
                f"time ({_listed(words, len(new))}); add what they mean to the spider's rules."
            )

    def test_most_actions_are_classified(self) -> None:
        record = self.crawl.record
        unknown = record.unknown_actions.total()
        if record.actions >= FEWEST and unknown > MOST_UNKNOWN_ACTIONS * record.actions:
            self.fail(
                f"{unknown / record.actions:.0%} of {record.actions:,} actions are in words that no "
                "rule classifies; add the commonest to the spider's rules."
            )


class Shapes(CrawlMonitor):
    """A publisher that changes its answers says so nowhere else."""

    def test_no_field_is_new(self) -> None:
        new = []
        for shape, seen in self.crawl.record.fields_seen.items():
            before = self._before(shape)
            if before:
                new += [f"{shape}.{name}" for name in seen if seen[name] and not before[name]]
        if new:
            self.fail(
                f"The publisher's answers have {_counted(len(new), 'field')} never seen before "
                f"({_listed(sorted(new), len(new))}); look whether one should be read."
            )

    def test_no_field_is_gone(self) -> None:
        gone = []
        for shape, seen in self.crawl.record.fields_seen.items():
            if seen[ROWS] < FEWEST:
                continue
            before = self._before(shape)
            # What came in the lesser part of the rows may well be missing for once.
            gone += [
                f"{shape}.{name}"
                for name in {*seen, *before}
                if not seen[name] and not 0 < before[name] <= before[ROWS] / 2
            ]
        if gone:
            self.fail(
                f"{_counted(len(gone), 'field')} did not come once in the publisher's answers "
                f"({_listed(sorted(gone), len(gone))}); look whether the publisher renamed them."
            )

    def _before(self, shape: str) -> Counter[str]:
        before: Counter[str] = Counter()
        for run in self.crawl.earlier:
            before.update(run.get("fields_seen", {}).get(shape, {}))
        return before


class Fetches(CrawlMonitor):
    def test_most_fetches_succeed(self) -> None:
        fetches, failed = self.crawl.fetches, self.crawl.failed_fetches
        if fetches >= FEWEST and failed > MOST_FAILED_FETCHES * fetches:
            self.fail(
                f"{failed / fetches:.0%} of {fetches:,} fetches failed at first or for good; "
                "crawl at another hour, or ask the publisher."
            )


class Quarantined(CrawlMonitor):
    def test_most_is_readable(self) -> None:
        aside = self.crawl.record.quarantined
        met = self.crawl.met + aside
        if met >= FEWEST and aside > MOST_PUT_ASIDE * met:
            self.fail(
                f"{aside / met:.0%} of {met:,} items were put aside unread; "
                f"quarantine/{self.crawl.record.name}.jsonl says why."
            )


MONITORS: tuple[type[CrawlMonitor], ...] = (
    Count,
    Coverage,
    ActionWords,
    Shapes,
    Fetches,
    Quarantined,
)


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _listed(names: Iterable[str], total: int) -> str:
    shown = list(names)[:NAMED]
    more = total - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
