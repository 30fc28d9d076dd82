"""One file of the mirror to one item, the same as the Legistar platform makes of the matter."""

from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from typing import Any

from legislation import topics
from scrapers.outcomes import File, Found, PutAside, SkipItem
from scrapers.platforms.legistar.bill import (
    Act,
    actions_for,
    document,
    item_of,
    session_of,
    sponsorships_for,
    version_class,
)
from scrapers.platforms.legistar.councils import councils
from scrapers.platforms.legistar.rows import Matter
from scrapers.platforms.new_york_city_mirror.rows import Legislation, Resubmissions
from scrapers.platforms.repositories.reader import BillReader, Outcome
from scrapers.platforms.repositories.tree import Entry

COUNCIL = councils()["us_ny_new_york"]


class Reader(BillReader):
    """earlier: file number → those under which the bill was brought in before; `read_resubmissions`,
    to be called first, fills it."""

    earlier: dict[str, list[str]]

    def read_resubmissions(self, files: Sequence[Entry]) -> dict[str, str]:
        """Returns the years whose file could not be read, with the reason. Raises Unreachable and
        OSError."""
        self.earlier = {}
        self.tree.bring(files)
        bodies, too_large = self.bodies_of(files)
        unread = {path.stem: self.too_large(path).reason for path in too_large}
        for path, body in bodies.items():
            try:
                rows = self.parsed(Resubmissions, path, body).rows
            except PutAside as aside:
                unread[path.stem] = aside.reason
                continue
            for row in rows:
                self.earlier.setdefault(row.later, []).append(row.earlier)
        return unread

    def files_of(self, bill: Entry) -> list[Entry]:
        return [bill]

    def outcomes_of(self, bill: Entry, *, is_followed: bool) -> Iterator[Outcome]:
        bodies, too_large = self.bodies_of([bill])
        if too_large:
            raise self.too_large(bill.path)
        record = File(self.tree.address_of(bill.path), "application/json", bodies[bill.path])
        legislation = self.parsed(Legislation, bill.path, record.body)
        matter = legislation.matter
        if COUNCIL.classification_of(matter.type) is None:
            raise SkipItem(f"type {matter.type or 'unknown'} is not tracked")
        if not session_of(COUNCIL, matter):
            raise self.aside(bill.path, "tells no year of its session; tell the repository")
        if self.topic_filter and not is_followed and not is_on_topic(legislation):
            raise SkipItem("off topic")
        found = Found({}, [record])
        # As the Legistar spider cites it: the pages have ids of their own.
        page = f"{COUNCIL.site}/gateway.aspx?m=l&id={matter.id}"
        found.item = {
            **item_of(COUNCIL, matter, legislation.summary, page),
            "source": self.source,
            "related_bills": [related_to(file) for file in self.earlier.get(matter.file, ())],
            "sponsorships": sponsorships_for((row.name for row in legislation.sponsors), ""),
            "actions": actions_for(COUNCIL, acts_in(legislation), found, ""),
            "versions": versions_for(legislation, record, found),
            "documents": documents_for(legislation),
            "fetch_id": record.fetch_id,
        }
        yield found


def is_on_topic(legislation: Legislation) -> bool:
    words = (legislation.name, legislation.title, legislation.summary)
    return topics.is_candidate("\n".join(words), legislation.plain or legislation.rtf)


def related_to(file: str) -> dict[str, str]:
    session = session_of(COUNCIL, Matter.model_validate({"MatterId": 0, "MatterFile": file}))
    return {"identifier": file, "session": session, "relation": "prior-session"}


def acts_in(legislation: Legislation) -> list[Act]:
    """By date, then by id, which is the order in which a clerk entered them."""
    rows = sorted(legislation.history, key=lambda row: (row.date, row.id))
    return [Act(row.date, row.action, row.body, row.passed) for row in rows]


def versions_for(legislation: Legislation, record: File, found: Found) -> list[dict[str, Any]]:
    """The newest with its text; those before it, which the mirror does not keep, without, so that
    versions have the numbers that they have in Legistar."""
    versions: list[dict[str, Any]] = [
        {
            "note": f"Version {letter}" if letter else "Text",
            "classification": version_class(letter),
            "links": [],
        }
        for letter in letters_to(legislation.version)
    ]
    found.left_out += ["version that the mirror does not keep"] * (len(versions) - 1)
    if text := _text_of(legislation, record):
        found.files.append(text)
        link = {"url": text.url, "media_type": text.media_type, "fetch_id": text.fetch_id}
        versions[-1]["links"].append(link)
    else:
        found.left_out.append("version without text")
    return versions


def letters_to(version: str) -> list[str]:
    """Of "B", the third printing: "*", "A" and "B"."""
    if len(version) == 1 and version in ascii_uppercase:
        return ["*", *ascii_uppercase[: ascii_uppercase.index(version) + 1]]
    return [version]


def _text_of(legislation: Legislation, record: File) -> File | None:
    """RTF before plain text, which loses what is struck and what is new."""
    for name, media_type, text in (
        ("RTF", "application/rtf", legislation.rtf),
        ("Text", "text/plain", legislation.plain),
    ):
        if text.strip():
            return File(f"{record.url}#{name}", media_type, text.encode(errors="replace"))
    return None


def documents_for(legislation: Legislation) -> list[dict[str, Any]]:
    rows = sorted(legislation.attachments, key=lambda row: (row.order, row.id))
    return [document(row.name, row.url, "") for row in rows if row.url]
