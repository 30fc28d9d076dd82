"""The toolkit's issue areas and the programs that show them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Request, Response

from datasette_legislation import sql
from datasette_legislation.pages import programs_shown
from datasette_legislation.render import page
from datasette_legislation.results import bills_shown
from datasette_legislation.shelf import Shelf, shelf_of
from datasette_legislation.source_notes import notes_on

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette


async def toolkit(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    return await page(
        datasette,
        request,
        "toolkit.html",
        title="Toolkit",
        description="Nine issue areas of community crisis response: what to weigh and what to read.",
        areas=[
            row
            | {
                "bills": len(shelf.found(area=area)),
                "programs": len(shelf.found("program", area=area)),
                "considerations": len(shelf.found("consideration", area=area)),
            }
            for area, row in shelf.areas.items()
        ],
    )


async def area(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    slug = request.url_vars["slug"]
    known = next((row for row in shelf.areas.values() if row["slug"] == slug), None)
    if known is None:
        raise NotFound(f"There is no issue area {slug[:60]!r} here.")
    name = known["area"]
    program_ids = [
        row["program_id"] for row in await sql.rows(datasette, "area_programs", area=name)
    ]
    considerations = await sql.rows(datasette, "area_considerations", area=name)
    for row in considerations:
        row |= await examples(datasette, shelf, row)
    resources = await sql.rows(datasette, "area_resources", area=name)
    ways, elements = await _strategies(datasette) if name == "legislation" else ([], [])
    stages = await _stages(datasette, shelf, elements) if name == "legislation" else []
    kind = request.args.get("kind") or ""
    ordered = list(shelf.areas.values())
    index = ordered.index(known)
    return await page(
        datasette,
        request,
        "area.html",
        title=known["title"],
        description=known["snapshot"][:200],
        area=known,
        considerations=considerations,
        kinds=Counter(row["kind"] for row in resources),
        kind=kind,
        resources=[row for row in resources if kind in ("", row["kind"])],
        laws=await sql.rows(datasette, "area_laws", area=name),
        counts={
            "laws": len(shelf.found(area=name, status="law")),
            "bills": len(shelf.found(area=name)),
            "provisions": len(shelf.found("provision", area=name)),
            "programs": len(program_ids),
        },
        stages=stages,
        stage=next((row for row in stages if row["stage"] == request.args.get("stage")), None),
        programs=await programs_shown(datasette, program_ids),
        classes=[
            row
            | {
                "bills": len(shelf.found(class_=key)),
                "laws": len(shelf.found(class_=key, status="law")),
            }
            for key, row in shelf.classes.items()
            if row["area"] == name
        ],
        ways=ways,
        elements=elements,
        before=ordered[index - 1] if index else None,
        after=ordered[index + 1] if index + 1 < len(ordered) else None,
    )


async def examples(datasette: Datasette, shelf: Shelf, row: sql.Row) -> sql.Row:
    """The classes, laws and programs that a consideration or stage names by their keys."""
    return {
        "classes": [
            shelf.classes[key] for key in json.loads(row["classes"]) if key in shelf.classes
        ],
        "laws": await sql.rows(datasette, "entries_bills", entry_ids=row["entries"]),
        "programs": await sql.rows(datasette, "shown_programs", program_ids=row["programs"]),
    }


async def _stages(datasette: Datasette, shelf: Shelf, elements: list[sql.Row]) -> list[sql.Row]:
    """Stages of making a law, each with what it names."""
    rows = await sql.rows(datasette, "stages")
    for row in rows:
        wanted = json.loads(row["elements"])
        row["areas"] = [shelf.areas[key] for key in json.loads(row["areas"])]
        row["steps"] = json.loads(row["steps"])
        row["elements"] = [element for element in elements if element["key"] in wanted]
        row |= await examples(datasette, shelf, row)
    return rows


async def _strategies(datasette: Datasette) -> tuple[list[sql.Row], list[sql.Row]]:
    """Ways with their steps, and elements of a bill with the laws that show them."""
    rows = await sql.rows(datasette, "strategies")
    wanted = [entry for row in rows for entry in json.loads(row["examples"])]
    entries = {
        row["entry_id"]: row
        for row in await sql.rows(datasette, "entries_bills", entry_ids=json.dumps(wanted))
    }
    shelf = await shelf_of(datasette)
    for row in rows:
        row["steps"] = json.loads(row["steps"])
        row["classes"] = [shelf.classes[key] for key in json.loads(row["classes"])]
        row["examples"] = [
            entries[entry] for entry in json.loads(row["examples"]) if entry in entries
        ]
    return (
        [row for row in rows if row["kind"] == "way"],
        [row for row in rows if row["kind"] == "element"],
    )


async def programs(datasette: Datasette, request: Request) -> Response:
    rows = await sql.rows(datasette, "programs")
    groups: dict[str, list[sql.Row]] = {}
    for row in rows:
        groups.setdefault(row["response_type"], []).append(row)
    return await page(
        datasette,
        request,
        "programs.html",
        title="Programs",
        description="Community responder, co-responder, mobile crisis and call-diversion programs.",
        groups=sorted(groups.items(), key=lambda group: -len(group[1])),
        total=len(rows),
    )


async def program(datasette: Datasette, request: Request) -> Response:
    program_id = request.url_vars["program_id"]
    known = await sql.row(datasette, "program", program_id=program_id)
    if known is None:
        raise NotFound(f"There is no program {program_id[:60]!r} here.")
    laws = await bills_shown(
        datasette,
        [
            row["bill_id"]
            for row in await sql.rows(datasette, "program_laws", program_id=program_id)
        ],
    )
    return await page(
        datasette,
        request,
        "program.html",
        title=known["name"],
        description=f"{known['name']}, {known['jurisdiction_name']}: who answers, how, and who pays.",
        program=known,
        volumes=json.loads(known["call_volume"]),
        sources=json.loads(known["sources"]),
        results=await sql.rows(datasette, "program_results", program_id=program_id),
        areas=await sql.rows(datasette, "program_areas", program_id=program_id),
        laws=laws,
        notes=await notes_on(datasette, laws),
    )
