"""Drawn lines and the characters they underline or strike."""

from __future__ import annotations

from typing import NamedTuple

from .printed import DELETED, INSERTED, PLAIN


class Ruling(NamedTuple):
    """A thin horizontal line from `left` to `right` at height `y`."""

    left: float
    right: float
    y: float


# Height of a line above the baseline, in ems: below the letters, or through the small letters.
_UNDER = (-0.35, 0.08)
_THROUGH = (0.1, 0.55)
# A line that overshoots the words on both sides by this many ems separates; it underlines nothing.
_OVERSHOOT = 2.0


def ink_of(
    lefts: list[float],
    rights: list[float],
    baseline: float,
    size: float,
    rules: list[Ruling],
    downwards: bool = False,
) -> list[int]:
    """The ink of each character of a printed line, given the rules drawn near it."""
    inks = [PLAIN] * len(lefts)
    for rule in rules:
        above = (baseline - rule.y if downwards else rule.y - baseline) / size
        if _UNDER[0] <= above <= _UNDER[1]:
            ink = INSERTED
        elif _THROUGH[0] < above <= _THROUGH[1]:
            ink = DELETED
        else:
            continue
        overshoot = _OVERSHOOT * size
        if rule.left < lefts[0] - overshoot and rule.right > rights[-1] + overshoot:
            continue
        for at, (left, right) in enumerate(zip(lefts, rights, strict=True)):
            if rule.left <= (left + right) / 2 <= rule.right:
                inks[at] = max(inks[at], ink)
    return inks
