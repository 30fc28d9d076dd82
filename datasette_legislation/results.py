"""Results dressed for people and machines: titles, places, standing, and the words that matched."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from datasette_legislation import marks, sql, words
from datasette_legislation.matches import Lead
from datasette_legislation.search import Answer
from datasette_legislation.shelf import KINDS, Shelf, key, kind_of, rowid_of, shelf_of
from datasette_legislation.source_notes import credit_line, credits_of

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

# The contract of /api/v1/search; scripts outside the project read these names.
FIELDS = (
    "type",
    "id",
    "bill_id",
    "identifier",
    "title",
    "jurisdiction",
    "jurisdiction_id",
    "session",
    "status",
    "status_date",
    "url",
    "highlight",
    "classes",
    "score",
    "credit",
)

Result = dict[str, Any]


async def results_of(datasette: Datasette, answer: Answer) -> list[Result]:
    """FIELDS and, for the page: `bill`, `place`, `heading`, `title_marked`, `more`, `badges` by class."""
    shelf = await shelf_of(datasette)
    texts = _Texts(
        shelf,
        await _marked(datasette, answer),
        await _shown(datasette, answer, shelf),
        await credits_of(datasette),
        bills_only=answer.question.type == "bill",
    )
    return [texts.result(lead) for lead in answer.leads]


def public(datasette: Datasette, request: Any, result: Result) -> Result:
    """The result as the API gives it, its address in full."""
    shown = {name: result[name] for name in FIELDS}
    shown["url"] = datasette.absolute_url(request, datasette.urls.path(result["url"]))
    return shown


async def _marked(datasette: Datasette, answer: Answer) -> dict[int, sql.Row]:
    """By key: columns of the full-text index with marks around the hits."""
    marked: dict[int, sql.Row] = {}
    if not answer.match:
        return marked
    numbers = {lead.number for lead in answer.leads}
    numbers |= {lead.provision for lead in answer.leads if lead.provision is not None}
    for kind in KINDS:
        wanted = [rowid_of(number) for number in numbers if kind_of(number) == kind]
        if wanted:
            for row in await sql.rows(
                datasette,
                f"marked_{kind}",
                match=answer.match,
                rowids=json.dumps(wanted),
                open=marks.OPEN,
                close=marks.CLOSE,
            ):
                marked[key(kind, row["rowid"])] = row
    return marked


async def _shown(datasette: Datasette, answer: Answer, shelf: Shelf) -> dict[str, Any]:
    """Rows by id: `bill`, `provision` (by rowid), `program`, `consideration`."""
    numbers = [lead.number for lead in answer.leads]
    provisions = [n for n in numbers if kind_of(n) == "provision"]
    provisions += [lead.provision for lead in answer.leads if lead.provision is not None]
    bills = [shelf.id_of[shelf.bill_of[n]] for n in numbers if n in shelf.bill_of]
    programs = [shelf.id_of[n] for n in numbers if kind_of(n) == "program"]
    of_class = answer.question.filters.get("class", "")
    shown: dict[str, Any] = {
        "bill": {row["bill_id"]: row for row in await bills_shown(datasette, bills, of_class)},
        "provision": {
            row["rowid"]: row
            for row in await sql.rows(
                datasette,
                "shown_provisions",
                rowids=json.dumps([rowid_of(n) for n in provisions]),
                **{"class": of_class},
            )
        },
        "program": {
            row["program_id"]: row
            for row in await sql.rows(datasette, "shown_programs", program_ids=json.dumps(programs))
        },
        "consideration": {},
    }
    if any(kind_of(n) == "consideration" for n in numbers):
        shown["consideration"] = {
            f"{row['area']}-{row['number']}": row
            for row in await sql.rows(datasette, "shown_considerations")
        }
    return shown


async def bills_shown(
    datasette: Datasette, bill_ids: list[str], of_class: str = ""
) -> list[sql.Row]:
    """Rows of bills for a list, in the given order, with `standing` and `status_text`.

    `digest` is the first line of our digest, that of the class asked for before others.
    """
    wanted = json.dumps(list(dict.fromkeys(bill_ids)))
    rows = await sql.rows(datasette, "shown_bills", bill_ids=wanted, **{"class": of_class})
    for row in rows:
        row["standing"] = words.standing(row)
        row["status_text"] = words.status_text(row)
        row["sources"] = json.loads(row["sources"])
    return rows


class _Texts:
    def __init__(
        self,
        shelf: Shelf,
        marked: dict[int, sql.Row],
        shown: dict[str, Any],
        credits: dict[str, str],
        *,
        bills_only: bool,
    ) -> None:
        self.shelf = shelf
        self.credits = credits
        self.bills_only = bills_only
        self.marked = marked
        self.shown = shown

    def result(self, lead: Lead) -> Result:
        make = {
            "bill": self._bill,
            "provision": self._provision,
            "program": self._program,
            "consideration": self._consideration,
        }[kind_of(lead.number)]
        result = make(lead)
        result["score"] = round(lead.score, 4)
        return result

    def _bill(self, lead: Lead) -> Result:
        """Found by its own words, or as the provision that was found in its text."""
        row = self.shown["bill"][self.shelf.id_of[lead.number]]
        if not lead.is_own_match and not self.bills_only and lead.provision is not None:
            result = self._provision(replace(lead, number=lead.provision))
            result["more"] = lead.matching_provisions - 1
            return result
        marked = self.marked.get(lead.number, {})
        sentence = row["digest"] or row["abstract"] or ""
        heading = None
        by_person = bool(row["digest"])
        if marks.is_marked(marked.get("digest")):
            # The index joins the short lines of a digest as sentences.
            sentence = marked["digest"].replace(". ", " · ")
        elif marks.is_marked(marked.get("abstract")):
            sentence, by_person = marked["abstract"], False
        elif lead.provision is not None:
            heading, sentence = self._words(lead.provision)
            by_person = False
        return self._of_bill(row) | {
            "type": "bill",
            "id": row["bill_id"],
            "url": f"/bill/{row['bill_id']}",
            "highlight": str(marks.highlighted(shortened(sentence or marked.get("title")))),
            "title_marked": marks.highlighted(marked.get("title") or row["title"]),
            **self._classes(lead.number),
            "heading": heading,
            "by_person": by_person,
            "more": lead.matching_provisions - (1 if heading is not None else 0),
        }

    def _provision(self, lead: Lead) -> Result:
        provision = self.shown["provision"][rowid_of(lead.number)]
        row = self.shown["bill"][provision["bill_id"]]
        heading, sentence = self._words(lead.number)
        address = f"/bill/{row['bill_id']}?version={provision['version_number']}"
        return self._of_bill(row) | {
            "type": "provision",
            "id": provision["provision_id"],
            "url": f"{address}#p{provision['number']}",
            "highlight": str(marks.highlighted(sentence)),
            "title_marked": marks.highlighted(row["title"]),
            **self._classes(lead.number),
            "heading": heading,
            "more": 0,
        }

    def _of_bill(self, row: sql.Row) -> Result:
        same = ("bill_id", "identifier", "title", "jurisdiction", "jurisdiction_id", "session")
        return {name: row[name] for name in (*same, "status", "status_date")} | {
            "bill": row,
            "place": row["jurisdiction_name"],
            "credit": credit_line(row, self.credits),
        }

    def _words(self, number: int) -> tuple[str, str]:
        """Heading and sentence of a provision: the hit, else the evidence, else its beginning."""
        row = self.shown["provision"][rowid_of(number)]
        heading = section_words(row)
        marked = self.marked.get(number)
        if marked:
            return heading, marked["text"]
        if row["evidence_start"] is not None:
            return heading, marks.excerpt(row["text"], row["evidence_start"], row["evidence_end"])
        return heading, shortened(row["text"])

    def _classes(self, number: int) -> Result:
        names = [name for name in self.shelf.classes if number in self.shelf.by["class"][name]]
        return {
            "classes": names,
            "badges": {name: self.shelf.badge(number, name) for name in names},
        }

    def _program(self, lead: Lead) -> Result:
        row = self.shown["program"][self.shelf.id_of[lead.number]]
        marked = self.marked.get(lead.number, {})
        return _knowledge() | {
            "type": "program",
            "id": row["program_id"],
            "title": row["name"],
            "title_marked": marks.highlighted(marked.get("title") or row["name"]),
            "jurisdiction": row["jurisdiction"],
            "jurisdiction_id": row["jurisdiction_id"],
            "place": row["jurisdiction_name"],
            "status": row["status"],
            "status_date": row["status_as_of"],
            "url": f"/program/{row['program_id']}",
            "highlight": str(marks.highlighted(marked.get("text") or row["staffing"])),
        }

    def _consideration(self, lead: Lead) -> Result:
        row = self.shown["consideration"][self.shelf.id_of[lead.number]]
        marked = self.marked.get(lead.number, {})
        return _knowledge() | {
            "type": "consideration",
            "id": self.shelf.id_of[lead.number],
            "title": row["title"],
            "title_marked": marks.highlighted(marked.get("title") or row["title"]),
            "place": row["area_title"],
            "url": f"/toolkit/{row['slug']}#consideration-{row['number']}",
            "highlight": str(marks.highlighted(marked.get("text") or row["text"])),
        }


def _knowledge() -> Result:
    """What bills have and knowledge has not."""
    nothing = dict.fromkeys((*FIELDS, "bill", "heading", "place"))
    return nothing | {"classes": [], "badges": {}, "more": 0}


def section_words(row: sql.Row) -> str:
    """`Sec. 5 · Crisis account` from a provision's number and heading."""
    section = (row["section_number"] or "").strip().rstrip(".")
    if section and section[0].isdigit():
        section = f"Sec. {section}"
    heading = (row["heading"] or "").strip().rstrip(".")
    return " · ".join(part for part in (section, heading) if part) or f"Provision {row['number']}"


def shortened(text: str | None, most: int = 320) -> str:
    """The text up to the last whole word within `most` characters."""
    text = text or ""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"
