"""Classes by the codebook's phrases alone: what `docs/accuracy.md` compares the trained parts with.

A hit counts unless another class explains it away (a definition, a finding), its subject is only named
in passing, or the passage is not on topic enough for the class.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

from enrich import codebook
from enrich.passage_words import PassageWords
from enrich.provision_features import OPENING_WORDS
from enrich.provision_phrases import PhraseHit, ReadPassage

Span = tuple[int, int]
RECURRENCES = 3  # a subject named so often is what the passage is about
# "shall", "must": a definition or finding that also orders something is more than words
_ORDERS = re.compile(r"\b(?:shall|must)\b")


def evidence(passage: ReadPassage) -> dict[str, list[PhraseHit]]:
    """Class to the hits that count for it, in the codebook's order; a class without is left out."""
    by_kind: dict[str, dict[str, list[PhraseHit]]] = {
        kind: defaultdict(list) for kind in codebook.KINDS
    }
    for hit in passage.hits:
        by_kind[hit.found.kind][hit.found.class_name].append(hit)
    by_class = by_kind["patterns"]
    explained, absorbed = _explained(passage, by_class)
    found = {}
    for key, finder in codebook.finders().items():
        if by_kind["void"][key] or (
            finder.needs and finder.needs.isdisjoint(passage.words.distinct)
        ):
            continue
        voided = {passage.words.sentence_of(hit.start) for hit in by_kind["unless"][key]}
        opening = [hit for hit in by_kind["opening"][key] if hit.start < OPENING_WORDS]
        hits = [
            hit
            for hit in by_class[key] + opening + by_kind["weak"][key] + by_kind["subjects"][key]
            if (sentence := passage.words.sentence_of(hit.start)) not in voided
            and not explained.get(sentence, frozenset()) - {key}
            and not any(
                owner != key and start <= sentence[0] < end for owner, start, end in absorbed
            )
        ]
        hits = _counting(passage, hits)
        if hits and finder.topic_points:
            hits = hits if passage.words.topic_points >= finder.topic_points else []
        if hits:
            found[key] = hits
    return found


def _counting(passage: ReadPassage, hits: list[PhraseHit]) -> list[PhraseHit]:
    """Those that are enough: of the weak ones two that differ, of the subjects the telling ones."""
    sure = [hit for hit in hits if hit.found.kind in ("patterns", "opening")]
    weak = [hit for hit in hits if hit.found.kind == "weak"]
    different = {
        (passage.words.sentence_of(hit.start), *passage.words.words[hit.start : hit.end])
        for hit in weak
    }
    if sure or len(different) > 1:
        sure += weak
    return sure + _telling([hit for hit in hits if hit.found.kind == "subjects"])


def _telling(hits: list[PhraseHit]) -> list[PhraseHit]:
    """Mentions of a subject that opens the passage or keeps coming back; none overlapping."""
    distinct: list[PhraseHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not distinct or hit.start >= distinct[-1].end:
            distinct.append(hit)
    if len(distinct) >= RECURRENCES:
        return distinct
    return [hit for hit in distinct if hit.start < OPENING_WORDS]


def _explained(
    passage: ReadPassage, hits: Mapping[str, list[PhraseHit]]
) -> tuple[dict[Span, set[str]], list[tuple[str, int, int]]]:
    """Where a name is only defined or deplored: sentences with the classes that say so, and longer
    stretches as (class, start, end).
    """
    words = passage.words
    sentences: dict[Span, set[str]] = defaultdict(set)
    stretches = []
    for key, finder in codebook.finders().items():
        if finder.absorbs is None:
            continue
        opening = [hit for hit in hits[key] if hit.start < OPENING_WORDS]
        if finder.absorbs == "passage" and opening:
            start, end = words.sentence_of(opening[0].start)
            stretches.append((key, start, _next_order(words, end)))
        for start, end in {words.sentence_of(hit.start) for hit in hits[key]}:
            if not _ORDERS.search(words.text, start, end):
                sentences[start, end].add(key)
    return sentences, stretches


def _next_order(words: PassageWords, position: int) -> int:
    """Where findings end: at the first full sentence behind them that orders something."""
    while position < len(words.text):
        start, end = words.sentence(position)
        if words.text[max(0, start - 9) : start].rstrip().endswith(".") and _ORDERS.search(
            words.text, start, end
        ):
            return start
        position = max(end, position + 1)
    return position
