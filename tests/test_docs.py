"""The documentation is tested: every table and column is described, every query runs."""

import re
from pathlib import Path

import pytest
import yaml

from legislation import dictionary, store

ROOT = Path(__file__).resolve().parent.parent
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text())["databases"]["legislation"]


@pytest.fixture
def database(tmp_path: Path) -> object:
    return store.create(tmp_path / "legislation.db")


def test_dictionary_and_metadata_are_those_of_the_schema() -> None:
    assert dictionary.write(ROOT, check=True) == []


def test_every_table_and_column_is_described(database: store.sqlite_utils.Database) -> None:
    described = {table.name: table for table in dictionary.tables()}
    names = {name for name in database.table_names() if not name.startswith("sqlite_")}
    shadows = {name for name in names if "_fts_" in name}  # FTS5 keeps its index in them
    assert names - shadows == {name for name, table in described.items() if table.kind == "table"}
    assert set(database.view_names()) == {n for n, t in described.items() if t.kind == "view"}
    for name in names - shadows:
        if not name.endswith("_fts"):
            columns = {column.name for column in database.table(name).columns}
            assert columns == set(described[name].columns), name


@pytest.mark.parametrize("name", METADATA["queries"])
def test_every_canned_query_runs(name: str, database: store.sqlite_utils.Database) -> None:
    query = METADATA["queries"][name]
    assert query["title"]
    assert len(query["sql"].splitlines()) <= 15
    database.execute(query["sql"], {param: "crisis" for param in query.get("params", [])})


def test_every_file_that_the_readme_links_exists() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} links {target}"
