"""A notation for patterns short enough to read aloud, and a finder of many at once.

A phrase such as ``@duty ..3 report|reports`` reads a passage's words as spaCy cuts them:

=============  ==============================================================================
``word``       that word, in any case; ``co-responder`` is three tokens, as spaCy cuts it
``a|b``        either word
``@duty``      any word of the set of that name; may stand among alternatives: ``@duty|will``
``word?``      the word or nothing
``..`` ``..6`` up to four (or six) words of the same sentence
``..6!a|@b``   the same, but none of these words
``^`` first    the phrase opens a sentence: it begins among its first six words
=============  ==============================================================================

A passage holds the words of about one phrase in eighty, so each is tried only where all its words
stand, and only from where its first word stands: what a passage costs grows with its own words.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

Sets = Mapping[str, frozenset[str]]
Tokenize = Callable[[str], list[str]]
_GAP = 4
# how far behind its beginning a sentence still opens: "( b ) ( 1 ) The"
OPENING_OF_SENTENCE = 6


class PhraseError(ValueError):
    """A phrase that cannot be compiled; the message names it."""


class Hit(NamedTuple):
    """Phrase `number` stands at words `start` to `end` (one past the last)."""

    number: int
    start: int
    end: int


class Phrase:
    """One phrase, compiled against a tokenizer. Raises PhraseError."""

    def __init__(self, phrase: str, sets: Sets, tokenize: Tokenize) -> None:
        parts = phrase.split()
        self.opens_sentence = parts[:1] == ["^"]
        parts = parts[self.opens_sentence :]
        if not parts or parts[0].endswith("?") or parts[0].startswith(".."):
            raise PhraseError(f"Phrase {phrase!r} must begin with a word that has to be there.")
        # what each part may read, as printed words: [["fee"], ["co", "-", "responder"]]; of a gap what not
        read = [
            _alternatives(
                part.partition("!")[2] if part.startswith("..") else part, phrase, sets, tokenize
            )
            for part in parts
        ]
        self.firsts = frozenset(words[0] for words in read[0])
        self.needed = tuple(
            sorted(
                (
                    frozenset(words[0] for words in alternatives)
                    for part, alternatives in zip(parts, read, strict=True)
                    if not part.startswith("..") and not part.endswith("?")
                ),
                key=lambda words: (not words.isdisjoint(STOP_WORDS), len(words)),
            )
        )
        self._reach = sum(map(_reach, parts, read))
        self._expression = "".join(map(_expression, parts, read))

    @cached_property
    def _match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Compiled when it is first asked: a run meets the words of few phrases."""
        return re.compile(self._expression).match

    def may_stand(self, present: frozenset[str]) -> bool:
        """Are all its words there at all?"""
        for needed in self.needed:  # noqa: SIM110  a loop, since this is asked most often of all
            if needed.isdisjoint(present):
                return False
        return True

    def may_begin(self, words: Sequence[str], place: int) -> bool:
        """Is it compiled, or do all its words stand so near that it is worth it?"""
        return "_match" in self.__dict__ or self.may_stand(
            frozenset(words[place : place + self._reach])
        )

    def end_of(self, passage: str, at: int) -> int | None:
        """Where the phrase that begins at a character of "word word word " ends."""
        match = self._match(passage, at)
        return match.end() if match else None


def _alternatives(part: str, phrase: str, sets: Sets, tokenize: Tokenize) -> list[list[str]]:
    words: list[str] = []
    for word in filter(None, part.rstrip("?").split("|")):
        if word.startswith("@"):
            if word[1:] not in sets:
                raise PhraseError(f"Phrase {phrase!r} names the set {word}, which is not there.")
            words += sorted(sets[word[1:]])
        else:
            words.append(word)
    return [tokenize(word) for word in words]


def _expression(part: str, read: list[list[str]]) -> str:
    choice = "|".join("".join(re.escape(word) + " " for word in words) for words in read)
    if part.startswith(".."):
        # "shall in each year " but not "shall . the "
        word = rf"(?:(?![.;] {'|' + choice if choice else ''})\S+ )"
        return f"{word}{{0,{int(part[2:].partition('!')[0] or _GAP)}}}?"
    return f"(?:{choice})" + ("?" if part.endswith("?") else "")


def _reach(part: str, read: list[list[str]]) -> int:
    """How many words it reads at most."""
    if part.startswith(".."):
        return int(part[2:].partition("!")[0] or _GAP)
    return max(map(len, read), default=0)


class PhraseFinder:
    """Many phrases, looked for at once. `hits` numbers them in the order given."""

    def __init__(self, phrases: Iterable[str], sets: Sets, tokenize: Tokenize) -> None:
        cut = cache(tokenize)  # most words stand in many phrases
        self.phrases = [Phrase(phrase, sets, cut) for phrase in phrases]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(self.phrases):
            for word in phrase.needed[0]:
                self._by_word[word].append(number)
        self._firsts = frozenset().union(*(phrase.firsts for phrase in self.phrases))

    def hits(self, words: Sequence[str]) -> Iterator[Hit]:
        """Where phrases stand in lower-case words, each phrase once from each first word."""
        present = frozenset(words)
        named: set[int] = set()
        for word in present & self._by_word.keys():
            named.update(self._by_word[word])
        possible = [number for number in sorted(named) if self.phrases[number].may_stand(present)]
        if not possible:
            return
        passage = " ".join(words) + " "
        starts = [0, *accumulate(len(word) + 1 for word in words)]
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            if word in self._firsts:
                places[word].append(place)
        for number in possible:
            phrase = self.phrases[number]
            for word in phrase.firsts & places.keys():
                for place in places[word]:
                    if not phrase.may_begin(words, place):
                        continue
                    end = phrase.end_of(passage, starts[place])
                    if end is not None:
                        yield Hit(number, place, bisect_left(starts, end))
