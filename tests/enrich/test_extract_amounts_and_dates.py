"""How legislatures word charges, sums and days, in sentences of our own, however they are printed."""

import sys
import textwrap
from types import FrameType
from typing import Any

import pytest

from enrich.extract import extract
from enrich.extract.appropriations import appropriations
from enrich.extract.dates import dates
from enrich.extract.fees import fees
from enrich.extract.values import Stated

FEES = [
    (
        "The commission shall establish the surcharge, which may not exceed thirty cents per "
        "month per 988 access connection.",
        [(0.3, "month", "cap")],
    ),
    (
        "A surcharge of not more than 35 cents per month is imposed on each access line of a "
        "customer of a local exchange provider.",
        [(0.35, "month", "cap")],
    ),
    (
        "For 2023 and 2024 the 988 surcharge shall be set at eight cents ($0.08) per access "
        "line per month.",
        [(0.08, "month", "set")],
    ),
    (
        "Beginning January 1, 2025, the surcharge may be adjusted but shall not be greater "
        "than thirty cents ($0.30) per access line per month.",
        [(0.3, "month", "cap")],
    ),
    (
        "There is imposed on each paid retail subscriber a tax equal to 40 cents per month.",
        [(0.4, "month", "set")],
    ),
    (
        "The tax imposed under this section is 40 cents per retail transaction for prepaid "
        "service.",
        [(0.4, "transaction", "set")],
    ),
    (
        "A monthly behavioral health crisis surcharge of 60 cents per month must be imposed "
        "by providers on subscribers.",
        [(0.6, "month", "set")],
    ),
    (
        "The fee is $0.60 per retail transaction, collected by the seller from the consumer.",
        [(0.6, "transaction", "set")],
    ),
    (
        "The 9-8-8 trust fund fee is 25 cents per month for each switched local exchange "
        "access service, wireless telephone service, or other 9-8-8-accessible service.",
        [(0.25, "month", "set")],
    ),
    (
        "The commissioner shall set the fee, which must not be less than 12 cents and not "
        "more than 25 cents a month for each line.",
        [(0.12, "month", "floor"), (0.25, "month", "cap")],
    ),
    (
        "A statewide fee of twenty cents per month per subscriber account is hereby established.",
        [(0.2, "month", "set")],
    ),
    (
        "Each service supplier shall collect and remit a charge in the amount of $1.50 per "
        "month per wireless connection.",
        [(1.5, "month", "set")],
    ),
    (
        "The board may levy a telecommunications fee in an amount not to exceed fifty cents "
        "(50¢) per line each month.",
        [(0.5, "month", "cap")],
    ),
    (
        "The prepaid wireless surcharge shall be two and one-half percent of the sales price "
        "of each retail transaction.",
        [(2.5, "transaction", "set")],
    ),
    (
        "A prepaid wireless 911 fee of 5.0 percent of the retail sales price is imposed on "
        "each retail transaction.",
        [(5, "transaction", "set")],
    ),
    (
        "A fee at the rate of one percent (1%) of the gross receipts of each provider shall "
        "be paid quarterly.",
        [(1, "", "set")],
    ),
    (
        "The monthly charge shall be seventy-five cents ($0.75) for each exchange access line.",
        [(0.75, "month", "set")],
    ),
    (
        "The rate of such service charge shall be seventy cents ($.70) per month per "
        "connection beginning on May 1, 2028, which amount shall not be increased except by "
        "law.",
        [(0.7, "month", "set")],
    ),
    (
        "The surcharge on each local exchange line may be up to 60 cents per month.",
        [(0.6, "month", "cap")],
    ),
    ("A customer shall pay a monthly 988 fee of $.12.", [(0.12, "month", "set")]),
    (
        "Notwithstanding any other law, the maximum monthly surcharge is forty cents for "
        "each line.",
        [(0.4, "month", "cap")],
    ),
    ("The minimum fee shall be ten cents per line per month.", [(0.1, "month", "floor")]),
    (
        "An applicant for certification shall submit a nonrefundable application fee of one "
        "hundred dollars ($100.00).",
        [],
    ),
    ("The annual registration fee shall not exceed $250.", []),
    (
        "The department shall assess an annual fee of five thousand dollars ($5,000) against "
        "every facility.",
        [(5000, "year", "set")],
    ),
    ("The seller may deduct and retain three percent of the fees that it collects.", []),
    ("A provider that violates this section is liable for a civil penalty of $500 per day.", []),
    ("The fund consists of forty cents of each surcharge collected.", []),
    (
        "The department may spend not more than $250,000 of the fees each year on administration.",
        [],
    ),
    (
        "There is hereby imposed a surcharge of $0.45 per month on each active wireline and "
        "$0.55 per month on each wireless number.",
        [(0.45, "month", "set"), (0.55, "month", "set")],
    ),
    (
        "The fee shall be (1) 30 cents per month for a residential line, and (2) 45 cents "
        "per month for a business line.",
        [(0.3, "month", "set"), (0.45, "month", "set")],
    ),
    (
        "Telephone companies shall bill each subscriber a surcharge of 1.2 cents per line per day.",
        [(0.012, "", "set")],
    ),
    (
        "A 988 charge of fifteen cents per month shall apply from July 1, 2026, through June "
        "30, 2028, and thereafter a charge of twenty cents per month shall apply.",
        [(0.15, "month", "set"), (0.2, "month", "set")],
    ),
    (
        "The surcharge shall be imposed at a rate of thirty cents ($0.30) per month, per "
        "line, upon all customers.",
        [(0.3, "month", "set")],
    ),
    ("the fee may be increased by no more than five cents per year.", []),
    (
        "The 988 contact surcharge shall be at least ten cents but no more than fifty cents "
        "per month per access line.",
        [(0.1, "month", "floor"), (0.5, "month", "cap")],
    ),
    (
        "a surcharge of between ten cents and thirty cents per month on each line",
        [(0.1, "month", "floor"), (0.3, "month", "cap")],
    ),
    (
        "The consumer shall pay a prepaid wireless telecommunications surcharge of ten cents "
        "($0.10) per retail transaction or, on and after January 1, 2029, the amount set by "
        "the commission.",
        [(0.1, "transaction", "set")],
    ),
    ("The legislature appropriates $500,000 from the surcharge.", []),
    (
        "No county may impose a surcharge greater than $1.00 per line per month.",
        [(1, "month", "cap")],
    ),
    ("The monthly fee for each line is set at thirty-five cents.", [(0.35, "month", "set")]),
    (
        "The additional surcharge shall be $.15 for each month on each line.",
        [(0.15, "month", "set")],
    ),
    ("A copayment of $20 may be charged by the clinic.", []),
]
SUMS = [
    (
        "In addition to amounts otherwise available, there is appropriated to the Secretary "
        "for fiscal year 2021, out of any money in the Treasury not otherwise appropriated, "
        "$80,000,000, to remain available until expended.",
        [(80_000_000, "2021")],
    ),
    (
        "There is authorized to be appropriated to carry out this section $3,000,000 for "
        "fiscal year 2023, $20,000,000 for fiscal year 2024, and $10,000,000 for fiscal year "
        "2025.",
        [(3_000_000, "2023"), (20_000_000, "2024"), (10_000_000, "2025")],
    ),
    (
        "For the 2026-27 state fiscal year, $1,250,000 is appropriated to the department of "
        "human services for use by the behavioral health administration. This appropriation "
        "is from the general fund.",
        [(1_250_000, "2027")],
    ),
    (
        "For the fiscal year ending June 30, 2027, there is appropriated from the general "
        "fund to the department $400,000, and for the fiscal year ending June 30, 2028, "
        "$500,000.",
        [(400_000, "2027"), (500_000, "2028")],
    ),
    (
        "The sum of $2,000,000 is hereby appropriated for the fiscal year beginning July 1, "
        "2026, from the General Fund to the Department of Mental Health for mobile crisis "
        "teams.",
        [(2_000_000, "2027")],
    ),
    (
        "There is hereby appropriated the sum of five million dollars ($5,000,000) from the "
        "state general fund for the biennium.",
        [(5_000_000, "")],
    ),
    (
        "There is appropriated $1,000,000 annually for each fiscal year thereafter.",
        [(1_000_000, "")],
    ),
    (
        "From the funds appropriated in this section, the department shall use $300,000 for "
        "988 outreach.",
        [(300_000, "")],
    ),
    (
        "The Legislature hereby appropriates from the General Revenue Fund $7,500,000 in "
        "recurring funds for the 2026-2027 fiscal year to the agency.",
        [(7_500_000, "2027")],
    ),
    ("$500,000 is allocated to the crisis center from the amount appropriated.", [(500_000, "")]),
    (
        "On July 1, 2027, the state treasurer shall transfer five hundred thousand dollars "
        "from the general fund to the 988 crisis hotline cash fund.",
        [(500_000, "")],
    ),
    (
        "The State Controller shall transfer $1,000,000 from the State General Fund to the "
        "Crisis Response Account.",
        [(1_000_000, "")],
    ),
    (
        "There are authorized to be appropriated such sums as may be necessary to carry out "
        "this Act for fiscal years 2026 through 2030.",
        [(None, "2026-2030")],
    ),
    (
        "There is authorized to be appropriated $101,621,000 for each of fiscal years 2023 "
        "through 2025.",
        [(101_621_000, "2023"), (101_621_000, "2024"), (101_621_000, "2025")],
    ),
    ("The legislature finds that $5,000,000 was appropriated in 2023.", []),
    (
        "A person who violates this section shall be fined not more than $5,000, and the "
        "fines are appropriated to the fund.",
        [],
    ),
    (
        "No more than five percent of the appropriation may be used for administration, and "
        "grants may not exceed $50,000.",
        [],
    ),
    (
        "The department may award grants of up to $250,000 from money appropriated for this "
        "purpose.",
        [],
    ),
    ("The balance in the fund that exceeds $1,000,000 is appropriated to the board.", []),
    (
        "There is appropriated to the department of health for fiscal year 2027: (1) "
        "$250,000 for training; and (2) $750,000 for teams.",
        [(250_000, "2027"), (750_000, "2027")],
    ),
    (
        "The following amounts are appropriated from the general fund for the fiscal year "
        "ending June 30, 2027: Crisis line $1,500,000 Mobile teams $2,500,000",
        [(1_500_000, "2027"), (2_500_000, "2027")],
    ),
    (
        "The sum of $84,000 for fiscal year 2026 and the sum of $90,000 for fiscal year 2027 "
        "are appropriated to the office.",
        [(84_000, "2026"), (90_000, "2027")],
    ),
    (
        "Notwithstanding any other law, $16,000,000 shall be made available from the fund "
        "for 988 centers.",
        [],
    ),
    (
        "To the Department of Health there is appropriated $3 million from the opioid "
        "settlement fund for expenditure in fiscal years 2026 and 2027.",
        [(3_000_000, "2026-2027")],
    ),
    (
        "There is hereby appropriated from the general fund the sum of $100,000 or so much "
        "thereof as may be necessary for fiscal year 2026-2027.",
        [(100_000, "2027")],
    ),
    ("The salary of the director is $120,000, paid from the appropriation to the board.", []),
    ("The appropriation made in section 3 is reduced by $40,000.", []),
    (
        "A provider must maintain insurance of $1,000,000, and money received is "
        "continuously appropriated to the department.",
        [],
    ),
    (
        "In addition to any other appropriation, there is hereby appropriated to the "
        "Department of Human Services the amount of $4,713,118 for the biennium ending June "
        "30, 2027, which may be expended for 988.",
        [(4_713_118, "2025-2027")],
    ),
    (
        "The sum of $175,000 is hereby appropriated to the attorney general from the general "
        "fund, for the purposes of this act, for fiscal years 2026 and 2027, each.",
        [(175_000, "2026"), (175_000, "2027")],
    ),
    (
        "There is appropriated, from the General Fund, $750,000 for FY 2026-27 and $750,000 "
        "for FY 2027-28.",
        [(750_000, "2027"), (750_000, "2028")],
    ),
    ("Section 2 appropriates nothing; eligible income is $40,000.", []),
]
DAYS = [
    ("This act shall take effect July 1, 2027.", [("effective", "2027-07-01")]),
    (
        "This act becomes effective on January 1, 2028, and applies to contracts entered "
        "into on or after that date.",
        [("effective", "2028-01-01")],
    ),
    (
        "The provisions of this act shall become effective on July 1, 2028, except that "
        "section 3 shall become effective on January 1, 2029.",
        [("effective", "2028-07-01"), ("effective", "2029-01-01")],
    ),
    (
        "Sections 1 to 4 are effective from passage; section 5 is effective October 1, 2027.",
        [("effective", "2027-10-01")],
    ),
    ("This section takes effect 90 days after the effective date of this act.", []),
    (
        "This Act takes effect on June 1, 2027, and expires June 30, 2030.",
        [("effective", "2027-06-01"), ("sunset", "2030-06-30")],
    ),
    ("Effective July 1, 2027, section 5 is repealed.", [("effective", "2027-07-01")]),
    ("This article is repealed, effective September 1, 2032.", [("sunset", "2032-09-01")]),
    ("Before its repeal, the functions of the enterprise are scheduled for review.", []),
    (
        "This section shall become inoperative on July 1, 2029, and, as of January 1, 2030, "
        "is repealed.",
        [("sunset", "2029-07-01"), ("sunset", "2030-01-01")],
    ),
    (
        "This chapter shall remain in effect only until January 1, 2031, and as of that date "
        "is repealed.",
        [("sunset", "2031-01-01")],
    ),
    ("Upon passage and approval, this act is in force from and after its publication.", []),
    (
        "This act shall be in full force and effect from and after July 1, 2027.",
        [("effective", "2027-07-01")],
    ),
    ("This act is operative on January 1, 2028.", [("effective", "2028-01-01")]),
    ("The effective date of this act is July 1, 2027.", [("effective", "2027-07-01")]),
    (
        "§ 5. This act shall take effect immediately; provided, however, that section two "
        "shall take effect April 1, 2028.",
        [("effective", "2028-04-01")],
    ),
    (
        "This act shall take effect on the first of January next succeeding the date on "
        "which it shall have become a law.",
        [],
    ),
    ("(Effective January 1, 2028) The board shall meet.", [("effective", "2028-01-01")]),
    (
        "Applicability. This act applies to policies delivered on or after January 1, 2028.",
        [("effective", "2028-01-01")],
    ),
    (
        "This section applies with respect to plan years beginning on or after January 1, 2028.",
        [("effective", "2028-01-01")],
    ),
    (
        "The amendments made by this section shall apply to items furnished on or after "
        "October 1, 2027.",
        [("effective", "2027-10-01")],
    ),
    ("The program shall terminate on September 30, 2029.", [("sunset", "2029-09-30")]),
    ("Members appointed under this section serve terms that expire on June 30, 2029.", []),
    ("A license issued under this chapter expires on December 31, 2028.", []),
    ("The Mental Health Act of 2001, approved June 3, 2001, is amended.", []),
    (
        "No later than December 31, 2027, and annually thereafter, the agency shall submit a "
        "report.",
        [("deadline", "2027-12-31")],
    ),
    ("The department shall adopt rules by July 1, 2028.", [("deadline", "2028-07-01")]),
    (
        "The commission must, on or before October 1, 2027, file its findings.",
        [("deadline", "2027-10-01")],
    ),
    (
        "By January 1, 2028, every public safety answering point shall have a protocol.",
        [("deadline", "2028-01-01")],
    ),
    (
        "Each county shall have a plan in place prior to January 1, 2028.",
        [("deadline", "2028-01-01")],
    ),
    ("An individual employed on or before January 1, 2020, shall be grandfathered.", []),
    ("The initial report is due November 15, 2027.", [("deadline", "2027-11-15")]),
    (
        "The task force shall report its findings to the General Assembly on December 1, 2027.",
        [("deadline", "2027-12-01")],
    ),
    (
        "The Department shall submit an interim report on January 15, 2028, and a final "
        "report on January 15, 2029.",
        [("deadline", "2028-01-15"), ("deadline", "2029-01-15")],
    ),
    (
        "Beginning January 1, 2028, and each January 1 thereafter, the department shall post data.",
        [("deadline", "2028-01-01")],
    ),
    (
        "The council shall hold its first meeting no later than September 1, 2027.",
        [("deadline", "2027-09-01")],
    ),
    ("In calendar year 2026 the board considered the report dated May 1, 2026.", []),
    ("A claim that arose before July 1, 2027, shall be paid.", []),
    ("The contract shall be for the period July 1, 2027, through June 30, 2029.", []),
    ("Coverage shall begin no later than July 1, 2028.", [("deadline", "2028-07-01")]),
    (
        "The department shall, not later than one hundred eighty days after the effective "
        "date of this act and by no later than March 1, 2028, apply for a waiver.",
        [("deadline", "2028-03-01")],
    ),
    ("It is required that, as of July 1, 2027, all lines be staffed.", []),
    ("This act expires at 11:59 p.m. on December 31, 2030.", [("sunset", "2030-12-31")]),
    (
        "The pilot program established by this section ends June 30, 2029.",
        [("sunset", "2029-06-30")],
    ),
    ("Section 8 of this act takes effect only if the plan is approved by January 1, 2028.", []),
    (
        "This act shall take effect on September first, two thousand twenty-seven.",
        [("effective", "2027-09-01")],
    ),
    (
        "The authority to make grants under this section terminates September 30, 2030.",
        [("sunset", "2030-09-30")],
    ),
    ("The fund shall cease operations on July 1, 2031.", [("sunset", "2031-07-01")]),
    ("The rate in effect on January 1, 2020, shall be used.", []),
    (
        "Sec. 3. Sections 1 and 2 of this act shall take effect October 1, 2027, and shall "
        "apply to plans renewed on or after said date.",
        [("effective", "2027-10-01")],
    ),
    (
        "This act shall take effect January 1, 2028, or as soon as practicable thereafter.",
        [("effective", "2028-01-01")],
    ),
    (
        "The provisions of section 2 shall be effective for fiscal years beginning on or "
        "after July 1, 2027.",
        [("effective", "2027-07-01")],
    ),
    (
        "The pilot program shall operate from July 1, 2027, to June 30, 2029.",
        [("effective", "2027-07-01"), ("sunset", "2029-06-30")],
    ),
    ("The pilot shall be implemented beginning July 1, 2027.", [("deadline", "2027-07-01")]),
]


