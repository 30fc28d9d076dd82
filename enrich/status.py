"""Where a bill stands, judged from its actions and printings, with the reason.

Words: Open Civic Data's action classifications on one side, ``vocabulary.STATUSES`` on the other.
The strongest signal wins; a later veto or failure is stronger than an earlier passage.
"""

from collections.abc import Sequence
from dataclasses import dataclass

METHOD = "actions"
METHOD_VERSION = "1"

# Signal → status, strongest first. Resolutions are adopted, they do not become law.
_FROM_ACTIONS = (
    (("became-law", "executive-signature", "veto-override-passage"), "enacted"),
    (("executive-veto",), "vetoed"),
    (("failure", "withdrawal", "committee-failure"), "failed"),
)
_FROM_VERSIONS = (
    ("became-law", "enacted"),
    ("enrolled", "passed"),
    ("engrossed", "passed_chamber"),
)
_RESOLUTIONS = frozenset({"resolution", "memorial"})


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


def status_of(
    classification: Sequence[str],
    actions: Sequence[Action],
    versions: Sequence[tuple[str | None, str | None, str]],
) -> Status:
    """``actions`` oldest first; ``versions`` as (classification, date, note), oldest first."""
    for signals, status in _FROM_ACTIONS:
        for action in reversed(actions):
            if set(signals) & set(action.classification):
                return Status(status, action.date, f"Action: {action.description}", 0.95)
    passages = [action for action in actions if "passage" in action.classification]
    if passages:
        return _passed(classification, passages)
    for word, status in _FROM_VERSIONS:
        for version_word, date, note in reversed(versions):
            if version_word == word and (date or status != "enacted"):
                return Status(status, date, f"Printing: {note}", 0.8)
    if actions:
        return Status("introduced", actions[0].date, f"Action: {actions[0].description}", 0.9)
    return Status("introduced", None, "No action is recorded beyond its introduction.", 0.5)


def _passed(classification: Sequence[str], passages: Sequence[Action]) -> Status:
    """One chamber, or all of them; a council and a one-chamber resolution need only one vote."""
    last = passages[-1]
    why = f"Action: {last.description}"
    if _RESOLUTIONS & set(classification):
        return Status("adopted", last.date, why, 0.9)
    chambers = {action.organization for action in passages}
    if chambers >= {"lower", "upper"} or not chambers & {"lower", "upper"}:
        return Status("passed", last.date, why, 0.85)
    return Status("passed_chamber", last.date, why, 0.9)
