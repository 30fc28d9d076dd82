"""Corrections of labels, filed by persons in `data/annotations/corrections/*.yml`.

A correction holds for the words that its author read, and for no others: it names the digest of the
provision's text. `legislation.claims.apply_corrections` puts them beside what the machine said;
docs/correct-a-label.md tells how to file one.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import sqlite_utils
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from legislation import codebook
from legislation.knowledge import Problem
from legislation.knowledge.located_yaml import BadYaml, Location, read
from legislation.knowledge.problems import line_of, problems_of

FOLDER = Path(__file__).parents[1] / "data" / "annotations" / "corrections"
DOCUMENT = "docs/correct-a-label.md"
_BLOCK = "corrections"

Words = Annotated[str, Field(min_length=1)]


class Correction(BaseModel):
    """One verdict: that a provision has a class, or that it has it not.

    evidence: [start, end] of the words that show a given class, in the provision's text as printed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    provision_id: Words
    section_number: Words | None = None
    text_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    class_name: Words = Field(alias="class")
    verdict: Literal["given", "refused"]
    evidence: tuple[int, int] | None = None
    by: Words
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    reason: Words

    @model_validator(mode="after")
    def _is_whole(self) -> "Correction":
        if self.class_name not in codebook.classes():
            raise ValueError(f"the codebook has no class {self.class_name!r}; /classes lists them")
        if (self.verdict == "given") != (self.evidence is not None):
            raise ValueError(
                "a class that is given needs evidence, its first character and one past its last; "
                "a class that is refused has none"
            )
        if self.evidence and not 0 <= self.evidence[0] < self.evidence[1]:
            raise ValueError("evidence starts before it ends, counted from 0")
        return self


@dataclass(frozen=True)
class Filed:
    """A correction and the file that holds it."""

    correction: Correction
    file: str
    line: int


def load(folder: Path) -> tuple[list[Filed], list[Problem]]:
    """The corrections of every file, and what is wrong with the others; no folder, none.

    Of two about one class of one provision the first stays, and the second is a problem.
    """
    filed: dict[tuple[str, str], Filed] = {}
    problems = []
    for path in sorted(folder.glob("*.yml")):
        for one in _parse(path.read_bytes(), f"data/annotations/{folder.name}/{path.name}"):
            if isinstance(one, Problem):
                problems.append(one)
                continue
            about = (one.correction.provision_id, one.correction.class_name)
            if (first := filed.setdefault(about, one)) is not one:
                message = (
                    f"{about[1]} is corrected already in {first.file}, line {first.line}; keep one"
                )
                problems.append(Problem(one.file, one.line, about[0], message))
    return list(filed.values()), problems


def _parse(body: bytes, name: str) -> Iterator[Filed | Problem]:
    try:
        document, lines = read(body)
    except BadYaml as error:
        yield Problem(name, error.line, "", f"the file {error}")
        return
    entries = document.get(_BLOCK) if isinstance(document, dict) and len(document) == 1 else None
    if not isinstance(entries, list):
        yield Problem(name, 1, "", f"the file is no list under {_BLOCK!r}; {DOCUMENT} shows one")
        return
    for number, entry in enumerate(entries):
        yield from _entry(entry, name, (_BLOCK, number), lines)


def _entry(
    entry: Any, name: str, at: Location, lines: dict[Location, int]
) -> Iterator[Filed | Problem]:
    about = str(entry.get("provision_id") or "") if isinstance(entry, dict) else ""
    try:
        yield Filed(Correction.model_validate(entry), name, line_of(at, lines))
    except ValidationError as error:
        yield from problems_of(error, Correction, name, about, at, lines, DOCUMENT)


def text_sha256(text: str) -> str:
    """The digest that a correction names."""
    return hashlib.sha256(text.encode()).hexdigest()


def template(database: sqlite_utils.Database, provision_id: str, words: str = "") -> str:
    """What a person needs to file a correction: ids, digest, labels and the text as comments.

    `words` are looked for in the text, to be the evidence. Raises ValueError with one sentence.
    """
    row = database.execute(
        "SELECT section_number, text FROM provisions WHERE provision_id = ?", [provision_id]
    ).fetchone()
    if row is None:
        raise ValueError(
            f"There is no provision {provision_id!r}; the links on a bill's page end in its number, "
            "as in ?version=2#p7 for …-v2-p7."
        )
    section, text = row
    start = text.find(words) if words else -1
    if words and start < 0:
        raise ValueError(f"The provision does not have the words {words!r}; copy them as printed.")
    evidence = f"[{start}, {start + len(words)}]" if words else "[first, one past the last]"
    lines = [
        f"{_BLOCK}:",
        f"- provision_id: {provision_id}",
        *([f'  section_number: "{section}"'] if section else []),
        f"  text_sha256: {text_sha256(text)}",
        "  class: # a class of legislation/codebook.yml",
        "  verdict: given # or refused, then without evidence",
        f"  evidence: {evidence}",
        "  by:",
        "  date:",
        "  reason:",
        *(f"# {said}" for said in _said(database, provision_id)),
        "# The text, characters counted from 0:",
        *(f"# {line}" for line in text.splitlines()),
    ]
    return "\n".join(lines)


def _said(database: sqlite_utils.Database, provision_id: str) -> Iterator[str]:
    rows = database.execute(
        "SELECT class, verdict, method, score, evidence_start, evidence_end FROM labels "
        "WHERE provision_id = ? ORDER BY class, method",
        [provision_id],
    )
    for name, verdict, method, score, start, end in rows:
        yield f"{name}: {verdict} by {method}, score {score:.2f}, evidence [{start}, {end}]"
