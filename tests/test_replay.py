"""The replay server over a corpus of our own prose, in the shapes of the real one."""

import gzip
import http.client
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.replay import Replay, build_repositories
from tests.replay.misbehaviour import Misbehaviour, parse_chances
from tests.replay.odata import QueryError, select

WA_URL = "http://lawfilesext.leg.wa.gov/Biennium/2025-26/Htm/Bills/House%20Bills/1581.htm"
WA_PDF = WA_URL.replace("htm", "pdf")
MN_URL = "https://www.revisor.mn.gov/bills/94/2025/0/HF/973?list=open&body=House"
WA_BYTES = b"\xef\xbb\xbf<html><body>A tax \x96 on each line.</body></html>"


def matter(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "ID": number,
        "GUID": f"GUID-{number}",
        "File": f"Int {number:04}-2026",
        "Name": "A line for the city",
        "Title": f"A Local Law about the lifeline, number {number}",
        "TypeID": 2,
        "TypeName": "Introduction",
        "StatusID": 35,
        "StatusName": "Enacted",
        "BodyID": 19,
        "BodyName": "Committee on Health",
        "IntroDate": "2026-02-12T00:00:00Z",
        "AgendaDate": "2026-02-12T00:00:00Z",
        "PassedDate": "0001-01-01T00:00:00Z",
        "EnactmentDate": "0001-01-01T00:00:00Z",
        "Version": "A",
        "Sponsors": [
            {"ID": 7634, "Slug": "a-person", "FullName": "A Person"},
            {"ID": 7635, "Slug": "b-person", "FullName": "B Person "},
        ],
        "History": [
            {
                "ID": 900 + number,
                "Date": "2026-02-12T13:25:00Z",
                "ActionID": 27,
                "Action": "Introduced by Council",
                "Description": "This was introduced.",
                "BodyID": 1,
                "BodyName": "City Council",
                "Version": "*",
                "MatterStatusID": 2,
                "LastModified": "2026-02-10T10:00:00.5Z",
            }
        ],
        "Attachments": [
            {
                "ID": 5,
                "LastModified": "2026-02-10T10:00:00Z",
                "Name": "Plan",
                "Link": "https://nyc.legistar1.com/nyc/attachments/plan.docx",
                "Sort": 1,
            }
        ],
        "Summary": "It would set up a line.",
        "TextID": 100 + number,
        "Text": "Be it enacted: there is a line.",
        "RTF": r"{\rtf1 Be it enacted: there is a line.}",
        "LastModified": f"2026-03-{number:02}T10:00:00.577Z",
        **changes,
    }


def write(path: Path, body: bytes | str | list[Any] | dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(body, list | dict):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)


def lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder / "nyc/on_topic/introduction/2026/0001.json", matter(1))
    old = matter(3, LastModified="0001-01-01T00:00:00Z", TypeName="Resolution", TypeID=3)
    packed = [{"path": f"{m['ID']}.json", "raw": json.dumps(m)} for m in (matter(2), old)]
    write(folder / "nyc/off_topic.jsonl.gz", lines(packed))
    bills = folder / "states/wa/2025-2026/bills/HB1581"
    write(bills / "metadata.json", {"identifier": "HB 1581"})
    write(bills / "files/1581_Bill.htm", WA_BYTES)
    pack = [
        {"path": "wa/2025-2026/bills/SB2/metadata.json", "raw": '{"identifier": "SB 2"}'},
        {"path": "wa/2025-2026/bills/SB2/files/2.htm", "raw_latin1": "caf\xe9"},
    ]
    write(folder / "states/wa/pack.jsonl.gz", lines(pack))
    row = {"note": "Bill", "media_type": "text/html", "bill": "wa/2025-2026/HB1581"}
    mapped: list[dict[str, Any]] = [
        {**row, "url": WA_URL, "file": "wa/2025-2026/bills/HB1581/files/1581_Bill.htm"},
        {**row, "url": WA_PDF, "file": None},
        {**row, "url": "https://app.leg.wa.gov/2", "file": "wa/2025-2026/bills/SB2/files/2.htm"},
        {**row, "url": MN_URL, "file": "wa/2025-2026/bills/SB2/metadata.json", "media_type": ""},
    ]
    write(folder / "states/wa/url_map.jsonl", lines(mapped))
    write(folder / "states/usa/119/bills/HR1/metadata.json", {"identifier": "HR 1"})
    write(folder / "legistar/chicago/bills.html.gz", "<html>Search</html>")
    write(folder / "legistar/nyc/events.html.gz", "<html>Calendar</html>")
    write(folder / "legistar/metro/all_indexes.json", [{"IndexId": 207, "IndexName": "Buses"}])
    write(folder / "dc/mentions/us/dc/council/periods/21/laws/21-120.xml", "<law/>")
    write(folder / "legiscan/api/bill/HB1.json", {"bill": {"bill_id": 230084, "number": "HB1"}})
    return folder


