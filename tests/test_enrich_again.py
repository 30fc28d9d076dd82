"""Enriching again: what is kept, what is made anew, and what a run that was killed leaves."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from enrich import database, provisions
from enrich.label import SPANISH
from enrich.text import PrintedText
from legislation import build, store
from tests.crawled_data import crawl_once

ESPANOL = (
    "<p><b>Sec. 9.</b> La línea de crisis atiende a toda persona que la llame, y el departamento debe "
    "informar cada año al consejo sobre las llamadas que recibe y sobre el tiempo de espera.</p>"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    crawl_once(tmp_path, bills=2)
    build.build(tmp_path)
    return tmp_path


def rows(data: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with sqlite3.connect(store.database_path(data)) as opened:
        return opened.execute(query, values).fetchall()


def change(data: Path, statement: str, *values: Any) -> None:
    with sqlite3.connect(store.database_path(data)) as opened:
        opened.execute(statement, values)


def test_a_version_that_did_not_change_keeps_its_claims(data: Path) -> None:
    database.enrich(data)
    before = rows(data, "SELECT * FROM labels ORDER BY 1, 2")
    change(data, "UPDATE bills SET title = title || ' Again.' WHERE bill_id = 'us_wa-2025-HB1'")
    assert database.enrich(data)["read"] == 1
    assert rows(data, "SELECT * FROM labels ORDER BY 1, 2") == before  # their run, too


def test_a_second_version_of_the_same_bytes_is_read(data: Path) -> None:
    database.enrich(data)
    version, link = rows(
        data, "SELECT version_id, link_id FROM links WHERE version_id LIKE '%HB1-v1'"
    )[0]
    second = version.replace("-v1", "-v2")
    with sqlite3.connect(store.database_path(data)) as opened:
        for table, key, new in (
            ("versions", "version_id", second),
            ("links", "link_id", link + "b"),
        ):
            columns = [row[1] for row in opened.execute(f"PRAGMA table_info({table})")]
            old = version if table == "versions" else link
            values = dict(
                zip(
                    columns,
                    opened.execute(f"SELECT * FROM {table} WHERE {key} = ?", [old]).fetchone(),
                    strict=True,
                )
            )
            values |= {key: new, "version_id": second}
            if "number" in values:
                values["number"] = 2
            marks = ", ".join("?" * len(columns))
            opened.execute(f"INSERT INTO {table} VALUES ({marks})", [values[c] for c in columns])
    counts = database.enrich(data)
    assert (counts["read"], counts["not archived"]) == (1, 0)
    assert rows(data, "SELECT 1 FROM provisions WHERE version_id = ?", second)


def test_what_was_put_aside_stays_with_a_kept_version(data: Path, tmp_path: Path) -> None:
    (sha256,) = rows(
        data,
        "SELECT sha256 FROM fetches JOIN links USING (fetch_id) WHERE version_id LIKE '%HB1-v1'",
    )[0]
    path = data / "raw" / sha256
    path.write_bytes(path.read_bytes().replace(b"</body>", ESPANOL.encode() + b"</body>"))
    database.enrich(data)
    asked = "SELECT subject FROM quarantine WHERE reason = ?"
    aside = rows(data, asked, SPANISH)
    assert aside
    change(data, "UPDATE bills SET title = title || ' Again.'")
    database.enrich(data)
    assert rows(data, asked, SPANISH) == aside


def test_a_killed_run_does_not_bring_a_refused_label_back(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.enrich(data)
    provision, class_name = rows(
        data, "SELECT provision_id, class FROM labels WHERE provision_id LIKE '%HB1-%' LIMIT 1"
    )[0]
    columns = (
        "provision_id, class, evidence_start, evidence_end, why, method_version, score, run_id"
    )
    change(
        data,
        f"INSERT INTO labels ({columns}, method, verdict) "
        f"SELECT {columns}, 'curated', 'refused' FROM labels WHERE provision_id = ? AND class = ?",
        provision,
        class_name,
    )
    change(data, "UPDATE version_texts SET provisions_sha256 = 'older'")
    change(data, "UPDATE relevance SET input_sha256 = 'older'")

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("legislation.claims.apply_corrections", killed)
    with pytest.raises(KeyboardInterrupt):
        database.enrich(data)
    standing = "SELECT 1 FROM current_labels WHERE provision_id = ? AND class = ?"
    assert not rows(data, standing, provision, class_name)


def test_a_struck_section_is_no_fault() -> None:
    text = "Sec. 1. The office shall report each year.\nSec. 2. The office shall close."
    printed = PrintedText(text, (), ((text.index("Sec. 2"), len(text)),), "html")
    made = provisions.PassageReader().rows("v", printed, "run")
    assert len(made["provisions"]) == 2
    assert not made.get("quarantine")
    assert json.dumps(made)
