"""Sums that a law gives: appropriated, authorized, transferred or set apart, year by year.

An amount counts where its own sentence gives it. A list of years is one row for each year.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from enrich.extract.fiscal_years import FiscalYears, fiscal_years
from enrich.extract.forms import forms
from enrich.extract.money import amounts
from enrich.extract.printed import windows
from enrich.extract.reading import reading
from enrich.extract.sentences import sentence_around
from enrich.extract.values import Appropriation, Span

# "; ", ", to remain", " $": where a purpose ends
_PURPOSE_END = re.compile(
    r"[.;:]\s|[.;:]$|\s\(\d\)|,\s(?:to remain|or so much|which|of which|there is|there are)|\$"
)
_LONGEST_PURPOSE = 140
_NEAR = 120  # characters on each side that decide what kind of amount this is
_REACH = 400  # characters behind an amount within which its verb stands
_MARKS = ("ppropriat", "PPROPRIAT", "transfer", "allocate")  # nothing is given without one of them
# "; ", " may ", ", and the ": behind these a sum and a verb no longer belong together
_PARTS = re.compile(
    r"; |\b(?:shall|must|may|which|if|when)\b|, and (?!the (?:same )?sum|the amount)[a-z]"
)
# ", $", ": . . . $", ") . . . . $": all that may stand between a year and the amount it opens
_OPENS = re.compile(r"^\s?(?:[,:)—]|\.{2,})[\s.:,—]*(?:the (?:sum|amount) of |there is .{0,120})?$")


@dataclass(frozen=True)
class _Sum:
    amount: float | None
    start: int
    end: int


class _Verb(NamedTuple):
    start: int
    end: int
    is_part: bool  # of an appropriation: "of this amount, up to" only bounds its use


class _Verbs(NamedTuple):
    before: list[_Verb]  # those that give what stands behind them
    behind: list[_Verb]  # those that give what stands before them


def appropriations(text: str) -> tuple[Appropriation, ...]:
    """Every sum given, in the order of the text, one row for each fiscal year of a list."""
    read = reading(text)
    return tuple(
        read.placed(found)
        for sentence, sums in _by_sentence(read.line)
        for found in _given(read.line, sentence, sums)
    )


def _by_sentence(line: str) -> Iterator[tuple[Span, list[_Sum]]]:
    """Sentences that hold sums, each with its sums in order."""
    if not any(mark in line for mark in _MARKS):
        return
    known = [
        _Sum(money.amount, money.start, money.end)
        for money in amounts(line)
        if not money.is_percent
    ]
    open_sum = forms("appropriations")["open_sum"]
    known += [
        _Sum(None, found.start(), found.end())
        for around in windows(line, open_sum["marks"], 0, 40)
        for found in open_sum["pattern"].finditer(line, *around)
    ]
    known.sort(key=lambda one: one.start)
    at = 0
    while at < len(known):
        sentence = sentence_around(line, known[at].start, known[at].end)
        following = at + 1
        while following < len(known) and known[following].end <= sentence[1]:
            following += 1
        yield sentence, known[at:following]
        at = following


def _given(line: str, sentence: Span, sums: list[_Sum]) -> Iterator[Appropriation]:
    start, end = sentence
    verbs = _Verbs(_verbs("gives", line, sentence), _verbs("is_given", line, sentence))
    given = [one for one in sums if _is_given(line, sentence, one, verbs)]
    given = sorted([*given, *_same_sums(line, sentence, given)], key=lambda one: one.start)
    if not given:
        return
    mentions = list(fiscal_years(line, start, end))
    years_first = _years_come_first(line, given, mentions)
    for number, one in enumerate(given):
        until = given[number + 1].start if number + 1 < len(given) else end
        since = given[number - 1].end if number else start
        for year in _years_of(line, one, (since, until), mentions, years_first) or ("",):
            yield Appropriation(
                amount=one.amount,
                fiscal_year=year,
                source=_source(line, sentence, one, until),
                purpose=_purpose(line, sentence, one),
                start=one.start,
                end=one.end,
                sentence=sentence,
            )


def _verbs(group: str, line: str, sentence: Span) -> list[_Verb]:
    """The verbs of a sentence in order, each with whether only a bare sum may follow it."""
    words = line[slice(*sentence)]
    needs = forms("appropriations")["needs"]
    return sorted(
        _Verb(found.start(), found.end(), "is_part" in row)
        for row in forms("appropriations")[group]
        if row["word"] in words.lower()
        for found in row["pattern"].finditer(line, *sentence)
        if "needs" not in row or needs[row["needs"]]["pattern"].search(words)
    )


def _is_given(line: str, sentence: Span, one: _Sum, verbs: _Verbs) -> bool:
    start, end = sentence
    before = line[max(start, one.start - _NEAR) : one.start]
    behind = line[one.end : min(end, one.end + _NEAR)]
    if _any("before", before) or _any("behind", behind) or _any("telling", before + behind):
        return False
    if _any("labels", before) or forms("appropriations")["of_it"]["pattern"].match(behind):
        return True
    is_bound = forms("appropriations")["up_to"]["pattern"].search(before) is not None
    earlier = verbs.before[: bisect_right(verbs.before, one.start, key=lambda verb: verb.end)]
    earlier = [verb for verb in earlier if not (is_bound and verb.is_part)]
    since = max(earlier[-1].end, one.start - _NEAR) if earlier else one.start - len(before)
    if _any("between", line[since : one.start]):
        return False
    if earlier:
        return True
    later = verbs.behind[bisect_left(verbs.behind, one.end, key=lambda verb: verb.start) :][:1]
    return any(
        verb.start <= one.end + _REACH and not _PARTS.search(line, one.end, verb.start)
        for verb in later
    )


def _same_sums(line: str, sentence: Span, given: list[_Sum]) -> Iterator[_Sum]:
    """The amount before "and the same sum for fiscal year 2027", once more."""
    if not given:
        return
    for found in forms("appropriations")["same_sum"]["pattern"].finditer(line, *sentence):
        earlier = [one for one in given if one.end <= found.start()]
        if earlier:
            yield _Sum(earlier[-1].amount, found.start(), found.end())


def _years_come_first(line: str, given: list[_Sum], mentions: list[FiscalYears]) -> bool:
    """As in "For fiscal year 2026, $3, and for fiscal year 2027, $4", and in tables of years."""
    first = [mention for mention in mentions if mention.end <= given[0].start]
    return bool(first) and _OPENS.match(line[first[-1].end : given[0].start]) is not None


def _years_of(
    line: str,
    one: _Sum,
    around: Span,
    mentions: list[FiscalYears],
    years_first: bool,
) -> tuple[str, ...]:
    """The years of one sum: its own, or else those that open the sentence."""
    since, until = around
    if years_first:
        own = [each for each in mentions if since <= each.start and each.end <= one.start]
        own = own[-1:]
    else:
        own = [each for each in mentions if one.end <= each.start and each.end <= until][:1]
        own = [each for each in own if ";" not in line[one.end : each.start]]
    if not own:
        own = [each for each in mentions if each.end <= one.start][-1:] or mentions[-1:]
    return own[0].years if own else ()


def _source(line: str, sentence: Span, one: _Sum, until: int) -> str:
    row: dict[str, Any] = forms("appropriations")["sources"][0]
    found = row["pattern"].search(line, one.end, until) or row["pattern"].search(line, *sentence)
    return " ".join(found[1].lower().split()) if found else ""


def _purpose(line: str, sentence: Span, one: _Sum) -> str:
    """What the money is for, from behind the amount, or else from before it."""
    pattern = forms("appropriations")["purposes"][0]["pattern"]
    for start, end in ((one.end, sentence[1]), (sentence[0], one.start)):
        found = pattern.search(line, start, end)
        if found:
            stop = _PURPOSE_END.search(line, found.end(), end)
            words = line[found.end() : stop.start() if stop else end]
            if len(words) > _LONGEST_PURPOSE:
                words = words[:_LONGEST_PURPOSE].rpartition(" ")[0]
            return " ".join(words.split())
    return ""


def _any(group: str, words: str) -> bool:
    return any(row["pattern"].search(words) for row in forms("appropriations")[group])
