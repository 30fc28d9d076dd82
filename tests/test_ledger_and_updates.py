"""The fee ledger, the editorial list, the weekly digest: pages, data, feeds, e-mail."""

import csv
import email
import email.policy
import io
import re
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
import site_database
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner
from datasette.app import Datasette

from datasette_legislation import fee_chart
from datasette_legislation.digest import __main__ as command
from datasette_legislation.digest import message
from datasette_legislation.digest.week import Week, of_day, of_text

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    site_database.build(folder / "legislation.db")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Datasette:
    settings = {"plugins": {"legislation": {"mailing_list": "updates@example.org"}}}
    return Datasette([str(folder / "legislation.db")], metadata=settings)


async def text_of(site: Datasette, path: str) -> str:
    response = await site.client.get(path)
    assert response.status_code == 200, response.text[:300]
    return str(response.text)


# ------------------------------------------------------------------ the fee ledger


async def test_the_ledger_shows_what_is_charged_now_with_its_place_in_the_law(
    site: Datasette,
) -> None:
    text = await text_of(site, "/fees")
    now = text[text.index("What is charged now") : text.index("Each charge")]
    assert "$0.40 per access line per month" in now
    assert "$0.25" not in now
    assert "$0.50" not in now, "a cap is no charge"
    assert "2.5 %" not in now, "a proposal is no charge"
    assert "Chapter 1" in now
    assert "/bill/us_wa-2025-HB1" in now


async def test_the_ledger_says_where_sources_disagree_and_what_is_missing(site: Datasette) -> None:
    text = await text_of(site, "/fees")
    assert "Sources disagree: first rate" in text
    assert "The act, since the paper read the bill as introduced." in text
    assert "Dollars collected.</b> No report names it." in text
    assert "Lifeline &lt;i&gt;account&lt;/i&gt;" in text
    assert "javascript:" not in text


async def test_the_ledger_as_data(site: Datasette) -> None:
    fees = (await site.client.get("/fees.json")).json()["fees"]
    assert [fee["fee_id"] for fee in fees] == ["us_wa-line-fee", "us_nj-line-fee"]
    assert fees[0]["collections"][0]["amount_usd"] == 1234567.0
    assert [row["does"] for row in fees[0]["uses"]] == ["Pays for teams."]
    rows = list(csv.DictReader(io.StringIO(await text_of(site, "/fees.csv"))))
    assert len(rows) == 6
    assert {row["section"] for row in rows} == {"1", "2"}


def test_the_chart_steps_where_the_rate_changes() -> None:
    figure = {"stage": "in_force", "kind": "fee", "unit": "access line per month", "percent": None}
    fee = {
        "fee_id": "a",
        "jurisdiction_name": "A",
        "mechanism": "surcharge",
        "figures": [
            figure | {"amount_usd": 0.2, "from_date": "2022-01-01", "to_date": "2023-12-31"},
            figure | {"amount_usd": 0.4, "from_date": "2024-01-01", "to_date": None},
            figure | {"amount_usd": 0.9, "from_date": "2030-01-01", "to_date": None},
        ],
    }
    other = fee | {"fee_id": "b", "figures": fee["figures"][1:]}
    drawn = fee_chart.chart([fee, other], "2026-01-01")
    assert drawn is not None
    assert [line.cents for line in drawn.lines] == [40, 40]
    assert drawn.lines[0].path.count("L") == 3, "two levels and a step between them"
    assert abs(drawn.lines[0].label_at - drawn.lines[1].label_at) >= fee_chart.LABEL_GAP
    assert drawn.levels[-1][0] == 40, "a rate of a later day is not drawn"
    assert fee_chart.chart([fee | {"mechanism": "relay_share"}], "2026-01-01") is None
    gap = fee | {"figures": [fee["figures"][0], fee["figures"][1] | {"from_date": "2025-01-01"}]}
    (line,) = fee_chart.chart([gap], "2026-01-01").lines
    assert line.path.count("M") == 2, "no line is drawn where no rate was charged"
    nothing = fee | {"figures": [fee["figures"][1] | {"amount_usd": 0.0}]}
    assert fee_chart.chart([nothing], "2026-01-01") is not None


# ------------------------------------------------------------------ editorial


async def test_the_review_names_what_wants_an_eye(site: Datasette) -> None:
    review = (await site.client.get("/editorial.json")).json()["review"]
    found = {(row["entry_id"], row["reason"]) for row in review}
    assert ("ny-s7", "not verified") in found
    assert ("wa-hb1", "open question") in found
    assert ("us_wa-line-fee", "missing figure") in found
    assert ("wa-hb1", "law digested without its sections") in found
    assert ("olympia-cru", "no result with a definition") not in found
    text = await text_of(site, "/editorial")
    assert "Who signed it?" in text
    assert "without a copy in the archive" in text


# ------------------------------------------------------------------ the digest


