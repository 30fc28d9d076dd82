"""Which provision classes a passage takes, how sure that is, and the sentence that shows it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from typing import cast

import numpy as np
import spacy
from spacy.tokens import Doc

from enrich import codebook
from enrich.passage_words import PassageWords
from enrich.provision_features import runs
from enrich.provision_model import Model, ProvisionModel
from enrich.provision_network import NetworkReading
from enrich.provision_phrases import PhraseHit, ReadPassage

METHOD = "phrases, regressions and network"
METHOD_VERSION = "4"

EMPTY = "The passage holds no words; look whether its text was read."
SPANISH = "The passage is in Spanish and was not labelled; read its English version."
LONGEST = 1_000_000  # characters that spaCy reads at once; a provision is far shorter
# a scanned page's encoded bytes, a ruled line: nothing a tokenizer should take letter by letter
_NO_WORD = re.compile(r"\S{120,}")


@dataclass(frozen=True)
class Label:
    """One class of a passage; `text[start:end]` is the sentence that shows it best."""

    class_name: str
    score: float
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """The labels of a passage, and how they came to be.

    likely: how likely each class is. by_phrases: what the phrases alone would give.
    refused: why the passage was not labelled, "" where it was.
    """

    labels: list[Label]
    likely: dict[str, float] = field(default_factory=dict)
    by_phrases: frozenset[str] = frozenset()
    refused: str = ""


class Labeller:
    """Passages in, labels out. Loading takes a second; share one."""

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("provision_phrases")
        self.nlp.add_pipe("provision_network")
        self.nlp.add_pipe("provision_model")
        self._model = cast(ProvisionModel, self.nlp.get_pipe("provision_model")).model

    def label(self, text: str) -> list[Label]:
        """Labels of one passage in the codebook's order; `[]` where it does none of the classes."""
        return next(self.label_many([text]))

    def label_many(self, texts: Iterable[str]) -> Iterator[list[Label]]:
        """Labels of each passage, in order, many at a time."""
        return (reading.labels for reading in self.read_many(texts))

    def read_many(self, texts: Iterable[str]) -> Iterator[Reading]:
        """The same, and of a passage that cannot be labelled the reason."""
        pieces = (
            (self._doc(piece), (number, offset))
            for number, text in enumerate(texts)
            for offset, piece in _pieces(_readable(text))
        )
        read = self.nlp.pipe(pieces, as_tuples=True, batch_size=64)
        for _, passage in groupby(read, key=lambda pair: pair[1][0]):
            yield self._reading([(doc, offset) for doc, (_, offset) in passage])

    def _doc(self, piece: str) -> Doc:
        doc = self.nlp.make_doc(piece)
        doc.user_data["text"] = piece
        return doc

    def _reading(self, docs: list[tuple[Doc, int]]) -> Reading:
        read = []
        for doc, offset in docs:
            found = self._read(doc)
            read.append(replace(found, labels=_moved(found.labels, offset)) if offset else found)
        if len(read) == 1:
            return read[0]
        refused = read[0].refused if all(one.refused for one in read) else ""
        return Reading(_best([one.labels for one in read]), refused=refused)

    def _read(self, doc: Doc) -> Reading:
        passage: ReadPassage = doc.user_data["passage"]
        if not passage.words.words:
            return Reading([], refused=EMPTY)
        if passage.words.is_spanish:
            return Reading([], refused=SPANISH)
        evidence: dict[str, list[PhraseHit]] = doc.user_data["evidence"]
        labels = [
            _label(key, likely, evidence.get(key, []), doc, self._model)
            for (key, likely), threshold in zip(
                doc.cats.items(), self._model.thresholds, strict=True
            )
            if likely >= threshold
        ]
        return Reading(labels, doc.cats, frozenset(evidence))


def _readable(text: str) -> str:
    """The text with endless "words" blanked, every offset as it was."""
    return _NO_WORD.sub(lambda match: " " * len(match.group()), text)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece): a whole passage, or, of one longer than LONGEST, parts cut at a blank."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _moved(labels: list[Label], offset: int) -> list[Label]:
    return [replace(label, start=label.start + offset, end=label.end + offset) for label in labels]


def _best(pieces: list[list[Label]]) -> list[Label]:
    """Of each class the piece that shows it best, the earlier one where two are alike."""
    best: dict[str, Label] = {}
    for label in chain.from_iterable(pieces):
        known = best.get(label.class_name)
        if known is None or label.score > known.score:
            best[label.class_name] = label
    return [best[key] for key in codebook.finders() if key in best]


def _label(key: str, likely: float, hits: list[PhraseHit], doc: Doc, model: Model) -> Label:
    """The class with the sentence that shows it best."""
    words = cast(ReadPassage, doc.user_data["passage"]).words
    network: NetworkReading | None = doc.user_data["network"]
    if hits:
        start, end = _shown_by_phrases(hits, words)
    elif network and network.scores[model.classes.index(key)] > 0:
        start, end = _shown_by_network(model.classes.index(key), network, words)
    else:
        start, end = _shown_by_regression(key, words, model)
    inside = words.text[start:end]
    return Label(
        key,
        likely,
        start + len(inside) - len(inside.lstrip()),
        start + len(inside.rstrip()),
    )


def _shown_by_phrases(hits: list[PhraseHit], words: PassageWords) -> tuple[int, int]:
    """The sentence with most of the phrases that give the class, the first where two are alike."""
    by_sentence: dict[tuple[int, int], set[str]] = defaultdict(set)
    for hit in hits:
        phrase = " ".join(words.words[hit.start : hit.end])
        by_sentence[words.sentence_of(hit.start)].add(phrase)
    return max(by_sentence, key=lambda at: (len(by_sentence[at]), -at[0]))


def _shown_by_network(place: int, network: NetworkReading, words: PassageWords) -> tuple[int, int]:
    """The sentence that the network looked at most for the class in its `place`."""
    looked = np.bincount(words.sentence_numbers(network.of_word), network.attention[:, place])
    return words.sentence_numbered(int(looked.argmax()))


def _shown_by_regression(key: str, words: PassageWords, model: Model) -> tuple[int, int]:
    """The sentence whose words speak most for the class."""
    by_sentence: dict[tuple[int, int], list[str]] = defaultdict(list)
    for number, word in enumerate(words.words):
        by_sentence[words.sentence_of(number)].append(word)
    return max(by_sentence, key=lambda at: model.weight(key, runs(by_sentence[at])))
