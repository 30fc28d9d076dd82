"""Archives that are whole, broken and hostile; each is written here, byte for byte."""

import contextlib
import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from scrapers import zip_files
from scrapers.zip_files import Limits, ZipFiles, members


def packed(files: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The files as a zip archive, all of one day, so that the bytes are the same each time."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 2, 3, 4, 5, 6)), data, kind)
    return body.getvalue()


def with_entry(change: dict[str, int], name: str = "a.csv", data: bytes = b"a,b\n") -> bytes:
    """An archive of one member whose list entry has other values than its bytes warrant."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        info = zipfile.ZipInfo(name)
        archive.writestr(info, data)
        for field, value in change.items():
            setattr(info, field, value)
    return body.getvalue()


def test_members_are_read_in_the_archives_order_and_by_suffix() -> None:
    body = packed({"WA/b.csv": b"1", "WA/a.JSON": b"{}", "WA/": b"", "readme.md": b"hello"})
    assert [(m.name, m.size, m.modified) for m in members(body)] == [
        ("WA/b.csv", 1, "2026-02-03"),
        ("WA/a.JSON", 2, "2026-02-03"),
        ("readme.md", 5, "2026-02-03"),
    ]
    assert [(m.name, m.read()) for m in members(body, suffixes=(".csv", ".json"))] == [
        ("WA/b.csv", b"1"),
        ("WA/a.JSON", b"{}"),
    ]


def test_a_member_is_found_by_name_and_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "pubinfo.zip"
    path.write_bytes(packed({"BILL_TBL.dat": b"one\ntwo\n"}))
    with ZipFiles(path) as archive:
        assert "BILL_TBL.dat" in archive
        assert "OTHER.dat" not in archive
        with archive["BILL_TBL.dat"].open() as lines:
            assert list(io.TextIOWrapper(lines, "utf-8")) == ["one\n", "two\n"]


def test_memory_stays_flat_however_large_a_member_is(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    row = bytes(range(32, 127)) * 20 + b"\n"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive,
        archive.open("t.dat", "w") as out,
    ):
        for _ in range(20_000):
            out.write(row)
    tracemalloc.start()
    for member in members(path):
        with member.open() as lines:
            assert sum(1 for _ in lines) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000  # of 38 MB


@pytest.mark.parametrize(
    "name",
    ["/etc/bills.csv", "../bills.csv", "WA/../../bills.csv", "C:\\bills.csv", "WA\\..\\b.csv"],
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(zip_files.UnsafeName, match="do not use this archive"):
        list(members(packed({name: b"x"})))


def test_links_and_special_files_are_refused() -> None:
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR):
        with pytest.raises(zip_files.NotAFile, match=r"a\.csv"):
            list(members(with_entry({"external_attr": (kind | 0o777) << 16})))


def test_an_encrypted_member_is_refused() -> None:
    with pytest.raises(zip_files.EncryptedMember, match="password"):
        list(members(with_entry({"flag_bits": 1})))


def test_two_members_of_one_name_are_refused() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("WA/a.csv", "1")
        archive.writestr("WA/b.csv", "2")
        archive.infolist()[1].filename = "WA/a.csv"
    with pytest.raises(zip_files.NameTwice, match=r"WA/a\.csv twice"):
        list(members(body.getvalue()))
    with pytest.raises(zip_files.NameTwice):
        list(members(packed({"WA/a.csv": b"1", "WA/./a.csv": b"2"})))


def test_too_many_members_are_refused() -> None:
    body = packed({f"{number}.json": b"{}" for number in range(11)})
    with pytest.raises(zip_files.TooManyMembers, match="11 members, 10 are allowed"):
        list(members(body, limits=Limits(members=10)))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = packed({"zeros.csv": bytes(30_000_000)})
    with pytest.raises(zip_files.TooLarge, match="would unpack to 30,000,000 bytes"):
        list(members(body))


def test_declared_sizes_are_added_up() -> None:
    files = {f"{number}.csv": bytes(1000) for number in range(5)}
    with pytest.raises(zip_files.TooLarge, match="5,000 bytes"):
        list(members(packed(files), limits=Limits(total_bytes=4999)))
    with pytest.raises(zip_files.TooLarge, match=r"0\.csv"):
        list(members(packed(files), limits=Limits(member_bytes=999)))


def test_many_names_for_the_same_packed_bytes_are_a_bomb() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.csv", bytes(9_000_000))
        first = archive.infolist()[0]
        for number in range(1, 9):
            twin = zipfile.ZipInfo(f"{number}.csv")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
    with pytest.raises(zip_files.TooLarge, match="81,000,000"):
        list(members(body.getvalue()))


@pytest.mark.parametrize("declared", [2, 400])
def test_more_or_fewer_bytes_than_declared_are_refused(declared: int) -> None:
    body = with_entry({"file_size": declared}, data=b"0123456789" * 4)
    with pytest.raises(zip_files.DamagedMember, match=r"a\.csv"):
        [member.read() for member in members(body)]


def test_flipped_bytes_are_noticed() -> None:
    body = packed({"a.csv": b"one,two,three\n" * 50}, zipfile.ZIP_STORED)
    at = body.index(b"two")
    broken = body[:at] + b"six" + body[at + 3 :]
    with pytest.raises(zip_files.DamagedMember, match="fetch the archive again"):
        [member.read() for member in members(broken)]


def test_a_broken_stream_is_a_sentence() -> None:
    body = bytearray(packed({"a.csv": bytes(range(256)) * 100}))
    body[60:80] = b"\xff" * 20
    with pytest.raises(zip_files.DamagedMember, match=r"a\.csv cannot be unpacked"):
        [member.read() for member in members(bytes(body))]


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_stream_broken_at_any_byte_is_a_sentence(kind: int) -> None:
    body = packed({"a.csv": bytes(range(256)) * 3}, kind)
    for at in range(len(body)):
        broken = bytearray(body)
        broken[at] ^= 0x5A
        with contextlib.suppress(zip_files.BadZip):
            [member.read() for member in members(bytes(broken))]


def test_a_member_before_the_beginning_is_a_sentence() -> None:
    body = packed({"a.csv": b"1"})
    at = body.rindex(b"PK\x05\x06") + 16  # where the list of members begins
    (begins,) = struct.unpack("<L", body[at : at + 4])
    broken = body[:at] + struct.pack("<L", begins + 9) + body[at + 4 :]
    with pytest.raises(zip_files.DamagedMember, match=r"a\.csv would begin before"):
        list(members(broken))


@pytest.mark.parametrize("body", [b"", b"<html>busy</html>", b"PK\x03\x04"])
def test_what_is_no_archive_is_a_sentence(body: bytes) -> None:
    with pytest.raises(zip_files.NotAZip, match="is no zip archive or was cut off"):
        list(members(body))


def test_an_archive_cut_anywhere_is_a_sentence() -> None:
    body = packed({"a.csv": b"one,two\n" * 100, "b.csv": b"three\n"})
    for length in range(0, len(body), 7):
        with pytest.raises(zip_files.BadZip):
            [member.read() for member in members(body[:length])]


def test_an_archive_in_an_archive_is_read_only_when_asked_for() -> None:
    inner = packed({"a.csv": b"1"})
    body = packed({"inner.zip": inner, "b.csv": b"2"})
    with pytest.raises(zip_files.NestedArchive, match=r"inner\.zip"):
        list(members(body))
    assert [m.name for m in members(body, suffixes=(".csv",))] == ["b.csv"]
    (found,) = members(body, suffixes=(".zip",))
    with pytest.raises(ValueError, match="closed"):
        found.read()  # only until the archive is closed
    for member in members(body, suffixes=(".zip",)):
        assert [m.name for m in members(member.read())] == ["a.csv"]


def test_a_list_that_lies_about_its_length_is_a_sentence() -> None:
    body = packed({"a.csv": b"1"})
    at = body.rindex(b"PK\x05\x06")
    broken = body[: at + 12] + struct.pack("<L", 7) + body[at + 16 :]
    with pytest.raises(zip_files.NotAZip):
        list(members(broken))
