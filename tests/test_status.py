"""Where a bill stands: the verdict, its date, and the reason that names every signal."""

from pathlib import Path
from typing import Any

import pytest

from enrich.status import Printing, Record, Session, Status, status_of
from enrich.status_words import Action
from legislation import claims, store


def act(date: str, words: str, *kinds: str, body: str = "") -> Action:
    return Action(date, words, kinds, body)


def judged(*actions: Action, kinds: tuple[str, ...] = ("bill",), **signals: Any) -> Status:
    return status_of(Record(kinds, actions, **signals))


INTRODUCED = act("2026-01-05", "Introduced", "introduction")
PASSED_HOUSE = act("2026-02-10", "Passed", "passage", body="lower")
PASSED_SENATE = act("2026-03-01", "Passed", "passage", body="upper")
PASSED = (INTRODUCED, PASSED_HOUSE, PASSED_SENATE)
SESSION_LAW = Printing("became-law", "2026-05-20", "Session Law")


@pytest.mark.parametrize(
    ("kind", "actions", "status", "date"),
    [
        ("bill", [INTRODUCED], "introduced", "2026-01-05"),
        ("bill", [INTRODUCED, PASSED_HOUSE], "passed_chamber", "2026-02-10"),
        ("bill", PASSED, "passed", "2026-03-01"),
        ("bill", [act("2026-03-01", "Chapter 7", "became-law")], "enacted", "2026-03-01"),
        (
            "bill",
            [act("2026-02-01", "Passed", "passage"), act("2026-03-01", "Vetoed", "executive-veto")],
            "vetoed",
            "2026-03-01",
        ),
        (
            "bill",
            [
                act("2026-03-01", "Vetoed", "executive-veto"),
                act("2026-03-09", "Overridden", "veto-override-passage"),
            ],
            "enacted",
            "2026-03-09",
        ),
        (
            "resolution",
            [act("2026-02-01", "Approved by Council", "passage", body="City Council")],
            "adopted",
            "2026-02-01",
        ),
        ("bill", [INTRODUCED, act("2026-12-31", "Filed", "failure")], "failed", "2026-12-31"),
        ("bill", [], "introduced", None),
        # a memorial, a concurrent resolution: signed or chaptered they are still no law
        ("memorial", [PASSED_HOUSE, act("2026-03-09", "Signed", "executive-signature")], "adopted",
         "2026-03-09"),
        (
            "concurrent resolution",
            [act("2026-03-18", "Chaptered by Secretary of State - Res. Chapter 25.", "became-law")],
            "adopted",
            "2026-03-18",
        ),
        ("concurrent resolution", [PASSED_HOUSE], "passed_chamber", "2026-02-10"),
        ("concurrent resolution", PASSED, "adopted", "2026-03-01"),
        # Utah: nobody signs a joint resolution
        (
            "joint resolution",
            [*PASSED, act("2026-03-12", "House/ to Lieutenant Governor", "executive-receipt")],
            "adopted",
            "2026-03-12",
        ),
        # Connecticut records the other chamber's vote under the first
        (
            "joint resolution",
            [
                act("2026-03-25", "ADOPTED, HOUSE", "passage", body="lower"),
                act("2026-05-05", "ADOPTED, SENATE", "passage", body="lower"),
            ],
            "passed",
            "2026-05-05",
        ),
        # the voters decide on a constitutional amendment
        (
            "constitutional amendment",
            [*PASSED, act("2026-06-20", "Chaptered by Secretary of State.", "became-law")],
            "passed",
            "2026-03-01",
        ),
        (
            "constitutional amendment",
            [*PASSED, act("2026-11-03", "Approved by the voters")],
            "enacted",
            "2026-11-03",
        ),
    ],
)  # fmt: skip
def test_status_follows_the_strongest_action(
    kind: str, actions: list[Action], status: str, date: str | None
) -> None:
    found = judged(*actions, kinds=(kind,))
    assert (found.status, found.status_date) == (status, date)
    assert found.why


