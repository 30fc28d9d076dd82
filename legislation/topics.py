"""Is a bill about behavioral-health crisis response, suicide prevention or 988?

`topics.yml` beside this file holds the vocabulary and its reasons; here are only the verbs.
Both the spiders (what to keep) and `enrich` (what is relevant) ask this module, so it needs
nothing but YAML and a regular-expression library, and reads a text of any size in one pass.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import regex
import yaml

PATH = Path(__file__).with_name("topics.yml")
# "self-harm", "self harm" and "self\nharm" are one phrase; so is "9‑8‑8" with any dash.
# Possessive, so that a page of dashes is read once and not once for each way to share it out.
_GAP = r"[\s\-‐-–—]++"
_OPTIONAL_GAP = r"[\s\-‐-–—]*+"
_WORD = re.compile(r"\w+")  # "988 crisis-line" has three
_UPPER = {ord(c): ord(c.lower()) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
TELLING = 0.5  # from this weight a mention is worth showing as a reason
_LOOK = 24  # characters before and after a mention in which an exclusion may stand
_PASSAGE = 2000  # characters of what a reason calls a passage
THIN = "long budget or clean-up act: mentions are spread thin"


class Mention(NamedTuple):
    """One place where a text speaks of the topic; `text[start:end]` is the phrase."""

    term: str
    start: int
    end: int
    weight: float


class Decision(NamedTuple):
    """`score` is between 0 and 1, of what scale tells who decided; `why` is for people to read,
    strongest reason first."""

    relevant: bool
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One row of `topics.yml`, compiled."""

    name: str
    reason: str
    example: str
    weight: float
    candidate: bool
    pattern: str
    near: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None


@dataclass(frozen=True)
class Profile:
    """The whole file: terms by name, one scanner over all of them, the thresholds."""

    terms: tuple[Term, ...]
    scanner: re.Pattern[str]
    openings: regex.Pattern[str]
    anchors: re.Pattern[str]
    reach: int
    decision: dict[str, Any]
    budget_title: re.Pattern[str]


def _spelled(pattern: str) -> str:
    """`co ?response` to a regular expression in which a blank is any gap between words."""
    return pattern.replace("( )?", _OPTIONAL_GAP).replace(" ?", _OPTIONAL_GAP).replace(" ", _GAP)


@cache
def profile() -> Profile:
    """`topics.yml`, read and compiled once. Raises ValueError naming a term that does not compile."""
    document = yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)
    terms = tuple(_term(row) for row in document["terms"])
    scanner = "|".join(f"(?P<t{number}>{term.pattern})" for number, term in enumerate(terms))
    return Profile(
        terms=terms,
        scanner=re.compile(rf"(?:{scanner})\b"),
        openings=regex.compile(f"(?:{scanner})"),
        anchors=re.compile(_spelled(document["anchors"])),
        reach=int(document["reach"]),
        decision=document["decision"],
        budget_title=re.compile(_spelled(document["decision"]["budget_title"])),
    )


@cache
def searches() -> tuple[str, ...]:
    """What to ask a publisher's own full-text search for, where its list cannot be read whole."""
    return tuple(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader)["searches"])


@cache
def profile_digest() -> str:
    """Changes when the file does: what was left out by other terms must be judged again."""
    return hashlib.sha256(PATH.read_bytes()).hexdigest()


def _term(row: dict[str, Any]) -> Term:
    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(row[key]) if key in row else None

    try:
        pattern = _spelled(row["pattern"])
        re.compile(pattern)
        return Term(
            name=row["name"],
            reason=row["reason"],
            example=row["example"],
            weight=float(row["weight"]),
            candidate=row.get("candidate", True),
            pattern=pattern,
            near=re.compile(rf"\b(?:{_spelled(row['near'])})") if "near" in row else None,
            unless_before=compiled("unless_before"),
            unless_after=compiled("unless_after"),
        )
    except (re.error, KeyError) as error:
        raise ValueError(f"{PATH.name}: mend term {row.get('name')!r}: {error}.") from error


def _counts(term: Term, text: str, start: int, end: int, reach: int) -> bool:
    """Does the company a phrase keeps let it stand for the topic?"""
    if term.unless_before and term.unless_before.search(text[max(0, start - _LOOK) : start]):
        return False
    if term.unless_after and term.unless_after.match(text[end : end + _LOOK]):
        return False
    if term.near is None:
        return True
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return bool(term.near.search(before) or term.near.search(after))


def mentions(text: str) -> list[Mention]:
    """Every mention in reading order, none overlapping, struck ones left out."""
    return list(_mentions(text))


def _mentions(text: str) -> Iterable[Mention]:
    rules = profile()
    # str.lower() may change the length of other letters than these, and so offsets
    lower = text.lower() if text.isascii() else text.translate(_UPPER)
    position = 0
    for start, end in _stretches(rules, lower):
        for word in _WORD.finditer(lower, start, end):
            if word.start() < position or not _may_open(word.group()):
                continue
            match = rules.scanner.match(lower, word.start(), end)
            if match is None:
                continue
            term = rules.terms[int((match.lastgroup or "")[1:])]
            # A struck phrase may hide another: then the next word is looked at, too.
            if _counts(term, lower, match.start(), match.end(), rules.reach):
                yield Mention(term.name, match.start(), match.end(), term.weight)
                position = match.end()


