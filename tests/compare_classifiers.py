"""Ways to label provisions, trained on our passages and compared on passages that people coded.

``python -m tests.compare_classifiers --passages P.jsonl --labels L.jsonl`` prints the table of
docs/accuracy.md. Needs `.[bench]`. Thresholds of every way are chosen on our own passages, by folds;
the interval is of 2,000 draws of whole jurisdictions, since passages of one place are alike.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import spacy
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from spacy.training import Example

from enrich import phrase_rules, provision_network, train
from enrich.label import Labeller
from legislation import codebook, jsonlines
from tests.conftest import ROOT

OWN = ROOT / "data" / "annotations" / "train"
CLASSES = list(codebook.classes())
LEAST_SUPPORT = 5  # of the classes that macro-F1 averages
Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


def coded(labels: Sequence[frozenset[str]]) -> Truth:
    return np.array([[key in one for key in CLASSES] for one in labels])


def thresholds(likely: Scores, truth: Truth) -> Scores:
    """For each class the probability at which F1 is best, smoothed over its neighbours."""
    steps = np.linspace(0.1, 0.8, 71)
    best = []
    for given, true in zip(likely.T, truth.T, strict=True):
        f1 = [
            2 * (true & (given >= at)).sum() / max(1, true.sum() + (given >= at).sum())
            for at in steps
        ]
        smooth = np.convolve(np.pad(f1, 3, mode="edge"), np.ones(7) / 7, mode="valid")
        best.append(steps[int(np.argmax(smooth))])
    return np.array(best)


def regression(own: csr_matrix, truth: Truth, other: csr_matrix, groups: list[str]) -> Truth:
    """Logistic regressions of a feature matrix; returns the classes given to `other`."""

    def fitted(matrix: csr_matrix, labels: Truth, unseen: csr_matrix) -> Scores:
        columns = [
            LogisticRegression(
                C=10, class_weight="balanced", solver="liblinear", dual=True, max_iter=1000
            )
            .fit(matrix, column)
            .predict_proba(unseen)[:, 1]
            for column in labels.T
        ]
        return np.column_stack(columns)

    outside = np.zeros(truth.shape)
    for seen, unseen in GroupKFold(4).split(own, groups=groups):
        outside[unseen] = fitted(own[seen], truth[seen], own[unseen])
    return fitted(own, truth, other) >= thresholds(outside, truth)


def embedded(texts: Sequence[str]) -> Scores:
    """Each text as the mean of static word vectors that the package wordllama carries."""
    import wordllama
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(wordllama.__file__).parent
    tokenizer = Tokenizer.from_file(str(next(folder.glob("tokenizers/*.json"))))
    tokenizer.no_truncation()
    (vectors,) = load_file(str(next(folder.glob("weights/*.safetensors")))).values()
    rows = []
    for text in texts:
        mean = vectors[tokenizer.encode(text, add_special_tokens=False).ids].mean(axis=0)
        rows.append(mean / np.linalg.norm(mean))
    return np.array(rows, dtype=float)


def textcat(
    own: Sequence[str], truth: Truth, other: Sequence[str], architecture: str, epochs: int
) -> Truth:
    """spaCy's multilabel text classifier, trained on four fifths; the rest chooses thresholds."""
    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe(
        "textcat_multilabel",
        config={
            "model": {"@architectures": architecture}
            | (
                {"exclusive_classes": False, "ngram_size": 2, "no_output_layer": False}
                if "BOW" in architecture
                else {
                    "tok2vec": {
                        "@architectures": "spacy.HashEmbedCNN.v2",
                        "pretrained_vectors": None,
                        "width": 96,
                        "depth": 2,
                        "embed_size": 2000,
                        "window_size": 1,
                        "maxout_pieces": 3,
                        "subword_features": True,
                    },
                    "exclusive_classes": False,
                }
            )
        },
    )
    examples = [
        Example.from_dict(
            nlp.make_doc(text),
            {"cats": {key: float(one) for key, one in zip(CLASSES, row, strict=True)}},
        )
        for text, row in zip(own, truth, strict=True)
    ]
    held = set(range(0, len(own), 5))
    learned = [one for number, one in enumerate(examples) if number not in held]
    optimizer = nlp.initialize(lambda: learned)
    shuffled = random.Random(1)
    for _ in range(epochs):
        shuffled.shuffle(learned)
        for start in range(0, len(learned), 32):
            nlp.update(learned[start : start + 32], sgd=optimizer, drop=0.2)

    def likely(texts: Sequence[str]) -> Scores:
        return np.array([[doc.cats[key] for key in CLASSES] for doc in nlp.pipe(texts)])

    rest = sorted(held)
    return likely(other) >= thresholds(likely([own[n] for n in rest]), truth[rest])


