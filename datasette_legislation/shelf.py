"""By what everything can be found: sets of keys that make filters and their counts fast.

The database answers which texts match; the shelf answers which of them are of a place, a class, a
year. It is read once for each state of the database (20,000 bills and 100,000 provisions take a
second or two) and never changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette_legislation import badges, sql, words

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

KINDS = ("bill", "provision", "program", "consideration")
DIMENSIONS = ("place", "level", "class", "area", "status", "year")


def key(kind: str, rowid: int) -> int:
    """One number for a thing of any kind."""
    return rowid * len(KINDS) + KINDS.index(kind)


def kind_of(number: int) -> str:
    return KINDS[number % len(KINDS)]


def rowid_of(number: int) -> int:
    return number // len(KINDS)


@dataclass
class Shelf:
    """`by["place"]["us_wa"]` is the set of keys of Washington's bills, provisions and programs."""

    places: dict[str, sql.Row] = field(default_factory=dict)
    classes: dict[str, sql.Row] = field(default_factory=dict)
    areas: dict[str, sql.Row] = field(default_factory=dict)
    everything: dict[str, set[int]] = field(default_factory=lambda: {kind: set() for kind in KINDS})
    by: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: {name: defaultdict(set) for name in DIMENSIONS}
    )
    relevant: set[int] = field(default_factory=set)
    id_of: dict[int, str] = field(default_factory=dict)
    bill_of: dict[int, int] = field(default_factory=dict)
    date_of: dict[int, str] = field(default_factory=dict)
    acted_on: dict[int, str] = field(default_factory=dict)
    # By "curated" or "measured" and by class: what a person says, and what a machine whose F1 and
    # number of examples `accuracy` holds.
    said_by: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: {"curated": defaultdict(set), "measured": defaultdict(set)}
    )
    accuracy: dict[str, sql.Row] = field(default_factory=dict)
    # as they are asked for: the weeks in which something happened, and their digests
    weeks: list[Any] | None = None
    digests: dict[str, Any] = field(default_factory=dict)

    def badge(self, number: int, class_name: str, score: float | None = None) -> badges.Badge:
        """Who says that the thing has the class; `score` is that of the one label."""
        if number in self.said_by["curated"].get(class_name, ()):
            return badges.CURATED
        if number in self.said_by["measured"].get(class_name, ()):
            known = self.accuracy[class_name]
            return badges.measured(known["f1"], known["support"], score)
        return badges.UNMEASURED

    def add(self, number: int, **dimensions: Any) -> None:
        self.everything[kind_of(number)].add(number)
        for name, values in dimensions.items():
            for value in values if isinstance(values, list | set) else [values]:
                if value is not None and value != "":
                    self.by[name.rstrip("_")][str(value)].add(number)

    def found(self, kind: str = "bill", off_topic: bool = False, **filters: str) -> set[int]:
        """Keys of `kind` with all of these values: `found(place="us_wa", status="law")`."""
        wanted = [self.by[name.rstrip("_")].get(value, set()) for name, value in filters.items()]
        sets = [*wanted, self.everything[kind], *([] if off_topic else [self.relevant])]
        return set.intersection(*sorted(sets, key=len))

    def newest(self, keys: set[int], most: int | None = None, by_action: bool = False) -> list[str]:
        """Ids of bills, latest date first."""
        dates = self.acted_on if by_action else self.date_of
        ordered = sorted(keys, key=lambda number: (dates[number], self.id_of[number]), reverse=True)
        return [self.id_of[number] for number in ordered[:most]]


_shelves: WeakKeyDictionary[Datasette, tuple[sql.Row | None, Shelf]] = WeakKeyDictionary()


async def shelf_of(datasette: Datasette) -> Shelf:
    """The shelf of the database as it is now."""
    version = await sql.row(datasette, "shelf_version")
    known = _shelves.get(datasette)
    if known is None or known[0] != version:
        known = (version, await _filled(datasette))
        _shelves[datasette] = known
    return known[1]


async def _filled(datasette: Datasette) -> Shelf:
    shelf = Shelf(
        places={row["jurisdiction"]: row for row in await sql.rows(datasette, "places")},
        classes={row["class"]: row for row in await sql.rows(datasette, "classes")},
        areas={row["area"]: row for row in await sql.rows(datasette, "areas")},
        accuracy={row["class"]: row for row in await sql.rows(datasette, "shelf_accuracy")},
    )
    await _shelve_bills(datasette, shelf)
    for row in await sql.rows(datasette, "shelf_programs"):
        number = key("program", row["rowid"])
        shelf.id_of[number] = row["program_id"]
        shelf.date_of[number] = row["date"]
        shelf.relevant.add(number)
        shelf.add(
            number,
            place=row["jurisdiction"],
            level=row["level"],
            year=row["year"],
            area=json.loads(row["areas"]),
        )
    for row in await sql.rows(datasette, "shelf_considerations"):
        number = key("consideration", row["rowid"])
        shelf.id_of[number] = f"{row['area']}-{row['number']}"
        shelf.date_of[number] = ""
        shelf.relevant.add(number)
        shelf.add(number, area=row["area"])
    return shelf


async def _shelve_bills(datasette: Datasette, shelf: Shelf) -> None:
    area_of = {name: row["area"] for name, row in shelf.classes.items()}
    bills = {row["bill_id"]: row for row in await sql.rows(datasette, "shelf_bills")}
    classes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in await sql.rows(datasette, "shelf_digest"):
        classes[row["bill_id"]].add((row["class"], "curated"))
    labels: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in await sql.rows(datasette, "shelf_labels"):
        labels[row["rowid"]].add((row["class"], _by(row, shelf.accuracy)))

    def add(number: int, bill: sql.Row, said: set[tuple[str, str]]) -> None:
        of = {name for name, _ in said}
        for name, by in said:
            if by:
                shelf.said_by[by][name].add(number)
        shelf.bill_of[number] = key("bill", bill["rowid"])
        shelf.date_of[number] = bill["date"]
        if bill["is_relevant"]:
            shelf.relevant.add(number)
        shelf.add(
            number,
            place=bill["jurisdiction"],
            level=bill["level"],
            year=bill["year"],
            status={words.standing(bill), bill["status"]},
            class_=of | ({"any"} if of else set()),
            area={area_of[name] for name in of},
        )

    for row in await sql.rows(datasette, "shelf_provisions"):
        if bill := bills.get(row["bill_id"]):
            of = labels[row["rowid"]]
            classes[row["bill_id"]] |= of
            add(key("provision", row["rowid"]), bill, of)
    for bill in bills.values():
        number = key("bill", bill["rowid"])
        shelf.id_of[number] = bill["bill_id"]
        shelf.acted_on[number] = bill["latest_action_date"]
        add(number, bill, classes[bill["bill_id"]])


def _by(label: sql.Row, accuracy: dict[str, sql.Row]) -> str:
    """A key of `Shelf.said_by`, empty for a machine that was not measured."""
    if label["method"] == "curated":
        return "curated"
    known = accuracy.get(label["class"])
    same = known and all(label[name] == known[name] for name in ("method", "method_version"))
    return "measured" if same else ""
