"""What is read of Open Legislation's answers, under plain names.

Source: https://legislation.nysenate.gov/static/docs/html/bills.html and the service's own code,
https://github.com/nysenate/OpenLegislation. Whatever may be null there may be null here; a field of
another type than stated is a change of the service and is reported as one.
"""

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Words = Annotated[
    Text, BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value)
]
Kind = TypeVar("Kind")


class Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Collection(Row):
    @model_validator(mode="before")
    @classmethod
    def _null_is_empty(cls, value: Any) -> Any:
        return {} if value is None else value


class Rows(_Collection, Generic[Kind]):
    items: list[Kind] = []


class Named(_Collection, Generic[Kind]):
    items: dict[str, Kind] = {}


class BillNumber(Row):
    """session: the first year of the two."""

    base: Annotated[str, Field(min_length=1)] = Field(alias="basePrintNo")
    session: int


class BillInfo(BillNumber):
    """A bill as a list or a search names it."""

    title: Words = ""
    summary: Words = ""


class Person(Row):
    name: Words = Field("", alias="fullName")


class Sponsor(Row):
    """A member, or the committee that brought it in."""

    member: Person | None = None
    is_budget: bool = Field(False, alias="budget")
    is_rules: bool = Field(False, alias="rules")
    is_redistricting: bool = Field(False, alias="redistricting")


class Status(Row):
    words: Words = Field("", alias="statusDesc")


class Action(Row):
    date: Words
    chamber: Words = ""
    number: int = Field(0, alias="sequenceNo")
    words: Words = Field(alias="text")


class Amendment(Row):
    """A printing: the first has version "", the next ones "A", "B" and so on."""

    print_number: Annotated[str, Field(min_length=1)] = Field(alias="printNo")
    version: Words = ""
    date: Words = Field("", alias="publishDate")
    same_as: Rows[BillNumber] = Field(Rows(), alias="sameAs")
    memo: Text = ""
    act_clause: Words = Field("", alias="actClause")
    plain: Text = Field("", alias="fullText")
    html: Text = Field("", alias="fullTextHtml")
    cosponsors: Rows[Person] = Field(Rows(), alias="coSponsors")
    multisponsors: Rows[Person] = Field(Rows(), alias="multiSponsors")


class Message(Row):
    """The governor's veto."""

    year: int
    number: int = Field(alias="vetoNumber")
    text: Text = Field("", alias="memoText")


class Approval(Row):
    year: int
    number: int = Field(alias="approvalNumber")
    text: Text = ""


class Bill(BillInfo):
    """The whole record of one bill, with the text of every printing."""

    status: Status | None = None
    active_version: Text = Field("", alias="activeVersion")
    sponsor: Sponsor | None = None
    additional_sponsors: Rows[Person] = Field(Rows(), alias="additionalSponsors")
    substituted_by: BillNumber | None = Field(None, alias="substitutedBy")
    amendments: Named[Amendment] = Named()
    actions: Rows[Action] = Rows()
    vetoes: Rows[Message] = Field(Rows(), alias="vetoMessages")
    approval: Approval | None = Field(None, alias="approvalMessage")
    earlier: Rows[BillNumber] = Field(Rows(), alias="previousVersions")


class Page(Row):
    """A page of any list: `total` is of the whole list, rows count from 1."""

    total: int
    first: int = Field(alias="offsetStart")
    result: Rows[Any]


class Refusal(Row):
    """What stands in place of an answer, with status 200 or another."""

    message: Words = ""
    code: int = Field(0, alias="errorCode")
