"""Councils, commissions, task forces and boards: their names, members and who appoints them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from enrich.extract.forms import forms
from enrich.extract.marks import marks
from enrich.extract.membership import Count, count_at, list_from
from enrich.extract.names import body_name, in_small_letters
from enrich.extract.single_spaced import single_spaced
from enrich.extract.values import AdvisoryBody, Span

REACH = 240  # characters between a body's name and what is said of its members
NEAR = 160  # characters between a body's name and the words that create it
MARGIN = 48  # characters around a mark in which the rest of its words stand
MOST_BODIES = 100  # in one passage; more are a table, not a law
AFTER = 600  # characters after a count in which the appointments may be told
# ". ", "; ", "—": where what is said of a body ends
_BREAK = re.compile(r"[.;:](?= )|—")
# "the council shall consist", "the council's membership includes", "is created within the office,"
_DIRECT = re.compile(
    r"(?:['’]s)?(?: membership)?,?(?: (?:is|are|be|shall|must|will|may|which|that|and|hereby|also|only"
    r"|established|created|each|initially|within the [\w ]{3,60},?))* $"
)
# " and the", ", by the": one more who appoints
_AND_THE = re.compile(r",? (?:and|or) (?:by )?the |, (?:by )?the ")
# "is created a plan for the council", "is known as one that the board": another thing is made
_OTHER_SUBJECT = re.compile(r"\b(?:by|to|with|for|shall|that)\b")
# "within the State Board of Care,": where the new body stands
_INSIDE = re.compile(r"\b(?:within|in|under|of|at) $")
# "Board of Care Fund"
_NO_BODY = re.compile(r"\b(?:Fund|Account|Act|Program|Report)$")
# "consists of" tells all the members, "shall include" some
_WHOLE = re.compile(r"consist|compos|compris|made up|not")


@dataclass
class Body:
    """A body while the text is read: its full name, and what was said of it so far."""

    span: Span
    name: str
    members: int | None = None
    appointed_by: list[str] = field(default_factory=list)


def advisory_bodies(text: str) -> tuple[AdvisoryBody, ...]:
    """Each body that the text creates, or of which it tells the members.

    `members` is the count that the text states (the most where it gives a range), else the sum of
    its list, None where it does neither; `appointed_by` as printed, without article.
    """
    whole = single_spaced(text)
    line = whole.text
    if not marks(line).get("advisory_bodies"):
        return ()
    return tuple(
        AdvisoryBody(
            start=whole.offset(body.span[0]),
            end=whole.span(*body.span)[1],
            sentence=whole.sentence(*body.span),
            name=body.name,
            members=body.members,
            appointed_by=tuple(body.appointed_by),
        )
        for body in sorted(_bodies(line), key=lambda body: body.span)
    )


def _bodies(line: str) -> list[Body]:
    bodies: list[Body] = []
    for span in islice(sorted({*_made(line), *_makes(line)}), MOST_BODIES):
        name = in_small_letters(line[slice(*span)])
        if not any(_is_short_for(name, body) for body in bodies):
            bodies.append(Body(span, name))
    for span, members, told in islice(_memberships(line), MOST_BODIES):
        body = _body_of(bodies, span, in_small_letters(line[slice(*span)]))
        body.members = members if body.members is None else body.members
        body.appointed_by = list(dict.fromkeys([*body.appointed_by, *_appointers(line, *told)]))
    return bodies


def _body_of(bodies: list[Body], span: Span, name: str) -> Body:
    """The body that a name or "the council" stands for: the last one named so before it."""
    for body in sorted(bodies, key=lambda body: body.span, reverse=True):
        if body.span[0] <= span[0] and _is_short_for(name, body):
            return body
    bodies.append(Body(span, name))
    return bodies[-1]


def _is_short_for(name: str, body: Body) -> bool:
    """Whether "council" or "task force" is the noun of that body's name."""
    return f" {body.name.lower()} ".find(f" {name.lower()} ") >= 0


