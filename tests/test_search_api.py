"""The search endpoint's contract, and the words that visitors write."""

import csv
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import site_database
from datasette.app import Datasette
from datasette.plugins import pm

import datasette_legislation
from datasette_legislation import search_syntax
from datasette_legislation.results import FIELDS

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_database.build(tmp_path_factory.mktemp("search") / "legislation.db")


@pytest.fixture
def site(path: Path) -> Datasette:
    if not pm.has_plugin("legislation") and not pm.is_registered(datasette_legislation):
        pm.register(datasette_legislation, "legislation")
    return Datasette([str(path)])


async def ask(site: Datasette, expected: int = 200, /, **parameters: Any) -> dict[str, Any]:
    named = {name.rstrip("_"): str(value) for name, value in parameters.items()}
    response = await site.client.get("/api/v1/search", params=named)
    assert response.status_code == expected, response.text[:300]
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["content-type"].startswith("application/json")
    answer: dict[str, Any] = response.json()
    return answer


def found(answer: dict[str, Any]) -> list[str]:
    return [result["id"] for result in answer["results"]]


async def test_the_answer_has_the_fields_of_the_contract(site: Datasette) -> None:
    answer = await ask(site, q="988 fee")
    assert set(answer) == {"query", "total", "results", "next"}
    assert answer["query"] == "988 fee"
    assert answer["total"] == len(answer["results"])
    assert answer["next"] is None
    for result in answer["results"]:
        assert tuple(result) == FIELDS
    law = next(r for r in answer["results"] if r["bill_id"] == "us_wa-2025-HB1")
    assert law["jurisdiction"] == "us_wa"
    assert law["jurisdiction_id"] == "ocd-jurisdiction/country:us/state:wa/government"
    assert law["session"] == "2025"
    assert law["status"] == "enacted"
    assert law["status_date"] == "2025-05-01"
    assert law["url"].startswith("http://localhost/bill/us_wa-2025-HB1")
    assert "<mark>988</mark>" in law["highlight"]
    assert law["type"] == "provision"
    assert law["id"] == "us_wa-2025-HB1-v2-p2"
    assert law["classes"] == ["fee_988", "mobile_crisis"]
    scores = [result["score"] for result in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


async def test_each_type(site: Datasette) -> None:
    assert found(await ask(site, q="walkers")) == ["olympia-cru"]
    consideration = (await ask(site, q="serve fee", type="consideration"))["results"][0]
    assert consideration["type"] == "consideration"
    assert consideration["bill_id"] is None
    provisions = await ask(site, q="account", type="provision")
    assert found(provisions) == ["us_wa-2025-HB1-v2-p3"]
    assert provisions["results"][0]["classes"] == ["trust_fund"]
    assert provisions["results"][0]["url"].endswith("/bill/us_wa-2025-HB1?version=2#p3")
    bills = await ask(site, q="weapon", type="bill")
    assert {result["type"] for result in bills["results"]} == {"bill"}


async def test_a_bill_appears_once_and_as_its_provision_where_only_that_matches(
    site: Datasette,
) -> None:
    answer = await ask(site, q="weapon")
    assert answer["total"] == 2
    assert {result["type"] for result in answer["results"]} == {"provision"}
    assert all("<mark>weapon</mark>" in result["highlight"] for result in answer["results"])


async def test_only_the_newest_text_is_searched(site: Datasette) -> None:
    answer = await ask(site, q='"trained answer"', type="provision")
    assert found(answer) == ["us_wa-2025-HB1-v2-p1"]


@pytest.mark.parametrize("place", ["us_wa", "WA", "wa", "Washington", "washington"])
async def test_a_place_by_key_postal_code_or_name(site: Datasette, place: str) -> None:
    answer = await ask(site, place=place)
    assert sorted(found(answer)) == ["us_wa-2025-HB1", "us_wa-2025-SB2"]


async def test_filters(site: Datasette) -> None:
    assert found(await ask(site, status="law")) == ["us_wa-2025-HB1"]
    assert found(await ask(site, status="enacted", place="NY")) == ["us_ny-2023-S7"]
    assert found(await ask(site, status="unverified")) == ["us_ny-2023-S7"]
    assert found(await ask(site, level="city")) == ["us_ny_new_york-2024-INT5"]
    assert found(await ask(site, class_="trust_fund")) == ["us_wa-2025-HB1"]
    assert "us_wa-2025-HB1" in found(await ask(site, area="finance"))
    assert found(await ask(site, area="finance-area")) == found(await ask(site, area="finance"))
    assert found(await ask(site, year="2023")) == ["us_ny-2023-S7"]
    labelled = await ask(site, type="provision", class_="any")
    assert labelled["total"] == 4


async def test_near_misses_are_left_out_unless_asked_for(site: Datasette) -> None:
    assert found(await ask(site, q="plates")) == []
    assert found(await ask(site, q="plates", off_topic=1)) == ["us_nj-2024-S11"]
    page = await site.client.get("/search?q=plates")
    assert "1 near miss not shown" in page.text


async def test_pages(site: Datasette) -> None:
    everything = await ask(site)
    assert everything["total"] == 6
    dates = [result["status_date"] for result in everything["results"]]
    assert dates == sorted(dates, reverse=True)
    seen: list[str] = []
    address = "/api/v1/search?size=4"
    while address:
        answer = (await site.client.get(address)).json()
        seen += found(answer)
        address = answer["next"] and answer["next"].removeprefix("http://localhost")
    assert seen == found(everything)
    beyond = await ask(site, page=50)
    assert beyond["results"] == []
    assert beyond["next"] is None


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"class_": "no_such"}, "no_such"),
        ({"place": "Atlantis"}, "Atlantis"),
        ({"type": "person"}, "person"),
        ({"level": "moon"}, "moon"),
        ({"status": "great"}, "great"),
        ({"area": "sport"}, "sport"),
        ({"year": "20x5"}, "20x5"),
        ({"year": "٢٠٢٥"}, "year"),
        ({"page": "-1"}, "-1"),
        ({"page": "1e3"}, "1e3"),
        ({"page": "9" * 30}, "page"),
        ({"size": "101"}, "101"),
        ({"sort": "size"}, "relevance"),
        ({"q": "fee " * 200}, "500"),
        ({"q": "a " * 100}, "40"),
    ],
)
async def test_mistakes_get_one_sentence(
    site: Datasette, parameters: dict[str, str], named: str
) -> None:
    answer = await ask(site, 400, **parameters)
    assert set(answer) == {"error"}
    assert named in answer["error"]
    assert answer["error"].endswith(".")


