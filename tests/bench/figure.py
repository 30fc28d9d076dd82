"""A measured figure, its unit, its limit and how it was got."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """at_least and at_most: the limit, None where there is none."""

    name: str
    value: float
    unit: str
    how: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    def __str__(self) -> str:
        limits = [
            f"{word} {limit:g}"
            for word, limit in (("at least", self.at_least), ("at most", self.at_most))
            if limit is not None
        ]
        kept = f" ({', '.join(limits)}: {'holds' if self.holds else 'BROKEN'})" if limits else ""
        return f"{self.name}: {self.value:.3g} {self.unit}{kept}; {self.how}"
