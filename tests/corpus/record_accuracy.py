"""Measures labels, values, boundaries and relevance on the shared material and keeps the figures.

``python -m tests.corpus.record_accuracy ../shared`` writes one file a task into
`data/annotations/accuracy`, which the build reads for `/accuracy`.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from enrich import (
    evaluate,
    evaluate_relevance,
    evaluate_segments,
    evaluate_values,
    segment,
)
from legislation import jsonlines, jurisdictions
from tests.conftest import ROOT
from tests.corpus.labelled_bills import bills_by_place
from tests.corpus.printed_documents import printed_text

FOLDER = ROOT / "data" / "annotations" / "accuracy"
MARKS = ROOT / "data" / "annotations" / "segmentation" / "marks.jsonl"
# how the coded passages name places → our slugs
PLACES = {"nyc": "us_ny_new_york"} | {
    place.slug.removeprefix("us_"): place.slug
    for place in jurisdictions.all_jurisdictions()
    if not place.is_local
}
SETS = {
    "labels": "201 passages of statutes, acts and bills of 15 jurisdictions, coded by hand; nothing "
    "was learned from them. Rare classes were sought out, so shares are not those of real law.",
    "extraction": "The amounts and days that a person read in the same 201 passages, few of each.",
    "segmentation": "60 documents of 20 jurisdictions, marked by hand; the forms were written with "
    "these documents in view, so unseen ones will do somewhat worse.",
    "relevance": "1,239 bills of 20 jurisdictions with keyword labels; right is a bill with the topic "
    "in its title or at least four times in its text. The threshold was chosen on the same bills.",
}


def segmentation(corpus: Path) -> evaluate.Report:
    found = evaluate_segments.evaluate(
        jsonlines.read(MARKS), lambda document: printed_text(corpus, document)
    )
    return {
        "task": "segmentation",
        "items": found["documents"],
        "groups": len(found["jurisdictions"]),
        "method": segment.METHOD,
        "method_version": segment.METHOD_VERSION,
        "scores": [{"name": "boundary", **found["all"]}],
        "micro": found["all"],
        "by_group": [
            {"name": place, "items": score["support"], "f1": score["f1"]}
            for place, score in found["jurisdictions"].items()
        ],
    }


@click.command()
@click.argument("shared", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(shared: Path) -> None:
    """Measures everything and writes the figures."""
    gold = shared / "gold"
    passages, labels = gold / "passages.jsonl", gold / "labels.jsonl"
    reports = [
        evaluate.evaluate(passages, labels, gold / "second_coder.jsonl"),
        evaluate_values.evaluate(passages, gold / "facts.jsonl", labels),
        segmentation(shared / "corpus"),
        evaluate_relevance.evaluate(
            (place, *said) for place, (_, *said) in bills_by_place(shared / "corpus")
        ),
    ]
    for report in reports:
        for group in report.get("by_group", ()):
            group["name"] = PLACES.get(group["name"], group["name"])
        evaluate.record(report, FOLDER, SETS[report["task"]], datetime.now(UTC).date().isoformat())
        click.echo(evaluate.format_report(report))


if __name__ == "__main__":
    main(prog_name="python -m tests.corpus.record_accuracy")
