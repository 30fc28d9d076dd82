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
