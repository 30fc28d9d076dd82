"""From the rows of one matter to the parts of a bill item."""

import json
import mimetypes
import re
from collections.abc import Sequence
from typing import Any, TypeVar

from scrapy.http import Response

from legislation import topics
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import File, Found
from scrapers.platforms.legistar_rows import Attachment, History, Matter, Row, Sponsor, VersionKey

Draft = dict[str, Any]
Shape = TypeVar("Shape", bound=Row)

# "Int 0722-2026" and "Int 0198-1998-B" are of the session 2026 and 1998
_FILE_YEAR = re.compile(r"-((?:19|20)\d\d)(?:-[A-Z])?$")
# What a vote that failed does to the words of an action that passed.
_WHEN_FAILED = {
    "passage": "failure",
    "committee-passage": "committee-failure",
    "amendment-passage": "amendment-failure",
    "veto-override-passage": "veto-override-failure",
}


def is_on_topic(matter: Matter, summary: str, texts: Sequence[dict[str, str]]) -> bool:
    words = "\n".join((matter.name, matter.title, summary))
    return topics.is_candidate(words, "\n".join(text["plain"] or text["rtf"] for text in texts))


def session_of(matter: Matter) -> str:
    """The year of the file number, else of the introduction."""
    year = _FILE_YEAR.search(matter.file)
    return year[1] if year else matter.introduced[:4]


def by_age(versions: Sequence[VersionKey]) -> list[VersionKey]:
    """The first printing is "*" (or "1"); then A, B … or 2, 3 … 10."""
    return sorted(versions, key=lambda key: (key.version != "*", len(key.version), key.version))


def versions_for(draft: Draft, found: Found) -> list[dict[str, Any]]:
    """Each text as its own file, RTF before plain text, beside the response that held both."""
    versions = []
    for key, text in zip(as_rows(VersionKey, draft["versions"]), draft["texts"], strict=True):
        version: dict[str, Any] = {
            "note": f"Version {key.version}" if key.version else "Text",
            # Every printing replaces the whole text of the one before.
            "classification": "introduced" if key.version in ("*", "1", "") else "substituted",
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
    draft: Draft, classified: Sequence[tuple[str, Sequence[str]]], found: Found
) -> list[dict[str, Any]]:
    """By date, then by id, which is the order in which a clerk entered them."""
    words = {name.casefold(): classification for name, classification in classified}
    actions = []
    for row in sorted(as_rows(History, draft["histories"]), key=lambda row: (row.date, row.id)):
        if not row.date or not row.action:
            lacks = "name" if row.date else "date"
            found.left_out.append(f"action without a {lacks}")
            continue
        known = words.get(row.action.casefold())
        if known is None:
            found.unknown_actions.append(row.action)
        if row.passed.casefold() == "fail":
            known = [_WHEN_FAILED.get(word, word) for word in known or ()]
        actions.append(
            {
                "date": row.date,
                "description": row.action,
                "organization": row.body,
                "classification": list(known or ()),
                "fetch_id": draft["histories_fetch"],
            }
        )
    return actions


def sponsorships_for(draft: Draft) -> list[dict[str, Any]]:
    """In the publisher's sequence; a sponsor of several versions is one sponsor."""
    rows = sorted(as_rows(Sponsor, draft["sponsors"]), key=lambda row: (row.sequence, row.id))
    names = dict.fromkeys(row.name for row in rows if row.name)
    return [
        {
            "name": name,
            # "(by request of the Mayor)" stands in the list of names
            "classification": "requester" if name.startswith("(") else "sponsor",
            "entity_type": "" if name.startswith("(") else "person",
            "is_primary": number == 0,
            "fetch_id": draft["sponsors_fetch"],
        }
        for number, name in enumerate(names)
    ]


def documents_for(response: Response, found: Found) -> list[dict[str, Any]]:
    documents = []
    for row in sorted(rows_in(Attachment, response), key=lambda row: (row.order, row.id)):
        if not row.is_public or not row.url:
            found.left_out.append("attachment that is not public")
            continue
        media_type = mimetypes.guess_type(row.url.partition("?")[0])[0] or ""
        documents.append(
            {
                "note": row.name,
                "links": [{"url": row.url, "media_type": media_type}],
                "fetch_id": fetch_id_of(response),
            }
        )
    return documents


def rows_in(shape: type[Shape], response: Response) -> list[Shape]:
    return as_rows(shape, json.loads(response.body))


def as_rows(shape: type[Shape], rows: Any) -> list[Shape]:
    if not isinstance(rows, list):
        raise TypeError("a list was due")
    return [shape.model_validate(row) for row in rows]
