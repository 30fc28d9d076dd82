from pathlib import Path
from typing import Any

from legislation.item_log import ItemLog, current_items


def bill(title: str = "A title", fetch: str = "f1", text_fetch: str = "t1") -> dict[str, Any]:
    links = [{"url": "https://example.gov/1", "fetch_id": text_fetch}]
    return {"title": title, "fetch_id": fetch, "versions": [{"note": "Introduced", "links": links}]}


def lines(root: Path) -> int:
    return len((root / "us_wa.jsonl").read_text().splitlines())


def test_only_new_states_are_written(tmp_path: Path) -> None:
    assert ItemLog(tmp_path, "us_wa").record("HB 1", bill(), "run1")
    assert not ItemLog(tmp_path, "us_wa").record("HB 1", bill(), "run2")
    assert ItemLog(tmp_path, "us_wa").record("HB 1", bill("Another title"), "run3")
    assert lines(tmp_path) == 2
    assert [item["title"] for item in current_items(tmp_path)] == ["Another title"]


def test_another_listing_page_is_no_change_but_another_text_is(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 1", bill(), "run1")
    assert not log.record("HB 1", bill(fetch="f2"), "run1")
    assert log.record("HB 1", bill(text_fetch="t2"), "run1")


def test_what_a_complete_crawl_no_longer_meets_is_gone_until_it_returns(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 1", bill(), "run1")
    log.record("HB 2", bill(), "run1")
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 1", bill(), "run2")
    assert log.record_gone("run2") == 1
    assert len(list(current_items(tmp_path))) == 1
    assert ItemLog(tmp_path, "us_wa").record_gone("run3") == 1  # HB 1 now; HB 2 was gone already
    assert ItemLog(tmp_path, "us_wa").record("HB 2", bill(), "run4")


def test_half_a_line_is_cut_before_the_next_is_written(tmp_path: Path) -> None:
    ItemLog(tmp_path, "us_wa").record("HB 1", bill(), "run1")
    path = tmp_path / "us_wa.jsonl"
    path.write_bytes(path.read_bytes() + b'{"key":"HB 2","item":{"ti' + b"x" * 200_000)
    log = ItemLog(tmp_path, "us_wa")
    log.record("HB 2", bill(), "run2")
    assert len(list(current_items(tmp_path))) == 2


def test_the_last_state_is_found_among_others(tmp_path: Path) -> None:
    log = ItemLog(tmp_path, "us_wa")
    for title in ("one", "two §", "three"):
        log.record("HB 1", bill(title), "run1")
        log.record("HB 2", bill(f"another {title}"), "run1")
    log.record_missing("HB 2", "run2")
    again = ItemLog(tmp_path, "us_wa")
    assert again.last("HB 1")["title"] == "three"
    assert again.last("HB 2")["title"] == "another three"
    assert again.last("HB 3") == {}
