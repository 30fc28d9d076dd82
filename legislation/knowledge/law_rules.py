"""What contradicts itself in a law of the catalogue, and what a reader would miss."""

import re
from collections.abc import Iterator

from legislation import jurisdictions, vocabulary
from legislation.knowledge.models import Amount, Date, Law
from legislation.knowledge.problems import Level

Finding = tuple[Level, tuple[str | int, ...], str]

# what the last action of a record says, and the statuses it can stand beside
_LAST_ACTIONS = (
    # "Died In Committee"; not "Held in committee and under submission"
    (re.compile(r"\b(died|inexpedient to legislate)\b", re.IGNORECASE), ("failed", "died")),
    # "DELIVERED TO GOVERNOR"
    (
        re.compile(r"\b(delivered|presented|sent) to (the )?governor\b", re.IGNORECASE),
        ("passed", "enacted", "vetoed"),
    ),
    # "Passed on Second Consideration, refer to Senate Judiciary Committee" is a reading
    (re.compile(r"\bpassed on (first|second) consideration\b", re.IGNORECASE), ("introduced",)),
)


def law_status(law: Law) -> Iterator[Finding]:
    ended = (*vocabulary.IN_FORCE, "vetoed")
    if law.status in ended and law.classification != "statute" and law.status_date is None:
        if law.status_reason:
            message = f"is {law.status} on a day that was not found; look for it again"
            yield "warning", ("status",), message
        else:
            message = "without a date; add status_date, or say in status_reason why none is known"
            yield "error", ("status",), f"is {law.status} {message}"
    if law.session_over and law.status in ended:
        yield (
            "error",
            ("session_over",),
            f"is {law.status}, and session_over says no outcome was seen; take one out",
        )
    if law.enacted_as and law.status not in vocabulary.IN_FORCE:
        yield (
            "warning",
            ("enacted_as",),
            f"has a number of a law and the status {law.status}; correct one of them",
        )
    for pattern, statuses in _LAST_ACTIONS:
        if pattern.search(law.last_action) and law.status not in statuses:
            yield (
                "warning",
                ("status",),
                f"is {law.status}, and its last action reads {law.last_action!r}; "
                f"read the record again, {' or '.join(statuses)} would fit",
            )


def law_money(law: Law) -> Iterator[Finding]:
    for number, amount in enumerate(law.amounts):
        at = ("amounts", number)
        if amount.is_charge and amount.usd is not None:
            yield "error", at, f"a {amount.kind} is given in usd; write cents"
        if amount.is_charge and amount.cents is not None and not amount.unit:
            yield (
                "error",
                at,
                f"a {amount.kind} has no unit; add one, such as access line per month",
            )
        if amount.from_date and amount.to_date and amount.from_date > amount.to_date:
            yield "error", at, f"a {amount.kind} ends before it begins; correct the dates"
    has_fee_line = any(line.class_ == "fee_988" for line in law.digest)
    if law.status in vocabulary.IN_FORCE and has_fee_line and not law.amounts:
        yield "warning", ("digest",), "is a fee in force without an amount; add it or a note on it"


def law_dates(law: Law) -> Iterator[Finding]:
    read_on = max(law.as_of, law.checked or "")
    if law.status_date and law.status_date > read_on:
        yield (
            "error",
            ("status_date",),
            f"status_date {law.status_date} is after {read_on}, when the entry was read; correct one",
        )
    start = jurisdictions.session(law.jurisdiction, law.session).start_year
    # bills are filed in the months before a session opens
    if law.status_date and start and int(law.status_date[:4]) < start - 1:
        yield (
            "error",
            ("status_date",),
            f"status_date {law.status_date} is before session {law.session}; correct one",
        )
    effective = [entry.date for entry in law.dates if entry.kind == "effective" and entry.date]
    sunset = [entry.date for entry in law.dates if entry.kind == "sunset" and entry.date]
    if effective and sunset and min(effective) > max(sunset):
        yield "error", ("dates",), "ends before it takes effect; correct the dates"


def law_sources(law: Law) -> Iterator[Finding]:
    if not any(link.kind == "source" for link in law.links):
        yield "error", ("links",), "names no source; add a link of kind source"
    if not law.digest:
        if not law.no_digest:
            yield "error", ("digest",), "has an empty digest; add a line for each thing it does"
    elif law.no_digest:
        yield "error", ("no_digest",), "has a digest and says why it has none; take one out"
    pairs = [(link.kind, link.url) for link in law.links]
    if len(set(pairs)) < len(pairs):
        yield "warning", ("links",), "has a link twice; keep one"
    lines = [(line.class_, line.does) for line in law.digest]
    if len(set(lines)) < len(lines):
        yield "warning", ("digest",), "has a digest line twice; keep one"


def law_figures(law: Law) -> Iterator[Finding]:
    """No figure without the section where it stands, or the source that names it."""
    for name in ("amounts", "dates"):
        stated: tuple[Amount | Date, ...] = getattr(law, name)
        for number, one in enumerate(stated):
            if _has_figure(one) and not one.section and one.source is None:
                message = f"a {one.kind} figure has neither section nor source; add one"
                yield "error", (name, number), message


def _has_figure(one: Amount | Date) -> bool:
    return one.date is not None if isinstance(one, Date) else one.amount_usd is not None
