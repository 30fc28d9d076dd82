"""Public bodies that a text gives a duty or power: the subjects of its "shall", "must" and "may"."""

import re
from collections.abc import Iterator
from functools import cache

from enrich.extract.forms import forms
from enrich.extract.marks import marks
from enrich.extract.names import body_name, in_small_letters
from enrich.extract.single_spaced import single_spaced
from enrich.extract.values import Agency, Span

REACH = 600  # characters before a verb in which its subject stands
MOST_KNOWN = 20  # subjects that are looked for before a clause is read
VERB = 32  # characters before "the" or "authorized" in which the rest of its verb stands
# "July 1, 2027 the", "(b) the", "a fee, the"; then " shall:", " must,"
_ENDS_OPENING = frozenset(",)0123456789")
_AFTER_MODAL = frozenset(" :,—")
_STOPS = (".", ";", ":", "]")
_BREAKS = ("—", " that ", " which ", " whom ", " where ", " unless ")
# "(1) ", "(b)", "2. ", "A. ": what an item of a list opens with
_ENUMERATOR = re.compile(r" ?(?:(?:\(\w{1,4}\)|\d{1,2}\.|[A-Za-z]\.|[-*]) ?){0,4}")
# "Department of Health", no heading such as "Program administration"
_IN_CAPITALS = re.compile(r"(?:(?:[A-Z][\w’'&/-]*,?|of|and|for|the|on)(?: |$))+")
# " and ", ", or ", ", the"
_CONJUNCTION = re.compile(r",? (?:and|or) |, (?=the )")
# "the board shall meet and shall": a verb between a name and the verb looked at
_MODAL = re.compile(r" (?:shall|must|may|will) ")
# ", which" before "shall"
_RELATIVE = re.compile(r",? (?P<pronoun>which|who)$")


def agencies(text: str) -> tuple[Agency, ...]:
    """Each body once, in the order in which the text first gives it something to do or to decide.

    `name` is as printed, without its article; a name all in capitals is made small.
    """
    line = single_spaced(text)
    distinct: dict[str, Agency] = {}
    for found in sorted({*_subjects(line.text), *_told(line.text)}):
        name = in_small_letters(line.text[slice(*found)])
        if name.lower() in distinct or forms("agencies")["no_agency"]["pattern"].match(name):
            continue
        start, end = line.span(*found)
        distinct[name.lower()] = Agency(
            start=start, end=end, sentence=line.sentence(*found), name=name
        )
    return tuple(distinct.values())


def _subjects(line: str) -> Iterator[Span]:
    """The bodies that stand before a verb of duty as its subject, or after "be adopted by"."""
    rules = forms("agencies")
    idle, by_whom, stems = rules["idle"]["pattern"], rules["by_whom"]["pattern"], _stems()
    known: tuple[str, ...] = ()
    for verb_start, verb_end in _verbs(line):
        if agent := by_whom.match(line, verb_end):
            yield from _named_at(line, agent.end())
        if line.endswith(known, 0, verb_start):  # "the department" again
            continue
        start, end = _clause(line, verb_start)
        clause = line[start:end].lower()
        if any(map(clause.__contains__, stems)) and not idle.match(line, verb_end):
            for subject in _in_clause(line, start, end):
                yield subject
                if subject[1] == end and len(known) < MOST_KNOWN:
                    known += (line[subject[0] - len("the ") : end],)


def _verbs(line: str) -> Iterator[Span]:
    """The verbs of duty: " shall", " is hereby authorized"."""
    pattern = forms("agencies")["verbs"]["pattern"]
    for start, end, role, _ in marks(line).get("agencies", ()):
        if role == "modal":
            if line[start - 1 : start] == " " and line[end : end + 1] in _AFTER_MODAL:
                yield start - 1, end
        elif role == "verb":
            found = pattern.search(line, max(0, start - VERB), end + 1)
            if found and found.end() > start:
                yield found.span()


def _clause(line: str, end: int) -> Span:
    """What stands before a verb, back to the next break: "(b) On July 1, the department"."""
    start = _break_before(line, end)
    if start and line[start - 1] in ":—" and _ENUMERATOR.fullmatch(line, start, end):
        end = start - 1  # "The department: (1) shall"
        start = _break_before(line, end)
    return start, end


