"""Every page of the site, on a small database of our own."""

import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_database
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.url_builder import Urls

import datasette_legislation
from datasette_legislation import cells, marks, render, routes, words

PATHS = [
    "/",
    "/search",
    "/search?q=988",
    "/search?q=nothing+of+the+kind",
    "/search?place=WA&status=law&class=fee_988&area=finance&level=state&year=2025&type=bill",
    "/search?type=provision&class=any&sort=date",
    "/search?q=lifeline&off_topic=1",
    "/places",
    "/place/us",
    "/place/us_wa",
    "/place/us_nj",
    "/place/us_ny",
    "/place/us_ny_new_york",
    "/place/us_gu",
    "/classes",
    "/class/fee_988",
    "/class/dispatch",
    "/class/insurance",
    "/toolkit",
    "/toolkit/finance-area",
    "/toolkit/legislation-area",
    "/programs",
    "/program/olympia-cru",
    "/toolkit/finance-area?kind=report",
    "/toolkit/finance-area?kind=no+such+kind",
    "/toolkit/legislation-area?stage=champions",
    "/fees",
    "/editorial",
    "/updates",
    "/updates/2026-W47",
    "/updates/2001-W01",
    "/sources",
    "/accuracy",
    "/about",
    *(f"/bill/{bill['bill_id']}" for bill in site_database.BILLS),
    "/bill/us_wa-2025-HB1?version=1",
    "/legislation",
    "/legislation/bills",
    "/legislation/labels",
]
# elements without an end tag
_VOID = {"meta", "link", "input", "br", "img", "hr"}


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_database.build(tmp_path_factory.mktemp("site") / "legislation.db")


@pytest.fixture
def site(path: Path) -> Datasette:
    if not pm.has_plugin("legislation") and not pm.is_registered(datasette_legislation):
        pm.register(datasette_legislation, "legislation")
    return Datasette([str(path)])


