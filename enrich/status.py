"""Where a bill stands, judged from its actions and printings, with the reason.

Words: Open Civic Data's action classifications, mended by `status.yml`, on one side,
``vocabulary.STATUSES`` on the other. The strongest signal wins: a law, then a veto, then an end
without a later sign of life, then the votes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

METHOD = "actions"
METHOD_VERSION = "1"
PATH = Path(__file__).with_name("status.yml")

_LAW = frozenset({"became-law", "executive-signature"})
_END = frozenset({"failure", "withdrawal", "committee-failure"})
# What happens only to a bill that is alive: a committee gave it back, a vote was taken again.
_LIFE = frozenset(
    {"passage", "committee-passage", "committee-passage-favorable", "amendment-passage"}
    | {"referral-committee", "reading-2", "reading-3", "enrolled", "executive-receipt"}
)
_CHAMBERS = frozenset({"lower", "upper"})
# Resolutions are adopted, they do not become law; a concurrent one by both chambers.
_ONE_CHAMBER = frozenset({"resolution", "memorial"})
_RESOLUTIONS = _ONE_CHAMBER | {"concurrent resolution"}
_FROM_VERSIONS = (
    ("became-law", "enacted"),
    ("enrolled", "passed"),
    ("engrossed", "passed_chamber"),
)


@dataclass(frozen=True)
class Action:
    date: str
    description: str
    classification: Sequence[str]
    organization: str = ""


@dataclass(frozen=True)
class Status:
    """``status_date`` is the ISO date of the action or printing that decided, None without one."""

    status: str
    status_date: str | None
    why: str
    score: float


@dataclass(frozen=True)
class _Step:
    """An action as it is understood: mended classifications, and the chamber that acted."""

    action: Action
    signals: frozenset[str]
    chamber: str

    def makes(self, status: str, score: float) -> Status:
        return Status(status, self.action.date, f"Action: {self.action.description}", score)


@cache
def _terms() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(PATH.read_text("utf-8"))
    for row in document["phrases"]:
        row["pattern"] = re.compile(row["phrase"], re.IGNORECASE)
    chambers = "|".join(document["chambers"])
    # "PASSED SENATE", "PASSED BY HOUSE", "Passed/agreed to in Senate" and
    # "Senate passed Sub A", "House/ passed 3rd reading", "House Third Reading Passed"
    document["acting"] = re.compile(
        rf"\bpassed(?:/agreed to)?(?: by| in)?(?: the)? ({chambers})\b"
        rf"|\b({chambers})/? (?:\w+ ){{0,2}}passed\b",
        re.IGNORECASE,
    )
    return document


def _step(action: Action) -> _Step:
    terms = _terms()
    signals = frozenset(action.classification)
    for row in terms["phrases"]:
        if row["pattern"].search(action.description):
            signals = (signals - set(row.get("drops", ()))) | set(row.get("adds", ()))
    named = terms["acting"].search(action.description)
    chamber = terms["chambers"][(named[1] or named[2]).lower()] if named else action.organization
    return _Step(action, signals, chamber)


def status_of(
    classification: Sequence[str],
    actions: Sequence[Action],
    versions: Sequence[tuple[str | None, str | None, str]],
) -> Status:
    """``actions`` oldest first; ``versions`` as (classification, date, note), oldest first."""
    steps = [_step(action) for action in actions]
    votes = [step for step in steps if step.signals & {"passage", "disagreed"}]
    return (
        _law(steps)
        or _end(steps)
        or _passed(classification, votes)
        or _printed(versions)
        or _introduced(actions)
    )


def _law(steps: Sequence[_Step]) -> Status | None:
    """The first act that made it law: what follows (a chapter, an effective date) only says so."""
    overrides = [step for step in steps if "veto-override-passage" in step.signals]
    if overrides and _all_chambers(overrides):
        return overrides[-1].makes("enacted", 0.95)
    return next((step.makes("enacted", 0.95) for step in steps if step.signals & _LAW), None)


def _end(steps: Sequence[_Step]) -> Status | None:
    for step in reversed(steps):
        if "executive-veto" in step.signals:
            return step.makes("vetoed", 0.95)
    for step in reversed(steps):
        if "superseded" in step.signals:
            return step.makes("substituted", 0.9)
        if step.signals & _END:
            return step.makes("failed", 0.95)
        if step.signals & _LIFE:
            return None
    return None


def _all_chambers(steps: Sequence[_Step]) -> bool:
    """True, too, of a council and of a legislature with one chamber."""
    chambers = {step.chamber for step in steps} & _CHAMBERS
    return not chambers or chambers == _CHAMBERS


def _passed(classification: Sequence[str], votes: Sequence[_Step]) -> Status | None:
    passages = [step for step in votes if "passage" in step.signals]
    if not passages:
        return None
    last = passages[-1]
    kinds = set(classification)
    is_agreed = _all_chambers(passages) and "disagreed" not in votes[-1].signals
    if kinds & _ONE_CHAMBER or (kinds & _RESOLUTIONS and is_agreed):
        return last.makes("adopted", 0.9)
    if is_agreed:
        return last.makes("passed", 0.85)
    return passages[0].makes("passed_chamber", 0.9)


def _printed(versions: Sequence[tuple[str | None, str | None, str]]) -> Status | None:
    for word, status in _FROM_VERSIONS:
        for version_word, date, note in reversed(versions):
            if version_word == word and (date or status != "enacted"):
                return Status(status, date, f"Printing: {note}", 0.8)
    return None


def _introduced(actions: Sequence[Action]) -> Status:
    if actions:
        return Status("introduced", actions[0].date, f"Action: {actions[0].description}", 0.9)
    return Status("introduced", None, "No action is recorded beyond its introduction.", 0.5)
