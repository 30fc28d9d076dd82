"""Printed text to provisions: the sections of a bill, or the subdivisions of a long section.

`segment_forms.yml` says how legislatures print a section; this module cuts. Offsets refer to the
printed text as given. Front matter above the enacting clause and a sponsor's statement below the
last section are nobody's provision and are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import NamedTuple

from enrich.headings import AMENDS, heading_of
from enrich.segment_forms import forms

METHOD = "forms"
METHOD_VERSION = "2"

LONG_WORDS = 350  # a section above this is cut into its subdivisions
SHORT_WORDS = 60  # subdivisions below this are kept together with the next
LIST_WORDS = 1500  # a list that completes one sentence is cut only above this
GROUP_WORDS = 600  # text without enumerators is cut into groups of paragraphs of this size
STRAY_WORDS = 12  # "Division I" and other titles below the enacting clause are no provision
FRONT_MATTER_WORDS = 150  # nor is so much above the first section where no clause is found
LEAD_IN_WORDS = 90  # "Section 4 of the code is amended to read as follows:" and the like

_WORD = re.compile(r"\S+")
# "is amended to read:", "is amended by adding the following:": what follows is no list
_ANNOUNCES = re.compile(r"(?:to read|as follows|(?:adding|striking|inserting)[^.;:]{0,70})[:.]$")
# "PART II\nLocal Sales and Use Tax\n" above the first section of a part
_PART_TITLE = re.compile(
    r"(?:^|\n)(?i:part|article|title|division)[ ]+[0-9IVXLA-Z]{1,6}\n[^\n.;,]*\n\s*$"
)
# blank line, or the end of any line, between paragraphs
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]{3,})|\n")


@dataclass(frozen=True)
class Provision:
    """`text[start:end]` is one provision. `section_number` is the drafter's: "2", "2(b)", None."""

    section_number: str | None
    heading: str | None
    start: int
    end: int


class _Start(NamedTuple):
    at: int  # where the printed line's words begin
    after: int  # just behind the enumerator
    number: str
    kind: str


def segment(text: str) -> list[Provision]:
    """Provisions in order, none overlapping, each trimmed; `[]` where there is no text."""
    begin, end = _body(text)
    if not text[begin:end].strip():
        return []
    starts = _section_starts(text, begin, end)
    found = list(_head(text, begin, starts[0].at if starts else end))
    if not starts and not found:
        found = [Provision(None, None, begin, end)]
    if starts:
        found += _sections(text, starts, end)
    return [part for whole in found for part in _divide(text, whole)]


def _body(text: str) -> tuple[int, int]:
    """Where the bill begins and ends: behind the enacting clause, before a sponsor's statement."""
    begin = 0
    clauses = [match for form in forms()["enacting"] if (match := form.pattern.search(text))]
    if clauses:
        first = min(clauses, key=lambda match: match.start())
        reasons = [hit.at for hit in _hits("preamble", text, 0, first.start())]
        begin = min([first.end(), *reasons])
    last_section = max((hit.at for hit in _hits("act", text, begin, len(text))), default=begin)
    ends = (hit.at for hit in _hits("ending", text, begin, len(text)) if hit.at > last_section)
    return begin, next(ends, len(text))


def _hits(group: str, text: str, begin: int, end: int) -> list[_Start]:
    """Where the forms of a group open a line, in order; the first form to claim a line has it."""
    found: dict[int, _Start] = {}
    for form in forms()[group]:
        for match in form.pattern.finditer(text, begin, end):
            number = match.groupdict().get("number") or ""
            at = match.end() - len(match.group().lstrip())
            found.setdefault(at, _Start(at, match.end(), number, group))
    return [found[at] for at in sorted(found)]


def _opens(text: str, start: _Start, begin: int) -> bool:
    """Does the line open something new, or is it a reference that happened to wrap?"""
    before = text[max(begin, start.at - 40) : start.at].rstrip(' \t\n\r\u00a0"“[0123456789')
    if not before or not (before[-1].islower() or before[-1] in ",("):
        return True
    return bool(_PART_TITLE.search(text, max(begin, start.at - 200), start.at))


def _section_starts(text: str, begin: int, end: int) -> list[_Start]:
    acts: list[_Start] = []
    codes = _hits("code", text, begin, end)
    for hit in _hits("act", text, begin, end):
        if not hit.number.isalnum():  # "Sec. 437.053. Duties." is a section of the code amended
            codes.append(hit._replace(kind="code"))
        elif _opens(text, hit, begin) or _continues(acts, hit):
            acts.append(hit)
    if not acts:
        for hit in _hits("numbered", text, begin, end):
            if int(hit.number) == len(acts) + 1:
                acts.append(hit)
    first = acts[0].at if acts else begin
    resolved = [hit for hit in _hits("resolved", text, begin, end) if not acts or hit.at < first]
    taken = {hit.at for hit in acts}
    inside = [
        hit for hit in codes if hit.at >= first and hit.at not in taken and _opens(text, hit, begin)
    ]
    return sorted(acts + resolved + inside, key=lambda hit: hit.at)


def _continues(acts: list[_Start], hit: _Start) -> bool:
    """Is this the next section in order, wherever the line above it broke off?"""
    if not acts:
        return hit.number == "1"
    last = acts[-1].number
    return hit.number.isdigit() and last.isdigit() and int(hit.number) == int(last) + 1


def _head(text: str, begin: int, end: int) -> Iterator[Provision]:
    """What stands between the enacting clause and the first section."""
    reasons = next(iter(_hits("preamble", text, begin, end)), None)
    if reasons:
        yield Provision(None, "Whereas", reasons.at, end)
    elif _words(text, begin, end) > (STRAY_WORDS if begin else FRONT_MATTER_WORDS):
        yield Provision(None, None, begin, end)


