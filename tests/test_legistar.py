"""Councils as entries of data: every entry can be used, and what clerks' words mean."""

import re
from pathlib import Path

import pytest

from legislation import jurisdictions
from scrapers.platforms.legistar import actions
from scrapers.platforms.legistar import councils as c
from scrapers.spiders import legistar_councils

# `# "Passed Finally", "FINALLY PASSED": why` above `- {words: …, is: [passage]}`
ROW = re.compile(r"^# (?P<examples>\".*)\n- \{words: .*, is: \[(?P<is>.*)\]\}$", re.MULTILINE)
GENERAL = actions.PATH.read_text().partition("by_body:")[0]
EXAMPLES = [
    (example, row["is"].split(", ") if row["is"] else [])
    for row in ROW.finditer(GENERAL)
    for example in re.findall(r'"([^"]+)"', row["examples"])
]


def test_every_council_is_a_place_with_a_spider_of_its_name() -> None:
    assert len(c.councils()) >= 60
    for slug, council in c.councils().items():
        place = jurisdictions.jurisdiction(slug)
        assert place.is_local
        spider = getattr(legistar_councils, slug)
        assert (spider.name, spider.council) == (slug, council)


def test_no_two_councils_share_a_client() -> None:
    clients = [council.client for council in c.councils().values()]
    assert len(set(clients)) == len(clients)


@pytest.mark.parametrize(
    ("slug", "matter_type", "classification"),
    [
        ("us_wa_seattle", "Council Bill (CB)", "bill"),
        ("us_wa_seattle", "Ordinance (Ord)", "ordinance"),
        ("us_wa_seattle", "Clerk File (CF)", None),
        ("us_ny_new_york", "Introduction", "bill"),
        ("us_tn_nashville", "Bill (Ordinance)", "ordinance"),
        ("us_ca_oakland", "City Resolution", "resolution"),
        ("us_ca_san_francisco", "Charter Amendment", "ballot measure"),
        ("us_wi_madison", "", None),
    ],
)
def test_a_type_makes_a_matter_a_bill_or_not(
    slug: str, matter_type: str, classification: str | None
) -> None:
    assert c.councils()[slug].classification_of(matter_type) == classification


def test_a_council_may_know_better(tmp_path: Path) -> None:
    path = tmp_path / "councils.yml"
    path.write_text(
        "councils:\n  us_wa_seattle:\n    {client: x, known: listed, verified: null,"
        " bill_types: {Motion: resolution, Ordinance Report: null}}\n"
    )
    council = c.read_councils(path)["us_wa_seattle"]
    assert council.site == "https://x.legistar.com"
    assert council.classification_of("motion") == "resolution"
    assert council.classification_of("Ordinance Report") is None


def test_a_wrong_entry_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "councils.yml"
    path.write_text("councils:\n  us_wa_seattle: {client: A B, known: listed, verified: null}\n")
    with pytest.raises(c.InvalidCouncil, match="correct its entry in scrapers/platforms/legistar"):
        c.read_councils(path)


def test_what_a_live_check_asks_and_wants() -> None:
    check = c.live_check(c.councils()["us_wa_seattle"])
    row = dict.fromkeys(check.fields)
    assert check.url == "https://webapi.legistar.com/v1/seattle/matters?$top=1"
    assert c.what_is_wrong(check, [row]) == ""
    assert c.what_is_wrong(check, []) == "The API has no matters."
    assert c.what_is_wrong(check, [{}]) == "The API's rows lack MatterId."
    assert "(it is off)" in c.what_is_wrong(check, {"Message": "it is off"})


def test_every_general_row_has_examples() -> None:
    assert len(list(ROW.finditer(GENERAL))) == GENERAL.count("- {words:")


@pytest.mark.parametrize(("action", "words"), EXAMPLES)
def test_examples_mean_what_their_row_says(action: str, words: list[str]) -> None:
    assert actions.classify("us_xx_somewhere", action, "City Council", "Pass") == words


@pytest.mark.parametrize(
    ("action", "body", "passed", "words"),
    [
        ("ADOPTED", "Common Council", "Pass", ["passage"]),
        ("APPROVED", "Committee on Finance", "Pass", ["committee-passage"]),
        ("APPROVED", "Committee on Finance", "Fail", ["committee-failure"]),
        ("Approved", "Mayor", "", ["executive-signature"]),
        ("Passed", "City Council", "Fail", ["failure"]),
        ("Amended", "City Council", "Fail", ["amendment-failure"]),
        ("Sent to the Moon", "City Council", "Pass", None),
    ],
)
def test_who_acted_and_whether_it_carried(
    action: str, body: str, passed: str, words: list[str] | None
) -> None:
    assert actions.classify("us_xx_somewhere", action, body, passed) == words


def test_a_councils_own_words_come_first() -> None:
    assert actions.classify("us_wa_seattle", "Pass") == ["committee-passage-favorable"]
    assert actions.classify("us_ca_san_francisco", "FILED") == ["failure"]
    assert actions.classify("us_ny_new_york", "City Charter Rule Adopted") == ["became-law"]
