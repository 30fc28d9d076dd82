"""What contradicts itself in well-formed entries, what is entered twice, what is out of date, and what a
reader would miss. The rules of one kind of entry stand in `law_rules` and `fee_rules`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from legislation import codebook, ids, jurisdictions
from legislation.knowledge import fee_rules, law_rules
from legislation.knowledge.addresses import addresses
from legislation.knowledge.correction_models import KnowledgeCorrection
from legislation.knowledge.law_rules import Finding
from legislation.knowledge.loader import Knowledge, Placed
from legislation.knowledge.models import Law, Program
from legislation.knowledge.problems import Level, Problem
from legislation.knowledge.references import references_in
from legislation.knowledge.toolkit_models import Area, Highlights

_SAFE = "%/:=&?~#+!$,;'@()*[]|"
STALE_AFTER = timedelta(days=180)


def check(
    knowledge: Knowledge, today: date | None = None, kept: Collection[str] | None = None
) -> list[Problem]:
    """Errors and warnings about the entries that `load` kept, in the order of the files.

    today: for the age of entries, which is not judged without it. kept: the addresses of which the
    archive has a copy; links are not looked up without it.
    """
    problems = [
        _problem(one, *finding)
        for (kind, _), one in knowledge.places.items()
        for rule in _RULES.get(kind, ())
        for finding in rule(one.entry)
    ]
    laws = [one for (kind, _), one in knowledge.places.items() if kind == "law"]
    programs = [one for (kind, _), one in knowledge.places.items() if kind == "program"]
    problems += _same(laws, _bill_id, "is the same bill")
    fees = [one for (kind, _), one in knowledge.places.items() if kind == "fee"]
    problems += _same(fees, lambda f: f"{f.jurisdiction} {f.name}", "is the same charge")
    problems += _same(programs, lambda p: f"{p.jurisdiction} {p.name}", "is the same program")
    problems += _one_sided_companions(
        [(one, one.entry) for one in laws if isinstance(one.entry, Law)]
    )
    problems += [
        Problem("data/knowledge/toolkit", 1, area, f"the issue area has no file; add {area}.yml")
        for area in codebook.areas()
        if area not in knowledge.areas
    ]
    problems += _dead_corrections(knowledge)
    problems += _named_twice(knowledge.places.values())
    if today is not None:
        problems += _stale(knowledge.places.values(), today)
        problems += _of_tomorrow(knowledge.places.values(), today)
    if kept is not None:
        problems += _without_copy(knowledge.places.values(), kept)
    return problems


def _problem(one: Placed, level: Level, at: tuple[str | int, ...], message: str) -> Problem:
    return Problem(one.file, one.line_of(*at), one.entry.id, message, level)


def _program(program: Program) -> Iterator[Finding]:
    if not program.sources:
        yield "error", ("sources",), "names no source; add the address that was read"
    if not program.issue_areas:
        yield "error", ("issue_areas",), "shows no issue area; add one"
    read_on = max(program.as_of, program.checked or "")
    if program.status_as_of and program.status_as_of > read_on:
        yield "error", ("status_as_of",), f"status_as_of is after {read_on}; correct one"


def _legislation_area(area: Area) -> Iterator[Finding]:
    known = {element.key for element in area.key_elements}
    for number, stage in enumerate(area.stages):
        for unknown in sorted(set(stage.elements) - known):
            message = f"refers to the element {unknown!r}, which key_elements lacks; correct it"
            yield "error", ("stages", number), message


def _schedule(highlights: Highlights) -> Iterator[Finding]:
    weeks: set[str] = set()
    for number, one in enumerate(highlights.schedule):
        if one.week in weeks:
            yield "error", ("schedule", number), f"{one.week} has two programs; keep one"
        weeks.add(one.week)


def _dead_corrections(knowledge: Knowledge) -> Iterator[Problem]:
    corrections = [one for (kind, _), one in knowledge.places.items() if kind == "correction"]
    for one in corrections:
        meant = one.entry
        if isinstance(meant, KnowledgeCorrection) and (
            (meant.kind, meant.entry) not in knowledge.places
        ):
            message = f"refers to {meant.kind} {meant.entry!r}, which does not exist; correct it"
            yield _problem(one, "error", ("entry",), message)


def _named_twice(placed: Iterable[Placed]) -> Iterator[Problem]:
    for one in placed:
        named: set[tuple[object, ...]] = set()
        for at, kind, entry_id in references_in(one.entry.model_dump(mode="json")):
            where = (at[:-1], entry_id)
            if isinstance(at[-1], int) and where in named:
                message = f"names {kind} {entry_id!r} twice in {at[-2]}; keep one"
                yield _problem(one, "error", at, message)
            named.add(where)


def _of_tomorrow(placed: Iterable[Placed], today: date) -> Iterator[Problem]:
    for one in placed:
        for field in ("as_of", "checked", "date"):
            day = getattr(one.entry, field, None)
            if day and day > today.isoformat():
                yield _problem(one, "error", (field,), f"{field} {day} is yet to come; correct it")


def _stale(placed: Iterable[Placed], today: date) -> Iterator[Problem]:
    for one in placed:
        checked = getattr(one.entry, "checked", None) or getattr(one.entry, "as_of", None)
        if checked and date.fromisoformat(checked) < today - STALE_AFTER:
            which = "checked" if "checked" in type(one.entry).model_fields else "as_of"
            message = f"was last checked on {checked}; go over it again and set {which}"
            yield _problem(one, "warning", ("checked",), message)


def _without_copy(placed: Iterable[Placed], kept: Collection[str]) -> Iterator[Problem]:
    """One sentence for all of them: a copy is made of all at once."""
    # as the archive has them: "§" in an address is asked for, and kept, escaped
    cited = {quote(address, safe=_SAFE) for one in placed for address in addresses(one.entry)}
    missing = len(cited.difference(kept))
    if missing:
        message = (
            f"{missing} of {len(cited)} cited pages have no copy in the archive; "
            "run `scrapy keep_links`"
        )
        yield Problem("data/knowledge", 1, "", message, "warning")


def _bill_id(law: Law) -> str:
    key = jurisdictions.session(law.jurisdiction, law.session).key
    # an instrument without a number goes by our key, as in the build
    number = law.identifier if law.number_known else law.id
    return ids.bill_id(law.jurisdiction, key, number)


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


_RULES: dict[str, tuple[Callable[[Any], Iterator[Finding]], ...]] = {
    "law": (
        law_rules.law_status,
        law_rules.law_money,
        law_rules.law_dates,
        law_rules.law_sources,
        law_rules.law_figures,
    ),
    "program": (_program,),
    "area": (_legislation_area,),
    "highlights": (_schedule,),
    "fee": (fee_rules.fee_figures, fee_rules.fee_answers, fee_rules.fee_sources),
}
