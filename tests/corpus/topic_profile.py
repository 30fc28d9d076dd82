"""`python -m tests.corpus.topic_profile CORPUS`: recall and precision of the topic profile by place.

kept: what a crawl keeps (`topics.is_candidate`). relevant: what the site shows (`enrich.relevance`). On
topic are New York City's A and B, judged by persons, and the states' keyword labels A, B+ and B, of
which B is often a passing mention.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from enrich.relevance import relevance
from legislation import topics
from tests.corpus.labelled_bills import Bill, bills_by_place

ON_TOPIC = ("A", "B+", "B")


def counts(bills: Iterable[tuple[str, Bill]]) -> dict[str, Counter[str]]:
    """Place → how many bills of each label there are, are kept and are relevant."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for place, (_, label, title, text) in bills:
        of_place = found[place]
        of_place[f"all {label}"] += 1
        of_place[f"kept {label}"] += topics.is_candidate(title, text)
        of_place[f"relevant {label}"] += relevance(title, text).relevant
    return found


def row(place: str, of: Counter[str]) -> str:
    def total(what: str, labels: Iterable[str]) -> int:
        return sum(of[f"{what} {label}"] for label in labels)

    labels = {name.partition(" ")[2] for name in of}
    cells = [place]
    for what in ("kept", "relevant"):
        for label in ON_TOPIC:
            cells.append(
                f"{of[f'{what} {label}']}/{of[f'all {label}']}" if of[f"all {label}"] else ""
            )
        hits, of_all = total(what, ON_TOPIC), total(what, labels)
        cells.append(f"{hits}/{of_all} = {hits / of_all:.2f}" if of_all else "")
    return "| " + " | ".join(cells) + " |"


def main(corpus: Path) -> None:
    found = counts(bills_by_place(corpus))
    head = [
        "place",
        *(f"{what} {name}" for what in ("kept", "relevant") for name in (*ON_TOPIC, "precision")),
    ]
    together = sum(found.values(), Counter[str]())
    rows = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    rows += [row(place, found[place]) for place in sorted(found)]
    sys.stdout.write("\n".join([*rows, row("all", together)]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
