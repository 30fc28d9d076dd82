"""`citations.yml`, compiled: the codes, the session laws, and what a text does to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from enrich.extract.numbering import ranked

PATH = Path(__file__).with_name("citations.yml")
LONG_NAME = 7  # letters; a shorter name in capitals is another word ("AS", "Code")
# Where a reference may begin; "section" also finds "sections" and "Sec." stands for itself.
UNITS = (
    *("section", "Section", "SECTION", "§", "sec.", "Sec.", "ss.", " s. "),
    *("chapter", "Chapter", "CHAPTER", "title", "Title", "TITLE"),
    *("article", "Article", "ARTICLE"),
)


@dataclass(frozen=True)
class Code:
    """A code of statutes or regulations; `cite` holds {section} and, where needed, {title}."""

    jurisdiction: str
    cite: str
    names: tuple[str, ...]
    own_names: tuple[str, ...] = ()
    number: re.Pattern[str] | None = None
    needs_year: bool = False
    section_unit: str = "§"
    title_unit: str = "tit."

    @property
    def has_titles(self) -> bool:
        return "{title}" in self.cite

    def section(self, number: str, around: dict[str, str]) -> str:
        """The normal form of one section; `around` holds its title where the code has titles."""
        title = around.get(self.title_unit)
        if self.has_titles and title is None:
            return f"{self.stem} § {number}"
        return self.cite.format(section=number, title=title)

    def larger(self, units: dict[str, str]) -> str:
        """The normal form of a chapter, title or part: "RCW ch. 71.34", "18 V.S.A. ch. 5"."""
        if self.has_titles and len(units) > 1 and self.title_unit in units:
            inner = {unit: number for unit, number in units.items() if unit != self.title_unit}
            head = self.cite.partition("{section}")[0].rstrip("§, ")
            return f"{head.format(title=units[self.title_unit])} {ranked(inner)}"
        return f"{self.stem} {ranked(units)}"

    @property
    def stem(self) -> str:
        """The name alone: "RCW", "Minn. Stat."."""
        name = self.cite.replace("{section}", "").rstrip("§, ")
        return re.sub(r"(?:c\. |tit\. )?\{title\},?", "", name).strip()


@dataclass(frozen=True)
class Form:
    """A way to print something: `anchor` is what `pattern` always holds."""

    anchor: str
    pattern: re.Pattern[str]
    example: str
    kind: str = ""
    side: str = ""
    jurisdiction: str = ""
    cite: str = ""
    is_list: bool = False
    reads: tuple[str, ...] = field(default=(), compare=False)


class Forms(NamedTuple):
    codes: tuple[Code, ...]
    session_laws: tuple[Form, ...]
    new_sections: tuple[Form, ...]
    operations: tuple[Form, ...]


@cache
def document() -> dict[str, Any]:
    rows: dict[str, Any] = yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
    return rows


@cache
def forms() -> Forms:
    """Everything of `citations.yml`, compiled once."""
    rows = document()
    return Forms(
        codes=tuple(_code(row) for row in rows["codes"]),
        session_laws=tuple(_form(row) for row in rows["session_laws"]),
        new_sections=tuple(_form(row) for row in rows["new_sections"]),
        operations=tuple(_form(row) for row in rows["operations"]),
    )


def words() -> Iterator[tuple[str, str, int]]:
    """(word, role, number) of all that may begin or end a citation; `number` is its row.

    Roles: "unit", "name" (of a code), "own name", "law", "new", "operation", "case".
    """
    compiled = forms()
    for unit in UNITS:
        yield unit, "unit", 0
    for number, code in enumerate(compiled.codes):
        for role, names in (("name", code.names), ("own name", code.own_names)):
            for name in names:
                for spelling in {name, name.upper()} if len(name) >= LONG_NAME else {name}:
                    yield spelling, role, number
    for number, form in enumerate(compiled.session_laws):
        yield form.anchor, "law", number
    for number, form in enumerate(compiled.new_sections):
        yield form.anchor, "new", number
    for number, form in enumerate(compiled.operations):
        for spelling in {form.anchor, form.anchor.upper(), form.anchor.capitalize()}:
            yield spelling, "operation", number
    for reporter in document()["reporters"]:
        yield reporter, "case", 0


@cache
def own_code(jurisdiction: str) -> Code | None:
    """The code that a bare section number means in that jurisdiction's own law."""
    return next((code for code in forms().codes if code.jurisdiction == jurisdiction), None)


def _code(row: dict[str, Any]) -> Code:
    return Code(
        jurisdiction=row["jurisdiction"],
        cite=row["cite"],
        names=tuple(row["names"]),
        own_names=tuple(row.get("own_names", ())),
        number=re.compile(row["number"]) if "number" in row else None,
        needs_year=row.get("needs_year", False),
        section_unit=row.get("section_unit", "§"),
        title_unit=row.get("title_unit", "tit."),
    )


def _form(row: dict[str, Any]) -> Form:
    return Form(
        anchor=row["anchor"],
        pattern=re.compile(row["pattern"], re.I if "side" in row else 0),
        example=row["example"],
        kind=row.get("kind", ""),
        side=row.get("side", ""),
        jurisdiction=row.get("jurisdiction", ""),
        cite=row.get("cite", ""),
        is_list=row.get("is_list", False),
        reads=tuple(row.get("reads", ())),
    )
