"""Who gives a label and how often that is right, in the few words that stand on its chip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from datasette_legislation import words


@dataclass(frozen=True)
class Badge:
    """`said` is what everyone sees; `more` goes on from it for those who hear the page, and on hover."""

    said: str
    more: str = ""

    @property
    def whole(self) -> str:
        return self.said + self.more


CURATED = Badge("curated")
UNMEASURED = Badge("machine, not measured")


def measured(f1: float, support: int, score: float | None = None) -> Badge:
    """`machine, F1 0.87 on 31 examples`; `score` is that of the one label."""
    own = "" if score is None else f"; score of this label {score:.2f}"
    return Badge(f"machine, F1 {f1:.2f}", f" on {words.counted(support, 'example')}{own}")


def of_label(label: dict[str, Any]) -> Badge:
    """The badge of a row of `version_labels`."""
    if label["method"] == "curated":
        score = label["machine_score"]
        had = "had missed it" if score is None else f"agreed, {score:.2f}"
        return Badge(f"curated, machine {had}", _by(label))
    if label["f1"] is None:
        return Badge(UNMEASURED.said, f"; score of this label {label['score']:.2f}")
    return measured(label["f1"], label["support"], label["score"])


def of_refused(label: dict[str, Any]) -> Badge:
    """The badge of a row of `version_refused`."""
    score = label["machine_score"]
    had = "does not give it either" if score is None else f"had given it, {score:.2f}"
    return Badge(f"refused, curated; machine {had}", _by(label))


def _by(label: dict[str, Any]) -> str:
    return f"; {label['why']} ({words.day(label['method_version'])})"