@pytest.mark.parametrize(("text", "values"), FEES)
def test_fees(text: str, values: list[tuple[float, str, str]]) -> None:
    assert [(fee.amount, fee.period, fee.kind) for fee in fees(text)] == values


@pytest.mark.parametrize(("text", "values"), SUMS)
def test_appropriations(text: str, values: list[tuple[float | None, str]]) -> None:
    assert [(given.amount, given.fiscal_year) for given in appropriations(text)] == values


@pytest.mark.parametrize(("text", "values"), DAYS)
def test_dates(text: str, values: list[tuple[str, str]]) -> None:
    assert [(row.kind, row.date) for row in dates(text) if row.date] == values


LAW = (
    "Sec. 2. Crisis line charge. (a) Beginning January 1, 2028, through December 31, 2029, the "
    "monthly surcharge is thirty cents ($0.30) for each access line; and (b) beginning January 1, "
    "2030, the surcharge is forty cents for each access line. The seller may retain two percent.\n\n"
    "Sec. 3. There is appropriated from the general fund to the department the sum of $2,500,000 "
    "for fiscal year 2028, to staff the lines. By December 1, 2028, the department shall report."
    "\n\nSec. 4. This act takes effect July 1, 2027, and section 3 expires June 30, 2029."
)


def with_margin(text: str) -> str:
    """The text as a bill is printed: short lines, each with its number."""
    lines = [line for part in text.split("\n") for line in textwrap.wrap(part, 50) or [""]]
    return "\n".join(f"{number:4}    {line}" for number, line in enumerate(lines, 1))


