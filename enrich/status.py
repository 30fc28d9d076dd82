"""Where a bill stands, judged from several signals, with the reason in plain words.

The signals: its actions, mended by `status.yml`; its printings; the number that only a law has; the
publisher's own word; the end of its session. The signal that goes furthest decides, the actions
before the others; each of the others then agrees or disagrees, and the reason says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from enrich import status_words
from enrich.status_words import Action, Step

METHOD = "signals"
METHOD_VERSION = "2"

_LAW = frozenset({"became-law", "executive-signature", "executive-veto-line-item"})
_RATIFIED = frozenset({"ratified"})
_END = frozenset({"failure", "withdrawal", "committee-failure", "died"})
# What happens only to a bill that is alive: a committee gave it back, a vote was taken again.
_LIFE = frozenset(
    {"passage", "committee-passage", "committee-passage-favorable", "amendment-passage"}
    | {"referral-committee", "reading-2", "reading-3", "enrolled", "executive-receipt"}
)
_CHAMBERS = frozenset({"lower", "upper"})
# Resolutions are adopted, they do not become law; a concurrent one by both chambers. Hawaii files
# the governor's messages with the bills; the Senate alone confirms whom they name.
_ONE_CHAMBER = frozenset({"resolution", "memorial", "executive order"})
_RESOLUTIONS = _ONE_CHAMBER | {"concurrent resolution"}
_FOR_THE_VOTERS = frozenset({"constitutional amendment", "ballot measure"})
# What no session's end kills: nobody has to vote on it any more.
_NEVER_LAPSES = frozenset({"statute", "executive order", "contract", "budget"})
_FROM_VERSIONS = {"became-law": "enacted", "enrolled": "passed", "engrossed": "passed_chamber"}
# How far a bill has come; every other status is final.
_STAGES = ("introduced", "passed_chamber", "passed")
_FINAL = len(_STAGES)
# No governor has longer: in Illinois 30 days until he receives a bill and 60 to sign it.
_TO_SIGN = timedelta(days=100)


@dataclass(frozen=True)
class Printing:
    classification: str | None
    date: str | None
    note: str


@dataclass(frozen=True)
class Session:
    """The end of a bill's session beside what was read of it, as ISO dates.

    end_date: None where nothing lapses. read_on: when the bill's source was last read. seen_until:
    the day to which that source tells; a mirror may have stopped long before it was read.
    """

    end_date: str | None = None
    read_on: str | None = None
    seen_until: str | None = None

    @property
    def has_ended(self) -> bool:
        return bool(self.end_date and self.read_on and self.read_on > self.end_date)

    @property
    def is_seen_out(self) -> bool:
        """Whatever its last days brought would be in the record."""
        return self.has_ended and (self.seen_until or "") >= (self.end_date or "")

    @property
    def is_signing_over(self) -> bool:
        if not self.end_date or not self.read_on:
            return False
        return date.fromisoformat(self.read_on) > date.fromisoformat(self.end_date) + _TO_SIGN


@dataclass(frozen=True)
class Record:
    """What decides where a bill stands. ``actions`` and ``versions`` oldest first; ``numbers`` as
    (identifier, note); ``publisher_status`` in the publisher's words."""

    classification: Sequence[str]
    actions: Sequence[Action] = ()
    versions: Sequence[Printing] = ()
    numbers: Sequence[tuple[str, str]] = ()
    publisher_status: str = ""
    session: Session = Session()


@dataclass(frozen=True)
class Status:
    """``status_date`` is the ISO date of what decided, None without one."""

    status: str
    status_date: str | None
    why: str
    score: float
    is_session_over: bool = False


@dataclass(frozen=True)
class _Signal:
    status: str
    date: str | None
    words: str  # what a reader is told: "action 'Governor signed.' of 2026-03-24"
    score: float

    @property
    def rank(self) -> int:
        return _STAGES.index(self.status) if self.status in _STAGES else _FINAL


def _by(step: Step, status: str, score: float) -> _Signal:
    return _Signal(status, step.action.date, f"action {_quoted(step)}", score)


def _quoted(step: Step) -> str:
    return f"'{step.action.description}' of {step.action.date}"


def status_of(record: Record) -> Status:
    steps = [status_words.step_of(action) for action in record.actions]
    acted = _acted(steps, record)
    last = steps[-1].action.date if steps else None
    beside = [
        replace(found, status=_word(found.status, record), date=found.date or last)
        for found in (_numbered(record), _printed(record), _published(record))
        if found
    ]
    # A final step without a date (no action, an undated printing) is named, and decides nothing.
    able = [found for found in beside if found.date or found.rank < _FINAL]
    decided = max([acted, *able], key=lambda signal: signal.rank)
    others = [signal for signal in (acted, *beside) if signal is not decided]
    if decided is not acted and steps:
        words = f"{decided.words}; the last action, {_quoted(steps[-1])}, does not show it"
        decided = replace(decided, words=words)
    decided, is_session_over = _at_the_end(decided, steps, record)
    words, score = _weighed(decided, others)
    return Status(decided.status, decided.date, words, score, is_session_over)


def _acted(steps: Sequence[Step], record: Record) -> _Signal:
    if not steps:
        return _Signal("introduced", None, "no action is recorded", 0.5)
    found = _law(steps, record) or _end(steps, record.session.end_date) or _passed(steps, record)
    found = found or _by(steps[0], "introduced", 0.9)
    return replace(found, status=_word(found.status, record))


