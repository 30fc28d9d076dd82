"""How often the machine is right: the measurements in `data/annotations/accuracy/`, one JSON file a task.

`enrich` measures and writes them; the build puts them into the database, where the site shows them.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from legislation import codebook
from legislation.model import sentence_of

FOLDER = Path(__file__).parents[1] / "data" / "annotations" / "accuracy"

Row = dict[str, Any]
# from 0 to 1
Share = Annotated[float, Field(ge=0, le=1)]
# "2026-11-23"
_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Score(_Strict):
    """support: examples that persons coded so; found: what the machine gave."""

    precision: Share
    recall: Share
    f1: Share
    support: int = Field(ge=0)
    found: int | None = Field(None, ge=0)


class NamedScore(Score):
    """The score of one class, or of one kind of value."""

    name: str = Field(min_length=1)


class Way(_Strict):
    """Another way to do the task, measured on the same set."""

    name: str = Field(min_length=1)
    micro_f1: Share
    macro_f1: Share | None = None


class Confusion(_Strict):
    """How many passages were coded one class and given the other instead."""

    coded: str
    given: str
    passages: int = Field(ge=1)


class GroupScore(_Strict):
    """One jurisdiction's part of the set."""

    name: str = Field(min_length=1)
    items: int = Field(ge=0)
    f1: Share


class Agreement(_Strict):
    """How far a second coder gave the same labels as the first."""

    passages: int = Field(ge=0)
    micro_f1: Share


class Evaluation(_Strict):
    """One task as it was measured. `groups` counts the jurisdictions in the set, 0 where not told."""

    task: Literal["labels", "extraction", "segmentation", "relevance"]
    measured_on: str = Field(pattern=_ISO_DATE)
    set: str = Field(min_length=1)
    items: int = Field(ge=1)
    groups: int = Field(0, ge=0)
    method: str = Field(min_length=1)
    method_version: str = Field(min_length=1)
    codebook_version: int | None = None
    scores: list[NamedScore] = Field(min_length=1)
    micro: Score | None = None
    macro: Score | None = None
    compared: list[Way] = []
    confusions: list[Confusion] = []
    by_group: list[GroupScore] = []
    agreement: Agreement | None = None

    @model_validator(mode="after")
    def _names_are_known(self) -> "Evaluation":
        names = [score.name for score in self.scores]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"{twice!r} is scored twice")
        if self.task == "labels":
            named = [*names, *(name for c in self.confusions for name in (c.coded, c.given))]
            if unknown := [name for name in named if name not in codebook.classes()]:
                raise ValueError(f"the codebook has no class {unknown[0]!r}")
        return self


def load(folder: Path) -> tuple[list[Evaluation], list[str]]:
    """The measurements, and one sentence for each file that cannot be used; no folder, none."""
    found, problems = [], []
    for path in sorted(folder.glob("*.json")):
        try:
            evaluation = Evaluation.model_validate(json.loads(path.read_bytes()))
            if evaluation.task != path.stem:
                raise ValueError(f"it measures {evaluation.task!r}, which is not its name")
        except ValidationError as error:
            problems.append(_sentence(path, sentence_of(error)))
        except ValueError as error:
            problems.append(_sentence(path, str(error)))
        else:
            found.append(evaluation)
    return found, problems


def _sentence(path: Path, reason: str) -> str:
    name = f"data/annotations/accuracy/{path.name}"
    return f"{name} cannot be used ({reason}); measure again with `python -m enrich evaluate`."


def rows(evaluations: Iterable[Evaluation]) -> Iterator[tuple[str, Row]]:
    """(table, row) of each, as schema.sql has them."""
    for one in evaluations:
        told = one.model_dump(mode="json")
        scored = [("one", score) for score in told.pop("scores")]
        for kind in ("micro", "macro"):
            if (score := told.pop(kind)) is not None:
                scored.append((kind, {"name": kind, **score}))
        yield "evaluations", told
        for number, (kind, score) in enumerate(scored, 1):
            yield (
                "evaluation_scores",
                {"task": one.task, "number": number, "kind": kind, **score},
            )
