"""Days by which somebody must do something: who, what, and by when."""

import re

from enrich.extract.calendar_days import Day, days
from enrich.extract.forms import forms
from enrich.extract.printed import windows
from enrich.extract.sentences import sentence_around
from enrich.extract.values import ExtractedDate, Span

_NEAR = 80  # characters before a day in which "not later than" stands
_SPAN = 140  # and around "enactment" in which "within 90 days after" stands
_LONGEST = 120  # characters kept of who and of what
# "is due on ", "has until ": a duty without a "shall"
_SELF_EVIDENT = re.compile(r"\b(?:due|until)\b")
# ";", ", and ", " and ": all that parts the days of a list
_BETWEEN_DAYS = re.compile(r"^\s?[,;]?\s?(?:(?:and|or)\s)?(?:by\s)?$")
# "Each year the department", ") The board": what opens the words in front of a verb
_OPENING = re.compile(r"[,;:.)—]\s+(?=[^,;:.)—]*$)")


def deadlines(line: str, taken: set[int]) -> list[ExtractedDate]:
    """Deadlines of a line; `taken` are the starts of days known to be effective dates or sunsets."""
    found: list[ExtractedDate] = []
    last: Day | None = None
    for day in days(line):
        if day.start in taken:
            last = None
            continue
        sentence = sentence_around(line, day.start, day.end)
        in_list = last is not None and _BETWEEN_DAYS.match(line[last.end : day.start])
        if (in_list and day.has_year) or _is_deadline(line, sentence, day):
            last = day
            if day.has_year:
                found.append(_row(line, sentence, day.start, day.end, day.date))
            elif row := _yearly(line, sentence, day):
                found.append(row)
        else:
            last = None
    return found + _relative(line)


def _is_deadline(line: str, sentence: Span, day: Day) -> bool:
    known = forms("deadlines")
    whole = line[sentence[0] : day.start]
    before, behind = whole[-_NEAR:], line[day.end : sentence[1]]
    firm = _first("firm", before)
    if firm:
        return (
            _opens_clause(firm)
            or _SELF_EVIDENT.search(firm) is not None
            or known["must"]["pattern"].search(line, *sentence) is not None
        )
    if before.endswith(" on ") and day.has_year and _any("handed_in", whole):
        return True
    soft = _first("soft", before)
    starting = None if soft else _first("starting", before)
    cue = soft or starting
    if cue is None or _only_tells_which(before) or _any("handover", behind):
        return False
    bound = known["must"]["pattern"].search(behind) is not None
    if _opens_clause(cue):
        return bound and not (starting and known["none"]["pattern"].search(behind))
    ordered = known["must"]["pattern"].search(whole) is not None
    if starting:
        return ordered and cue.strip() != "on and after"
    return ordered or (bound and _any("introduced", whole))


def _only_tells_which(before: str) -> bool:
    """No duty in "persons born before"; in "be completed before" the duty itself."""
    return any(
        (found := row["pattern"].search(before)) and found.groupdict().get("be") is None
        for row in forms("deadlines")["condition"]
    )


def _opens_clause(cue: str) -> bool:
    """A capital opens the sentence or the item of a list: "By July 1, 2027, the board shall"."""
    return cue[0].isupper()


def _yearly(line: str, sentence: Span, day: Day) -> ExtractedDate | None:
    """A day "of each year"; None for a day without year that does not come round."""
    found = forms("deadlines")["yearly"]["pattern"].match(line, day.end, sentence[1])
    if found is None:
        return None
    before = line[max(0, day.start - _NEAR) : day.start]
    cue = _first("firm", before) or _first("soft", before) or ""
    relative = " ".join((cue.lower() + line[day.start : found.end()]).split())
    return _row(line, sentence, day.start, found.end(), None, relative)


def _row(
    line: str, sentence: Span, start: int, end: int, date: str | None, relative: str = ""
) -> ExtractedDate:
    who, what = _duty(line, sentence, start, end)
    return ExtractedDate(
        kind="deadline",
        date=date,
        who=who,
        what=what,
        relative=relative,
        start=start,
        end=end,
        sentence=sentence,
    )


def _duty(line: str, sentence: Span, start: int, end: int) -> tuple[str, str]:
    """Subject and predicate around the nearest "shall": before the day, or else behind it."""
    must = forms("deadlines")["must"]["pattern"]
    verbs = list(must.finditer(line, sentence[0], start))
    verb = verbs[-1] if verbs else must.search(line, end, sentence[1])
    if verb is None:
        return "", ""
    before = line[max(sentence[0], verb.start() - _LONGEST) : verb.start()].rstrip()
    opening = list(_OPENING.finditer(before))
    who = before[opening[-1].end() :] if opening else before
    what = re.split(r"[;:.](?:\s|$)", line[verb.end() : sentence[1]][:_LONGEST])[0]
    return " ".join(who.split()), " ".join(what.split())


def _relative(line: str) -> list[ExtractedDate]:
    """Spans of time that run from the act itself: so many days after it takes effect."""
    must = forms("deadlines")["must"]["pattern"]
    found = []
    for row in forms("deadlines")["relative"]:
        for around in windows(line, row["marks"], _SPAN, _SPAN):
            for match in row["pattern"].finditer(line, *around):
                start, end = match.start(), match.start() + len(match[0].rstrip())
                sentence = sentence_around(line, start, end)
                if must.search(line, *sentence):
                    relative = " ".join(line[start:end].split())
                    found.append(_row(line, sentence, start, end, None, relative))
    return found


def _first(group: str, words: str) -> str | None:
    """The words of the first form of a group that ends the text."""
    for row in forms("deadlines")[group]:
        if found := row["pattern"].search(words):
            return str(found[0])
    return None


def _any(group: str, words: str) -> bool:
    return _first(group, words) is not None
