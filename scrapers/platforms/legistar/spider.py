"""Councils that publish through the Legistar Web API, https://webapi.legistar.com/v1/<client>.

A list of matters is read by their keys, 1,000 rows at a time; each matter that is new or changed then
takes its requests one after another (versions, each text, histories, sponsors, attachments), so that
the order in which matters are answered changes nothing.
"""

import json
import os
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from legislation import ids, topics
from legislation.jurisdictions import session
from legislation.model import sentence_of
from scrapers.already_read import Mark, digest
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside, SkipItem, unreadable_row
from scrapers.platforms.legistar.bill import (
    Act,
    Draft,
    actions_for,
    as_rows,
    by_age,
    documents_for,
    item_of,
    session_of,
    sponsors_in_order,
    sponsorships_for,
    versions_for,
)
from scrapers.platforms.legistar.councils import API, live_check
from scrapers.platforms.legistar.insite import Output, ReadsPages
from scrapers.platforms.legistar.rows import History, Matter, MatterText, Row, Sponsor, VersionKey
from scrapers.seen_fields import note_fields

PAGE = 1000  # the most rows the publisher returns
# What the API says of a client that it does not serve: "LegistarConnectionString setting is not set up
# in InSite for client: x", "Token is required"
_OFF = re.compile(r"not set up|token|denied|not (enabled|available)|disabled", re.IGNORECASE)
_OFF_STATUSES = {401, 403, 404, 410}
_READ = {str(field.alias) for field in Matter.model_fields.values()}


