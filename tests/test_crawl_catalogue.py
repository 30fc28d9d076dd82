"""Crawls of the catalogue: the one that ships, and small ones with faults."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.crawling import crawl, environment, fetches, item_lines, items, last_run, quarantined


def copy_of_laws(folder: Path) -> Path:
    (folder / "laws").mkdir(parents=True)
    (folder / "laws/us_ak.yml").write_text((ROOT / "data/knowledge/laws/us_ak.yml").read_text())
    return folder


def test_the_shipped_catalogue_is_read_whole_and_only_once(tmp_path: Path) -> None:
    done = crawl("catalogue", tmp_path)
    assert done.returncode == 0, done.stderr
    run = last_run(tmp_path)
    assert (run["outcome"], run["quarantined"]) == ("finished", 0)
    kinds = {item["kind"] for item in items(tmp_path)}
    assert kinds == {"law", "program", "fee", "area", "highlights", "correction"}
    assert all(url.startswith("knowledge:") for _, url, _ in fetches(tmp_path))
    lines = item_lines(tmp_path)
    assert crawl("catalogue", tmp_path).returncode == 0
    assert item_lines(tmp_path) == lines


def test_a_faulty_file_costs_only_itself_and_what_is_taken_out_is_gone(tmp_path: Path) -> None:
    folder = copy_of_laws(tmp_path / "knowledge")
    other = folder / "laws/us_al.yml"
    other.write_text("laws:\n  - id: [unclosed\n")
    done = crawl("catalogue", tmp_path, folder.as_uri())
    assert done.returncode == 0, done.stderr
    read = len(items(tmp_path))
    assert read > 1
    (aside,) = quarantined(tmp_path)
    assert aside["subject"] == "laws/us_al.yml"
    assert aside["reason"].startswith("data/knowledge/laws/us_al.yml, line ")
    assert aside["url"] == "knowledge:laws/us_al.yml"
    assert str(tmp_path) not in aside["reason"]
    other.unlink()
    body = (folder / "laws/us_ak.yml").read_text()
    entries = body.split("\n- ")
    (folder / "laws/us_ak.yml").write_text("\n- ".join(entries[:-1]) + "\n")
    assert crawl("catalogue", tmp_path, folder.as_uri()).returncode == 0
    assert quarantined(tmp_path) == []
    assert len(items(tmp_path)) == read - 1


def test_no_catalogue_is_an_error(tmp_path: Path) -> None:
    done = crawl("catalogue", tmp_path, (tmp_path / "nowhere").as_uri())
    assert done.returncode == 1
    assert last_run(tmp_path)["outcome"].startswith("empty: ")


def test_a_fault_in_what_others_refer_to_still_gives_a_database(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "data/knowledge", folder)
    for file in ("laws/us_az_phoenix.yml", "toolkit/safety.yml"):
        (folder / file).write_text((folder / file).read_text() + "unknown_key: 1\nbroken: [\n")
    done = crawl("catalogue", tmp_path, folder.as_uri())
    assert done.returncode == 0, done.stderr
    assert len(quarantined(tmp_path)) == 2
    built = subprocess.run(
        [sys.executable, "-m", "legislation", "build"],
        cwd=ROOT,
        env=environment() | {"LEGISLATION_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
