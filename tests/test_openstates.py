"""What is particular to Open States: its budget of a day, its search, and the files of a session."""

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from legislation import topics
from scrapers.outcomes import File
from scrapers.platforms.openstates import json_list
from scrapers.platforms.openstates.bulk import Record, actor_called, records_in
from scrapers.platforms.openstates.json_list import BadList, values_in
from scrapers.platforms.openstates.search import websearches
from tests.crawling import crawl, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.upstream import Answer, Upstream, json_answer

SITE = Path(__file__).parent / "sites/openstates"
MODEL = json.loads((SITE / "wa-1.json").read_text())["results"][0]
KEY = {"OPENSTATES_API_KEY": "00000000-1111-2222-3333-444444444444"}


class Api:
    """The search of `/bills` over bills made from one, by their words and time of change."""

    def __init__(self, **hits: int) -> None:
        """hits: words (with _ for a blank) → number of bills whose text holds them."""
        self.bills: list[tuple[dict[str, Any], str]] = []
        for words, count in hits.items():
            for _ in range(count):
                self.add(words.replace("_", " "))
        self.refusal: Answer | None = None

    def add(self, text: str) -> None:
        number = len(self.bills) + 1
        # Three bills a second, so that pages end within one.
        time = f"2026-02-{1 + number // 40:02}T00:00:{number % 40 // 3:02}.{number:06}+00:00"
        row = {
            **MODEL,
            "id": f"ocd-bill/{number}",
            "identifier": f"HB {number}",
            "updated_at": time,
        }
        self.bills.append((row, text))

    def answer(self, asked: Upstream) -> Answer | None:
        if asked.path != "/bills":
            return None
        if self.refusal:
            return self.refusal
        given = asked.parameters
        assert given["sort"] == "updated_asc"
        # As the database compares: text with a blank before the hour.
        found = sorted(
            (
                row
                for row, text in self.bills
                if is_hit(given["q"], text)
                and row["updated_at"].replace("T", " ") >= given["updated_since"]
            ),
            key=lambda row: row["updated_at"],
        )
        size, page = int(given["per_page"]), int(given["page"])
        pages = max(1, -(-len(found) // size))
        if page > pages:
            return json_answer({"detail": f"invalid page, must be in [1, {pages}]"}, 404)
        rows = found[size * (page - 1) : size * page]
        numbers = {"per_page": size, "page": page, "max_page": pages, "total_items": len(found)}
        return json_answer({"results": rows, "pagination": numbers})


def is_hit(q: str, text: str) -> bool:
    return any(
        all((phrase or word) in text for phrase, word in re.findall(r'"([^"]+)"|(\S+)', part))
        for part in q.split(" OR ")
    )


def forget_today(data: Path) -> None:
    """As if the next crawl ran on another day."""
    with closing(sqlite3.connect(data / "items/openstates.read.sqlite")) as database:
        database.execute("DELETE FROM requests")
        database.commit()


def test_a_budget_of_five_a_day_reads_everything_in_some_days(tmp_path: Path) -> None:
    api = Api(mobile_crisis=45, suicide_prevention=25, fishing=30)
    replay = Replay(None, sites=[api])
    days = 0
    with replay as base_url:
        while not days or last_run(tmp_path)["outcome"] != "finished":
            days += 1
            assert days < 12, last_run(tmp_path)
            crawl("openstates", tmp_path, base_url, "-s", "REQUESTS_A_DAY=5", **KEY)
            assert len(replay.targets("/bills")) <= 5 * days
            assert quarantined(tmp_path) == []
            forget_today(tmp_path)
    assert len(items(tmp_path)) == 70
    # Each of 12 searches once, and the further pages of two.
    assert len(replay.targets("/bills")) <= 20


def test_the_next_crawl_asks_each_search_once_and_finds_what_changed(tmp_path: Path) -> None:
    api = Api(mobile_crisis=45, suicide_prevention=25)
    replay = Replay(None, sites=[api])
    with replay as base_url:
        crawl("openstates", tmp_path, base_url, **KEY)
        first = len(replay.targets("/bills"))
        assert (last_run(tmp_path)["found"], last_run(tmp_path)["unchanged"]) == (70, 0)
        row = api.bills[3][0]
        row |= {"updated_at": "2026-03-01T00:00:00.5+00:00", "title": "A new title"}
        api.add("suicide prevention")
        done = crawl("openstates", tmp_path, base_url, **KEY)
    run = last_run(tmp_path)
    assert (run["outcome"], run["kept"], run["missing"]) == ("finished", 2, 0), done.stderr
    searches = sum(len(websearches(search)) for search in topics.searches())
    assert len(replay.targets("/bills")) - first == searches
    assert "A new title" in [item["title"] for item in items(tmp_path)]


def test_a_minute_is_waited_out_and_a_day_ends_the_crawl(tmp_path: Path) -> None:
    api = Api(mobile_crisis=5)
    minute = Replay(None, {"429": 0.3}, sites=[api], seed=7)  # half of them name no time to wait
    with minute as base_url:
        crawl("openstates", tmp_path, base_url, **KEY)
    assert (last_run(tmp_path)["outcome"], len(items(tmp_path))) == ("finished", 5)
    api.refusal = json_answer({"detail": "exceeded limit of 250/day: 251"}, 429)
    day = Replay(None, sites=[api])
    with day as base_url:
        crawl("openstates", tmp_path, base_url, **KEY)
    assert last_run(tmp_path)["outcome"].startswith(
        "paused: Open States says that today's requests"
    )
    searches = sum(len(websearches(search)) for search in topics.searches())
    assert len(day.targets("/bills")) <= searches  # none is tried again


def test_the_key_travels_in_its_header_and_is_kept_nowhere(tmp_path: Path) -> None:
    replay = Replay(None, sites=[Api(mobile_crisis=1)])
    with replay as base_url:
        done = crawl("openstates", tmp_path, base_url, "-L", "DEBUG", **KEY)
    (key,) = KEY.values()
    sent = [
        {k.lower(): v for k, v in r.headers.items()}
        for r in replay.requests
        if "/bills" in r.target
    ]
    assert {headers.get("x-api-key") for headers in sent} == {key}
    assert key not in done.stderr
    assert not any(key.encode() in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("status", "detail", "sentence"),
    [
        (401, "Invalid API Key. Login and visit …", "ask the publisher for a key and set OPENSTATES_API_KEY"),
        (400, "either 'jurisdiction' or 'q' required", "answers \"either 'jurisdiction' or 'q' required\""),
        (422, [{"loc": ["query", "sort"], "msg": "no such value"}], "answers 'query.sort: no such value'"),
    ],
)  # fmt: skip
def test_what_open_states_says_stands_in_the_run(
    status: int, detail: Any, sentence: str, tmp_path: Path
) -> None:
    api = Api()
    api.refusal = json_answer({"detail": detail}, status)
    with Replay(None, sites=[api]) as base_url:
        done = crawl("openstates", tmp_path, base_url, **KEY)
    assert done.returncode == 1
    assert last_run(tmp_path)["outcome"].startswith("failed: ")
    assert sentence in last_run(tmp_path)["outcome"]


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("states=wa,zz", "misused: Open States has no 'zz'; write postal codes"),
        ("since=yesterday", "misused: 'yesterday' is no date"),
        ("bulk=no_such.zip", "misused: 'no_such.zip' does not exist"),
    ],
)
def test_arguments_that_make_no_sense_are_a_sentence(
    option: str, sentence: str, tmp_path: Path
) -> None:
    crawl("openstates", tmp_path, "", "-a", option, **KEY)
    assert last_run(tmp_path)["outcome"].startswith(sentence)


