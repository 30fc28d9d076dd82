"""`python -m tests.corpus.relevance_rows CORPUS OUT`: the rows that the relevance model learns from."""

import sys
from collections.abc import Iterator
from pathlib import Path

from enrich import train_relevance
from legislation import jsonlines
from tests.corpus.labelled_bills import city_bills, state_bills


def rows(corpus: Path) -> Iterator[train_relevance.Row]:
    for bill, label, title, text in city_bills(corpus):
        yield from train_relevance.rows_of("nyc", bill, label, title, text)
    for bill, label, title, text in state_bills(corpus):
        yield from train_relevance.rows_of(bill.partition("/")[0], bill, label, title, text)


def main(corpus: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    for found in rows(corpus):
        jsonlines.append(target, found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
