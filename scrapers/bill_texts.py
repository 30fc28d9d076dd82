"""Reads the printings of a bill that a publisher's record names, newest first.

The newest text tells what a bill is about where its title does not; a bill off topic costs one
document, and the printings before it are not asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from legislation import topics
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import BudgetSpent, Found, PutAside, SkipItem
from scrapers.rough_text import rough_text
from scrapers.source_spider import SourceSpider

Output = Iterator[Request | Found | SkipItem | PutAside]


@dataclass(frozen=True)
class Reading:
    """A bill whose printings are being read. waiting: positions in `versions`, oldest first."""

    found: Found
    waiting: tuple[int, ...]
    is_on_topic: bool
    failures: int = 0

    @property
    def bill(self) -> str:
        item = self.found.item
        return f"{item['jurisdiction']} {item['session']} {item['identifier']}"

    @property
    def version(self) -> dict[str, Any]:
        """The one that is read next."""
        version: dict[str, Any] = self.found.item["versions"][self.waiting[-1]]
        return version


class ReadsTexts(SourceSpider):
    """For publishers that give the record of a bill here and its printings there."""

    def with_texts(self, found: Found) -> Output:
        """The item once its printings are read; a SkipItem where they show it to be off topic.

        Of each version its first link is read: put the format first that is read best (XML, then
        HTML, Word, PDF). A printing that cannot be had is put aside and its bill kept as partial.
        """
        waiting = tuple(
            number for number, version in enumerate(found.item["versions"]) if version["links"]
        )
        is_on_topic = (
            not self.topic_filter
            or self.run.follows(found.mark)
            or topics.is_candidate(words_of(found.item))
        )
        yield from self._next_text(Reading(found, waiting, is_on_topic))

    def _next_text(self, reading: Reading) -> Output:
        if reading.waiting:
            yield self.ask(
                self.here(reading.version["links"][0]["url"]),
                self.parse_text,
                f"{reading.bill}, {reading.version['note']}",
                expects="document",
                errback=self.text_failed,
                reading=reading,
            )
        elif reading.is_on_topic:
            yield replace(reading.found, is_partial=bool(reading.failures))
        elif reading.failures:
            yield PutAside(
                reading.bill,
                "Neither its title shows what it is about nor could its text be read; "
                f"run `scrapy crawl {self.name}` again later.",
                str(reading.found.item.get("url", "")),
            )
        else:
            yield SkipItem("off topic", reading.found.mark)

    def parse_text(self, response: Response, reading: Reading) -> Output:
        link = reading.version["links"][0]
        link["fetch_id"] = fetch_id_of(response)
        is_on_topic = reading.is_on_topic or topics.is_candidate(
            "", rough_text(link["media_type"], response.body)
        )
        earlier = reading.waiting[:-1] if is_on_topic or reading.failures else ()
        yield from self._next_text(replace(reading, waiting=earlier, is_on_topic=is_on_topic))

    def text_failed(self, failure: Failure) -> Output:
        request: Request = failure.request  # type: ignore[attr-defined]
        reading: Reading = request.cb_kwargs["reading"]
        yield from self.give_up(failure)
        if isinstance(failure.value, BudgetSpent):
            return  # tomorrow's crawl reads the bill from the start
        reading.found.left_out.append("version without text")
        yield from self._next_text(
            replace(reading, waiting=reading.waiting[:-1], failures=reading.failures + 1)
        )


def words_of(item: dict[str, Any]) -> str:
    """What a record says of a bill's subject without its text."""
    parts = [item["title"], item.get("abstract", ""), *item.get("other_titles", [])]
    return "\n".join([*parts, *item.get("subjects", [])])