@pytest.mark.parametrize(
    ("actions", "status", "date"),
    [
        # Arizona: a committee gave the bill back, another reported it
        (
            [INTRODUCED, act("2026-01-22", "W/D", "withdrawal"), PASSED_HOUSE],
            "passed_chamber",
            "2026-02-10",
        ),
        # Rhode Island: held, and not heard of again
        (
            [
                INTRODUCED,
                act(
                    "2026-02-05",
                    "02/05/2026 Committee recommended measure be held for further study",
                    "committee-failure",
                ),
            ],
            "introduced",
            "2026-01-05",
        ),
        # a vote that failed was taken again
        ([act("2026-02-05", "Failed", "failure"), PASSED_HOUSE], "passed_chamber", "2026-02-10"),
        ([PASSED_HOUSE, act("2026-03-05", "Failed", "failure")], "failed", "2026-03-05"),
        # Michigan: the Senate notes what the House did
        (
            [PASSED_HOUSE, act("2026-02-12", "PASSED BY HOUSE", "passage", body="upper")],
            "passed_chamber",
            "2026-02-10",
        ),
        # Utah: recorded under the chamber that received it
        (
            [
                act("2026-02-10", "House/ passed 3rd reading", "passage", body="upper"),
                act("2026-03-01", "Senate/ passed 3rd reading", "passage", body="upper"),
            ],
            "passed",
            "2026-03-01",
        ),
        # Hawaii: a second reading is not the last
        (
            [
                PASSED_HOUSE,
                act(
                    "2026-03-23",
                    "Report adopted; Passed Second Reading, as amended",
                    "passage",
                    body="upper",
                ),
            ],
            "passed_chamber",
            "2026-02-10",
        ),
        # Washington: the vote is filed as a reading; the law dates from its signature
        (
            [act("2026-02-11", "Third reading, passed; yeas, 30", "reading-3", body="upper")],
            "passed_chamber",
            "2026-02-11",
        ),
        (
            [
                act("2026-05-19", "Governor signed.", "executive-signature"),
                act("2026-05-20", "Effective date 7/27/2026.", "became-law"),
            ],
            "enacted",
            "2026-05-19",
        ),
        # Kansas: both chambers must override
        (
            [
                act("2026-04-08", "Vetoed by Governor", "executive-veto"),
                act("2026-04-09", "Motion to override veto prevailed; Yea 29", body="upper"),
            ],
            "vetoed",
            "2026-04-08",
        ),
        (
            [
                act("2026-04-09", "Motion to override veto prevailed; Yea 29", body="upper"),
                act("2026-04-09", "Motion to override veto prevailed; Yea 89", body="lower"),
                act(
                    "2026-04-09",
                    "Vetoed by Governor; Returned to House on April 8",
                    "executive-veto",
                ),
            ],
            "enacted",
            "2026-04-09",
        ),
        # New York: the other chamber's bill goes on; Iowa: the study bill gets a number
        ([INTRODUCED, act("2026-05-07", "SUBSTITUTED BY S1C")], "substituted", "2026-05-07"),
        (
            [act("2026-03-07", "Committee report approving bill, renumbered as HF 8.",
                 "committee-passage")],
            "substituted",
            "2026-03-07",
        ),
        # New Mexico: out of the committee on germaneness, then postponed for good
        (
            [
                act("2026-01-28", "withdrawn printed germane prefile", "withdrawal"),
                act("2026-03-24", "action postponed indefinitely"),
            ],
            "failed",
            "2026-03-24",
        ),
        # Virginia: "passed by" is no passage
        ([INTRODUCED, act("2026-02-02", "Passed by indefinitely in Courts", "passage")], "failed",
         "2026-02-02"),
    ],
)  # fmt: skip
def test_an_actions_words_mend_its_classification(
    actions: list[Action], status: str, date: str
) -> None:
    found = judged(*actions)
    assert (found.status, found.status_date) == (status, date)


