"""The rates per line over time as a chart of steps, drawn on the server: no script, no third party."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

WIDTH, HEIGHT = 760, 330
LEFT, RIGHT, TOP, BOTTOM = 46, 132, 14, 28
# A charge of these kinds is one sum a line; a share of another charge is not.
BY_LINE = ("surcharge", "excise_tax")
LABEL_GAP = 14  # pixels between the names at the end of the lines


@dataclass
class Line:
    """`path`: an SVG path. `end`: where the rate stands today. `label_at`: where the name stands."""

    name: str
    cents: float
    path: str
    end: tuple[float, float]
    label_at: float
    fee_id: str


@dataclass
class Chart:
    lines: list[Line]
    years: list[tuple[int, float]]
    levels: list[tuple[int, float]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(fees: list[dict[str, Any]], today: str) -> Chart | None:
    """Of the charges that are levied by the line; None where there is none."""
    steps = {fee["fee_id"]: _steps(fee, today) for fee in fees}
    shown = [fee for fee in fees if steps[fee["fee_id"]]]
    if not shown:
        return None
    first = date(min(int(steps[fee["fee_id"]][0][0][:4]) for fee in shown), 1, 1)
    last = date.fromisoformat(today)
    highest = max(cents for fee in shown for _, _, cents in steps[fee["fee_id"]])
    top = max(10, ceil(highest / 10) * 10)

    def x(day: str) -> float:
        days = (date.fromisoformat(day) - first).days / max(1, (last - first).days)
        return round(LEFT + days * (WIDTH - LEFT - RIGHT), 1)

    def y(cents: float) -> float:
        return round(HEIGHT - BOTTOM - cents / top * (HEIGHT - TOP - BOTTOM), 1)

    lines = []
    for fee in shown:
        points = steps[fee["fee_id"]]
        path, joined = "", ""
        for begins, ends, cents in points:
            # a line is drawn from one rate to the next only where the one follows on the other
            path += (
                f"{'L' if begins == joined else 'M'}{x(begins)},{y(cents)} L{x(ends)},{y(cents)} "
            )
            joined = (date.fromisoformat(ends) + timedelta(days=1)).isoformat()
        _, ends, cents = points[-1]
        end = (x(ends), y(cents))
        lines.append(
            Line(fee["jurisdiction_name"], cents, path.strip(), end, end[1], fee["fee_id"])
        )
    _part(lines)
    years = [(year, x(f"{year}-01-01")) for year in range(first.year, last.year + 1)]
    return Chart(lines, years, [(level, y(level)) for level in range(0, top + 1, 10)])


def _steps(fee: dict[str, Any], today: str) -> list[tuple[str, str, float]]:
    """(first day, last day, cents) of each rate per line that was charged until today."""
    if fee["mechanism"] not in BY_LINE:
        return []
    rates = [
        (
            figure["from_date"],
            min(figure["to_date"] or today, today),
            round(figure["amount_usd"] * 100, 3),
        )
        for figure in fee["figures"]
        if figure["stage"] == "in_force"
        and figure["kind"] == "fee"
        and figure["amount_usd"] is not None
        and figure["unit"].endswith("per month")
        and figure["from_date"]
        and figure["from_date"] <= today
    ]
    steps: list[tuple[str, str, float]] = []
    for begins, ends, cents in sorted(rates, key=lambda rate: rate[0]):
        # of several units with rates of their own the first that the law names
        if not steps or begins > steps[-1][1]:
            steps.append((begins, ends, cents))
    return steps


def _part(lines: list[Line]) -> None:
    """Names that would overlap are moved apart, the lowest rate first."""
    lowest: float = HEIGHT - BOTTOM + LABEL_GAP
    for line in sorted(lines, key=lambda line: -line.end[1]):
        line.label_at = min(line.end[1], lowest - LABEL_GAP)
        lowest = line.label_at