def test_weeks_are_those_of_iso_8601() -> None:
    assert str(of_day(date(2027, 1, 3))) == "2026-W53"
    assert of_text("2026-W48") == Week(date(2026, 11, 23))
    assert of_text("2026-W48").before == of_text("2026-W47")
    for wrong in ("2026-W54", "2026-48", "", "2026-W00", "W48-2026"):
        with pytest.raises(ValueError, match="is no week"):
            of_text(wrong)


async def test_a_week_tells_what_happened_in_it(site: Datasette) -> None:
    text = await text_of(site, "/updates/2026-W47")
    assert "New in this record" in text
    assert text.count('href="/bill/us_nj-2024-A10"') >= 1
    language = text[text.index("Language that travels") :]
    assert "2 bills in 2 places" in language
    assert "Was: a fee of 30 cents. Now: a fee of 40 cents." in text
    assert "Crisis Walkers" in text, "the program of the last scheduled week"
    assert "Lifeline fee" not in text


async def test_a_law_is_told_in_the_week_of_its_signature(site: Datasette) -> None:
    digest = (await site.client.get("/updates/2025-W18.json")).json()
    assert [bill["bill_id"] for bill in digest["enacted"]["bills"]] == ["us_wa-2025-HB1"]
    assert digest["enacted"]["bills"][0]["steps"] == ["Governor signed."]
    assert digest["moved"]["total"] == 0
    later = (await site.client.get("/updates/2025-W20.json")).json()
    assert later["enacted"]["total"] == 0


async def test_a_change_without_a_date_of_its_own_is_told_when_it_was_noticed(
    site: Datasette,
) -> None:
    digest = (await site.client.get("/updates/2026-W48.json")).json()
    assert [bill["steps"] for bill in digest["moved"]["bills"]] == [
        ["title: from “Calls” to “Crisis calls”"]
    ]
    assert digest["added"]["total"] == 0


async def test_a_step_is_told_once_in_the_week_of_its_date(site: Datasette) -> None:
    first = (await site.client.get("/updates/2024-W09.json")).json()
    assert [bill["bill_id"] for bill in first["introduced"]["bills"]] == ["us_nj-2024-A10"]
    noticed = (await site.client.get("/updates/2026-W48.json")).json()
    steps = [step for bill in noticed["moved"]["bills"] for step in bill["steps"]]
    assert not any("twice" in step for step in steps)


async def test_what_is_printed_later_does_not_change_an_earlier_week(
    folder: Path, tmp_path: Path
) -> None:
    later = tmp_path / "legislation.db"
    shutil.copy(folder / "legislation.db", later)
    with sqlite3.connect(later) as database:
        database.executescript("""
            INSERT INTO fetches SELECT 'f9', url || '9', '2026-12-20T05:00:00+00:00', status, media_type,
              sha256, size, spider, run_id FROM fetches LIMIT 1;
            INSERT INTO versions SELECT 'us_nj-2024-A10-v2', bill_id, 2, 'Reprint', date, classification, 'f9'
              FROM versions WHERE version_id = 'us_nj-2024-A10-v1';
            INSERT INTO links SELECT 'link-9', bill_id, 'us_nj-2024-A10-v2', document_number, kind,
              url || '9', media_type, 'f9' FROM links WHERE version_id = 'us_nj-2024-A10-v1';
            INSERT INTO version_texts SELECT 'us_nj-2024-A10-v2', text, inserted, deleted, words, 'link-9',
              input_sha256, provisions_sha256, method, method_version, score, run_id
              FROM version_texts WHERE version_id = 'us_nj-2024-A10-v1';
        """)
    answers = [
        (await Datasette([str(path)]).client.get("/updates/2026-W47.json")).json()
        for path in (folder / "legislation.db", later)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["language"]


async def test_every_listed_week_has_something_to_tell(site: Datasette) -> None:
    listed = re.findall(r'href="/updates/(\d{4}-W\d\d)"', await text_of(site, "/updates"))
    assert "2026-W47" in listed
    for week in dict.fromkeys(listed):
        assert not (await site.client.get(f"/updates/{week}.json")).json()["is_empty"], week


async def test_an_empty_week_says_so_and_a_wrong_one_is_not_found(site: Datasette) -> None:
    assert "Nothing happened in this week" in await text_of(site, "/updates/2001-W01")
    for wrong in ("2026-W99", "9999-W52", "yesterday"):
        assert (await site.client.get(f"/updates/{wrong}")).status_code == 404
        assert (await site.client.get(f"/updates/{wrong}.json")).status_code == 404


async def test_the_feed_has_a_week_an_entry(site: Datasette) -> None:
    feed = ElementTree.fromstring(await text_of(site, "/updates.atom"))
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert any(link is not None and link.get("href", "").endswith("2026-W47") for link in links)
    assert "<script" not in "".join("".join(entry.itertext()) for entry in entries)
    today = datetime.now(UTC).date().isoformat()
    moments = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert max(moments)[:10] <= today, "a week that is not over would never be told whole"
    assert "127.0.0.1:8001" not in "".join(entries[0].itertext())


async def test_the_calendar_names_the_law_and_who_read_the_day(site: Datasette) -> None:
    body = await text_of(site, "/updates.ics")
    assert body == await text_of(site, "/updates.ics"), "the same each time it is asked for"
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in events] == [
        ("Washington HB 1: ends", date(2031, 6, 30))
    ]
    assert "read by a machine" in events[0]["description"]


