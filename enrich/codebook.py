"""`codebook.yml`: the patterns that find a class, in a notation short enough to read aloud.

What a class is stands in `legislation/codebook.yml`; here is how a machine sees it in a text.
A phrase such as ``@duty ..3 report|reports`` becomes one pattern for spaCy's Matcher:

=============  ==============================================================================
``word``       that word, in any case; ``co-responder`` is three tokens, as spaCy cuts it
``a|b``        either word
``@duty``      any word of the set of that name; may stand among alternatives: ``@duty|will``
``word?``      the word or nothing
``..`` ``..6`` up to four (or six) words of the same sentence
=============  ==============================================================================
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language

from legislation import codebook

PATH = Path(__file__).with_name("codebook.yml")
Pattern = list[dict[str, Any]]
TOPIC_POINTS = 0.5
_GAP = 4
_SENTENCE_ENDS = [".", ";"]


class CodebookError(ValueError):
    """`codebook.yml` says something that cannot be compiled; the message names class and phrase."""


@dataclass(frozen=True)
class Finder:
    """How one class is found. Phrases are in the notation above.

    patterns: one hit is enough. subjects: the class's things by name; they count where the
    passage opens with one or keeps coming back. absorbs: what a hit explains away for the other
    classes: nothing, its "sentence", or the whole "passage". topic_points: what the passage must
    have in `legislation.topics` for the class to be there at all. needs: words of which the passage
    must hold one, empty where any will do.
    """

    key: str
    patterns: tuple[str, ...]
    subjects: tuple[str, ...]
    absorbs: str | None
    topic_points: float
    needs: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def _document() -> dict[str, Any]:
    with PATH.open("rb") as stream:
        # safe_load, in C where the package has it
        return yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


@cache
def finders() -> dict[str, Finder]:
    """Class key to finder, in the codebook's order. Raises CodebookError for an unknown class."""
    rows = _document()["classes"]
    unknown = rows.keys() ^ codebook.classes().keys()
    if unknown:
        raise CodebookError(
            f"{PATH.name} and legislation/{codebook.PATH.name} must name the same classes; "
            f"mend {', '.join(sorted(unknown))}."
        )
    return {
        key: Finder(
            key=key,
            patterns=tuple(rows[key].get("patterns", ())),
            subjects=tuple(rows[key].get("subjects", ())),
            absorbs=rows[key].get("absorbs"),
            topic_points=rows[key].get("topic_points", TOPIC_POINTS if entry.is_crisis_only else 0),
            needs=frozenset(_alternatives(rows[key]["needs"], f"needs of {key}"))
            if "needs" in rows[key]
            else frozenset(),
            examples=tuple(rows[key]["examples"]),
            counterexamples=tuple(rows[key]["counterexamples"]),
        )
        for key, entry in codebook.classes().items()
    }


def compiled(phrase: str, nlp: Language) -> list[Pattern]:
    """One phrase as Matcher patterns: one for each alternative of its first word.

    The Matcher tries every first token against every word of a text; a plain word is tried far
    faster than a set, so the first token's alternatives become patterns of their own.
    """
    rest = [token for part in phrase.split()[1:] for token in _tokens(part, phrase, nlp)]
    first = phrase.split()[0]
    if first.endswith("?") or first.startswith(".."):
        raise CodebookError(f"Phrase {phrase!r} must begin with a word that has to be there.")
    return [[*_tokens(word, phrase, nlp), *rest] for word in _alternatives(first, phrase)]


def _alternatives(part: str, phrase: str) -> list[str]:
    words: list[str] = []
    for word in part.split("|"):
        if word.startswith("@"):
            if word[1:] not in _document()["sets"]:
                raise CodebookError(
                    f"Phrase {phrase!r} names the set {word}; {PATH.name} has none."
                )
            words += _document()["sets"][word[1:]].split()
        else:
            words.append(word)
    return words


def _tokens(part: str, phrase: str, nlp: Language) -> Pattern:
    if part.startswith(".."):
        most = int(part[2:] or _GAP)
        return [{"ORTH": {"NOT_IN": _SENTENCE_ENDS}, "OP": f"{{0,{most}}}"}]
    optional = {"OP": "?"} if part.endswith("?") else {}
    words = _alternatives(part.rstrip("?"), phrase)
    if len(words) > 1:
        return [{"LOWER": {"IN": words}, **optional}]
    return [{"LOWER": token.lower_, **optional} for token in nlp.make_doc(words[0])]


def needed(pattern: Pattern) -> list[frozenset[str]]:
    """For each word a pattern cannot do without, the forms that will do."""
    return [
        frozenset([token["LOWER"]] if isinstance(token["LOWER"], str) else token["LOWER"]["IN"])
        for token in pattern
        if "LOWER" in token and "OP" not in token
    ]
