"""Asks for what a publisher tells of a bill only when asked about that bill: sponsors, history, papers.

They are asked for once the printings are read, so that a bill off topic does not cost them, and one
after another, so that the order in which bills are answered changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from legislation.model import sentence_of
from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.bill_texts import Output, Reading, ReadsTexts
from scrapers.outcomes import BudgetSpent, Found, PutAside

Item = dict[str, Any]
# What `Found` takes, so that a bill whose parts are still coming can travel with a request.
Draft = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """address: where a bill's part stands. read: from the answer's body and fetch id to fields of
    the item; what it leaves out or does not know it notes in Found. Raises ValueError (LookupError,
    TypeError) for an answer that is none."""

    name: str
    address: Callable[[Item], str]
    read: Callable[[bytes, str, Found], Item]


class ReadsParts(ReadsTexts):
    """parts: in the order in which they are asked for. parts_are: a key of `source_spider.ACCEPT`."""

    parts: ClassVar[tuple[Part, ...]]
    parts_are: ClassVar[str] = "json"

    def _next_text(self, reading: Reading) -> Output:
        for outcome in super()._next_text(reading):
            if isinstance(outcome, Found):
                yield self._next_part(outcome, 0)
            else:
                yield outcome

    def _next_part(self, found: Found, read: int) -> Request | Found:
        """read: how many parts are."""
        if read == len(self.parts):
            return found
        part, item = self.parts[read], found.item
        return self.ask(
            self.here(part.address(item)),
            self.parse_part,
            f"{item['jurisdiction']} {item['session']} {item['identifier']}: {part.name}",
            expects=self.parts_are,
            errback=self.part_failed,
            draft=vars(found),
            read=read,
        )

    def parse_part(self, response: Response, draft: Draft, read: int) -> Output:
        found, part = found_of(draft), self.parts[read]
        try:
            found.item = found.item | part.read(response.body, fetch_id_of(response), found)
        except (ValueError, LookupError, TypeError) as error:
            yield PutAside(
                response.meta["subject"],
                f"The {part.name} cannot be read ({sentence_of(error)}); compare the answer with "
                f"the spider's platform, or run `scrapy crawl {self.name}` again later.",
                self.published(response.url),
            )
            _lacks(found, part)
        yield self._next_part(found, read + 1)

    def part_failed(self, failure: Failure) -> Output:
        request: Request = failure.request  # type: ignore[attr-defined]
        yield from self.give_up(failure)
        if not isinstance(failure.value, BudgetSpent):
            found, read = found_of(request.cb_kwargs["draft"]), request.cb_kwargs["read"]
            _lacks(found, self.parts[read])
            yield self._next_part(found, read + 1)


def found_of(draft: Draft) -> Found:
    return Found(**{**draft, "mark": draft["mark"] and Mark(*draft["mark"])})


def _lacks(found: Found, part: Part) -> None:
    found.is_partial = True
    found.left_out = [*found.left_out, f"{part.name} not answered"]
