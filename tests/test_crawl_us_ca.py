"""California's archives: which are read when, how changes are taken in, how large files come."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy import Request
from scrapy.http import Response

from scrapers.platforms import large_files
from scrapers.platforms.capublic_archives import archives_due
from scrapers.platforms.capublic_tables import mended
from tests.crawling import crawl, items, last_run
from tests.replay import Replay
from tests.replay.site import Site
from tests.test_spiders import spider_named

SITE = Path(__file__).parent / "sites" / "us_ca"
HOST = "https://downloads.leginfo.legislature.ca.gov"
# A week's archives as they stand on a Wednesday night.
WEEK = {
    "pubinfo_2023.zip": "2025-01-05 21:25",
    "pubinfo_2025.zip": "2026-03-01 21:25",
    "pubinfo_Thu.zip": "2026-02-26 21:20",
    "pubinfo_Fri.zip": "2026-02-27 21:20",
    "pubinfo_Sat.zip": "2026-02-28 21:20",
    "pubinfo_Mon.zip": "2026-03-02 21:20",
    "pubinfo_Tue.zip": "2026-03-03 21:20",
    "pubinfo_Wed.zip": "2026-03-04 21:20",
    "pubinfo_daily_Tue.zip": "2026-03-03 21:26",
    "pubinfo_daily_Wed.zip": "2026-03-04 21:26",
}


@pytest.mark.parametrize(
    ("until", "snapshot", "due"),
    [
        ("", "", ["pubinfo_daily_Wed.zip"]),
        ("2026-03-04 21:26", "2026-03-04 21:26", []),
        ("2026-03-02 21:20", "2026-02-15 21:24", ["pubinfo_Tue.zip", "pubinfo_Wed.zip"]),
        # over a Sunday, which has no archive of changes
        (
            "2026-02-28 21:20",
            "2026-02-28 21:23",
            ["pubinfo_Mon.zip", "pubinfo_Tue.zip", "pubinfo_Wed.zip"],
        ),
        # Wednesday's of the week before was overwritten: what it changed is nowhere else
        ("2026-02-24 21:20", "2026-02-24 21:26", ["pubinfo_daily_Wed.zip"]),
        # what was deleted shows in a snapshot only
        ("2026-03-03 21:20", "2026-02-01 21:24", ["pubinfo_daily_Wed.zip"]),
    ],
)
def test_changes_are_read_as_far_as_they_reach(until: str, snapshot: str, due: list[str]) -> None:
    assert archives_due(WEEK, 2025, until, snapshot) == due


def test_a_session_that_is_over_has_one_archive() -> None:
    assert archives_due(WEEK, 2023, "", "") == ["pubinfo_2023.zip"]
    assert archives_due(WEEK, 2023, "2025-01-05 21:25", "2025-01-05 21:25") == []


def test_text_that_was_exported_twice_is_mended() -> None:
    assert mended("GonzÃ¡lez") == "González"
    assert mended("the Legislatureâ€™s") == "the Legislature’s"
    assert mended("Pérez, São Paulo") == "Pérez, São Paulo"


def row(*cells: str) -> str:
    return "\t".join(cell if cell == "NULL" else f"`{cell}`" for cell in cells) + "\n"


def next_evening(folder: Path) -> Site:
    """A day later: a new action on AB 1540, and AB 393 is rewritten to be about a crisis line."""
    shutil.copytree(SITE, folder)
    listed = (
        '   <tr><td valign="top"></td><td><a href="pubinfo_Wed.zip">pubinfo_Wed.zip</a></td>'
        '<td align="right">2026-03-04 21:20  </td><td align="right">1.8M</td></tr>\n'
    )
    directory = folder / "directory.html"
    lines = directory.read_text().splitlines(keepends=True)
    directory.write_text("".join(listed if "pubinfo_Wed.zip" in line else line for line in lines))
    changes = folder / "changes"
    changes.mkdir()
    times = ("LEG_ESI", "2026-03-04 12:00:00")
    (changes / "BILL_HISTORY_TBL.dat").write_text(
        row(
            *("202520260AB1540", "6", "2026-03-04 00:00:00", "Re-referred to Com. on HEALTH."),
            *(*times, "6", "NULL", "NULL", "Assembly", "NULL", "NULL", "NULL"),
        )
    )
    (changes / "BILL_VERSION_TBL.dat").write_text(
        row(
            *("20250AB39398AMD", "202520260AB393", "98", "2026-03-04 00:00:00"),
            *("Amended Assembly", "1500001", "Crisis hotlines.", "Majority", "No", "Yes", "No"),
            *("Yes", "No", "No", "BILL_VERSION_TBL_1.lob", "Y", *times),
        )
    )
    (changes / "BILL_VERSION_TBL_1.lob").write_text(
        '<caml:MeasureDoc xmlns:caml="http://lc.ca.gov/legalservices/schemas/caml.1#">'
        "<caml:Title>An act relating to crises.</caml:Title></caml:MeasureDoc>"
    )
    site = yaml.safe_load((folder / "site.yml").read_text())
    site["answers"].append({"url": f"{HOST}/pubinfo_Wed.zip", "zip": "changes"})
    (folder / "site.yml").write_text(yaml.safe_dump(site))
    return Site(folder)


def test_a_day_later_only_what_changed_is_asked_for(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Replay(None, sites=[Site(SITE)]) as base_url:
        assert crawl("us_ca", data, base_url).returncode == 0
    later = Replay(None, sites=[next_evening(tmp_path / "site")])
    with later as base_url:
        done = crawl("us_ca", data, base_url)
    assert done.returncode == 0, done.stderr
    asked = [target for target in later.targets() if not target.endswith("/robots.txt")]
    assert asked == ["/", "/pubinfo_Wed.zip"]
    run = last_run(data)
    assert (run["kept"], run["unchanged"], run["missing"]) == (2, 3, 0)
    bills = {item["identifier"]: item for item in items(data)}
    changed, rewritten = bills["AB1540"], bills["AB393"]
    assert changed["actions"][-1]["description"] == "Re-referred to Com. on HEALTH."
    assert len(changed["actions"]) == 6
    assert all(version["links"][0]["fetch_id"] for version in changed["versions"])
    assert rewritten["title"] == "Crisis hotlines."
    # Its first printing was off topic: the text was not kept, only where to read it.
    kept = [bool(version["links"][0].get("fetch_id")) for version in rewritten["versions"]]
    assert kept == [False, True]
    assert not list((data / "items" / "us_ca" / "2025").glob("*.zip*"))


def test_a_large_file_comes_in_pieces_and_goes_on_after_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_files, "PIECE", 4)
    files = [[f"{HOST}/pubinfo_2025.zip", "items/us_ca/2025/big.zip"]]
    place = tmp_path / "items/us_ca/2025/big.zip"

    def piece(body: bytes, said: str, status: int = 206) -> list[Any]:
        spider: Any = spider_named("us_ca", tmp_path)
        spider.files_at_hand = lambda files, **more: iter(["at hand"])
        headers = {"Content-Range": said}
        asked = Request(files[0][0], meta={"subject": "big.zip"})
        response = Response(asked.url, status, headers, body, request=asked)
        return list(spider.parse_piece(response, files=files, number=0, year=2025))

    (following,) = piece(b"abcd", "bytes 0-3/10")
    assert following.headers["Range"] == b"bytes=4-7"
    (following,) = piece(b"efgh", "bytes 4-7/10")
    assert following.headers["Range"] == b"bytes=8-11"
    assert piece(b"ij", "bytes 8-9/10") == ["at hand"]
    assert place.read_bytes() == b"abcdefghij"

    place.unlink()
    piece(b"abcd", "bytes 0-3/10")
    with pytest.raises(ValueError, match="where byte 4 was due"):
        piece(b"zzzz", "bytes 0-3/12")
    assert not place.with_name("big.zip.part").exists()
    piece(b"abcd", "bytes 0-3/10")
    (anew,) = piece(b"", "bytes */3", status=416)
    assert anew.headers["Range"] == b"bytes=0-3"
