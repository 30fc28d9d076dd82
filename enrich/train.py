"""Fits `provision_model.npz` on our own passages: ``make model``. The same files give the same model.

Needs scikit-learn, which reading bills does not. What a probability means is told by passages that the
regressions were not fitted on (cross-validation by folds), and of the network by those that it never saw.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from enrich import phrase_rules, provision_model, provision_network, provision_phrases
from enrich.provision_features import features
from enrich.provision_model import Model
from legislation import codebook, jsonlines, store

CONFIG = Path(__file__).with_name("configs") / "provision_model.yml"
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_HELD_OUT = 10  # one group in so many is for the calibration of what the network says


@dataclass(frozen=True)
class Passage:
    """A passage of the training set; those of one group are never on both sides of a fold."""

    text: str
    labels: frozenset[str]
    group: str


def passages(folder: Path) -> list[Passage]:
    """All of `*.jsonl` in a folder. Raises ValueError for a class that the codebook lacks."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in jsonlines.read(path):
            if unknown := set(row["labels"]) - codebook.classes().keys():
                raise ValueError(
                    f"{path.name}: {row['id']} has the class {sorted(unknown)[0]!r}; use a key of "
                    f"legislation/codebook.yml."
                )
            # "3-017a" and "3-017b" are a pair
            found.append(Passage(row["text"], frozenset(row["labels"]), row["id"].rstrip("ab")))
    return found


def corrected(data: Path) -> list[Passage]:
    """The provisions of a database of which persons corrected a label, with all that now stands."""
    database = store.open_database(store.database_path(data))
    rows = database.execute(
        "SELECT p.provision_id, p.text, coalesce(json_group_array(l.class) FILTER (WHERE l.class IS "
        "NOT NULL), '[]') FROM provisions p LEFT JOIN current_labels l USING (provision_id) "
        "WHERE p.provision_id IN (SELECT provision_id FROM labels WHERE method = 'curated') "
        "GROUP BY p.provision_id ORDER BY p.provision_id"
    )
    return [
        Passage(text, frozenset(json.loads(classes)), provision_id)
        for provision_id, text, classes in rows
    ]


