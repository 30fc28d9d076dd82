"""One bill from archived bytes to claims: texts, relevance, status, provisions and what they hold.

A step whose bytes and method are those of the last run keeps its result, so that enriching again
costs only what changed: a bill that is as it was is not read, nor a version of a bill that changed
elsewhere.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from enrich import provisions, relevance, status, text
from enrich.provisions import PassageReader, claim, put_aside
from legislation import topics
from legislation.claims import ArchivedLink, BillClaims, BillToRead, KnownText, VersionToRead

# A format that marks inserted and struck words comes before one that does not; PDF is last since
# its marks are inferred from drawn lines.
_PREFERRED_FORMATS = ("xml", "html", "rtf", "officedocument", "plain", "pdf")

METHOD_VERSIONS = (
    text.METHOD_VERSION,
    *provisions.METHOD_VERSIONS,
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

    def __init__(self, read: Read, known: Known, run_id: str, passages: PassageReader) -> None:
        self._read = read
        self._known = known
        self._run_id = run_id
        self._passages = passages

    def claims_of(self, bill: BillToRead) -> BillClaims:
        quarantine: list[dict[str, Any]] = []
        texts = [
            (version, known)
            for version in bill.versions
            if version.links and (known := self._text_of(version, quarantine))
        ]
        newest = texts[-1][1].text if texts else ""
        decision = relevance.relevance(_title_and_summary(bill), newest)
        rows: dict[str, list[dict[str, Any]]] = {
            "quarantine": quarantine,
            "relevance": [self._relevance_row(bill, decision)],
            "statuses": [self._status_row(bill)],
        }
        kept = []
        for version, known in texts:
            printed = _printed(known)
            digest = provisions.input_sha256(printed) if decision.relevant else ""
            if known == self._known(version.version_id) and known.provisions_sha256 == digest:
                kept.append(version.version_id)
                continue
            of_version = (
                self._passages.rows(version.version_id, printed, self._run_id)
                if decision.relevant
                else {}
            )
            of_version["version_texts"] = [self._text_row(version, known, digest)]
            for table, found in of_version.items():
                rows.setdefault(table, []).extend(found)
        return BillClaims(bill.bill_id, rows, kept)

    def _text_of(
        self, version: VersionToRead, quarantine: list[dict[str, Any]]
    ) -> KnownText | None:
        """The text of the best format that can be read; what cannot is put aside with its reason."""
        known = self._known(version.version_id)
        for link in sorted(version.links, key=_format_rank):
            if known and known.is_of(link.sha256, text.METHOD_VERSION):
                return known
            try:
                printed = text.read_document(self._read(link.sha256), link.media_type, link.url)
            except text.Unreadable as error:
                quarantine.append(put_aside(version.version_id, str(error), link.url))
                continue
            return KnownText(
                printed.text,
                [list(span) for span in printed.inserted],
                [list(span) for span in printed.deleted],
                link.link_id,
                link.sha256,
                printed.method,
                text.METHOD_VERSION,
                "",
            )
        return None

    def _text_row(self, version: VersionToRead, known: KnownText, digest: str) -> dict[str, Any]:
        inferred = known.method.startswith("pdf") and (known.inserted or known.deleted)
        return {
            "version_id": version.version_id,
            **asdict(known),
            "provisions_sha256": digest,
            "words": len(known.text.split()),
            **claim(known.method, known.method_version, 0.9 if inferred else 1.0, self._run_id),
        }

    def _relevance_row(self, bill: BillToRead, decision: topics.Decision) -> dict[str, Any]:
        return {
            "bill_id": bill.bill_id,
            "is_relevant": int(decision.relevant),
            "why": list(decision.why),
            "input_sha256": input_sha256(bill),
            **claim(relevance.METHOD, relevance.METHOD_VERSION, decision.score, self._run_id),
        }

    def _status_row(self, bill: BillToRead) -> dict[str, Any]:
        stands = status.status_of(_record(bill))
        return {
            "bill_id": bill.bill_id,
            "status": stands.status,
            "status_date": stands.status_date,
            "is_session_over": int(stands.is_session_over),
            "why": stands.why,
            **claim(status.METHOD, status.METHOD_VERSION, stands.score, self._run_id),
        }


def _printed(known: KnownText) -> text.PrintedText:
    return text.PrintedText(
        known.text,
        tuple((start, end) for start, end in known.inserted),
        tuple((start, end) for start, end in known.deleted),
        known.method,
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
