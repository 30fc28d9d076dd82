"""The shape of `data/knowledge/`: one class an entry, every field described for docs/add-a-law.md.

Entries are facts that a person read in a source. What is not known is left out, never zero.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from legislation import codebook, jurisdictions, vocabulary


def _one_of(words: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in words:
            raise ValueError(f"{value!r} is not known; use one of {', '.join(words)}")
        return value

    return AfterValidator(check)


def _is_date(value: str) -> str:
    try:
        if date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass  # the sentence below says it for every shape
    raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD, such as 2025-07-01")


def _is_partial_date(value: str) -> str:
    """Programs are often known to the month or year only."""
    try:
        date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        raise ValueError(
            f"{value!r} is not a date; write it as YYYY, YYYY-MM or YYYY-MM-DD"
        ) from None
    return value


def _is_class(value: str) -> str:
    if value not in codebook.classes():
        raise ValueError(
            f"{value!r} is not a provision class; use a key of legislation/codebook.yml, "
            "or null with a reason"
        )
    return value


def _is_jurisdiction(slug: str) -> str:
    try:
        jurisdictions.jurisdiction(slug)
    except jurisdictions.UnknownJurisdiction as error:
        raise ValueError(str(error)) from None
    return slug


IsoDate = Annotated[str, AfterValidator(_is_date)]
PartialDate = Annotated[str, AfterValidator(_is_partial_date)]
ClassKey = Annotated[str, AfterValidator(_is_class)]
AreaKey = Annotated[str, _one_of(tuple(codebook.areas()))]
Slug = Annotated[str, AfterValidator(_is_jurisdiction)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
Text = Annotated[str, Field(min_length=1)]
EntryId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]


class Part(BaseModel):
    # `session: 2025` without quotes is a number in YAML and means the text
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class DigestLine(Part):
    """One thing a law does, in our words; `class` is null only with a `reason`.

    A figure or a date is only told with the section where it stands.
    """

    class_: ClassKey | None = Field(
        alias="class", description="Key of legislation/codebook.yml, or null"
    )
    does: Text = Field(description="What the provision does, in a sentence of our own")
    section: str = Field("", description="Section number where it stands")
    amount: str = Field("", description="The sum or rate it states: 40 cents per line per month")
    date: IsoDate | None = Field(None, description="The date it states")
    agency: str = Field("", description="Who must act")
    reason: str = Field("", description="Why no class fits; only beside null")

    @model_validator(mode="after")
    def _reason_instead_of_class(self) -> Self:
        if (self.class_ is None) != bool(self.reason):
            raise ValueError(
                f"digest line {self.does!r} needs either a class or a reason why no class fits"
            )
        if (self.amount or self.date) and not self.section:
            raise ValueError(
                f"digest line {self.does!r} states a figure without its section; add section"
            )
        return self


class Amount(Part):
    """`cents` for charges, `usd` for sums, neither where only words were found."""

    kind: Literal[
        "fee",
        "fee_cap",
        "prepaid_fee",
        "prepaid_fee_cap",
        "appropriation",
        "proposed_budget",
        "revenue_estimate",
        "minimum_award",
    ] = Field(description="What the figure is")
    cents: Annotated[float, Field(ge=0)] | None = Field(None, description="For charges")
    usd: Annotated[float, Field(ge=0)] | None = Field(None, description="For sums")
    unit: str = Field("", description="For each what: access line per month, prepaid transaction")
    from_date: IsoDate | None = Field(None, description="First day it applies")
    to_date: IsoDate | None = Field(None, description="Last day it applies")
    section: str = Field("", description="Section where it stands")
    source: Url | None = Field(None, description="Who says so, where the text was not seen")
    note: str = Field("", description="Words beside the figure; needed where there is no figure")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.cents is not None and self.usd is not None:
            raise ValueError("an amount has cents and usd; keep one")
        if self.cents is None and self.usd is None and not self.note:
            raise ValueError("an amount has no figure and no note; add cents, usd or a note")
        return self

    @property
    def amount_usd(self) -> float | None:
        """40 cents is 0.4."""
        return self.usd if self.cents is None else self.cents / 100

    @property
    def is_charge(self) -> bool:
        return "fee" in self.kind


class Date(Part):
    """A date or, where a source gives none, the words of the deadline in `note`."""

    kind: Literal[
        "effective",
        "sunset",
        "deadline",
        "report_due",
        "fee_start",
        "fee_end",
        "introduced",
        "published",
    ] = Field(description="What happens on it")
    date: IsoDate | None = Field(None, description="YYYY-MM-DD")
    section: str = Field("", description="Section where it stands")
    source: Url | None = Field(None, description="Who says so, where the text was not seen")
    note: str = Field("", description="Words beside it; needed where there is no date")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.date is None and not self.note:
            raise ValueError("a date entry has neither date nor note; add one")
        return self


class Link(Part):
    kind: Annotated[str, _one_of(vocabulary.DOCUMENT_LINK_KINDS)] = Field(
        description="`official_text`, `official_status`, `text_copy` or `source` (what was read)"
    )
    url: Url = Field(description="Address without keys or tokens")


class Law(Part):
    """A bill, ordinance, statute or other instrument. `jurisdiction` and `as_of` head the file."""

    jurisdiction: Slug = Field(description="Slug in jurisdictions.yml; heads the file")
    as_of: IsoDate = Field(description="Date the file was compiled; heads the file")
    id: EntryId = Field(description="Our own key, stable; programs and the toolkit refer to it")
    session: Text = Field(description="Identifier, key or alias of a session in jurisdictions.yml")
    identifier: Text = Field(description="The number under which the body filed it: HB 1477")
    number_known: bool = Field(True, description="false where `identifier` is our label")
    printed_as: str = Field("", description="The fuller form sources print: E2SHB 1477")
    classification: Annotated[str, _one_of(vocabulary.BILL_CLASSIFICATIONS)] = Field(
        description="What kind of instrument it is"
    )
    title: Text = Field(description="Official title; the note says so where it is shortened")
    companion: str = Field("", description="Number of the companion bill")
    sponsor: str = Field("", description="Prime sponsor")
    status: Annotated[str, _one_of(vocabulary.STATUSES)] = Field(
        description="The last stage that was seen"
    )
    status_date: IsoDate | None = Field(None, description="Date of that status")
    status_reason: str = Field("", description="What the status rests on, and why no date is known")
    session_over: bool = Field(
        False, description="true where the session ended and no outcome was seen"
    )
    last_action: str = Field("", description="Last action line of the record, shortened")
    enacted_as: str = Field("", description="Chapter, public act, ordinance or local law number")
    code_citation: str = Field("", description="Where it stands in the code")
    digest: tuple[DigestLine, ...] = Field((), description="What it does, provision by provision")
    no_digest: str = Field("", description="Why there is no digest line; only where there is none")
    amounts: tuple[Amount, ...] = Field((), description="Fees, caps, appropriations, estimates")
    dates: tuple[Date, ...] = Field((), description="Effective dates, sunsets, deadlines")
    agencies: tuple[Text, ...] = Field((), description="Agencies it gives duties to")
    funds: tuple[Text, ...] = Field((), description="Funds or accounts it names")
    advisory_bodies: tuple[Text, ...] = Field((), description="Bodies it creates or continues")
    other_topics: dict[str, str | int] = Field({}, description="Further figures, as recorded")
    links: tuple[Link, ...] = Field(description="Official pages and the sources that were read")
    source_path: str = Field("", description="File inside the repository a record came from")
    verified: bool = Field(description="true when its existence and title or content were read")
    verified_what: Text = Field(description="What exactly was read")
    unverified_fields: tuple[Text, ...] = Field((), description="Fields that were not confirmed")
    open_questions: tuple[Text, ...] = Field((), description="What is still to be found out")
    checked: IsoDate | None = Field(None, description="Last gone over; else the file's as_of")
    note: str = Field("", description="Cautions for the reader")

    @model_validator(mode="after")
    def _session_is_listed(self) -> Self:
        if not jurisdictions.has_session(self.jurisdiction, self.session):
            raise ValueError(
                f"session {self.session!r} of {self.jurisdiction} is not listed; "
                "add it in legislation/jurisdictions.yml"
            )
        unknown = [name for name in self.unverified_fields if name not in type(self).model_fields]
        if unknown:
            raise ValueError(
                f"unverified_fields names {unknown[0]!r}, which is no field; use a field's name"
            )
        return self


class CallVolume(Part):
    """A count as its source gives it; counts of different periods or kinds are never added up."""

    calls: int | None = None
    share: str = ""
    period: Text
    kind: str = ""


class Result(Part):
    """What a program achieved, as a source says; the definition keeps it from being compared."""

    measure: Text = Field(description="What was counted")
    value: Text = Field(description="The figure as the source gives it")
    period: Text = Field(description="Year or span of time")
    definition: Text = Field(description="How the source defines it, in our words")
    source: Url = Field(description="Where it was read")


class Program(Part):
    """A community responder, co-responder, mobile crisis or call-diversion program."""

    jurisdiction: Slug = Field(description="Slug in jurisdictions.yml; heads the file")
    as_of: IsoDate = Field(description="Date the file was compiled; heads the file")
    id: EntryId = Field(description="Our own key, stable")
    name: Text = Field(description="Name of the program")
    launched: PartialDate | None = Field(None, description="YYYY, YYYY-MM or YYYY-MM-DD")
    launched_note: str = Field("", description="What the launch date leaves out")
    status: Literal[
        "active",
        "active_at_risk",
        "planned",
        "unknown",
        "ending_announced",
        "ended_in_jurisdiction",
    ] = Field(description="As of the newest source read")
    status_as_of: PartialDate | None = Field(None, description="Date of that source")
    response_type: Literal[
        "community_responder", "co_responder", "mobile_crisis", "call_diversion"
    ] = Field(description="Who answers")
    lead_agency: Text = Field(description="Who runs it")
    dispatch_integration: str = Field("", description="How calls reach it")
    staffing: str = Field("", description="Who is on a team")
    hours: str = Field("", description="When it runs")
    funding: str = Field("", description="What pays for it")
    call_volume: tuple[CallVolume, ...] = Field((), description="Counts, each with its period")
    results: tuple[Result, ...] = Field((), description="What it achieved, each with its year")
    issue_areas: tuple[AreaKey, ...] = Field(description="Areas it shows, keys of the codebook")
    linked_law_ids: tuple[EntryId, ...] = Field((), description="Laws it stands on")
    law_note: str = Field("", description="What it stands on where no law of the catalogue")
    sources: tuple[Url, ...] = Field(description="What was read")
    verified: bool = Field(description="true when read in a source")
    verified_what: Text = Field(description="What exactly was read")
    checked: IsoDate | None = Field(None, description="Last gone over; else the file's as_of")
    note: str = Field("", description="Cautions for the reader")
