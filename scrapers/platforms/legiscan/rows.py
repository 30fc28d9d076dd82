"""What LegiScan's answers and weekly files hold, as far as it is read here.

Numbers come as numbers or as text, lists as lists or as objects with the keys "0", "1" …, and a day
that is not known is "0000-00-00".
"""

from datetime import date as calendar_date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from scrapers.platforms.legiscan.words import meaning


def _rows(value: object) -> object:
    """An object whose keys count is a list; what stands beside them ("session", "summary") is none of it."""
    if isinstance(value, dict):
        return [row for key, row in value.items() if str(key).isdigit()]
    return value or []


def _day(value: object) -> str:
    try:
        return calendar_date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError:
        return ""


Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value).strip())]
Day = Annotated[str, BeforeValidator(_day)]
Number = Annotated[int, BeforeValidator(lambda value: value or 0)]
Rows = BeforeValidator(_rows)


class Session(BaseModel):
    session_id: int = 0
    state_id: Number = 0
    year_start: Number = 0
    year_end: Number = 0
    special: Number = 0
    prior: Number = 0
    name: Text = Field("", alias="session_name")
    title: Text = Field("", alias="session_title")

    @property
    def state(self) -> str:
        """Postal code in small letters, `us` for Congress, empty for a number that nobody knows."""
        states: list[str] = ["", *meaning("states")]
        return states[self.state_id] if self.state_id < len(states) else ""


class Dataset(Session):
    dataset_hash: str
    dataset_size: Number = 0


class Listed(BaseModel):
    """A row of a master list or of a search; those of the raw kind have no title."""

    bill_id: int
    change_hash: Text = ""
    number: Text = ""
    title: Text = ""
    description: Text = ""


class History(BaseModel):
    date: Day = ""
    action: Text = ""
    chamber: Text = ""
    importance: Number = 0


class Progress(BaseModel):
    date: Day = ""
    event: Number = 0


class Sponsor(BaseModel):
    name: Text = ""
    type_id: Number = Field(0, alias="sponsor_type_id")
    order: Number = Field(0, alias="sponsor_order")
    is_committee: Number = Field(0, alias="committee_sponsor")


class Subject(BaseModel):
    subject_name: Text = ""


class Related(BaseModel):
    type_id: Number = 0
    number: Text = Field("", alias="sast_bill_number")


class Printing(BaseModel):
    """A text of the bill, or a paper that LegiScan lists as one."""

    doc_id: int
    date: Day = ""
    type: Text = ""
    type_id: Number = 0
    mime: Text = ""
    url: Text = ""
    state_link: Text = ""
    text_size: Number = 0
    text_hash: Text = ""


class Paper(BaseModel):
    """An amendment or a supplement: fiscal note, analysis, veto letter."""

    date: Day = ""
    type: Text = ""
    type_id: Number = 0
    title: Text = ""
    description: Text = ""
    mime: Text = ""
    url: Text = ""
    state_link: Text = ""


class Bill(BaseModel):
    bill_id: int
    change_hash: Text = ""
    session_id: Number = 0
    session: Session
    url: Text = ""
    status: Number = 0
    state: str
    number: str = Field(alias="bill_number", min_length=1)
    type_id: Number = Field(0, alias="bill_type_id")
    title: str = Field(min_length=1)
    description: Text = ""
    history: Annotated[list[History], Rows] = []
    progress: Annotated[list[Progress], Rows] = []
    sponsors: Annotated[list[Sponsor], Rows] = []
    related: Annotated[list[Related], Rows] = Field([], alias="sasts")
    subjects: Annotated[list[Subject], Rows] = []
    texts: Annotated[list[Printing], Rows] = []
    amendments: Annotated[list[Paper], Rows] = []
    supplements: Annotated[list[Paper], Rows] = []


class TextAnswer(BaseModel):
    doc_id: int
    mime: Text = ""
    text_size: Number = 0
    doc: str


def rows_in(listed: Any) -> list[Any]:
    """The rows of a list that is a list or an object with counting keys. Raises TypeError."""
    rows = _rows(listed)
    if not isinstance(rows, list):
        raise TypeError("a list was due")
    return rows
