"""Reads a publisher's zip archive member by member; nothing it says of itself is believed.

Nothing is ever unpacked to disk, memory holds what a caller reads, and each way in which an archive
can be broken or hostile has an exception of its own with one sentence.
"""

import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

# "C:\bills.csv", "/bills.csv", "\bills.csv"
_ABSOLUTE = re.compile(r"^(?:[A-Za-z]:|[/\\])")
_SEPARATOR = re.compile(r"[/\\]")
_ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".tar")
_ENCRYPTED = 0x1  # bit of a member's flags
# Below this size a ratio says nothing: a table of zeros is no attack.
_RATIO_FROM = 10 * 1024 * 1024
_AT_ONCE = 256 * 1024  # bytes unpacked ahead of the reader
# What zipfile and the decompressors below it raise at bytes that are not what they should be.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    OSError,
    UnicodeDecodeError,
)


class BadZip(ValueError):
    """An archive that is not read; the message is one sentence for the quarantine."""


class NotAZip(BadZip):
    """No zip archive, or one that was cut off."""


class DamagedMember(BadZip):
    """A member whose bytes do not unpack to what the archive's list says of it."""


class UnsafeName(BadZip):
    """A name that leads out of the archive: absolute, with `..`, or with a zero byte."""


class NotAFile(BadZip):
    """A symbolic link or another special file."""


class EncryptedMember(BadZip):
    """A member that wants a password."""


class NameTwice(BadZip):
    """Two members under one name: which of them is meant cannot be known."""


class NestedArchive(BadZip):
    """An archive in the archive, which its reader did not ask for by suffix."""


class TooManyMembers(BadZip):
    """More members than a publisher's archive has."""


class TooLarge(BadZip):
    """More bytes than allowed, or so many more than it has packed that it is a bomb."""


@dataclass(frozen=True)
class Limits:
    """Bytes are unpacked ones. ratio: unpacked to packed.

    The largest archive read here, California's of two years, unpacks to some 5 GB in 60,000 members;
    text packs to a tenth, tables with much repetition to a hundredth.
    """

    members: int = 200_000
    member_bytes: int = 2 * 1024**3
    total_bytes: int = 16 * 1024**3
    ratio: int = 200


@dataclass(frozen=True)
class Member:
    """A file in the archive, readable while the archive is open.

    size: bytes, as declared. modified: ISO date, in the packer's own time zone.
    """

    name: str
    size: int
    modified: str
    _archive: zipfile.ZipFile
    _info: zipfile.ZipInfo

    def open(self) -> BufferedReader:
        """A stream of its bytes. Raises DamagedMember, on reading too."""
        with _damage_of(self.name):
            packed = self._archive.open(self._info)
        return BufferedReader(_Unpacked(packed, self), _AT_ONCE)

    def read(self) -> bytes:
        with self.open() as stream:
            return stream.read()


