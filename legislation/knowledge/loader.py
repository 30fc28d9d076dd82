"""Reads `data/knowledge/`. A fault costs the entry it is in, never the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from legislation.knowledge.correction_models import KnowledgeCorrection
from legislation.knowledge.fee_models import Fee
from legislation.knowledge.located_yaml import BadYaml, Location, read
from legislation.knowledge.models import Law, Program
from legislation.knowledge.problems import Level, Problem, line_of, problems_of
from legislation.knowledge.references import references_in, without_references
from legislation.knowledge.toolkit_models import Area, Highlights

Kind = Literal["law", "program", "fee", "area", "highlights", "correction"]
Entry = Law | Program | Fee | Area | Highlights | KnowledgeCorrection


class _Layout(NamedTuple):
    """Where a kind of entry lies: files by `glob`, under `block` of each file.

    What stands beside the block (`header`) is part of every entry in it.
    """

    model: type[Entry]
    glob: str
    block: str
    is_list: bool
    header: tuple[str, ...]


LAYOUTS: dict[Kind, _Layout] = {
    "law": _Layout(Law, "laws/*.yml", "laws", True, ("jurisdiction", "as_of")),
    "program": _Layout(Program, "programs/*.yml", "programs", True, ("jurisdiction", "as_of")),
    "fee": _Layout(Fee, "fees/*.yml", "fees", True, ("jurisdiction", "as_of")),
    "area": _Layout(Area, "toolkit/*.yml", "area", False, ("as_of",)),
    "highlights": _Layout(Highlights, "highlights.yml", "highlights", False, ("as_of",)),
    "correction": _Layout(KnowledgeCorrection, "corrections.yml", "corrections", True, ()),
}


@dataclass(frozen=True)
class Placed:
    """An entry and where it stands, for messages about it: `at` in the lines of its file."""

    entry: Entry
    file: str
    at: Location
    lines: Mapping[Location, int]

    @property
    def line(self) -> int:
        return line_of(self.at, self.lines)

    def line_of(self, *inside: str | int) -> int:
        """The line of a field of the entry: `line_of("amounts", 0, "unit")`."""
        return line_of((*self.at, *inside), self.lines)


@dataclass(frozen=True)
class Knowledge:
    """Everything that could be read, by id, and what could not.

    `places` says where each entry stands, by kind and id.
    """

    laws: dict[str, Law]
    programs: dict[str, Program]
    fees: dict[str, Fee]
    areas: dict[str, Area]
    highlights: Highlights | None
    corrections: list[KnowledgeCorrection]
    problems: list[Problem]
    places: dict[tuple[Kind, str], Placed]


def files(root: Path) -> list[tuple[Kind, Path]]:
    """Every knowledge file under `root` with the kind of its entries, in a fixed order."""
    return [
        (kind, path) for kind, layout in LAYOUTS.items() for path in sorted(root.glob(layout.glob))
    ]


def parse_file(kind: Kind, body: bytes, name: str) -> tuple[list[Entry], list[Problem]]:
    """The entries of one file and the faults of the others; `name` is for the messages.

    Cross-references to other files are checked by `load`.
    """
    placed, problems = _parse(kind, body, name)
    return [one.entry for one in placed], problems


def _parse(kind: Kind, body: bytes, name: str) -> tuple[list[Placed], list[Problem]]:
    layout = LAYOUTS[kind]
    try:
        document, lines = read(body)
    except BadYaml as error:
        return [], [Problem(name, error.line, "", f"the file {error}")]
    expected = (*layout.header, layout.block)
    if not isinstance(document, dict) or layout.block not in document:
        message = f"the file has no block {layout.block!r}; add it, see docs/add-a-law.md"
        return [], [Problem(name, 1, "", message)]
    problems = [
        Problem(
            name, lines[(key,)], "", f"unknown field {key!r}; a file holds {', '.join(expected)}"
        )
        for key in document
        if key not in expected
    ]
    block = document[layout.block]
    if not isinstance(block, list if layout.is_list else dict):
        shape = "a list of entries" if layout.is_list else "a block of fields"
        message = f"{layout.block} is empty or has the wrong shape; write {shape}"
        return [], [*problems, Problem(name, lines[(layout.block,)], "", message)]
    header = {key: document[key] for key in layout.header if key in document}
    entries: list[tuple[Location, Any]] = (
        [((layout.block, n), entry) for n, entry in enumerate(block)]
        if layout.is_list
        else [((layout.block,), block)]
    )
    placed: list[Placed] = []
    for at, fields in entries:
        one, faults = _entry(layout, fields, header, name, at, lines)
        problems += faults
        if one is not None:
            placed.append(one)
    kept, twice = _without_duplicates(placed)
    return kept, problems + twice


def _entry(
    layout: _Layout,
    fields: Any,
    header: dict[str, Any],
    name: str,
    at: Location,
    lines: dict[Location, int],
) -> tuple[Placed | None, list[Problem]]:
    if not isinstance(fields, dict):
        return None, [
            Problem(
                name, line_of(at, lines), "", "an entry is not a block of fields; write it as one"
            )
        ]
    entry_id = str(fields.get("id") or fields.get("key") or "")
    if both := sorted(set(fields) & set(header)):
        message = f"field {both[0]!r} stands at the head of the file; take it out here"
        return None, [Problem(name, line_of((*at, both[0]), lines), entry_id, message)]
    try:
        entry = layout.model.model_validate({**header, **fields})
    except ValidationError as error:
        return None, problems_of(error, layout.model, name, entry_id, at, lines)
    return Placed(entry, name, at, lines), []


def _without_duplicates(placed: Iterable[Placed]) -> tuple[list[Placed], list[Problem]]:
    """The first of each id; the later ones are problems."""
    first: dict[str, Placed] = {}
    problems = []
    for one in placed:
        if (earlier := first.setdefault(one.entry.id, one)) is not one:
            message = (
                f"the id is already used in {earlier.file}, line {earlier.line}; "
                "give this entry another id"
            )
            problems.append(Problem(one.file, one.line_of("id"), one.entry.id, message))
    return list(first.values()), problems


def _resolve(found: dict[Kind, list[Placed]], left_out: set[str]) -> list[Problem]:
    """Takes entries with a dead reference out of `found`.

    A reference to an entry that was left out for its own fault is dropped with a warning: that
    fault should not spread.
    """
    problems: list[Problem] = []
    known: dict[str, set[str]] = {}
    for kind in LAYOUTS:  # laws first, then programs, then what refers to both
        kept = []
        for one in found[kind]:
            fields = one.entry.model_dump(mode="json")
            dropped: set[str] = set()
            faults = []
            for at, target, entry_id in references_in(fields):
                if entry_id in known[target]:
                    continue
                level: Level = "warning" if entry_id in left_out else "error"
                what = "was left out; correct that entry"
                if level == "error":
                    what = "does not exist; correct the id"
                dropped.add(entry_id)
                message = f"refers to {target} {entry_id!r}, which {what}"
                faults.append(Problem(one.file, one.line_of(*at), one.entry.id, message, level))
            problems += faults
            if any(fault.level == "error" for fault in faults):
                left_out = left_out | {one.entry.id}
                continue
            if dropped:
                fields = without_references(fields, dropped)
                one = replace(one, entry=LAYOUTS[kind].model.model_validate(fields))
            kept.append(one)
        found[kind] = kept
        known[kind] = {one.entry.id for one in kept}
    return problems


def load(root: Path) -> Knowledge:
    """Reads every file under `root`; never raises for what a file holds.

    Problems name files as `data/knowledge/laws/us_wa.yml`.
    """
    problems: list[Problem] = []
    found: dict[Kind, list[Placed]] = {kind: [] for kind in LAYOUTS}
    for kind, path in files(root):
        name = f"{root.parent.name}/{root.name}/{path.relative_to(root).as_posix()}"
        placed, faults = _parse(kind, path.read_bytes(), name)
        found[kind] += placed
        problems += faults
    for kind in found:
        found[kind], faults = _without_duplicates(found[kind])
        problems += faults
    problems += _resolve(found, left_out={problem.entry for problem in problems})
    places = {(kind, one.entry.id): one for kind in found for one in found[kind]}
    by_model: dict[type, dict[str, Any]] = {layout.model: {} for layout in LAYOUTS.values()}
    for one in places.values():
        by_model[type(one.entry)][one.entry.id] = one.entry
    return Knowledge(
        laws=by_model[Law],
        programs=by_model[Program],
        fees=by_model[Fee],
        areas=by_model[Area],
        highlights=next(iter(by_model[Highlights].values()), None),
        corrections=list(by_model[KnowledgeCorrection].values()),
        problems=problems,
        places=places,
    )
