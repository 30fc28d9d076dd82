"""Fetches a file of hundreds of megabytes in pieces onto the disk: memory holds one piece.

By HTTP ranges (RFC 9110, section 14). A server that knows none sends the whole file at once, which
then must not exceed DOWNLOAD_MAXSIZE. A crawl that was killed goes on where the file on disk ends.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response

from scrapers.bill_texts import Output
from scrapers.source_spider import SourceSpider

PIECE = 16 * 1024 * 1024
SECONDS = 300  # for one piece
BEYOND_ITS_END = 416  # the file on disk is longer than the publisher's: not the same one any more
# "bytes 16777216-33554431/997654321"
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
# Address of a file and where it is to stand in the data folder.
Files = Sequence[tuple[str, str]]


class FetchesLargeFiles(SourceSpider):
    """Subclasses say in `files_at_hand` what is done with the files."""

    def files_at_hand(self, files: Files, **more: Any) -> Output:
        """more: what `fetch_files` was given."""
        raise NotImplementedError

    def fetch_files(self, files: Files, number: int = 0, **more: Any) -> Output:
        """One after another from `number` on. A path must change when the publisher's file does."""
        while number < len(files) and self.place(files[number][1]).exists():
            number += 1
        if number == len(files):
            yield from self.files_at_hand(files, **more)
        else:
            yield self.piece(files, number, **more)

    def place(self, path: str) -> Path:
        return self.run.data / path

    def begun(self, path: str) -> Path:
        return self.run.data / f"{path}.part"

    def piece(self, files: Files, number: int, **more: Any) -> Request:
        """The next piece of a file, after what the disk holds of it."""
        url, path = files[number]
        begun = self.begun(path)
        first = begun.stat().st_size if begun.exists() else 0
        request = self.ask(
            self.here(url),
            self.parse_piece,
            f"{Path(path).name} from byte {first:,}",
            expects="zip",
            is_list=True,
            files=files,
            number=number,
            **more,
        )
        request.headers["Range"] = f"bytes={first}-{first + PIECE - 1}"
        request.headers["Accept-Encoding"] = "identity"  # a range counts bytes as they are stored
        request.meta["download_timeout"] = SECONDS
        request.meta["handle_httpstatus_list"] = [BEYOND_ITS_END]
        return request

    def parse_piece(self, response: Response, files: Files, number: int, **more: Any) -> Output:
        _, path = files[number]
        begun = self.begun(path)
        begun.parent.mkdir(parents=True, exist_ok=True)
        if response.status == 200:
            begun.write_bytes(response.body)
        elif response.status == BEYOND_ITS_END:
            begun.unlink()
            yield self.piece(files, number, **more)
            return
        elif not _is_whole_with(response, begun):
            yield self.piece(files, number, **more)
            return
        begun.replace(self.place(path))
        yield from self.fetch_files(files, number + 1, **more)


def _is_whole_with(response: Response, begun: Path) -> bool:
    """Appends a piece. Raises ValueError for another one than was due; the file is then begun anew."""
    said = (response.headers.get("Content-Range") or b"").decode("latin-1")
    have = begun.stat().st_size if begun.exists() else 0
    found = _RANGE.fullmatch(said)
    first, last, total = (int(number) for number in found.groups()) if found else (-1, 0, 0)
    if first != have or last - first + 1 != len(response.body) or total <= last:
        begun.unlink(missing_ok=True)
        raise ValueError(f"a piece called {said!r} where byte {have:,} was due")
    with begun.open("ab") as file:
        file.write(response.body)
    return last + 1 == total
