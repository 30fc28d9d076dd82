"""``python -m legislation``: build the database, verify it, describe it."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import click

from legislation import accuracy, corrections, dictionary, knowledge, sources, store, warc
from legislation import build as building
from legislation.archive import Archive


@click.group()
def main() -> None:
    """Items to database, atomically; the contracts that must return no row."""
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")


@main.command()
def build() -> None:
    """Makes data/legislation.db from data/items; the old one serves until the new one is whole."""
    try:
        counts = building.build(store.data_folder())
    except store.StoreError as error:
        raise click.ClickException(str(error)) from error
    shown = ("bills", "versions", "actions", "programs", "considerations", "quarantine")
    click.echo("built: " + ", ".join(f"{counts[table]} {table}" for table in shown))


@main.command()
def verify() -> None:
    """Runs every contract over the database and fails where one returns a row."""
    try:
        database = store.open_database(store.database_path(store.data_folder()))
    except store.StoreError as error:
        raise click.ClickException(str(error)) from error
    broken = list(store.failures(database))
    for contract, rows in broken:
        click.echo(f"broken: {contract}: {len(rows)} rows, the first {rows[0]}", err=True)
    if broken:
        raise click.ClickException(
            "Build again; if the contract stays broken, report the row above."
        )
    click.echo("verified: every contract holds")


@main.command()
@click.argument("provision_id")
@click.option("--words", default="", help="Words of the provision that show the class.")
def provision(provision_id: str, words: str) -> None:
    """Prints what a correction of a provision's labels names: its digest, labels and text."""
    try:
        database = store.open_database(store.database_path(store.data_folder()))
        click.echo(corrections.template(database, provision_id, words))
    except (store.StoreError, ValueError) as error:
        raise click.ClickException(str(error)) from error


@main.command()
def fingerprint() -> None:
    """One digest of all facts and claims: equal databases have equal fingerprints."""
    try:
        click.echo(store.fingerprint(store.open_database(store.database_path(store.data_folder()))))
    except store.StoreError as error:
        raise click.ClickException(str(error)) from error


@main.command("warc")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--spider", help="Only what this spider fetched.")
def write_warc(path: Path, spider: str | None) -> None:
    """Exports the archive as WARC: `scrapy crawl NAME -s WARC=FILE` replays from it."""
    fetches = Archive(store.data_folder() / "raw")
    records, missing = warc.export(fetches, path, spider)
    if missing:
        click.echo(f"left out: {missing} fetches whose bytes the archive lacks", err=True)
    if not records:
        path.unlink()
        raise click.ClickException("The archive holds nothing to export; crawl first.")
    click.echo(f"{path.name}: {records} records")


@main.command("keyless-sources")
def keyless_sources() -> None:
    """Names the spiders that need no key, in the order in which `make collect` crawls them."""
    click.echo("\n".join(sources.keyless_spiders()))


@main.command("check-knowledge")
def check_knowledge() -> None:
    """Checks data/knowledge (keys, dates, classes, references, contradictions), and the corrections and
    measurements in data/annotations."""
    found = knowledge.load(Path("data/knowledge"))
    kept = {fetch.url for fetch in Archive(store.data_folder() / "raw").fetches()}
    problems = [*found.problems, *knowledge.check(found, datetime.now(UTC).date(), kept)]
    problems += corrections.load(corrections.FOLDER)[1]
    _, unusable = accuracy.load(accuracy.FOLDER)
    for sentence in [*map(str, problems), *unusable]:
        click.echo(sentence, err=True)
    if unusable or any(problem.level == "error" for problem in problems):
        raise click.ClickException(
            f"Mend what is named above; docs/add-a-law.md and {corrections.DOCUMENT} say how."
        )
    click.echo(f"knowledge: no errors, {len(problems)} warnings")


@main.command("dictionary")
@click.option("--check", is_flag=True, help="Only say whether the written files are up to date.")
def write_dictionary(check: bool) -> None:
    """Writes docs/data-dictionary.md and metadata.yml's descriptions from schema.sql, docs/sources.md
    from sources.yml."""
    stale = dictionary.write(Path("."), check=check)
    if check and stale:
        raise click.ClickException(
            f"{', '.join(stale)} differ from what they are made from; run `python -m legislation dictionary`."
        )


if __name__ == "__main__":
    main(prog_name="python -m legislation")
