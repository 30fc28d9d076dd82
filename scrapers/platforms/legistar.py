"""Councils that publish through the Legistar Web API, https://webapi.legistar.com/v1/<client>.

A list of matters is paged by 1,000 rows; each matter then takes its requests one after another
(versions, each text, histories, sponsors, attachments), so that the order in which matters are
answered changes nothing.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from pydantic import ValidationError
from scrapy import Request
from scrapy.http import Response

from legislation import ids
from legislation.jurisdictions import session
from legislation.model import sentence_of
from scrapers.archiving import fetch_id_of
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.legistar_bill import (
    Draft,
    actions_for,
    by_age,
    documents_for,
    is_on_topic,
    rows_in,
    session_of,
    sponsorships_for,
    versions_for,
)
from scrapers.platforms.legistar_rows import Matter, MatterText, VersionKey
from scrapers.source_spider import SourceSpider

PAGE = 1000  # the most rows the publisher returns
Output = Iterator[Request | Found | SkipItem | PutAside]


class LegistarSpider(SourceSpider):
    """client: the body's name in the API. bill_types: matter type → classification; matters of
    other types are counted, so that a type that a clerk renames is seen. actions: (action name, our
    words); an action that is not listed is counted as unknown. public_site: where people read a
    matter. summary_column: the free column, if any, in which the body keeps a summary.
    """

    publisher = "https://webapi.legistar.com"
    client: ClassVar[str]
    public_site: ClassVar[str]
    bill_types: ClassVar[dict[str, str]]
    actions: ClassVar[Sequence[tuple[str, Sequence[str]]]]
    summary_column: ClassVar[str] = ""
    # Second classification of a bill that has an enactment number, e.g. "local law".
    enacted_classification: ClassVar[str] = ""

    since: str = ""  # -a since=2026-01-31: only matters modified from that day

    @property
    def is_narrowed(self) -> bool:
        return bool(self.since)

    @property
    def api(self) -> str:
        return f"{self.base_url}/v1/{self.client}/matters"

    async def start(self) -> AsyncIterator[Request | PutAside]:
        if self.since and not re.fullmatch(r"\d{4}-\d\d-\d\d", self.since):
            yield PutAside(
                "since", f"{self.since!r} is no date; write -a since=2026-01-31.", ends="misused"
            )
        else:
            yield self.list_from(0)

    def list_from(self, skip: int, after: int = 0) -> Request:
        query: dict[str, str | int] = {"$top": PAGE, "$skip": skip, "$orderby": "MatterId"}
        if self.since:
            query["$filter"] = f"MatterLastModifiedUtc ge datetime'{self.since}'"
        return self.ask(
            f"{self.api}?{urlencode(query, safe='$')}",
            self.parse_matters,
            f"{self.name}: list of bills from row {skip}",
            is_list=True,
            skip=skip,
            after=after,
        )

    def parse_matters(self, response: Response, skip: int = 0, after: int = 0) -> Output:
        """after: id of the last matter of the page before."""
        rows = json.loads(response.body)
        if not isinstance(rows, list):
            raise TypeError("a list of matters was due")
        if not rows:
            if self.since and not skip:
                yield SkipItem("nothing changed since the date given")
            return
        numbers = [row.get("MatterId") for row in rows if isinstance(row, dict)]
        last = max((number for number in numbers if isinstance(number, int)), default=0)
        if last <= after:
            raise ValueError(f"the page from row {skip} repeats the one before")
        # Not "until a short page": a server that returns fewer rows than asked would lose bills.
        yield self.list_from(skip + len(rows), last)
        for row in rows:
            yield from self._matter(row, response)

    def _matter(self, row: Any, response: Response) -> Output:
        try:
            matter = Matter.model_validate(row)
        except ValidationError as error:
            number = row.get("MatterId") if isinstance(row, dict) else row
            yield self._unreadable_row(number, sentence_of(error))
            return
        if matter.is_restricted:
            yield SkipItem("restricted by the publisher")
        elif matter.type not in self.bill_types:
            yield SkipItem(f"type {matter.type or 'unknown'} is not tracked")
        elif not session_of(matter):
            yield self._unreadable_row(matter.id, "no year in MatterFile and no MatterIntroDate")
        else:
            draft = {"matter": row, "matter_fetch": fetch_id_of(response), "texts": []}
            yield self._next(matter, "versions", self.parse_versions, draft)

    def _unreadable_row(self, number: Any, what: str) -> PutAside:
        return PutAside(
            f"{self.name}: matter {number}",
            f"The row of the list cannot be read ({what}); "
            "ask the publisher, or mend scrapers/platforms/legistar_rows.py.",
            f"{self.published(self.api)}/{number}",
        )

    def _next(self, matter: Matter, part: str, callback: Any, draft: Draft) -> Request:
        return self.ask(
            f"{self.api}/{matter.id}/{part}", callback, self.bill_id_of(matter), draft=draft
        )

    def parse_versions(self, response: Response, draft: Draft) -> Output:
        versions = rows_in(VersionKey, response)
        draft = draft | {"versions": [v.model_dump(by_alias=True) for v in by_age(versions)]}
        yield from self._next_text(draft)

    def parse_text(self, response: Response, draft: Draft) -> Output:
        text = MatterText.model_validate(json.loads(response.body))
        read = {"url": self.published(response.url), "rtf": text.rtf, "plain": text.plain}
        yield from self._next_text(draft | {"texts": [*draft["texts"], read]})

    def _next_text(self, draft: Draft) -> Output:
        """The next version's text, or, once the texts tell what it is about, the rest."""
        matter = Matter.model_validate(draft["matter"])
        read = len(draft["texts"])
        if read < len(draft["versions"]):
            version = VersionKey.model_validate(draft["versions"][read])
            yield self._next(matter, f"texts/{version.text_id}", self.parse_text, draft)
        elif self.topic_filter and not is_on_topic(matter, self.summary_of(draft), draft["texts"]):
            yield SkipItem("off topic")
        else:
            yield self._next(matter, "histories", self.parse_histories, draft)

    def parse_histories(self, response: Response, draft: Draft) -> Output:
        yield from self._then(response, draft, "histories", "sponsors", self.parse_sponsors)

    def parse_sponsors(self, response: Response, draft: Draft) -> Output:
        yield from self._then(response, draft, "sponsors", "attachments", self.parse_attachments)

    def _then(
        self, response: Response, draft: Draft, part: str, following: str, callback: Any
    ) -> Output:
        draft = draft | {part: json.loads(response.body), f"{part}_fetch": fetch_id_of(response)}
        yield self._next(Matter.model_validate(draft["matter"]), following, callback, draft)

    def parse_attachments(self, response: Response, draft: Draft) -> Output:
        matter = Matter.model_validate(draft["matter"])
        found = Found({})
        title, *others = dict.fromkeys(filter(None, [matter.name, matter.title, matter.file]))
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": session_of(matter),
            "identifier": matter.file,
            "title": title,
            "classification": self.classification_for(matter),
            "abstract": self.summary_of(draft),
            "publisher_status": matter.status,
            "url": f"{self.public_site}/LegislationDetail.aspx?ID={matter.id}&GUID={matter.guid}",
            "other_titles": [other for other in others if other != matter.file],
            "other_identifiers": self.identifiers_for(matter),
            "sponsorships": sponsorships_for(draft),
            "actions": actions_for(draft, self.actions, found),
            "versions": versions_for(draft, found),
            "documents": documents_for(response, found),
            "fetch_id": draft["matter_fetch"],
        }
        yield found

    def classification_for(self, matter: Matter) -> list[str]:
        words = [self.bill_types[matter.type]]
        if matter.enactment_number and self.enacted_classification not in ("", *words):
            words.append(self.enacted_classification)
        return words

    def identifiers_for(self, matter: Matter) -> list[dict[str, str]]:
        if not matter.enactment_number:
            return []
        return [{"identifier": matter.enactment_number, "note": "enactment number"}]

    def summary_of(self, draft: Draft) -> str:
        summary = draft["matter"].get(self.summary_column)
        return summary.strip() if isinstance(summary, str) else ""

    def bill_id_of(self, matter: Matter) -> str:
        return ids.bill_id(self.name, session(self.name, session_of(matter)).key, matter.file)
