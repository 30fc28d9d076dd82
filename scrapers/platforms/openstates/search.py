"""The API's full-text search, and how far a crawl has read it."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from scrapers.already_read import Mark
from scrapers.platforms.openstates.api_shapes import Listed

# '"988" AND (suicide OR crisis)'
_ALL_AND_ANY = re.compile(r"^(?P<all>.+?) AND \((?P<any>[^()]+)\)$")


class Search(BaseModel, frozen=True):
    """One search and how far it is. q: none lists every bill. state: all without. since: time of
    change from which bills are asked for, oldest first; page: of those. read: those of that time that
    are. finished: when the crawl began that read it to its end, empty while it is being read.
    """

    q: str = ""
    state: str = ""
    since: str
    page: int = 1
    read: frozenset[str] = frozenset()
    finished: str = ""

    @property
    def mark(self) -> Mark:
        """What a later crawl needs to know to go on."""
        value = f"{self.since}, {self.finished}"
        return Mark(f"{self.state or 'all'}: {self.q}", value, scope="searches")

    def going_on(self, marked: str) -> "Search":
        """marked: the value of an earlier crawl's mark, empty where there is none."""
        since, _, finished = marked.partition(", ")
        return self.model_copy(update={"since": since or self.since, "finished": finished})

    def following(self, bills: Sequence[Listed]) -> "Search":
        """By time of change and not by page, since bills that change meanwhile leave their pages."""
        last = max([self.since, *(bill.updated for bill in bills)])
        page = self.page + 1 if last == self.since else 1
        read = frozenset(bill.id for bill in bills if bill.updated == last)
        known = {"since": last, "page": page, "read": read, "finished": ""}
        return self.model_copy(update=known)


def websearches(search: str) -> list[str]:
    """`"988" AND (suicide OR crisis)` as two searches: the API knows no brackets."""
    match = _ALL_AND_ANY.match(search)
    if match is None:
        return [search]
    return [f"{match['all']} {one.strip()}" for one in match["any"].split(" OR ")]
