"""One version's text to its provisions with their labels and all that they state, as rows."""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property
from operator import itemgetter
from typing import Any

from enrich import extract, label, provision_model, provision_network, segment, text
from enrich.wording import wording
from legislation import ids
from legislation.quarantine import quarantine_row

Rows = dict[str, list[dict[str, Any]]]
METHOD_VERSIONS = (
    segment.METHOD_VERSION,
    label.METHOD_VERSION,
    provision_model.digest(),
    provision_model.digest(provision_network.PATH),
    extract.METHOD_VERSION,
)
# spaCy keeps every word it has seen; section numbers and OCR noise would fill the memory in time
MOST_WORDS = 500_000
# Rows of different kinds share a table, so each names all its columns.
_AMOUNT = {
    "unit": "",
    "period": "",
    "from_date": None,
    "to_date": None,
    "fiscal_year": "",
    "source": "",
    "purpose": "",
}
_BODY: dict[str, Any] = {"members": None, "appointed_by": []}
_FEES = {"set": "fee", "cap": "fee_cap", "floor": "fee_floor"}


def input_sha256(printed: text.PrintedText) -> str:
    """A digest of all that decides a version's provisions: its words, its marks, our methods."""
    what = [printed.text, printed.inserted, printed.deleted, METHOD_VERSIONS]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


class PassageReader:
    """Segments, labels and extracts. Its first text takes a moment more, to load; share one."""

    @cached_property
    def _labeller(self) -> label.Labeller:
        return label.Labeller()

    def rows(self, version_id: str, printed: text.PrintedText, run_id: str) -> Rows:
        """Rows by table. What is labelled and extracted is the text as amended: with what is
        inserted, without what is struck; evidence is told by offsets in the provision as printed.
        """
        if len(self._labeller.nlp.vocab.strings) > MOST_WORDS:
            del self._labeller
        found = segment.segment(printed.text)
        parts = [_part(printed, provision.start, provision.end) for provision in found]
        as_amended = [part.as_amended()[0] for part in parts]
        rows: Rows = {"provisions": [], "labels": []}
        readings = self._labeller.read_many(as_amended)
        for number, (provision, part, words, reading) in enumerate(
            zip(found, parts, as_amended, readings, strict=True), 1
        ):
            provision_id = ids.provision_id(version_id, number)
            rows["provisions"].append(
                {
                    "provision_id": provision_id,
                    "version_id": version_id,
                    "number": number,
                    "section_number": provision.section_number,
                    "heading": provision.heading,
                    "start": provision.start,
                    "end": provision.end,
                    "text": part.text,
                    "wording": wording(words),
                    **claim(segment.METHOD, segment.METHOD_VERSION, 1.0, run_id),
                }
            )
            rows["labels"] += [
                {
                    "provision_id": provision_id,
                    "class": one.class_name,
                    **_evidence(part, one.start, one.end),
                    **claim(label.METHOD, label.METHOD_VERSION, one.score, run_id),
                }
                for one in reading.labels
            ]
            if reading.refused and (words.strip() or not part.text.strip()):
                rows.setdefault("quarantine", []).append(put_aside(provision_id, reading.refused))
            places = Counter[str]()
            for table, stated in _stated(extract.extract(words)):
                places[table] += 1
                evidence = _evidence(part, stated.pop("start"), stated.pop("end"))
                rows.setdefault(table, []).append(
                    {"provision_id": provision_id, "number": places[table]}
                    | stated
                    | evidence
                    | claim(extract.METHOD, extract.METHOD_VERSION, 1.0, run_id)
                )
        return rows


def claim(method: str, version: str, score: float, run_id: str) -> dict[str, Any]:
    """The columns that every claim carries."""
    return {
        "method": method,
        "method_version": version,
        "score": round(score, 4),
        "run_id": run_id,
    }


def put_aside(subject: str, reason: str, url: str = "") -> dict[str, Any]:
    """A row that tells why a version or a provision was not read."""
    return quarantine_row("enrich", subject, reason, url, apart_by_url=True)


def _stated(found: extract.Extracted) -> Iterator[tuple[str, dict[str, Any]]]:
    """(table, its columns and the span) of everything a provision states."""
    for fee in found.fee_amounts:
        yield "provision_amounts", _AMOUNT | _columns(fee) | {"kind": _FEES[fee.kind]}
    for sum_ in found.appropriations:
        yield "provision_amounts", _AMOUNT | _columns(sum_) | {"kind": "appropriation"}
    for date in found.dates:
        yield "provision_dates", _columns(date)
    for role, bodies in (
        ("agency", found.agencies),
        ("fund", found.funds),
        ("advisory_body", found.advisory_bodies),
    ):
        for body in bodies:
            yield "provision_bodies", _BODY | _columns(body) | {"role": role}
    for citation in found.citations:
        yield "citations", _columns(citation)


def _columns(value: Any) -> dict[str, Any]:
    columns = asdict(value)
    del columns["sentence"]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in columns.items()}


def _evidence(part: text.PrintedText, start: int, end: int) -> dict[str, int]:
    printed_start, printed_end = part.printed_span(start, end)
    return {"evidence_start": printed_start, "evidence_end": printed_end}


def _part(printed: text.PrintedText, start: int, end: int) -> text.PrintedText:
    """A slice of the printed text with its inserted and deleted spans."""

    def inside(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        first = bisect_right(spans, start, key=itemgetter(1))  # spans are in order, none overlap
        last = bisect_left(spans, end, key=itemgetter(0))
        return tuple((max(a, start) - start, min(b, end) - start) for a, b in spans[first:last])

    return text.PrintedText(
        printed.text[start:end], inside(printed.inserted), inside(printed.deleted), printed.method
    )
