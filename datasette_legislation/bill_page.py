"""One bill: where it stands, what it does, what it says, and who says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from datasette_legislation import changes, marks, sql, stated, words
from datasette_legislation.feeds import ANYONE
from datasette_legislation.render import SITE_NAME, page
from datasette_legislation.results import section_words
from datasette_legislation.source_notes import credit_line, credits_of, notes_on

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# A provision longer than this many characters unfolds, unless a label or a link points to it.
FOLDED_ABOVE = 2500
# So many unlabelled provisions of a long bill stand open.
OPEN_PROVISIONS = 40

PARTS = (
    "entries",
    "digest",
    "amounts",
    "dates",
    "agencies",
    "actions",
    "sponsors",
    "versions",
    "identifiers",
    "related",
    "sources",
    "disagreements",
    "changes",
    "links",
    "programs",
    "quarantine",
)
_STEPS = {
    "introduction",
    "filing",
    "passage",
    "became-law",
    "executive-signature",
    "executive-veto",
}


async def bill_page(datasette: Datasette, request: Request) -> Response:
    """`/bill/<id>` and `/bill/<id>.json`; another case of letters leads to the id as it is."""
    given = request.url_vars["bill_id"]
    ending = ".json" if request.url_vars.get("json") else ""
    bill = await sql.row(datasette, "bill", bill_id=given)
    if bill is None:
        like = await sql.row(datasette, "bill_id_like", bill_id=given)
        if like:
            path = datasette.urls.path(f"/bill/{like['bill_id']}{ending}")
            query = f"?{request.query_string}" if request.query_string else ""
            return Response.redirect(path + query, status=301)
        sentence = f"There is no bill {given[:80]!r} here; search for its number or title."
        if ending:
            return Response.json({"error": sentence}, status=404, headers=ANYONE)
        raise NotFound(sentence)
    bill["standing"], bill["status_text"] = words.standing(bill), words.status_text(bill)
    bill_id = bill["bill_id"]
    parts = {part: await sql.rows(datasette, f"bill_{part}", bill_id=bill_id) for part in PARTS}
    bill["sources"] = [row["source"] for row in parts["sources"]]
    for change in parts["changes"]:
        change["in_words"] = changes.in_words(change)
    version = _version(parts["versions"], request.args.get("version"))
    provisions = await _provisions(datasette, version) if version else []
    if ending:
        bill["credit"] = credit_line(bill, await credits_of(datasette))
        return _as_json(bill, parts, version, provisions)
    return await page(
        datasette,
        request,
        "bill.html",
        title=f"{bill['identifier']}, {bill['jurisdiction_name']}: {bill['title'][:120]}",
        description=f"{bill['status_text']}. {bill['title']}"[:300],
        canonical=f"/bill/{bill_id}",
        bill=bill,
        parts_of=parts,
        version=version,
        text=version and await sql.row(datasette, "version_text", version_id=version["version_id"]),
        provisions=provisions,
        labelled=_labelled(provisions),
        figures=stated.figures(provisions),
        changed_laws=stated.changed_laws(provisions),
        reader=await stated.reader_of(datasette, provisions),
        timeline=_timeline(parts["actions"]),
        version_links=_by_version(parts["links"]),
        other_links=[link for link in parts["links"] if link["kind"] != "version"],
        why=json.loads(bill["relevance_why"] or "[]"),
        other_titles=json.loads(bill["other_titles"]),
        cite=_cite(bill),
        notes=await notes_on(datasette, [bill]),
    )


def _version(versions: list[sql.Row], asked: str | None) -> sql.Row | None:
    """The version asked for, else the newest that could be read."""
    if asked:
        for version in versions:
            if str(version["number"]) == asked.strip():
                return version
        raise BadRequest(f"This bill has no version {asked[:20]!r}; it has {len(versions)}.")
    readable = [version for version in versions if version["is_readable"]]
    return readable[-1] if readable else None


async def _provisions(datasette: Datasette, version: sql.Row) -> list[dict[str, Any]]:
    """Provisions in printed order with labels, what they state, and spans marked in `shown`."""
    version_id = version["version_id"]
    text = await sql.row(datasette, "version_text", version_id=version_id)
    labels = await _by_provision(datasette, "version_labels", version_id)
    refused = await _by_provision(datasette, "version_refused", version_id)
    states = await stated.stated_in(datasette, version_id)
    provisions = []
    for row in await sql.rows(datasette, "version_provisions", version_id=version_id):
        own = labels.get(row["provision_id"], [])
        row |= states.get(row["provision_id"]) or {table: [] for table in stated.TABLES}
        span = (row["start"], row["end"])
        shown = marks.redline(
            row["text"],
            marks.shifted(text["inserted"], *span) if text else (),
            marks.shifted(text["deleted"], *span) if text else (),
            [(label["evidence_start"], label["evidence_end"]) for label in own],
        )
        is_short = len(row["text"]) <= FOLDED_ABOVE and row["number"] <= OPEN_PROVISIONS
        provisions.append(
            row
            | {
                "labels": own,
                "refused": refused.get(row["provision_id"], []),
                "shown": shown,
                "is_open": bool(own or row["amounts"] or row["dates"]) or is_short,
                "name": section_words(row),
                "states": stated.lines(row),
            }
        )
    return provisions


async def _by_provision(
    datasette: Datasette, query: str, version_id: str
) -> dict[str, list[sql.Row]]:
    found: dict[str, list[sql.Row]] = {}
    for row in await sql.rows(datasette, query, version_id=version_id):
        found.setdefault(row["provision_id"], []).append(row)
    return found


def _labelled(provisions: list[dict[str, Any]]) -> list[sql.Row]:
    """Each class that the text has, with the number of the first provision that has it."""
    first: dict[str, sql.Row] = {}
    for provision in provisions:
        for label in provision["labels"]:
            first.setdefault(label["class"], label | {"number": provision["number"]})
    return list(first.values())


def _timeline(actions: list[sql.Row]) -> list[sql.Row]:
    """Actions with `is_step` for those that a reader looks for first."""
    for action in actions:
        action["is_step"] = bool(_STEPS & set(json.loads(action["classification"])))
    return actions


def _by_version(links: list[sql.Row]) -> dict[str, list[sql.Row]]:
    by_version: dict[str, list[sql.Row]] = {}
    for link in links:
        if link["kind"] == "version":
            by_version.setdefault(link["version_id"], []).append(link)
    return by_version


def _cite(bill: sql.Row) -> str:
    """Plain text to paste, without the address: the page adds its own."""
    stand = (
        f"{bill['status_text']}, {words.day(bill['status_date'])}"
        if bill["status_date"]
        else bill["status_text"]
    )
    read = words.day(bill["fetched_at"])
    return (
        f"{bill['jurisdiction_name']}, {bill['identifier']} ({bill['session_name']}), "
        f"{bill['title'].rstrip('.')}. {stand}. {SITE_NAME}, source retrieved {read}."
    )


def _as_json(
    bill: sql.Row,
    parts: dict[str, list[sql.Row]],
    version: sql.Row | None,
    provisions: list[dict[str, Any]],
) -> Response:
    """The rows behind the page; columns that hold JSON are opened."""
    hidden = ("shown", "is_open", "name", "states")
    answer: dict[str, Any] = {name: _opened(name, value) for name, value in bill.items()}
    for part, rows in parts.items():
        answer[part] = [{name: _opened(name, value) for name, value in row.items()} for row in rows]
    answer["version"] = version["version_id"] if version else None
    answer["provisions"] = [
        {name: value for name, value in row.items() if name not in hidden} for row in provisions
    ]
    return Response.json(answer, headers=ANYONE)


_JSON_COLUMNS = (
    "classification",
    "subjects",
    "other_titles",
    "relevance_why",
    "old",
    "new",
    "unverified_fields",
    "other_topics",
)


def _opened(name: str, value: Any) -> Any:
    if name in _JSON_COLUMNS and isinstance(value, str) and value[:1] in ("[", "{"):
        return json.loads(value)
    return value