class Site:
    """A small client that keeps status, headers and body apart."""

    def __init__(self, base_url: str) -> None:
        self.netloc = urlsplit(base_url).netloc

    def get(self, target: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.netloc, timeout=5)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, quote(target, safe="/:?&=%$'(),"), headers=named)
        return connection.getresponse()

    def json(self, target: str) -> Any:
        answer = self.get(target)
        assert answer.status == 200, answer.read()
        return json.loads(answer.read())


@pytest.fixture(scope="module")
def site(corpus: Path) -> Iterator[Site]:
    seattle = {"matters": [{"MatterId": 7}], "matters/7/texts/8": {"MatterTextId": 8}}
    with Replay(corpus, clients={"seattle": seattle}, restricted=[2], page_cap=2) as base_url:
        yield Site(base_url)


def test_a_matter_has_legistars_fields(site: Site) -> None:
    row = site.json("/v1/nyc/matters/1")
    assert row["MatterFile"] == "Int 0001-2026"
    assert row["MatterEXText5"] == "It would set up a line."
    assert row["MatterLastModifiedUtc"] == "2026-03-01T10:00:00.577"
    assert row["MatterEnactmentDate"] is None
    assert row["MatterRestrictViewViaWeb"] is False
    assert {"MatterText5", "MatterDate2", "MatterEXText11", "MatterEXDate10"} <= row.keys()


def test_the_parts_of_a_matter(site: Site) -> None:
    assert site.json("/v1/nyc/matters/1/versions") == [{"Key": "101", "Value": "A"}]
    assert site.json("/v1/nyc/Matters/1/Texts/101")["MatterTextPlain"].startswith("Be it")
    (act,) = site.json("/v1/nyc/matters/1/histories")
    assert (act["MatterHistoryActionName"], act["MatterHistoryVersion"]) == (
        "Introduced by Council",
        "*",
    )
    sponsors = site.json("/v1/nyc/matters/1/sponsors?$orderby=MatterSponsorSequence desc")
    assert [s["MatterSponsorName"] for s in sponsors] == ["B Person ", "A Person"]
    (file,) = site.json("/v1/nyc/matters/1/attachments")
    assert file["MatterAttachmentFileName"] == "plan.docx"
    assert site.json("/v1/nyc/matters/1/indexes") == []
    assert site.json("/v1/nyc/matters/1/codesections") == []
    assert site.get("/v1/nyc/matters/1/texts").status == 405
    assert site.get("/v1/nyc/matters/99").status == 404


def test_reference_lists(site: Site) -> None:
    assert [t["MatterTypeName"] for t in site.json("/v1/nyc/mattertypes")] == [
        "Introduction",
        "Resolution",
    ]
    assert site.json("/v1/nyc/bodies")[0]["BodyName"] == "Committee on Health"
    assert site.json("/v1/nyc/matterstatuses")[0]["MatterStatusName"] == "Enacted"


