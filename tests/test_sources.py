"""The registry of sources, the table made from it, and the view that says how each source is."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from crawled_data import crawl_once
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from legislation import sources, store, vocabulary
from legislation.build import build
from scrapers.source_spider import SourceSpider

SETTINGS = Settings()
SETTINGS.setmodule("scrapers.settings")
SPIDERS = SpiderLoader.from_settings(SETTINGS)
ENTRY = """
us_wa:
  title: A legislature
  publisher: A clerk
  level: state
  places: [us_wa]
  access: keyless
  rank: 1
  stale_after_days: 3
"""


@pytest.mark.parametrize("name", SPIDERS.list())
def test_every_spider_has_a_source(name: str) -> None:
    assert sources.source_of(name)


def test_no_spider_has_two_sources() -> None:
    names = [name for source in sources.all_sources() for name in source.spiders or (source.key,)]
    assert len(names) == len({*names})


def test_every_source_has_a_spider() -> None:
    described = {sources.source_of(name).key for name in SPIDERS.list()}
    missing = [source.key for source in sources.all_sources() if source.key not in described]
    assert not missing, f"write a spider for {', '.join(missing)}, or take the entry out"


@pytest.mark.parametrize("name", SPIDERS.list())
def test_a_source_names_the_key_that_its_spider_asks_for(name: str) -> None:
    spider = SPIDERS.load(name)
    assert issubclass(spider, SourceSpider)
    access = sources.source_of(name).access
    if spider.needs_token or isinstance(access, sources.Key):
        assert isinstance(access, sources.Key)
        assert access.variable == spider.token_variable
        assert access.is_needed or not spider.needs_token
    if isinstance(access, sources.Key) and spider.token_page:
        assert access.ask_at == spider.token_page


def test_every_source_says_what_it_covers_and_how_it_is_tested() -> None:
    for source in sources.all_sources():
        assert source.places or source.spiders, source.key
        assert source.exercised, source.key


def test_trust_goes_from_the_publisher_to_the_catalogue() -> None:
    assert sources.repeating() == vocabulary.AGGREGATORS
    rank = {source.key: source.rank for source in sources.all_sources()}
    assert rank["us_wa"] < rank["us_ny_new_york_mirror"] < rank["govbot"] < rank["catalogue"]


def test_a_council_without_an_entry_is_described_by_its_platform() -> None:
    assert sources.source_of("us_ca_oakland").key == "legistar"
    assert sources.source_of("us_ny_new_york").key == "us_ny_new_york"
    for name in ("legistar", "us_zz", "us_ca_no_such_city", "us_la_new_orleans"):
        with pytest.raises(
            sources.UnknownSource, match=r"add an entry in legislation/sources\.yml"
        ):
            sources.source_of(name)


def test_groups_of_places_are_written_out() -> None:
    covered = sources.source_of("govbot").covers("govbot")
    assert len(covered) == 57
    assert {"us", "us_wa", "us_dc", "us_pr"} <= {*covered}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("places: [us_zz]", "'us_zz' is no place"),
        ("spiders: [us_wa]", "leave places out"),
        ("expectations: {fields: {colour: 1}}", "'colour' is no field of a bill"),
        ("expectations: {fields: {title: 90}}", "less than or equal to 1"),
        ("access: {variable: key, ask_at: somewhere}", "access"),
        ("surprise: 1", "surprise"),
    ],
)
def test_a_faulty_entry_is_refused_in_a_sentence(line: str, said: str, tmp_path: Path) -> None:
    key = line.partition(":")[0]
    kept = "\n".join(row for row in ENTRY.splitlines() if not row.startswith(f"  {key}:"))
    (tmp_path / "sources.yml").write_text(f"{kept}\n  {line}\n")
    with pytest.raises(sources.InvalidSource, match=said) as caught:
        sources.read_sources(tmp_path / "sources.yml")
    assert "legislation/sources.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_data_under_cc_by_name_their_author() -> None:
    credit = sources.source_of("legiscan").credit
    assert credit is not None
    assert credit.line == "LegiScan LLC, CC BY 4.0"


def test_rows_hold_every_entry_and_the_spiders_seen() -> None:
    rows = {row["source"]: row for _, row in sources.rows(["us_wa", "stranger"])}
    assert {source.key for source in sources.all_sources()} < rows.keys()
    assert {*SPIDERS.list()} < rows.keys()
    assert rows["us_ca_oakland"]["title"] == "Oakland City Council"
    assert rows["us_ca_oakland"]["entry"] == "legistar"
    assert rows["legistar"]["is_platform"]
    assert not rows["us_ca_oakland"]["is_platform"]
    assert "not described yet" in rows["stranger"]["known_gaps"][0]


def run(name: str, day: str, outcome: str = "finished", **more: Any) -> dict[str, Any]:
    at = f"{day}T10:00:00+00:00"
    row = {"run_id": f"{name}-{day}", "kind": "crawl", "name": name, "started_at": at}
    return {**row, "finished_at": at, "outcome": outcome, **more}


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    made = store.create(tmp_path / "legislation.db")
    for table, row in sources.rows([]):
        made.table(table).insert(row)
    for row in (
        run("us_wa", "2026-01-01", found=10),
        run("us_wa", "2026-01-02", found=2, unchanged=18),
        run("us_wa", "2026-01-03", found=30),
        run("us_wa", "2026-01-04", found=500, is_whole=False),
        run("us_wa", "2026-01-05", found=24),
        run("us_wa", "2026-01-06", "failed: The list did not come.", quarantined=3),
        run("govbot", "2026-01-01", found=9, is_whole=False, warnings=["Odd."]),
    ):
        made.table("runs").insert(row)
    assert isinstance(made.conn, sqlite3.Connection)
    made.conn.row_factory = sqlite3.Row
    return made.conn


def health(database: sqlite3.Connection, source: str) -> sqlite3.Row:
    row: sqlite3.Row = database.execute(
        "SELECT * FROM source_health WHERE source = ?", [source]
    ).fetchone()
    return row


def test_health_compares_the_last_whole_crawl_with_those_before(
    database: sqlite3.Connection,
) -> None:
    row = health(database, "us_wa")
    assert row["outcome"] == "failed: The list did not come."
    assert row["quarantined"] == 3
    assert row["last_success_at"].startswith("2026-01-05")
    assert (row["met"], row["usual"]) == (24, 20)


def test_a_part_counts_as_success_where_nothing_was_read_whole(
    database: sqlite3.Connection,
) -> None:
    row = health(database, "govbot")
    assert row["last_success_at"].startswith("2026-01-01")
    assert (row["met"], row["usual"]) == (None, None)
    assert json.loads(row["warnings"]) == ["Odd."]


def test_a_source_never_read_is_listed(database: sqlite3.Connection) -> None:
    row = health(database, "legiscan")
    assert row["outcome"] is None
    assert row["last_success_at"] is None
    assert row["key_variable"] == "LEGISCAN_API_KEY"


def test_the_build_keeps_runs_that_older_versions_recorded(tmp_path: Path) -> None:
    crawl_once(tmp_path)
    (tmp_path / "runs").mkdir()
    old = run("us_wa", "2026-01-01", found=4, kept=4, skipped={"off topic": 1}, quarantined=0)
    new = run("us_wa", "2026-01-02", found=4, warnings=["Odd."], is_whole=False, fields_seen={})
    for record in (old, new):
        (tmp_path / "runs" / f"{record['run_id']}.json").write_text(json.dumps(record))
    build(tmp_path)
    made = store.open_database(store.database_path(tmp_path))
    runs = made.execute("SELECT run_id, warnings, is_whole FROM runs WHERE kind = 'crawl'")
    assert runs.fetchall() == [("us_wa-2026-01-01", "[]", 1), ("us_wa-2026-01-02", '["Odd."]', 0)]
    bills, met = made.execute(
        "SELECT bills, met FROM source_health WHERE source = 'us_wa'"
    ).fetchone()
    assert (bills, met) == (4, 4)


def test_make_collect_crawls_what_needs_no_key_the_catalogue_first() -> None:
    spiders = sources.keyless_spiders()
    assert spiders[:2] == ["catalogue", "us"]
    assert {"us_wa", "us_wa_seattle", "us_ny_new_york", "us_ca_oakland", "govbot"} <= set(spiders)
    assert not {"legiscan", "openstates", "us_ny", "legistar"} & set(spiders)
    assert len(spiders) == len(set(spiders))
