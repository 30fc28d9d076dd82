"""Every form in the YAML beside the extractors reads its own example, and is needed for it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from enrich.extract.appropriations import appropriations
from enrich.extract.calendar_days import days
from enrich.extract.dates import dates
from enrich.extract.fees import fees
from enrich.extract.fiscal_years import fiscal_years
from enrich.extract.forms import forms
from enrich.extract.money import amounts
from enrich.extract.printed import one_line

HERE = "¤"  # the amount itself, in some patterns of fees.yml


def fee_values(text: str) -> list[Any]:
    return [[fee.amount, fee.period, fee.kind] for fee in fees(text)]


def sums(text: str) -> list[Any]:
    return [[given.amount, given.fiscal_year] for given in appropriations(text)]


def starts_and_ends(text: str) -> list[Any]:
    return [[row.kind, row.date or row.relative] for row in dates(text)]


def by_when(text: str) -> list[Any]:
    return [row.date or row.relative for row in dates(text) if row.kind == "deadline"]


READERS: dict[str, Callable[[str], list[Any]]] = {
    "fees": fee_values,
    "appropriations": sums,
    "effective_dates": starts_and_ends,
    "deadlines": by_when,
}
# Groups of forms that tell of a part of the value, not of the whole
PARTS = ("periods", "units", "sources", "purposes")


def rows(node: Any, group: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every form with an example, and the group it stands in."""
    if isinstance(node, dict):
        if "example" in node:
            yield group, node
        else:
            for name, below in node.items():
                yield from rows(below, name)
    elif isinstance(node, list):
        for below in node:
            yield from rows(below, group)


EXAMPLES = [
    pytest.param(subject, group, row, id=f"{subject}-{group}-{row.get('name', group)}")
    for subject in READERS
    for group, row in rows(forms(subject))
]


@pytest.mark.parametrize(("subject", "group", "row"), EXAMPLES)
def test_an_example_says_what_it_says(subject: str, group: str, row: dict[str, Any]) -> None:
    if group not in PARTS:
        read = READERS[subject](row["example"])
        if "says" in row:
            assert read == row["says"]
        else:  # what a form refuses is not read; another amount beside it may be
            assert len(read) < len(amounts(row["example"])) or not read


@pytest.mark.parametrize(("subject", "group", "row"), EXAMPLES)
def test_a_form_is_found_in_its_example(subject: str, group: str, row: dict[str, Any]) -> None:
    text = row["example"]
    places = [(at.start, at.end) for at in (*amounts(text), *days(text))]
    words = [text, *(text[:start] for start, _ in places), *(text[end:] for _, end in places)]
    words += [f"{text[:start]}{HERE}{text[end:]}" for start, end in places]
    patterns = [row[key]["pattern"] for key in ("before", "after") if key in row]
    patterns = patterns or [row["pattern"]]
    assert any(pattern.search(each) for pattern in patterns for each in words)


@pytest.mark.parametrize("row", forms("money")["examples"], ids=lambda row: row["text"])
def test_amounts(row: dict[str, Any]) -> None:
    assert [money.amount for money in amounts(row["text"])] == row["amounts"]


@pytest.mark.parametrize("row", forms("calendar_days")["examples"], ids=lambda row: row["text"])
def test_days(row: dict[str, Any]) -> None:
    assert [day.date for day in days(row["text"])] == row["days"]


@pytest.mark.parametrize("row", forms("fiscal_years")["examples"], ids=lambda row: row["text"])
def test_fiscal_years(row: dict[str, Any]) -> None:
    found = fiscal_years(row["text"], 0, len(row["text"]))
    assert [year for mention in found for year in mention.years] == row["years"]


@pytest.mark.parametrize("row", forms("printed")["notes"], ids=lambda row: row["name"])
def test_notes_below_a_law_are_not_read(row: dict[str, Any]) -> None:
    law = "The board shall report by July 1, 2028.\n"
    assert one_line(law + row["example"]).strip(" *#") == law.strip()
    assert one_line(law) == law.replace("\n", " ")


@pytest.mark.parametrize("name", ["sources", "purposes"])
def test_source_and_purpose(name: str) -> None:
    row = forms("appropriations")[name][0]
    found = row["pattern"].search(row["example"])
    assert found
    said = found[1] if found.re.groups else row["example"][found.end() :]
    assert re.sub(r"\s+", " ", said) == row["says"]


def test_the_unit_of_a_charge() -> None:
    row = forms("fees")["units"][0]
    found = row["pattern"].search(row["example"])
    assert found
    assert found[1].strip() == row["says"]
