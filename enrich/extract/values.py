"""The shapes of what a passage states. Each knows the words that state it and their sentence.

`start`, `end` and `sentence` are offsets into the text as given.
"""

from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Stated:
    """`text[start:end]` are the words that state the value; `sentence` is the span around them."""

    start: int
    end: int
    sentence: Span


@dataclass(frozen=True, kw_only=True)
class FeeAmount(Stated):
    """A charge: dollars, or the percentage figure where `unit` opens with "percent".

    `period` is "month", "year", "transaction" or ""; `kind` is "set", "cap" or "floor";
    the dates are ISO dates between which the amount holds.
    """

    amount: float
    unit: str
    period: str
    kind: str
    from_date: str | None = None
    to_date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Appropriation(Stated):
    """Dollars (None for "such sums") for the fiscal year named, "" where none is."""

    amount: float | None
    fiscal_year: str
    source: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ExtractedDate(Stated):
    """`kind` is "effective", "sunset" or "deadline".

    `date` is the ISO date, None where only `relative` is printed: "90 days after enactment".
    """

    kind: str
    date: str | None
    who: str = ""
    what: str = ""
    relative: str = ""


@dataclass(frozen=True, kw_only=True)
class Agency(Stated):
    """A body, as printed, to which the text gives a duty or power."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Fund(Stated):
    """A dedicated fund or account, as printed."""

    name: str


@dataclass(frozen=True, kw_only=True)
class AdvisoryBody(Stated):
    """A council, task force or commission; `members` is the count stated or summed."""

    name: str
    members: int | None = None
    appointed_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Citation(Stated):
    """`kind` is "amends", "repeals", "adds" or "cites"; `jurisdiction` is "" where not plain."""

    kind: str
    citation: str
    jurisdiction: str = ""


@dataclass(frozen=True, kw_only=True)
class Extracted:
    """All that one passage states, each kind in the order of the text."""

    fee_amounts: tuple[FeeAmount, ...] = ()
    appropriations: tuple[Appropriation, ...] = ()
    dates: tuple[ExtractedDate, ...] = ()
    agencies: tuple[Agency, ...] = ()
    funds: tuple[Fund, ...] = ()
    advisory_bodies: tuple[AdvisoryBody, ...] = ()
    citations: tuple[Citation, ...] = ()

    def as_row(self) -> dict[str, Any]:
        """The JSON of the `extract` door; dates and names as lists of distinct strings."""
        return {
            "fee_amounts": [asdict(found) for found in self.fee_amounts],
            "appropriations": [asdict(found) for found in self.appropriations],
            "effective_dates": self._days("effective"),
            "deadlines": self._days("deadline"),
            "agencies": list(dict.fromkeys(found.name for found in self.agencies)),
            "funds": list(dict.fromkeys(found.name for found in self.funds)),
            "dates": [asdict(found) for found in self.dates],
            "advisory_bodies": [asdict(found) for found in self.advisory_bodies],
            "citations": [asdict(found) for found in self.citations],
        }

    def _days(self, kind: str) -> list[str]:
        return list(
            dict.fromkeys(found.date for found in self.dates if found.kind == kind and found.date)
        )
