"""`python -m tests.corpus.relevance_rows CORPUS OUT`: the rows that the relevance model learns from."""

import sys
from collections.abc import Iterator
from pathlib import Path

from enrich import train_relevance
from legislation import jsonlines
from tests.corpus.labelled_bills import bills_by_place


def rows(corpus: Path) -> Iterator[train_relevance.Row]:
    for place, bill in bills_by_place(corpus):
        yield from train_relevance.rows_of(place, *bill)


def main(corpus: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    for found in rows(corpus):
        jsonlines.append(target, found)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
