"""The relevance claim: is a bill about crisis response, suicide prevention or 988, and why."""

from legislation import topics
from legislation.topics import Decision

METHOD = "topics"
METHOD_VERSION = "1"


def relevance(title: str, text: str) -> Decision:
    """Decision on one bill; title may carry the publisher's summary, text may be empty."""
    return topics.decide(title, text)
