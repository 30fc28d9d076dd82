"""Programs and the weeks in which they are featured, as rows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from legislation.knowledge_rows.claim import checked_date

Row = dict[str, Any]


def program_rows(
    program: Row, laws: Mapping[str, str], highlights: Sequence[str], named_in: Iterable[str]
) -> Iterator[tuple[str, Row]]:
    """laws: catalogue key → bill id. highlights: the featured programs, in order. named_in: areas of
    which a consideration names the program; it shows those, too."""
    featured = highlights.index(program["id"]) + 1 if program["id"] in highlights else None
    kept = (
        *("name", "jurisdiction", "response_type", "status", "status_as_of", "launched"),
        *("launched_note", "lead_agency", "dispatch_integration", "staffing", "hours", "funding"),
        *("call_volume", "verified_what", "sources", "law_note", "note"),
    )
    yield (
        "programs",
        {
            "program_id": program["id"],
            **{name: program.get(name) for name in kept},
            "is_verified": int(program["verified"]),
            "highlight_number": featured,
            "checked_date": checked_date(program),
        },
    )
    for area in dict.fromkeys([*program["issue_areas"], *named_in]):
        yield "program_areas", {"program_id": program["id"], "area": area}
    # A law that was put aside for a fault of its own takes no program with it.
    for bill_id in dict.fromkeys(laws[law] for law in program["linked_law_ids"] if law in laws):
        yield "program_laws", {"program_id": program["id"], "bill_id": bill_id}
    for number, result in enumerate(program["results"], 1):
        row = {name: result[name] for name in ("measure", "value", "period", "definition")}
        place = {"program_id": program["id"], "number": number}
        yield "program_results", place | row | {"source_url": result["source"]}


def highlight_rows(schedule: Sequence[Row], known: Collection[str]) -> Iterator[tuple[str, Row]]:
    """The program of each week, the first where a week has two; one put aside for a fault is left out."""
    weeks: set[str] = set()
    for highlight in schedule:
        if highlight["program_id"] in known and highlight["week"] not in weeks:
            weeks.add(highlight["week"])
            yield "highlights", highlight