LAPSED = "Lapsed into law: action"


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        ("Chaptered by Secretary of State - Chapter 637, Statutes of 2025.", "enacted", "Action"),
        ("Secretary of State Chapter 12 05/08/26", "enacted", "Action"),
        ("assigned PA 14'26 with immediate effect", "enacted", "Action"),
        ("PUBLIC ACT 0012 of 2026", "enacted", "Action"),
        ("Public Act . . . . . . . . . 104-0001", "enacted", "Action"),
        ("Notification that HB1001 is now Act 12", "enacted", "Action"),
        ("SIGNED CHAP.199", "enacted", "Action"),
        ("Approved P.L.2026, c.27.", "enacted", "Action"),
        # by silence
        ("Became law without Governor's signature", "enacted", LAPSED),
        ("Became Law w/o signature", "enacted", LAPSED),
        ("Becomes law without Governor's signature 05/07/2025", "enacted", LAPSED),
        ("Law without signature", "enacted", LAPSED),
        ("06/26/2026 Effective without Governor's signature", "enacted", LAPSED),
        ("Filed without the Governor's signature", "enacted", LAPSED),
        ("City Charter Rule Adopted", "enacted", LAPSED),
        ("returned unsigned", "enacted", LAPSED),
        ("Bill may become law without signature on May 7", "passed", "Action"),
        # a veto of some lines leaves a law
        ("Governor partially vetoed.", "enacted", "Action"),
        ("Governor Line Item Veto", "enacted", "Action"),
        ("LINE ITEM VETOED", "enacted", "Action"),
        ("Report approved by the Governor with partial veto", "enacted", "Action"),
        # a veto by silence
        ("Pocket Veto - Bill not acted on by Governor-end of Session", "vetoed", "Action"),
        ("Pocket Vetoed by President.", "vetoed", "Action"),
        ("VETOED MEMO.12", "vetoed", "Action"),
        ("Consideration of Governor's veto pending.", "passed", "Action"),
        # not a law yet
        ("PUBLIC ACT 25-12", "passed", "Action"),
        ("filed with Secretary of State 05/14/2026 10:40 AM", "passed", "Action"),
    ],
)
def test_words_after_both_chambers(words: str, status: str, why: str) -> None:
    kinds = ("became-law",) if words == "PUBLIC ACT 25-12" else ()
    found = judged(*PASSED, act("2026-05-20", words, *kinds))
    assert found.status == status
    assert found.why.startswith(why)


def test_a_number_before_the_veto_makes_no_law() -> None:
    numbered = act("2026-05-20", "Chapter 12", "became-law")
    vetoed = act("2026-06-01", "VETOED BY GOVERNOR", "executive-veto")
    assert judged(*PASSED, numbered, vetoed).status == "vetoed"
    signed = act("2026-07-01", "Approved by Governor", "executive-signature")
    assert judged(*PASSED, vetoed, signed).status == "enacted"


def test_congress_has_the_last_word_on_an_act_of_the_district() -> None:
    signed = act("2026-02-20", "Signed by the Mayor", "executive-signature")
    sent = act("2026-03-02", "Transmitted to Congress")
    passed = act("2026-02-03", "Final Reading", "passage", body="Council")
    found = judged(passed, signed, sent)
    assert (found.status, found.status_date) == ("passed", "2026-02-03")
    assert found.why.endswith("and another body has the last word")
    law = act("2026-05-01", "Law L26-0012, Effective from May 1, 2026")
    assert judged(passed, signed, sent, law).status_date == "2026-05-01"


# ------------------------------------------------------------------ the other signals


@pytest.mark.parametrize(
    ("signals", "status", "date", "why"),
    [
        # what agrees with the deciding action
        (
            {"versions": [SESSION_LAW], "numbers": [("Local Law 90 of 2026", "local law")]},
            "enacted",
            "2026-05-19",
            "Action 'Governor signed.' of 2026-05-19; number 'Local Law 90 of 2026' (local law) "
            "agrees; printing 'Session Law' agrees",
        ),
        # what does not
        (
            {"publisher_status": "Vetoed"},
            "enacted",
            "2026-05-19",
            "Action 'Governor signed.' of 2026-05-19; publisher's status 'Vetoed' disagrees",
        ),
        # what says less is no contradiction
        (
            {"publisher_status": "Committee", "versions": [Printing("introduced", None, "Bill")]},
            "enacted",
            "2026-05-19",
            "Action 'Governor signed.' of 2026-05-19",
        ),
    ],
)
def test_the_reason_names_what_agrees_and_what_does_not(
    signals: dict[str, Any], status: str, date: str, why: str
) -> None:
    signed = act("2026-05-19", "Governor signed.", "executive-signature")
    found = judged(*PASSED, signed, **signals)
    assert (found.status, found.status_date, found.why) == (status, date, why)
    alone = judged(*PASSED, signed).score
    assert (found.score > alone) is ("agrees" in why and "disagrees" not in why)
    assert (found.score < alone) is ("disagrees" in why)


