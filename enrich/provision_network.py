"""The part of the pipeline that reads a provision's words in their order, as phrases cannot: a small
transformer, which `enrich.network_training` makes and `provision_network.onnx` holds with its words.

It reads what is left of a passage's opening when articles, "of" and punctuation are taken out, since its
cost grows with every word; each passage is read by itself, so that it scores the same in any company.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from enrich import codebook as phrases_of_classes
from enrich.passage_words import PassageWords
from enrich.provision_features import plain
from enrich.provision_phrases import ReadPassage
from legislation import codebook

PATH = Path(__file__).with_name("provision_network.onnx")
MOST_PIECES = 126  # of a passage: reading on costs more than it finds (docs/accuracy.md)
FRAME = ("[CLS]", "[SEP]")
UNKNOWN = "[UNK]"
SKIPPED = frozenset("the a an of , ; : . ( ) [ ] / - ‑ – — … § ¶ \" “ ” ' ‘ ’".split())
_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")  # "co-responder" is read in three
Floats = NDArray[np.float32]


class Pieces(NamedTuple):
    """Pieces of words by number in the vocabulary, and the word of the passage that each belongs to."""

    ids: list[int]
    of_word: list[int]


class PieceReader:
    """Words to pieces of a vocabulary, the longest that fit (WordPiece, Wu et al. 2016), without what
    the network skips.
    """

    _MOST = 200_000
    _LONGEST = 40  # a longer "word" is noise

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbered = {piece: number for number, piece in enumerate(vocabulary)}
        self.first, self.last = (self._numbered[mark] for mark in FRAME)
        self._known: dict[str, tuple[int, ...]] = {}

    def read(self, words: Iterable[str], most: int) -> Pieces:
        """The first `most` pieces of a passage's words."""
        found = Pieces([], [])
        for number, word in enumerate(words):
            ids = self._known.get(word)
            if ids is None:
                ids = self._pieces_of(word)
            found.ids.extend(ids)
            found.of_word.extend([number] * len(ids))
            if len(found.ids) >= most:
                return Pieces(found.ids[:most], found.of_word[:most])
        return found

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        if len(self._known) > self._MOST:  # numbers and OCR noise must not fill the memory
            self._known.clear()
        parts = [] if word in SKIPPED else _PARTS.findall(plain(word))
        ids = tuple(
            id_ for part in parts if part not in SKIPPED for id_ in self._longest_pieces(part)
        )
        return self._known.setdefault(word, ids)

    def _longest_pieces(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part[: self._LONGEST]):
            before = "##" if start else ""
            for end in range(min(len(part), self._LONGEST), start, -1):
                number = self._numbered.get(before + part[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self._numbered[UNKNOWN]]
        return found


class NetworkReading(NamedTuple):
    """scores: of each class (k), as log-odds. attention (pieces, k): how much each piece had to do with
    a class's score; of_word: the word that each piece belongs to."""

    scores: Floats
    attention: Floats
    of_word: list[int]


class Network:
    """The network that ships. Raises FileNotFoundError where it is missing, ValueError where the codebook
    has other classes than it learned.
    """

    def __init__(self, path: Path = PATH) -> None:
        import onnxruntime  # a third of a second that passages off the topic need not wait for

        if not path.exists():
            raise FileNotFoundError(f"{path.name} is not there; train it with `make model`.")
        options = onnxruntime.SessionOptions()
        # bills are shared among processes, not words among threads
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        about = self._session.get_modelmeta().custom_metadata_map
        self.classes = tuple(about["classes"].split("\n"))
        if self.classes != tuple(codebook.classes()):
            raise ValueError(
                f"{path.name} knows other classes than the codebook; train it with `make model`."
            )
        self.learned_from = about["learned_from"]
        self._pieces = PieceReader(about["vocabulary"].split("\n"))

    def read(self, words: Sequence[str]) -> NetworkReading | None:
        """What it makes of a passage's first words. None where nothing is left to read."""
        ids, of_word = self._pieces.read(words, MOST_PIECES)
        if not ids:
            return None
        framed = np.array([[self._pieces.first, *ids, self._pieces.last]], dtype=np.int64)
        scores, attention = self._session.run(None, {"pieces": framed})
        return NetworkReading(scores[0], attention[0, 1:-1], of_word)


def touches_topic(words: PassageWords) -> bool:
    """Is it worth reading? Most classes are given on topic alone, and reading has its price."""
    return not words.distinct.isdisjoint(phrases_of_classes.sets()["touches_topic"])


@Language.factory("provision_network")
def create_provision_network(nlp: Language, name: str) -> "ProvisionNetwork":
    """The component with the network that ships."""
    return ProvisionNetwork()


class ProvisionNetwork:
    """Keeps what the network reads of a passage that touches the topic in `doc.user_data["network"]`."""

    @cached_property
    def _network(self) -> Network:
        return Network()

    def __call__(self, doc: Doc) -> Doc:
        words = cast(ReadPassage, doc.user_data["passage"]).words
        doc.user_data["network"] = self._network.read(words.words) if touches_topic(words) else None
        return doc
