"""The site in a real browser: two widths, no script, the keyboard alone."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import site_database
from crawling import crawl

from legislation import build as building
from legislation import codebook

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",  # the tests also run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (390, 1280)
PAGES = {
    "home": "/",
    "search": "/search?q=988+fee",
    "browse": "/search",
    "bill": "/bill/us_wa-2025-HB1",
    "class": "/class/fee_988",
    "place": "/place/us_wa",
    "places": "/places",
    "toolkit": "/toolkit/finance-area",
    "programs": "/program/olympia-cru",
    "corrected": "/bill/us_ny_new_york-2024-INT5",
    "stage": "/toolkit/legislation-area?stage=champions#stage",
    "fees": "/fees",
    "editorial": "/editorial",
    "updates": "/updates",
    "week": "/updates/2026-W47",
    "accuracy": "/accuracy",
    "about": "/about",
    "error": "/bill/no-such-bill",
    "data": "/legislation/jurisdictions",
}
# Loads the plugin where the project is on the path but not installed.
SHIM = """
import datasette_legislation
from datasette.plugins import pm

if not pm.has_plugin("legislation") and not pm.is_registered(datasette_legislation):
    pm.register(datasette_legislation, "legislation")
"""
# What a keyboard or a finger can reach, too small to be hit: WCAG 2.2, 2.5.8 excepts links in text.
SMALL_TARGETS = """
() => [...document.querySelectorAll('button, input:not([type=hidden]), summary, nav a, .tile, .tag')]
  .filter(e => e.getClientRects().length)
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([_, box]) => box.height < 23.5 || box.width < 23.5)
  .map(([html, box]) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""
# Text whose colour is too near to its ground: WCAG 2.2, 1.4.3. Grounds are plain colours here.
FAINT_TEXT = """
() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    for (let at = e; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const e of document.querySelectorAll('body *')) {
    if (!e.getClientRects().length || e.closest('.unseen')) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    const [a, b] = [light(channels(style.color)), light(ground(e))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faint.add(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...faint];
}
"""
UNNAMED = """
() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML)
"""


def executable() -> str | None:
    """The browser that tests/find_browser.sh finds; None is Playwright's own."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server on a free port."""
    folder = tmp_path_factory.mktemp("served")
    path = site_database.build(folder / "legislation.db")
    yield from _served(path, folder)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server with the catalogue that ships."""
    folder = tmp_path_factory.mktemp("shipped")
    assert crawl("catalogue", folder).returncode == 0
    building.build(folder)
    yield from _served(folder / "legislation.db", folder)


def _served(path: Path, folder: Path) -> Iterator[str]:
    """On a free port of this machine."""
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "site.py").write_text(SHIM)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(path), "--port", str(port)]
    command += ["--host", "127.0.0.1", "--plugins-dir", str(plugins)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _answering(f"http://127.0.0.1:{port}", server, folder / "log")
    finally:
        server.terminate()
        server.wait(10)


def _answering(origin: str, server: "subprocess.Popen[bytes]", log: Path) -> str:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{origin}/-/versions.json", timeout=5)
            return origin
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise AssertionError(f"the server did not start: {log.read_text()[-800:]}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        try:
            started = driver.chromium.launch(executable_path=executable(), args=FLAGS)
        except playwright.Error as error:
            pytest.skip(f"no Chromium works here; see tests/find_browser.sh: {str(error)[:200]}")
        yield started
        started.close()


class Visit:
    """A page and what went wrong while it was shown."""

    def __init__(self, browser: Any, origin: str, width: int, **options: Any) -> None:
        size = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=size, base_url=origin, **options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("requestfailed", lambda r: self.wrong.append(f"failed: {r.url}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.origin = origin

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.origin, "data:")):
            self.wrong.append(f"someone else is asked: {request.url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400 and "no-such" not in response.url:
            self.wrong.append(f"{response.status}: {response.url}")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            self.wrong.append(f"console: {message.text}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_page(browser: Any, origin: str, name: str, width: int) -> None:
    visit = Visit(browser, origin, width)
    page = visit.page
    page.goto(PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert not visit.wrong
    assert not visit.context.cookies()
    if name != "data":  # Datasette's own forms are its own
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate(UNNAMED) == []
        assert page.evaluate(FAINT_TEXT) == []
    visit.context.close()


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "search",
        "bill",
        "corrected",
        "class",
        "place",
        "fees",
        "stage",
        "week",
        "accuracy",
        "error",
    ],
)
def test_dark_scheme_can_be_read(browser: Any, origin: str, name: str) -> None:
    visit = Visit(browser, origin, 1280, color_scheme="dark")
    visit.page.goto(PAGES[name])
    assert visit.page.evaluate(FAINT_TEXT) == []
    visit.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [name for name in PAGES if name != "data"])
def test_page_without_script(browser: Any, origin: str, name: str, width: int) -> None:
    visit = Visit(browser, origin, width, java_script_enabled=False)
    visit.page.goto(PAGES[name])
    visit.page.locator("h1").wait_for(state="visible")
    assert not visit.wrong
    size = visit.context.new_cdp_session(visit.page).send("Page.getLayoutMetrics")
    assert size["cssContentSize"]["width"] <= width
    visit.context.close()


def test_searching_with_the_keyboard_alone(browser: Any, origin: str) -> None:
    visit = Visit(browser, origin, 1280, java_script_enabled=False)
    page = visit.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("lifeline -raising")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=lifeline+-raising")
    page.locator("h2", has_text="result").wait_for(state="visible")
    page.locator(".hit mark").first.wait_for(state="visible")
    page.get_by_role("link", name="HB 1").first.click()
    page.wait_for_url("**/bill/us_wa-2025-HB1*")
    page.locator("ins").first.wait_for(state="visible")
    assert not visit.wrong
    visit.context.close()


def test_a_link_to_a_provision_leads_to_it(browser: Any, origin: str) -> None:
    visit = Visit(browser, origin, 390)
    visit.page.goto("/bill/us_wa-2025-HB1?version=2#p3")
    visit.page.locator("#p3 .statute").wait_for(state="visible")
    assert visit.page.locator("#p3").bounding_box()["y"] < 900
    visit.context.close()


@pytest.mark.parametrize("area", list(codebook.areas()))
def test_each_area_leads_to_a_law_and_a_program_in_two_clicks(
    browser: Any, shipped: str, area: str
) -> None:
    visit = Visit(browser, shipped, 1280, java_script_enabled=False)
    page = visit.page
    page.goto("/toolkit")
    page.locator(".area-cards h2 a").nth(list(codebook.areas()).index(area)).click()
    start = page.url
    page.locator(".area-laws a").first.click()
    assert "/bill/" in page.url
    line = page.locator(f"#{page.url.partition('#')[2]}")
    line.wait_for(state="visible")
    assert line.locator(".section-number").inner_text().strip()
    assert page.locator(".chip-law").count() >= 1, "a law, no proposal"
    page.goto(start)
    page.locator("section[aria-labelledby=programs] a").first.click()
    assert "/program/" in page.url
    page.get_by_role("heading", name="Sources").wait_for(state="visible")
    assert not visit.wrong
    visit.context.close()
