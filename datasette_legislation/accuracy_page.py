"""How often the machine is right, in public: each task as it was measured, class by class."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import Request, Response

from datasette_legislation import sql
from datasette_legislation.feeds import ANYONE
from datasette_legislation.render import page
from datasette_legislation.shelf import shelf_of

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

TASKS = {
    "labels": "Labels of provisions",
    "extraction": "Amounts, dates, names and citations",
    "segmentation": "Where a provision begins and ends",
    "relevance": "Whether a bill is about crisis response",
}
# Below this F1 a label is called weak; with fewer examples than this its figures say little.
WEAK_BELOW = 0.8
FEW_BELOW = 5
_JSON_COLUMNS = ("compared", "confusions", "by_group", "agreement")


async def accuracy_page(datasette: Datasette, request: Request) -> Response:
    shelf = await shelf_of(datasette)
    measured = {one["task"]: one for one in await evaluations(datasette)}
    labels = measured.get("labels")
    methods = await sql.rows(datasette, "label_methods")
    return await page(
        datasette,
        request,
        "accuracy.html",
        title="Accuracy",
        description="How often the machine's labels, amounts, dates and decisions are right, and how "
        "that was measured.",
        labels=labels,
        others=[(task, title, measured.get(task)) for task, title in TASKS.items()][1:],
        class_labels={name: row["label"] for name, row in shelf.classes.items()},
        place_names={slug: row["name"] for slug, row in shelf.places.items()},
        methods=[row | {"is_measured": _is_of(row, labels)} for row in methods],
        weak_below=WEAK_BELOW,
        few_below=FEW_BELOW,
    )


async def accuracy_json(datasette: Datasette, request: Request) -> Response:
    """`{"evaluations": [...]}`: of each task what `data/annotations/accuracy/` has of it."""
    return Response.json({"evaluations": await evaluations(datasette)}, headers=ANYONE)


async def evaluations(datasette: Datasette) -> list[dict[str, Any]]:
    """Rows of the table `evaluations` with `scores`, `micro` and `macro` (None where not given).

    A score has `remarks`, the words that mark a weak one.
    """
    scores: dict[str, dict[str, list[sql.Row]]] = {}
    for row in await sql.rows(datasette, "evaluation_scores"):
        of_task = scores.setdefault(row.pop("task"), {"one": [], "micro": [], "macro": []})
        of_task[row.pop("kind")].append(row)
    found = []
    for row in await sql.rows(datasette, "evaluations"):
        row |= {name: json.loads(row[name] or "null") for name in _JSON_COLUMNS}
        of_task = scores[row["task"]]
        whole = {kind: of_task[kind][0] if of_task[kind] else None for kind in ("micro", "macro")}
        each = [score | {"remarks": remarks(score)} for score in of_task["one"]]
        found.append(row | {"scores": each} | whole)
    return found


def remarks(score: sql.Row) -> list[str]:
    """What a reader should know before trusting a score: `["weak", "few examples"]`."""
    if not score["support"]:
        return ["no example in the set, not measured"]
    weak = ["weak"] if score["f1"] < WEAK_BELOW else []
    return weak + (["few examples"] if score["support"] < FEW_BELOW else [])


def _is_of(method: sql.Row, labels: dict[str, Any] | None) -> bool:
    same = ("method", "method_version")
    return labels is not None and all(method[name] == labels[name] for name in same)