def _hits(line: str, role: str) -> Iterator[re.Match[str]]:
    """Where a rule's pattern holds around its marks, with the noun of a body not far."""
    rules = forms("advisory_bodies")
    pattern, stems = rules[role]["pattern"], rules["stems"]["pattern"]
    done = 0
    for mark in marks(line)["advisory_bodies"]:
        if mark.role == role:
            found = pattern.search(line, max(done, mark.start - MARGIN), mark.end + MARGIN)
            if found:
                done = found.end()
                if stems.search(line, max(0, found.start() - REACH), done + NEAR):
                    yield found


def _made(line: str) -> Iterator[Span]:
    """The names of bodies that the text says are created."""
    for made in _hits(line, "made"):
        floor, ceiling = max(0, made.start() - NEAR), min(len(line), made.end() + NEAR)
        before = list(_name().finditer(line, floor, made.start()))
        if before and line[before[-1].end() : made.start()].strip(' ”"’') == "":
            yield from _long(before[-1])
            continue
        end = _BREAK.search(line, made.end(), ceiling)
        for after in _name().finditer(line, made.end(), end.start() if end else ceiling):
            between = line[made.end() : after.start()]
            if _OTHER_SUBJECT.search(between):
                break
            if not _INSIDE.search(between):
                yield from _long(after)
                break


def _makes(line: str) -> Iterator[Span]:
    """The names of bodies that somebody is told to create."""
    for makes in _hits(line, "makes"):
        if after := _name().match(line, makes.end()):
            yield from _long(after)


def _long(found: re.Match[str]) -> Iterator[Span]:
    """The name, if it says more than "council" or "a panel of experts" and is no fund's."""
    name = found["name"].partition(" of ")[0] if found["many"] else found["name"]
    noun = forms("advisory_bodies")["words"]["noun"]
    if not _NO_BODY.search(name) and not re.fullmatch(rf"(?i:{noun})", name):
        yield found.span("name")


def _memberships(line: str) -> Iterator[tuple[Span, int | None, Span]]:
    """(name, members, where the members are told) of each statement of who a body's members are."""
    for verb in _hits(line, "membership"):
        floor = max(0, verb.start() - REACH)
        names = list(_name().finditer(line, floor, verb.start()))
        is_whole = bool(_WHOLE.search(verb.group()))
        if not names or (names[-1]["many"] and not is_whole):
            continue
        gap = line[names[-1].end() : verb.start()]
        if not _DIRECT.match(gap) and (_BREAK.search(gap) or not is_whole):
            continue
        count = count_at(line, verb.end(), is_whole)
        if count is None and is_whole and any(_long(names[-1])):
            count = Count(None, verb.end())
        if count:
            yield names[-1].span("name"), count.members, (verb.start(), count.end + AFTER)
    for words in _hits(line, "listed_first"):
        name = _name().match(line, words.end())
        listed = list_from(line, name.end()) if name else None
        if name and listed:
            yield name.span("name"), listed.members, (name.end(), listed.end)


def _appointers(line: str, start: int, end: int) -> Iterator[str]:
    """Who appoints, as told between two offsets."""
    rules = forms("advisory_bodies")
    end = min(len(line), end)
    for by in rules["appointed_by"]["pattern"].finditer(line, start, end):
        at = by.end()
        while who := _who().match(line, at):
            if not rules["not_who"]["pattern"].fullmatch(who["who"]):
                yield in_small_letters(who["who"])
            joined = _AND_THE.match(line, who.end())
            if joined is None:
                break
            at = joined.end()
    for found in rules["appoints"]["pattern"].finditer(line, start, end):
        who = _who().match(line, found.start("who"))
        if who and who.end() == found.end("who"):
            yield in_small_letters(who["who"])


@cache
def _name() -> re.Pattern[str]:
    words = forms("advisory_bodies")["words"]
    return body_name(words["noun"], words["proper_noun"])


@cache
def _who() -> re.Pattern[str]:
    """ "governor", "speaker of the house of representatives", "senate majority leader"."""
    word = rf"(?!(?:{forms('advisory_bodies')['words']['no_who']})\b)[\w’'&-]{{2,30}}"
    phrase = rf"{word}(?: {word}){{0,6}}"
    return re.compile(rf"(?P<who>{phrase}(?: (?:of|on)(?: the)? {phrase}){{0,3}})")
