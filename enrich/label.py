"""First labels: which classes a provision operatively does, found by the codebook's patterns.

One spaCy pipeline: a blank English tokenizer and one component that matches all classes at once.
A class counts where its evidence survives three questions: is the passage on topic (for the
classes that only exist there), is the sentence a definition or a finding that merely names the
thing, and is a bare name the subject of the passage or just passing by.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

from enrich import codebook
from legislation import topics

METHOD = "patterns"
METHOD_VERSION = "1"

OPENING_TOKENS = 30  # a subject named here is what the passage is about
RECURRENCES = 3  # and so is one named this often
LONGEST = 1_000_000  # characters that spaCy reads at once; a provision is far shorter
# The share of labels with so many distinct pieces of evidence that the coders gave too, rounded
# (0.5, 0.7, 0.8, 0.9 on 201 passages). The phrases were revised while looking at scores on the
# same passages, so unseen text will do somewhat worse.
SCORES = (0.0, 0.5, 0.7, 0.8, 0.9)
# ". The", "; (b)", a blank line: where one sentence of a statute ends and the next begins, not "v. Ohio"
_SENTENCE_END = re.compile(
    r"(?<=[.;:])(?<! v\.)(?<!\bNo\.)(?<!\bSec\.)(?<!\bStat\.)\s+(?=[A-Z(\"“‘\[\d])|\n\s*\n"
)
# "shall", "must": a definition or finding that also orders something is more than words
_ORDERS = re.compile(r"\b(?:shall|must)\b")
# a scanned page's encoded bytes, a ruled line: nothing a tokenizer should take letter by letter
_NO_WORD = re.compile(r"\S{120,}")


@dataclass(frozen=True)
class Label:
    """One class of a passage; `text[start:end]` is the sentence that shows it best."""

    class_name: str
    score: float
    start: int
    end: int


@Language.factory("provision_classes")
def create_provision_classes(nlp: Language, name: str) -> "ProvisionClasses":
    """The matcher component over every class of the codebook."""
    return ProvisionClasses(nlp)


class ProvisionClasses:
    """Writes every hit to `doc.spans["classes"]`, labelled `class` or `class?` for a subject.

    A passage holds the words of about one pattern in eighty. Each pattern is a Matcher of its own
    and runs only where all its words stand, which is several times faster than one big Matcher.
    """

    def __init__(self, nlp: Language) -> None:
        self._patterns: list[tuple[list[frozenset[str]], Matcher]] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for finder in codebook.finders().values():
            for suffix, phrases in (("", finder.patterns), ("?", finder.subjects)):
                for phrase in phrases:
                    for pattern in codebook.compiled(phrase, nlp):
                        self._add(nlp, finder.key + suffix, pattern)

    def _add(self, nlp: Language, label: str, pattern: codebook.Pattern) -> None:
        matcher = Matcher(nlp.vocab)
        matcher.add(label, [pattern])
        needed = sorted(codebook.needed(pattern), key=len)
        for word in needed[0]:
            self._by_word[word].append(len(self._patterns))
        self._patterns.append((needed[1:], matcher))

    def __call__(self, doc: Doc) -> Doc:
        words = {token.lower_ for token in doc}
        possible = {number for word in words for number in self._by_word.get(word, ())}
        spans: list[Span] = []
        for number in sorted(possible):
            needed, matcher = self._patterns[number]
            if all(not each.isdisjoint(words) for each in needed):
                spans += matcher(doc, as_spans=True)
        doc.spans["classes"] = spans
        return doc


class Labeller:
    """Passages in, labels out. Loading takes a quarter of a second; share one."""

    def __init__(self) -> None:
        self.nlp = spacy.blank("en")
        self.nlp.add_pipe("provision_classes")

    def label(self, text: str) -> list[Label]:
        """Labels of one passage in the codebook's order; `[]` where it does none of the classes."""
        return next(self.label_many([text]))

    def label_many(self, texts: Iterable[str]) -> Iterator[list[Label]]:
        """Labels of each passage, in order, many at a time."""
        pieces = (
            (piece, (number, offset))
            for number, text in enumerate(texts)
            for offset, piece in _pieces(_readable(text))
        )
        read = self.nlp.pipe(pieces, as_tuples=True, batch_size=64)
        for _, passage in groupby(read, key=lambda pair: pair[1][0]):
            yield _best([_moved(_labels(doc), offset) for doc, (_, offset) in passage])


