"""What metadata.json holds, as far as it is read here: Open States' bill, written out.

Source: openstates-core, `openstates/scrape/schemas/bill.py`.
"""

import json
from typing import Annotated

from pydantic import BaseModel, BeforeValidator

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


def _organization(value: object) -> object:
    """`~{"classification": "lower"}` is a pseudo-id that holds the word itself."""
    if not isinstance(value, str) or not value.startswith("~{"):
        return value or ""
    named = json.loads(value[1:])
    return str(named.get("classification") or named.get("name") or "")


Organization = Annotated[str, BeforeValidator(_organization)]


class Link(BaseModel):
    url: str
    media_type: Text = ""


class Printing(BaseModel):
    """A version or a document."""

    note: Text = ""
    date: Text = ""
    classification: Text = ""
    links: list[Link] = []


class Action(BaseModel):
    description: str
    date: Text = ""
    organization_id: Organization = ""
    classification: list[str] = []


class Sponsorship(BaseModel):
    name: str
    classification: Text = ""
    entity_type: Text = ""
    primary: bool = False


class Related(BaseModel):
    identifier: str
    legislative_session: Text = ""
    relation_type: Text = ""


class Abstract(BaseModel):
    abstract: Text = ""


class OtherTitle(BaseModel):
    title: Text = ""


class OtherIdentifier(BaseModel):
    identifier: Text = ""


class Source(BaseModel):
    url: str


class Jurisdiction(BaseModel):
    id: str


class Metadata(BaseModel):
    jurisdiction: Jurisdiction
    legislative_session: str
    identifier: str
    title: str
    classification: list[str] = []
    subject: list[str] = []
    abstracts: list[Abstract] = []
    other_titles: list[OtherTitle] = []
    other_identifiers: list[OtherIdentifier] = []
    actions: list[Action] = []
    sponsorships: list[Sponsorship] = []
    related_bills: list[Related] = []
    versions: list[Printing] = []
    documents: list[Printing] = []
    sources: list[Source] = []

    @property
    def printings(self) -> list[Printing]:
        """Those listed as versions, then those listed as documents."""
        return [*self.versions, *self.documents]
