from pathlib import Path

import pytest

from scrapers.commands.check_live import set_verified, visits
from tests.legistar_rows import council
from tests.replay import Replay

COUNCILS = """us_wa_seattle:
  client: seattle
  verified: null

us_wa_tacoma:
  # a comment
  client: cityoftacoma
  verified: 2026-01-01
us_wa_yakima:
  client: yakima

councils:
  us_ca_oakland: {client: oakland, known: answered, verified: null}
  us_ca_fresno: {client: fresno, verified: 2026-01-01, note: "x"}
"""


@pytest.mark.parametrize(
    ("key", "line", "is_there"),
    [
        ("us_wa_seattle", "  client: seattle\n  verified: 2026-11-23\n", True),
        ("us_wa_tacoma", "  client: cityoftacoma\n  verified: 2026-11-23\n", True),
        ("us_ca_oakland", "known: answered, verified: 2026-11-23}\n", True),
        ("us_ca_fresno", '{client: fresno, verified: 2026-11-23, note: "x"}\n', True),
        ("us_wa_yakima", "  client: yakima\n", False),
        ("us_wa", "  client: yakima\n", False),
    ],
)
def test_the_day_of_a_visit_is_written_below_its_key(
    tmp_path: Path, key: str, line: str, is_there: bool
) -> None:
    path = tmp_path / "councils.yml"
    path.write_text(COUNCILS)
    assert set_verified(path, key, "2026-11-23") is is_there
    assert line in path.read_text()
    assert len(path.read_text().splitlines()) == len(COUNCILS.splitlines())
    assert (path.read_text() == COUNCILS) is not is_there


def test_a_visit_asks_once_and_says_what_answered() -> None:
    replay = Replay(None, clients={"nyc": council(3)})
    with replay as base_url:
        (visit,) = visits(["us_ny_new_york"], base_url)
        asked = [target for target in replay.targets() if target != "/robots.txt"]
        assert visit.has_passed, visit
        assert "names" in visit.what
        assert len(asked) == 1
        replay.misbehave_forever("matters", "html")
        (visit,) = visits(["us_ny_new_york"], base_url)
    assert not visit.has_passed
    assert "web page where data was due" in visit.what
