"""Laws that a text cites, and what it does to them: amends, repeals, adds.

Statutes and session laws by `citations.yml`; court decisions and registers by eyecite, which knows
the reporters but not how a legislature prints its own code (it reads neither "RCW 71.24.890" nor
"47 U.S.C. 251a").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from enrich.extract.citation_forms import Form, document
from enrich.extract.references import Reader, Reference
from enrich.extract.single_spaced import single_spaced
from enrich.extract.values import Citation

REACH = 300  # characters between a citation and what is done to it
NEAR = 90  # characters between an operation and the first law it names, or two of its laws
LIST_NEAR = 220  # the same in a list of repealed sections, which gives their headings
MOST_DECISIONS = 100  # in one passage; a table of figures may look like thousands
WINDOW = 60  # characters around a reporter's name that eyecite reads

# ". The", "; (b)", "; and": the next statement; "Stat. 5" and "Pub. L." are none
_STATEMENT_END = re.compile(
    r"(?<!\bStat)(?<!\bNo)(?<!\bSupp)(?<!\bsec)(?<!\bSec)\.[”\"]?\.?\s+(?:[“\"(]?[A-Z]|\(\w)|[;:]\s"
)
# "; 72 DCR 790), is amended": what stands beside the citation in its parenthesis
_REST_OF_PARENTHESIS = re.compile(r"^[^()]{0,120}\)")
# "RCW 5.1 shall apply, and the fee is amended": another sentence within
_PROMISE = re.compile(r"\b(?:shall|must|may)\b")
# "the fund created in", "as defined by": only where a thing stands, whatever is done to it
_ONLY_PLACE = re.compile(
    r"\b(?:by|under|in|with|from|than|per|being|see|to which) (?:the )?$", re.I
)
# "410 U.S. 113", "410 U.S., at 115"
_DIGIT_AFTER = re.compile(r",? (?:\d|at \d)")
_DIGIT_BEFORE = re.compile(r"\d $")


def citations(text: str, jurisdiction: str | None = None) -> tuple[Citation, ...]:
    """Each law cited, once for each thing done to it.

    `jurisdiction` is the slug of the place whose law the text is ("us_wa"): what a bare "section
    71.24.890" or "the general statutes" means there. Without it such a number stays "§ 71.24.890"
    with jurisdiction "". Places in the text itself ("section 5 of this act") are no citations.
    """
    whole = single_spaced(text)
    line = whole.text
    reader = Reader(whole, text, jurisdiction or "")
    found = list(reader.references())
    pairs = [*zip(_kinds(line, found, reader.operations), found, strict=True)]
    pairs += _decisions(line, reader, found)
    distinct: dict[tuple[str, str], Citation] = {}
    for kind, reference in sorted(pairs, key=lambda pair: pair[1].start):
        key = kind, reference.citation
        if key in distinct:
            continue
        start, end = whole.span(reference.start, reference.end)
        distinct[key] = Citation(
            start=start,
            end=end,
            sentence=whole.sentence(reference.start, reference.end),
            kind=kind,
            citation=reference.citation,
            jurisdiction=reference.jurisdiction,
        )
    return tuple(distinct.values())


def _kinds(line: str, found: list[Reference], operations: list[tuple[int, Form]]) -> Iterator[str]:
    """What the text does to each reference."""
    if not operations or not found:
        yield from ("adds" if reference.is_new else "cites" for reference in found)
        return
    done = _operations(line, operations)
    groups = list(dict.fromkeys(reference.group for reference in found))
    kinds = _after(line, groups, [row for row in done if row[2].side == "after"])
    kinds |= _before(line, groups, [row for row in done if row[2].side == "before"])
    for reference in found:
        yield "adds" if reference.is_new else kinds.get(reference.group, "cites")


def _operations(line: str, anchors: list[tuple[int, Form]]) -> list[tuple[int, int, Form]]:
    """(start, end, form) of the words that do something, the longest where several begin alike."""
    spans: dict[int, tuple[int, int, Form]] = {}
    for anchor, form in anchors:
        for match in form.pattern.finditer(line, max(0, anchor - 90), anchor + 60):
            if match.start() <= anchor < match.end():
                known = spans.get(match.start())
                if known is None or known[1] < match.end():
                    spans[match.start()] = (*match.span(), form)
    return [spans[start] for start in sorted(spans)]


def _before(
    line: str, groups: list[tuple[int, int]], operations: list[tuple[int, int, Form]]
) -> dict[tuple[int, int], str]:
    """Laws of which the text says that they "are amended": from the words back to the first."""
    kinds: dict[tuple[int, int], str] = {}
    ends = [end for _, end in groups]
    for start, _, form in operations:
        number = bisect_left(ends, start + 1) - 1
        until, reach = start, REACH
        while number >= 0 and groups[number] not in kinds:
            first, last = groups[number]
            between = _REST_OF_PARENTHESIS.sub("", line[last:until])
            if until - last > reach or (between != "; " and _STATEMENT_END.search(between)):
                break
            if _PROMISE.search(between):
                break
            if not _ONLY_PLACE.search(line, max(0, first - 24), first):
                kinds[groups[number]] = form.kind
            until, reach, number = first, NEAR, number - 1
    return kinds


def _after(
    line: str, groups: list[tuple[int, int]], operations: list[tuple[int, int, Form]]
) -> dict[tuple[int, int], str]:
    """Laws that follow "amending", "by adding": from the words on, as long as it is one list."""
    kinds: dict[tuple[int, int], str] = {}
    starts = [start for start, _ in groups]
    for place, (_, end, form) in enumerate(operations):
        limit = operations[place + 1][0] if place + 1 < len(operations) else len(line)
        number, since = bisect_left(starts, end), end
        while number < len(groups) and groups[number][0] < limit:
            first, last = groups[number]
            near = LIST_NEAR if form.is_list else NEAR
            if first - since > near or (not form.is_list and _unties().search(line, since, first)):
                break
            kinds[groups[number]] = form.kind
            since, number = last, number + 1
    return kinds


@cache
def _unties() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(document()["unties"]) + r")\b|\.\s+[“\"(]?[A-Z]")


def _decisions(
    line: str, reader: Reader, found: list[Reference]
) -> Iterator[tuple[str, Reference]]:
    """What eyecite reads around the name of a reporter with a number on both sides."""
    cases = [
        (start, end)
        for start, end in reader.cases
        if _DIGIT_AFTER.match(line, end) and _DIGIT_BEFORE.search(line, max(0, start - 2), start)
    ]
    read = 0
    for start, end in cases[:MOST_DECISIONS]:
        if start < read:
            continue
        from eyecite import get_citations  # takes half a second to load, and few bills need it
        from eyecite.models import FullCaseCitation, FullLawCitation

        first = max(0, start - WINDOW)
        for citation in get_citations(line[first : end + WINDOW]):
            span = citation.span()[0] + first, citation.span()[1] + first
            if not isinstance(citation, FullCaseCitation | FullLawCitation) or span[0] < read:
                continue
            if not any(other.start < span[1] and span[0] < other.end for other in found):
                yield "cites", Reference(*span, citation.corrected_citation(), "", span)
                read = span[1]