def test_searches_are_written_as_this_search_understands_them() -> None:
    assert websearches('"988" AND (suicide OR crisis)') == ['"988" suicide', '"988" crisis']
    assert websearches('"co-responder" OR "co-response"') == ['"co-responder" OR "co-response"']
    for search in topics.searches():
        for q in websearches(search):
            assert not set("()") & set(q)
            # Otherwise it is taken for the number of a bill.
            assert not re.match(r"\w{1,3}\s*\d{1,5}", q)


# --- session files ---

LISTED = {
    "id": "ocd-bill/1",
    "legislative_session": "2025-2026",
    "jurisdiction_name": "Washington",
    "identifier": "SB 5762",
    "title": "Increasing a line tax.",
    "chamber": "upper",
    "classification": ["bill"],
    "subject": ["Health"],
    "abstracts": [{"abstract": "On phone lines.", "note": "summary", "date": ""}],
    "other_titles": [],
    "other_identifiers": [],
    "actions": [
        {"organization__name": "Senate", "description": "Third reading, passed.", "date": "2025-03-05",
         "classification": ["reading-3"], "order": 1},
        {"organization__name": "Ways & Means", "description": "First reading.", "date": "2025-02-18",
         "classification": ["reading-1"], "order": 0},
    ],
    "related_bills": [{"related_bill_id": "ocd-bill/2"}],
    "sponsors": [{"name": "Orwall", "primary": True, "classification": "primary"}],
    "documents": [],
    "versions": [
        {"note": "Original Bill", "date": "",
         "links": [{"url": "https://example.org/5762.htm", "media_type": "text/html"}]}
    ],
    "sources": [{"url": "https://app.leg.wa.gov/billsummary?BillNumber=5762"}],
    "votes": [],
    "raw_text": "The tax on each line pays for the 988 suicide and crisis lifeline.",
    "raw_text_url": "https://example.org/5762.htm",
}  # fmt: skip
OFF_TOPIC = {**LISTED, "id": "ocd-bill/2", "identifier": "HB 1", "raw_text": "On fishing."}
NO_TITLE = {**LISTED, "id": "ocd-bill/3", "title": None}
TABLES = {
    "bills": "id,identifier,title,classification,subject,session_identifier,jurisdiction,"
    "organization_classification\n"
    "ocd-bill/1,SB 5762,Increasing the 988 line tax.,\"['bill']\",\"['Health', 'Taxes']\",2025-2026,"
    "Washington,upper\n"
    "ocd-bill/2,HB 1,On fishing.,['bill'],[],2025-2026,Washington,lower\n"
    "ocd-bill/3,HB 2,On 988 calls.,bill,[],2025-2026,Washington,lower\n",
    "bill_actions": "id,bill_id,organization_id,description,date,classification,order,extras\n"
    "a2,ocd-bill/1,o1,\"Third reading, passed.\",2025-03-05,\"['reading-3', 'passage']\",1,{}\n"
    "a1,ocd-bill/1,o2,First reading.,2025-02-18,['reading-1'],0,{}\n",
    "bill_sponsorships": "id,name,entity_type,organization_id,person_id,bill_id,primary,classification\n"
    "s1,Orwall,person,,,ocd-bill/1,True,primary\n",
    "bill_sources": "id,note,url,bill_id\nx,,https://app.leg.wa.gov/billsummary?BillNumber=5762,ocd-bill/1\n",
    "bill_versions": "id,note,date,bill_id,classification,extras\nv1,Original Bill,,ocd-bill/1,,{}\n",
    "bill_version_links": "id,media_type,url,version_id\nl1,text/html,https://example.org/5762.htm,v1\n",
    "bill_related_bills": "id,bill_id,related_bill_id,identifier,legislative_session,relation_type\n"
    "r1,ocd-bill/1,ocd-bill/9,HB 1900,2025-2026,companion\n",
    "organizations": "id,name,classification\no1,Senate,upper\no2,Ways & Means,committee\n",
    "votes": "id,identifier\n1,2\n",
}  # fmt: skip


