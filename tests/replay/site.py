"""A publisher written out by hand: `tests/sites/<name>/site.yml` and the files beside it.

spider: its name. options: of the crawl. bills: identifiers that must be kept. again_at_most: requests
of a second crawl when nothing changed. answers: rows of url, and `file` with media_type or `zip`, a
folder that is zipped as it is served; with `method: POST` and `form`, fields that must have been sent;
`status` and `headers` where they differ from 200 and none.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

import yaml

from tests.replay.upstream import Answer, Upstream, url_key


class Site:
    """Source of a replay. Answers only what `answers` lists, on the publisher's own host or without one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        document: dict[str, Any] = yaml.safe_load((folder / "site.yml").read_text("utf-8"))
        self.spider: str = document["spider"]
        self.options: list[str] = [str(option) for option in document.get("options", ())]
        self.bills: list[str] = sorted(document["bills"])
        self.again_at_most: int = document["again_at_most"]
        self.variables: dict[str, str] = document.get("variables", {})
        self._rows: list[dict[str, Any]] = document["answers"]

    def answer(self, asked: Upstream) -> Answer | None:
        for row in self._rows:
            if self._is_asked(row, asked):
                headers = {str(name): str(value) for name, value in row.get("headers", {}).items()}
                media_type = (
                    "application/zip" if "zip" in row else row.get("media_type", "text/html")
                )
                return Answer(self._body(row), media_type, row.get("status", 200), headers)
        return None

    def _is_asked(self, row: dict[str, Any], asked: Upstream) -> bool:
        key = url_key(row["url"])
        if not asked.host:
            key = key[key.index("/") :]
        if key != asked.key or row.get("method", "GET") != asked.method:
            return False
        form = {name: str(value) for name, value in row.get("form", {}).items()}
        return form.items() <= asked.form.items()

    def _body(self, row: dict[str, Any]) -> bytes:
        if "zip" in row:
            return zipped(self.folder / row["zip"])
        return (self.folder / row["file"]).read_bytes() if "file" in row else b""


def zipped(folder: Path) -> bytes:
    """The same bytes each time, so that an unchanged folder is an unchanged file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.writestr(
                    zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes()
                )
    return file.getvalue()
