"""What is asked of the search: parameters in, checked values out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from datasette.utils import MultiParams
from datasette.utils.asgi import BadRequest

from datasette_legislation import words
from datasette_legislation.shelf import DIMENSIONS, KINDS, Shelf

PAGE_SIZE = 20
LARGEST_PAGE = 100
SORTS = ("relevance", "date")


@dataclass(frozen=True)
class Question:
    """What is asked; every value is checked. `filters` holds only the filters that are set."""

    q: str = ""
    type: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = PAGE_SIZE
    off_topic: bool = False

    def parameters(self, **changes: Any) -> dict[str, str]:
        """The query string's parameters, defaults left out; None removes one."""
        named: dict[str, Any] = {"q": self.q, "type": self.type, **self.filters}
        named |= {
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "off_topic": "1" if self.off_topic else "",
            "size": "" if self.size == PAGE_SIZE else self.size,
            "page": "" if self.page == 1 else self.page,
        }
        if changes and "page" not in changes:
            named["page"] = ""
        named |= changes
        return {name: str(value) for name, value in named.items() if value not in (None, "")}

    def query_string(self, **changes: Any) -> str:
        """`?q=fee&place=us_wa`, or nothing."""
        parameters = self.parameters(**changes)
        return "?" + urlencode(parameters) if parameters else ""


def question_from(arguments: MultiParams, shelf: Shelf) -> Question:
    """Raises BadRequest with one sentence for a value that does not exist."""
    given = {name: (arguments.get(name) or "").strip() for name in (*DIMENSIONS, "type", "sort")}
    if given["type"] and given["type"] not in KINDS:
        raise BadRequest(_unknown("type", given["type"], KINDS))
    if given["sort"] and given["sort"] not in SORTS:
        raise BadRequest(_unknown("sort", given["sort"], SORTS))
    if given["place"]:
        given["place"] = place_named(given["place"], shelf)
    if given["class"] and given["class"] not in (*shelf.classes, "any"):
        raise BadRequest(
            f"The class {given['class'][:40]!r} is unknown; /classes lists those that there are."
        )
    allowed = {
        "level": tuple(words.LEVELS),
        "status": (*words.STANDINGS, *words.STATUSES),
    }
    for name, values in allowed.items():
        if given[name] and given[name] not in values:
            raise BadRequest(_unknown(name, given[name], values))
    given["area"] = _area_named(given["area"], shelf)
    if given["year"] and not (
        given["year"].isascii() and given["year"].isdigit() and len(given["year"]) == 4
    ):
        raise BadRequest(f"The year {given['year'][:40]!r} is not a year such as 2025.")
    q = " ".join((arguments.get("q") or "").split())
    return Question(
        q=q,
        type=given["type"],
        filters={name: given[name] for name in DIMENSIONS if given[name]},
        sort=given["sort"] or SORTS[0],
        page=_counting(arguments, "page", 1, 100_000),
        size=_counting(arguments, "size", PAGE_SIZE, LARGEST_PAGE),
        off_topic=arguments.get("off_topic") in ("1", "on", "true"),
    )


def _unknown(name: str, value: str, values: tuple[str, ...]) -> str:
    return f"The {name} {value[:40]!r} is unknown; use one of: {', '.join(values)}."


def _counting(arguments: MultiParams, name: str, default: int, most: int) -> int:
    text = (arguments.get(name) or "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise BadRequest(f"The {name} {text[:40]!r} is not a whole number from 1 to {most}.")
    return int(text)


def place_named(name: str, shelf: Shelf) -> str:
    """The slug for a slug, a postal code or a name. Raises BadRequest."""
    wanted = name.casefold()
    for slug, place in shelf.places.items():
        if wanted in (slug, (place["postal"] or "").casefold(), place["name"].casefold()):
            return slug
    raise BadRequest(
        f"The place {name[:40]!r} is unknown; use a postal code such as WA, "
        "a name such as Washington or a key such as us_wa."
    )


def _area_named(name: str, shelf: Shelf) -> str:
    for area, row in shelf.areas.items():
        if name in (area, row["slug"]):
            return area
    if name:
        raise BadRequest(_unknown("area", name, tuple(shelf.areas)))
    return ""
