"""Fits `relevance_model.yml` on labelled bills: ``python -m enrich train-relevance``.

The labelled bills are rows of numbers, {"place", "bill", "label", "part", "asked", the features by
name}, never texts; the same rows give the same model. `part` is "bill", or "title" for its title
alone, which teaches the model to judge a bill whose text was not published; only whole bills are
measured. Needs scikit-learn, which reading bills does not.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from enrich import relevance
from enrich.evaluate_relevance import BY_TEXT, CORE, ON_TOPIC
from enrich.relevance import Model
from enrich.relevance_features import features, read, settings
from legislation import jsonlines

ROWS = Path("data") / "annotations" / "relevance" / "features.jsonl"
_TOLD = ("place", "bill", "label", "part", "asked")
_DIGITS = 5
Row = dict[str, Any]
Floats = NDArray[np.float64]


class Measured(NamedTuple):
    """Shares of bills, by models that were not fitted on the place they judge."""

    core_recall: float
    precision: float
    on_topic_recall: float


@dataclass(frozen=True)
class Trained:
    model: Model
    out_of_place: Measured


def rows_of(place: str, bill: str, label: str, title: str, text: str) -> list[Row]:
    """A bill's lines of `features.jsonl`; `asked` is false where no model is asked."""
    parts = {"bill": read(title, text)}
    bare = read(title.partition("\n")[0], "")
    # Of a bill labelled for its text alone the title tells nothing.
    if text and bare.is_telling and label not in BY_TEXT:
        parts["title"] = bare
    rows = []
    for part, reading in parts.items():
        told = {"place": place, "bill": bill, "label": label, "part": part}
        numbers = {name: round(number, _DIGITS) for name, number in features(reading).items()}
        rows.append({**told, "asked": reading.is_telling, **numbers})
    return rows


def train(rows: Sequence[Row]) -> Trained:
    """Raises ValueError if no threshold is as good as the settings ask for."""
    names = [name for name in rows[0] if name not in _TOLD]
    numbers = np.array([[one[name] for name in names] for one in rows])
    places = np.array([one["place"] for one in rows])
    asked = np.array([one["asked"] for one in rows])
    on_topic = np.array([one["label"] in ON_TOPIC for one in rows])
    core = np.array([one["label"] == CORE for one in rows])
    scores = np.zeros(len(rows))
    for place in sorted(set(places[asked])):
        here, elsewhere = asked & (places == place), asked & (places != place)
        weights, intercept = _fit(numbers[elsewhere], on_topic[elsewhere])
        scores[here] = 1 / (1 + np.exp(-numbers[here] @ weights - intercept))
    whole = np.array([one["part"] == "bill" for one in rows])
    threshold, measured = _threshold(scores[whole], on_topic[whole], core[whole])
    weights, intercept = _fit(numbers[asked], on_topic[asked])
    by_name = dict(zip(names, weights.round(_DIGITS).tolist(), strict=True))
    model = Model(round(intercept, _DIGITS), by_name, round(threshold, _DIGITS))
    return Trained(model, measured)


def _fit(numbers: Floats, on_topic: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Weights of the numbers as they are, fitted on numbers brought to one spread."""
    middle, spread = numbers.mean(axis=0), numbers.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = LogisticRegression(C=settings()["inverse_regularization"], max_iter=2000, tol=1e-8)
    fitted.fit((numbers - middle) / spread, on_topic)
    weights = fitted.coef_[0] / spread
    return weights, float(fitted.intercept_[0] - weights @ middle)


def _threshold(
    scores: Floats, on_topic: NDArray[np.bool_], core: NDArray[np.bool_]
) -> tuple[float, Measured]:
    """The lowest with the recall and precision asked for, since it keeps most bills."""
    for threshold in sorted(set(scores[scores > 0])):
        chosen = scores >= threshold
        right = (chosen & on_topic).sum()
        measured = Measured(
            float((chosen & core).sum() / core.sum()),
            float(right / chosen.sum()),
            float(right / on_topic.sum()),
        )
        is_found = measured.core_recall >= settings()["core_recall"]
        if is_found and measured.precision >= settings()["precision"]:
            # halfway to the next lower bill, which is already too many
            return float((threshold + scores[scores < threshold].max()) / 2), measured
    raise ValueError("No threshold has core_recall and precision of relevance.yml; lower one.")


def main(rows: Path = ROWS, target: Path = relevance.PATH) -> Trained:
    """Trains on a file of rows and writes the model."""
    trained = train(list(jsonlines.read(rows)))
    target.write_text(yaml.safe_dump(asdict(trained.model), sort_keys=False), "utf-8")
    return trained