@pytest.mark.parametrize(
    "q",
    [
        '"',
        '""',
        '"unclosed phrase',
        "'; DROP TABLE bills; --",
        "fee AND OR NOT",
        "OR",
        "NOT",
        "-",
        "--",
        "- fee",
        "*",
        "a*",
        "fee**",
        "title:fee",
        "{title}: fee",
        "NEAR(fee 988, 3)",
        "fee^2",
        "(fee",
        ")",
        "\\",
        "fee\x00line",
        "\ue000fee\ue001",
        "<mark>",
        "§ 5 – ½ ☎",
        "日本語",
        "%%%",
        "_",
        "co-responder's",
    ],
)
async def test_nothing_a_visitor_writes_is_an_error(site: Datasette, q: str) -> None:
    await ask(site, q=q)
    assert (await site.client.get("/search", params={"q": q})).status_code == 200
    assert (await site.client.get("/search.csv", params={"q": q})).status_code == 200
    ElementTree.fromstring((await site.client.get("/search.atom", params={"q": q})).content)


async def test_the_syntax_means_what_it_says(site: Datasette) -> None:
    async def bills(q: str) -> set[str]:
        answer = await ask(site, q=q, type="bill", size=100)
        return {result["bill_id"].rpartition("-")[2] for result in answer["results"]}

    assert await bills("HB1") == {"HB1"}
    assert await bills("9-8-8 lifeline") == await bills("988 lifeline") == {"HB1", "SB2"}
    assert await bills('"lifeline fee"') == {"SB2"}
    assert await bills("lifeline -raising") == {"HB1"}
    assert await bills("council OR raising") == {"S7", "SB2"}
    assert await bills("dispatch* zebra") == set()
    assert await bills("dispatch*") == {"A10", "INT5"}
    assert await bills("-lifeline") == {"A10", "INT5", "S7", "S99"}


def test_expressions() -> None:
    def match(text: str) -> str:
        return search_syntax.parse(text).match

    assert match("mobile crisis") == '("mobile") AND ("crisis")'
    assert match('988 "mobile crisis" -fee') == (
        '(("988" OR "9 8 8") AND ("mobile crisis")) NOT ("fee")'
    )
    assert match("tax OR surcharge line") == '("tax" OR "surcharge") AND ("line")'
    assert match("respon*") == '("respon" *)'
    assert match("HB1477") == '("HB1477" OR "HB 1477")'
    assert match('say "a "quoted" word"').count('"') % 2 == 0
    assert match("-fee") == ""
    assert search_syntax.parse("-fee").unwanted_match == '"fee"'


async def test_markup_in_a_text_is_escaped_in_the_highlight(site: Datasette) -> None:
    answer = await ask(site, q="crisis calls")
    result = next(r for r in answer["results"] if r["identifier"] == "A10")
    assert result["title"].startswith("<script>")
    assert "<script>" not in result["highlight"].replace("<mark>", "")


async def test_csv_and_atom_tell_the_same(site: Datasette) -> None:
    answer = await ask(site, q="lifeline")
    response = await site.client.get("/search.csv?q=lifeline")
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["id"] for row in rows] == found(answer)
    assert tuple(rows[0]) == FIELDS
    assert "<mark>" not in response.text
    feed = ElementTree.fromstring((await site.client.get("/search.atom?q=lifeline")).content)
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}id") for entry in entries} == {
        result["url"] for result in answer["results"]
    }
    assert all(entry.findtext(f"{ATOM}updated", "").endswith("Z") for entry in entries)


async def test_the_page_shows_filters_and_takes_them_away(site: Datasette) -> None:
    page = (await site.client.get("/search?q=lifeline&place=WA&status=law")).text
    assert "Filters in use" in page
    assert 'href="/search?q=lifeline&amp;status=law"' in page
    assert "Remove all filters" in page
    nothing = (await site.client.get("/search?q=lifeline+weapon")).text
    assert "have at least one of the words" in nothing
    named = (await site.client.get("/search?q=washington+lifeline")).text
    assert "Search only Washington" in named
