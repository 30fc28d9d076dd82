from pathlib import Path

import pytest

from legislation.archive import Archive, Fetch, NotArchived, without_secrets


def keep(
    archive: Archive,
    body: bytes,
    url: str = "https://example.gov/bill",
    at: str = "2026-01-01T00:00:00+00:00",
) -> Fetch:
    return archive.keep(
        body, url, fetched_at=at, media_type="text/html", spider="us_wa", run_id="r"
    )


def test_bytes_come_back_as_they_were(tmp_path: Path) -> None:
    fetch = keep(Archive(tmp_path), b"\xef\xbb\xbf\x00bytes")
    assert Archive(tmp_path).read(fetch.sha256) == b"\xef\xbb\xbf\x00bytes"
    assert (tmp_path / fetch.sha256).read_bytes() == b"\xef\xbb\xbf\x00bytes"


def test_same_bytes_again_keep_their_first_time_and_add_no_line(tmp_path: Path) -> None:
    keep(Archive(tmp_path), b"text")
    again = keep(Archive(tmp_path), b"text", at="2026-02-02T00:00:00+00:00")
    (logged,) = Archive(tmp_path).fetches()
    assert logged.fetched_at == "2026-01-01T00:00:00+00:00"
    assert logged.fetch_id == again.fetch_id


def test_other_bytes_at_the_same_address_are_another_fetch(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert keep(archive, b"one").fetch_id != keep(archive, b"two").fetch_id
    assert [fetch.size for fetch in archive.fetches()] == [3, 3]


def test_missing_bytes_name_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(NotArchived, match="make collect"):
        Archive(tmp_path).read("0" * 64)


def test_a_line_cut_by_a_kill_is_forgotten(tmp_path: Path) -> None:
    keep(Archive(tmp_path), b"one")
    log = tmp_path / "fetches" / "us_wa.jsonl"
    log.write_bytes(log.read_bytes() + b'{"fetch_id":"half')
    keep(Archive(tmp_path), b"two")
    assert [fetch.size for fetch in Archive(tmp_path).fetches()] == [3, 3]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (
            "https://api/x?token=SECRET&$top=5&$filter=a eq 'b'",
            "https://api/x?%24top=5&%24filter=a+eq+%27b%27",
        ),
        ("https://api/x?$top=5", "https://api/x?$top=5"),
        ("https://user:SECRET@host/x?key=SECRET", "https://host/x"),
        ("https://host/x?apiKey=SECRET&api_key=SECRET&q=1", "https://host/x?q=1"),
    ],
)
def test_keys_and_tokens_are_cut(url: str, kept: str) -> None:
    assert without_secrets(url) == kept
    assert "SECRET" not in without_secrets(url)
