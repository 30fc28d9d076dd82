"""From bill items to fact rows: one bill of several sources becomes one set of rows.

The best source (a primary publisher before an aggregator, see ``vocabulary.AGGREGATORS``) gives the
words that are shown; each list (actions, sponsors, versions …) comes whole from the best source
that has one, so that two sources never interleave. What each source says stays in ``bill_sources``.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from legislation import ids, jurisdictions
from legislation.model import Bill, Link, Version
from legislation.vocabulary import AGGREGATORS

Rows = Iterator[tuple[str, dict[str, Any]]]


def bill_id_of(bill: Bill) -> str:
    """Raises jurisdictions.UnknownJurisdiction."""
    session = jurisdictions.session(bill.jurisdiction, bill.session)
    return ids.bill_id(bill.jurisdiction, session.key, bill.identifier)


def _by_trust(bills: Sequence[Bill]) -> list[Bill]:
    def rank(bill: Bill) -> tuple[int, str]:
        known = bill.source in AGGREGATORS
        return (AGGREGATORS.index(bill.source) + 1 if known else 0, bill.source)

    return sorted(bills, key=rank)


def rows_of_bill(bill_id: str, sources: Sequence[Bill]) -> Rows:
    """Yields (table, row) for one bill as its sources tell it."""
    ranked = _by_trust(sources)
    best = ranked[0]

    def first_with(part: Callable[[Bill], list[Any]]) -> tuple[Bill, list[Any]]:
        return next(((bill, part(bill)) for bill in ranked if part(bill)), (best, []))

    acting, actions = first_with(lambda bill: bill.actions)
    actions = sorted(actions, key=lambda action: action.date)
    session = jurisdictions.session(best.jurisdiction, best.session)
    yield (
        "bills",
        {
            "bill_id": bill_id,
            "jurisdiction": best.jurisdiction,
            "session_id": f"{best.jurisdiction}-{session.key}",
            "identifier": best.identifier,
            "title": best.title,
            "classification": best.classification,
            "abstract": next((bill.abstract for bill in ranked if bill.abstract), ""),
            "subjects": next((bill.subjects for bill in ranked if bill.subjects), []),
            "other_titles": _other_titles(ranked),
            "publisher_status": best.publisher_status,
            "url": next((bill.url for bill in ranked if bill.url), ""),
            "introduced_date": actions[0].date if actions else None,
            "latest_action_date": actions[-1].date if actions else None,
            "latest_action": actions[-1].description if actions else "",
            "source": best.source,
            "fetch_id": best.fetch_id,
        },
    )
    for bill in ranked:
        yield "bill_sources", _source_row(bill_id, bill)
    for number, action in enumerate(actions, 1):
        yield (
            "actions",
            {
                "bill_id": bill_id,
                "number": number,
                **action.model_dump(),
                "fetch_id": action.fetch_id or acting.fetch_id,
            },
        )
    sponsoring, sponsorships = first_with(lambda bill: bill.sponsorships)
    for number, sponsorship in enumerate(sponsorships, 1):
        yield (
            "sponsorships",
            {
                "bill_id": bill_id,
                "number": number,
                **sponsorship.model_dump(),
                "fetch_id": sponsorship.fetch_id or sponsoring.fetch_id,
            },
        )
    for bill in ranked:
        yield from _identifiers(bill_id, bill)
        yield from _related(bill_id, bill)
    yield from _versions(bill_id, *first_with(lambda bill: bill.versions))
    yield from _documents(bill_id, *first_with(lambda bill: bill.documents))


def _source_row(bill_id: str, bill: Bill) -> dict[str, Any]:
    last = max(bill.actions, key=lambda action: action.date, default=None)
    return {
        "bill_id": bill_id,
        "source": bill.source,
        "identifier": bill.identifier,
        "title": bill.title,
        "publisher_status": bill.publisher_status,
        "url": bill.url,
        "actions": len(bill.actions),
        "latest_action_date": last.date if last else None,
        "latest_action": last.description if last else "",
        "versions": len(bill.versions),
        "missing_since": bill.missing_since or None,
        "fetch_id": bill.fetch_id,
    }


def _other_titles(ranked: Sequence[Bill]) -> list[str]:
    titles = [title for bill in ranked for title in (bill.title, *bill.other_titles)]
    return [title for title in dict.fromkeys(titles) if title != ranked[0].title]


def _identifiers(bill_id: str, bill: Bill) -> Rows:
    for other in bill.other_identifiers:
        yield "identifiers", {"bill_id": bill_id, **other.model_dump(), "fetch_id": bill.fetch_id}


def _related(bill_id: str, bill: Bill) -> Rows:
    for related in bill.related_bills:
        session = jurisdictions.session(bill.jurisdiction, related.session or bill.session)
        yield (
            "related_bills",
            {
                "bill_id": bill_id,
                **related.model_dump(),
                "related_bill_id": ids.bill_id(bill.jurisdiction, session.key, related.identifier),
                "fetch_id": bill.fetch_id,
            },
        )


def _versions(bill_id: str, bill: Bill, versions: Sequence[Version]) -> Rows:
    for number, version in enumerate(versions, 1):
        version_id = ids.version_id(bill_id, number)
        yield (
            "versions",
            {
                "version_id": version_id,
                "bill_id": bill_id,
                "number": number,
                "note": version.note,
                "date": version.date,
                "classification": version.classification,
                "fetch_id": bill.fetch_id,
            },
        )
        for link in version.links:
            yield "links", link_row(bill_id, link, "version", version_id=version_id)


def _documents(bill_id: str, bill: Bill, documents: Sequence[Any]) -> Rows:
    for number, document in enumerate(documents, 1):
        yield (
            "documents",
            {
                "bill_id": bill_id,
                "number": number,
                "note": document.note,
                "date": document.date,
                "classification": document.classification,
                "fetch_id": document.fetch_id or bill.fetch_id,
            },
        )
        for link in document.links:
            yield "links", link_row(bill_id, link, "document", document_number=number)


def link_row(
    bill_id: str,
    link: Link,
    kind: str,
    version_id: str | None = None,
    document_number: int | None = None,
) -> dict[str, Any]:
    place = f"{bill_id}\n{kind}\n{version_id}\n{document_number}\n{link.url}\n{link.media_type}"
    return {
        "link_id": hashlib.sha256(place.encode()).hexdigest()[:16],
        "bill_id": bill_id,
        "version_id": version_id,
        "document_number": document_number,
        "kind": kind,
        "url": link.url,
        "media_type": link.media_type,
        "fetch_id": link.fetch_id or None,
    }
