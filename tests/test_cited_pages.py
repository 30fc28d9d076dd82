"""`scrapy keep_links` against a small server: copies of what the knowledge base cites."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from crawling import environment, fetches, last_run

from legislation import knowledge
from tests.conftest import ROOT

PAGES = {"/https://example.org/lanterns": b"<p>A lantern report.</p>"}
LAW = """\
jurisdiction: us_wa
as_of: "2026-01-31"
laws:
- id: wa-hb9001-2025
  session: 2025-2026
  identifier: HB 9001
  classification: bill
  title: An invented act about lanterns
  status: introduced
  status_date: "2025-02-03"
  digest:
  - {class: fee_988, does: a charge on each lantern}
  links:
  - {kind: source, url: "https://example.org/lanterns"}
  - {kind: official_text, url: "https://example.org/gone"}
  verified: true
  verified_what: Nothing, it is invented
"""


class _Answer(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  one server, one list

    def do_GET(self) -> None:
        if self.path != "/robots.txt":
            self.asked.append(self.path)
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Answer.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def keep(data: Path, host: str, catalogue: Path) -> subprocess.CompletedProcess[str]:
    settings = ("-s", f"DATA_DIR={data}", "-s", f"BASE_URL={host}")
    command = [sys.executable, "-m", "scrapy", "keep_links", *settings]
    return subprocess.run(
        [*command, "-a", f"catalogue={catalogue.as_uri()}"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_cited_pages_are_kept_once_and_a_dead_link_is_counted(tmp_path: Path, host: str) -> None:
    catalogue = tmp_path / "data" / "knowledge"
    (catalogue / "laws").mkdir(parents=True)
    (catalogue / "laws" / "us_wa.yml").write_text(LAW)
    keep(tmp_path, host, catalogue)
    assert {url for _, url, _ in fetches(tmp_path)} == {"https://example.org/lanterns"}
    record = last_run(tmp_path)
    assert record["skipped"] == {"a copy was kept": 1}
    assert record["quarantined"] == 1, "the dead link"

    kept = {url for _, url, _ in fetches(tmp_path)}
    warned = [str(p) for p in knowledge.check(knowledge.load(catalogue), kept=kept)]
    assert any("1 of 2 cited pages have no copy in the archive" in sentence for sentence in warned)

    keep(tmp_path, host, catalogue)
    assert _Answer.asked.count("/https://example.org/lanterns") == 1, "it is there already"
