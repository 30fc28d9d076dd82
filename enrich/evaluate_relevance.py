"""Accuracy of the relevance decision against bills that carry a label."""

from collections.abc import Iterable

from enrich import relevance
from enrich.evaluate import Report, score_of

CORE = "A"  # the topic in the title or summary
BY_TEXT = frozenset({"B+", "B"})  # at least four times in the text
ON_TOPIC = BY_TEXT | {CORE}


def evaluate(bills: Iterable[tuple[str, str, str, str]]) -> Report:
    """Bills as (place, label, title, text). "relevant" scores all that are right to call so, "core"
    has the recall of core bills, with the precision of all that is called relevant."""
    items, places = 0, set()
    true = found = right = core = core_found = 0
    for place, label, title, text in bills:
        items += 1
        places.add(place)
        is_relevant = relevance.relevance(title, text).relevant
        found += is_relevant
        true += label in ON_TOPIC
        right += is_relevant and label in ON_TOPIC
        core += label == CORE
        core_found += is_relevant and label == CORE
    overall = score_of(right, found, true)
    precision, recall = overall["precision"], core_found / max(core, 1)
    of_core = {
        "precision": precision,
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "support": core,
        "found": core_found,
    }
    return {
        "task": "relevance",
        "items": items,
        "groups": len(places),
        "method": relevance.METHOD,
        "method_version": relevance.METHOD_VERSION,
        "scores": [{"name": "core", **of_core}, {"name": "relevant", **overall}],
        "micro": overall,
    }