@pytest.mark.parametrize(
    ("signals", "status", "date"),
    [
        ({"versions": [SESSION_LAW]}, "enacted", "2026-05-20"),
        ({"numbers": [("2026/111", "enactment number")]}, "enacted", "2026-01-05"),
        ({"numbers": [("Chapter 302", "enacted as")]}, "enacted", "2026-01-05"),
        ({"numbers": [("SB 5", "as printed")]}, "introduced", "2026-01-05"),
        ({"publisher_status": "Enacted"}, "enacted", "2026-01-05"),
        ({"publisher_status": "Enacted (Mayor's Desk for Signature)"}, "passed", "2026-01-05"),
        ({"publisher_status": "2026-04-01: DELIVERED TO GOVERNOR"}, "passed", "2026-04-01"),
        ({"publisher_status": "Filed (End of Session)"}, "died", "2026-01-05"),
        ({"publisher_status": "LAPSED"}, "died", "2026-01-05"),
        ({"publisher_status": "C 346 L 25"}, "enacted", "2026-01-05"),
        ({"publisher_status": "Engrossed"}, "passed_chamber", "2026-01-05"),
        ({"publisher_status": "Passed"}, "introduced", "2026-01-05"),
        ({"publisher_status": "Withdrawn"}, "failed", "2026-01-05"),
        ({"publisher_status": "Filed"}, "introduced", "2026-01-05"),
        ({"versions": [Printing("enrolled", None, "Passed Legislature")]}, "passed", "2026-01-05"),
        ({"versions": [Printing("engrossed", None, "Engrossed")]}, "passed_chamber", "2026-01-05"),
    ],
)
def test_a_signal_speaks_where_actions_are_silent(
    signals: dict[str, Any], status: str, date: str
) -> None:
    found = judged(INTRODUCED, **signals)
    assert (found.status, found.status_date) == (status, date)


def test_the_reason_says_where_the_actions_stop() -> None:
    found = judged(INTRODUCED, publisher_status="Enacted")
    assert found.why == (
        "Publisher's status 'Enacted'; the last action, 'Introduced' of 2026-01-05, does not show it"
    )


def test_no_signal_alone_makes_a_law_without_a_date() -> None:
    undated = Printing("became-law", None, "Session Law")
    found = judged(versions=[undated])
    assert (found.status, found.status_date) == ("introduced", None)
    assert found.why == (
        "No action is recorded; printing 'Session Law' says enacted, without a date"
    )
    line = "2025-10-13: Chaptered by Secretary of State - Chapter 691."
    assert judged(publisher_status=line).status_date == "2025-10-13"


def test_chambers_that_disagree_have_not_passed_it() -> None:
    senate = act("2026-03-01", "Passed as amended", "passage", body="upper")
    apart = act("2026-04-16", "House disagrees with Senate amendments.", "amendment-failure")
    again = act("2026-04-30", "Passed Final Reading", "passage", body="lower")
    assert judged(PASSED_HOUSE, senate, apart).status == "passed_chamber"
    assert judged(PASSED_HOUSE, senate, apart, again).status == "passed"


# ------------------------------------------------------------------ the session's end

END = "2026-03-12"
RUNNING = Session(END, "2026-03-12", "2026-03-12")
OVER = Session(END, "2026-03-20", "2026-03-20")
LONG_OVER = Session(END, "2026-07-01", "2026-07-01")
STOPPED = Session(END, "2026-07-01", "2026-02-20")  # a mirror that nobody kept up
NEVER = Session(None, "2030-01-01", "2030-01-01")


@pytest.mark.parametrize(
    ("actions", "session", "status", "date", "is_session_over"),
    [
        ([INTRODUCED], OVER, "died", END, False),
        ([INTRODUCED, PASSED_HOUSE], OVER, "died", END, False),
        # the session may still act on its last day; a source that stopped has not seen it
        ([INTRODUCED], RUNNING, "introduced", "2026-01-05", False),
        ([INTRODUCED], STOPPED, "introduced", "2026-01-05", True),
        ([INTRODUCED], Session(END), "introduced", "2026-01-05", False),
        # a council without a rule, and a bill of which no action is known
        ([INTRODUCED], NEVER, "introduced", "2026-01-05", False),
        ([], OVER, "introduced", None, False),
        # it waits for a signature, and waited in vain
        (PASSED, OVER, "passed", "2026-03-01", False),
        (PASSED, LONG_OVER, "passed", "2026-03-01", True),
        # what has ended has ended
        ([INTRODUCED, act("2026-02-05", "Failed", "failure")], OVER, "failed", "2026-02-05", False),
        ([*PASSED, act("2026-04-01", "Chapter 7", "became-law")], OVER, "enacted", "2026-04-01",
         False),
        # a clerk writes it: on the last day or after, his words decide before
        ([INTRODUCED, act(END, "Died in Committee")], RUNNING, "died", END, False),
        ([INTRODUCED, act("2026-02-03", "Died In Committee")], OVER, "failed", "2026-02-03", False),
        ([INTRODUCED, act("2026-03-24", "action postponed indefinitely")], OVER, "died",
         "2026-03-24", False),
        ([PASSED_HOUSE, act("2026-03-13", "House/ strike enacting clause")], OVER, "died",
         "2026-03-13", False),
        ([INTRODUCED, act(END, "Third reading failed", "failure")], OVER, "failed", END, False),
        ([INTRODUCED, act("2026-03-07", "Filed (End of Session)", "failure")], OVER, "died",
         "2026-03-07", False),
    ],
)  # fmt: skip
def test_the_end_of_the_session(
    actions: list[Action], session: Session, status: str, date: str | None, is_session_over: bool
) -> None:
    found = judged(*actions, session=session)
    assert (found.status, found.status_date) == (status, date)
    assert found.is_session_over is is_session_over


