"""The answers of Minneapolis's Legislative Information Management System, and what they say of a file.

`FileItemSearch` answers with the items of a year's files: what a council or committee is asked to do is
an item, and a file has one or several, each with its own history. Texts hold entities of HTML; days are
written 1/31/2026.
"""

import html
import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from scrapers.already_read import digest
from scrapers.outcomes import Found
from scrapers.platforms.govbot.printings import day_of
from scrapers.platforms.legistar import actions as councils
from scrapers.stages import date_in

# "2024-00123"; "AU2026-00045" is a contract that staff may sign
_FILE = re.compile(r"^(?:AU)?(\d{4})-\d+$")
# Types of files, as far as their names tell: "Ordinance", "Resolution"
_TYPE = re.compile(r"\b(ordinance|resolution|contract)", re.IGNORECASE)
# "Passage of Ordinance amending Title 9 of the Code", "Passage of Resolution accepting a grant"
_PASSAGE = re.compile(r"^passage of (?:an? )?(ordinance|resolution)\b", re.IGNORECASE)
# "Authorizing a contract with Canopy Roots", "Approving an agreement with Hennepin County"
_CONTRACT = re.compile(r"^(?:authoriz|approv)\w+ .{0,80}\b(?:contract|agreement)", re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())


Words = Annotated[str, BeforeValidator(lambda value: value or "")]
Plain = Annotated[Words, AfterValidator(_plain)]
Day = Annotated[Words, AfterValidator(lambda value: day_of(value) or date_in(value) or "")]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True)


class Voting(_Row):
    result: Words = Field("", alias="VoteResult")


class Step(_Row):
    action: Plain = Field("", alias="Action")
    body: Plain = Field("", alias="CommitteeName")
    day: Day = Field("", alias="ActionDate")
    voting: Voting | None = Field(None, alias="VotingInformation")

    @property
    def has_failed(self) -> bool:
        return self.voting is not None and self.voting.result.lower().startswith("fail")


class Item(_Row):
    file: str = Field(alias="FileNumber", pattern=_FILE)
    type: Plain = Field("", alias="FileType")
    subject: Plain = Field("", alias="FileSubject")
    title: Plain = Field("", alias="ItemTitle")
    category: Plain = Field("", alias="SubCategory")
    act: Plain = Field("", alias="ActNumber")
    author: Plain = Field("", alias="Author")
    author_id: int | None = Field(None, alias="AuthorId")
    history: Annotated[list[Step], BeforeValidator(lambda value: value or [])] = Field(
        [], alias="LegislativeHistory"
    )

    @property
    def year(self) -> str:
        found = _FILE.match(self.file)
        return found[1] if found else ""


def digest_of(items: Sequence[Item]) -> str:
    """Changes whenever something that is read here does; items come in no order."""
    return digest(sorted(item.model_dump_json() for item in items))


def kind_of(items: Sequence[Item]) -> str:
    """Our word for a file; empty for reports, appointments and licenses."""
    types = [_TYPE.search(item.type) for item in items]
    passages = [_PASSAGE.match(item.title) for item in items]
    if found := next(filter(None, (*types, *passages)), None):
        return found[1].lower()
    return "contract" if any(_CONTRACT.match(item.title) for item in items) else ""


def titles_of(items: Sequence[Item]) -> list[str]:
    titles = (*(item.subject for item in items), *(item.title for item in items))
    return list(dict.fromkeys(filter(None, titles))) or [items[0].file]


def subjects_for(items: Sequence[Item]) -> list[str]:
    return list(dict.fromkeys(item.category for item in items if item.category))


def acts_for(items: Sequence[Item]) -> list[dict[str, str]]:
    """The numbers under which the council's acts are printed."""
    acts = dict.fromkeys(item.act for item in items if item.act)
    return [{"identifier": act, "note": "act number"} for act in acts]


def sponsorships_for(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Last names of council members; number 0 is nobody's."""
    authors = dict.fromkeys(item.author for item in items if item.author_id and item.author)
    return [
        {
            "name": author,
            "classification": "author",
            "entity_type": "person",
            "is_primary": number == 0,
        }
        for number, author in enumerate(authors)
    ]


def actions_for(items: Sequence[Item], place: str, found: Found) -> list[dict[str, Any]]:
    """What happens to several items of a file on one day is one action. place: its slug."""
    actions: dict[tuple[str, str, str, bool], dict[str, Any]] = {}
    for step in (step for item in items for step in item.history):
        if not step.day or not step.action:
            found.left_out.append(f"action without a {'name' if step.day else 'date'}")
            continue
        if (key := (step.day, step.body, step.action, step.has_failed)) in actions:
            continue
        words = councils.classify(
            place, step.action, step.body, "Fail" if step.has_failed else "Pass"
        )
        if words is None:
            found.unknown_actions.append(step.action)
        actions[key] = {
            "date": step.day,
            "description": step.action,
            "organization": step.body,
            "classification": words or [],
        }
    return sorted(actions.values(), key=lambda action: action["date"])
