"""A small data folder as spiders leave it, with bills of our own prose."""

from pathlib import Path
from typing import Any

from legislation.archive import Archive
from legislation.item_log import ItemLog
from legislation.model import Action, Bill, Link, Sponsorship, Version

AT = "2026-01-15T12:00:00+00:00"
RUN = "us_wa-20260305T060000000000Z"

_TEXT = """<html><body><p>AN ACT Relating to crisis lines; adding new sections.</p>
<p>BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF WASHINGTON:</p>
<p><u>NEW SECTION.</u> <b>Sec. 1.</b> The department of tests shall designate a 988 crisis hotline center
in each region by July 1, {year}. Each center must answer calls, texts and chats at all hours.</p>
<p><b>Sec. 2.</b> There is imposed a monthly statewide 988 behavioral health crisis response line tax of
<span style="text-decoration:line-through">twenty cents</span>
<span style="text-decoration:underline">forty cents</span> on each radio access line.</p>
<p><u>NEW SECTION.</u> <b>Sec. 3.</b> This act takes effect January 1, {year}.</p>
</body></html>"""

_OFF_TOPIC = """<html><body><p>AN ACT Relating to ferry landings.</p>
<p><b>Sec. 1.</b> The department of tests shall paint each ferry landing.</p></body></html>"""


def _bill(number: int, fetch_id: str, links: list[Link], **fields: Any) -> Bill:
    return Bill(
        source="us_wa",
        jurisdiction="us_wa",
        session="2025-2026",
        identifier=f"HB {number}",
        url=f"https://example.gov/bills/{number}",
        fetch_id=fetch_id,
        sponsorships=[Sponsorship(name="Tester", classification="primary", is_primary=True)],
        versions=[Version(note="Original Bill", classification="introduced", links=links)],
        **fields,
    )


def crawl_once(data: Path, bills: int = 3, year: int = 2027) -> None:
    """Keeps ``bills`` on-topic bills and one off-topic bill in ``data`` as a spider would."""
    archive, log = Archive(data / "raw"), ItemLog(data / "items", "us_wa")

    def keep(body: str, url: str, media_type: str) -> str:
        fetch = archive.keep(
            body.encode(), url, fetched_at=AT, media_type=media_type, spider="us_wa", run_id=RUN
        )
        return fetch.fetch_id

    for number in range(1, bills + 2):
        off_topic = number == bills + 1
        page = keep(
            f'{{"bill": {number}}}', f"https://example.gov/api/{number}", "application/json"
        )
        url = f"https://example.gov/text/{number}.htm"
        text = keep(_OFF_TOPIC if off_topic else _TEXT.format(year=year), url, "text/html")
        passed = Action(date="2026-03-01", description="Chapter 1", classification=["became-law"])
        bill = _bill(
            number,
            page,
            [Link(url=url, media_type="text/html", fetch_id=text)],
            title="Painting ferry landings." if off_topic else "Funding the 988 crisis hotline.",
            actions=[
                Action(
                    date="2026-01-10", description="First reading", classification=["introduction"]
                ),
                *([passed] if number == 1 else []),
            ],
        )
        log.record(f"us_wa-2025-HB{number}", bill.model_dump(), RUN)