def saved(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README", "Open States Data Export\n\nState: WA\n")
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def tables(path: Path, **changed: str) -> Path:
    named = {
        f"WA/2025-2026/WA_2025-2026_{name}.csv": text for name, text in (TABLES | changed).items()
    }
    return saved(path, named)


def test_a_saved_list_gives_bills_with_the_text_that_open_states_took(tmp_path: Path) -> None:
    listed = json.dumps([LISTED, OFF_TOPIC, NO_TITLE, "x"], indent=1)
    path = saved(
        tmp_path / "WA_2025-2026_json_4x.zip", {"WA/2025-2026/WA_2025-2026_bills.json": listed}
    )
    data = tmp_path / "data"
    done = crawl("openstates", data, "", "-a", f"bulk={path}")
    assert last_run(data)["outcome"] == "finished", done.stderr
    (item,) = items(data)
    assert (item["jurisdiction"], item["session"], item["identifier"]) == (
        "us_wa",
        "2025-2026",
        "SB 5762",
    )
    assert [action["organization"] for action in item["actions"]] == ["Ways & Means", "upper"]
    page, text = item["versions"][0]["links"]
    assert (page["fetch_id"], text["media_type"]) == ("", "text/plain")
    assert text["fetch_id"]
    assert last_run(data)["skipped"] == {"off topic": 1}
    assert [row["subject"] for row in quarantined(data)] == [
        "openstates: ocd-bill/3",
        "openstates: WA/2025-2026/WA_2025-2026_bills.json, bill 4",
    ]
    assert str(tmp_path) not in json.dumps(item)
    crawl("openstates", data, "", "-a", f"bulk={path}")
    assert (last_run(data)["kept"], last_run(data)["unchanged"]) == (0, 1)


def test_saved_tables_give_the_same_bill(tmp_path: Path) -> None:
    path, data = tables(tmp_path / "WA_2025-2026_csv_4x.zip"), tmp_path / "data"
    done = crawl("openstates", data, "", "-a", f"bulk={path}")
    assert last_run(data)["outcome"] == "finished", done.stderr
    (item,) = items(data)
    assert item["classification"] == ["bill"]
    assert item["subjects"] == ["Health", "Taxes"]
    assert [
        (a["description"], a["organization"], a["classification"]) for a in item["actions"]
    ] == [
        ("First reading.", "Ways & Means", ["reading-1"]),
        ("Third reading, passed.", "upper", ["reading-3", "passage"]),
    ]
    assert item["sponsorships"][0]["is_primary"] is True
    assert item["related_bills"] == [
        {"identifier": "HB 1900", "session": "2025-2026", "relation": "companion"}
    ]
    assert item["versions"][0]["links"][0]["url"] == "https://example.org/5762.htm"
    (aside,) = quarantined(data)
    assert "classification: Input should be a valid list, not 'bill'" in aside["reason"]


def test_a_folder_may_hold_several_archives_or_what_was_in_one(tmp_path: Path) -> None:
    tables(tmp_path / "WA_2025-2026_csv_4x.zip")
    saved(tmp_path / "b.zip", {"WA/2025-2026/WA_2025-2026_bills.json": json.dumps([LISTED])})
    found = [record for record in records_in(tmp_path) if isinstance(record, Record)]
    assert [record.name for record in found] == [
        *(f"ocd-bill/{n}" for n in (1, 2, 3)),
        "ocd-bill/1",
    ]
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "WA_2025-2026_csv_4x.zip") as archive:
        archive.extractall(unpacked)
    again = list(records_in(unpacked))
    assert [row.row for row in again if isinstance(row, Record)] == [row.row for row in found[:3]]
    assert {row.url.rpartition("_")[2] for row in again if isinstance(row, File)} >= {"bills.csv"}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"../WA_bills.json": "[]"}, "a name that leads out of it"),
        ({"WA_bills.json": "[]"}, "holds no bills where they are expected"),
        ({"WA_bills.json": json.dumps([LISTED])[:-9]}, "WA_bills.json breaks off"),
        ({"WA_bills.json": "<html>busy</html>"}, "WA_bills.json breaks off"),
        ({"WA_2025_bills.csv": "id\n" + "x" * 200_000}, "cannot be read (field larger"),
    ],
)
def test_a_saved_file_that_is_broken_ends_the_crawl_as_failed(
    files: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    path, data = saved(tmp_path / "broken.zip", files), tmp_path / "data"
    crawl("openstates", data, "", "-a", f"bulk={path}")
    assert last_run(data)["outcome"].startswith("failed: ")
    assert sentence in last_run(data)["outcome"]


def test_what_chambers_are_called() -> None:
    names = ["House of Representatives", "Senate", "Assembly", "Ways & Means", "", None]
    assert [actor_called(name) for name in names] == [
        "lower", "upper", "lower", "Ways & Means", "", "",
    ]  # fmt: skip


# --- long lists ---


@pytest.mark.parametrize("at_once", [1, 3, 1000])
@pytest.mark.parametrize(
    "written",
    [
        '[{"a": "é"}, {"b": [1, 2]} ]',
        '{"a": "é"}\n{"b": [1, 2]}\n',
        '\ufeff[{"a":"é"},{"b":[1,2]}]',
    ],
)
def test_a_list_is_read_a_value_at_a_time(
    written: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_list, "AT_ONCE", at_once)
    values = list(values_in(io.BytesIO(written.encode()), "x.json"))
    assert [value.value for value in values] == [{"a": "é"}, {"b": [1, 2]}]
    assert json.loads(values[1].json) == {"b": [1, 2]}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (b'[{"a": 1}, {"a": ', "breaks off"),
        (b'[{"a": 1}', "breaks off"),
        (b'[{"a": 1}, oops]', "breaks off"),
        (b'[{"a": "\xff"}]', "not in UTF-8"),
        (b"[" * 100_000, "nests too deep"),
    ],
)
def test_a_list_that_breaks_off_is_a_sentence(written: bytes, sentence: str) -> None:
    with pytest.raises(BadList, match=sentence):
        list(values_in(io.BytesIO(written), "x.json"))


def test_a_value_that_never_ends_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_list, "LONGEST", 1000)
    monkeypatch.setattr(json_list, "AT_ONCE", 100)
    stream = io.BytesIO(b'["' + b"x" * 100_000)
    with pytest.raises(BadList, match="never ends"):
        list(values_in(stream, "x.json"))
    assert stream.tell() < 2000


def test_an_empty_list_holds_nothing() -> None:
    assert [list(values_in(io.BytesIO(body), "x")) for body in (b"", b"[]", b"\n[ ]\n")] == [
        [],
        [],
        [],
    ]