class Page(html.parser.HTMLParser):
    """What a test asks of a page; fails on markup that does not nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = dict(attributes)
        self.tags.append((tag, named))
        if tag not in _VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a" and (href := named.get("href")):
            self.links.append(href)
        if identifier := named.get("id"):
            self.ids.append(identifier)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag


async def text_of(site: Datasette, path: str, status: int = 200) -> str:
    response = await site.client.get(path)
    assert response.status_code == status, response.text[:400]
    return str(response.text)


@pytest.mark.parametrize("address", PATHS)
async def test_every_page_is_whole(site: Datasette, address: str) -> None:
    text = await text_of(site, address)
    assert '<html lang="en">' in text
    assert '<main id="main"' in text
    assert "Skip to the content" in text
    assert re.search(r"<title>[^<]{4,}</title>", text)
    if address.startswith("/legislation"):
        return
    page = Page(text)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps), page.headings
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert not [tag for tag, _ in page.tags if tag in ("script", "iframe", "img")]
    assert not [link for link in page.links if link.lower().startswith("javascript:")]
    named = {(tag, attributes.get("rel")) for tag, attributes in page.tags}
    assert ("link", "canonical") in named
    assert any(a.get("name") == "description" and a.get("content") for _, a in page.tags)


@pytest.mark.parametrize("address", PATHS)
async def test_every_link_of_ours_leads_somewhere(site: Datasette, address: str) -> None:
    if address.startswith("/legislation"):
        return
    page = Page(await text_of(site, address))
    seen = set()
    for link in page.links:
        inner, _, anchor = link.partition("#")
        if link.startswith("#"):
            assert anchor in page.ids, link
        elif inner.startswith("/") and inner not in seen:
            seen.add(inner)
            response = await site.client.get(inner)
            assert response.status_code == 200, f"{inner} on {address}"
            if anchor:
                assert f'id="{anchor}"' in response.text, link


async def test_head_answers_like_get(site: Datasette) -> None:
    response = await site.client.request("HEAD", "/bill/us_wa-2025-HB1")
    assert response.status_code == 200


async def test_pages_set_no_cookie_and_allow_no_script(site: Datasette) -> None:
    response = await site.client.get("/bill/us_wa-2025-HB1")
    assert "set-cookie" not in response.headers
    assert "default-src 'none'" in response.headers["content-security-policy"]


async def test_chips_say_where_a_bill_stands(site: Datasette) -> None:
    for bill_id, standing, said in (
        ("us_wa-2025-HB1", "law", "Law"),
        ("us_wa-2025-SB2", "pending", "Introduced"),
        ("us-119-S99", "pending", "Passed one chamber"),
        ("us_nj-2024-A10", "dead", "Not enacted, session over"),
        ("us_ny_new_york-2024-INT5", "dead", "Vetoed"),
        ("us_ny-2023-S7", "unverified", "Not verified: law"),
    ):
        text = await text_of(site, f"/bill/{bill_id}")
        assert f'<span class="chip chip-{standing}">' in text
        assert f"</span>{said}</span>" in text


async def test_an_unverified_law_counts_as_no_law(site: Datasette) -> None:
    text = await text_of(site, "/place/us_ny")
    assert "Recorded, not verified" in text
    assert 'status=law">0</a>' in text


async def test_a_title_with_markup_is_only_text(site: Datasette) -> None:
    for address in (
        "/bill/us_nj-2024-A10",
        "/search?q=crisis",
        "/place/us_nj",
        "/legislation/bills",
    ):
        text = await text_of(site, address)
        assert "<script>alert(&#39;title" not in text
        assert "<script>alert('title" not in text
        assert "&lt;script&gt;alert(" in text
    assert "Introduced &lt;b&gt;twice&lt;/b&gt;." in await text_of(site, "/bill/us_nj-2024-A10")


async def test_only_web_addresses_become_links(site: Datasette) -> None:
    for address in ("/bill/us_nj-2024-A10", "/program/olympia-cru", "/legislation/bills"):
        assert 'href="javascript:' not in await text_of(site, address)


async def test_a_bill_shows_its_text_with_marks(site: Datasette) -> None:
    text = await text_of(site, "/bill/us_wa-2025-HB1")
    assert "<mark>A fee of</mark> <del>thirty</del> <ins>forty</ins> cents" in text
    assert "lifeline &amp; its <mark>crisis teams</mark>" in text
    assert (
        'title="machine, F1 0.87 on 31 examples; score of this label 0.90">988 fee or surcharge '
        '<span class="badge">machine, F1 0.87<span class="unseen"> on 31 examples' in text
    )
    assert 'machine, not measured<span class="unseen">; score of this label 0.90' in text
    assert "retrieved 20 Nov 2026" in text
    assert "abababababab" in text
    assert "Not checked: sponsor." in text
    assert "$0.40 per access line per month" in text
    assert "Lifeline account" in text
    first = await text_of(site, "/bill/us_wa-2025-HB1?version=1")
    assert "The lifeline account is created" not in first


async def test_paragraphs_are_kept_apart(site: Datasette) -> None:
    text = await text_of(site, "/bill/us_nj-2024-A10")
    assert "about despair.</p>\n<p>An officer may come" in text


async def test_a_text_that_could_not_be_read_says_why(site: Datasette) -> None:
    text = await text_of(site, "/bill/us_wa-2025-SB2")
    assert "The text could not be read:" in text
    assert "The PDF is damaged; fetch it again." in text


async def test_a_bill_as_json(site: Datasette) -> None:
    answer = json.loads(await text_of(site, "/bill/us_wa-2025-HB1.json"))
    assert answer["status"] == "enacted"
    assert answer["actions"][0]["classification"] == ["introduction"]
    assert [row["number"] for row in answer["provisions"]] == [1, 2, 3]
    assert answer["provisions"][1]["labels"][0]["class"] in ("fee_988", "mobile_crisis")
    missing = json.loads(await text_of(site, "/bill/us_wa-2025-HB9.json", status=404))
    assert set(missing) == {"error"}


async def test_an_id_in_other_capitals_leads_to_the_bill(site: Datasette) -> None:
    response = await site.client.get("/bill/US_WA-2025-hb1?version=1", follow_redirects=False)
    assert response.status_code == 301
    assert response.headers["location"] == "/bill/us_wa-2025-HB1?version=1"
    response = await site.client.get("/place/WA", follow_redirects=False)
    assert response.headers["location"] == "/place/us_wa"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/bill/us_wa-2025-HB9", 404),
        ("/bill/us_wa-2025-HB1?version=7", 400),
        ("/class/no_such_class", 404),
        ("/place/atlantis", 404),
        ("/toolkit/no-such-area", 404),
        ("/program/no-such-program", 404),
        ("/no-such-page", 404),
        ("/search?class=no_such_class", 400),
        ("/search?place=atlantis", 400),
        ("/search?page=0", 400),
        ("/search?page=x", 400),
        ("/search?year=soon", 400),
        ("/search?q=" + "fee+" * 200, 400),
        ("/search.csv?place=atlantis", 400),
    ],
)
async def test_errors_are_pages_with_a_way_on(site: Datasette, address: str, status: int) -> None:
    text = await text_of(site, address, status)
    page = Page(text)
    assert page.headings == [1]
    assert ("form", "/search") in [(tag, a.get("action")) for tag, a in page.tags]


async def test_a_fault_of_ours_keeps_its_details(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr("datasette_legislation.pages.shelf_of", fail)
    text = await text_of(site, "/places", 500)
    assert "Something went wrong on our side" in text
    assert "a secret path" not in text


async def test_the_map_counts_laws_and_shows_zero(site: Datasette) -> None:
    text = await text_of(site, "/")
    assert 'title="Washington: 1 law"' in text
    assert 'title="Idaho: 0 laws"' in text
    assert 'title="Guam: 0 laws"' in text


async def test_figures_on_the_home_page_are_what_their_links_find(site: Datasette) -> None:
    text = await text_of(site, "/")
    figures = re.findall(r'<dd><a href="/search(\?[^"]+)">([\d,]+)</a></dd>', text)
    assert len(figures) == 3
    for query, figure in figures:
        answer = await site.client.get("/api/v1/search" + query.replace("&amp;", "&"))
        assert answer.json()["total"] == int(figure.replace(",", ""))


async def test_a_share_of_calls_is_shown_without_a_number(site: Datasette) -> None:
    text = await text_of(site, "/program/olympia-cru")
    assert "1,200 calls answered, 2024<br>one in ten, 2025" in text


async def test_an_area_counts_what_its_links_find(site: Datasette) -> None:
    text = await text_of(site, "/toolkit/finance-area")
    counts = text[text.index('class="area-counts"') :].partition("</p>")[0]
    links = re.findall(r'href="/search(\?[^"]+)">([\d,]+) ', counts)
    assert len(links) == 4
    for query, figure in links:
        answer = await site.client.get("/api/v1/search" + query.replace("&amp;", "&"))
        assert answer.json()["total"] == int(figure.replace(",", "")), query


async def test_a_place_names_what_is_charged_now(site: Datasette) -> None:
    text = await text_of(site, "/place/us_wa")
    charge = text[text.index("988 charge") :].partition("</section>")[0]
    assert "In force" in charge
    assert "$0.40" in charge
    assert "$0.25" not in charge, "an earlier rate"
    assert "$0.30" not in charge, "a rate that was only proposed"
    assert '/fees#us_wa-line-fee"' in charge
    proposed = await text_of(site, "/place/us_nj")
    assert re.search(r"Proposed</span>.*2\.5 % of the relay charge", proposed, re.S)


async def test_no_database_hides_behind_our_paths(site: Datasette) -> None:
    assert not set(site.databases) & set(routes.NAMES)
    ours = {pattern.strip("^").split("/")[1].split("(")[0] for pattern, _ in routes.PAGES}
    first = {re.split(r"[\\$.]", name)[0] for name in ours} - {""}
    assert first == set(routes.NAMES)


async def test_without_the_database_pages_say_so(path: Path, tmp_path: Path) -> None:
    assert path.exists()
    text = await text_of(Datasette(memory=True), "/", 404)
    assert "legislation.db is not being served" in text


def implemented() -> Iterator[str]:
    for name in dir(datasette_legislation):
        if hasattr(getattr(datasette_legislation, name), "datasette_impl"):
            yield name


def test_every_hook_has_a_test() -> None:
    tested = {name.removeprefix("test_hook_") for name in globals() if "test_hook_" in name}
    assert tested == set(implemented())


async def test_hook_register_routes(site: Datasette) -> None:
    assert await text_of(site, "/about")
    style = await site.client.get(render.GLOBALS["site_css"])
    assert style.status_code == 200
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text


async def test_hook_prepare_jinja2_environment(site: Datasette) -> None:
    await site.invoke_startup()
    rendered = site.jinja_env.from_string("{{ '2021-09-08'|day }} {{ counted(1, 'law') }}")
    assert await rendered.render_async() == "8 Sep 2021 1 law"


async def test_hook_render_cell(site: Datasette) -> None:
    text = await text_of(site, "/legislation/sponsorships")
    assert re.search('<a href="/bill/us_wa-2025-HB1">[^<]+</a>', text)
    text = await text_of(site, "/legislation/bills/us_wa-2025-HB1")
    assert '<a href="/bill/us_wa-2025-HB1">us_wa-2025-HB1</a>' in text
    text = await text_of(site, "/legislation/bills")
    assert '<a href="/place/us_wa">Washington</a>' in text
    assert '<a href="https://leg.example.gov/hb1" rel="noopener nofollow">' in text
    urls = Urls(site)
    assert cells.cell("javascript:alert(1)", "url", urls) is None
    assert cells.cell("https://a.example/ <b>", "url", urls) is None
    assert cells.cell(5, "bill_id", urls) is None
    assert str(cells.cell('"><script>', "class", urls)).count("<") == 2


async def test_sources_say_how_they_are(site: Datasette) -> None:
    text = await text_of(site, "/sources")
    rows = dict(re.findall(r'<tr role="row" id="(\w+)".*?>(.*?)</tr>', text, re.S))
    assert "Up to date" in rows["govbot"]
    assert "Out of date" in rows["legiscan"]
    assert "2 Jan 2020" in rows["legiscan"]
    assert "LegiScan LLC, CC BY 4.0" in rows["legiscan"]
    assert "Needs a key, <code>LEGISCAN_API_KEY</code>" in rows["legiscan"]
    assert "Last run failed" in rows["us_wa"]
    assert "could not be reached: leg.wa.gov did not answer &lt;in time&gt;." in rows["us_wa"]
    assert "Read, with warnings" in rows["catalogue"]
    assert "Fewer items were met than usual." in rows["catalogue"]
    assert "Not read yet" in rows["us_tx"]
    assert "Oakland City Council" in rows["us_ca_oakland"]
    assert "Not read to its end" in rows["us_ca_oakland"]
    assert 'href="#legistar"' in rows["us_ca_oakland"]
    assert "<time" not in rows["legistar"]
    assert '<li id="us_az_mesa">' in rows["legistar"]


async def test_sources_as_json(site: Datasette) -> None:
    answer = json.loads(await text_of(site, "/sources.json"))
    known = {row["source"]: row for row in answer["sources"]}
    assert known["govbot"]["health"] == "fresh"
    assert known["govbot"]["bills"] == 5
    assert known["govbot"]["known_gaps"][0].startswith("Some places have records only")
    assert known["legiscan"]["age_days"] > 2000
    assert known["us_tx"]["outcome"] is None


@pytest.mark.parametrize(
    "address",
    ["/bill/us_nj-2024-A10", "/place/us_nj", "/class/dispatch", "/search?place=us_nj"],
)
async def test_a_stale_source_shows_its_age_wherever_it_speaks(
    site: Datasette, address: str
) -> None:
    text = await text_of(site, address)
    assert re.search(
        r'<a href="/sources#legiscan">LegiScan</a> was last read [\d,]+ days ago', text
    )
    assert '<a href="https://legiscan.com" rel="noopener">LegiScan LLC, CC BY 4.0</a>' in text


@pytest.mark.parametrize("address", ["/bill/us_wa-2025-HB1", "/place/us_wa", "/class/fee_988"])
async def test_where_all_is_up_to_date_nothing_is_said(site: Datasette, address: str) -> None:
    text = await text_of(site, address)
    assert "Not up to date:" not in text
    assert "LegiScan LLC" not in text
    assert "Open States, collected by govbot, public domain" in text


async def test_a_credit_travels_with_the_data(site: Datasette) -> None:
    line = "LegiScan LLC, CC BY 4.0, https://legiscan.com"
    bill = json.loads(await text_of(site, "/bill/us_nj-2024-A10.json"))
    assert bill["credit"] == line
    found = json.loads(await text_of(site, "/api/v1/search?place=us_nj"))
    assert [result["credit"] for result in found["results"]] == [line]
    assert f'"{line}"' in await text_of(site, "/search.csv?place=us_nj")
    assert f"<rights>{line}</rights>" in await text_of(site, "/search.atom?place=us_nj")
    assert "<rights>" not in await text_of(site, "/search.atom?place=us_ny")


async def test_a_place_names_the_sources_that_were_not_read(site: Datasette) -> None:
    text = await text_of(site, "/place/us_nj")
    assert 'Not read yet: <a href="/sources#us_nj">New Jersey Legislature</a>' in text


async def test_the_examples_on_the_about_page_work(site: Datasette) -> None:
    text = await text_of(site, "/about")
    examples = re.findall(r"curl '(http://localhost[^']+)'", text)
    assert len(examples) == 13
    for example in examples:
        address = example.removeprefix("http://localhost").replace("&amp;", "&")
        assert (await site.client.get(address)).status_code == 200, address


async def test_datasettes_pages_wear_the_same_header(site: Datasette) -> None:
    text = await text_of(site, "/legislation/bills")
    assert 'class="masthead"' in text
    assert "rows-and-columns" in text
    assert "Advanced export" in text
    answer = await site.client.get("/legislation/bills.json?_shape=array&_size=1")
    assert answer.json()[0]["bill_id"]


def test_redline_closes_what_crosses_a_paragraph() -> None:
    shown = marks.redline("ab\n\ncd", inserted=[(1, 5)], evidence=[(0, 2)])
    assert shown == "<p><mark>a</mark><ins><mark>b</mark></ins></p>\n<p><ins>c</ins>d</p>"
    assert marks.redline("a<b", deleted=[(0, 2)]) == "<p><del>a&lt;</del>b</p>"


def test_highlight_escapes_and_never_leaves_a_mark_open() -> None:
    assert marks.highlighted("<i>\ue000x\ue001") == "&lt;i&gt;<mark>x</mark>"
    assert marks.highlighted("\ue000x") == "x"


def test_shifted_spans_are_cut_to_the_provision() -> None:
    assert marks.shifted("[[0, 5], [8, 12], [20, 22]]", 4, 10) == [(0, 1), (4, 6)]


def test_words() -> None:
    assert words.day("2021-09-08") == "8 Sep 2021"
    assert words.day("2021-02-30") == "2021-02-30"
    assert words.day("around 2021") == "around 2021"
    assert words.day(None) == ""
    assert words.cents(0.4, "access line per month") == "$0.40 per access line per month"
    assert words.cents(None, "not read") == "not read"
    assert words.dollars(15000000.0) == "$15,000,000"
