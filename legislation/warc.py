"""The archive as WARC 1.1 (ISO 28500), the format that web archives and their tools read.

One record a fetch, in the order of the log: `response` where a publisher's server gave the bytes,
`resource` where they came inside another answer or from a repository. The same archive gives the same
file, byte for byte.
"""

import gzip
import io
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from legislation.archive import Archive, Fetch, NotArchived, without_secrets

_NAMESPACE = uuid.UUID("2d3c1b52-2f0e-5a6e-9f3b-6b1a0c988988")


class UnreadableWarc(ValueError):
    """The file is no WARC, or is cut off; the sentence says where."""


class Record(NamedTuple):
    """What a WARC holds at `offset`. media_type: as the publisher said."""

    url: str
    status: int
    media_type: str
    etag: str
    last_modified: str
    body: bytes


def export(archive: Archive, path: Path, spider: str | None = None) -> tuple[int, int]:
    """Writes `path`, gzipped where its name ends in .gz, aside and renamed. Returns how many records
    it holds and how many fetches were left out since the archive lacks their bytes."""
    records = missing = 0
    aside = path.with_name(f".{path.name}.part")
    with aside.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz", warc_version="1.1")
        for fetch in archive.fetches():
            if spider and fetch.spider != spider:
                continue
            try:
                body = archive.read(fetch.sha256)
            except NotArchived:
                missing += 1
                continue
            writer.write_record(_record(writer, fetch, body))
            records += 1
    os.replace(aside, path)
    return records, missing


def _record(writer: WARCWriter, fetch: Fetch, body: bytes):  # type: ignore[no-untyped-def]
    is_response = fetch.url.startswith(("http://", "https://")) and "#" not in fetch.url
    head = None
    if is_response:
        headers = [("Content-Type", fetch.media_type)] if fetch.media_type else []
        headers.append(("Content-Length", str(len(body))))
        head = StatusAndHeaders(f"{fetch.status} OK", headers, protocol="HTTP/1.1")
    return writer.create_warc_record(
        fetch.url,
        "response" if is_response else "resource",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_content_type="" if is_response else fetch.media_type or "application/octet-stream",
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_NAMESPACE, fetch.fetch_id)}>",
            "WARC-Date": fetch.fetched_at.replace("+00:00", "Z"),
        },
    )


def index(path: Path) -> dict[str, int]:
    """Address without keys → offset of its newest record. Raises UnreadableWarc."""
    found: dict[str, tuple[str, int]] = {}
    try:
        _refuse_cut_gzip(path)
        for record, offset in _records(path):
            if record.rec_type in ("response", "resource"):
                url = without_secrets(record.rec_headers.get_header("WARC-Target-URI") or "")
                date = record.rec_headers.get_header("WARC-Date") or ""
                if url not in found or date >= found[url][0]:
                    found[url] = (date, offset)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise UnreadableWarc(
            f"{path.name} cannot be read as WARC after {len(found)} addresses ({_in_short(error)}); "
            "fetch or export it again."
        ) from error
    if not found:
        raise UnreadableWarc(f"{path.name} holds no answer of a publisher; name another WARC.")
    return {url: offset for url, (_, offset) in found.items()}


def _in_short(error: Exception) -> str:
    return (str(error).partition(", first line")[0] or "it is cut off").rstrip(".")


def _refuse_cut_gzip(path: Path) -> None:
    """warcio takes the end of a cut file for the end of the archive; gzip does not. Raises EOFError."""
    with path.open("rb") as file:
        is_gzip = file.read(2) == b"\x1f\x8b"
    if is_gzip:
        with gzip.open(path) as unpacked:
            while unpacked.read(1 << 20):
                pass


def _records(path: Path) -> Iterator[tuple[Any, int]]:
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            yield record, records.get_record_offset()
            while record.raw_stream.read(1 << 16):
                pass
            if record.raw_stream.limit:
                raise EOFError("its last record is cut off")


def read(path: Path, offset: int, max_bytes: int) -> Record:
    """The record at `offset`, transfer and content encoding undone.

    Raises UnreadableWarc, also for a body above `max_bytes`.
    """
    with path.open("rb") as file:
        file.seek(offset)
        try:
            record = next(iter(ArchiveIterator(file)))
            body = record.content_stream().read(max_bytes + 1)
        except (ArchiveLoadFailed, EOFError, OSError, StopIteration, ValueError) as error:
            raise UnreadableWarc(f"{path.name} is broken at byte {offset} ({error}).") from error
        if len(body) > max_bytes:
            raise UnreadableWarc(
                f"{path.name}: the record at byte {offset} is larger than {max_bytes:,} bytes."
            )
        url = record.rec_headers.get_header("WARC-Target-URI")
        http = record.http_headers
        if http is None:
            kind = record.rec_headers.get_header("Content-Type") or ""
            return Record(url, 200, kind, "", "", body)

        def header(name: str) -> str:
            return http.get_header(name) or ""

        status = int(http.get_statuscode() or 200)
        return Record(
            url, status, header("Content-Type"), header("ETag"), header("Last-Modified"), body
        )
