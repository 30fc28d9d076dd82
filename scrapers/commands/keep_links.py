"""`scrapy keep_links`: archives a copy of every page that the knowledge base cites and that has none."""

import argparse

from scrapy.commands import BaseRunSpiderCommand

from scrapers.cited_pages import CitedPages


class Command(BaseRunSpiderCommand):
    requires_project = True

    def syntax(self) -> str:
        return "[-a again=yes]"

    def short_desc(self) -> str:
        return "Archive a copy of every page that the knowledge base cites"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if self.crawler_process is None:
            raise RuntimeError("Scrapy starts this command with its crawler process.")
        self.crawler_process.crawl(CitedPages, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = 1
