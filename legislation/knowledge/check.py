"""What contradicts itself in well-formed entries, and what a reader would miss."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from legislation import codebook, ids, jurisdictions, vocabulary
from legislation.knowledge.loader import Knowledge, Placed
from legislation.knowledge.models import Law, Program
from legislation.knowledge.problems import Level, Problem

Finding = tuple[Level, tuple[str | int, ...], str]

# what the last action of a record says, and the statuses it can stand beside
_LAST_ACTIONS = (
    # "Died In Committee"; not "Held in committee and under submission"
    (re.compile(r"\b(died|inexpedient to legislate)\b", re.IGNORECASE), ("failed", "died")),
    # "DELIVERED TO GOVERNOR"
    (
        re.compile(r"\b(delivered|presented|sent) to (the )?governor\b", re.IGNORECASE),
        ("passed", "enacted", "vetoed"),
    ),
    # "Passed on Second Consideration, refer to Senate Judiciary Committee" is a reading
    (re.compile(r"\bpassed on (first|second) consideration\b", re.IGNORECASE), ("introduced",)),
)


def check(knowledge: Knowledge) -> list[Problem]:
    """Errors and warnings about the entries that `load` kept, in the order of the files."""
    rules: dict[str, tuple[Callable[[Any], Iterator[Finding]], ...]] = {
        "law": (_law_status, _law_money, _law_dates, _law_sources),
        "program": (_program,),
    }
    problems = [
        _problem(one, *finding)
        for (kind, _), one in knowledge.places.items()
        for rule in rules.get(kind, ())
        for finding in rule(one.entry)
    ]
    laws = [one for (kind, _), one in knowledge.places.items() if kind == "law"]
    programs = [one for (kind, _), one in knowledge.places.items() if kind == "program"]
    problems += _same(laws, _bill_id, "is the same bill")
    problems += _same(programs, lambda p: f"{p.jurisdiction} {p.name}", "is the same program")
    problems += _one_sided_companions(
        [(one, one.entry) for one in laws if isinstance(one.entry, Law)]
    )
    problems += [
        Problem("data/knowledge/toolkit", 1, area, f"the issue area has no file; add {area}.yml")
        for area in codebook.areas()
        if area not in knowledge.areas
    ]
    return problems


def _problem(one: Placed, level: Level, at: tuple[str | int, ...], message: str) -> Problem:
    return Problem(one.file, one.line_of(*at), one.entry.id, message, level)


def _law_status(law: Law) -> Iterator[Finding]:
    ended = (*vocabulary.IN_FORCE, "vetoed")
    if law.status in ended and law.classification != "statute" and law.status_date is None:
        yield "warning", ("status",), f"is {law.status} without a date; add status_date"
    if law.session_over and law.status in ended:
        yield (
            "error",
            ("session_over",),
            f"is {law.status}, and session_over says no outcome was seen; take one out",
        )
    if law.enacted_as and law.status not in vocabulary.IN_FORCE:
        yield (
            "warning",
            ("enacted_as",),
            f"has a number of a law and the status {law.status}; correct one of them",
        )
    for pattern, statuses in _LAST_ACTIONS:
        if pattern.search(law.last_action) and law.status not in statuses:
            yield (
                "warning",
                ("status",),
                f"is {law.status}, and its last action reads {law.last_action!r}; "
                f"read the record again, {' or '.join(statuses)} would fit",
            )


def _law_money(law: Law) -> Iterator[Finding]:
    for number, amount in enumerate(law.amounts):
        at = ("amounts", number)
        if amount.is_charge and amount.usd is not None:
            yield "error", at, f"a {amount.kind} is given in usd; write cents"
        if amount.is_charge and amount.cents is not None and not amount.unit:
            yield (
                "error",
                at,
                f"a {amount.kind} has no unit; add one, such as access line per month",
            )
        if amount.from_date and amount.to_date and amount.from_date > amount.to_date:
            yield "error", at, f"a {amount.kind} ends before it begins; correct the dates"
    has_fee_line = any(line.class_ == "fee_988" for line in law.digest)
    if law.status in vocabulary.IN_FORCE and has_fee_line and not law.amounts:
        yield "warning", ("digest",), "is a fee in force without an amount; add it or a note on it"


def _law_dates(law: Law) -> Iterator[Finding]:
    if law.status_date and law.status_date > law.as_of:
        yield (
            "error",
            ("status_date",),
            f"status_date {law.status_date} is after the file's as_of {law.as_of}; correct one",
        )
    start = jurisdictions.session(law.jurisdiction, law.session).start_year
    # bills are filed in the months before a session opens
    if law.status_date and start and int(law.status_date[:4]) < start - 1:
        yield (
            "error",
            ("status_date",),
            f"status_date {law.status_date} is before session {law.session}; correct one",
        )
    effective = [entry.date for entry in law.dates if entry.kind == "effective" and entry.date]
    sunset = [entry.date for entry in law.dates if entry.kind == "sunset" and entry.date]
    if effective and sunset and min(effective) > max(sunset):
        yield "error", ("dates",), "ends before it takes effect; correct the dates"


def _law_sources(law: Law) -> Iterator[Finding]:
    if not any(link.kind == "source" for link in law.links):
        yield "error", ("links",), "names no source; add a link of kind source"
    if not law.digest:
        yield "error", ("digest",), "has an empty digest; add a line for each thing it does"
    pairs = [(link.kind, link.url) for link in law.links]
    if len(set(pairs)) < len(pairs):
        yield "warning", ("links",), "has a link twice; keep one"
    lines = [(line.class_, line.does) for line in law.digest]
    if len(set(lines)) < len(lines):
        yield "warning", ("digest",), "has a digest line twice; keep one"


def _program(program: Program) -> Iterator[Finding]:
    if not program.sources:
        yield "error", ("sources",), "names no source; add the address that was read"
    if not program.issue_areas:
        yield "error", ("issue_areas",), "shows no issue area; add one"
    if program.status_as_of and program.status_as_of > program.as_of:
        yield "error", ("status_as_of",), "status_as_of is after the file's as_of; correct one"


def _bill_id(law: Law) -> str:
    key = jurisdictions.session(law.jurisdiction, law.session).key
    return ids.bill_id(law.jurisdiction, key, law.identifier)


def _same(placed: Iterable[Placed], key: Callable[[Any], str], what: str) -> Iterator[Problem]:
    first: dict[str, Placed] = {}
    for one in placed:
        if (earlier := first.setdefault(key(one.entry), one)) is not one:
            message = f"{what} as {earlier.entry.id} in {earlier.file}; make them one entry"
            yield _problem(one, "error", ("id",), message)


def _one_sided_companions(placed: list[tuple[Placed, Law]]) -> Iterator[Problem]:
    def key(law: Law, identifier: str) -> tuple[str, str, str]:
        return law.jurisdiction, law.session, ids.compact_identifier(identifier)

    laws = {key(law, law.identifier): law for _, law in placed}
    for one, law in placed:
        other = laws.get(key(law, law.companion)) if law.companion else None
        if other and key(law, other.companion) != key(law, law.identifier):
            message = (
                f"names {other.id} as its companion, which names "
                f"{other.companion or 'none'}; correct one of them"
            )
            yield _problem(one, "warning", ("companion",), message)
