"""`scrapy crawl NAME`, with an exit status that says whether the source was read."""

import argparse
from pathlib import Path

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from legislation.lock import AlreadyHeld, only_holder
from scrapers.source_spider import SourceSpider


class Command(ScrapyCrawl):
    """Scrapy exits 0 when a spider failed; a schedule must see that it did."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("Name one spider; `scrapy list` shows them.", print_help=False)
        process = self.crawler_process
        if process is None:
            raise RuntimeError("Scrapy starts this command with a crawler process.")
        if args[0] not in process.spider_loader.list():
            raise UsageError(
                f"There is no spider {args[0]!r}; `scrapy list` shows them.", print_help=False
            )
        crawler = process.create_crawler(args[0])
        lock = Path(process.settings["DATA_DIR"]) / "items" / args[0]
        try:
            with only_holder(lock, f"Another crawl of {args[0]} is running; wait for it to end."):
                process.crawl(crawler, **opts.spargs)
                process.start()
        except AlreadyHeld as error:
            raise UsageError(str(error), print_help=False) from None
        spider = crawler.spider
        outcome = spider.run.record.outcome if isinstance(spider, SourceSpider) else ""
        # Paused is no failure: today's requests are used up, and tomorrow's crawl goes on.
        if process.bootstrap_failed or outcome.partition(":")[0] not in ("finished", "paused"):
            self.exitcode = 1
