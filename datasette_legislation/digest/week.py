"""ISO weeks, Monday to Sunday, as the digest's address has them: `2026-W48`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

# "2026-W48"
_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")


@dataclass(frozen=True, order=True)
class Week:
    """`first` is a Monday, `last` the Sunday, `after` the next Monday."""

    first: date

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def after(self) -> date:
        return self.first + timedelta(days=7)

    @property
    def before(self) -> "Week":
        return Week(self.first - timedelta(days=7))

    def __str__(self) -> str:
        year, number, _ = self.first.isocalendar()
        return f"{year}-W{number:02}"


def of_day(day: date) -> Week:
    return Week(day - timedelta(days=day.weekday()))


def of_text(text: str) -> Week:
    """Raises ValueError for what is no ISO week."""
    match = _WEEK.match(text)
    try:
        if match:
            week = Week(date.fromisocalendar(int(match[1]), int(match[2]), 1))
            if week.after > week.first:
                return week
    except (ValueError, OverflowError):  # the calendar ends with the year 9999
        pass  # the sentence below says it for every shape
    raise ValueError(f"{text[:20]!r} is no week; write it as 2026-W48.")
