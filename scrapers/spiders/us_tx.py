"""Texas Legislature, through the files of the Legislative Council's FTP server.

The Council asks data services to leave capitol.texas.gov to people and gives the same files by FTP, so
nothing is asked of the web server: the listings of the folders tell which bill histories are new or
changed, and the texts come from there, too. An item's links are the web's, which people can open.
Quirks: a called session numbers its bills from 1 again; a number that is not yet given away has a file
that says so; the file of a joint resolution is called "HJ 2", the resolution HJR 2.
Usage: scrapy crawl us_tx [-a session=892]
History: 2026-11-23 written.
"""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings

from scrapers.already_read import Mark
from scrapers.archiving import fetch_id_of
from scrapers.asked_sessions import asked_sessions
from scrapers.bill_texts import Output, ReadsTexts
from scrapers.outcomes import Found, PutAside, SkipItem
from scrapers.platforms.texas import (
    TYPES,
    Entry,
    actions_for,
    entries_in,
    ftp_address_of,
    history_in,
    identifier_of,
    papers_for,
    related_for,
    sessions_in,
    sponsorships_for,
    subjects_for,
    versions_for,
)

PAGES = "https://capitol.texas.gov/BillLookup/History.aspx"


class TexasSpider(ReadsTexts):
    name = "us_tx"
    publisher = "ftp://ftp.legis.state.tx.us"

    session: str = ""  # -a session=89 or 892; without one, all of the newest Legislature

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if not settings.get("WARC"):
            handlers = settings.getdict("DOWNLOAD_HANDLERS")
            handlers["ftp"] = "scrapers.ftp_folders.FtpFolders"
            settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.session)

    def here(self, url: str) -> str:
        """For a text of the web server the FTP server's file; a replay by HTTP has but the former."""
        if self.base_url.startswith("ftp://") and (file := ftp_address_of(url, self.base_url)):
            return file
        return super().here(url)

    async def start(self) -> AsyncIterator[Request]:
        yield self._folder("bills/", self.parse_sessions)

    def _folder(self, path: str, callback: Callable[..., Output], name: str = "") -> Request:
        more: dict[str, Any] = {"name": name, "path": path} if name else {}
        return self.ask(
            self.here(f"{self.publisher}/{quote(path)}"),
            callback,
            f"us_tx: folder {path}",
            expects="document",
            is_list=True,
            **more,
        )

    def parse_sessions(self, response: Response) -> Output:
        known = sessions_in(entries_in(response.body))
        if not known:
            raise ValueError("no session in the folder of sessions")
        asked = asked_sessions(self.name, self.session, known)
        if not asked:
            names = ", ".join(listed.name for listed in known[-5:])
            yield PutAside(
                "session",
                f"{self.session!r} is no session; the publisher has {names}.",
                ends="misused",
            )
        for listed in asked:
            yield self._folder(
                f"bills/{listed.folder}/billhistory/", self.parse_folder, listed.name
            )

    def parse_folder(self, response: Response, path: str, name: str) -> Output:
        entries = entries_in(response.body)
        for entry in entries:
            if entry.is_folder:
                yield self._folder(f"{path}{entry.name}/", self.parse_folder, name)
        for entry in entries:
            if not entry.is_folder and entry.name.lower().endswith(".xml"):
                yield from self._history(path, entry, name)

    def _history(self, path: str, entry: Entry, name: str) -> Output:
        file = entry.name[: -len(".xml")]
        if not self.run.has_read(Mark(file, entry.said, name)):
            yield self.ask(
                self.here(f"{self.publisher}/{quote(path + entry.name)}"),
                self.parse_history,
                f"us_tx {name} {file}",
                expects="xml",
                name=name,
                file=file,
                said=entry.said,
            )

    def parse_history(self, response: Response, name: str, file: str, said: str) -> Output:
        mark = Mark(file, said, name)
        history = history_in(response.body)
        title = " ".join((history.findtext("caption") or "").split())
        if not title or b"Bill does not exist" in response.body:
            yield SkipItem("number without a bill yet", mark)
            return
        identifier = identifier_of(history.get("bill", ""))
        kind, number = identifier.split()
        if not re.search(rf"\b0*{number}$", file):
            raise ValueError(f"the history of {identifier} in the file {file}")
        found = Found({}, mark=mark)
        folder = name if len(name) > 2 else f"{name}R"
        found.item = {
            "kind": "bill",
            "source": self.name,
            "jurisdiction": self.name,
            "session": name,
            "identifier": identifier,
            "title": title,
            "classification": [TYPES[kind[1:]]],
            "subjects": subjects_for(history),
            "publisher_status": " ".join((history.findtext("lastaction") or "").split()),
            "url": f"{PAGES}?LegSess={folder}&Bill={kind}{number}",
            "related_bills": related_for(history, name),
            "sponsorships": sponsorships_for(history),
            "actions": actions_for(history, found),
            "versions": versions_for(history),
            "documents": papers_for(history),
            "fetch_id": fetch_id_of(response),
        }
        yield from self.with_texts(found)
