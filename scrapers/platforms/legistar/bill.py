"""From what Legistar says of one matter to the parts of a bill item."""

import json
import mimetypes
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from scrapy.http import Response

from scrapers.archiving import fetch_id_of
from scrapers.outcomes import File, Found
from scrapers.platforms.legistar import actions
from scrapers.platforms.legistar.councils import Council
from scrapers.platforms.legistar.rows import Attachment, Matter, Row, Sponsor, VersionKey

Draft = dict[str, Any]
Shape = TypeVar("Shape", bound=Row)

# "2026-0123" is of 2026; in "26-2013" the last digits are no year
_STARTS_WITH_YEAR = re.compile(r"^((?:19|20)\d\d)-\d")


class Act(NamedTuple):
    """One line of a matter's history. date: ISO, or empty where a clerk left it so."""

    date: str
    action: str
    body: str
    passed: str


def session_of(council: Council, matter: Matter) -> str:
    """The year in the file number where the council puts its session there, else that of the
    introduction; empty where nothing says it."""
    if council.year_in_file and (year := re.search(council.year_in_file, matter.file)):
        return year[1]
    if day := matter.introduced or matter.on_agenda:
        return day[:4]
    year = _STARTS_WITH_YEAR.match(matter.file)
    return year[1] if year else ""


def item_of(council: Council, matter: Matter, summary: str, url: str) -> dict[str, Any]:
    """The item without its parts. url: where people read it."""
    title, *others = dict.fromkeys(filter(None, [matter.name, matter.title, matter.file]))
    return {
        "kind": "bill",
        "source": council.slug,
        "jurisdiction": council.slug,
        "session": session_of(council, matter),
        "identifier": matter.file,
        "title": title,
        "classification": _classification(council, matter),
        "abstract": summary,
        "publisher_status": matter.status,
        "url": url,
        "other_titles": [other for other in others if other != matter.file],
        "other_identifiers": _other_identifiers(council, matter),
    }


def _classification(council: Council, matter: Matter) -> list[str]:
    word = council.classification_of(matter.type) or "bill"
    if word == "bill" and matter.enactment_number:
        return [word, council.enacted_classification]
    return [word]


def _other_identifiers(council: Council, matter: Matter) -> list[dict[str, str]]:
    if not (number := matter.enactment_number):
        return []
    identifiers = [{"identifier": number, "note": "enactment number"}]
    if (law := council.law_name) and (parts := re.search(law.words, number)):
        named = {"identifier": law.name.format(**parts.groupdict()), "note": law.note}
        identifiers.insert(0, named)
    return identifiers


def version_class(version: str) -> str:
    """The first printing is "*" (or "1"); every later one replaces the whole text."""
    return "introduced" if version in ("*", "1", "") else "substituted"


def by_age(versions: Sequence[VersionKey]) -> list[VersionKey]:
    """The first printing is "*" (or "1"); then A, B … or 2, 3 … 10."""
    return sorted(versions, key=lambda key: (key.version != "*", len(key.version), key.version))


def versions_for(draft: Draft, found: Found) -> list[dict[str, Any]]:
    """Each text as its own file, RTF before plain text, beside the response that held both."""
    versions = []
    for key, text in zip(as_rows(VersionKey, draft["versions"]), draft["texts"], strict=True):
        version: dict[str, Any] = {
            "note": f"Version {key.version}" if key.version else "Text",
            "classification": version_class(key.version),
            "links": [],
        }
        if file := _file_of(text):
            found.files.append(file)
            link = {"url": file.url, "media_type": file.media_type, "fetch_id": file.fetch_id}
            version["links"].append(link)
        else:
            found.left_out.append("version without text")
        versions.append(version)
    return versions


def _file_of(text: dict[str, str]) -> File | None:
    for name, media_type in (("rtf", "application/rtf"), ("plain", "text/plain")):
        if text[name].strip():
            url = f"{text['url']}#MatterText{name.capitalize()}"
            return File(url, media_type, text[name].encode(errors="replace"))
    return None


def actions_for(
    council: Council, acts: Iterable[Act], found: Found, fetch_id: str
) -> list[dict[str, Any]]:
    """`acts` stand in the order in which they were done."""
    done = []
    for act in acts:
        if not act.date or not act.action:
            found.left_out.append(f"action without a {'name' if act.date else 'date'}")
            continue
        words = actions.classify(council.slug, act.action, act.body, act.passed)
        if words is None:
            found.unknown_actions.append(act.action)
        done.append(
            {
                "date": act.date,
                "description": act.action,
                "organization": act.body,
                "classification": words or [],
                "fetch_id": fetch_id,
            }
        )
    return done


def sponsorships_for(names: Iterable[str], fetch_id: str) -> list[dict[str, Any]]:
    """In the publisher's sequence; a sponsor named twice, of two versions, is one sponsor."""
    return [
        {
            "name": name,
            # "(by request of the Mayor)" stands in the list of names
            "classification": "requester" if name.startswith("(") else "sponsor",
            "entity_type": "" if name.startswith("(") else "person",
            "is_primary": number == 0,
            "fetch_id": fetch_id,
        }
        for number, name in enumerate(dict.fromkeys(filter(None, names)))
    ]


def sponsors_in_order(rows: Any) -> list[str]:
    sponsors = sorted(as_rows(Sponsor, rows), key=lambda row: (row.sequence, row.id))
    return [sponsor.name for sponsor in sponsors]


def documents_for(response: Response, found: Found) -> list[dict[str, Any]]:
    documents = []
    rows = as_rows(Attachment, json.loads(response.body))
    for row in sorted(rows, key=lambda row: (row.order, row.id)):
        if row.is_public and row.url:
            documents.append(document(row.name, row.url, fetch_id_of(response)))
        else:
            found.left_out.append("attachment that is not public")
    return documents


def document(name: str, url: str, fetch_id: str) -> dict[str, Any]:
    guessed = mimetypes.guess_type(url.partition("?")[0])[0] or mimetypes.guess_type(name)[0]
    link = {"url": url, "media_type": guessed or ""}
    return {"note": name, "links": [link], "fetch_id": fetch_id}


def as_rows(shape: type[Shape], rows: Any) -> list[Shape]:
    if not isinstance(rows, list):
        raise TypeError("a list was due")
    return [shape.model_validate(row) for row in rows]
