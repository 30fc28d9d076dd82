"""New York's real numbers and actions; the corpus has no answer of Open Legislation itself."""

from pathlib import Path

from scrapers.platforms.open_legislation import item_of
from scrapers.platforms.open_legislation_rows import Bill
from tests.corpus.open_states import bill_id, other_words, records


def test_actions_mean_what_open_states_says(shared: Path) -> None:
    assert other_words(shared / "corpus", "ny") == {}


def test_a_bill_is_the_same_bill_as_open_states_has(shared: Path) -> None:
    bills = records(shared / "corpus", "ny")
    assert len(bills) == 65
    for record in bills:
        year = int(record["legislative_session"][:4])
        bill = Bill.model_validate({"basePrintNo": record["identifier"], "session": year})
        item = item_of(bill, "", "us_ny", "fetch").item
        assert bill_id("us_ny", item["session"], item["identifier"]) == bill_id(
            "us_ny", record["legislative_session"], record["identifier"]
        )
        kind = record["classification"][0]
        assert item["classification"] == [kind], record["identifier"]