def test_a_restricted_matter_says_so(site: Site) -> None:
    assert site.json("/v1/nyc/matters/2")["MatterRestrictViewViaWeb"] is True
    marked = site.json("/v1/nyc/matters?$filter=MatterRestrictViewViaWeb eq true")
    assert [row["MatterId"] for row in marked] == [2]


def test_pages_never_exceed_the_cap(site: Site) -> None:
    pages = [site.json(f"/v1/nyc/matters?$top=1000&$skip={skip}") for skip in (0, 2, 4)]
    assert [[row["MatterId"] for row in page] for page in pages] == [[1, 2], [3], []]
    assert site.json("/v1/nyc/matters?$top=1&$select=MatterId") == [{"MatterId": 1}]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("MatterLastModifiedUtc gt datetime'2026-03-01T10:00:00.576'", [1, 2]),
        ("MatterLastModifiedUtc lt datetime'2026-03-02'", [1]),  # null is never less
        ("MatterLastModifiedUtc eq null", [3]),
        ("MatterId eq 3", [3]),
        ("MatterTypeName eq 'introduction'", [1, 2]),
        ("substringof('NUMBER 2', MatterTitle)", [2]),
        ("substringof('lifeline', MatterTitle) eq false", []),
        ("startswith(MatterFile,'Int 0003') or endswith(MatterTitle, 'number 1')", [1, 3]),
        ("(MatterId eq 1 or MatterId eq 3) and not MatterTypeId eq 2", [3]),
        ("MatterId eq 1 or MatterId eq 2 and MatterTypeId eq 3", [1]),
        ("year(MatterIntroDate) eq 2026 and MatterId ge 3", [3]),
        ("MatterTypeName eq 'O''Neil'", []),
    ],
)
def test_filters(site: Site, condition: str, expected: list[int]) -> None:
    rows = site.json(f"/v1/nyc/matters?$filter={condition}")
    assert [row["MatterId"] for row in rows] == expected


@pytest.mark.parametrize(
    "query",
    [
        "$filter=MatterColour eq 1",
        "$filter=MatterId is 1",
        "$filter=MatterId eq 1 MatterId",
        "$filter=MatterId eq",
        "$filter=(MatterId eq 1",
        "$filter=MatterId eq #",
        "$filter=MatterId eq 'one'",
        "$filter=MatterIntroDate gt datetime'soon'",
        "$filter=MatterFile gt datetime'2026-01-01'",
        "$orderby=MatterId upwards",
        "$orderby=MatterColour",
        "$top=-1",
        "$format=json",
    ],
)
def test_a_query_that_legistar_refuses(site: Site, query: str) -> None:
    answer = site.get(f"/v1/nyc/matters?{query}")
    assert answer.status == 400
    assert "not valid" in json.loads(answer.read())["Message"]


def test_nulls_sort_first() -> None:
    rows: list[dict[str, Any]] = [{"AId": 1, "B": "x"}, {"AId": 2, "B": None}, {"AId": 3, "B": "a"}]
    assert [r["AId"] for r in select(rows, {"$orderby": "B"}, 9)] == [2, 3, 1]
    assert [r["AId"] for r in select(rows, {"$orderby": "B desc,AId"}, 9)] == [1, 3, 2]
    with pytest.raises(QueryError):
        select(rows, {"$select": "C"}, 9)


def test_a_client_that_prefers_xml_gets_it(site: Site) -> None:
    answer = site.get("/v1/nyc/matters/1/histories", Accept="text/html,application/xml;q=0.9")
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert b"<ArrayOfGranicusHistory" in answer.read()
    assert b"<GranicusMatter" in site.get("/v1/nyc/matters/1", Accept="text/xml").read()
    both = site.get("/v1/nyc/matters", Accept="application/json, text/xml")
    assert both.headers["Content-Type"].startswith("application/json")