def ways(own: list[train.Passage], other: list[str]) -> Iterator[tuple[str, Truth]]:
    truth = coded([one.labels for one in own])
    texts, groups = [one.text for one in own], [one.group for one in own]
    ruled = [frozenset(phrase_rules.evidence(passage)) for passage in train.read(other)]
    yield "the codebook's phrases alone", coded(ruled)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    of_words, of_other_words = words.fit_transform(texts), words.transform(other)
    yield "TF-IDF and logistic regression", regression(of_words, truth, of_other_words, groups)
    for name, architecture, epochs in (
        ("spaCy textcat, bag of words", "spacy.TextCatBOW.v3", 15),
        ("spaCy textcat, CNN", "spacy.TextCatCNN.v2", 15),
    ):
        yield name, textcat(texts, truth, other, architecture, epochs)
    vectors, other_vectors = csr_matrix(embedded(texts)), csr_matrix(embedded(other))
    yield (
        "static vectors (wordllama) and logistic regression",
        regression(vectors, truth, other_vectors, groups),
    )
    yield (
        "TF-IDF, static vectors and logistic regression",
        regression(
            hstack([of_words, vectors]).tocsr(),
            truth,
            hstack([of_other_words, other_vectors]).tocsr(),
            groups,
        ),
    )
    network = provision_network.Network()
    scores = [network.read(passage.words.words) for passage in train.read(other)]
    yield (
        "the network alone, on every passage",
        np.array([one.scores > 0 if one else [False] * len(CLASSES) for one in scores]),
    )
    labelled = Labeller().label_many(other)
    found = [frozenset(one.class_name for one in labels) for labels in labelled]
    yield "phrases, regressions and network (what ships)", coded(found)


def f1(truth: Truth, found: Truth) -> tuple[float, float]:
    """Micro-F1, and macro-F1 over the classes with LEAST_SUPPORT positives."""
    both, given, support = (truth & found).sum(0), found.sum(0), truth.sum(0)
    each = 2 * both / np.maximum(given + support, 1)
    micro = 2 * both.sum() / max(given.sum() + support.sum(), 1)
    return float(micro), float(each[support >= LEAST_SUPPORT].mean())


def interval(truth: Truth, found: Truth, places: list[str]) -> tuple[float, float]:
    """The middle 95 % of micro-F1 over draws of whole places."""
    drawn = random.Random(7)
    names = sorted(set(places))
    rows = {name: [n for n, place in enumerate(places) if place == name] for name in names}
    seen = []
    for _ in range(2000):
        chosen = [n for name in drawn.choices(names, k=len(names)) for n in rows[name]]
        seen.append(f1(truth[chosen], found[chosen])[0])
    return float(np.percentile(seen, 2.5)), float(np.percentile(seen, 97.5))


@click.command()
@click.option("--passages", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--labels", type=click.Path(exists=True, path_type=Path), required=True)
def main(passages: Path, labels: Path) -> None:
    """Prints each way's micro-F1 with its interval, and macro-F1."""
    gold = {row["id"]: frozenset(row["labels"]) for row in jsonlines.read(labels)}
    rows = [row for row in jsonlines.read(passages) if row["id"] in gold]
    truth = coded([gold[row["id"]] for row in rows])
    places = [row["jurisdiction"] for row in rows]
    click.echo("| way | micro-F1 | 95 % by jurisdiction | macro-F1 |\n|---|---|---|---|")
    for name, found in ways(train.passages(OWN), [row["text"] for row in rows]):
        micro, macro = f1(truth, found)
        low, high = interval(truth, found, places)
        click.echo(f"| {name} | {micro:.3f} | {low:.2f}–{high:.2f} | {macro:.3f} |")


if __name__ == "__main__":
    main(prog_name="python -m tests.compare_classifiers")
