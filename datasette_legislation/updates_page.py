"""Updates: the weekly digests, as pages, Atom and calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import icalendar
from datasette.utils.asgi import NotFound, Request, Response

from datasette_legislation import atom, settings, sql, words
from datasette_legislation.digest.contents import digest_of, weeks
from datasette_legislation.digest.week import Week, of_day, of_text
from datasette_legislation.feeds import ANYONE, atom_response
from datasette_legislation.render import page

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

IN_FEED = 12  # weeks
# What a day in the calendar is, after the bill's number.
EVENTS = {
    "effective": "takes effect",
    "sunset": "ends",
    "deadline": "deadline",
    "report_due": "report due",
    "fee_start": "fee begins",
    "fee_end": "fee ends",
}


async def updates_page(datasette: Datasette, request: Request) -> Response:
    known = await _until_today(datasette)
    newest = await digest_of(datasette, known[0]) if known else None
    by_year = [(year, list(of)) for year, of in groupby(known, key=lambda week: str(week)[:4])]
    return await page(
        datasette,
        request,
        "updates.html",
        title="Updates",
        description="Week by week: new laws, new bills, steps taken, shared language and corrections.",
        digest=newest,
        by_year=by_year,
    )


async def week_page(datasette: Datasette, request: Request) -> Response:
    try:
        week = of_text(request.url_vars["week"])
    except ValueError as error:
        raise NotFound(str(error)) from None
    known = await weeks(datasette)
    return await page(
        datasette,
        request,
        "week.html",
        title=f"Week of {words.day(str(week.first))}",
        description=f"What changed in crisis-response and 988 law in the week of {week.first}.",
        digest=await digest_of(datasette, week),
        before=next((one for one in known if one < week), None),
        after=next((one for one in reversed(known) if one > week), None),
    )


async def week_json(datasette: Datasette, request: Request) -> Response:
    """The digest as it stands behind the page; dates are ISO dates."""
    try:
        week = of_text(request.url_vars["week"])
    except ValueError as error:
        return Response.json({"error": str(error)}, status=404, headers=ANYONE)
    digest = await digest_of(datasette, week)
    dates = {name: str(digest[name]) for name in ("first", "last")}
    return Response.json(digest | dates, headers=ANYONE)


async def _until_today(datasette: Datasette) -> list[Week]:
    this_week = of_day(datetime.now(UTC).date())
    return [week for week in await weeks(datasette) if week <= this_week]


async def updates_atom(datasette: Datasette, request: Request) -> Response:
    """One entry a week that is over, dated to the Monday after it."""
    entries = []
    site = datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")
    this_week = of_day(datetime.now(UTC).date())
    for week in [week for week in await weeks(datasette) if week < this_week][:IN_FEED]:
        digest = await digest_of(datasette, week)
        html = await datasette.render_template(
            "_digest_email.html", {"digest": digest, "site": site}
        )
        path = datasette.urls.path(f"/updates/{week}")
        entries.append(
            atom.Entry(
                title=f"Week of {words.day(str(week.first))}",
                url=datasette.absolute_url(request, path),
                updated=f"{week.after}T00:00:00Z",
                html=html,
            )
        )
    about = datasette.absolute_url(request, datasette.urls.path("/updates"))
    itself = datasette.absolute_url(request, request.full_path)
    newest = max((entry.updated for entry in entries), default="2020-10-17T00:00:00Z")
    return atom_response(atom.feed("Weekly digest", about, itself, newest, entries))


async def calendar(datasette: Datasette, request: Request) -> Response:
    """Days on which laws take effect, end or ask for something (RFC 5545); from a year ago on."""
    since = (datetime.now(UTC).date() - timedelta(days=365)).isoformat()
    found = icalendar.Calendar()
    found.add("prodid", "-//Crisis Response Legislation Tracker//988 and crisis law//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Crisis response law: effective dates, sunsets, deadlines")
    events: dict[tuple[str, str, str], list[sql.Row]] = {}
    for row in await sql.rows(datasette, "calendar_dates"):
        if row["date"] >= since:
            events.setdefault((row["bill_id"], row["kind"], row["date"]), []).append(row)
    for rows in events.values():
        found.add_component(_event(datasette, request, rows))
    return Response(
        found.to_ical().decode(), headers=ANYONE, content_type="text/calendar; charset=utf-8"
    )


def _event(datasette: Datasette, request: Request, rows: list[sql.Row]) -> icalendar.Event:
    """One day of a bill, with every section that names it; what a person read speaks first."""
    row = rows[0]
    sections = dict.fromkeys(words.section(one["section"] or "") for one in rows)
    day = date.fromisoformat(row["date"])
    address = datasette.absolute_url(request, datasette.urls.path(f"/bill/{row['bill_id']}"))
    told = [row["note"], ", ".join(filter(None, sections)), row["title"], f"Date {row['who']}."]
    event = icalendar.Event()
    event.add("uid", f"{row['uid']}@{settings.PLUGIN}")
    # the stamp of an event that says the same must be the same each time it is asked for
    event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    summary = f"{row['jurisdiction_name']} {row['identifier']}: {EVENTS[row['kind']]}"
    event.add("summary", words.without_controls(summary))
    event.add("description", words.without_controls("\n".join(filter(None, told))))
    event.add("url", address)
    return event