def test_other_clients(site: Site) -> None:
    assert site.json("/v1/seattle/matters/7") == {"MatterId": 7}
    assert site.json("/v1/seattle/matters/7/histories") == []
    assert site.json("/v1/seattle/matters/7/texts/8") == {"MatterTextId": 8}
    assert site.json("/v1/metro/indexes")[0]["IndexId"] == 207
    answer = site.get("/v1/gotham/matters")
    assert answer.status == 500
    assert "for client: gotham" in json.loads(answer.read())["ExceptionMessage"]


def test_a_document_by_every_form_of_its_url(site: Site) -> None:
    parts = urlsplit(WA_URL)
    answers = [
        site.get(f"/{WA_URL}"),
        site.get(f"/{parts.netloc}{parts.path}"),
        site.get(parts.path, Host=parts.netloc),
        site.get(WA_URL),  # as a client sends it to a proxy
        site.get(f"/{WA_URL.replace('//', '/')}"),
    ]
    assert [answer.read() for answer in answers] == [WA_BYTES] * 5
    assert answers[0].headers["Content-Type"] == "text/html"


def test_documents_in_the_pack_missing_and_unknown(site: Site) -> None:
    assert site.get("/https://app.leg.wa.gov/2").read() == b"caf\xe9"
    listed = site.get(f"/{MN_URL}")
    assert listed.headers["Content-Type"] == "application/json"
    assert listed.status == 200
    assert site.get(f"/{MN_URL}x").status == 404
    assert site.get(f"/{WA_PDF}").status == 404


def test_an_uncaptured_document_can_be_unavailable(corpus: Path) -> None:
    replay = Replay(corpus, missing_status=503)
    assert replay.answer(f"/{WA_PDF}").status == 503
    assert replay.answer("/https://nowhere.example/").status == 404


def test_pages_of_other_publishers(site: Site) -> None:
    assert site.get("/https://chicago.legistar.com/Legislation.aspx").read().endswith(b"</html>")
    post = site.get("/Calendar.aspx", method="POST", Host="legistar.council.nyc.gov")
    assert b"Calendar" in post.read()
    assert site.get("/https://chicago.legistar.com/People.aspx").status == 404
    law = "/https://code.dccouncil.gov/us/dc/council/periods/21/laws/21-120"
    assert site.get(law).read() == b"<law/>"
    bill = site.json("/https://api.legiscan.com/?key=k&op=getBill&id=230084")
    assert bill == {"status": "OK", "bill": {"bill_id": 230084, "number": "HB1"}}
    assert site.json("/?key=k&op=getBill&id=1")["status"] == "ERROR"
    assert site.json("/?op=getBill&id=230084")["alert"]["message"] == "Invalid API Key"
    assert site.get("/robots.txt").status == 404


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    for target in (f"/{WA_URL}", "/v1/nyc/matters"):
        etag = site.get(target).headers["ETag"]
        again = site.get(target, If_None_Match=etag)
        assert (again.status, again.read()) == (304, b"")
        assert site.get(target, If_None_Match='"other"').status == 200


def test_failures_on_order(corpus: Path) -> None:
    replay = Replay(corpus, slow_seconds=0.05)
    replay.misbehave_once("/histories", "429 Retry-After")
    replay.misbehave_once("/sponsors", "500", times=2)
    replay.misbehave_forever("/attachments", "503")
    with replay as base_url:
        site = Site(base_url)
        assert site.get("/v1/nyc/matters/1/histories").headers["Retry-After"] == "1"
        assert site.get("/v1/nyc/matters/1/histories").status == 200
        statuses = [site.get("/v1/nyc/matters/1/sponsors").status for _ in range(3)]
        assert statuses == [500, 500, 200]
        assert [site.get("/v1/nyc/matters/1/attachments").status for _ in range(2)] == [503, 503]
        replay.behave()
        assert site.get("/v1/nyc/matters/1/attachments").status == 200
    assert len(replay.targets("/sponsors")) == 3
    assert replay.requests[0].misbehaved == "429 Retry-After"


