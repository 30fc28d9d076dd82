"""The shape of the 988 fee ledger: one file a jurisdiction, one entry a charge.

Each figure says in which version and section it stands, or who names it. What was looked for and not
found is named in `missing`, so that a blank is never taken for a zero.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from legislation.knowledge.models import EntryId, IsoDate, Link, Part, Slug, Text, Url

# what a reader may ask of a charge; each is answered or named in `missing`
Question = Literal[
    "amount",
    "cap",
    "prepaid",
    "set_by",
    "fund",
    "reversion",
    "uses",
    "exemptions",
    "collected",
]


class FeeAmount(Part):
    """One figure in the life of a charge. `law_id` is the bill or statute of the catalogue."""

    stage: Literal["introduced", "amended", "enacted", "in_force"] = Field(
        description="Where the figure stood: in a bill as introduced or amended, in the law as "
        "enacted, or charged between `from_date` and `to_date`"
    )
    kind: Literal["fee", "fee_cap", "prepaid_fee", "prepaid_fee_cap"] = Field(
        description="What the figure is"
    )
    cents: Annotated[float, Field(ge=0)] | None = Field(None, description="For charges by the line")
    percent: Annotated[float, Field(ge=0, le=100)] | None = Field(
        None, description="For shares of a bill"
    )
    unit: Text = Field(description="Of what: access line per month, prepaid transaction")
    from_date: IsoDate | None = Field(None, description="First day it applies")
    to_date: IsoDate | None = Field(None, description="Last day it applies")
    law_id: EntryId | None = Field(None, description="Entry of the catalogue")
    version: str = Field("", description="Version of that bill: as introduced, chapter law")
    section: str = Field("", description="Section where it stands")
    source: Url = Field(description="Where it was read")
    source_name: Text = Field(description="What was read")
    note: str = Field("", description="Cautions")

    @model_validator(mode="after")
    def _one_figure(self) -> Self:
        if (self.cents is None) == (self.percent is None):
            raise ValueError("a fee amount needs cents or percent, and not both")
        return self


class FeeClause(Part):
    """What the law says of a charge, in our words, and where."""

    does: Text = Field(description="In our words")
    section: Text = Field(description="Section where it stands")


class FeeFund(Part):
    name: Text = Field(description="Name of the account")
    section: Text = Field(description="Section that creates it")
    reverts: bool | None = Field(None, description="Whether balances lapse to the general fund")
    reversion_section: str = Field("", description="Section that says so")


class Collected(Part):
    """Dollars of a year, as the federal report or a state's own says."""

    year: Text = Field(description="Calendar or fiscal year: 2023, FY 2024")
    usd: Annotated[float, Field(ge=0)] = Field(description="Dollars")
    source: Url = Field(description="Where it was read")
    source_name: Text = Field(description="What was read")
    note: str = Field("", description="Cautions")


class SourceClaim(Part):
    says: Text = Field(description="In our words")
    source: Url = Field(description="Where it was read")
    source_name: Text = Field(description="Who says so")


class Conflict(Part):
    """Sources that disagree; both stand, and the reader learns which we follow and why."""

    about: Text = Field(description="Which figure")
    claims: tuple[SourceClaim, ...] = Field(min_length=2, description="Who says what")
    we_follow: Text = Field(description="What the ledger shows, and why")


class MissingFigure(Part):
    question: Question = Field(description="What was looked for")
    reason: Text = Field(description="Why there is no answer")


class Fee(Part):
    """A charge on telephone service that pays for 988, or a proposed one."""

    jurisdiction: Slug = Field(description="Slug in jurisdictions.yml; heads the file")
    as_of: IsoDate = Field(description="Date the file was compiled; heads the file")
    id: EntryId = Field(description="Our own key, stable")
    name: Text = Field(description="What the law calls it")
    mechanism: Literal["surcharge", "excise_tax", "universal_service_share", "relay_share"] = Field(
        description="What kind of charge it is"
    )
    state: Literal["in_force", "enacted", "proposed", "not_enacted", "repealed"] = Field(
        description="`enacted` is law and not charged yet; `not_enacted` failed or lapsed"
    )
    law_ids: tuple[EntryId, ...] = Field(description="Bills and statutes of the catalogue")
    code_citation: str = Field("", description="Where it stands in the code")
    amounts: tuple[FeeAmount, ...] = Field((), description="Every figure over time")
    set_by: FeeClause | None = Field(None, description="Who sets the rate, and within what")
    prepaid: FeeClause | None = Field(None, description="The rule for prepaid service")
    fund: FeeFund | None = Field(None, description="Where the money goes")
    uses: tuple[FeeClause, ...] = Field((), description="What the money may pay for")
    exemptions: tuple[FeeClause, ...] = Field((), description="Who does not pay")
    collected: tuple[Collected, ...] = Field((), description="Dollars by year")
    conflicts: tuple[Conflict, ...] = Field((), description="Where sources disagree")
    missing: tuple[MissingFigure, ...] = Field((), description="What was looked for in vain")
    links: tuple[Link, ...] = Field(description="Official pages and the sources that were read")
    verified_what: Text = Field(description="What exactly was read")
    checked: IsoDate | None = Field(None, description="Last gone over; else the file's as_of")
    note: str = Field("", description="Cautions for the reader")

    def unanswered(self) -> list[str]:
        """The questions that neither the entry nor its `missing` answers."""
        answered = {
            "amount": any(amount.kind == "fee" for amount in self.amounts),
            "cap": any(amount.kind == "fee_cap" for amount in self.amounts),
            "prepaid": self.prepaid is not None,
            "set_by": self.set_by is not None,
            "fund": self.fund is not None,
            "reversion": self.fund is not None and self.fund.reverts is not None,
            "uses": bool(self.uses),
            "exemptions": bool(self.exemptions),
            "collected": bool(self.collected),
        }
        named = {one.question for one in self.missing}
        return [
            question
            for question, is_known in answered.items()
            if not is_known | (question in named)
        ]
