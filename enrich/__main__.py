"""``python -m enrich``: enrich the database; with a command, read passages line by line.

IN and OUT are JSON Lines; the shapes are those of README.md. Lines are read and written one by one.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from enrich import (
    cluster,
    database,
    evaluate,
    evaluate_values,
    extract,
    label,
    relevance,
    segment,
    text,
)
from enrich.text.charset import decoded
from legislation import store

Row = dict[str, Any]
# "\ud800" alone is JSON but no character
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@click.group(invoke_without_command=True)
@click.option("--scheduler", help="Address of a Dask scheduler to work on: tcp://host:8786")
@click.option("--workers", type=click.IntRange(1), help="Processes of this machine to work on.")
@click.pass_context
def main(context: click.Context, scheduler: str | None, workers: int | None) -> None:
    """Reads bills' texts into labelled provisions. Without a command: the whole database."""
    logging.basicConfig(level=logging.INFO, format="enrich: %(message)s")
    logging.getLogger("distributed").setLevel(logging.WARNING)
    if context.invoked_subcommand is None:
        try:
            counts = database.enrich(store.data_folder(), scheduler, workers)
        except (store.StoreError, cluster.NoCluster) as error:
            raise click.ClickException(str(error)) from error
        click.echo("enriched: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
        if counts["not archived"]:
            sys.exit(1)


_A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_ANOTHER_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


def _door(name: str, help_text: str, answer: Callable[[Iterator[Row]], Iterator[Row]]) -> None:
    """Adds a command that turns each line of IN into a line of OUT."""

    @main.command(name, help=help_text)
    @click.option("--input", "source", type=_A_FILE, required=True)
    @click.option("--output", "target", type=_ANOTHER_FILE, required=True)
    def command(source: Path, target: Path) -> None:
        if target.exists() and target.samefile(source):
            raise click.ClickException("IN and OUT are one file; name another --output.")
        target.parent.mkdir(parents=True, exist_ok=True)
        refused: list[str] = []
        # An id that is half a character goes out as it came, "\ud800".
        half = "backslashreplace"
        with source.open("rb") as lines, target.open("w", encoding="utf-8", errors=half) as out:
            for row in answer(_rows(lines, refused)):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        for sentence in refused:
            click.echo(sentence, err=True)
        if refused:
            raise click.ClickException(f"{len(refused)} lines of {source.name} were left out.")


def _rows(lines: Iterable[bytes], refused: list[str]) -> Iterator[Row]:
    """UTF-8 with or without its mark; a line of another program's windows-1252 is read as such."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(decoded(line))
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict) and "id" in row:
            yield row
        else:
            refused.append(
                f'Line {number} is not a JSON object with an "id"; mend it and run again.'
            )


def _words(row: Row) -> str:
    """The text of a row's html, or else its text; why html could not be read is told on screen."""
    if isinstance(row.get("html"), str) and row["html"].strip():
        try:
            page = _whole(row["html"]).encode()
            return text.read_document(page, "text/html; charset=utf-8").text
        except text.Unreadable as error:
            click.echo(f"{row['id']}: {error}", err=True)
    return _whole(str(row.get("text") or ""))


def _whole(words: str) -> str:
    """Half characters replaced, one for one, so that offsets stay."""
    return _HALF_CHARACTER.sub("\ufffd", words)


def _label(rows: Iterator[Row]) -> Iterator[Row]:
    labeller = label.Labeller()
    for row in rows:
        (reading,) = labeller.read_many([_words(row)])
        labels = [
            {
                "class": found.class_name,
                "score": round(found.score, 4),
                "evidence": [found.start, found.end],
            }
            for found in reading.labels
        ]
        refused = {"refused": reading.refused} if reading.refused else {}
        yield {"id": row["id"], "labels": labels, **refused}


def _relevance(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        found = relevance.relevance(_whole(str(row.get("title") or "")), _words(row))
        yield {
            "id": row["id"],
            "relevant": found.relevant,
            "score": found.score,
            "why": list(found.why),
        }


def _segment(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        provisions = [
            {
                "section_number": found.section_number,
                "heading": found.heading,
                "start": found.start,
                "end": found.end,
            }
            for found in segment.segment(_words(row))
        ]
        yield {"id": row["id"], "provisions": provisions}


def _extract(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        yield {"id": row["id"], **extract.extract(_words(row)).as_row()}


_door("label", "Provision classes of passages, each with its evidence span.", _label)
_door("extract", "Amounts, dates, bodies, funds and citations that passages state.", _extract)
_door("relevance", "Whether bills are about crisis response or 988, and why.", _relevance)
_door("segment", "Provisions of bills, with section numbers and offsets.", _segment)


@main.command("evaluate")
@click.option("--passages", type=_A_FILE, required=True, help='{"id", "text"} a line.')
@click.option("--labels", type=_A_FILE, required=True, help='{"id", "labels"} a line.')
@click.option("--second-coder", type=_A_FILE, help="Another person's labels.")
@click.option("--facts", type=_A_FILE, help="Amounts and dates that the passages state.")
@click.option("--errors", is_flag=True, help="What was missed or wrong instead, surest first.")
@click.option(
    "--record",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to keep the figures in, for /accuracy: data/annotations/accuracy",
)
@click.option("--set", "about", default="", help="With --record: what was measured on.")
def evaluate_labels(
    passages: Path,
    labels: Path,
    second_coder: Path | None,
    facts: Path | None,
    errors: bool,
    record: Path | None,
    about: str,
) -> None:
    """Precision, recall and F1 per class over a labelled file."""
    if record and not about:
        raise click.UsageError("Say what was measured on with --set; /accuracy shows it.")
    try:
        if errors:
            for row in evaluate.errors(passages, labels):
                click.echo(json.dumps(row))
            return
        reports = [evaluate.evaluate(passages, labels, second_coder)]
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if facts:
        reports.append(evaluate_values.evaluate(passages, facts, labels))
    for report in reports:
        click.echo(evaluate.format_report(report))
        if record:
            evaluate.record(report, record, about, datetime.now(UTC).date().isoformat())


_OUR_PASSAGES = click.option(
    "--passages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("data/annotations/train"),
    show_default=True,
)


@main.command("train")
@_OUR_PASSAGES
@click.option("--corrected", is_flag=True, help="Learn from data/annotations/corrections, too.")
def train_labels(passages: Path, corrected: bool) -> None:
    """Fits the trained part of the labels anew; needs the libraries of `make test`."""
    from enrich import train  # scikit-learn, which reading bills does not need

    click.echo(train.main(passages, store.data_folder() if corrected else None))


@main.command("train-network")
@_OUR_PASSAGES
def train_network(passages: Path) -> None:
    """Trains the network anew, for an hour and a half or more; needs the libraries of `make model`."""
    from enrich.network_training import network  # PyTorch, which reading bills does not need

    click.echo(network.make(passages))


@main.command("train-relevance")
def train_relevance_model() -> None:
    """Fits the relevance model anew; needs the libraries of `make test`."""
    from enrich import train_relevance  # scikit-learn, too

    measured = train_relevance.main().out_of_place
    click.echo(
        "places not learned from: "
        + ", ".join(f"{name} {share:.3f}" for name, share in measured._asdict().items())
    )


if __name__ == "__main__":
    main(prog_name="python -m enrich")
