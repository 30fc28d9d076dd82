"""How each provision class is found in a text: one YAML file for each toolkit area.

What a class is stands in `legislation/codebook.yml`. Here, under a class's key:

patterns
    phrases of an operative clause; one hit is enough
weak
    phrases that often are one; two hits of different words or in different sentences are needed
opening
    phrases that count only among the passage's first 30 words
subjects
    the class's things by name; they count where a passage opens with one or names one three times:
    a thing named in passing is no provision about it
unless
    phrases that void the class's hits in their sentence
void
    phrases that void the class for the whole passage
absorbs
    what a hit explains away for every other class: its sentence (a definition), or, where the
    passage opens with it, all that follows (findings)
topic_points
    what the passage must score in `legislation/topics.yml` to take the class: 0.5 for a class that
    exists only on topic, less where its own words are telling enough
needs
    words of which the passage must hold one: what the class cannot be without
examples, counterexamples
    our own sentences: every phrase must hit one of its examples, every example must take the class,
    no counterexample may

`phrases.py` tells the notation; `sets.yml` holds the words that phrases name by ``@set``.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from legislation import codebook

HERE = Path(__file__).parent
TOPIC_POINTS = 0.5
KINDS = ("patterns", "weak", "opening", "subjects", "unless", "void")


class CodebookError(ValueError):
    """A file says something that cannot be compiled; the message names class and phrase."""


@dataclass(frozen=True)
class Finder:
    """How one class is found, as told above; `phrases` by their kind, in the order of KINDS."""

    key: str
    phrases: dict[str, tuple[str, ...]]
    absorbs: str | None
    topic_points: float
    needs: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        # safe_load, in C where the package has it
        return dict(yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


@cache
def sets() -> dict[str, frozenset[str]]:
    """The word sets that phrases name: `{"duty": {"shall", …}, …}`."""
    return {name: frozenset(words.split()) for name, words in _read(HERE / "sets.yml").items()}


@cache
def finders() -> dict[str, Finder]:
    """Class key to finder, in the codebook's order. Raises CodebookError for an unknown class."""
    rows = {
        key: row for area in codebook.areas() for key, row in _read(HERE / f"{area}.yml").items()
    }
    unknown = rows.keys() ^ codebook.classes().keys()
    if unknown:
        raise CodebookError(
            f"enrich/codebook/ and legislation/{codebook.PATH.name} must name the same classes; "
            f"mend {', '.join(sorted(unknown))}."
        )
    return {
        key: Finder(
            key=key,
            phrases={kind: tuple(rows[key].get(kind, ())) for kind in KINDS},
            absorbs=rows[key].get("absorbs"),
            topic_points=rows[key].get("topic_points", TOPIC_POINTS if entry.is_crisis_only else 0),
            needs=_words_of(rows[key].get("needs", "")),
            examples=tuple(rows[key]["examples"]),
            counterexamples=tuple(rows[key]["counterexamples"]),
        )
        for key, entry in codebook.classes().items()
    }


def _words_of(names: str) -> frozenset[str]:
    """`@n988|lifeline` to the words themselves; nothing to the empty set."""
    words: set[str] = set()
    for name in filter(None, names.split("|")):
        words |= sets()[name[1:]] if name.startswith("@") else {name}
    return frozenset(words)