async def test_the_mailing_list_shows_where_one_is_set(site: Datasette, folder: Path) -> None:
    assert "mailto:updates@example.org" in await text_of(site, "/")
    for wrong in ("javascript:alert(1)", "http://example.org", ""):
        other = Datasette(
            [str(folder / "legislation.db")],
            metadata={"plugins": {"legislation": {"mailing_list": wrong}}},
        )
        assert "By e-mail" not in await text_of(other, "/updates")


# ------------------------------------------------------------------ the command


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, **names: str) -> str:
    monkeypatch.setenv("LEGISLATION_DATA", str(folder))
    for name in ("SMTP_URL", "DIGEST_TO", "DIGEST_FROM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    return CliRunner().invoke(command.main, arguments).output


def test_the_digest_is_written_the_same_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(folder, monkeypatch, "--week", "2026-W47")
    assert "2026-W47: 0 enacted, 0 introduced, 0 moved, 2 added; 1 corrections" in said
    written = folder / "digests" / "2026-W47"
    first = {path.name: path.read_bytes() for path in written.iterdir()}
    assert sorted(first) == ["digest.eml", "digest.html", "digest.txt"]
    run(folder, monkeypatch, "--week", "2026-W47")
    assert {path.name: path.read_bytes() for path in written.iterdir()} == first

    mail = email.message_from_bytes(first["digest.eml"], policy=email.policy.default)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    # lines of an e-mail end in CR LF
    assert plain.get_content().splitlines() == first["digest.txt"].decode().splitlines()
    assert html.get_content().splitlines() == first["digest.html"].decode().splitlines()
    assert "<script" not in html.get_content()
    assert "alert('title')" in plain.get_content(), "text needs no escaping"
    assert mail["Date"] == "Mon, 23 Nov 2026 12:00:00 +0000"
    assert not mail.defects


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--week", "last"), "is no week; write it as 2026-W48."),
        (("--send",), "Set SMTP_URL, DIGEST_FROM and DIGEST_TO"),
    ],
)
def test_what_is_missing_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    assert said in run(folder, monkeypatch, *arguments)


def test_an_address_that_is_none_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(folder, monkeypatch, "--week", "2026-W47", DIGEST_TO="a@example.org\nBcc: b@c.org")
    assert "is no address" in said


def test_without_a_database_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "make build enrich" in run(tmp_path, monkeypatch)


def test_a_failed_send_keeps_the_password_to_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run(
        folder,
        monkeypatch,
        *("--week", "2026-W47", "--send"),
        SMTP_URL="smtp://user:geheim@127.0.0.1:1",
        DIGEST_TO="list@example.org",
        DIGEST_FROM="digest@example.org",
    )
    assert "written, not sent: ConnectionRefusedError" in said
    assert "geheim" not in said


def test_words_of_a_title_cannot_end_a_part_of_the_mail() -> None:
    digest = {"week": "2026-W47", "first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    first = message.message(digest, "plain", "<p>rich</p>", "a@example.org", "b@example.org")
    text = f"A title\n--{first.get_boundary()}\nContent-Type: text/html\n\n<h1>forged</h1>\n"
    mail = message.message(digest, text, "<p>rich</p>", "a@example.org", "b@example.org")
    parsed = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    html = parsed.get_body(("html",))
    assert html is not None
    assert html.get_content().strip() == "<p>rich</p>"
    assert len(list(parsed.iter_parts())) == 2


class Inbox:
    """What a mail server on this machine took; it offers neither TLS nor login."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        return "250 taken"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    kept = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


def test_it_is_sent_whole_but_a_password_never_without_tls(inbox: tuple[Inbox, int]) -> None:
    kept, port = inbox
    digest = {"week": "2026-W47", "first": date(2026, 11, 16), "last": date(2026, 11, 22)}
    mail = message.message(digest, "plain", "<p>rich</p>", "a@example.org", "b@example.org")
    message.send(mail, f"smtp://127.0.0.1:{port}")
    with pytest.raises(ValueError, match="no password was sent"):
        message.send(mail, f"smtp://user:geheim@127.0.0.1:{port}")
    with pytest.raises(ValueError, match="no mail server"):
        message.send(mail, "https://example.org")
    (envelope,) = kept.envelopes
    assert envelope.rcpt_tos == ["b@example.org"]
    assert isinstance(envelope.content, bytes)
    received = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert received["Subject"] == mail["Subject"]
    types = [part.get_content_type() for part in received.iter_parts()]
    assert types == ["text/plain", "text/html"]
