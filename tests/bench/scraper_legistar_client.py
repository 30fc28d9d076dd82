"""`python -m tests.bench.scraper_legistar_client URL`: reads what our spider reads, with scraper-legistar.

Its throttle is off. The public page that it looks up for each matter is on another host upstream, so
that look-up is left out here, in its favour.
"""

import sys

from legistar.bills import LegistarAPIBillScraper


class Scraper(LegistarAPIBillScraper):
    TIMEZONE = "America/Los_Angeles"

    def legislation_detail_url(self, matter_id: int) -> str:
        return ""


def main(base_url: str) -> None:
    scraper = Scraper(requests_per_minute=0)
    scraper.BASE_URL = f"{base_url}/v1/seattle"
    for matter in scraper.matters():
        number = matter["MatterId"]
        for version in scraper.endpoint("/matters/{0}/versions", number):
            scraper.endpoint("/matters/{0}/texts/{1}", number, version["Key"])
        scraper.history(number)
        scraper.sponsors(number)
        scraper.attachments(number)


if __name__ == "__main__":
    main(sys.argv[1])