def _law(steps: Sequence[Step], record: Record) -> _Signal | None:
    """The first act that made it law: what follows (a chapter, an effective date) only says so."""
    overrides = [step for step in steps if "veto-override-passage" in step.signals]
    if overrides and _all_chambers(overrides):
        return _by(overrides[-1], "enacted", 0.95)
    acts = _RATIFIED if _FOR_THE_VOTERS.intersection(record.classification) else _LAW
    first, makes_law = 0, acts
    for number, step in enumerate(steps):
        if "last-word" in step.signals:  # the voters or Congress decide; a signature does not
            first, makes_law = number + 1, acts
        elif "executive-veto" in step.signals and not overrides:
            # Connecticut numbers a public act before the governor vetoes it
            first, makes_law = number + 1, frozenset({"executive-signature"})
    law = next((step for step in steps[first:] if step.signals & makes_law), None)
    if law is None:
        return None
    found = _by(law, "enacted", 0.95)
    if "lapsed" in law.signals:
        return replace(found, words=f"lapsed into law: {found.words}")
    return found


def _end(steps: Sequence[Step], session_end: str | None) -> _Signal | None:
    for step in reversed(steps):
        if "executive-veto" in step.signals:
            return _by(step, "vetoed", 0.95)
    for step in reversed(steps):
        if "superseded" in step.signals:
            return _by(step, "substituted", 0.9)
        if step.signals & _END:
            return _by(step, "died" if _is_of_the_end(step, session_end) else "failed", 0.95)
        if step.signals & _LIFE:
            return None
    return None


def _is_of_the_end(step: Step, session_end: str | None) -> bool:
    """A clerk wrote it because time ran out; until the last day itself his words must say so."""
    if session_end is None or step.action.date < session_end:
        return "end-of-session" in step.signals
    return step.action.date > session_end or "died" in step.signals


def _all_chambers(steps: Sequence[Step]) -> bool:
    """True, too, of a council and of a legislature with one chamber."""
    chambers = {step.chamber for step in steps} & _CHAMBERS
    return not chambers or chambers == _CHAMBERS


def _passed(steps: Sequence[Step], record: Record) -> _Signal | None:
    votes = [step for step in steps if step.signals & {"passage", "disagreed"}]
    passages = [step for step in votes if "passage" in step.signals]
    if not passages:
        return None
    is_agreed = _all_chambers(passages) and "disagreed" not in votes[-1].signals
    kinds = set(record.classification)
    filed = [step for step in steps if "filed" in step.signals]
    if filed and "joint resolution" in kinds:
        # Nobody signs it; only what both chambers adopted is filed.
        return _by(filed[-1], "adopted", 0.85)
    last = passages[-1]
    if is_agreed or kinds & _ONE_CHAMBER:
        if any("last-word" in step.signals for step in steps) or kinds & _FOR_THE_VOTERS:
            found = _by(last, "passed", 0.85)
            return replace(found, words=f"{found.words}, and another body has the last word")
        return _by(last, "passed", 0.9 if kinds & _RESOLUTIONS else 0.85)
    return _by(passages[0], "passed_chamber", 0.9)


def _word(status: str, record: Record) -> str:
    """The closed word for this kind of instrument: a resolution that passed is adopted."""
    kinds = set(record.classification)
    if kinds & _RESOLUTIONS and status in ("passed", "enacted"):
        return "adopted"
    if kinds & _FOR_THE_VOTERS and status == "adopted":
        return "passed"
    if status == "adopted" and not kinds & (_RESOLUTIONS | {"joint resolution"}):
        return "passed"  # a council adopted an ordinance; the mayor may still veto it
    return status


def _numbered(record: Record) -> _Signal | None:
    for number, note in record.numbers:
        if status_words.is_of_a_law(note):
            return _Signal("enacted", None, f"number '{number}' ({note})", 0.8)
    return None


def _printed(record: Record) -> _Signal | None:
    for word, status in _FROM_VERSIONS.items():
        for printing in reversed(record.versions):
            if printing.classification == word:
                return _Signal(status, printing.date, f"printing '{printing.note}'", 0.8)
    return None


def _published(record: Record) -> _Signal | None:
    day, words = status_words.dated(record.publisher_status)
    status = status_words.published(words)
    return _Signal(status, day, f"publisher's status '{words}'", 0.8) if status else None


def _at_the_end(decided: _Signal, steps: Sequence[Step], record: Record) -> tuple[_Signal, bool]:
    """What the end of the session makes of a bill that is still under way."""
    session = record.session
    if decided.status == "died" and session.end_date:
        words = f"{decided.words}; the session's end on {session.end_date} agrees"
        return replace(decided, words=words), False
    if decided.rank == _FINAL or not steps or not session.has_ended:
        return decided, False
    if set(record.classification) & _NEVER_LAPSES:
        return decided, False
    if decided.status == "passed":
        if not session.is_signing_over or any("last-word" in step.signals for step in steps):
            return decided, False
        words = f"{decided.words}; its session ended on {session.end_date} and no signature is seen"
        return replace(decided, words=words), True
    if session.is_seen_out:
        words = f"its session ended on {session.end_date}; the last action is {_quoted(steps[-1])}"
        return _Signal("died", session.end_date, words, 0.9), False
    words = (
        f"{decided.words}; its session ended on {session.end_date}, and the record that was read "
        "stops before that day"
    )
    return replace(decided, words=words), True


def _weighed(decided: _Signal, others: Sequence[_Signal]) -> tuple[str, float]:
    """The reason in words, and how sure it is once the other signals are heard."""
    words, score = [decided.words], decided.score
    for other in others:
        if other.status == decided.status:
            words.append(f"{other.words} agrees")
            score = min(score + 0.02, 0.99)
    for other in others:
        if other.rank == _FINAL and other.date is None:
            words.append(f"{other.words} says {other.status}, without a date")
        elif other.rank == _FINAL and other.status != decided.status:
            words.append(f"{other.words} disagrees")
            score = min(score, 0.6)
    reason = "; ".join(words)
    return reason[:1].upper() + reason[1:], score
