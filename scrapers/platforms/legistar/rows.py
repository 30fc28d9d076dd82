"""The rows of Legistar's Web API that are read here, under plain names.

Source: https://webapi.legistar.com/Help. A field may be null or missing wherever a clerk left it
so; a field of another type than stated here is a change of the API and is reported as one.
"""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]
Words = Annotated[
    Text, BeforeValidator(lambda value: value.strip() if isinstance(value, str) else value)
]
Flag = Annotated[bool, BeforeValidator(lambda value: False if value is None else value)]
Order = Annotated[int, BeforeValidator(lambda value: 0 if value is None else value)]
# "2026-02-24T00:00:00" -> "2026-02-24"
Day = Annotated[
    Words, BeforeValidator(lambda value: value[:10] if isinstance(value, str) else value)
]


class Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Matter(Row):
    """`/matters`: what Legistar calls a matter is our bill."""

    id: int = Field(alias="MatterId")
    guid: Words = Field("", alias="MatterGuid")
    file: Annotated[str, Field(min_length=1)] = Field(alias="MatterFile")
    name: Words = Field("", alias="MatterName")
    title: Words = Field("", alias="MatterTitle")
    type: Words = Field("", alias="MatterTypeName")
    status: Words = Field("", alias="MatterStatusName")
    introduced: Day = Field("", alias="MatterIntroDate")
    on_agenda: Day = Field("", alias="MatterAgendaDate")
    enactment_number: Words = Field("", alias="MatterEnactmentNumber")
    is_restricted: Flag = Field(False, alias="MatterRestrictViewViaWeb")


class VersionKey(Row):
    """`/versions`: the id of a text and the version's letter, "*" for the first."""

    text_id: str = Field(alias="Key", coerce_numbers_to_str=True)
    version: Words = Field("", alias="Value")


class MatterText(Row):
    """`/texts/<id>`: RTF keeps what is struck and what is new, the plain text does not."""

    plain: Text = Field("", alias="MatterTextPlain")
    rtf: Text = Field("", alias="MatterTextRtf")


class History(Row):
    id: int = Field(alias="MatterHistoryId")
    date: Day = Field("", alias="MatterHistoryActionDate")
    action: Words = Field("", alias="MatterHistoryActionName")
    body: Words = Field("", alias="MatterHistoryActionBodyName")
    passed: Words = Field("", alias="MatterHistoryPassedFlagName")


class Sponsor(Row):
    id: int = Field(alias="MatterSponsorId")
    name: Words = Field("", alias="MatterSponsorName")
    sequence: Order = Field(0, alias="MatterSponsorSequence")


class Attachment(Row):
    id: int = Field(alias="MatterAttachmentId")
    name: Words = Field("", alias="MatterAttachmentName")
    url: Words = Field("", alias="MatterAttachmentHyperlink")
    order: Order = Field(0, alias="MatterAttachmentSort")
    is_public: Flag = Field(True, alias="MatterAttachmentShowOnInternetPage")
