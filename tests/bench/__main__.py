"""`make bench`: prints each figure with what it is measured against and the limit it must keep."""

import sys
from collections.abc import Iterator

import click

from tests.bench import crawl, enrichment
from tests.bench.figure import Figure


@click.command()
@click.option("--runs", default=3, show_default=True, help="Runs of which the median counts.")
@click.option(
    "--bills",
    default=20_000,
    show_default=True,
    help="Bills of the crawl whose memory is measured.",
)
def main(runs: int, bills: int) -> None:
    """Fails where a figure breaks its limit."""
    broken = 0
    for figure in figures(runs, bills):
        click.echo(figure)
        broken += not figure.holds
    sys.exit(1 if broken else 0)


def figures(runs: int, bills: int) -> Iterator[Figure]:
    yield from crawl.figures(runs, bills)
    yield from enrichment.figures(runs)


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
