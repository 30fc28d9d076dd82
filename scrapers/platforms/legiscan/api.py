"""Asking LegiScan's API, and reading the printings of a bill through it."""

import base64
import binascii
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast
from urllib.parse import urlencode

from pydantic import BaseModel, ValidationError
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from legislation import topics
from legislation.archive import NotArchived
from legislation.model import sentence_of
from scrapers.already_read import Mark, Validator
from scrapers.bill_texts import Output, Reading, ReadsTexts
from scrapers.outcomes import File, Found, PutAside
from scrapers.platforms.legiscan.answers import Refused, answer_in
from scrapers.platforms.legiscan.bill import printings_of
from scrapers.platforms.legiscan.rows import Bill, Printing, Session, TextAnswer, rows_in
from scrapers.platforms.legiscan.words import meaning, media_type_of
from scrapers.rough_text import rough_text
from scrapers.source_spider import is_on_this_machine

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class DocumentReading(Reading):
    """printings: LegiScan's rows of the item's versions."""

    printings: tuple[Printing, ...] = ()

    @property
    def printing(self) -> Printing:
        """The one that is read next."""
        return self.printings[self.waiting[-1]]


class LegiScanApi(ReadsTexts):
    publisher = "https://api.legiscan.com"
    token_variable = "LEGISCAN_API_KEY"  # noqa: S105  the variable's name
    token_parameter = "key"  # noqa: S105
    token_page = "https://legiscan.com/legiscan"  # noqa: S105

    states: str = ""  # -a states=wa,nj,us; all without
    since: str = ""  # -a since=2021: closed sessions, too, that went on in that year or later

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES") | {
            # Before retrying and archiving see an answer, and before a request is counted.
            "scrapers.platforms.legiscan.wire.LegiScanAnswers": 565,
        }
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")
        if not settings.get("WARC"):
            handler = "scrapers.platforms.legiscan.wire.AccessKeyOnTheWire"
            handlers = {"http": handler, "https": handler}
            settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")

    @property
    def may_ask(self) -> bool:
        """Whether there is a key, or a stand-in that wants none."""
        return bool(os.environ.get(self.token_variable)) or is_on_this_machine(self.base_url)

    @property
    def asked_states(self) -> list[str]:
        return [code.strip().lower() for code in self.states.split(",") if code.strip()]

    def is_asked_for(self, session: Session) -> bool:
        """Sessions that LegiScan calls prior are closed, their bills done with."""
        is_recent = not session.prior or (self.since and str(session.year_end) >= self.since)
        return bool(is_recent and session.state in (self.asked_states or meaning("states")))

    def mark_of(self, bill_id: int, change_hash: str, session_id: int) -> Mark:
        # Without a key printings are not read; with one, the next crawl shall read them.
        value = change_hash if self.may_ask else f"{change_hash} without texts"
        return Mark(str(bill_id), value, scope=f"session {session_id}")

    def address_of(self, operation: str, **parameters: Any) -> str:
        return f"{self.publisher}/?{urlencode({'op': operation, **parameters})}"

    def call(
        self,
        operation: str,
        parameters: dict[str, Any],
        callback: Callable[..., Any],
        subject: str,
        **more: Any,
    ) -> Request:
        return self.ask(
            self.here(self.address_of(operation, **parameters)), callback, subject, **more
        )

    def answer_of(self, response: Response, part: str) -> Any:
        """Raises PutAside where LegiScan refuses; a key or its queries used up end the crawl."""
        try:
            return answer_in(response.body, part)
        except Refused as refused:
            raise PutAside(
                response.meta["subject"],
                self.sentence_about(refused),
                self.published(response.url),
                ends=ends_of(refused, is_list=bool(response.meta.get("is_list"))),
            ) from refused

    def rows_of(
        self, shape: type[Shape], response: Response, part: str, ends: Literal["", "failed"] = ""
    ) -> list[Shape | PutAside]:
        """The rows of a list; one that cannot be read is put aside. Raises PutAside, TypeError.

        ends: "failed" where a row stands for more than a bill.
        """
        rows: list[Shape | PutAside] = []
        for number, row in enumerate(rows_in(self.answer_of(response, part)), 1):
            try:
                rows.append(shape.model_validate(row))
            except ValidationError as error:
                reason = (
                    f"The row of the list cannot be read ({sentence_of(error)}); "
                    "ask LegiScan, or mend scrapers/platforms/legiscan/rows.py."
                )
                subject = f"{response.meta['subject']}, row {number}"
                rows.append(PutAside(subject, reason, self.published(response.url), ends))
        return rows

    def sentence_about(self, refused: Refused) -> str:
        said = f"LegiScan answers {refused.message!r}"
        match refused.why:
            case "key":
                return f"{said}; get a key at {self.token_page} and set {self.token_variable}."
            case "limit":
                return (
                    f"{said}; run `scrapy crawl {self.name}` again when the month is over, "
                    "it goes on from here."
                )
            case "unknown":
                return f"{said}: it lists what it does not have; run the crawl again later."
        return f"{said}; compare the request with the API's manual."

    def why_failed(self, failure: Failure) -> str:
        if isinstance(failure.value, Refused):
            return self.sentence_about(failure.value)
        return super().why_failed(failure)

    def with_printings(self, found: Found, bill: Bill) -> Output:
        """As `with_texts`, but a printing that was read once is not asked for again."""
        printings = tuple(printings_of(bill))
        waiting = tuple(range(len(printings))) if self.may_ask else ()
        if not self.may_ask:
            found.left_out += ["version not read without a key"] * len(printings)
        yield from self._next_text(
            DocumentReading(found, waiting, self.is_on_topic(found), printings=printings)
        )

    def is_on_topic(self, found: Found) -> bool:
        item = found.item
        words = "\n".join([item["title"], item["abstract"], *item["subjects"]])
        return not self.topic_filter or topics.is_candidate(words)

    def _next_text(self, reading: Reading) -> Output:
        reading = cast(DocumentReading, reading)
        while reading.waiting and (file := self._kept(reading.printing)):
            reading = with_text(reading, file)
        if not reading.waiting:
            yield from super()._next_text(reading)
            return
        yield self.call(
            "getBillText",
            {"id": reading.printing.doc_id},
            self.parse_text,
            f"{reading.bill}, {reading.version['note']}",
            errback=self.text_failed,
            reading=reading,
        )

    def parse_text(self, response: Response, reading: Reading) -> Output:
        reading = cast(DocumentReading, reading)
        try:
            text = TextAnswer.model_validate(self.answer_of(response, "text"))
            body = base64.b64decode(text.doc, validate=True)
            if len(body) != (text.text_size or len(body)):
                raise ValueError(f"{len(body)} bytes where {text.text_size} are announced")
        except (LookupError, TypeError, ValueError, PutAside) as error:
            yield from self._without_text(response, reading, error)
            return
        file = File(self._document_at(reading.printing), media_type_of(text.mime), body)
        kept = self.run.keep_bytes(file.body, file.url, file.media_type)
        self.run.already_read.keep_validator(
            self._known_as(reading.printing), Validator("", "", kept.sha256, file.media_type)
        )
        yield from self._next_text(with_text(reading, file))

    def _document_at(self, printing: Printing) -> str:
        """The address of the document alone; the answer holds it in base64."""
        return f"{self.address_of('getBillText', id=printing.doc_id)}#doc"

    def _known_as(self, printing: Printing) -> str:
        """LegiScan may replace a document under its number; older records have no hash of it."""
        version = printing.text_hash or f"{printing.date}-{printing.text_size}"
        return f"{self._document_at(printing)}-{version}"

    def _without_text(
        self, response: Response, reading: DocumentReading, error: Exception
    ) -> Output:
        if isinstance(error, PutAside):
            yield error
            if error.ends:
                return  # the next crawl reads the bill from the start
        else:
            what = "damaged" if isinstance(error, binascii.Error) else sentence_of(error)
            yield PutAside(
                response.meta["subject"],
                f"The text in LegiScan's answer cannot be read ({what}); run the crawl again later.",
                self.published(response.url),
            )
        reading.found.left_out.append("version without text")
        waiting, failures = reading.waiting[:-1], reading.failures + 1
        yield from self._next_text(replace(reading, waiting=waiting, failures=failures))

    def _kept(self, printing: Printing) -> File | None:
        """The document that an earlier crawl read, from the archive."""
        known = self.run.already_read.validator(self._known_as(printing))
        if known is None or self.settings.getbool("READ_ANEW"):
            return None
        try:
            body = self.run.archive.read(known.sha256)
        except NotArchived:
            return None
        return File(self._document_at(printing), known.media_type, body)


def ends_of(refused: Refused, *, is_list: bool) -> Literal["", "failed", "paused", "misused"]:
    if refused.why == "key":
        return "misused"
    if refused.why == "limit":
        return "paused"
    return "failed" if is_list else ""


def with_text(reading: DocumentReading, file: File) -> DocumentReading:
    """The reading with one printing less to read."""
    links = reading.version["links"] or [{"url": file.url}]
    links[0] |= {"media_type": file.media_type, "fetch_id": file.fetch_id}
    reading.version["links"] = links
    is_on_topic = reading.is_on_topic or topics.is_candidate(
        "", rough_text(file.media_type, file.body)
    )
    earlier = reading.waiting[:-1] if is_on_topic or reading.failures else ()
    return replace(reading, waiting=earlier, is_on_topic=is_on_topic)
