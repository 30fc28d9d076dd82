"""The first part of the pipeline: which of the codebook's phrases stand in a passage."""

from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from enrich import codebook
from enrich.codebook.phrases import OPENING_OF_SENTENCE, PhraseFinder
from enrich.passage_words import PassageWords, WordReader


class ClassPhrase(NamedTuple):
    """A phrase of the codebook: of which class, and which of `codebook.KINDS` it is."""

    class_name: str
    kind: str
    phrase: str


class PhraseHit(NamedTuple):
    """Where a phrase stands: words `start` to `end` of the passage."""

    found: ClassPhrase
    start: int
    end: int


class ReadPassage(NamedTuple):
    """What the later parts and `label` go by; kept in `doc.user_data["passage"]`."""

    words: PassageWords
    hits: list[PhraseHit]


@Language.factory("provision_phrases")
def create_provision_phrases(nlp: Language, name: str) -> "ProvisionPhrases":
    """The component over every phrase of the codebook."""
    return ProvisionPhrases(nlp)


class ProvisionPhrases:
    """Reads a passage's words once and finds the phrases in them."""

    def __init__(self, nlp: Language) -> None:
        self.phrases = [
            ClassPhrase(finder.key, kind, phrase)
            for finder in codebook.finders().values()
            for kind, phrases in finder.phrases.items()
            for phrase in phrases
        ]

        def tokenize(word: str) -> list[str]:
            return [token.lower_ for token in nlp.make_doc(word)]

        self._finder = PhraseFinder(
            (each.phrase for each in self.phrases), codebook.sets(), tokenize
        )
        self._reader = WordReader()

    def __call__(self, doc: Doc) -> Doc:
        words = self._reader.read(doc)
        hits = [
            PhraseHit(self.phrases[hit.number], hit.start, hit.end)
            for hit in self._finder.hits(words.words)
            if not self._finder.phrases[hit.number].opens_sentence
            or words.place_in_sentence(hit.start) < OPENING_OF_SENTENCE
        ]
        doc.user_data["passage"] = ReadPassage(words, hits)
        return doc