def test_the_reason_of_a_death() -> None:
    last = act("2026-02-26", 'Senate Rules "X" file.')
    assert judged(INTRODUCED, last, session=OVER).why == (
        "Its session ended on 2026-03-12; the last action is 'Senate Rules \"X\" file.' of 2026-02-26"
    )
    filed = act("2026-03-12", "Filed (End of Session)", "failure")
    found = judged(INTRODUCED, filed, publisher_status="Filed (End of Session)", session=OVER)
    assert found.why == (
        "Action 'Filed (End of Session)' of 2026-03-12; the session's end on 2026-03-12 agrees; "
        "publisher's status 'Filed (End of Session)' agrees"
    )
    assert judged(INTRODUCED, session=STOPPED).why.endswith(
        "its session ended on 2026-03-12, and the record that was read stops before that day"
    )


def test_what_nobody_votes_on_does_not_lapse() -> None:
    received = act("2026-01-20", "Received.")
    assert judged(received, kinds=("executive order",), session=OVER).status == "introduced"


def test_a_ballot_measure_waits_longer_than_a_signature() -> None:
    found = judged(*PASSED, act("2026-03-20", "Referred to the voters"), session=LONG_OVER)
    assert (found.status, found.is_session_over) == ("passed", False)


def _database(path: Path, source: str, fetched_at: str) -> Any:
    """Two bills of one source: the first heard of in January, the second on 2026-03-24."""
    database = store.create(path / "legislation.db")
    place = {"name": "P", "level": "state", "division_id": "d", "jurisdiction_id": "j"}
    database.table("jurisdictions").insert({"jurisdiction": "p", "timezone": "UTC", **place})
    session = {"key": "1", "identifier": "1", "name": "S", "end_date": "2026-03-12"}
    database.table("legislative_sessions").insert(
        {"session_id": "p-1", "jurisdiction": "p", **session}
    )
    fetch = {"url": "u", "status": 200, "media_type": "", "sha256": "x", "size": 1, "run_id": "r"}
    database.table("fetches").insert(
        {"fetch_id": "f", "fetched_at": fetched_at, "spider": source, **fetch}
    )
    bill = {"jurisdiction": "p", "session_id": "p-1", "title": "T", "classification": "[]"}
    for number, date in enumerate(("2026-01-20", "2026-03-24"), 1):
        database.table("bills").insert(
            {
                "bill_id": f"b{number}",
                "identifier": "HB 1",
                "source": source,
                "fetch_id": "f",
                **bill,
            }
        )
        database.table("actions").insert(
            {
                "bill_id": f"b{number}",
                "number": 1,
                "date": date,
                "description": "Heard",
                "fetch_id": "f",
            }
        )
    return database


@pytest.mark.parametrize(
    ("source", "fetched_at", "read_on", "seen_until"),
    [
        # a publisher tells until it is read
        ("us_p", "2026-06-01T00:00:00+00:00", "2026-06-01", "2026-06-01"),
        # a mirror tells no further than its newest action in the place
        ("govbot", "2026-06-01T00:00:00+00:00", "2026-06-01", "2026-03-24"),
        # what is dated after it was read is yet to come
        ("govbot", "2026-02-01T00:00:00+00:00", "2026-02-01", "2026-02-01"),
    ],
)
def test_how_far_a_record_tells(
    tmp_path: Path, source: str, fetched_at: str, read_on: str, seen_until: str
) -> None:
    database = _database(tmp_path, source, fetched_at)
    told = claims.told_until(database)
    assert told["b1"] == told["b2"] == (read_on, seen_until)
    bill = claims.read_bill(database, "b1", told)
    assert (bill.session_end, bill.read_on) == ("2026-03-12", read_on)