def test_broken_bodies(corpus: Path) -> None:
    replay = Replay(corpus, slow_seconds=0.05)
    with replay as base_url:
        site = Site(base_url)
        expected = site.get("/v1/nyc/matters").read()
        for kind in ("cut", "empty", "html", "slow"):
            replay.misbehave_once("/v1/nyc/matters", kind)
        cut = site.get("/v1/nyc/matters")
        with pytest.raises(http.client.IncompleteRead) as broken:
            cut.read()
        assert broken.value.partial == expected[: len(expected) // 2]
        empty = site.get("/v1/nyc/matters")
        assert (empty.status, empty.read()) == (200, b"")
        html = site.get("/v1/nyc/matters")
        assert (html.status, html.read()[:9]) == (200, b"<!DOCTYPE")
        assert site.get("/v1/nyc/matters").read() == expected  # slow, but whole


def test_chance_is_the_same_in_any_order() -> None:
    chances = parse_chances("500=0.3, 429=0.3,slow=0.1")
    targets = [f"/v1/nyc/matters/{number}" for number in range(200)]
    one, other = Misbehaviour(chances, seed=4), Misbehaviour(chances, seed=4)
    met = {target: one.kind_for(target) for target in targets}
    assert met == {target: other.kind_for(target) for target in reversed(targets)}
    assert set(met.values()) == {None, "500", "429", "429 Retry-After", "slow"}
    assert met != {target: Misbehaviour(chances, seed=5).kind_for(target) for target in targets}
    for target in targets:  # a retry is drawn anew, so it succeeds in the end
        assert None in [one.kind_for(target) for _ in range(30)]


@pytest.mark.parametrize("text", ["boom=0.1", "500", "500=often", "299=0.1"])
def test_a_misbehaviour_that_is_not_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"KIND=PROBABILITY"):
        parse_chances(text)


def test_nobody_answers_after_the_end(corpus: Path) -> None:
    with Replay(corpus) as base_url:
        kept_alive = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=5)
        kept_alive.request("GET", "/v1/nyc/bodies")
        kept_alive.getresponse().read()
        assert kept_alive.sock is not None
        socket = kept_alive.sock
    assert socket.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        Site(base_url).get("/v1/nyc/bodies")


def test_no_corpus_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="give the folder"):
        Replay(tmp_path / "none")


def test_repositories_as_folders(corpus: Path, tmp_path: Path) -> None:
    built = build_repositories(corpus, tmp_path)
    assert [path.name for path in built] == ["usa-legislation", "wa-legislation"]
    bills = tmp_path / "wa-legislation/country:us/state:wa/sessions/2025-2026/bills"
    assert (bills / "HB1581/files/1581_Bill.htm").read_bytes() == WA_BYTES
    assert (bills / "SB2/files/2.htm").read_bytes() == b"caf\xe9"
    assert (bills / "SB2/logs").is_dir()
    federal = tmp_path / "usa-legislation/country:us/state:usa/sessions/119/bills"
    assert json.loads((federal / "HR1/metadata.json").read_bytes()) == {"identifier": "HR 1"}
    with pytest.raises(FileExistsError):
        build_repositories(corpus, tmp_path)
    with pytest.raises(FileNotFoundError, match="zz"):
        build_repositories(corpus, tmp_path / "other", ["zz"])


@pytest.mark.parametrize("bare", [False, True])
def test_repositories_in_git(corpus: Path, tmp_path: Path, bare: bool) -> None:
    (repository,) = build_repositories(corpus, tmp_path, ["wa"], git=True, bare=bare)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", repository.as_uri(), clone], check=True)
    bill = clone / "country:us/state:wa/sessions/2025-2026/bills/HB1581"
    assert (bill / "files/1581_Bill.htm").read_bytes() == WA_BYTES
    assert (repository / "HEAD").exists() is bare