def _break_before(line: str, end: int) -> int:
    start = max(0, end - REACH)
    for mark in _STOPS:  # full stops first: they leave little to look through
        at = line.rfind(mark, start, end)
        while at >= 0 and line[at + 1] != " ":  # "17A.1"
            at = line.rfind(mark, start, at)
        if at >= 0:
            start = at + len(mark)
    for mark in _BREAKS:
        at = line.rfind(mark, start, end)
        if at >= 0:
            start = at + len(mark)
    return start


def _in_clause(line: str, start: int, end: int) -> Iterator[Span]:
    """The subject of a clause and what is joined to it, but no body after "with" or "of"."""
    if numbered := _ENUMERATOR.match(line, start, end):
        start = numbered.end()
    if relative := _RELATIVE.search(line, max(start, end - 8), end):
        yield from _antecedent(line, start, relative)
        return
    for opening in _openings(line, start, end):
        found = _name().match(line, opening, end)
        if found and (found["article"] or found["many"] or _IN_CAPITALS.fullmatch(found["name"])):
            if _MODAL.search(line, found.end(), end):  # the first verb of two decides
                continue
            yield from _joined(line, found, end)
            return


def _antecedent(line: str, start: int, relative: re.Match[str]) -> Iterator[Span]:
    """The body right before "which shall", the officer before "who shall"."""
    person = forms("agencies")["words"]["person"]
    for found in _name().finditer(line, start, relative.start()):
        if found.end() == relative.start() and not found["many"]:
            officer = re.search(rf"\b(?i:{person})$", found["name"].partition(" of ")[0])
            if officer or relative["pronoun"] == "which":
                yield found.span("name")


def _openings(line: str, start: int, end: int) -> Iterator[int]:
    """Where a subject may begin: at once, else at "the" after a comma, "2027", "each year"."""
    yield start
    openers = _openers()
    at = line.find("he ", start, end)
    while at >= 0:
        article = at - 1
        if line[article] in "tT" and line[article - 1] == " ":
            before = line[max(start, line.rfind(" ", start, article - 1) + 1) : article - 1]
            if before[-1:] in _ENDS_OPENING or before in openers:
                yield article
        at = line.find("he ", at + 1, end)


def _joined(line: str, found: re.Match[str] | None, end: int) -> Iterator[Span]:
    """A subject and those that "and the" or "or" adds to it."""
    while found:
        if not found["many"]:
            yield found.span("name")
        joined = _CONJUNCTION.match(line, found.end(), end)
        found = _name().match(line, joined.end(), end) if joined else None


def _told(line: str) -> Iterator[Span]:
    """The bodies that "directing the … to" or "it is the duty of the … to" names."""
    rules = {word: rule for rule in forms("agencies")["told"] for word in rule["words"]}
    for start, end, role, _ in marks(line).get("agencies", ()):
        if role == "told":
            after = rules[line[start:end]]["after"]["pattern"]
            yield from _named_at(line, end - len("the "), after)


def _named_at(line: str, start: int, after: re.Pattern[str] | None = None) -> Iterator[Span]:
    found = _name().match(line, start, min(len(line), start + REACH))
    if found and (after is None or after.match(line, found.end())):
        yield found.span("name")


@cache
def _openers() -> frozenset[str]:
    """The words after which "the" opens a subject without a comma: "if", "each year"."""
    return frozenset(forms("agencies")["openers"])


@cache
def _stems() -> tuple[str, ...]:
    """How the nouns of bodies begin: a quick look whether a clause may name one."""
    words = forms("agencies")["words"]
    kinds = ("noun", "proper_noun", "common_noun")
    nouns = "|".join(words[kind] for kind in kinds).lower().split("|")
    return tuple(dict.fromkeys(re.split(r"\W", noun)[0][:5] for noun in nouns))


@cache
def _name() -> re.Pattern[str]:
    words = forms("agencies")["words"]
    return body_name(words["noun"], words["proper_noun"], words["common_noun"])
