"""The knowledge that ships, and what is said about a file that is wrong."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from legislation import codebook, ids, jurisdictions, knowledge
from legislation.knowledge import Knowledge, Law, Problem, Program
from legislation.knowledge.fee_models import (
    Collected,
    Fee,
    FeeAmount,
    FeeClause,
    FeeFund,
    MissingFigure,
)
from legislation.knowledge.field_table import field_table
from legislation.knowledge.models import Amount, Date, DigestLine, Link, Result

FEE_PARTS = (Fee, FeeAmount, FeeClause, FeeFund, Collected, MissingFigure)
PROJECT = Path(__file__).resolve().parents[1]
ROOT = PROJECT / "data" / "knowledge"
PAYLOADS = PROJECT / "tests" / "payloads" / "catalogue"

HEAD = 'jurisdiction: us_wa\nas_of: "2026-01-31"\n'
LAW = """\
- id: wa-hb9001-2025
  session: 2025-2026
  identifier: HB 9001
  classification: bill
  title: An invented act about lanterns
  status: introduced
  status_date: 2025-02-03
  digest:
  - class: fee_988
    does: a charge on each lantern
  amounts:
  - kind: fee
    cents: 5
    unit: lantern per month
    section: "2"
  links:
  - kind: source
    url: https://example.org/lanterns
  verified: true
  verified_what: Nothing, it is invented
