"""A spider for each council of `scrapers/platforms/legistar/councils.yml`, called by its slug.

Scrapy finds spiders among the names of a module, so each class gets one here.
History: 2026-11-23 written.
"""

from legislation.jurisdictions import jurisdiction
from scrapers.platforms.legistar.councils import Council, councils
from scrapers.platforms.legistar.spider import LegistarSpider


def spider_of(council: Council) -> type[LegistarSpider]:
    """Raises UnknownJurisdiction for a slug that `jurisdictions.yml` does not list."""
    place = jurisdiction(council.slug)
    attributes = {
        "__doc__": f"{place.legislature}, through Legistar.",
        "__module__": __name__,
        "name": council.slug,
        "council": council,
        "token_variable": council.token_variable,
    }
    return type(council.slug, (LegistarSpider,), attributes)


globals().update({slug: spider_of(council) for slug, council in councils().items()})
