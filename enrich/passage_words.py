"""The words, sentences and language of a passage, read off spaCy's tokens once for all that asks."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_SPACE, LOWER
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH
from spacy.lang.es.stop_words import STOP_WORDS as SPANISH
from spacy.tokens import Doc

from legislation import topics

# ". The", "; (b)", a blank line: where one sentence of a statute ends and the next begins, not "v. Ohio"
_SENTENCE_END = re.compile(
    r"(?<=[.;:])(?<! v\.)(?<!\bNo\.)(?<!\bSec\.)(?<!\bStat\.)\s+(?=[A-Z(\"“‘\[\d])|\n\s*\n"
)
_ONLY_SPANISH = frozenset(SPANISH) - frozenset(ENGLISH) - {"me", "he", "sin", "son"}
_ONLY_ENGLISH = frozenset(ENGLISH) - frozenset(SPANISH)
_TELLING = 8  # so few words tell no language: "988 Día Nacional"


class PassageWords:
    """A passage's words in lower case, in order, without blanks and line breaks."""

    def __init__(self, doc: Doc, words: list[str]) -> None:
        self.text: str = doc.user_data.get("text") or doc.text  # which spaCy pieces together anew
        self.words = words
        self._doc = doc

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _starts(self) -> list[int]:
        starts = self._doc.to_array(IDX)
        if len(starts) > len(self.words):
            starts = starts[self._doc.to_array(IS_SPACE) == 0]
        return list(starts.tolist())

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self.text)]

    def start_of(self, word: int) -> int:
        """The first character of a word."""
        return self._starts[word]

    def word_at(self, position: int) -> int:
        """The first word that starts at a character or behind it."""
        return bisect_left(self._starts, position)

    def sentence(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence in which a character stands."""
        return self.sentence_numbered(bisect_right(self._sentence_ends, position))

    def sentence_numbered(self, number: int) -> tuple[int, int]:
        """Start and end of a sentence; the first has number 0."""
        ends = self._sentence_ends
        start = ends[number - 1] if number else 0
        return start, ends[number] if number < len(ends) else len(self.text)

    def sentence_numbers(self, words: Sequence[int]) -> NDArray[np.intp]:
        """The number of each word's sentence."""
        starts = np.array(self._starts)[words]
        return np.searchsorted(np.array(self._sentence_ends), starts, side="right")

    def sentence_of(self, word: int) -> tuple[int, int]:
        """Start and end, in characters, of a word's sentence."""
        return self.sentence(self.start_of(word))

    def place_in_sentence(self, word: int) -> int:
        """How many words of its sentence stand before a word."""
        return word - self.word_at(self.sentence_of(word)[0])

    @cached_property
    def topic_points(self) -> float:
        """How much of the topic it speaks, by the terms of `legislation/topics.yml`."""
        return sum(found.weight for found in topics.mentions(self.text))

    @property
    def is_spanish(self) -> bool:
        """Does it read as Spanish? Judged by the words that only one of the languages has."""
        spanish = sum(map(_ONLY_SPANISH.__contains__, self.words))
        return spanish >= _TELLING and spanish > sum(map(_ONLY_ENGLISH.__contains__, self.words))


class WordReader:
    """Reads documents; a word once seen is not looked up in spaCy's vocabulary again."""

    _MOST = 200_000

    def __init__(self) -> None:
        self._lower: dict[int, str] = {}

    def read(self, doc: Doc) -> PassageWords:
        if len(self._lower) > self._MOST:  # a library of rare words must not fill the memory
            self._lower.clear()
        keys = doc.to_array(LOWER).tolist()
        try:
            words = [self._lower[key] for key in keys]
        except KeyError:
            strings = doc.vocab.strings
            words = [self._lower.setdefault(key, strings[key].strip()) for key in keys]
        return PassageWords(doc, [word for word in words if word])
