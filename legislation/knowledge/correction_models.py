"""What an entry said wrongly, and what it says now: the weekly digest tells it."""

from typing import Literal

from pydantic import Field

from legislation.knowledge.models import EntryId, IsoDate, Part, Text, Url


class KnowledgeCorrection(Part):
    """A fault of fact that was mended. Detail that was only added is no correction."""

    id: EntryId = Field(description="Day and entry, with a number where one has several")
    date: IsoDate = Field(description="Day of the correction")
    kind: Literal["law", "program", "fee", "area"] = Field(description="Kind of the entry")
    entry: EntryId = Field(description="Its id")
    was: Text = Field(description="What it said, in our words")
    now: Text = Field(description="What it says now")
    source: Url = Field(description="What showed the error")