def held_out(found: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """The passages that the network learns from, and those that it must not see."""
    seen: list[Passage] = []
    unseen: list[Passage] = []
    for passage in found:
        (unseen if is_held_out(passage) else seen).append(passage)
    return seen, unseen


def is_held_out(passage: Passage) -> bool:
    """By its group alone, so that what is held out stays so when passages are added."""
    return int(hashlib.sha256(passage.group.encode()).hexdigest(), 16) % _HELD_OUT == 0


def digest(found: Sequence[Passage]) -> str:
    """Changes when a passage or a label does."""
    rows = [[one.group, one.text, sorted(one.labels)] for one in found]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def train(learned_from: Sequence[Passage], settings: dict[str, Any]) -> Model:
    """The model of these passages, beside the network that ships; `settings` as in
    `configs/provision_model.yml`. Raises ValueError where too few passages are held out."""
    classes = tuple(codebook.classes())
    truth = np.array([[key in one.labels for key in classes] for one in learned_from])
    counted = _Counted(learned_from, settings)
    outside, ruled = _outside_scores(counted, truth, learned_from, settings)
    by_network = _network_scores(counted, learned_from)
    read = ~np.isnan(by_network).any(axis=1)
    if not read.any():
        raise ValueError("No passage held out touches the topic; train on more passages.")
    calibration = np.vstack(
        [
            _calibration(outside, ruled, np.zeros_like(outside), truth),
            _calibration(outside[read], ruled[read], by_network[read], truth[read]),
        ]
    )
    coefficients, intercepts = _fit(counted.matrix, truth, settings)
    words = len(counted.words)
    of_words, of_marks = coefficients.T[:words], coefficients.T[words:]
    keep = np.abs(of_words).max(axis=1) * counted.rarity >= settings["smallest_weight"]
    single = np.float32
    return Model(
        classes=classes,
        words=tuple(word for word, kept in zip(counted.words, keep, strict=True) if kept),
        marks=tuple(counted.marks),
        rarity=counted.rarity[keep].astype(single),
        word_weights=of_words[keep].astype(single),
        mark_weights=(of_marks * settings["mark_weight"]).astype(single),
        intercepts=intercepts.astype(single),
        calibration=calibration.astype(single),
        thresholds=np.array(
            [settings["thresholds"].get(key, settings["threshold"]) for key in classes], single
        ),
    )


class _Counted:
    """The passages' features as a matrix: words by tf-idf at length one, then marks by a constant."""

    def __init__(self, learned_from: Sequence[Passage], settings: dict[str, Any]) -> None:
        self.read = list(read(one.text for one in learned_from))
        found, self.rules = [], []
        for passage in self.read:
            ruled = frozenset(phrase_rules.evidence(passage))
            found.append(features(passage, ruled))
            self.rules.append(ruled)
        least = settings["least_passages"]
        words = TfidfVectorizer(analyzer=sorted, min_df=least, binary=True, dtype=np.float64)
        of_words = words.fit_transform(one.words for one in found)
        marks = CountVectorizer(analyzer=sorted, min_df=least, binary=True, dtype=np.float64)
        of_marks = marks.fit_transform(one.marks for one in found)
        self.words: list[str] = words.get_feature_names_out().tolist()
        self.marks: list[str] = marks.get_feature_names_out().tolist()
        self.rarity: Floats = words.idf_
        self.matrix = hstack([of_words, of_marks * settings["mark_weight"]]).tocsr()


def read(texts: Iterable[str]) -> Iterator[provision_phrases.ReadPassage]:
    """The words and phrase hits of passages."""
    nlp = spacy.blank("en")
    nlp.add_pipe("provision_phrases")
    for doc in nlp.pipe(texts, batch_size=64):
        yield doc.user_data["passage"]


def _fit(matrix: csr_matrix, truth: Bools, settings: dict[str, Any]) -> tuple[Floats, Floats]:
    """Coefficients (classes × features) and intercepts (classes) of one regression a class."""
    fitted = [
        LogisticRegression(
            C=settings["inverse_regularization"],
            class_weight="balanced",
            solver="liblinear",
            dual=True,  # far fewer passages than features
            max_iter=1000,
            random_state=settings["seed"],
        ).fit(matrix, column)
        for column in truth.T
    ]
    return (
        np.vstack([one.coef_[0] for one in fitted]),
        np.array([one.intercept_[0] for one in fitted]),
    )


def _outside_scores(
    counted: _Counted, truth: Bools, learned_from: Sequence[Passage], settings: dict[str, Any]
) -> tuple[Floats, Floats]:
    """Scores of each passage by regressions that did not see it, and what the phrases say of it."""
    scores = np.zeros(truth.shape)
    groups = [one.group for one in learned_from]
    folds = GroupKFold(settings["folds"], shuffle=True, random_state=settings["seed"])
    for seen, unseen in folds.split(counted.matrix, groups=groups):
        coefficients, intercepts = _fit(counted.matrix[seen], truth[seen], settings)
        scores[unseen] = counted.matrix[unseen] @ coefficients.T + intercepts
    ruled = np.array(
        [[key in rules for key in codebook.classes()] for rules in counted.rules], dtype=float
    )
    return scores, ruled


def _network_scores(counted: _Counted, learned_from: Sequence[Passage]) -> Floats:
    """The network's scores of the passages held out that touch the topic; rows of the others are NaN."""
    network = provision_network.Network()
    scores = np.full((len(learned_from), len(codebook.classes())), np.nan)
    for number, (passage, read) in enumerate(zip(learned_from, counted.read, strict=True)):
        if is_held_out(passage) and provision_network.touches_topic(read.words):
            found = network.read(read.words.words)
            if found is not None:
                scores[number] = found.scores
    return scores


def _calibration(scores: Floats, ruled: Floats, by_network: Floats, truth: Bools) -> Floats:
    """What makes scores a probability (Platt 1999): weights of the regression's score, of the phrases,
    of both together, of the network's score, and a shift. One for all classes: few of them have
    passages enough for their own.
    """
    of = [scores, ruled, scores * ruled, by_network]
    fitted = LogisticRegression(C=100.0).fit(
        np.column_stack([column.ravel() for column in of]), truth.ravel()
    )
    return np.append(fitted.coef_[0], fitted.intercept_[0])


def settings() -> dict[str, Any]:
    return dict(yaml.safe_load(CONFIG.read_text("utf-8")))


def main(folder: Path, data: Path | None = None, target: Path = provision_model.PATH) -> str:
    """Trains on a folder's passages, with `data` also on the corrected provisions of its database,
    and writes the model; returns what it was trained on, for people."""
    learned_from = passages(folder)
    if data is not None:
        learned_from += corrected(data)
    model = train(learned_from, settings())
    model.save(target)
    return (
        f"trained on {len(learned_from)} passages, "
        f"{sum(len(one.labels) for one in learned_from)} labels; {len(model.words)} words kept "
        f"in {target.name}, {target.stat().st_size / 1e6:.1f} MB"
    )