class LegistarSpider(ReadsPages):
    """`council` is all that differs. Matters of other types than bills are counted, so that a type
    that a clerk renames is seen."""

    publisher = API

    since: str = ""  # -a since=2026-01-31: only matters modified from that day

    @property
    def is_narrowed(self) -> bool:
        return bool(self.since)

    @property
    def api(self) -> str:
        return self.here(self.council.api)

    async def start(self) -> AsyncIterator[Request | PutAside]:
        if self.since and not re.fullmatch(r"\d{4}-\d\d-\d\d", self.since):
            yield PutAside(
                "since", f"{self.since!r} is no date; write -a since=2026-01-31.", ends="misused"
            )
        else:
            yield self.list_after(0)

    async def first_look(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        check = live_check(self.council)
        yield self.ask(self.here(check.url), self.parse_matters, self.name, is_list=True)

    def list_after(self, last: int) -> Request:
        """By key and not by row number: whatever comes or goes meanwhile, no row is passed over."""
        wanted = f"MatterId gt {last}"
        if self.since:
            wanted += f" and MatterLastModifiedUtc ge datetime'{self.since}'"
        query = {"$top": PAGE, "$orderby": "MatterId", "$filter": wanted}
        return self.ask(
            f"{self.api}?{urlencode(query, safe='$')}",
            self.parse_matters,
            f"{self.name}: list of bills after {last}",
            is_list=True,
            errback=self.list_failed,
            last=last,
        )

    def list_failed(self, failure: Failure) -> Output:
        request: Request = failure.request  # type: ignore[attr-defined]
        # Amid the list a refusal is trouble of the day, and the next crawl finds the API again.
        is_first = request.cb_kwargs["last"] == 0
        why = why_it_is_off(failure.value) if is_first else ""
        yield from self.read_pages(self._why(why)) if why else self.give_up(failure)

    def _why(self, reason: str) -> str:
        variable = self.token_variable
        if not variable or os.environ.get(variable):
            return reason
        return f"{reason}, set {variable} to open it"

    def parse_matters(self, response: Response, last: int = 0) -> Output:
        """last: key of the last matter of the page before."""
        rows = json.loads(response.body)
        if not isinstance(rows, list):
            if last or not (why := _OFF.search(message_in(rows))):
                raise TypeError("a list of matters was due")
            yield from self.read_pages(self._why(why.string))
            return
        if not rows:
            if self.since and not last:
                yield SkipItem("nothing changed since the date given")
            return
        keys = [row.get("MatterId") for row in rows if isinstance(row, dict)]
        following = max((key for key in keys if isinstance(key, int)), default=0)
        if following <= last:
            raise ValueError(f"the list after matter {last} repeats what was before")
        # Not "until a short page": a server that returns fewer rows than asked would lose bills.
        yield self.list_after(following)
        self.note(Matter, rows)
        for row in rows:
            yield from self._matter(row, response)

    def _matter(self, row: Any, response: Response) -> Output:
        if not isinstance(row, dict):
            yield self._unreadable_row(row, f"a row, not {row!r}")
            return
        if row.get("MatterRestrictViewViaWeb"):
            yield SkipItem("restricted by the publisher")
            return
        mark = self.known_as(mark_of(row), str(row.get("MatterIntroDate") or ""))
        if self.run.has_read(mark):
            return
        try:
            matter = Matter.model_validate(row)
        except ValidationError as error:
            yield self._unreadable_row(row.get("MatterId"), sentence_of(error))
            return
        if self.council.classification_of(matter.type) is None:
            yield SkipItem(f"type {matter.type or 'unknown'} is not tracked")
        elif not session_of(self.council, matter):
            yield self._unreadable_row(matter.id, "no year in MatterFile and no MatterIntroDate")
        else:
            # Of the row's seventy columns only those that are read: a thousand rows wait in line.
            read = {
                name: row[name]
                for name in row
                if name in _READ or name == self.council.summary_column
            }
            draft = {"matter": read, "matter_fetch": fetch_id_of(response), "texts": []}
            yield self._next(draft, "versions", self.parse_versions, mark)

    def _unreadable_row(self, number: Any, what: str) -> PutAside:
        return unreadable_row(
            f"{self.name}: matter {number}",
            what,
            "scrapers/platforms/legistar/rows.py",
            f"{self.council.api}/{number}",
        )

    def _next(self, draft: Draft, part: str, callback: Any, mark: Mark | None) -> Request:
        matter = Matter.model_validate(draft["matter"])
        url = f"{self.api}/{matter.id}/{part}"
        return self.ask(url, callback, self.bill_id_of(matter), draft=draft, mark=mark)

    def parse_versions(self, response: Response, draft: Draft, mark: Mark | None = None) -> Output:
        versions = by_age(as_rows(VersionKey, json.loads(response.body)))
        draft = draft | {"versions": [version.model_dump(by_alias=True) for version in versions]}
        if versions or self._is_on_topic(draft, "", mark):
            yield self._next_part(draft, mark)
        else:
            yield SkipItem("off topic", mark)

    def parse_text(self, response: Response, draft: Draft, mark: Mark | None = None) -> Output:
        """The newest version's text tells what a bill is about; only then are the others read."""
        row = json.loads(response.body)
        self.note(MatterText, [row])
        text = MatterText.model_validate(row)
        words = text.plain if text.plain.strip() else text.rtf
        is_first = not any(read["rtf"].strip() or read["plain"].strip() for read in draft["texts"])
        # The plain text beside RTF is not kept, so that bills in hand need little memory.
        plain = "" if text.rtf.strip() else text.plain
        read = {"url": self.published(response.url), "rtf": text.rtf, "plain": plain}
        draft = draft | {"texts": [read, *draft["texts"]]}
        is_last = len(draft["texts"]) == len(draft["versions"])
        if is_first and (words.strip() or is_last) and not self._is_on_topic(draft, words, mark):
            yield SkipItem("off topic", mark)
        else:
            yield self._next_part(draft, mark)

    def _is_on_topic(self, draft: Draft, text: str, mark: Mark | None) -> bool:
        if not self.topic_filter or self.run.follows(mark):
            return True
        matter = Matter.model_validate(draft["matter"])
        words = "\n".join((matter.name, matter.title, self._summary_in(draft["matter"])))
        return topics.is_candidate(words, text)

    def _next_part(self, draft: Draft, mark: Mark | None) -> Request:
        """The text before the ones at hand, or what follows the oldest."""
        waiting = len(draft["versions"]) - len(draft["texts"])
        if not waiting:
            return self._next(draft, "histories", self.parse_histories, mark)
        version = VersionKey.model_validate(draft["versions"][waiting - 1])
        return self._next(draft, f"texts/{version.text_id}", self.parse_text, mark)

    def parse_histories(self, response: Response, draft: Draft, mark: Mark | None = None) -> Output:
        draft = draft | self._part(response, "histories", History)
        yield self._next(draft, "sponsors", self.parse_sponsors, mark)

    def parse_sponsors(self, response: Response, draft: Draft, mark: Mark | None = None) -> Output:
        draft = draft | self._part(response, "sponsors", Sponsor)
        yield self._next(draft, "attachments", self.parse_attachments, mark)

    def _part(self, response: Response, part: str, shape: type[Row]) -> Draft:
        rows = json.loads(response.body)
        self.note(shape, rows)
        return {part: rows, f"{part}_fetch": fetch_id_of(response)}

    def parse_attachments(
        self, response: Response, draft: Draft, mark: Mark | None = None
    ) -> Output:
        matter = Matter.model_validate(draft["matter"])
        # The pages have ids of their own; this address leads from the API's to theirs.
        url = f"{self.council.site}/gateway.aspx?m=l&id={matter.id}"
        found = Found({}, mark=mark and self.as_kept(mark, matter.introduced))
        found.item = {
            **item_of(self.council, matter, self._summary_in(draft["matter"]), url),
            "sponsorships": sponsorships_for(
                sponsors_in_order(draft["sponsors"]), draft["sponsors_fetch"]
            ),
            "actions": actions_for(
                self.council, acts_in(draft["histories"]), found, draft["histories_fetch"]
            ),
            "versions": versions_for(draft, found),
            "documents": documents_for(response, found),
            "fetch_id": draft["matter_fetch"],
        }
        yield found

    def note(self, shape: type[Row], rows: Any) -> None:
        """Counts the fields of rows: a change of the API shows in them first."""
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict):
                note_fields(self.run.record, shape, row)

    def _summary_in(self, row: dict[str, Any]) -> str:
        summary = row.get(self.council.summary_column)
        return summary.strip() if isinstance(summary, str) else ""

    def bill_id_of(self, matter: Matter) -> str:
        key = session(self.name, session_of(self.council, matter)).key
        return ids.bill_id(self.name, key, matter.file)


