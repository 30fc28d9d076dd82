"""The days of a law: when it takes effect, when it ends, by when somebody must act."""

from enrich.extract.deadlines import deadlines
from enrich.extract.effective_dates import effective_dates
from enrich.extract.reading import reading
from enrich.extract.values import ExtractedDate


def dates(text: str) -> tuple[ExtractedDate, ...]:
    """Effective dates, sunsets and deadlines, in the order of the text; a day is one of them."""
    read = reading(text)
    found = effective_dates(read.line)
    found += deadlines(read.line, {row.start for row in found})
    return tuple(read.placed(row) for row in sorted(found, key=lambda row: row.start))
