"""Words that a line broke in two: does the hyphen belong to them?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import pairwise

# "co-responder", "nine-eight-eight"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "commit-" above "tee": the halves are no words of their own
_BROKEN = re.compile(r"[^\W\d_]+-\n[^\W\d_]+")
# "commit" of "the commit-"
_HEAD = re.compile(r"[^\W\d_]+(?=-$)")
# "tee" of "tee on Elections"
_TAIL = re.compile(r"[^\W\d_]+")

_HALF = 4  # letters; "nine-" above "ty" and "with-" above "in" are no compounds


def splits_word(text: str) -> bool:
    """True for a line that ends in a hyphen."""
    return len(text) > 1 and text[-1] == "-" and text[-2].isalnum()


class Hyphens:
    """What the words of one bill tell of the hyphens at its line ends.

    `compounds` is given where the printer breaks words: first parts that keep their hyphen.
    """

    def __init__(self, lines: list[str], compounds: Collection[str] | None) -> None:
        self._compounds = compounds
        whole = _BROKEN.sub(" ", "\n".join(lines)).casefold()
        self._words = Counter(part for word in _WORD.findall(whole) for part in _parts(word))

    def is_soft(self, before: str, after: str) -> bool:
        """True where "tele-" and "communications" are one word without a hyphen."""
        found, tail = _HEAD.search(before), _TAIL.match(after)
        if not found or not tail or not _continues(found.group(), tail.group()):
            return False
        first, second = found.group().casefold(), tail.group().casefold()
        if self._words[first + second]:
            return True
        if self._compounds is None or self._words[f"{first}-{second}"]:
            return False
        are_words = self._words[first] and self._words[second]
        return len(second) < _HALF or not (first in self._compounds or are_words)


def _parts(word: str) -> list[str]:
    """Of "nine-eight-eight" the words and the pairs: "nine", "eight", "nine-eight", "eight-eight"."""
    parts = word.split("-")
    return parts + [f"{first}-{second}" for first, second in pairwise(parts)]


def _continues(first: str, second: str) -> bool:
    """Not so for "Smith-" above "Jones"."""
    return second.islower() or (first.isupper() and second.isupper())
