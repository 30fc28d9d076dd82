"""Corrections of labels: what is read, what is refused, and what they do to a database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import site_database
import sqlite_utils
from click.testing import CliRunner
from crawled_data import crawl_once

from enrich.database import enrich
from legislation import claims, corrections, store
from legislation.__main__ import main
from legislation.build import build

FEE = "us_wa-2025-HB1-v2-p2"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite_utils.Database]:
    data = tmp_path / "data"
    data.mkdir()
    site_database.build(data / "legislation.db")
    opened = store.open_database(data / "legislation.db")
    opened.execute("DELETE FROM labels WHERE method = 'curated'")
    yield opened
    opened.close()


def text_of(database: sqlite_utils.Database, provision_id: str = FEE) -> str:
    query = "SELECT text FROM provisions WHERE provision_id = ?"
    return str(database.execute(query, [provision_id]).fetchone()[0])


def entry(sha256: str, **changes: str | None) -> str:
    fields: dict[str, str | None] = {
        "provision_id": FEE,
        "section_number": '"2"',
        "text_sha256": sha256,
        "class": "mobile_crisis",
        "verdict": "refused",
        "by": "J. Rivera",
        "date": "2026-11-23",
        "reason": "It names teams but asks nothing of them",
    } | changes
    lines = [f"  {name}: {value}" for name, value in fields.items() if value is not None]
    return "\n".join(lines).replace("  ", "- ", 1) + "\n"


def filed(tmp_path: Path, *entries: str, head: str = "corrections:\n") -> Path:
    folder = tmp_path / "corrections"
    folder.mkdir(exist_ok=True)
    (folder / "us_wa.yml").write_text(head + "".join(entries))
    return folder


def current(database: sqlite_utils.Database, provision_id: str = FEE) -> dict[str, str]:
    rows = database.execute(
        "SELECT class, method FROM current_labels WHERE provision_id = ?", [provision_id]
    )
    return dict(rows.fetchall())


def reasons(database: sqlite_utils.Database) -> list[str]:
    rows = database.execute("SELECT reason FROM quarantine WHERE step = 'corrections' ORDER BY 1")
    return [reason for (reason,) in rows]


def test_what_ships_can_be_used() -> None:
    assert corrections.load(corrections.FOLDER)[1] == []


def test_no_folder_is_no_correction(tmp_path: Path, database: sqlite_utils.Database) -> None:
    assert corrections.load(tmp_path / "none") == ([], [])
    assert claims.apply_corrections(database, "r", tmp_path / "none") == (0, 0)


def test_a_verdict_stands_over_the_machine_and_beside_it(
    tmp_path: Path, database: sqlite_utils.Database
) -> None:
    sha256 = corrections.text_sha256(text_of(database))
    given = {"class": "appropriation", "verdict": "given", "evidence": "[2, 5]"}
    folder = filed(tmp_path, entry(sha256), entry(sha256, **given))
    assert claims.apply_corrections(database, "enrich-1", folder) == (2, 0)
    assert current(database) == {"fee_988": "patterns", "appropriation": "curated"}
    rows = database.execute(
        "SELECT method, verdict, evidence_end, why FROM labels "
        "WHERE provision_id = ? AND class = 'mobile_crisis' ORDER BY method",
        [FEE],
    ).fetchall()
    assert rows[0] == (
        "curated",
        "refused",
        len(text_of(database)),
        "J. Rivera: It names teams but asks nothing of them",
    )
    assert rows[1][:2] == ("patterns", "given")
    assert not list(store.failures(database))
    classes = database.execute(
        "SELECT class, method FROM bill_classes WHERE bill_id = 'us_wa-2025-HB1' ORDER BY 1, 2"
    ).fetchall()
    assert ("appropriation", "curated") in classes
    assert "mobile_crisis" not in {name for name, _ in classes}


def test_a_correction_taken_back_leaves_the_machines_word(
    tmp_path: Path, database: sqlite_utils.Database
) -> None:
    folder = filed(tmp_path, entry(corrections.text_sha256(text_of(database))))
    before = current(database)
    claims.apply_corrections(database, "r", folder)
    claims.apply_corrections(database, "r", folder)
    assert current(database) != before
    shutil.rmtree(folder)
    claims.apply_corrections(database, "r", folder)
    assert current(database) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text_sha256": "0" * 64}, "other words than those that were read"),
        ({"provision_id": "us_wa-2025-HB1-v9-p2"}, "the provision is not in the database"),
        ({"section_number": '"3"'}, "is now numbered 2, not 3"),
        ({"verdict": "given", "evidence": "[0, 9999]"}, "the evidence ends after the text"),
    ],
)
def test_a_correction_never_lands_on_other_words(
    changes: dict[str, str], said: str, tmp_path: Path, database: sqlite_utils.Database
) -> None:
    before = current(database)
    folder = filed(tmp_path, entry(corrections.text_sha256(text_of(database)), **changes))
    assert claims.apply_corrections(database, "r", folder) == (0, 1)
    assert current(database) == before
    (reason,) = reasons(database)
    assert said in reason
    assert "corrections/us_wa.yml, line 2" in reason
    assert "python -m legislation provision us_wa" in reason
    assert claims.quarantine_counts(database, "corrections") == [(reason, 1)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"class": "nose"}, "the codebook has no class 'nose'"),
        ({"verdict": "perhaps"}, "use one of 'given' or 'refused'"),
        ({"verdict": "given"}, "needs evidence"),
        ({"evidence": "[0, 4]"}, "a class that is refused has none"),
        ({"verdict": "given", "evidence": "[4, 4]"}, "starts before it ends"),
        ({"by": None}, "field 'by' is missing; add it"),
        ({"text_sha256": "12"}, "text_sha256"),
        ({"date": "soon"}, "date: 'soon' has the wrong shape"),
        ({"because": "so"}, "unknown field 'because'; use a field of docs/correct-a-label.md"),
    ],
)
def test_a_faulty_entry_costs_itself_alone(
    changes: dict[str, str | None],
    said: str,
    tmp_path: Path,
    database: sqlite_utils.Database,
) -> None:
    sha256 = corrections.text_sha256(text_of(database))
    folder = filed(tmp_path, entry(sha256, **changes), entry(sha256, **{"class": "fee_988"}))
    found, problems = corrections.load(folder)
    assert [one.correction.class_name for one in found] == ["fee_988"]
    (problem,) = problems
    assert said in str(problem)
    assert str(problem).startswith("data/annotations/corrections/us_wa.yml, line ")
    assert claims.apply_corrections(database, "r", folder) == (1, 1)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("fixes:\n", "no list under 'corrections'"),
        ("- a\n", "no list under 'corrections'"),
        ("corrections: [\n", "not valid YAML"),
    ],
)
def test_a_file_of_another_shape_is_told(head: str, said: str, tmp_path: Path) -> None:
    found, problems = corrections.load(filed(tmp_path, entry("0" * 64), head=head))
    assert found == []
    assert said in str(problems[0])


def test_two_about_one_class_are_one_too_many(tmp_path: Path) -> None:
    found, problems = corrections.load(filed(tmp_path, entry("0" * 64), entry("0" * 64)))
    assert len(found) == 1
    assert "mobile_crisis is corrected already in" in str(problems[0])


def test_the_command_prints_what_a_correction_names(
    tmp_path: Path, database: sqlite_utils.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGISLATION_DATA", str(tmp_path / "data"))
    printed = CliRunner().invoke(main, ["provision", FEE, "--words", "crisis teams"]).output
    assert f"text_sha256: {corrections.text_sha256(text_of(database))}" in printed
    start = text_of(database).index("crisis teams")
    assert f"evidence: [{start}, {start + 12}]" in printed
    assert "# fee_988: given by patterns, score 0.90" in printed
    # filled in, it is a correction
    written = printed.replace("class:", "class: appropriation")
    for name in ("by", "reason"):
        written = written.replace(f"  {name}:", f"  {name}: x")
    folder = filed(tmp_path, written.replace("  date:", "  date: 2026-11-23"), head="")
    assert corrections.load(folder)[1] == []
    assert claims.apply_corrections(database, "r", folder) == (1, 0)
    refused = CliRunner().invoke(main, ["provision", FEE, "--words", "no such words"])
    assert "does not have the words" in refused.output
    unknown = CliRunner().invoke(main, ["provision", "us_wa-2025-HB9-v1-p1"])
    assert "There is no provision" in unknown.output


def test_a_correction_lives_through_enrichment_and_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    crawl_once(data)
    build(data)
    enrich(data)
    path = store.database_path(data)
    provision_id, text = (
        store.open_database(path)
        .execute("SELECT provision_id, text FROM provisions ORDER BY provision_id LIMIT 1")
        .fetchone()
    )
    mine = {"provision_id": provision_id, "section_number": None, "verdict": "given"}
    sha256 = corrections.text_sha256(text)
    folder = filed(tmp_path, entry(sha256, **mine, evidence="[0, 3]"))
    monkeypatch.setattr(claims.corrections, "FOLDER", folder)
    enrich(data)
    before = store.open_database(path)
    assert current(before, provision_id)["mobile_crisis"] == "curated"
    stated = [before.table(name).count for name in claims.TABLES]
    build(data)
    after = store.open_database(path)
    assert current(after, provision_id)["mobile_crisis"] == "curated"
    assert [after.table(name).count for name in claims.TABLES] == stated
    assert store.fingerprint(after) == store.fingerprint(before)
