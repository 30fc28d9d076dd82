"""What differs from Scrapy's defaults, and why."""

import os

BOT_NAME = "crisis-legislation-tracker"
SPIDER_MODULES = ["scrapers.spiders"]
COMMANDS_MODULE = "scrapers.commands"  # a crawl that failed exits non-zero

# Ours: where raw/, items/, runs/, quarantine/ and git/ are kept.
DATA_DIR = os.environ.get("LEGISLATION_DATA", "data")
# Ours: False keeps every bill, not only those about crisis response.
TOPIC_FILTER = True

# Ours: a web archive to read instead of the network.
WARC = ""
# Ours: True sends one request only and tells whether the answer is of the shape that is read.
LIVE_CHECK = False
# Ours: True reads every bill anew, though nothing says that it changed.
READ_ANEW = False
# Ours: how many requests a day; 0 is no limit. A spider sets what its publisher allows.
REQUESTS_A_DAY = 0

# A publisher who is bothered should know whom to write to.
CONTACT = os.environ.get("LEGISLATION_CONTACT", "no contact given")
USER_AGENT = f"crisis-legislation-tracker/0.1 (policy research; {CONTACT})"
ROBOTSTXT_OBEY = True
DOWNLOAD_VERIFY_CERTIFICATES = True  # a text that may be quoted must come from its publisher
COOKIES_ENABLED = False  # nothing here needs a login
METAREFRESH_ENABLED = False  # a page that leads elsewhere is no answer, and may repeat our address

# One request a second to a host, slower when it answers slowly. A replay, a proxy or a folder on
# this machine is not slowed down: see SourceSpider.update_settings.
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
DOWNLOAD_TIMEOUT = 60

# Legislatures' servers fail for minutes at a time, and a list page that is lost loses its bills.
RETRY_TIMES = 9
RETRY_PRIORITY_ADJUST = 0  # a retried list page must not wait until all known bills are read
RETRY_BACKOFF = 1.0  # ours: seconds before the first retry, doubled for each further one
RETRY_BACKOFF_MAX = 30.0  # ours

# The longest bills are some 10 MB; budgets as PDF reach 40. Anything larger is put aside.
DOWNLOAD_MAXSIZE = 60 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0

DOWNLOAD_HANDLERS = {
    "http": "scrapers.tokens.TokenOnTheWire",
    "https": "scrapers.tokens.TokenOnTheWire",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapers.unpacking.Unpacking": 590,
    "scrapers.archiving.Archiving": 545,  # after retrying: only the final response is kept
    "scrapers.retrying.Retrying": 550,
    "scrapers.revalidating.Revalidating": 560,  # before retrying: it must see a whole answer
    "scrapers.daily_budget.DailyBudget": 570,  # retries count, too
}
SPIDER_MIDDLEWARES = {
    "scrapers.spider_errors.ListRows": 5,
    "scrapers.spider_errors.SpiderErrors": 10,
    "scrapers.live_check.LiveCheck": 15,
    "scrapers.missing_key.MissingKey": 20,
}
ITEM_PIPELINES = {"scrapers.pipelines.Recording": 100}
EXTENSIONS = {
    "scrapers.run_record.RunRecord": 10,
    "scrapers.progress.Progress": 20,
    "scrapy.extensions.logstats.LogStats": None,  # progress says it
}

# Progress and one sentence a problem are what a person wants to read; -L DEBUG shows the rest.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(levelname)s: %(message)s"
STATS_DUMP = False
TELNETCONSOLE_ENABLED = False  # no open port
REMOTE_CONTROL_ENABLED = False  # no open port
