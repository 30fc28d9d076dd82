"""Documents and pages at their publishers' own URLs."""

import gzip
import json
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from tests.replay.upstream import Answer, Upstream, url_key

INSITE_PAGES = {
    "legislation.aspx": "bills.html.gz",
    "calendar.aspx": "events.html.gz",
    "people.aspx": "people.html.gz",
}
# New York shows the same pages under the council's own name
INSITE_ALIASES = {"legistar.council.nyc.gov": "nyc.legistar.com"}
DC_HOST = "code.dccouncil.gov"


@dataclass(frozen=True)
class Captured:
    """A row of url_map.jsonl; `file` is null when the URL exists but was not captured."""

    media_type: str
    file: str | None


@lru_cache(maxsize=4)
def read_pack(path: Path) -> Mapping[str, bytes]:
    """Path → bytes of a pack.jsonl.gz, as the publisher sent them."""
    return dict(pack_lines(path))


def pack_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            latin1 = row.get("raw_latin1")
            yield row["path"], row["raw"].encode() if latin1 is None else latin1.encode("latin-1")


class StateDocuments:
    """Every URL that `states/*/url_map.jsonl` names; `missing_status` answers the uncaptured ones.

    The media type goes out without a charset: none of these publishers sends one that helps.
    """

    def __init__(self, corpus: Path, missing_status: int = 404) -> None:
        self.states, self.missing_status = corpus / "states", missing_status

    def answer(self, asked: Upstream) -> Answer | None:
        captured = self._captured.get(asked.key) if asked.host else None
        if captured is None:
            return None
        if captured.file is None:
            return Answer(b"<html><body>Not available.</body></html>", status=self.missing_status)
        return Answer(self._bytes(captured.file), captured.media_type)

    @cached_property
    def _captured(self) -> dict[str, Captured]:
        captured: dict[str, Captured] = {}
        for path in sorted(self.states.glob("*/url_map.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                key = url_key(row["url"])
                if key in captured and captured[key].file is not None:
                    continue  # a bill may list one URL twice; the first capture stands
                guessed = mimetypes.guess_type(row["file"] or "")[0] or "application/octet-stream"
                captured[key] = Captured(row["media_type"] or guessed, row["file"])
        return captured

    def _bytes(self, file: str) -> bytes:
        plain = self.states / file
        if plain.exists():
            return plain.read_bytes()
        return read_pack(self.states / file.split("/")[0] / "pack.jsonl.gz")[file]


class InSitePages:
    """Legistar's public pages: `legistar/<client>/*.html.gz` at <client>.legistar.com/*.aspx."""

    def __init__(self, corpus: Path) -> None:
        self.folder = corpus / "legistar"

    def answer(self, asked: Upstream) -> Answer | None:
        client, _, domain = INSITE_ALIASES.get(asked.host, asked.host).partition(".")
        page = INSITE_PAGES.get(asked.path.strip("/").lower())
        path = self.folder / client / (page or "")
        if domain != "legistar.com" or not page or not path.exists():
            return None
        return Answer(gzip.decompress(path.read_bytes()), "text/html; charset=utf-8")


class DistrictOfColumbia:
    """The Council's law XML: `dc/<any>/us/dc/…/21-120.xml` at <host>/us/dc/…/21-120."""

    def __init__(self, corpus: Path) -> None:
        self.folder = corpus / "dc"

    def answer(self, asked: Upstream) -> Answer | None:
        path = self._files.get(asked.path.strip("/").removesuffix(".xml"))
        if asked.host != DC_HOST or path is None:
            return None
        return Answer(path.read_bytes(), "application/xml")

    @cached_property
    def _files(self) -> dict[str, Path]:
        files = {}
        for selection in sorted(path for path in self.folder.glob("*") if path.is_dir()):
            for path in sorted(selection.rglob("*.xml")):
                files[path.relative_to(selection).as_posix().removesuffix(".xml")] = path
        return files