def _readable(text: str) -> str:
    """The text with endless "words" blanked, every offset as it was."""
    return _NO_WORD.sub(lambda match: " " * len(match.group()), text)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, piece): a whole passage, or, of one longer than LONGEST, parts cut at a blank."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _moved(labels: list[Label], offset: int) -> list[Label]:
    return [replace(label, start=label.start + offset, end=label.end + offset) for label in labels]


def _best(pieces: list[list[Label]]) -> list[Label]:
    """Of each class the piece that shows it best, the earlier one where two are alike."""
    best: dict[str, Label] = {}
    for label in chain.from_iterable(pieces):
        known = best.get(label.class_name)
        if known is None or label.score > known.score:
            best[label.class_name] = label
    return [best[key] for key in codebook.finders() if key in best]


def _labels(doc: Doc) -> list[Label]:
    text = doc.text
    hits: dict[str, list[Span]] = defaultdict(list)
    for span in doc.spans["classes"]:
        hits[span.label_].append(span)
    points = sum(found.weight for found in topics.mentions(text))
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    explained = _explained(hits, text, ends)
    words = {token.lower_ for token in doc}
    labels = []
    for key, finder in codebook.finders().items():
        if points < finder.topic_points or (finder.needs and finder.needs.isdisjoint(words)):
            continue
        evidence = hits[key] + _subjects(hits[key + "?"])
        evidence = [
            span
            for span in evidence
            if not any(
                owner != key and start <= span.start_char < end for owner, start, end in explained
            )
        ]
        if evidence:
            labels.append(_label(key, evidence, text, ends))
    return labels


def _subjects(spans: list[Span]) -> list[Span]:
    distinct = spacy.util.filter_spans(spans)
    if len(distinct) >= RECURRENCES:
        return distinct
    return [span for span in distinct if span.start < OPENING_TOKENS]


def _sentence(position: int, text: str, ends: list[int]) -> tuple[int, int]:
    number = bisect_right(ends, position)
    start = ends[number - 1] if number else 0
    end = ends[number] if number < len(ends) else len(text)
    return start, end


def _explained(
    hits: dict[str, list[Span]], text: str, ends: list[int]
) -> list[tuple[str, int, int]]:
    """Stretches in which a name is only defined or deplored: (class that says so, start, end)."""
    stretches = []
    for key, finder in codebook.finders().items():
        if finder.absorbs is None:
            continue
        for span in hits[key]:
            start, end = _sentence(span.start_char, text, ends)
            if finder.absorbs == "passage" and span.start < OPENING_TOKENS:
                stretches.append((key, start, len(text)))
                break
            if not _ORDERS.search(text, start, end):
                stretches.append((key, start, end))
    return stretches


def _label(key: str, evidence: list[Span], text: str, ends: list[int]) -> Label:
    """The sentence with most of the evidence, and a score that grows with distinct evidence."""
    by_sentence: dict[tuple[int, int], set[str]] = defaultdict(set)
    for span in evidence:
        by_sentence[_sentence(span.start_char, text, ends)].add(span.text.lower())
    (start, end), _ = max(by_sentence.items(), key=lambda item: (len(item[1]), -item[0][0]))
    distinct = set().union(*by_sentence.values())
    score = SCORES[min(len(distinct), len(SCORES) - 1)]
    inside = text[start:end]
    return Label(
        key,
        score,
        start + len(inside) - len(inside.lstrip()),
        start + len(inside.rstrip()),
    )
