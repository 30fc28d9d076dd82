"""The nine issue areas, with the ways, elements and stages of making a law, as rows."""

from collections.abc import Iterator, Set
from typing import Any

from legislation import codebook

Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
_STAGE = ("title", "question", "text", "steps", "elements", "classes", "areas")


def area_rows(area: Row) -> Rows:
    kept = ("slug", "number", "title", "snapshot", "basis", "sources")
    yield "areas", {"area": area["key"], **{name: area[name] for name in kept}}
    for number, part in enumerate(area["considerations"], 1):
        row = {name: part[name] for name in ("title", "text", "classes")} | _examples(part)
        yield "considerations", {"area": area["key"], "number": number, **row}
    for number, part in enumerate(area["resources"], 1):
        row = {name: part.get(name) for name in ("title", "publisher", "year", "kind", "url")}
        yield "resources", {"area": area["key"], "number": number, **row}
    yield from _strategies(area)
    for number, stage in enumerate(area["stages"], 1):
        row = {name: stage[name] for name in _STAGE} | _examples(stage)
        yield "stages", {"stage": stage["key"], "number": number, **row}


def named_programs(area: Row) -> set[str]:
    """The programs that the area's considerations name."""
    return {program for part in area["considerations"] for program in part["program_ids"]}


def _examples(part: Row) -> Row:
    """Keys of the laws and programs that show it."""
    return {"entries": part["law_ids"], "programs": part["program_ids"]}


def unwritten_areas(written: Set[str]) -> Rows:
    """Areas whose file was put aside: classes and programs still belong to them."""
    for number, (key, title) in enumerate(codebook.areas().items(), 1):
        if key not in written:
            yield (
                "areas",
                {
                    "area": key,
                    "slug": key,
                    "number": number,
                    "title": title,
                    "snapshot": "",
                    "basis": "",
                    "sources": [],
                },
            )


def _strategies(area: Row) -> Rows:
    for way in area["ways_to_advance"]:
        yield (
            "strategies",
            {
                "kind": "way",
                "number": way["number"],
                "key": None,
                "title": way["title"],
                "asks": "",
                "steps": way["steps"],
                "classes": [],
                "examples": [],
            },
        )
    for number, element in enumerate(area["key_elements"], 1):
        yield (
            "strategies",
            {
                "kind": "element",
                "number": number,
                "key": element["key"],
                "title": element["title"],
                "asks": element["asks"],
                "steps": [],
                "classes": element["classes"],
                "examples": element["law_ids"],
            },
        )
