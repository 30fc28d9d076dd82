"""A provision: a stretch of a printed text that says one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Provision:
    """`text[start:end]` is one provision. `section_number` is the drafter's: "2", "2(b)", None."""

    section_number: str | None
    heading: str | None
    start: int
    end: int
