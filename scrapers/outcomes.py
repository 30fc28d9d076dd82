"""What a callback can say besides asking for more: a thing was found, left out, or put aside.

`SkipItem` and `PutAside` may be raised, which ends the callback, or yielded among others.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal

from scrapy.exceptions import IgnoreRequest

from legislation import ids
from legislation.model import sentence_of
from scrapers.already_read import Mark


@dataclass
class File:
    """Bytes that came inside another response or from a repository, to be archived as their own fetch."""

    url: str
    media_type: str
    body: bytes

    @property
    def fetch_id(self) -> str:
        """The id that the archive will give it."""
        return ids.fetch_id(self.url, hashlib.sha256(self.body).hexdigest())


@dataclass
class Found:
    """An item in the words of `legislation.model`, not yet validated.

    files: archived before the item is recorded. unknown_actions: words that no rule classifies.
    left_out: reasons, one for each part that the item lacks. mark: what the list said of it, when it
    was read whole, so that it is not asked for again until that changes. is_partial: something could
    not be had today; what an earlier crawl knew of it stands in, and the bill is asked for again.
    """

    item: dict[str, Any]
    files: list[File] = field(default_factory=list)
    unknown_actions: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    mark: Mark | None = None
    is_partial: bool = False


@dataclass(eq=False)
class SkipItem(Exception):
    """Left out on purpose; reasons are counted, so they name a kind and no single bill."""

    reason: str
    mark: Mark | None = None


@dataclass(eq=False)
class PutAside(Exception):
    """Could not be read; goes to the quarantine with a sentence that names the next step.

    ends: the crawl cannot be called finished: bills are missing (failed), the source was not there
    (unreachable), today's requests are used up (paused) or an argument makes no sense (misused); the
    last three say nothing about the subject, which is not put aside then. of_list: set where it stood in
    a list, which then may lack a bill that is still there.
    """

    subject: str
    reason: str
    url: str = ""
    ends: Literal["", "failed", "unreachable", "paused", "misused"] = ""
    of_list: bool = False


def unreadable_row(subject: str, error: ValueError | str, reader: str, url: str = "") -> PutAside:
    """A row of a list that has another shape than its model. reader: the module that reads it."""
    what = error if isinstance(error, str) else sentence_of(error)
    return PutAside(
        subject,
        f"The row of the list cannot be read ({what}); ask the publisher, or mend {reader}.",
        url,
        of_list=True,
    )


class Unreadable(Exception):
    """A response arrived whole and is not what was due, however often it was asked for."""


class BudgetSpent(IgnoreRequest):
    """Today's requests to the publisher are used up; what is left waits for tomorrow."""
