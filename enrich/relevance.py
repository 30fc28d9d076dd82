"""The relevance claim: is a bill about crisis response, suicide prevention or 988, and why.

A logistic regression over the numbers of `relevance_features`; its weights are in
`relevance_model.yml`, which `python -m enrich train-relevance` writes.
"""

from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import yaml

from enrich.relevance_features import Reading, features, read
from legislation import topics
from legislation.topics import Decision

METHOD = "relevance model"
METHOD_VERSION = "2"
PATH = Path(__file__).with_name("relevance_model.yml")
_IN_TITLE = "in the title"  # so end the names of the numbers that a title alone decides


@dataclass(frozen=True)
class Model:
    """Weights by the names of the numbers; a probability from `threshold` on is relevant."""

    intercept: float
    weights: dict[str, float]
    threshold: float

    def probability(self, numbers: dict[str, float]) -> float:
        total = sum(weight * numbers[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-self.intercept - total))


@cache
def model() -> Model:
    """The committed model. Raises OSError if it is missing: run `python -m enrich train-relevance`."""
    return Model(**yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


def relevance(title: str, text: str) -> Decision:
    """Decision on one bill; title may carry the publisher's summary, text may be empty.

    `score` is the probability that a bill with such numbers is on the topic; a bill without one
    telling mention has 0.
    """
    bill = read(title, text)
    if not bill.is_telling:
        return Decision(False, 0.0, ())
    numbers = features(bill)
    score = model().probability(numbers)
    return Decision(score >= model().threshold, round(score, 3), _reasons(bill, numbers))


def _reasons(bill: Reading, numbers: dict[str, float]) -> tuple[str, ...]:
    """What the title says and what the text says, first whichever weighs more."""
    weights = model().weights
    by_title = sum(weights[name] * numbers[name] for name in weights if name.endswith(_IN_TITLE))
    by_text = sum(weights[name] * numbers[name] for name in weights) - by_title
    in_title = topics.reasons_in_title(bill.title, bill.in_title)
    in_text = topics.reasons_in_text(bill.text, bill.in_text, bill.words)
    why = in_title + in_text if by_title >= by_text else in_text + in_title
    if numbers["budget or clean-up act"]:
        why.append(topics.THIN)
    return tuple(dict.fromkeys(why))
