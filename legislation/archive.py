"""The content-addressed archive: every final response's bytes, and a log of where they came from.

``raw/<sha256>`` holds bytes, never overwritten. ``raw/fetches/<spider>.jsonl`` holds one line a
fetch; the same bytes from the same address are logged once, with the time they were first seen,
so that reading an unchanged source again changes nothing.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from legislation import ids, jsonlines

# ?token=… (Legistar), ?key=… (LegiScan), ?apikey=… and ?api_key=… (Open States, congress.gov)
_SECRET_PARAMETER = re.compile(
    r"(?i)^(api_?key|key|token|access_token|access_key|secret|password)$"
)


class NotArchived(LookupError):
    """The bytes of a fetch are not in the archive."""


@dataclass(frozen=True)
class Fetch:
    """Where bytes came from. ``fetched_at`` is UTC, ISO 8601; ``size`` in bytes."""

    fetch_id: str
    url: str
    fetched_at: str
    status: int
    media_type: str
    sha256: str
    size: int
    spider: str
    run_id: str


def without_secrets(url: str) -> str:
    """The address with credentials and key-like parameters cut, as it may be stored and shown."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _SECRET_PARAMETER.match(name)]
    query = urlencode(kept) if len(kept) < len(pairs) else parts.query
    return urlunsplit((parts.scheme, host, parts.path, query, parts.fragment))


class Archive:
    """Bytes and their fetch log under ``root`` (``data/raw``)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, set[str]] = {}

    def keep(
        self,
        body: bytes,
        url: str,
        *,
        fetched_at: str,
        media_type: str = "",
        status: int = 200,
        spider: str,
        run_id: str,
    ) -> Fetch:
        """Stores ``body`` and returns its fetch; the same bytes from the same address are logged once."""
        sha256 = hashlib.sha256(body).hexdigest()
        url = without_secrets(url)
        known = self._known_of(spider)
        fetch_id = ids.fetch_id(url, sha256)
        self._write(sha256, body)
        fetch = Fetch(
            fetch_id, url, fetched_at, status, media_type, sha256, len(body), spider, run_id
        )
        if fetch_id not in known:
            jsonlines.append(self._log_path(spider), asdict(fetch))
            known.add(fetch_id)
        return fetch

    def read(self, sha256: str) -> bytes:
        """Raises NotArchived when the bytes are missing."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            raise NotArchived(
                f"The archive holds no bytes {sha256[:12]}…; crawl the source again with `make collect`."
            ) from None

    def size(self, sha256: str) -> int:
        """How many bytes are kept, 0 when they are missing."""
        path = self._path(sha256)
        return path.stat().st_size if path.exists() else 0

    def fetches(self) -> Iterator[Fetch]:
        """Every logged fetch, spider by spider, oldest first."""
        for path in sorted((self.root / "fetches").glob("*.jsonl")):
            yield from (Fetch(**row) for row in jsonlines.read(path))

    def _known_of(self, spider: str) -> set[str]:
        """Ids alone: a crawl of a large source keeps hundreds of thousands of them in memory."""
        if spider not in self._known:
            path = self._log_path(spider)
            jsonlines.drop_unfinished_line(path)
            self._known[spider] = {row["fetch_id"] for row in jsonlines.read(path)}
        return self._known[spider]

    def _log_path(self, spider: str) -> Path:
        return self.root / "fetches" / f"{spider}.jsonl"

    def _path(self, sha256: str) -> Path:
        return self.root / sha256

    def _write(self, sha256: str, body: bytes) -> None:
        path = self._path(sha256)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and renamed, so that a killed crawl leaves no half file under a full name.
        descriptor, aside = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        os.replace(aside, path)
