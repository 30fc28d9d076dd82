"""One pass over a passage finds every word at which one of the readers of names must look.

Each reader says its words in its YAML, under `marks`; `citation_forms` says those of citations.
One automaton of them all costs little more than that of one reader, and far less than a pattern
for each.
"""

from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick

from enrich.extract import citation_forms
from enrich.extract.forms import forms

SUBJECTS = ("agencies", "funds", "advisory_bodies")
CITATIONS = "citations"


class Mark(NamedTuple):
    """`line[start:end]` is a word of the reader's; `role` and `number` say which rule it opens."""

    start: int
    end: int
    role: str
    number: int


@lru_cache(maxsize=2)
def marks(line: str) -> dict[str, list[Mark]]:
    """Reader to its marks, in the order in which they end; some are only parts of longer words."""
    found: dict[str, list[Mark]] = defaultdict(list)
    for last, words in _automaton().iter(line):
        for reader, length, role, number in words:
            found[reader].append(Mark(last + 1 - length, last + 1, role, number))
    return found


@cache
def _automaton() -> ahocorasick.Automaton:
    words: dict[str, list[tuple[str, int, str, int]]] = defaultdict(list)
    for subject in SUBJECTS:
        for role, spellings in forms(subject)["marks"].items():
            for word in spellings:
                words[word].append((subject, len(word), role, 0))
    for word, role, number in citation_forms.words():
        words[word].append((CITATIONS, len(word), role, number))
    automaton = ahocorasick.Automaton()
    for word, found in words.items():
        automaton.add_word(word, tuple(found))
    automaton.make_automaton()
    return automaton
