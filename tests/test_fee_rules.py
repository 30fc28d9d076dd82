"""What `make check` says of a charge that contradicts itself or leaves a question open."""

from pathlib import Path

import pytest
from test_knowledge import law_file, load

from legislation import knowledge

FEE = """\
jurisdiction: us_wa
as_of: "2026-01-31"
fees:
- id: wa-lantern-fee
  name: Lantern fee
  mechanism: surcharge
  state: in_force
  law_ids: [wa-hb9001-2025]
  amounts:
  - {stage: in_force, kind: fee, cents: 5, unit: lantern per month, from_date: "2025-01-01",
     to_date: "2025-06-30", law_id: wa-hb9001-2025, section: "2", source: "https://example.org/a",
     source_name: The act}
  - {stage: in_force, kind: fee, cents: 7, unit: lantern per month, from_date: "2025-07-01",
     law_id: wa-hb9001-2025, section: "3", source: "https://example.org/a", source_name: The act}
  set_by: {does: The lamplighter sets it., section: "2"}
  prepaid: {does: Sold lanterns pay once., section: "3"}
  fund: {name: Lantern account, section: "4", reverts: false}
  uses: [{does: Pays for oil., section: "4"}]
  exemptions: [{does: Lighthouses do not pay., section: "5"}]
  missing:
  - {question: cap, reason: The act names none}
  - {question: collected, reason: No report names it}
  links: [{kind: source, url: "https://example.org/a"}]
  verified_what: Nothing, it is invented
"""


def sentences(fee: str, tmp_path: Path) -> list[tuple[str, str]]:
    found = load(tmp_path, {"laws/us_wa.yml": law_file(), "fees/us_wa.yml": fee.encode()})
    assert found.problems == []
    problems = (
        problem for problem in knowledge.check(found) if "issue area" not in problem.message
    )
    return [(problem.level, problem.message) for problem in problems]


def test_a_sound_charge_passes(tmp_path: Path) -> None:
    assert sentences(FEE, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "level", "message"),
    [
        (
            '     to_date: "2025-06-30", law_id',
            "     law_id",
            "error",
            "two amounts of fee for lantern per month are in force on 2025-07-01; end the earlier "
            "one with to_date",
        ),
        (
            'from_date: "2025-07-01",\n     law_id',
            "law_id",
            "error",
            "a fee in force has no first day; add from_date",
        ),
        (
            'to_date: "2025-06-30"',
            'to_date: "2024-06-30"',
            "error",
            "a fee ends before it begins; correct the dates",
        ),
        (
            'section: "3", source: "https://example.org/a", source_name: The act}\n  set_by',
            'source: "https://example.org/a", source_name: The act}\n  set_by',
            "warning",
            "a fee names a law and stands in no section; add section",
        ),
        (
            '  exemptions: [{does: Lighthouses do not pay., section: "5"}]\n',
            "",
            "error",
            "does not say 'exemptions'; add it, or name it in missing with the reason",
        ),
        (
            "{question: cap, reason: The act names none}",
            "{question: cap, reason: None}\n  - {question: uses, reason: None}",
            "error",
            "says 'uses' and calls it missing; take one out",
        ),
        (
            "state: in_force\n  law_ids",
            "state: proposed\n  law_ids",
            "error",
            "is proposed and has a figure in force; correct one",
        ),
        (
            'from_date: "2025-07-01",',
            'from_date: "2025-07-01", to_date: "2025-12-31",',
            "error",
            "is in force without a rate of today; add it, or name it in missing",
        ),
        (
            "law_ids: [wa-hb9001-2025]",
            "law_ids: [wa-hb9001-2025, wa-hb9001-2025]",
            "error",
            "names law 'wa-hb9001-2025' twice in law_ids; keep one",
        ),
        ("kind: source", "kind: text_copy", "error", "names no source; add a link of kind source"),
    ],
)
def test_a_fault_of_a_charge_is_named(
    tmp_path: Path, old: str, new: str, level: str, message: str
) -> None:
    assert old in FEE
    assert sentences(FEE.replace(old, new, 1), tmp_path) == [(level, message)]


def test_a_charge_with_a_dead_law_is_left_out(tmp_path: Path) -> None:
    fee = FEE.replace("law_id: wa-hb9001-2025", "law_id: wa-hb9999-2025", 1)
    found = load(tmp_path, {"laws/us_wa.yml": law_file(), "fees/us_wa.yml": fee.encode()})
    assert found.fees == {}
    assert [str(problem) for problem in found.problems] == [
        "data/knowledge/fees/us_wa.yml, line 11: wa-lantern-fee: refers to law 'wa-hb9999-2025', "
        "which does not exist; correct the id."
    ]
