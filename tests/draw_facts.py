"""Draws facts of the knowledge base at random, for a person to follow each to its source.

``python -m tests.draw_facts --count 40 --seed 7`` prints a numbered list in Markdown. Facts are figures,
dates, numbers and statuses of laws, charges and programs; the same seed draws the same facts from the
same entries.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

import click

from legislation import knowledge
from legislation.knowledge import Fee, Law, Program
from tests.conftest import ROOT


class Fact(NamedTuple):
    """entry: its id. says: the fact in words. where: section, or "". sources: addresses."""

    entry: str
    says: str
    where: str
    sources: tuple[str, ...]


def facts(found: knowledge.Knowledge) -> list[Fact]:
    drawn = [fact for law in found.laws.values() for fact in _of_law(law)]
    drawn += [fact for fee in found.fees.values() for fact in _of_fee(fee)]
    return drawn + [fact for one in found.programs.values() for fact in _of_program(one)]


def _of_law(law: Law) -> Iterator[Fact]:
    sources = tuple(dict.fromkeys(link.url for link in law.links))
    about = f"{law.jurisdiction} {law.identifier} ({law.session})"
    if law.status_date:
        yield Fact(law.id, f"{about} is {law.status} since {law.status_date}", "", sources)
    if law.enacted_as:
        yield Fact(law.id, f"{about} was enacted as {law.enacted_as}", "", sources)
    for line in law.digest:
        if line.section:
            figure = ", ".join(part for part in (line.amount, line.date, line.agency) if part)
            said = f"{about}: {line.does}" + (f" [{figure}]" if figure else "")
            yield Fact(law.id, said, line.section, sources)
    for amount in law.amounts:
        if amount.amount_usd is not None:
            said = (
                f"{about}: {amount.kind} of {amount.amount_usd:,} USD {amount.unit} {amount.note}"
            )
            yield Fact(law.id, said.strip(), amount.section, _first(amount.source, sources))
    for date in law.dates:
        if date.date:
            said = f"{about}: {date.kind} {date.date} {date.note}"
            yield Fact(law.id, said.strip(), date.section, _first(date.source, sources))


def _of_fee(fee: Fee) -> Iterator[Fact]:
    sources = tuple(dict.fromkeys(link.url for link in fee.links))
    for amount in fee.amounts:
        rate = f"{amount.cents} cents" if amount.cents is not None else f"{amount.percent} %"
        days = f"{amount.from_date or '?'} to {amount.to_date or 'now'}"
        said = f"{fee.name}: {amount.stage} {amount.kind} {rate} per {amount.unit}, {days}"
        yield Fact(fee.id, said, amount.section, _first(amount.source, sources))
    for year in fee.collected:
        said = f"{fee.name}: collected {year.usd:,} USD in {year.year}"
        yield Fact(fee.id, said, "", _first(year.source, sources))
    for clause in (*fee.uses, *fee.exemptions):
        yield Fact(fee.id, f"{fee.name}: {clause.does}", clause.section, sources)


def _of_program(program: Program) -> Iterator[Fact]:
    about = f"{program.name} ({program.jurisdiction})"
    if program.launched:
        yield Fact(program.id, f"{about} began {program.launched}", "", program.sources)
    if program.hours:
        yield Fact(program.id, f"{about} hours: {program.hours}", "", program.sources)
    for result in program.results:
        said = f"{about}: {result.measure} {result.value}, {result.period}"
        yield Fact(program.id, said, "", _first(result.source, program.sources))


def _first(source: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    return (source, *(one for one in others if one != source)) if source else others


@click.command()
@click.option("--count", default=40, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(count: int, seed: int) -> None:
    """Draws facts at random and prints them with their sources."""
    all_facts = facts(knowledge.load(ROOT / "data" / "knowledge"))
    click.echo(f"{count} of {len(all_facts):,} facts, seed {seed}\n")
    for number, fact in enumerate(random.Random(seed).sample(all_facts, count), 1):
        where = f"; {fact.where}" if fact.where else ""
        click.echo(f"{number}. `{fact.entry}`{where}: {fact.says}")
        for source in fact.sources[:4]:
            click.echo(f"   - {source}")


if __name__ == "__main__":
    main(prog_name="python -m tests.draw_facts")
