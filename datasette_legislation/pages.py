"""Home, places, provision classes and the page about the tracker."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from datasette_legislation import marks, sql
from datasette_legislation.accuracy_page import remarks
from datasette_legislation.digest.contents import digest_of
from datasette_legislation.digest.week import of_day
from datasette_legislation.fees_page import charges_of
from datasette_legislation.question import place_named
from datasette_legislation.render import page
from datasette_legislation.results import bills_shown, section_words
from datasette_legislation.shelf import Shelf, key, rowid_of, shelf_of
from datasette_legislation.source_notes import notes_on
from datasette_legislation.source_page import sources_shown, summary

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

LISTED = 25
SHOWN_PLACES = 8


async def home(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    laws, all_bills = shelf.found(status="law"), shelf.found()
    enacted = await bills_shown(datasette, shelf.newest(laws, 6))
    moving = {n for n in shelf.found(status="pending") if shelf.acted_on[n]}
    latest = await bills_shown(datasette, shelf.newest(moving, 6, by_action=True))
    highlights = [row["program_id"] for row in await sql.rows(datasette, "highlights")]
    return await page(
        datasette,
        request,
        "home.html",
        title="",
        description="Every US state and municipal bill on 988 funding and behavioral-health crisis "
        "response that we know of, provision by provision.",
        tiles=_tiles(shelf),
        figures={
            "bills": len(all_bills),
            "laws": len(laws),
            "places": sum(bool(shelf.found(place=slug)) for slug in shelf.places),
            "labelled": len(shelf.found("provision", class_="any")),
        },
        elsewhere={
            level: len(shelf.found(level=level, status="law"))
            for level in ("federal", "city", "county")
        },
        enacted=enacted,
        latest=latest,
        areas=[row | {"bills": len(shelf.found(area=area))} for area, row in shelf.areas.items()],
        highlights=await programs_shown(datasette, highlights),
        digest=await digest_of(datasette, of_day(datetime.now(UTC).date())),
        sources=summary(await sources_shown(datasette)),
        notes=await notes_on(datasette, [*enacted, *latest]),
    )


def _tiles(shelf: Shelf) -> list[dict[str, Any]]:
    """States, the district and territories with laws, bills and a shade from 0 to 4."""
    tiles = []
    for slug, place in shelf.places.items():
        if place["tile_row"] is not None:
            laws = len(shelf.found(place=slug, status="law"))
            shade = sum(laws >= least for least in (1, 2, 4, 7))
            tiles.append(
                place | {"laws": laws, "bills": len(shelf.found(place=slug)), "shade": shade}
            )
    return sorted(tiles, key=lambda tile: tile["name"])


async def programs_shown(datasette: Datasette, program_ids: list[str]) -> list[sql.Row]:
    return await sql.rows(datasette, "shown_programs", program_ids=json.dumps(program_ids))


async def places(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    groups: dict[str, list[sql.Row]] = {}
    for slug, place in shelf.places.items():
        is_local = place["level"] in ("city", "county")
        group = "Cities and counties" if is_local else "States, territories and Congress"
        counts = {
            "laws": len(shelf.found(place=slug, status="law")),
            "pending": len(shelf.found(place=slug, status="pending")),
            "bills": len(shelf.found(place=slug)),
            "programs": len(shelf.found("program", place=slug)),
        }
        groups.setdefault(group, []).append(place | counts)
    return await page(
        datasette,
        request,
        "places.html",
        title="Places",
        description="Every state, territory, county and city the tracker knows, with its laws and bills.",
        groups=groups,
    )


async def place(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    given = request.url_vars["slug"]
    try:
        slug = place_named(given.replace("~20", " ").replace("%20", " "), shelf)
    except BadRequest:
        raise NotFound(f"There is no place {given[:60]!r} here.") from None
    if slug != given:
        return Response.redirect(datasette.urls.path(f"/place/{slug}"), status=301)
    by_standing: dict[str, dict[str, Any]] = {}
    for standing in ("law", "pending", "dead", "unverified"):
        keys = shelf.found(place=slug, status=standing)
        rows = await bills_shown(datasette, shelf.newest(keys, LISTED))
        by_standing[standing] = {"total": len(keys), "bills": rows}
    everything = shelf.found(place=slug)
    shown = [bill for group in by_standing.values() for bill in group["bills"]]
    programs = [
        row["program_id"] for row in await sql.rows(datasette, "place_programs", jurisdiction=slug)
    ]
    known = shelf.places[slug]
    return await page(
        datasette,
        request,
        "place.html",
        title=known["name"],
        description=f"Laws, pending bills and programs on crisis response and 988 in {known['name']}.",
        place=known,
        parent=shelf.places.get(known["parent"] or ""),
        children=[
            row | {"bills": len(shelf.found(place=child))}
            for child, row in shelf.places.items()
            if row["parent"] == slug and slug != "us"
        ],
        by_standing=by_standing,
        total=len(everything),
        off_topic=len(shelf.found(off_topic=True, place=slug)) - len(everything),
        classes=_classes_among(everything, shelf),
        programs=await programs_shown(datasette, programs),
        fees=await charges_of(datasette, slug),
        sources=await sql.rows(datasette, "place_sources", jurisdiction=slug),
        unread=await sql.rows(datasette, "place_unread", jurisdiction=slug),
        notes=await notes_on(datasette, shown),
        texts=await sql.row(datasette, "place_texts", jurisdiction=slug),
        quarantined=await sql.rows(datasette, "place_quarantine", jurisdiction=slug),
    )


def _classes_among(keys: set[int], shelf: Shelf) -> list[sql.Row]:
    laws = shelf.by["status"]["law"]
    counted = [
        row | {"bills": len(of), "laws": len(of & laws)}
        for name, row in shelf.classes.items()
        if (of := keys & shelf.by["class"][name])
    ]
    return sorted(counted, key=lambda row: (-row["laws"], -row["bills"], row["number"]))


async def classes(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    bills = shelf.found()
    laws = shelf.found(status="law")
    by_area = {
        area: {
            "area": row,
            "classes": [
                found
                | {
                    "bills": len(bills & shelf.by["class"][name]),
                    "laws": len(laws & shelf.by["class"][name]),
                }
                for name, found in shelf.classes.items()
                if found["area"] == area
            ],
        }
        for area, row in shelf.areas.items()
    }
    return await page(
        datasette,
        request,
        "classes.html",
        title="Provision classes",
        description="The kinds of provision that the tracker finds in bills, by issue area.",
        by_area=[group for group in by_area.values() if group["classes"]],
    )


async def provision_class(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    name = request.url_vars["name"]
    if name not in shelf.classes:
        raise NotFound(f"There is no provision class {name[:60]!r} here.")
    bills = shelf.found(class_=name)
    laws = bills & shelf.by["status"]["law"]
    language = await _language(datasette, shelf, name)
    recorded = await sql.rows(datasette, "class_digest", **{"class": name})
    lines: dict[str, list[sql.Row]] = {}
    for line in recorded:
        lines.setdefault(line["bill_id"], []).append(line)
    of_laws = await bills_shown(datasette, [i for i in shelf.newest(laws) if i in lines])
    newest = await bills_shown(datasette, shelf.newest(bills - laws, 8))
    quoted = [row["bill"] for row in language]
    return await page(
        datasette,
        request,
        "class.html",
        title=shelf.classes[name]["label"],
        description=shelf.classes[name]["does"],
        known=shelf.classes[name],
        bills=len(bills),
        laws=len(laws),
        provisions=len(shelf.found("provision", class_=name)),
        who=_who(bills, laws, shelf),
        language=language,
        recorded=[bill | {"lines": lines[bill["bill_id"]]} for bill in of_laws],
        newest=newest,
        notes=await notes_on(datasette, [*quoted, *of_laws, *newest]),
        methods=await sql.rows(datasette, "class_methods", **{"class": name}),
        remarks_on=remarks,
    )


def _who(bills: set[int], laws: set[int], shelf: Shelf) -> list[sql.Row]:
    """Places with the class: how many laws and bills, most laws first."""
    counted = [
        place | {"bills": len(of), "laws": len(of & laws)}
        for slug, place in shelf.places.items()
        if (of := bills & shelf.by["place"].get(slug, set()))
    ]
    return sorted(counted, key=lambda place: (-place["laws"], -place["bills"], place["name"]))


async def _language(datasette: Datasette, shelf: Shelf, name: str) -> list[sql.Row]:
    """For each place its surest provision of the class: from a law, or else from a bill."""
    labelled = await sql.rows(datasette, "class_labels", **{"class": name})
    laws = shelf.by["status"]["law"] & shelf.relevant
    current = shelf.everything["provision"] & shelf.relevant
    score = {
        n: row["score"] for row in labelled if (n := key("provision", row["rowid"])) in current
    }
    ranked = sorted(score, key=lambda n: (n in laws, score[n], shelf.date_of[n]), reverse=True)
    place_of = {n: slug for slug, keys in shelf.by["place"].items() for n in keys & score.keys()}
    seen: Counter[str] = Counter()
    chosen: list[int] = []
    for number in ranked:
        seen[place_of[number]] += 1
        if seen[place_of[number]] == 1 and len(chosen) < SHOWN_PLACES:
            chosen.append(number)
    rows = await sql.rows(
        datasette,
        "shown_provisions",
        rowids=json.dumps([rowid_of(n) for n in chosen]),
        **{"class": name},
    )
    provisions = {key("provision", row["rowid"]): row for row in rows}
    bills = {
        bill["bill_id"]: bill
        for bill in await bills_shown(datasette, [row["bill_id"] for row in rows])
    }
    language = []
    for number in chosen:
        row = provisions[number]
        quote = marks.excerpt(row["text"], row["evidence_start"], row["evidence_end"], room=400)
        language.append(
            row
            | {
                "bill": bills[row["bill_id"]],
                "section": section_words(row),
                "words": marks.highlighted(quote),
                "badge": shelf.badge(number, name, score[number]),
            }
        )
    return language


async def about(datasette: Datasette, request: Request) -> Response:
    return await page(
        datasette,
        request,
        "about.html",
        title="About and API",
        description="How the tracker works, what is fact and what is claim, and how to use its data.",
        sources=summary(await sources_shown(datasette)),
    )
