"""What a machine read, who corrected it and how often it is right, as the pages show it."""

import json
import sqlite3
from pathlib import Path

import pytest
import site_database
from datasette.app import Datasette
from datasette.plugins import pm

import datasette_legislation
from datasette_legislation import badges, stated, words

BILL = "/bill/us_wa-2025-HB1"
CORRECTED = "/bill/us_ny_new_york-2024-INT5"


def served(path: Path) -> Datasette:
    if not pm.has_plugin("legislation") and not pm.is_registered(datasette_legislation):
        pm.register(datasette_legislation, "legislation")
    return Datasette([str(path)])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_database.build(tmp_path_factory.mktemp("measured") / "legislation.db")


@pytest.fixture
def site(path: Path) -> Datasette:
    return served(path)


@pytest.fixture
def unmeasured(tmp_path: Path) -> Datasette:
    """The same site before anything was measured."""
    built = site_database.build(tmp_path / "legislation.db")
    with sqlite3.connect(built) as database:
        database.execute("DELETE FROM evaluation_scores")
        database.execute("DELETE FROM evaluations")
    return served(built)


async def text_of(site: Datasette, address: str) -> str:
    response = await site.client.get(address)
    assert response.status_code == 200, response.text[:400]
    return str(response.text)


async def test_accuracy_says_what_was_measured_and_how_well(site: Datasette) -> None:
    text = await text_of(site, "/accuracy")
    assert "60 passages that we invented. 60 items of 2 jurisdictions." in text
    assert "Method: patterns, version 1; codebook version 2." in text
    fee = text[text.index('id="fee_988"') :]
    fee = fee[: fee.index("</tr>")]
    assert '<a href="/class/fee_988">' in fee
    assert "weak" not in fee
    for figure in ("0.90", "0.84", "0.87", "31"):
        assert f">{figure}<" in fee
    dispatch = text[text.index('id="dispatch"') :]
    assert "weak, few examples" in dispatch[: dispatch.index("</tr>")]
    teams = text[text.index('id="mobile_crisis"') :]
    assert "no example in the set, not measured" in teams[: teams.index("</tr>")]
    assert "2 wrong labels" in teams[: teams.index("</tr>")]
    assert "<b>Two people</b> coded 50 passages" in text
    assert "0.94, against 0.85" in text
    assert "Words alone" in text
    assert "Washington</span>" in text
    assert "Fee amounts" in text
    assert text.count("Not measured yet.") == 2  # segmentation and relevance


async def test_accuracy_as_json(site: Datasette) -> None:
    answer = json.loads(await text_of(site, "/accuracy.json"))
    labels, extraction = answer["evaluations"]
    assert labels["scores"][0] == site_database.MEASURED[0]["scores"][0] | {
        "label": "988 fee or surcharge",
        "remarks": [],
    }
    assert labels["micro"]["f1"] == 0.85
    assert labels["agreement"] == {"passages": 50, "micro_f1": 0.94}
    assert extraction["macro"] is None


async def test_without_measurements_every_label_says_so(unmeasured: Datasette) -> None:
    text = await text_of(unmeasured, "/accuracy")
    assert text.count("Not measured yet") == 4
    assert json.loads(await text_of(unmeasured, "/accuracy.json")) == {"evaluations": []}
    text = await text_of(unmeasured, BILL)
    assert "machine, not measured" in text
    assert "F1" not in text
    assert "not measured yet</a>" in text
    assert "F1" not in await text_of(unmeasured, "/search?type=provision&class=fee_988")
    assert "not measured</span>, expect misses" in await text_of(unmeasured, "/class/fee_988")


async def test_a_label_of_another_version_is_not_measured(tmp_path: Path) -> None:
    built = site_database.build(tmp_path / "legislation.db")
    with sqlite3.connect(built) as database:
        database.execute("UPDATE labels SET method_version = '2' WHERE method = 'patterns'")
    site = served(built)
    assert "F1 0.87" not in await text_of(site, "/search?type=provision&class=fee_988")
    assert "F1 0.87" not in await text_of(site, "/class/fee_988")
    text = await text_of(site, "/accuracy")
    assert 'version 2: <span class="warn">not measured</span>' in text


@pytest.mark.parametrize("address", ["/", "/about", "/class/fee_988", "/class/insurance", BILL])
async def test_accuracy_is_linked(site: Datasette, address: str) -> None:
    assert (await text_of(site, address)).count('href="/accuracy') >= (1 if address == "/" else 2)


async def test_results_say_who_gives_a_class(site: Datasette) -> None:
    provisions = await text_of(site, "/search?type=provision&class=fee_988")
    assert 'title="machine, F1 0.87 on 31 examples">988 fee or surcharge' in provisions
    bills = await text_of(site, "/search?type=bill&place=us_wa&class=fee_988")
    assert 'title="curated">988 fee or surcharge' in bills
    assert 'title="machine, not measured">Mobile crisis teams' in bills
    answer = json.loads(await text_of(site, "/api/v1/search?type=provision&class=fee_988"))
    assert "badges" not in answer["results"][0]


async def test_a_class_says_how_sure_its_labels_are(site: Datasette) -> None:
    text = await text_of(site, "/class/fee_988")
    assert "by machine (patterns, version 1): precision 0.90, recall 0.84, <b>F1 0.87</b>" in text
    assert 'href="/accuracy#fee_988"' in text
    text = await text_of(site, "/class/dispatch")
    assert '<span class="warn">few examples</span>' in text
    assert "1 label curated: read by a person on 23 Nov 2026" in text


