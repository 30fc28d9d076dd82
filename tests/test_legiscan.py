"""What is particular to LegiScan: keys, its month, its numbers for things, printings read once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from legislation import ids, jurisdictions
from scrapers.outcomes import Found, PutAside
from scrapers.platforms.legiscan import sessions
from scrapers.platforms.legiscan.answers import refusal_in
from scrapers.platforms.legiscan.api import DocumentReading
from scrapers.platforms.legiscan.bill import found_in
from scrapers.platforms.legiscan.rows import Bill, Session
from scrapers.platforms.legiscan.wire import without_access_keys
from scrapers.spiders.legiscan import Search, queries_for
from tests.crawling import crawl, fetches, items, last_run, quarantined
from tests.replay import Replay
from tests.replay.site import Site
from tests.replay.upstream import Answer, Upstream, json_answer
from tests.test_spiders import spider_named

FOLDER = Path(__file__).parent / "sites/legiscan"
KEY = {"LEGISCAN_API_KEY": "0123456789abcdef0123456789abcdef"}


class Changed:
    """The written-out LegiScan, with other answers for some operations; it wants its key."""

    def __init__(self, **answers: Callable[[dict[str, str]], Any]) -> None:
        self.site = Site(FOLDER)
        self.answers = answers

    def answer(self, asked: Upstream) -> Answer | None:
        given = asked.parameters
        if given.get("key") != KEY["LEGISCAN_API_KEY"]:
            message = f"Invalid API key format -- 192.0.2.7 -- /?{asked.query}"
            return json_answer(refused(message)) if "op" in given else None
        made = self.answers.get(given["op"])
        if made and (payload := made(given)) is not None:
            return json_answer(payload)
        query = "&".join(part for part in asked.query.split("&") if not part.startswith("key="))
        return self.site.answer(Upstream(asked.host, asked.path, query))


def refused(message: str) -> dict[str, Any]:
    return {"status": "ERROR", "alert": {"message": message}}


def stored(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


def kept_bytes(data: Path) -> Iterator[bytes]:
    yield from (path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_a_wrong_key_is_one_sentence_and_one_request(tmp_path: Path) -> None:
    replay = Replay(None, sites=[Changed()])
    wrong = "feedfacefeedfacefeedfacefeedface"
    with replay as base_url:
        done = crawl("legiscan", tmp_path, base_url, LEGISCAN_API_KEY=wrong)
    run = last_run(tmp_path)
    assert run["outcome"].startswith(
        "misused: LegiScan answers 'Invalid API key format'; get a key"
    )
    assert len(run["errors"]) == 1
    assert sum("op=" in target for target in replay.targets()) == 1
    assert wrong not in done.stderr
    assert not any(wrong.encode() in body for body in kept_bytes(tmp_path))


def test_the_end_of_the_month_pauses_a_crawl_and_the_next_goes_on(tmp_path: Path) -> None:
    spent = refused("Monthly query limit exceeded")
    asked: list[str] = []

    def bill(given: dict[str, str]) -> Any:
        asked.append(given["id"])
        return spent if len(asked) > 2 else None

    replay = Replay(None, sites=[Changed(getBill=bill)])
    with replay as base_url:
        crawl("legiscan", tmp_path, base_url, "-s", "CONCURRENT_REQUESTS=1", **KEY)
    run = last_run(tmp_path)
    assert run["outcome"].startswith("paused: LegiScan answers 'Monthly query limit exceeded'; run")
    assert (len(run["errors"]), quarantined(tmp_path)) == (1, [])
    assert len(asked) == 3  # nothing is asked once LegiScan has said so

    again = Replay(None, sites=[Changed()])
    with again as base_url:
        done = crawl("legiscan", tmp_path, base_url, **KEY)
    assert last_run(tmp_path)["outcome"] == "finished", done.stderr
    assert len(items(tmp_path)) == 5
    assert not again.targets(f"id={asked[0]}&")


def test_a_day_of_five_requests_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with Replay(None, sites=[Changed()]) as base_url:
        crawl("legiscan", tmp_path, base_url, "-s", "REQUESTS_A_DAY=12", **KEY)
    run = last_run(tmp_path)
    assert run["outcome"].startswith("paused: The 12 requests")
    assert quarantined(tmp_path) == []


def test_our_key_and_access_keys_are_kept_nowhere(tmp_path: Path) -> None:
    listed = {"session_id": 2183, "access_key": "1pQxSECRETm8Yv3", "dataset_hash": "5" * 32}
    row = {**stored("sessions.json")["sessions"][4], **listed}
    packed = json.loads(
        (FOLDER.parent.parent / "payloads/legiscan/parse_dataset-json/response.json").read_text()
    )
    seen: list[dict[str, str]] = []

    def dataset(given: dict[str, str]) -> Any:
        seen.append(given)
        return (
            packed
            if given.get("access_key") == "1pQxSECRETm8Yv3"
            else refused("Invalid access key")
        )

    site = Changed(
        getDatasetList=lambda given: {"status": "OK", "datasetlist": [row]}, getDataset=dataset
    )
    with Replay(None, sites=[site]) as base_url:
        options = ("-a", "dataset=weekly", "-L", "DEBUG")
        done = crawl("legiscan", tmp_path, base_url, *options, **KEY)
        assert [item["identifier"] for item in items(tmp_path)] == ["HB 1811"], done.stderr
        crawl("legiscan", tmp_path, base_url, *options, **KEY)
        crawl("legiscan", tmp_path, base_url, *options, **KEY)
    for secret in ("1pQxSECRETm8Yv3", KEY["LEGISCAN_API_KEY"]):
        assert secret not in done.stderr
        assert not any(secret.encode() in body for body in kept_bytes(tmp_path))
    # Once printings are read, the file left nothing to ask for: it is not fetched a third time.
    assert len(seen) == 2


def test_a_changed_bill_costs_one_request_and_its_new_printing(tmp_path: Path) -> None:
    with Replay(None, sites=[Changed()]) as base_url:
        crawl("legiscan", tmp_path, base_url, **KEY)
    hashes, bill = stored("hashes-2183.json"), stored("bill-1940002.json")
    hashes["masterlist"]["1"]["change_hash"] = bill["bill"]["change_hash"] = "f" * 32
    new = {**bill["bill"]["texts"][0], "doc_id": 3100009, "type": "Amended", "type_id": 3}
    bill["bill"]["texts"].append({**new, "text_size": 5, "text_hash": "e" * 32})
    text = {"doc_id": 3100009, "mime": "application/docx", "text_size": 5, "doc": "SGVsbG8="}
    site = Changed(
        getMasterListRaw=lambda given: hashes if given["id"] == "2183" else None,
        getBill=lambda given: bill if given["id"] == "1940002" else None,
        getBillText=lambda given: (
            {"status": "OK", "text": text} if given["id"] == "3100009" else None
        ),
    )
    replay = Replay(None, sites=[site])
    with replay as base_url:
        crawl("legiscan", tmp_path, base_url, **KEY)
    assert [t.partition("op=")[2].partition("&key")[0] for t in replay.targets("op=getBill")] == [
        "getBill&id=1940002",
        "getBillText&id=3100009",
    ]
    (item,) = (item for item in items(tmp_path) if item["identifier"] == "SB 5762")
    assert all(version["links"][0]["fetch_id"] for version in item["versions"])
    assert item["versions"][1]["links"][0]["media_type"].endswith("wordprocessingml.document")
    kept = {row[0] for row in fetches(tmp_path)}
    assert {version["links"][0]["fetch_id"] for version in item["versions"]} <= kept
    assert last_run(tmp_path)["unchanged"] == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ({"doc": "SGVsbG8=", "text_size": 500}, "5 bytes where 500 are announced"),
        ({"doc": "not base64"}, "damaged"),
        ({"mime": "text/html"}, "doc: Field required"),
    ],
)
def test_a_printing_that_is_no_document_is_put_aside_and_its_bill_kept_without_mark(
    text: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    spider: Any = spider_named("legiscan", tmp_path)
    bill = Bill.model_validate(stored("bill-1940002.json")["bill"])
    found = found_in(bill, "legiscan", "0123456789abcdef")
    reading = DocumentReading(found, (0,), True, printings=tuple(bill.texts))
    body = json.dumps({"status": "OK", "text": {"doc_id": 3100003, **text}}).encode()
    asked = Request("https://api.legiscan.com/?op=getBillText&id=3100003", meta={"subject": "x"})
    response = TextResponse(asked.url, body=body, request=asked)
    aside, kept = spider.parse_text(response, reading)
    assert isinstance(aside, PutAside)
    assert reason in aside.reason
    assert isinstance(kept, Found)
    assert (kept.mark, kept.left_out) == (None, ["version without text"])


@pytest.mark.parametrize(
    ("state", "session", "number", "type_id", "bill"),
    [
        ("WA", (2025, 2026, 0, "2025-2026 Regular Session"), "HB1811", 1, "us_wa-2025-HB1811"),
        ("NY", (2025, 2026, 0, "2025-2026 General Assembly"), "A03007", 1, "us_ny-2025-A3007"),
        ("NJ", (2026, 2027, 0, "2026-2027 Regular Session"), "S3013", 1, "us_nj-2026-S3013"),
        ("US", (2025, 2026, 0, "119th Congress"), "HB1290", 1, "us-119-HR1290"),
        ("US", (2025, 2026, 0, "119th Congress"), "HR619", 2, "us-119-HRES619"),
        ("RI", (2026, 2026, 0, "2026 Regular Session"), "H7438", 1, "us_ri-2026-HB7438"),
        ("RI", (2026, 2026, 0, "2026 Regular Session"), "H8618", 2, "us_ri-2026-HR8618"),
        ("NC", (2025, 2026, 0, "2025-2026 Session"), "H823", 1, "us_nc-2025-HB823"),
        ("FL", (2026, 2026, 0, "2026 Regular Session"), "S1718", 1, "us_fl-2026-SB1718"),
        ("TX", (2025, 2025, 1, "89th Legislature 2nd Special Session"), "HB255", 1, "us_tx-2025s2-HB255"),
        ("AZ", (2026, 2026, 0, "Fifty-seventh Legislature - Second Regular Session (2026)"), "HB2969", 1,
         "us_az-2026-HB2969"),
        ("ID", (2026, 2026, 0, "2026 Regular Session"), "H0682", 1, "us_id-2026-H682"),
        ("CT", (2026, 2026, 0, "2026 General Assembly"), "SB00213", 1, "us_ct-2026-SB213"),
        ("CO", (2026, 2026, 0, "2026 Regular Session"), "HB1115", 1, "us_co-2026-HB1115"),
        ("OH", (2025, 2026, 0, "136th General Assembly"), "HB509", 1, "us_oh-2025-HB509"),
        ("DC", (2025, 2026, 0, "26th Council"), "B26-0285", 1, "us_dc-2025-B26-285"),
        ("MI", (2025, 2026, 0, "103rd Legislature"), "HJRN", 4, "us_mi-2025-HJR-N"),
        ("KS", (2023, 2024, 0, "2023-2024 Regular Session"), "HB2074", 1, "us_ks-2023-HB2074"),
        ("VA", (2031, 2031, 1, "2031 Special II"), "HB1", 1, "us_va-2031S2-HB1"),
    ],
)  # fmt: skip
def test_a_bill_has_the_id_that_other_sources_give_it(
    state: str, session: tuple[int, int, int, str], number: str, type_id: int, bill: str
) -> None:
    start, end, special, name = session
    slug = sessions.slug_of(state)
    row = Session(year_start=start, year_end=end, special=special, session_name=name)  # type: ignore[call-arg]
    known = jurisdictions.session(slug, sessions.session_of(slug, row))
    assert ids.bill_id(slug, known.key, sessions.identifier_of(state, number, type_id)) == bill


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("Invalid API key", "key"),
        ("Invalid API key format -- 192.0.2.7 -- /?key=abc&op=getBill", "key"),
        ("Monthly query limit exceeded", "limit"),
        ("Rate limit exceeded: 30000 queries per month", "limit"),
        ("Full-text query too long, 1025 bytes of 1024 limit", "request"),
        ("Invalid access key", "request"),
        ("Invalid bill id", "unknown"),
        ("Something went wrong", "request"),
    ],
)
def test_refusals_are_told_apart(message: str, why: str) -> None:
    found = refusal_in(refused(message))
    assert found is not None
    assert (found.why, "key=" in str(found)) == (why, False)
    assert refusal_in({"status": "OK", "bill": {}}) is None
    assert refusal_in({"bill": {}}) is None  # a weekly file has no status


def test_access_keys_are_cut_from_any_list() -> None:
    body = b'{"status":"OK","datasetlist":[{"session_id":"7","access_key" : "s3cret"},{"session_id":8}]}'
    cut, keys = without_access_keys(body)
    assert b"s3cret" not in cut
    assert keys == {}  # one row of the list is broken: the callback says so
    whole = b'{"datasetlist":[{"session_id":"7","access_key":"s3cret"}]}'
    assert without_access_keys(whole)[1] == {7: "s3cret"}
    assert without_access_keys(b'{"access_key":"s3cret"')[0] == b'{"access_key":"..."'


def test_searches_are_joined_as_far_as_their_length_allows() -> None:
    assert queries_for(['"988" AND crisis', '"mobile crisis"']) == [
        '("988" AND crisis) OR ("mobile crisis")'
    ]
    long = [f'"{letter * 400}"' for letter in "abc"]
    assert [len(query) for query in queries_for(long)] == [812, 404]
    assert Search().next(frozenset({1}), pages=2) == Search(0, 2, frozenset({1}))
    assert Search(0, 2, frozenset({1})).next(frozenset({2}), pages=2) == Search(
        1, 1, frozenset({1, 2})
    )
