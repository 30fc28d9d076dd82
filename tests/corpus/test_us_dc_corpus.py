"""The District's real laws: where they are published, which bill and act they were."""

from pathlib import Path

from lxml import etree

from scrapers.platforms.dc_council import Measure, item_of
from tests.corpus.open_states import bill_id

NUM = "{https://code.dccouncil.us/schemas/dc-library}num"


def test_a_law_is_found_where_the_council_publishes_it(shared: Path) -> None:
    laws = sorted((shared / "corpus/dc").rglob("laws/*.xml"))
    assert len(laws) > 10
    for path in laws:
        numbers = {num.get("type"): num.text or "" for num in etree.parse(path).iter(NUM)}
        if not {"bill", "law"} <= numbers.keys():
            continue
        period, number = numbers["law"].split("-")
        bill = "B{}-{:0>4}".format(*numbers["bill"].split("-"))
        row = {"legislationNumber": bill, "title": "An act", "lawNumber": f"L{period}-{number:0>4}"}
        item = item_of(Measure.model_validate(row), 1, period, "us_dc").item
        (law,) = item["versions"]
        assert law["links"][0]["url"].endswith(f"/us/dc/council/laws/{path.stem}")
        assert law["classification"] == "became-law"
        assert bill_id("us_dc", period, item["identifier"]).endswith(f"-B{numbers['bill']}")
