import pytest

from enrich.status import Action, status_of


def act(date: str, words: str, *kinds: str, body: str = "") -> Action:
    return Action(date, words, kinds, body)


INTRODUCED = act("2026-01-05", "Introduced", "introduction")


@pytest.mark.parametrize(
    ("classification", "actions", "status", "date"),
    [
        (["bill"], [INTRODUCED], "introduced", "2026-01-05"),
        (
            ["bill"],
            [INTRODUCED, act("2026-02-01", "Third reading", "passage", body="lower")],
            "passed_chamber",
            "2026-02-01",
        ),
        (
            ["bill"],
            [
                act("2026-02-01", "Passed", "passage", body="lower"),
                act("2026-03-01", "Passed", "passage", body="upper"),
            ],
            "passed",
            "2026-03-01",
        ),
        (["bill"], [act("2026-03-01", "Chapter 7", "became-law")], "enacted", "2026-03-01"),
        (
            ["bill"],
            [act("2026-02-01", "Passed", "passage"), act("2026-03-01", "Vetoed", "executive-veto")],
            "vetoed",
            "2026-03-01",
        ),
        (
            ["bill"],
            [
                act("2026-03-01", "Vetoed", "executive-veto"),
                act("2026-03-09", "Overridden", "veto-override-passage"),
            ],
            "enacted",
            "2026-03-09",
        ),
        (
            ["resolution"],
            [act("2026-02-01", "Approved by Council", "passage", body="City Council")],
            "adopted",
            "2026-02-01",
        ),
        (["bill"], [INTRODUCED, act("2026-12-31", "Filed", "failure")], "failed", "2026-12-31"),
        (["bill"], [], "introduced", None),
    ],
)
def test_status_follows_the_strongest_action(
    classification: list[str], actions: list[Action], status: str, date: str | None
) -> None:
    found = status_of(classification, actions, [])
    assert (found.status, found.status_date) == (status, date)
    assert found.why


def test_a_printing_speaks_where_actions_are_silent() -> None:
    versions = [("introduced", None, "Bill"), ("became-law", "2026-05-01", "Session Law")]
    assert status_of(["bill"], [INTRODUCED], versions).status == "enacted"
    assert (
        status_of(["bill"], [INTRODUCED], [("enrolled", None, "Passed Legislature")]).status
        == "passed"
    )


def test_no_printing_alone_makes_a_law_without_a_date() -> None:
    assert status_of(["bill"], [], [("became-law", None, "Session Law")]).status == "introduced"


PASSED_HOUSE = act("2026-02-10", "Passed", "passage", body="lower")


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
                    "Committee recommended measure be held for further study",
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
        (
            [PASSED_HOUSE, act("2026-03-07", "House/ strike enacting clause")],
            "failed",
            "2026-03-07",
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
        # New York: the other chamber's bill goes on
        ([INTRODUCED, act("2026-05-07", "SUBSTITUTED BY S1C")], "substituted", "2026-05-07"),
        # New Mexico: out of the committee on germaneness, then lost with the session
        (
            [
                act("2026-01-28", "withdrawn printed germane prefile", "withdrawal"),
                act("2026-03-24", "action postponed indefinitely"),
            ],
            "failed",
            "2026-03-24",
        ),
    ],
)
def test_an_actions_words_mend_its_classification(
    actions: list[Action], status: str, date: str
) -> None:
    found = status_of(["bill"], actions, [])
    assert (found.status, found.status_date) == (status, date)


def test_a_concurrent_resolution_is_adopted_by_both_chambers() -> None:
    senate = act("2026-03-01", "Adopted", "passage", body="upper")
    assert status_of(["concurrent resolution"], [PASSED_HOUSE], []).status == "passed_chamber"
    assert status_of(["concurrent resolution"], [PASSED_HOUSE, senate], []).status == "adopted"


def test_chambers_that_disagree_have_not_passed_it() -> None:
    senate = act("2026-03-01", "Passed as amended", "passage", body="upper")
    apart = act("2026-04-16", "House disagrees with Senate amendments.", "amendment-failure")
    again = act("2026-04-30", "Passed Final Reading", "passage", body="lower")
    assert status_of(["bill"], [PASSED_HOUSE, senate, apart], []).status == "passed_chamber"
    assert status_of(["bill"], [PASSED_HOUSE, senate, apart, again], []).status == "passed"
