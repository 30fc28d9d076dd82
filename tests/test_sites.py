"""Each spider reads a small publisher whole: on a good day, on a bad one, and again.

`sites/<name>/site.yml` is described in replay/site.py.
"""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from legislation import ids, jurisdictions
from tests.crawling import crawl, environment, item_lines, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.site import Site

SITES = [Site(path.parent) for path in sorted(Path(__file__).parent.glob("sites/*/site.yml"))]
BAD_DAY = {"500": 0.1, "429": 0.05, "slow": 0.03, "cut": 0.04, "cut gzip": 0.03}


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.folder.name)
def test_a_site_is_read_whole_and_again(site: Site, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    with Replay(None, sites=[site]) as base_url:
        done = crawl(site.spider, good, base_url, *site.options, **site.variables)
    assert done.returncode == 0, done.stderr
    assert sorted(item["identifier"] for item in items(good)) == site.bills
    assert "Traceback" not in done.stderr

    misbehaving = {"misbehave": BAD_DAY, "seed": 3, "retry_after_seconds": 0, "slow_seconds": 0.1}
    with Replay(None, sites=[site], **misbehaving) as base_url:  # type: ignore[arg-type]
        done = crawl(site.spider, bad, base_url, *site.options, **site.variables)
    assert done.returncode == 0, done.stderr
    assert said(bad) == said(good)
    assert Counter(map(bill_id, items(bad))).most_common(1)[0][1] == 1
    assert quarantined(bad) == quarantined(good)

    lines = item_lines(good)
    again = Replay(None, sites=[site])
    with again as base_url:
        done = crawl(site.spider, good, base_url, *site.options, **site.variables)
    assert done.returncode == 0, done.stderr
    assert (item_lines(good), last_run(good)["kept"], last_run(good)["missing"]) == (lines, 0, 0)
    asked = [target for target in again.targets() if not target.endswith("/robots.txt")]
    assert len(asked) <= site.again_at_most, asked


def bill_id(item: dict[str, Any]) -> str:
    session = jurisdictions.session(item["jurisdiction"], item["session"])
    return ids.bill_id(item["jurisdiction"], session.key, item["identifier"])


def said(data: Path) -> list[dict[str, Any]]:
    return [{**item, "fetch_id": ""} for item in items(data)]


def test_keys_and_tokens_of_this_machine_do_not_reach_the_sites() -> None:
    """A crawl of a test runs with the keys that its site names, and no others."""
    assert not [name for name in environment() if "TOKEN" in name or "_KEY" in name], os.environ
