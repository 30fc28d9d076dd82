"""What is wrong with an entry, in one sentence that names the file, the line and the next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from legislation.knowledge.located_yaml import Location

Level = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """`entry` is the id of the entry, empty where the file as a whole is meant."""

    file: str
    line: int
    entry: str
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        about = f" {self.entry}:" if self.entry else ""
        return f"{self.file}, line {self.line}:{about} {self.message}."


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    file: str,
    entry: str,
    at: Location,
    lines: dict[Location, int],
    document: str = "docs/add-a-law.md",
) -> list[Problem]:
    """One problem for each fault pydantic found in the entry at `at`; `document` lists its fields."""
    return [
        Problem(
            file,
            line_of((*at, *fault["loc"]), lines),
            entry,
            _sentence(dict(fault), model, document),
        )
        for fault in error.errors(include_url=False)
    ]


def line_of(at: Location, lines: Mapping[Location, int]) -> int:
    """The line of the field, or of the nearest thing around it that the file has."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def _sentence(fault: dict[str, Any], model: type[BaseModel], document: str) -> str:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
    kind, given = fault["type"], fault.get("input")
    if kind == "extra_forbidden":
        near = get_close_matches(str(fault["loc"][-1]), _field_names(model), n=1)
        meant = f", perhaps {near[0]!r}" if near else ""
        return f"unknown field {name!r}; use a field of {document}{meant}"
    if kind == "missing":
        return f"field {name!r} is missing; add it"
    if kind == "value_error":
        reason = str(fault["ctx"]["error"]).rstrip(".")
        return f"{name}: {reason}" if name else reason
    if kind == "literal_error":
        return f"{name}: {given!r} is not known; use one of {fault['ctx']['expected']}"
    if kind == "string_pattern_mismatch":
        return f"{name}: {given!r} has the wrong shape; it must match {fault['ctx']['pattern']}"
    if kind == "string_too_short":
        return f"{name} is empty; fill it in or leave it out"
    if kind in ("tuple_type", "model_type", "dict_type"):
        what = {"tuple_type": "a list, one item a line with a dash"}.get(kind, "a block of fields")
        return f"{name} has the wrong shape; write {what}"
    return f"{name}: {str(fault['msg'])[:1].lower()}{str(fault['msg'])[1:]}; correct it"


def _field_names(model: type[BaseModel]) -> list[str]:
    """Names of the fields of the entry and of the blocks inside it."""
    names = []
    for name, field in model.model_fields.items():
        names.append(field.alias or name)
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                names += [f.alias or n for n, f in inner.model_fields.items()]
    return names
