"""A small database for the site's tests: real tables, invented bills in our own words."""

import hashlib
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import site_ledger

from legislation import accuracy, codebook, sources, store

# "[-thirty-] [+forty+]" is thirty struck and forty inserted
_MARKED = re.compile(r"\[([+-])(.*?)[+-]\]")

CLAIM = {"method": "curated", "method_version": "2026-11-23", "score": 1.0, "run_id": "crawl-1"}
RULE = {"method": "rule", "method_version": "1", "score": 0.9, "run_id": "build-1"}
PATTERN = {"method": "patterns", "method_version": "1", "score": 0.9, "run_id": "enrich-1"}

READER = {"method": "extraction rules", "method_version": "1", "score": 1.0, "run_id": "enrich-1"}

# As `enrich` writes them: what it measured of its own accuracy.
MEASURED: tuple[dict[str, Any], ...] = (
    {
        "task": "labels",
        "measured_on": "2026-11-23",
        "set": "60 passages that we invented",
        "items": 60,
        "groups": 2,
        "method": "patterns",
        "method_version": "1",
        "codebook_version": 2,
        "scores": [
            {"name": "fee_988", "precision": 0.9, "recall": 0.84, "f1": 0.87, "support": 31}
            | {"found": 29},
            {"name": "dispatch", "precision": 0.5, "recall": 1.0, "f1": 0.67, "support": 1}
            | {"found": 2},
            {"name": "mobile_crisis", "precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0}
            | {"found": 2},
        ],
        "micro": {"precision": 0.85, "recall": 0.85, "f1": 0.85, "support": 32, "found": 33},
        "macro": {"precision": 0.7, "recall": 0.92, "f1": 0.77, "support": 32},
        "compared": [{"name": "words alone", "micro_f1": 0.6, "macro_f1": 0.5}],
        "confusions": [{"coded": "fee_988", "given": "dispatch", "passages": 2}],
        "by_group": [{"name": "us_wa", "items": 40, "f1": 0.9}],
        "agreement": {"passages": 50, "micro_f1": 0.94},
    },
    {
        "task": "extraction",
        "measured_on": "2026-11-23",
        "set": "60 passages that we invented",
        "items": 60,
        "groups": 2,
        "method": "extraction rules",
        "method_version": "1",
        "scores": [
            {"name": "fee_amounts", "precision": 1, "recall": 0.9, "f1": 0.95, "support": 9}
        ],
        "micro": {"precision": 1, "recall": 0.9, "f1": 0.95, "support": 9},
    },
)

PLACES = (
    # key, name, level, postal, parent, division, tile
    ("us", "United States", "federal", "US", None, "country:us", None),
    ("us_wa", "Washington", "state", "WA", "us", "country:us/state:wa", (2, 0)),
    ("us_nj", "New Jersey", "state", "NJ", "us", "country:us/state:nj", (3, 8)),
    ("us_ny", "New York", "state", "NY", "us", "country:us/state:ny", (2, 8)),
    ("us_id", "Idaho", "state", "ID", "us", "country:us/state:id", (2, 1)),
    ("us_gu", "Guam", "territory", "GU", "us", "country:us/territory:gu", (8, 1)),
    (
        "us_ny_new_york",
        "New York, NY",
        "city",
        None,
        "us_ny",
        "country:us/state:ny/place:new_york",
        None,
    ),
)

# What `versions` say: sections of a text, and the words that each label points at.
FEE_TEXT = (
    (
        "1",
        "Findings",
        "The legislature finds that a caller in crisis is owed a trained answer.",
        {},
    ),
    (
        "2",
        "Monthly fee",
        "A fee of [-thirty-] [+forty+] cents a month is imposed on each access line "
        "to pay for the 988 lifeline & its crisis teams.",
        {"fee_988": "A fee of", "mobile_crisis": "crisis teams"},
    ),
    (
        "3",
        "Lifeline account",
        "The lifeline account is created. Money in it may be spent only on 988 services.",
        {"trust_fund": "The lifeline account is created."},
    ),
)
DISPATCH_TEXT = (
    (
        "1",
        "",
        "A dispatcher shall send a mobile crisis team, not an officer, to a call about despair.\n\n"
        "An officer may come where a weapon is seen.",
        {"dispatch": "A dispatcher shall send a mobile crisis team"},
    ),
    ("2", "Cost", "The department shall count what the teams cost.", {}),
)

BILLS: tuple[dict[str, Any], ...] = (
    {
        "bill_id": "us_wa-2025-HB1",
        "identifier": "HB 1",
        "title": "Paying for the 988 lifeline",
        "status": ("enacted", "2025-05-01", 0),
        "actions": (
            ("2025-01-10", "First reading.", ["introduction"]),
            ("2025-04-20", "Passed the second chamber.", ["passage"]),
            ("2025-05-01", "Governor signed.", ["executive-signature", "became-law"]),
        ),
        "texts": ((("As introduced", FEE_TEXT[:2])), ("Chaptered", FEE_TEXT)),
        "url": "https://leg.example.gov/hb1",
        "law": {
            "verified": 1,
            "digest": (
                ("fee_988", "charges forty cents a line"),
                ("trust_fund", "opens an account"),
            ),
            "amounts": (("fee", 0.4, "access line per month", "2026-01-01"),),
        },
    },
    {
        "bill_id": "us_wa-2025-SB2",
        "identifier": "SB 2",
        "title": "Raising the 988 lifeline fee",
        "status": ("introduced", "2025-02-02", 0),
        "actions": (("2025-02-02", "First reading.", ["introduction"]),),
        "law": {
            "verified": 1,
            "digest": (("fee_988", "raises the fee to eighty cents"),),
            "amounts": (("fee", 0.8, "access line per month", "2027-07-01"),),
        },
    },
    {
        "bill_id": "us_nj-2024-A10",
        "identifier": "A10",
        "title": "<script>alert('title')</script> & crisis calls",
        "status": ("introduced", "2024-03-01", 1),
        "actions": (("2024-03-01", "Introduced <b>twice</b>.", []),),
        "texts": (("As introduced", DISPATCH_TEXT),),
        "url": "javascript:alert(1)",
        "source": "legiscan",
    },
    {
        "bill_id": "us_nj-2024-S11",
        "identifier": "S11",
        "title": "License plates numbered 988",
        "status": ("introduced", "2024-04-01", 0),
        "is_relevant": 0,
    },
    {
        "bill_id": "us_ny_new_york-2024-INT5",
        "identifier": "Int 0005-2024",
        "title": "Mobile crisis teams without police",
        "status": ("vetoed", "2024-06-01", 0),
        "texts": (("Summary sheet", DISPATCH_TEXT),),
    },
    {
        "bill_id": "us_ny-2023-S7",
        "identifier": "Memorandum of understanding on a crisis council for the capital district",
        "title": "A crisis council that memory alone knows",
        "status": ("enacted", "2023-07-01", 0),
        "law": {"verified": 0, "digest": (("advisory_body", "sets up a council"),), "amounts": ()},
    },
    {
        "bill_id": "us-119-S99",
        "identifier": "S 99",
        "title": "Counting what local lines cost",
        "status": ("passed_chamber", "2025-09-09", 0),
        "actions": (("2025-09-09", "Passed Senate.", ["passage"]),),
    },
)


def build(path: Path) -> Path:
    """Writes the database to ``path``, a file that should be called legislation.db."""
    database = store.create(path).conn
    assert isinstance(database, sqlite3.Connection)
    rows = _Rows(database)
    _knowledge(rows)
    _records(rows)
    for bill in BILLS:
        _bill(rows, bill)
    _stated(rows)
    _corrected(rows)
    site_ledger.add_ledger(rows.add)
    site_ledger.add_changes(rows.add)
    for table, row in accuracy.rows(map(accuracy.Evaluation.model_validate, MEASURED)):
        rows.add(table, **row)
    _search_index(database)
    database.commit()
    database.close()
    return path


class _Rows:
    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def add(self, table: str, **row: Any) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        values = [json.dumps(v) if isinstance(v, list | dict) else v for v in row.values()]
        self.database.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


def _knowledge(rows: _Rows) -> None:
    for key, name, level, postal, parent, division, tile in PLACES:
        rows.add(
            "jurisdictions",
            jurisdiction=key,
            name=name,
            level=level,
            postal=postal,
            parent=parent,
            division_id=f"ocd-division/{division}",
            jurisdiction_id=f"ocd-jurisdiction/{division}/government",
            legislature=f"Legislature of {name}",
            timezone="America/New_York",
            url="https://leg.example.gov",
            tile_row=tile and tile[0],
            tile_column=tile and tile[1],
        )
    for number, (area, title) in enumerate(codebook.areas().items(), 1):
        rows.add(
            "areas",
            area=area,
            slug=f"{area}-area",
            number=number,
            title=title,
            snapshot=f"{title}, in one sentence of ours.",
        )
        rows.add(
            "considerations",
            area=area,
            number=1,
            title=f"Ask first about {area}",
            text="Ask whom the team will serve before a fee is set.",
            classes=["fee_988"] if area == "finance" else [],
            entries=["wa-hb1"] if area == "finance" else [],
            programs=["olympia-cru"] if area == "finance" else [],
        )
    for number, known in enumerate(codebook.classes().values(), 1):
        rows.add(
            "classes",
            **{"class": known.key},
            number=number,
            area=known.area,
            label=known.label,
            topic=known.topic,
            does=known.does,
            not_this=known.not_,
        )
    rows.add(
        "resources",
        area="finance",
        number=1,
        title="A report on cost",
        publisher="Institute",
        year=2024,
        kind="report",
        url="https://example.org/report",
    )
    rows.add(
        "resources",
        area="finance",
        number=2,
        title="A talk",
        publisher="Club",
        kind="instructive video",
    )
    rows.add("strategies", kind="way", number=1, title="Find a champion", steps=["Ask", "Thank"])
    rows.add(
        "strategies",
        kind="element",
        number=1,
        key="purpose",
        title="Purpose",
        asks="Why?",
        examples=["wa-hb1"],
    )
    rows.add(
        "programs",
        program_id="olympia-cru",
        jurisdiction="us_wa",
        name="Crisis Walkers",
        response_type="community_responder",
        status="active",
        launched="2019-04",
        lead_agency="City of Rivers",
        dispatch_integration="By 911",
        staffing="Two trained walkers",
        hours="Always",
        call_volume=[
            {"calls": 1200, "period": "2024", "kind": "calls answered"},
            {"share": "one in ten", "period": "2025", "kind": ""},
        ],
        is_verified=1,
        verified_what="Hours",
        sources=["https://example.org/walkers", "javascript:alert(2)"],
        highlight_number=1,
        checked_date="2026-11-01",
    )
    rows.add("program_areas", program_id="olympia-cru", area="finance")
    rows.add(
        "program_results",
        program_id="olympia-cru",
        number=1,
        measure="Walks to the river",
        value="900",
        period="2024",
        definition="Walks that ended at the river, counted by the walkers",
        source_url="https://example.org/walks",
    )
    rows.add("highlights", week="2026-W40", program_id="olympia-cru", text="They walk and listen.")
    rows.add(
        "stages",
        stage="champions",
        number=1,
        title="Find champions",
        question="We have an idea and no sponsor.",
        text="A bill needs somebody who carries it.",
        steps=["Ask two members"],
        elements=["purpose"],
        classes=["findings"],
        areas=["finance"],
        entries=["wa-hb1"],
        programs=["olympia-cru"],
    )


def _records(rows: _Rows) -> None:
    _sources(rows)
    for kind, name, day, outcome in (
        ("crawl", "govbot", "2026-11-20", "finished"),
        ("crawl", "catalogue", "2026-11-20", "finished"),
        ("crawl", "legiscan", "2020-01-02", "finished"),
        ("crawl", "us_wa", "2026-11-20", "unreachable: leg.wa.gov did not answer <in time>."),
        ("crawl", "us_ca_oakland", "2026-11-20", "running"),
        ("build", "build", "2026-11-20", "finished"),
    ):
        rows.add(
            "runs",
            run_id=f"{kind}-{name}",
            kind=kind,
            name=name,
            started_at=f"{day}T10:00:00+00:00",
            finished_at=f"{day}T10:05:00+00:00",
            outcome=outcome,
            warnings=["Fewer items were met than usual."] if name == "catalogue" else [],
        )
    rows.add(
        "fetches",
        fetch_id="f1",
        url="https://leg.example.gov/api",
        fetched_at="2026-11-20T10:01:00+00:00",
        status=200,
        media_type="text/html",
        sha256="ab" * 32,
        size=1000,
        spider="govbot",
        run_id="crawl-govbot",
    )
    rows.add(
        "quarantine",
        quarantine_id="q1",
        step="text",
        subject="us_wa-2025-SB2",
        reason="The PDF is damaged; fetch it again.",
        url="https://leg.example.gov/sb2.pdf",
    )


def _sources(rows: _Rows) -> None:
    """The registry that ships; what govbot and the catalogue bring is never out of date here."""
    for _, row in sources.rows([]):
        if row["source"] in ("govbot", "catalogue"):
            row["stale_after_days"] = 365_000
        rows.add("sources", **row)


def _bill(rows: _Rows, bill: dict[str, Any]) -> None:
    bill_id = bill["bill_id"]
    place, session, _ = bill_id.split("-")
    rows.database.execute(
        "INSERT OR IGNORE INTO legislative_sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (f"{place}-{session}", place, session, session, f"Session of {session}", 2024, 2025, None),
    )
    actions = bill.get("actions", ())
    law = bill.get("law")
    source = bill.get("source") or ("catalogue" if law and not actions else "govbot")
    rows.add(
        "bills",
        bill_id=bill_id,
        jurisdiction=place,
        session_id=f"{place}-{session}",
        identifier=bill["identifier"],
        title=bill["title"],
        classification=["bill"],
        url=bill.get("url", ""),
        introduced_date=actions[0][0] if actions else None,
        latest_action_date=actions[-1][0] if actions else None,
        latest_action=actions[-1][1] if actions else "",
        source=source,
        fetch_id="f1",
    )
    rows.add(
        "bill_sources",
        bill_id=bill_id,
        source=source,
        identifier=bill["identifier"],
        title=bill["title"],
        url=bill.get("url", ""),
        fetch_id="f1",
    )
    status, status_date, is_session_over = bill["status"]
    rows.add(
        "statuses",
        bill_id=bill_id,
        status=status,
        status_date=status_date,
        is_session_over=is_session_over,
        why="The last action says so.",
        **RULE,
    )
    rows.add(
        "relevance",
        bill_id=bill_id,
        is_relevant=bill.get("is_relevant", 1),
        why=["lifeline"],
        input_sha256="cd" * 32,
        **RULE,
    )
    for number, (day, description, words) in enumerate(actions, 1):
        rows.add(
            "actions",
            bill_id=bill_id,
            number=number,
            date=day,
            description=description,
            organization="upper",
            classification=words,
            fetch_id="f1",
        )
    rows.add(
        "sponsorships",
        bill_id=bill_id,
        number=1,
        name="Rivera",
        classification="primary",
        is_primary=1,
        fetch_id="f1",
    )
    if law:
        _catalogue_entry(rows, bill_id, law)
    for number, (note, sections) in enumerate(bill.get("texts", ()), 1):
        _version(rows, bill_id, number, note, sections)


def _catalogue_entry(rows: _Rows, bill_id: str, law: dict[str, Any]) -> None:
    place, _, number = bill_id.split("-")
    entry_id = f"{place.removeprefix('us_')}-{number.lower()}"
    rows.add(
        "catalogue_entries",
        entry_id=entry_id,
        bill_id=bill_id,
        enacted_as="Chapter 1",
        is_number_known=1,
        is_verified=law["verified"],
        verified_what="Number and title",
        unverified_fields=["sponsor"],
        open_questions=["Who signed it?"],
        status_reason="The signed act was read.",
        checked_date="2026-11-01",
        **CLAIM,
    )
    for number, (name, does) in enumerate(law["digest"], 1):
        rows.add(
            "digest_lines",
            entry_id=entry_id,
            number=number,
            bill_id=bill_id,
            **{"class": name},
            does=does,
            **CLAIM,
        )
    for number, (kind, amount, unit, since) in enumerate(law["amounts"], 1):
        rows.add(
            "amounts",
            entry_id=entry_id,
            number=number,
            bill_id=bill_id,
            kind=kind,
            amount_usd=amount,
            unit=unit,
            from_date=since,
            **CLAIM,
        )


def _version(rows: _Rows, bill_id: str, number: int, note: str, sections: Any) -> None:
    version_id = f"{bill_id}-v{number}"
    rows.add(
        "versions",
        version_id=version_id,
        bill_id=bill_id,
        number=number,
        note=note,
        date=f"2025-0{number}-01",
        classification="introduced",
        fetch_id="f1",
    )
    rows.add(
        "links",
        link_id=f"link-{version_id}",
        bill_id=bill_id,
        version_id=version_id,
        kind="version",
        url=f"https://leg.example.gov/{version_id}.html",
        media_type="text/html",
        fetch_id="f1",
    )
    text, spans, inserted, deleted = "", [], [], []
    for section, heading, words, labels in sections:
        start = len(text)
        # plain words, then a sign, marked words and plain words as often as there are marks
        plain, *rest = _MARKED.split(words)
        text += plain
        for sign, marked, plain in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            spans_of = inserted if sign == "+" else deleted
            spans_of.append([len(text), len(text) + len(marked)])
            text += marked + plain
        spans.append((section, heading, words, labels, start, len(text)))
        text += "\n"
    rows.add(
        "version_texts",
        version_id=version_id,
        text=text,
        inserted=inserted,
        deleted=deleted,
        words=len(text.split()),
        link_id=f"link-{version_id}",
        input_sha256="ab" * 32,
        **(PATTERN | {"method": "html/test-1"}),
    )
    for position, (section, heading, words, labels, start, end) in enumerate(spans, 1):
        provision_id = f"{version_id}-p{position}"
        rows.add(
            "provisions",
            provision_id=provision_id,
            version_id=version_id,
            number=position,
            section_number=section,
            heading=heading,
            start=start,
            end=end,
            text=text[start:end],
            # as enrichment tells language that stands in several bills
            wording=hashlib.sha256(words.encode()).hexdigest() if labels else "",
            **PATTERN,
        )
        for name, evidence in labels.items():
            at = text[start:end].index(evidence)
            rows.add(
                "labels",
                provision_id=provision_id,
                **{"class": name},
                evidence_start=at,
                evidence_end=at + len(evidence),
                **PATTERN,
            )


def _stated(rows: _Rows) -> None:
    """What a machine read in the fee section and in the one after it."""
    fee = {"provision_id": "us_wa-2025-HB1-v2-p2", "evidence_start": 0, "evidence_end": 8}
    account = fee | {"provision_id": "us_wa-2025-HB1-v2-p3"}
    rows.add(
        "provision_amounts",
        **fee,
        number=1,
        kind="fee",
        amount=0.4,
        unit="access line",
        period="month",
        from_date="2026-01-01",
        **READER,
    )
    for number, year in enumerate(("2026", "2027"), 2):
        rows.add(
            "provision_amounts",
            **fee,
            number=number,
            kind="appropriation",
            amount=1500000.0,
            fiscal_year=year,
            source="the general fund",
            purpose="teams <i>on foot</i>",
            **READER,
        )
    rows.add(
        "provision_dates",
        **account,
        number=1,
        kind="deadline",
        relative="each January",
        who="the office",
        what="count the calls",
        **READER,
    )
    rows.add("provision_dates", **account, number=2, kind="sunset", date="2031-06-30", **READER)
    for number, (role, name, members) in enumerate(
        (("fund", "lifeline account", None), ("advisory_body", "Council <b>of callers</b>", 9)), 1
    ):
        rows.add(
            "provision_bodies",
            **account,
            number=number,
            role=role,
            name=name,
            members=members,
            appointed_by=["governor"] if members else [],
            **READER,
        )
    for number, (kind, citation) in enumerate(
        (("amends", "RCW 1.2.3"), ("repeals", "RCW 4.5.6"), ("cites", "RCW 7.8.9")), 1
    ):
        rows.add("citations", **fee, number=number, kind=kind, citation=citation, **READER)


def _corrected(rows: _Rows) -> None:
    """Two verdicts of a person on the city's bill, beside what the machine said."""
    provision_id = "us_ny_new_york-2024-INT5-v1-p1"
    rows.add(
        "labels",
        provision_id=provision_id,
        **{"class": "training"},
        evidence_start=0,
        evidence_end=12,
        **(PATTERN | {"score": 0.71}),
    )
    for name, verdict, end in (("training", "refused", 60), ("dispatch", "given", 46)):
        rows.add(
            "labels",
            provision_id=provision_id,
            **{"class": name},
            verdict=verdict,
            evidence_start=0,
            evidence_end=end,
            why="Rivera: read <u>twice</u>",
            **CLAIM,
        )


def _search_index(database: sqlite3.Connection) -> None:
    database.execute(
        "INSERT INTO bills_fts (identifier, title, abstract, digest, bill_id) "
        "SELECT identifier || ' ' || replace(identifier, ' ', ''), title, abstract, coalesce((SELECT "
        "group_concat(does, '. ') FROM digest_lines d WHERE d.bill_id = b.bill_id), ''), bill_id "
        "FROM bills b ORDER BY bill_id"
    )
    database.execute(
        "INSERT INTO programs_fts (name, body, program_id) "
        "SELECT name, lead_agency || '. ' || staffing, program_id FROM programs"
    )
    database.execute(
        "INSERT INTO considerations_fts (title, text, area, number) "
        "SELECT title, text, area, number FROM considerations"
    )
