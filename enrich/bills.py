"""One bill from archived bytes to claims: texts, relevance, status, provisions, labels.

A step whose bytes and method are those of the last run keeps its result, so that enriching again
costs only what changed.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from enrich import label, relevance, segment, status, text
from legislation import ids
from legislation.claims import ArchivedLink, BillClaims, BillToRead, KnownText, VersionToRead

# A format that marks inserted and struck words comes before one that does not; PDF is last since
# its marks are inferred from drawn lines.
_PREFERRED_FORMATS = ("xml", "html", "rtf", "officedocument", "plain", "pdf")

METHOD_VERSIONS = (
    text.METHOD_VERSION,
    segment.METHOD_VERSION,
    label.METHOD_VERSION,
    relevance.METHOD_VERSION,
    status.METHOD_VERSION,
)

Read = Callable[[str], bytes]
Known = Callable[[str], KnownText | None]


def input_sha256(bill: BillToRead) -> str:
    """A digest of all that decides a bill's claims: words, actions, bytes and methods.

    Of the days only what follows from them, so that another day alone changes nothing.
    """
    session = _session(bill)
    what = [
        [bill.title, bill.abstract, bill.subjects, bill.classification, bill.actions],
        [
            [version.version_id, version.note, version.date, version.classification]
            + [[link.link_id, link.sha256] for link in version.links]
            for version in bill.versions
        ],
        [bill.numbers, bill.publisher_status, bill.session_end],
        [session.has_ended, session.is_seen_out, session.is_signing_over],
        METHOD_VERSIONS,
    ]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


class BillReader:
    """Reads bills for one run. ``read`` gives the archived bytes of a digest, ``known`` the text
    that an earlier run read of a version.
    """

    def __init__(self, read: Read, known: Known, run_id: str) -> None:
        self._read = read
        self._known = known
        self._run_id = run_id
        self._labeller = label.Labeller()

    def claims_of(self, bill: BillToRead) -> BillClaims:
        rows: dict[str, list[dict[str, Any]]] = {"version_texts": [], "quarantine": []}
        texts: list[tuple[VersionToRead, KnownText]] = []
        for version in bill.versions:
            if version.links and (known := self._text_of(version, rows["quarantine"])):
                texts.append((version, known))
                rows["version_texts"].append(self._text_row(version, known))
        newest = texts[-1][1].text if texts else ""
        decision = relevance.relevance(_title_and_summary(bill), newest)
        rows["relevance"] = [
            {
                "bill_id": bill.bill_id,
                "is_relevant": int(decision.relevant),
                "why": list(decision.why),
                "input_sha256": input_sha256(bill),
                **self._claim(relevance.METHOD, relevance.METHOD_VERSION, decision.score),
            }
        ]
        rows["statuses"] = [self._status_row(bill)]
        if decision.relevant:
            provisions = [
                row for version, known in texts for row in self._provisions(version, known)
            ]
            rows["provisions"] = [provision for provision, _ in provisions]
            rows["labels"] = [row for _, labels in provisions for row in labels]
        return BillClaims(bill.bill_id, rows)

    def _claim(self, method: str, version: str, score: float) -> dict[str, Any]:
        return {
            "method": method,
            "method_version": version,
            "score": round(score, 4),
            "run_id": self._run_id,
        }

    def _text_of(
        self, version: VersionToRead, quarantine: list[dict[str, Any]]
    ) -> KnownText | None:
        """The text of the best format that can be read; what cannot is put aside with its reason."""
        known = self._known(version.version_id)
        for link in sorted(version.links, key=_format_rank):
            if (
                known
                and known.input_sha256 == link.sha256
                and known.method_version == text.METHOD_VERSION
            ):
                return known
            try:
                printed = text.read_document(self._read(link.sha256), link.media_type, link.url)
            except text.Unreadable as error:
                quarantine.append(_put_aside(version.version_id, str(error), link.url))
                continue
            return KnownText(
                printed.text,
                [list(span) for span in printed.inserted],
                [list(span) for span in printed.deleted],
                link.link_id,
                link.sha256,
                printed.method,
                text.METHOD_VERSION,
            )
        return None

    def _text_row(self, version: VersionToRead, known: KnownText) -> dict[str, Any]:
        inferred = known.method.startswith("pdf") and (known.inserted or known.deleted)
        fields = asdict(known)
        return {
            "version_id": version.version_id,
            **{
                name: fields[name]
                for name in ("text", "inserted", "deleted", "link_id", "input_sha256")
            },
            "words": len(known.text.split()),
            **self._claim(known.method, known.method_version, 0.9 if inferred else 1.0),
        }

    def _status_row(self, bill: BillToRead) -> dict[str, Any]:
        stands = status.status_of(_record(bill))
        return {
            "bill_id": bill.bill_id,
            "status": stands.status,
            "status_date": stands.status_date,
            "is_session_over": int(stands.is_session_over),
            "why": stands.why,
            **self._claim(status.METHOD, status.METHOD_VERSION, stands.score),
        }

    def _provisions(
        self, version: VersionToRead, known: KnownText
    ) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
        printed = text.PrintedText(
            known.text,
            tuple((start, end) for start, end in known.inserted),
            tuple((start, end) for start, end in known.deleted),
            known.method,
        )
        found = segment.segment(printed.text)
        parts = [_part(printed, provision.start, provision.end) for provision in found]
        labelled = self._labeller.label_many(part.as_amended()[0] for part in parts)
        for number, (provision, part, labels) in enumerate(
            zip(found, parts, labelled, strict=True), 1
        ):
            provision_id = ids.provision_id(version.version_id, number)
            row = {
                "provision_id": provision_id,
                "version_id": version.version_id,
                "number": number,
                "section_number": provision.section_number,
                "heading": provision.heading,
                "start": provision.start,
                "end": provision.end,
                "text": part.text,
                **self._claim(segment.METHOD, segment.METHOD_VERSION, 1.0),
            }
            yield row, [self._label_row(provision_id, part, one) for one in labels]

    def _label_row(
        self, provision_id: str, part: text.PrintedText, found: label.Label
    ) -> dict[str, Any]:
        start, end = part.printed_span(found.start, found.end)
        return {
            "provision_id": provision_id,
            "class": found.class_name,
            "evidence_start": start,
            "evidence_end": end,
            **self._claim(label.METHOD, label.METHOD_VERSION, found.score),
        }


def _part(printed: text.PrintedText, start: int, end: int) -> text.PrintedText:
    """A slice of the printed text with its inserted and deleted spans."""

    def inside(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple(
            (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
        )

    return text.PrintedText(
        printed.text[start:end], inside(printed.inserted), inside(printed.deleted), printed.method
    )


def _session(bill: BillToRead) -> status.Session:
    return status.Session(bill.session_end, bill.read_on, bill.seen_until)


def _record(bill: BillToRead) -> status.Record:
    return status.Record(
        bill.classification,
        [status.Action(**action) for action in bill.actions],
        [status.Printing(v.classification, v.date, v.note) for v in bill.versions],
        bill.numbers,
        bill.publisher_status,
        _session(bill),
    )


def _title_and_summary(bill: BillToRead) -> str:
    return ". ".join([bill.title, bill.abstract, *bill.subjects]).strip(". ")


def _format_rank(link: ArchivedLink) -> int:
    kind = link.media_type.lower()
    ranks = (rank for rank, name in enumerate(_PREFERRED_FORMATS) if name in kind)
    return next(ranks, len(_PREFERRED_FORMATS))


def _put_aside(version_id: str, reason: str, url: str) -> dict[str, Any]:
    return {
        "quarantine_id": ids.quarantine_id("enrich", version_id, f"{reason} {url}"),
        "step": "enrich",
        "subject": version_id,
        "reason": reason,
        "url": url,
    }