@lru_cache(maxsize=50_000)
def _may_open(word: str) -> bool:
    """Can a term begin with this word? Few words can, which spares trying every term at the others."""
    return profile().openings.match(word, partial=True) is not None


def _stretches(rules: Profile, lower: str) -> Iterable[tuple[int, int]]:
    """The parts of a text within reach of a stem, merged; each ends at a blank."""
    start = end = 0
    for anchor in rules.anchors.finditer(lower):
        if anchor.start() - rules.reach > end:
            if end > start:
                yield start, end
            start = max(0, anchor.start() - rules.reach)
        if anchor.end() + rules.reach > end:
            blank = lower.find(" ", anchor.end() + rules.reach)
            end = blank if blank >= 0 else len(lower)
    if end > start:
        yield start, end


def is_candidate(title: str, text: str = "") -> bool:
    """Should a spider keep the bill at all? True at the first telling mention anywhere."""
    keep = {term.name for term in profile().terms if term.candidate}
    return any(found.term in keep for part in (title, text) for found in _mentions(part))


def _points(found: Iterable[Mention], cap: float) -> float:
    by_term: defaultdict[str, float] = defaultdict(float)
    for mention in found:
        by_term[mention.term] += mention.weight
    return sum(min(points, cap) for points in by_term.values())


def _busiest(found: list[Mention], characters: int, cap: float) -> float:
    """Points of the stretch of `characters` that has most; stretches overlap by half."""
    if not found:
        return 0.0
    starts = [mention.start for mention in found]
    step, best = characters // 2, 0.0
    for left in range(0, starts[-1] + 1, step):
        window = found[bisect_left(starts, left) : bisect_left(starts, left + characters)]
        best = max(best, _points(window, cap))
    return best


class Evidence(NamedTuple):
    """What mentions add up to by the rules of `topics.yml`: from 1 on a bill is about the topic."""

    total: float
    is_budget: bool
    is_thin: bool  # a budget whose busiest part would have been enough


def evidence(title: str, in_title: list[Mention], in_text: list[Mention], words: int) -> Evidence:
    """The sum that `topics.yml` explains, of mentions in a title and in a text of so many words."""
    rules = profile()
    limits = rules.decision
    title_points = _points(in_title, limits["title_term_cap"])
    text_points = _points(in_text, limits["term_cap"])
    density = 1000 * text_points / max(words, 1)
    needed = min(limits["text_points"], max(1.0, words / limits["words_per_point"]))
    by_density = min(text_points / needed, density / limits["text_density"])
    by_window = _busiest(in_text, limits["window_words"] * 6, limits["term_cap"])
    by_window /= limits["window_points"]
    is_budget = words > limits["budget_words"] and bool(
        rules.budget_title.search(title.translate(_UPPER))
    )
    total = title_points + (by_density if is_budget else max(by_density, by_window))
    return Evidence(total, is_budget, is_budget and by_window > by_density)


def number_of_words(text: str) -> int:
    return len(_WORD.findall(text))


def decide(title: str, text: str = "") -> Decision:
    """Title and text to a decision: relevant from a sum of 1 on; `score` is sum / (1 + sum)."""
    in_title, in_text = mentions(title), mentions(text)
    words = number_of_words(text)
    found = evidence(title, in_title, in_text, words)
    why = reasons_in_title(title, in_title) + reasons_in_text(text, in_text, words)
    if found.is_thin:
        why.append(THIN)
    # Colour alone ("mental health") never makes a bill relevant.
    relevant = found.total >= 1 and any(m.weight >= TELLING for m in (*in_title, *in_text))
    score = found.total / (1 + found.total)
    if not relevant:
        score = min(score, 0.499)
    return Decision(relevant, round(score, 3), tuple(dict.fromkeys(why)))


def reasons_in_title(title: str, found: list[Mention]) -> list[str]:
    """Each telling phrase of a title, quoted."""
    return [f'title: "{title[m.start : m.end]}"' for m in found if m.weight >= TELLING]


def reasons_in_text(text: str, found: list[Mention], words: int) -> list[str]:
    """The most frequent telling terms, each with its first phrase, and how the mentions are spread."""
    strong = [mention for mention in found if mention.weight >= TELLING]
    if not strong:
        return []
    reasons = []
    for term, count in Counter(mention.term for mention in strong).most_common(4):
        example = next(mention for mention in strong if mention.term == term)
        phrase = " ".join(text[example.start : example.end].split())
        reasons.append(f'{count} × {term}, e.g. "{phrase}"')
    passages = len({mention.start // _PASSAGE for mention in strong})
    return [*reasons, f"{len(strong)} mentions in {passages} passages, {words:,} words"]
