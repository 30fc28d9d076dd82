from pathlib import Path

import pytest

from legislation import store

CLAIM = {"why": "w", "method_version": "1", "score": 1, "run_id": "r"}


@pytest.mark.parametrize(
    ("curated", "machine", "expected"),
    [
        (("introduced", "2026-01-10"), ("enacted", "2026-05-01"), "enacted"),
        (("enacted", "2026-05-01"), ("introduced", "2026-01-10"), "enacted"),
        (("enacted", None), ("introduced", "2026-01-10"), "enacted"),
        (("passed", "2026-03-01"), ("introduced", "2026-03-01"), "passed"),
        (("passed", "2026-03-01"), ("introduced", None), "passed"),
        (None, ("failed", "2026-03-01"), "failed"),
        # a session's end is no step of a bill that a person saw pass
        (("introduced", "2026-02-01"), ("died", "2026-03-12"), "died"),
        (("enacted", "2026-02-01"), ("died", "2026-03-12"), "enacted"),
    ],
)
def test_the_later_step_stands_and_a_person_wins_a_tie(
    curated: tuple[str, str | None] | None,
    machine: tuple[str, str | None],
    expected: str,
    tmp_path: Path,
) -> None:
    database = store.create(tmp_path / "legislation.db")
    place = {"name": "P", "level": "state", "division_id": "d", "jurisdiction_id": "j"}
    database.table("jurisdictions").insert({"jurisdiction": "p", "timezone": "UTC", **place})
    database.table("bills").insert(
        {
            "bill_id": "b",
            "jurisdiction": "p",
            "session_id": "p-1",
            "identifier": "HB 1",
            "title": "T",
        }
        | {"classification": "[]", "source": "s", "fetch_id": "f"}
    )
    for method, said in (("curated", curated), ("actions", machine)):
        if said:
            row = {"bill_id": "b", "status": said[0], "status_date": said[1], "method": method}
            database.table("statuses").insert({**row, **CLAIM})
    assert database.execute("SELECT status FROM bill_current").fetchone() == (expected,)