"""
PROGRAM = """\
- id: olympia-lanterns
  name: Lantern Team
  status: active
  response_type: community_responder
  lead_agency: Lantern Office
  issue_areas: [triage]
  linked_law_ids: [wa-hb9001-2025]
  sources: [https://example.org/team]
  verified: true
  verified_what: Nothing, it is invented
"""


def law_file(law: str = LAW) -> bytes:
    return (HEAD + "laws:\n" + law).encode()


def sentences(body: bytes) -> list[str]:
    return [str(problem) for problem in knowledge.parse_file("law", body, "us_wa.yml")[1]]


def load(tmp_path: Path, files: dict[str, bytes]) -> Knowledge:
    root = tmp_path / "data" / "knowledge"
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return knowledge.load(root)


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return knowledge.load(ROOT)


# ------------------------------------------------------------------ what ships


def test_everything_that_ships_is_read(shipped: Knowledge) -> None:
    assert [str(problem) for problem in shipped.problems] == []
    # what the site promises its readers; entries are added, seldom taken out
    assert len(shipped.laws) >= 320
    assert len(shipped.programs) >= 80
    assert len(shipped.fees) >= 12
    assert len(shipped.areas) == 9
    assert all(5 <= len(area.considerations) <= 12 for area in shipped.areas.values())
    assert all(len(area.resources) >= 5 for area in shipped.areas.values())
    assert shipped.highlights is not None
    assert len(shipped.highlights.featured) == 4
    assert len(shipped.areas["legislation"].ways_to_advance) == 6
    assert len(shipped.areas["legislation"].key_elements) >= 14
    assert shipped.areas["legislation"].stages


def test_nothing_that_ships_contradicts_itself(shipped: Knowledge) -> None:
    errors = [str(p) for p in knowledge.check(shipped) if p.level == "error"]
    assert errors == []


def test_a_file_holds_the_entries_of_its_name(shipped: Knowledge) -> None:
    for (kind, _), place in shipped.places.items():
        if kind in ("law", "program"):
            assert place.file == f"data/knowledge/{kind}s/{place.entry.jurisdiction}.yml"
        if kind == "area":
            assert place.file == f"data/knowledge/toolkit/{place.entry.key}.yml"


def test_no_two_laws_have_one_bill_id(shipped: Knowledge) -> None:
    found = Counter(
        ids.bill_id(
            law.jurisdiction,
            jurisdictions.session(law.jurisdiction, law.session).key,
            law.identifier,
        )
        for law in shipped.laws.values()
    )
    assert max(found.values()) == 1
    assert "us_wa-2021-HB1477" in found


def test_areas_are_those_of_the_codebook_in_order(shipped: Knowledge) -> None:
    in_order = sorted(shipped.areas.values(), key=lambda area: area.number)
    assert {area.key: area.title for area in in_order} == codebook.areas()
    assert [area.key for area in in_order] == list(codebook.areas())
    assert shipped.areas["finance"].slug == "financial-sustainability"


def test_the_codebook_has_its_classes() -> None:
    assert len(codebook.classes()) == 31
    assert codebook.classes()["fee_988"].is_crisis_only
    assert not codebook.classes()["reporting"].is_crisis_only


def test_fees_are_kept_in_cents(shipped: Knowledge) -> None:
    fees = [a for a in shipped.laws["wa-hb1477-2021"].amounts if a.kind == "fee"]
    assert [(fee.cents, fee.amount_usd, fee.from_date) for fee in fees] == [
        (24, 0.24, "2021-10-01"),
        (40, 0.4, "2023-01-01"),
    ]


def test_an_entry_survives_a_round_trip(shipped: Knowledge) -> None:
    law = shipped.laws["il-hb2784-2021"]
    fields = law.model_dump(mode="json")
    assert "class" in fields["digest"][0]
    assert Law.model_validate(fields) == law


# ------------------------------------------------------------------ a file that is wrong


def test_a_good_file_has_no_problems() -> None:
    entries, problems = knowledge.parse_file("law", law_file(), "us_wa.yml")
    assert problems == []
    assert [(law.id, law.jurisdiction, law.as_of) for law in entries] == [
        ("wa-hb9001-2025", "us_wa", "2026-01-31")
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "  title: An",
            "  tittle: An",
            "us_wa.yml, line 4: wa-hb9001-2025: field 'title' is missing; add it.",
        ),
        (
            "  verified: true",
            "  sponser: Rep. Lamp\n  verified: true",
            "us_wa.yml, line 22: wa-hb9001-2025: unknown field 'sponser'; "
            "use a field of docs/add-a-law.md, perhaps 'sponsor'.",
        ),
        (
            "2025-02-03",
            "2025-02-30",
            "us_wa.yml, line 10: wa-hb9001-2025: status_date: '2025-02-30' is not a date; "
            "write it as YYYY-MM-DD, such as 2025-07-01.",
        ),
        (
            "class: fee_988",
            "class: fee988",
            "us_wa.yml, line 12: wa-hb9001-2025: digest.1.class: 'fee988' is not a provision "
            "class; use a key of legislation/codebook.yml, or null with a reason.",
        ),
        (
            "class: fee_988",
            "class: null",
            "us_wa.yml, line 12: wa-hb9001-2025: digest.1: digest line 'a charge on each "
            "lantern' needs either a class or a reason why no class fits.",
        ),
        (
            "session: 2025-2026",
            "session: 1999",
            "us_wa.yml, line 4: wa-hb9001-2025: session '1999' of us_wa is not listed; "
            "add it in legislation/jurisdictions.yml.",
        ),
        (
            "classification: bill",
            "classification: decree",
            "us_wa.yml, line 7: wa-hb9001-2025: classification: 'decree' is not known; use one "
            "of bill, resolution, joint resolution",
        ),
        (
            "status: introduced",
            "status: passd",
            "us_wa.yml, line 9: wa-hb9001-2025: status: 'passd' is not known; use one of "
            "introduced, passed_chamber",
        ),
        (
            "kind: fee",
            "kind: toll",
            "us_wa.yml, line 15: wa-hb9001-2025: amounts.1.kind: 'toll' is not known; "
            "use one of 'fee', 'fee_cap'",
        ),
        (
            "https://example.org/lanterns",
            "lanterns.html",
            "us_wa.yml, line 21: wa-hb9001-2025: links.1.url: 'lanterns.html' has the wrong "
            "shape; it must match",
        ),
        (
            "  digest:\n  - class: fee_988\n    does: a charge on each lantern\n",
            "  digest: lanterns\n",
            "us_wa.yml, line 11: wa-hb9001-2025: digest has the wrong shape; write a list, "
            "one item a line with a dash.",
        ),
        (
            "  identifier: HB 9001",
            "  jurisdiction: us_or\n  identifier: HB 9001",
            "us_wa.yml, line 6: wa-hb9001-2025: field 'jurisdiction' stands at the head of the "
            "file; take it out here.",
        ),
    ],
)
def test_a_bad_entry_is_left_out_with_a_sentence(old: str, new: str, sentence: str) -> None:
    good = LAW.replace("9001", "9002")
    entries, problems = knowledge.parse_file(
        "law", law_file(LAW.replace(old, new, 1) + good), "us_wa.yml"
    )
    assert [law.id for law in entries] == ["wa-hb9002-2025"]
    assert any(str(problem).startswith(sentence) for problem in problems), problems


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            b"laws:\n- id: [a\n  b: c\n",
            "us_wa.yml, line 3: the file is not valid YAML "
            "(did not find expected ',' or ']'); correct it.",
        ),
        (b"\xff\xfe", "us_wa.yml, line 1: the file is not UTF-8; save it as UTF-8."),
        (
            b"",
            "us_wa.yml, line 1: the file has no block 'laws'; add it, see docs/add-a-law.md.",
        ),
        (
            b"laws: &all\n- id: a\nmore: *all\n",
            "us_wa.yml, line 1: the file uses a YAML anchor or alias; write the values out.",
        ),
        (
            b"laws: !!python/object/apply:os.getcwd []\n",
            "us_wa.yml, line 1: the file uses the YAML tag "
            "'tag:yaml.org,2002:python/object/apply:os.getcwd'; write plain data.",
        ),
        (
            b"laws: " + b"[" * 100_000,
            "us_wa.yml, line 1: the file is nested more than 12 levels deep; write it flatter.",
        ),
        (
            b"laws: []\nlaws: []\n",
            "us_wa.yml, line 2: the file has the field 'laws' twice; keep one.",
        ),
        (
            b"#" * 2_000_001,
            "us_wa.yml, line 1: the file is larger than 2,000,000 bytes; "
            "split it into one file a place.",
        ),
        (
            HEAD.encode() + b"notes: x\nlaws: []\n",
            "us_wa.yml, line 3: unknown field 'notes'; a file holds jurisdiction, as_of, laws.",
        ),
        (
            HEAD.encode() + b"laws: none\n",
            "us_wa.yml, line 3: laws is empty or has the wrong shape; write a list of entries.",
        ),
        (
            HEAD.encode() + b"laws:\n- HB 9001\n",
            "us_wa.yml, line 4: an entry is not a block of fields; write it as one.",
        ),
    ],
)
def test_a_bad_file_is_left_out_with_a_sentence(body: bytes, sentence: str) -> None:
    assert sentences(body) == [sentence]


def test_an_unknown_place_says_what_to_do() -> None:
    assert sentences(law_file().replace(b"us_wa", b"us_zz")) == [
        "us_wa.yml, line 4: wa-hb9001-2025: jurisdiction: Jurisdiction 'us_zz' is unknown; "
        "add an entry in legislation/jurisdictions.yml."
    ]


def test_a_missing_head_says_what_to_do() -> None:
    body = law_file().replace(b'as_of: "2026-01-31"\n', b"")
    assert sentences(body) == [
        "us_wa.yml, line 3: wa-hb9001-2025: field 'as_of' is missing; add it."
    ]


def test_an_id_used_twice_keeps_the_first(tmp_path: Path) -> None:
    other = law_file().replace(b"us_wa", b"us_ks")
    found = load(tmp_path, {"laws/us_ks.yml": other, "laws/us_wa.yml": law_file()})
    assert found.laws["wa-hb9001-2025"].jurisdiction == "us_ks"
    assert [str(problem) for problem in found.problems] == [
        "data/knowledge/laws/us_wa.yml, line 4: wa-hb9001-2025: the id is already used in "
        "data/knowledge/laws/us_ks.yml, line 4; give this entry another id."
    ]


# ------------------------------------------------------------------ entries that name one another


def program_file(program: str = PROGRAM) -> bytes:
    return b'jurisdiction: us_wa_olympia\nas_of: "2026-01-31"\nprograms:\n' + program.encode()


def test_a_dead_reference_costs_the_entry(tmp_path: Path) -> None:
    program = program_file(PROGRAM.replace("9001", "9009"))
    found = load(tmp_path, {"laws/us_wa.yml": law_file(), "programs/us_wa_olympia.yml": program})
    assert (list(found.laws), list(found.programs)) == (["wa-hb9001-2025"], [])
    assert [str(problem) for problem in found.problems] == [
        "data/knowledge/programs/us_wa_olympia.yml, line 10: olympia-lanterns: refers to law "
        "'wa-hb9009-2025', which does not exist; correct the id."
    ]


def test_a_fault_does_not_spread_to_what_refers_to_it(tmp_path: Path) -> None:
    bad = law_file(LAW.replace("status: introduced", "status: lost"))
    found = load(tmp_path, {"laws/us_wa.yml": bad, "programs/us_wa_olympia.yml": program_file()})
    assert found.programs["olympia-lanterns"].linked_law_ids == ()
    levels = [(problem.entry, problem.level) for problem in found.problems]
    assert levels == [("wa-hb9001-2025", "error"), ("olympia-lanterns", "warning")]


def test_an_unknown_issue_area_says_what_to_do(tmp_path: Path) -> None:
    body = program_file(PROGRAM.replace("[triage]", "[call_triage]"))
    _, problems = knowledge.parse_file("program", body, "us_wa_olympia.yml")
    assert str(problems[0]).startswith(
        "us_wa_olympia.yml, line 9: olympia-lanterns: issue_areas.1: 'call_triage' is not known; "
        "use one of overview, engagement, needs"
    )


# ------------------------------------------------------------------ contradictions


def found_in(tmp_path: Path, law: str = LAW, program: str = PROGRAM) -> list[Problem]:
    files = {"laws/us_wa.yml": law_file(law), "programs/us_wa_olympia.yml": program_file(program)}
    problems = knowledge.check(load(tmp_path, files))
    return [problem for problem in problems if "issue area has no file" not in problem.message]


def test_a_sound_catalogue_passes(tmp_path: Path) -> None:
    assert found_in(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "level", "message"),
    [
        (
            "status: introduced\n  status_date: 2025-02-03",
            "status: enacted",
            "error",
            "is enacted without a date; add status_date, or say in status_reason why none is known",
        ),
        (
            "    unit: lantern per month\n",
            "",
            "error",
            "a fee has no unit; add one, such as access line per month",
        ),
        (
            "status: introduced\n  status_date: 2025-02-03",
            "status: enacted\n  status_reason: The act was seen, its day was not",
            "warning",
            "is enacted on a day that was not found; look for it again",
        ),
        (
            '    section: "2"\n',
            "",
            "error",
            "a fee figure has neither section nor source; add one",
        ),
        (
            "  digest:\n  - class: fee_988\n    does: a charge on each lantern\n",
            "",
            "error",
            "has an empty digest; add a line for each thing it does",
        ),
        (
            "status: introduced",
            "status: introduced\n  no_digest: It is too dark to read",
            "error",
            "has a digest and says why it has none; take one out",
        ),
        ("cents: 5", "usd: 0.05", "error", "a fee is given in usd; write cents"),
        (
            "    unit: lantern per month\n",
            "    unit: lantern\n    from_date: 2026-01-01\n    to_date: 2025-01-01\n",
            "error",
            "a fee ends before it begins; correct the dates",
        ),
        (
            "status: introduced",
            "status: introduced\n  last_action: '2025-03-01: Died In Committee'",
            "warning",
            "is introduced, and its last action reads '2025-03-01: Died In Committee'; "
            "read the record again, failed or died would fit",
        ),
        (
            "status: introduced",
            "status: vetoed\n  session_over: true",
            "error",
            "is vetoed, and session_over says no outcome was seen; take one out",
        ),
        (
            "status: introduced",
            "status: introduced\n  enacted_as: Chapter 9",
            "warning",
            "has a number of a law and the status introduced; correct one of them",
        ),
        (
            "2025-02-03",
            "2026-02-03",
            "error",
            "status_date 2026-02-03 is after 2026-01-31, when the entry was read; correct one",
        ),
        (
            "2025-02-03",
            "2021-02-03",
            "error",
            "status_date 2021-02-03 is before session 2025-2026; correct one",
        ),
        ("kind: source", "kind: text_copy", "error", "names no source; add a link of kind source"),
    ],
)
def test_a_contradiction_is_named(
    tmp_path: Path, old: str, new: str, level: str, message: str
) -> None:
    assert old in LAW
    problems = found_in(tmp_path, LAW.replace(old, new, 1))
    assert [(problem.level, problem.message) for problem in problems] == [(level, message)]
    assert problems[0].file == "data/knowledge/laws/us_wa.yml"


def test_a_program_without_a_source_is_named(tmp_path: Path) -> None:
    problems = found_in(tmp_path, program=PROGRAM.replace("[https://example.org/team]", "[]"))
    assert [str(problem) for problem in problems] == [
        "data/knowledge/programs/us_wa_olympia.yml, line 11: olympia-lanterns: names no source; "
        "add the address that was read."
    ]


def test_one_bill_entered_twice_is_named(tmp_path: Path) -> None:
    twice = LAW + LAW.replace("wa-hb9001-2025", "wa-lanterns").replace("HB 9001", "H.B. 9001")
    assert [problem.message for problem in found_in(tmp_path, twice)] == [
        "is the same bill as wa-hb9001-2025 in data/knowledge/laws/us_wa.yml; make them one entry"
    ]


def test_an_entry_not_checked_for_half_a_year_is_named(tmp_path: Path) -> None:
    found = load(tmp_path, {"laws/us_wa.yml": law_file()})
    assert not any(
        "was last checked" in p.message for p in knowledge.check(found, date(2026, 7, 1))
    )
    stale = [p for p in knowledge.check(found, date(2026, 8, 1)) if "was last checked" in p.message]
    assert [(problem.level, problem.message) for problem in stale] == [
        ("warning", "was last checked on 2026-01-31; go over it again and set checked")
    ]
    again = law_file(LAW + '  checked: "2026-07-01"\n')
    found = load(tmp_path, {"laws/us_wa.yml": again})
    assert not any(
        "was last checked" in p.message for p in knowledge.check(found, date(2026, 8, 1))
    )


def test_a_day_yet_to_come_and_an_area_to_check_are_named(tmp_path: Path) -> None:
    area = (
        b'as_of: "2026-01-31"\narea:\n  key: safety\n  slug: safety\n  number: 7\n  title: Safety\n'
        b"  snapshot: Walk slowly\n  considerations: []\n  resources: []\n  sources: []\n"
    )
    found = load(tmp_path, {"laws/us_wa.yml": law_file(), "toolkit/safety.yml": area})
    early = [p.message for p in knowledge.check(found, date(2026, 1, 1)) if p.level == "error"]
    assert "as_of 2026-01-31 is yet to come; correct it" in early
    late = [p.message for p in knowledge.check(found, date(2028, 1, 1)) if p.entry == "safety"]
    assert [message.rpartition("set ")[2] for message in late] == ["as_of"]


def test_two_instruments_without_a_number_are_not_one(tmp_path: Path) -> None:
    label = LAW.replace("HB 9001", "Motion of 2025").replace(
        "  classification", "  number_known: false\n  classification"
    )
    other = label.replace("wa-hb9001-2025", "wa-other-motion")
    assert found_in(tmp_path, LAW + label.replace("wa-hb9001-2025", "wa-motion") + other) == []


def test_one_charge_entered_twice_is_named(tmp_path: Path) -> None:
    fee = (PAYLOADS / "parse_file-fee" / "response.yml").read_text()
    lamp = fee.index("- id: us-wa-lamp-fee")
    law = law_file(LAW.replace("wa-hb9001-2025", "wa-hb1477-2021"))
    twice = fee[: fee.index("- id:")] + fee[lamp:] + fee[lamp:].replace("us-wa-lamp", "us-wa-oil")
    found = load(tmp_path, {"laws/us_wa.yml": law, "fees/us_wa.yml": twice.encode()})
    said = [problem.message for problem in knowledge.check(found) if problem.level == "error"]
    assert (
        "is the same charge as us-wa-lamp-fee in data/knowledge/fees/us_wa.yml; make them one entry"
        in said
    )


def test_a_correction_of_what_does_not_exist_is_named(tmp_path: Path) -> None:
    body = (
        'corrections:\n- {id: 2026-11-23-x, date: "2026-11-23", kind: law, entry: wa-hb7-2025,\n'
        '  was: dark, now: light, source: "https://example.org/a"}\n'
    )
    found = load(tmp_path, {"laws/us_wa.yml": law_file(), "corrections.yml": body.encode()})
    messages = [problem.message for problem in knowledge.check(found)]
    assert "refers to law 'wa-hb7-2025', which does not exist; correct it" in messages


def test_a_missing_issue_area_is_named(tmp_path: Path) -> None:
    found = load(tmp_path, {"laws/us_wa.yml": law_file()})
    assert [problem.entry for problem in knowledge.check(found)] == list(codebook.areas())


# ------------------------------------------------------------------ the documentation


@pytest.mark.parametrize(
    "model", [Law, DigestLine, Amount, Date, Link, Program, Result, *FEE_PARTS]
)
def test_the_field_tables_are_true(model: type) -> None:
    table = field_table(model)
    document = (PROJECT / "docs" / "add-a-law.md").read_text()
    assert table in document, f"put this table of {model.__name__} in docs/add-a-law.md:\n{table}"


def test_the_worked_example_is_sound() -> None:
    document = (PROJECT / "docs" / "add-a-law.md").read_text()
    example = document.split("```yaml\n", 1)[1].split("```", 1)[0]
    entries, problems = knowledge.parse_file("law", example.encode(), "example")
    assert problems == []
    assert len(entries) == 1
    assert isinstance(entries[0], Law)
