"""Captured pages of three councils, and the actions of New York City's matters."""

import gzip
from collections import Counter
from pathlib import Path

import pytest

from scrapers.platforms.legistar import actions
from scrapers.platforms.legistar.councils import councils
from scrapers.platforms.legistar.grid import Position
from scrapers.platforms.legistar.search_page import SearchPage
from tests.replay.nyc import read_records

NYC = "us_ny_new_york"


def page_of(shared: Path, client: str) -> SearchPage:
    body = (shared / "corpus/legistar" / client / "bills.html.gz").read_bytes()
    return SearchPage(gzip.decompress(body).decode())


@pytest.mark.parametrize(
    ("client", "position", "first"),
    [
        ("nyc", Position(1, 5, 438), ("3775587", "Int 1299-2018", "Introduction")),
        ("chicago", Position(1, 6, 522), ("3779732", "O2018-9628", "Ordinance")),
        ("metro", Position(1, 8, 765), ("3768219", "2018-0513", "Program")),
    ],
)
def test_captured_lists(
    shared: Path, client: str, position: Position, first: tuple[str, str, str]
) -> None:
    page = page_of(shared, client)
    rows = page.rows
    assert page.grid.position == position
    assert page.is_of_all_years
    assert page.to_advanced == {}
    assert len(rows) == len({row.id for row in rows}) == 100
    assert (rows[0].id, rows[0].file, rows[0].type) == first
    assert all(len(row.guid) == 36 and row.title for row in rows)
    asked = page.next_page_of("bus")
    assert asked["__EVENTTARGET"].startswith("ctl00$ContentPlaceHolder1$gridMain$ctl00$")
    assert len(asked["__VIEWSTATE"]) > 200_000
    assert asked["ctl00$ContentPlaceHolder1$txtText"] == "bus"
    assert not any(name.endswith("btnSearch") for name in asked)


def test_types_of_the_captured_lists(shared: Path) -> None:
    types = Counter(row.type for row in page_of(shared, "nyc").rows)
    council = councils()[NYC]
    assert {name for name in types if council.classification_of(name)} == {
        "Introduction",
        "Resolution",
    }


def test_almost_every_action_of_new_york_is_known(shared: Path) -> None:
    names: Counter[str] = Counter()
    for record in read_records(shared / "corpus/nyc"):
        names.update((act.get("Action") or "").strip() for act in record.get("History") or [])
    del names[""]
    known = sum(n for name, n in names.items() if actions.classify(NYC, name) is not None)
    assert known / names.total() > 0.995