def _sections(text: str, starts: list[_Start], end: int) -> Iterator[Provision]:
    ends = [start.at for start in starts[1:]] + [end]
    lead_in: Provision | None = None
    for start, stop in zip(starts, ends, strict=True):
        heading = (
            "Resolved"
            if start.kind == "resolved"
            else heading_of(text, start.after, stop, is_subdivision=False)
        )
        number = start.number or None
        if lead_in is not None and start.kind == "code":
            label = f"{start.number} {heading}" if heading else start.number
            yield replace(lead_in, heading=label, end=stop)
            lead_in = None
            continue
        if lead_in is not None:
            yield lead_in
        found = Provision(number, heading, start.at, stop)
        is_lead_in = start.kind != "code" and _is_lead_in(text, start.at, stop)
        lead_in = found if is_lead_in else None
        if not is_lead_in:
            yield found
    if lead_in is not None:
        yield lead_in


def _is_lead_in(text: str, start: int, end: int) -> bool:
    """True for a clause that only announces the code section printed below it."""
    if end - start > LEAD_IN_WORDS * 12 or _words(text, start, end) > LEAD_IN_WORDS:
        return False
    return bool(AMENDS.search(text, start, end))


def _words(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _trim(text: str, provision: Provision) -> Provision | None:
    inside = text[provision.start : provision.end]
    start = provision.start + len(inside) - len(inside.lstrip())
    end = provision.start + len(inside.rstrip())
    return replace(provision, start=start, end=end) if start < end else None


def _divide(text: str, provision: Provision) -> Iterator[Provision]:
    """A long provision into subdivisions or paragraph groups; a short one as it is."""
    whole = _trim(text, provision)
    if whole is None:
        return
    words = _words(text, whole.start, whole.end)
    if words <= LONG_WORDS or (whole.heading == "Whereas" and words <= LIST_WORDS):
        yield whole
        return
    cuts = _subdivisions(text, whole, words)
    if not cuts:
        yield from _paragraph_groups(text, whole) if words > LIST_WORDS else (whole,)
        return
    for first, last, start, end in _together(text, whole, cuts):
        span = f"({first.number})" if first is last else f"({first.number})-({last.number})"
        heading = heading_of(text, first.after, end, is_subdivision=True) or whole.heading
        part = _trim(text, Provision(f"{whole.section_number or ''}{span}", heading, start, end))
        if part and _words(text, part.start, part.end) > LIST_WORDS:
            yield from _paragraph_groups(text, part)
        elif part:
            yield part


def _together(
    text: str, whole: Provision, cuts: list[_Start]
) -> Iterator[tuple[_Start, _Start, int, int]]:
    """First and last enumerator and bounds of each part; short neighbours are one part."""
    first, start = cuts[0], whole.start
    for cut, following in zip(cuts, cuts[1:], strict=False):
        if _words(text, start, following.at) >= SHORT_WORDS:
            yield first, cut, start, following.at
            first, start = following, following.at
    yield first, cuts[-1], start, whole.end


def _subdivisions(text: str, whole: Provision, words: int) -> list[_Start]:
    """The outermost run of enumerators in order, `[]` where the section should stay whole."""
    runs = []
    for form in forms()["subdivision"]:
        run: list[_Start] = []
        for match in form.pattern.finditer(text, whole.start, whole.end):
            at = match.end() - len(match.group().lstrip())
            if at <= whole.start:
                continue
            number = match["number"]
            if not run and number.lower() == _nth(1, form.order):
                run += _inline_first(text, whole.start, match, form.order)
            if number.lower() == _nth(len(run), form.order):
                run.append(_Start(at, match.end(), number, "subdivision"))
        if len(run) > 1:
            runs.append(run)
    if not runs:
        return []
    outer = min(runs, key=lambda run: run[0].at)
    lead = text[whole.start : outer[0].at].rstrip()
    is_list = lead.endswith((":", "—", "–", "--")) and not _ANNOUNCES.search(lead[-80:])
    is_definitions = "defin" in lead[-400:].lower() or "means" in lead[-400:]
    if (is_list or is_definitions) and words <= LIST_WORDS:
        return []
    return outer


def _inline_first(text: str, start: int, second: re.Match[str], order: str) -> list[_Start]:
    """The first enumerator where the section's heading shares its line: "Duties. (a) The …"."""
    number = _nth(0, order)
    number = number.upper() if second["number"].isupper() else number
    mark = second.group().lstrip().replace(second["number"], number, 1)
    at = text.find(f" {mark}", start, min(start + 600, second.start()))
    return [_Start(at + 1, at + 1 + len(mark), number, "subdivision")] if at >= 0 else []


def _nth(index: int, order: str) -> str:
    if order == "number":
        return str(index + 1)
    return ascii_lowercase[index] if index < 26 else ""


def _paragraph_groups(text: str, whole: Provision) -> Iterator[Provision]:
    """Groups of whole paragraphs, none much above `GROUP_WORDS` words where line breaks allow."""
    start, words, position = whole.start, 0, whole.start
    for gap in _PARAGRAPH.finditer(text, whole.start, whole.end):
        words += _words(text, position, gap.start())
        position = gap.end()
        if words >= GROUP_WORDS:
            part = _trim(text, replace(whole, start=start, end=gap.start()))
            if part:
                yield part
            start, words = gap.end(), 0
    last = _trim(text, replace(whole, start=start))
    if last:
        yield last