async def test_a_correction_stands_beside_what_the_machine_said(site: Datasette) -> None:
    text = await text_of(site, CORRECTED)
    assert "curated, machine agreed, 0.90" in text
    assert "refused, curated; machine had given it, 0.71" in text
    assert "<del>Training</del>" in text
    assert "Rivera: read &lt;u&gt;twice&lt;/u&gt; (23 Nov 2026)" in text
    assert "<u>" not in text


async def test_a_refused_class_counts_nowhere(site: Datasette) -> None:
    for address in (
        "/api/v1/search?class=training",
        "/api/v1/search?type=provision&class=training",
    ):
        assert json.loads(await text_of(site, address))["total"] == 0
    found = json.loads(await text_of(site, "/api/v1/search?type=provision&class=dispatch"))
    assert found["total"] == 2
    rows = json.loads(
        await text_of(site, "/legislation/bill_classes.json?class=training&_shape=array")
    )
    assert rows == []
    assert "Provision 1" not in await text_of(site, "/class/training")


async def test_what_a_provision_states_stands_under_it(site: Datasette) -> None:
    text = await text_of(site, BILL)
    fee = text[text.index('id="p2"') : text.index('id="p3"')]
    fee = fee[fee.index('class="states"') : fee.index('class="statute"')]
    assert "$0.40 per access line per month, from 1 Jan 2026" in fee
    assert "$1,500,000, fiscal years 2026, 2027, from the general fund" in fee
    assert "for teams &lt;i&gt;on foot&lt;/i&gt;" in fee
    assert "<dt>Amends</dt> <dd>RCW 1.2.3</dd>" in fee
    assert "RCW 7.8.9" not in fee
    account = text[text.index('id="p3"') :]
    assert "each January, the office count the calls; " not in account
    assert "each January, the office count the calls" in account
    assert "Council &lt;b&gt;of callers&lt;/b&gt;, 9 members" in account
    assert "lifeline account" in account
    assert "<i>on foot" not in text
    assert "<b>of callers" not in text


async def test_amounts_and_dates_say_who_read_them(site: Datasette) -> None:
    text = await text_of(site, BILL)
    figures = text[text.index('id="figures"') : text.index('id="text"')]
    curated, machine = figures.index(">curated<"), figures.index(">machine<")
    assert curated < machine
    assert '<a href="#p2">Sec. 2</a>' in figures
    assert "30 Jun 2031" in figures
    assert "extraction rules, version 1" in figures
    assert "F1 0.95 on 9 examples" in figures
    assert '<a href="#p2">RCW 4.5.6</a>' in figures


async def test_a_bill_as_json_has_what_was_read(site: Datasette) -> None:
    answer = json.loads(await text_of(site, f"{BILL}.json"))
    _, fee, account = answer["provisions"]
    assert [row["kind"] for row in fee["amounts"]] == ["fee", "appropriation", "appropriation"]
    assert fee["amounts"][0]["method"] == "extraction rules"
    assert [row["citation"] for row in fee["citations"]] == ["RCW 1.2.3", "RCW 4.5.6", "RCW 7.8.9"]
    assert account["bodies"][1]["appointed_by"] == ["governor"]
    assert account["dates"][1]["date"] == "2031-06-30"
    assert "states" not in fee
    assert {label["class"]: label["support"] for label in fee["labels"]} == {
        "fee_988": 31,
        "mobile_crisis": None,
    }
    corrected = json.loads(await text_of(site, f"{CORRECTED}.json"))
    assert [row["class"] for row in corrected["provisions"][0]["refused"]] == ["training"]


async def test_a_long_list_of_figures_unfolds(tmp_path: Path) -> None:
    built = site_database.build(tmp_path / "legislation.db")
    with sqlite3.connect(built) as database:
        database.executemany(
            "INSERT INTO provision_dates (provision_id, number, kind, date, evidence_start, evidence_end,"
            " method, method_version, score, run_id)"
            " VALUES ('us_wa-2025-HB1-v2-p1', ?, 'effective', '2030-01-01', 0, 3, 'm', '1', 1, 'r')",
            [(number,) for number in range(1, 21)],
        )
    text = await text_of(served(built), BILL)
    assert "<summary>12 more that a machine read</summary>" in text


async def test_a_correction_that_was_not_applied_is_told_on_the_bill(tmp_path: Path) -> None:
    built = site_database.build(tmp_path / "legislation.db")
    with sqlite3.connect(built) as database:
        database.execute(
            "INSERT INTO quarantine VALUES ('q2', 'corrections', 'us_wa-2025-HB1-v2-p2', "
            "'The words are others now.', NULL)"
        )
    text = await text_of(served(built), BILL)
    assert "A correction was not applied:</b> The words are others now." in text
    assert "The text could not be read" not in text


def test_badges() -> None:
    assert badges.measured(0.8667, 1).whole == "machine, F1 0.87 on 1 example"
    assert badges.CURATED.whole == "curated"


@pytest.mark.parametrize(
    ("amount", "unit", "period", "shown"),
    [
        (0.4, "access line", "month", "$0.40 per access line per month"),
        (2.0, "percent of charges", "", "2% of charges"),
        (0.005, "call", "", "$0.005 per call"),
        (0.4, "retail transaction", "transaction", "$0.40 per retail transaction"),
        (None, "", "", "such sums as are needed"),
    ],
)
def test_sums_in_words(amount: float | None, unit: str, period: str, shown: str) -> None:
    assert stated.sum_words({"amount": amount, "unit": unit, "period": period}) == shown


def test_a_tenth_of_a_cent_is_shown() -> None:
    assert words.dollars(0.005) == "$0.005"
    assert words.dollars(0.1) == "$0.10"
