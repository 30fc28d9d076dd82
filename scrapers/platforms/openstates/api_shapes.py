"""What the API answers, as far as it is read here."""

from typing import Any

from pydantic import BaseModel, Field

# Parts of a bill that are sent only when asked for; votes are left out.
INCLUDES = (
    "sponsorships",
    "abstracts",
    "other_titles",
    "other_identifiers",
    "actions",
    "sources",
    "documents",
    "versions",
)


class Pagination(BaseModel):
    page: int
    max_page: int


class Page(BaseModel):
    """results: rows as sent, each read on its own, so that one that is broken stands alone."""

    results: list[Any]
    pagination: Pagination


class Listed(BaseModel):
    """What tells one bill from another and whether it changed. updated_at: ISO time, UTC."""

    id: str = Field(min_length=1)
    updated_at: str = Field(pattern=r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")

    @property
    def updated(self) -> str:
        """As `updated_since` wants it, in the spelling of the database it is compared with, to the second."""
        return f"{self.updated_at[:10]} {self.updated_at[11:19]}"


def as_metadata(row: dict[str, Any]) -> dict[str, Any]:
    """A bill of the API in the shape of govbot's metadata.json."""
    actions = sorted(row.get("actions") or [], key=lambda action: action.get("order", 0))
    return {
        **row,
        "legislative_session": row.get("session"),
        "actions": [{**action, "organization_id": actor_of(action)} for action in actions],
    }


def actor_of(action: dict[str, Any]) -> str:
    """The chamber's word where a chamber or the executive acted, a committee's name otherwise."""
    organization = action.get("organization") or {}
    word = str(organization.get("classification") or "")
    return word if word != "committee" else str(organization.get("name") or "")
