"""From when a law holds, and until when: effective dates and sunsets."""

from typing import Any

from enrich.extract.calendar_days import Day, days
from enrich.extract.forms import forms
from enrich.extract.printed import windows
from enrich.extract.sentences import sentence_around
from enrich.extract.values import ExtractedDate, Span

_FARTHEST = 900  # characters before a day in which any form stands
_REACH = 160  # and on each side of it in which most do
_NEAR = 40  # characters before "effect" in which "takes" stands
_LONGEST_SUBJECT = 100


def effective_dates(line: str) -> list[ExtractedDate]:
    """Effective dates and sunsets of a line; `relative` where no day of the calendar is named."""
    known = days(line)
    found = [
        _row(kind, line, sentence, day.start, day.end, date=day.date)
        for day in known
        if day.has_year
        and (sentence := sentence_around(line, day.start, day.end))
        and (kind := _kind(line, sentence, day))
    ]
    return found + _relative(line, known)


def _kind(line: str, sentence: Span, day: Day) -> str:
    """Effective, sunset, or "" for a day that is neither."""
    before = line[max(sentence[0], day.start - _FARTHEST) : day.start]
    behind = line[day.end : day.end + _REACH]
    if _any("elsewhere", line[max(0, day.start - _FARTHEST) : day.start]) or _any("behind", behind):
        return ""
    end = _first("ends", before)
    if end is not None:
        return "" if "of_a_law" in end and _any("others", before) else "sunset"
    if _any("ends_behind", behind):
        return "sunset"
    if _any("starts", before):
        return "effective"
    opens = forms("effective_dates")["opens"]["pattern"].search(before)
    return "effective" if opens and _any("holds", behind) else ""


def _first(group: str, words: str) -> dict[str, Any] | None:
    """The first form of a group that the words hold, near their end."""
    for row in forms("effective_dates")[group]:
        near = words[-row.get("reach", _REACH) :]
        if row.get("word", "") in near and row["pattern"].search(near):
            return dict(row)
    return None


def _any(group: str, words: str) -> bool:
    return _first(group, words) is not None


def _row(
    kind: str,
    line: str,
    sentence: Span,
    start: int,
    end: int,
    date: str | None = None,
    relative: str = "",
) -> ExtractedDate:
    what = line[sentence[0] : start][-_LONGEST_SUBJECT:]
    return ExtractedDate(
        kind=kind,
        date=date,
        what=" ".join(what.split()),
        relative=relative,
        start=start,
        end=end,
        sentence=sentence,
    )


def _relative(line: str, known: tuple[Day, ...]) -> list[ExtractedDate]:
    """What takes effect so long after an event, where no day of the calendar is printed."""
    found = []
    for row in forms("effective_dates")["relative"]:
        for around in windows(line, row["marks"], _NEAR, _REACH):
            for match in row["pattern"].finditer(line, *around):
                start, end = match.span("when")
                if any(start <= day.start < end for day in known):
                    continue
                end = start + len(line[start:end].rstrip())
                sentence = sentence_around(line, start, end)
                relative = " ".join(line[start:end].split())
                found.append(_row("effective", line, sentence, start, end, relative=relative))
    return found