def mark_of(row: dict[str, Any]) -> Mark:
    """When the matter was last modified, which old ones do not say, and a digest of its row.

    Left out is the database's count of writes to the row, which say nothing about the matter.
    """
    said = {name: value for name, value in row.items() if name != "MatterRowVersion"}
    value = f"{row.get('MatterLastModifiedUtc') or ''} {digest(said)}"
    return Mark(str(row.get("MatterId")), value)


def acts_in(rows: Any) -> list[Act]:
    """By date, then by id, which is the order in which a clerk entered them."""
    histories = sorted(as_rows(History, rows), key=lambda row: (row.date, row.id))
    return [Act(row.date, row.action, row.body, row.passed) for row in histories]


def why_it_is_off(error: BaseException | None) -> str:
    """Empty where the failure of a list is not the API's last word."""
    if not isinstance(error, HttpError):
        return ""
    if error.response.status in _OFF_STATUSES:
        return f"status {error.response.status}"
    try:
        said = message_in(json.loads(error.response.body))
    except ValueError:
        return ""
    return said if _OFF.search(said) else ""


def message_in(said: Any) -> str:
    """What an answer that is no data says of itself: {"Message": …, "ExceptionMessage": …}."""
    if not isinstance(said, dict):
        return ""
    words = [str(said.get(key) or "") for key in ("ExceptionMessage", "Message")]
    return next(filter(None, words), "")
