"""How likely a passage takes each class, from its features and what the network read of it.

One logistic regression a class over the features of `provision_features`, fitted by `enrich.train`
and kept in `provision_model.npz`; here is only its arithmetic, in NumPy, so that reading bills needs
no training library. Words weigh by their rarity (tf-idf, each passage of length one), marks alike.
"""

import hashlib
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from enrich import phrase_rules
from enrich.provision_features import Features, features
from enrich.provision_network import NetworkReading
from enrich.provision_phrases import ReadPassage

PATH = Path(__file__).with_name("provision_model.npz")
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Model:
    """Classes (k), words (n) and marks (m) with their weights.

    rarity (n): what a word weighs before the passage is brought to length one. word_weights (n, k),
    mark_weights (m, k), intercepts (k): of the regressions. calibration (2, 5): what makes scores a
    probability (Platt 1999): weights of the regression's score, of whether the phrases alone give the
    class, of both together, of the network's score, and a shift; first for a passage that the network
    did not read. thresholds (k): the probability from which a class is given.
    """

    classes: tuple[str, ...]
    words: tuple[str, ...]
    marks: tuple[str, ...]
    rarity: Floats
    word_weights: Floats
    mark_weights: Floats
    intercepts: Floats
    calibration: Floats
    thresholds: Floats

    @cached_property
    def _word_at(self) -> dict[str, int]:
        return {word: at for at, word in enumerate(self.words)}

    @cached_property
    def _mark_at(self) -> dict[str, int]:
        return {mark: at for at, mark in enumerate(self.marks)}

    def scores(self, found: Features) -> Floats:
        """The regressions' scores of one passage (k)."""
        place = self._word_at
        # in order, since single-precision sums depend on it
        words = sorted(place[word] for word in found.words if word in place)
        marks = sorted(self._mark_at[mark] for mark in found.marks if mark in self._mark_at)
        rarity = self.rarity[words]
        length = float(np.sqrt(rarity @ rarity)) or 1.0
        score = self.intercepts + (rarity / length) @ self.word_weights[words]
        return np.asarray(score + self.mark_weights[marks].sum(axis=0), dtype=np.float32)

    def probabilities(
        self, found: Features, ruled: Container[str], by_network: Floats | None
    ) -> Floats:
        """How likely each class is (k); `ruled` are the classes that the phrases alone give."""
        by_rule = np.array([key in ruled for key in self.classes], dtype=np.float32)
        scores = self.scores(found)
        of_score, of_rule, of_both, of_network, shift = self.calibration[
            int(by_network is not None)
        ]
        margin = of_score * scores + of_rule * by_rule + of_both * scores * by_rule + shift
        if by_network is not None:
            margin += of_network * by_network
        return np.asarray(1 / (1 + np.exp(-margin)), dtype=np.float32)

    def weight(self, class_name: str, words: Iterable[str]) -> float:
        """How much these words speak for a class."""
        at = [self._word_at[word] for word in words if word in self._word_at]
        return float(self.rarity[at] @ self.word_weights[at, self.classes.index(class_name)])

    def save(self, path: Path) -> None:
        """Weights are kept in half precision: labels are the same, the file half as large."""
        kept: dict[str, Any] = {name: _packed(getattr(self, name)) for name in _NAMES}
        kept |= {name: getattr(self, name).astype(np.float16) for name in _HALVED}
        kept |= {name: getattr(self, name) for name in _WHOLE}
        np.savez_compressed(path, **kept)


_NAMES = ("classes", "words", "marks")
_HALVED = ("rarity", "word_weights", "mark_weights")
_WHOLE = ("intercepts", "calibration", "thresholds")


def _packed(names: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def digest(path: Path = PATH) -> str:
    """Changes when the model does: what was labelled by another must be labelled again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else ""


def load(path: Path = PATH) -> Model:
    """The model that ships. Raises FileNotFoundError: train one with `make model`."""
    if not path.exists():
        raise FileNotFoundError(f"{path.name} is not there; train it with `make model`.")
    with np.load(path, allow_pickle=False) as kept:
        fields: dict[str, Any] = {
            name: tuple(kept[name].tobytes().decode().split("\n")) for name in _NAMES
        }
        fields |= {name: kept[name].astype(np.float32) for name in _HALVED}
        return Model(**fields | {name: kept[name] for name in _WHOLE})


@Language.factory("provision_model")
def create_provision_model(nlp: Language, name: str) -> "ProvisionModel":
    """The component with the weights that ship."""
    return ProvisionModel(load())


class ProvisionModel:
    """Writes how likely each class is to `doc.cats`."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        passage: ReadPassage = doc.user_data["passage"]
        ruled = phrase_rules.evidence(passage)
        network: NetworkReading | None = doc.user_data["network"]
        likely = self.model.probabilities(
            features(passage, ruled), ruled, network.scores if network else None
        )
        doc.user_data["evidence"] = ruled
        doc.cats = dict(zip(self.model.classes, likely.tolist(), strict=True))
        return doc
