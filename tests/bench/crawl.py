"""Speed, thrift and memory of the Legistar spider, against the replay server in a process of its own."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.bench.figure import Figure
from tests.conftest import ROOT
from tests.crawling import command, environment, last_run

SPIDER = "us_wa_seattle"
LATENCY = 0.05  # seconds; what a request to a publisher some states away takes at least
MEGABYTE = 1 << 20


def figures(runs: int, bills: int) -> Iterator[Figure]:
    yield from speed(runs)
    yield thrift()
    yield from memory(bills)


@contextmanager
def council(matters: int, every: int, latency: float) -> Iterator[str]:
    """A council of `matters`, each `every`th on topic, served from another process."""
    serving = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.council", str(matters), str(every), str(latency)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert serving.stdin
    assert serving.stdout
    try:
        yield serving.stdout.readline().strip()
    finally:
        serving.stdin.close()
        serving.wait()


def crawl_seconds(data: Path, base_url: str) -> tuple[float, int]:
    """Seconds from start to end, the interpreter's start included, and the peak memory in bytes."""
    began = time.perf_counter()
    crawling = subprocess.Popen(
        command(SPIDER, data, base_url), cwd=ROOT, env=environment(), stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(crawling.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        raise RuntimeError(f"the crawl failed: {last_run(data)['errors']}")
    return seconds, usage.ru_maxrss * 1024


def reference_seconds(base_url: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "tests.bench.scraper_legistar_client", base_url],
        cwd=ROOT,
        check=True,
    )
    return time.perf_counter() - began


def speed(runs: int, matters: int = 200) -> Iterator[Figure]:
    """Bills a second of both, every bill on topic, so that both ask for every part of every bill."""
    for latency in (LATENCY, 0.0):
        ours, theirs = [], []
        with council(matters, 1, latency) as base_url:
            for _ in range(runs):
                with tempfile.TemporaryDirectory() as folder:
                    ours.append(matters / crawl_seconds(Path(folder), base_url)[0])
                theirs.append(matters / reference_seconds(base_url))
        mine, reference = statistics.median(ours), statistics.median(theirs)
        yield Figure(
            f"Legistar spider, answers after {latency * 1000:.0f} ms",
            mine / reference,
            "times scraper-legistar",
            f"{mine:.1f} and {reference:.1f} bills a second, {matters} bills, median of {runs} runs",
            at_least=5 if latency else None,
        )


def thrift(matters: int = 1000) -> Figure:
    with council(matters, 5, 0.0) as base_url, tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        requests = []
        for _ in range(2):
            crawl_seconds(data, base_url)
            requests.append(asked(data))
    return Figure(
        "Requests of an unchanged refresh",
        100 * requests[1] / requests[0],
        "% of a full crawl",
        f"{requests[1]} after {requests[0]}, {matters} bills",
        at_most=1,
    )


def asked(data: Path) -> int:
    """Requests of the last crawl, robots.txt and retries among them."""
    return int(last_run(data)["requests"])


def memory(bills: int) -> Iterator[Figure]:
    peaks = {}
    for matters in (bills // 4, bills):
        with council(matters, 5, 0.0) as base_url, tempfile.TemporaryDirectory() as folder:
            seconds, peak = crawl_seconds(Path(folder), base_url)
            peaks[matters] = peak / MEGABYTE
            click.echo(f"  {matters} bills: {peaks[matters]:.0f} MB, {seconds:.0f} s", err=True)
    small, large = peaks[bills // 4], peaks[bills]
    yield Figure(f"Peak memory of a crawl of {bills} bills", large, "MB", "one crawl", at_most=500)
    yield Figure(
        "Peak memory of it",
        large / small,
        "times that of a quarter of the bills",
        f"{large:.0f} and {small:.0f} MB",
        at_most=1.5,
    )