PRINTS = {
    "paragraphs": LAW,
    "one line": " ".join(LAW.split()),
    "margin": with_margin(LAW),
    "narrow": textwrap.fill(LAW, 30),
}


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Values without offsets and evidence."""
    without = ("start", "end", "sentence", "what", "who", "purpose")
    return {key: value for key, value in row.items() if key not in without}


@pytest.mark.parametrize("name", list(PRINTS))
def test_a_law_reads_alike_however_it_is_printed(name: str) -> None:
    row = extract(PRINTS[name]).as_row()
    fee = {"unit": "access line", "period": "month", "kind": "set"}
    assert [plain(each) for each in row["fee_amounts"]] == [
        {"amount": 0.3, "from_date": "2028-01-01", "to_date": "2029-12-31", **fee},
        {"amount": 0.4, "from_date": "2030-01-01", "to_date": None, **fee},
    ]
    assert [plain(each) for each in row["appropriations"]] == [
        {"amount": 2_500_000, "fiscal_year": "2028", "source": "general fund"}
    ]
    assert row["effective_dates"] == ["2028-01-01", "2030-01-01", "2027-07-01"]
    assert row["deadlines"] == ["2028-12-01"]
    assert [each["date"] for each in row["dates"] if each["kind"] == "sunset"] == ["2029-06-30"]


@pytest.mark.parametrize("name", list(PRINTS))
def test_every_value_knows_where_it_is_stated(name: str) -> None:
    text = PRINTS[name]
    values: list[Stated] = [*fees(text), *appropriations(text), *dates(text)]
    words = [" ".join(text[value.start : value.end].split()) for value in values]
    assert words[0] == "thirty cents ($0.30)"
    assert words[2] == "$2,500,000"
    assert "July 1, 2027" in [" ".join(word for word in each.split()) for each in words]
    for value in values:
        start, end = value.sentence
        assert 0 <= start <= value.start < value.end <= end <= len(text)


def test_who_must_do_what() -> None:
    (row,) = dates("Not later than May 1, 2028, the board of health shall adopt rules on triage.")
    assert (row.who, row.what) == ("the board of health", "adopt rules on triage")


def test_purpose_and_source() -> None:
    (given,) = appropriations(
        "The sum of $90,000 is appropriated from the opioid fund to the board for mobile teams."
    )
    assert (given.source, given.purpose) == ("opioid fund", "mobile teams")


def test_days_that_are_told_by_an_event() -> None:
    rows = dates(
        "Within 180 days after the effective date of this act, the board shall meet. "
        "By December 31 of each year, the board shall report. "
        "This act takes effect ninety days after it becomes law."
    )
    assert [(row.kind, row.date, row.relative) for row in rows] == [
        ("deadline", None, "Within 180 days after the effective date of this act"),
        ("deadline", None, "by December 31 of each year"),
        ("effective", None, "ninety days after it becomes law"),
    ]


def test_struck_words_give_nothing() -> None:
    text = (
        "The fee is amended: a charge of ((ten cents)) [twelve cents] $0.15 a month on each line."
    )
    assert [fee.amount for fee in fees(text)] == [0.15]


ODD = {
    "empty": "",
    "controls": "\x00\x07\x1f" * 100,
    "digits": "9" * 1_000_000,
    "money": "$" * 20_000 + "9" * 20_000,
    "percent": "one " * 5_000 + "percent of the fee of",
    "spaces": "fee of $" + " " * 100_000,
    "brackets": "amended ((" + "[((" * 20_000,
    "Spanish": "La ley entra en vigor el 1 de julio de 2027. " * 50,
}


@pytest.mark.parametrize("name", list(ODD))
def test_odd_text_gives_an_answer(name: str) -> None:
    found = extract(ODD[name]).as_row()
    assert found["fee_amounts"] == found["appropriations"] == found["dates"] == []


def calls(text: str) -> int:
    """How many functions ran to read the text."""
    count = 0

    def counted(frame: FrameType, event: str, what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        fees(text)
        appropriations(text)
        dates(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "words",
    [
        LAW,
        "There is appropriated $1 $2 $3 ",
        "The fee is 5 cents and 6 cents ",
        "by July 1, 2027; ",
        "$5 for fiscal year 2027 of July 1, 2027, ",
        "a\n 1 b\n 2 c\n 3 d\n",
    ],
)
def test_ten_times_the_text_is_ten_times_the_work(words: str) -> None:
    calls(words)
    few, many = calls(words * 30), calls(words * 300)
    assert many < 12 * few