class ZipFiles:
    """`with ZipFiles(path) as archive:` gives members in the archive's order, or one by name.

    Opening checks the whole list of members. Raises a BadZip.
    """

    def __init__(self, source: Path | bytes, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._label = source.name if isinstance(source, Path) else "The archive"
        self._packed_bytes = source.stat().st_size if isinstance(source, Path) else len(source)
        try:
            self._archive = zipfile.ZipFile(source if isinstance(source, Path) else BytesIO(source))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise NotAZip(
                f"{self._label} is no zip archive or was cut off ({error}); fetch it again."
            ) from error
        try:
            self._members = self._checked()
        except BadZip:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def __getitem__(self, name: str) -> Member:
        """Raises KeyError."""
        return self._members[name]

    def members(self, suffixes: tuple[str, ...] = ()) -> Iterator[Member]:
        """Those whose name ends in one of `suffixes` (".csv"), all without any, whatever the case.

        Raises NestedArchive at one that is an archive itself, unless its suffix is asked for.
        """
        for member in self._members.values():
            name = member.name.lower()
            if suffixes and not name.endswith(tuple(suffix.lower() for suffix in suffixes)):
                continue
            if not suffixes and name.endswith(_ARCHIVES):
                raise NestedArchive(
                    f"{member.name} in {self._label} is an archive itself and was not read; "
                    "look what the publisher changed."
                )
            yield member

    def _checked(self) -> dict[str, Member]:
        infos = self._archive.infolist()
        if len(infos) > self._limits.members:
            raise TooManyMembers(
                f"{self._label} names {len(infos):,} members, {self._limits.members:,} are allowed; "
                "look at it before raising the limit."
            )
        members: dict[str, Member] = {}
        for info in infos:
            self._check_name(info)
            if info.is_dir():
                continue
            name = str(PurePosixPath(info.filename))
            if name in members:
                raise NameTwice(
                    f"{self._label} holds {name} twice; ask the publisher which one is meant."
                )
            self._check_kind(info)
            self._check_place(info)
            self._check_size(info)
            members[name] = Member(
                name,
                info.file_size,
                "{:04}-{:02}-{:02}".format(*info.date_time[:3]),
                self._archive,
                info,
            )
        self._check_total(members)
        return members

    def _check_name(self, info: zipfile.ZipInfo) -> None:
        name = info.orig_filename
        if _ABSOLUTE.match(name) or ".." in _SEPARATOR.split(name) or "\0" in name or not name:
            raise UnsafeName(
                f"{self._label} holds {name!r}, a name that leads out of it; do not use this archive."
            )

    def _check_kind(self, info: zipfile.ZipInfo) -> None:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise NotAFile(
                f"{info.filename} in {self._label} is a link or a special file; do not use this archive."
            )
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedMember(
                f"{info.filename} in {self._label} wants a password; ask the publisher for an open one."
            )

    def _check_place(self, info: zipfile.ZipInfo) -> None:
        if info.header_offset < 0:
            raise DamagedMember(
                f"{info.filename} would begin before {self._label} does; fetch the archive again."
            )

    def _check_size(self, info: zipfile.ZipInfo) -> None:
        most = max(_RATIO_FROM, self._limits.ratio * info.compress_size)
        if info.file_size > min(most, self._limits.member_bytes):
            raise TooLarge(
                f"{info.filename} in {self._label} would unpack to {info.file_size:,} bytes from "
                f"{info.compress_size:,}; look at it before raising the limit."
            )

    def _check_total(self, members: dict[str, Member]) -> None:
        """Members that share packed bytes make a bomb, too, however modest each is."""
        total = sum(member.size for member in members.values())
        most = max(_RATIO_FROM, self._limits.ratio * self._packed_bytes)
        if total > min(most, self._limits.total_bytes):
            raise TooLarge(
                f"{self._label} would unpack to {total:,} bytes; look at it before raising the limit."
            )


def members(
    source: Path | bytes, *, suffixes: tuple[str, ...] = (), limits: Limits | None = None
) -> Iterator[Member]:
    """The members of a zip archive, one at a time; each can be read until the next is asked for.

    suffixes: only names that end so. Raises a BadZip, whose message is a sentence.
    """
    with ZipFiles(source, limits) as archive:
        yield from archive.members(suffixes)


class _Unpacked(RawIOBase):
    """A member's bytes, which must be as many as its list entry says. zipfile checks their sum."""

    def __init__(self, packed: IO[bytes], member: Member) -> None:
        self._packed = packed
        self._member = member
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with _damage_of(self._member.name):
            data = self._packed.read(len(buffer))
        self._seen += len(data)
        if self._seen > self._member.size or (not data and self._seen < self._member.size):
            raise DamagedMember(
                f"{self._member.name} is declared with {self._member.size:,} bytes and has "
                f"{'more' if data else f'{self._seen:,}'}; do not use this archive."
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()


@contextmanager
def _damage_of(name: str) -> Iterator[None]:
    """What zipfile raises at broken bytes, as one sentence."""
    try:
        yield
    except _DAMAGE as error:
        raise DamagedMember(
            f"{name} cannot be unpacked ({str(error) or 'it ends early'}); fetch the archive again."
        ) from error
