"""Our pages in our templates: what every page needs, once."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette.utils.asgi import Base400, Request, Response
from markupsafe import Markup

from datasette_legislation import badges, cells, marks, settings, words

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

STATIC = Path(__file__).parent / "static"
# The package's name in a path, however the plugin was loaded.
STATIC_PATH = "/-/static-plugins/datasette_legislation/"
SITE_NAME = "Crisis Response Legislation Tracker"
# The site ships none, and publishers' words must not bring any
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Pages that belong to a part of the site whose list has the plural.
_SECTIONS = {"place": "places", "class": "classes", "program": "programs"}
# "www.leg.state.example" is called "leg.state.example"
_QUIET = re.compile(r"^www\.")


def host(address: str) -> str:
    """`https://www.example.gov/a/b` as "example.gov"."""
    try:
        return _QUIET.sub("", urlsplit(address).hostname or address)
    except ValueError:
        return address


def outward(address: str | None, text: str | None = None) -> Markup:
    """A link to an http address; anything else as escaped text."""
    if safe := cells.web_address(address):
        link = Markup('<a href="{}" rel="noopener">{}</a>')
        return link.format(safe, text or host(safe))
    return Markup("{}").format(text or address or "")


FILTERS = {
    "day": words.day,
    "plain": words.plain,
    "section": words.section,
    "one_line": words.one_line,
    "dollars": words.dollars,
    "number": words.number,
    "outward": outward,
    "host": host,
    "from_json": json.loads,
}
GLOBALS = {
    "counted": words.counted,
    "curated": badges.CURATED,
    "label_badge": badges.of_label,
    "refused_badge": badges.of_refused,
    "amount_words": words.cents,
    "highlighted": marks.highlighted,
    "site_name": SITE_NAME,
    "site_css": STATIC_PATH
    + "site.css?"
    + hashlib.sha256((STATIC / "site.css").read_bytes()).hexdigest()[:10],
    "standings": words.STANDINGS,
    "levels": words.LEVELS,
    "types": words.TYPES,
    "healths": words.HEALTH,
}


async def page(
    datasette: Datasette,
    request: Request,
    template: str,
    title: str,
    description: str = "",
    canonical: str | None = None,
    **context: Any,
) -> Response:
    """A page of ours. `canonical` is the path to cite, the page's own path where not given."""
    body = await datasette.render_template(
        template,
        {
            "title": title,
            "description": description,
            "canonical": datasette.absolute_url(
                request, datasette.urls.path(canonical or request.path)
            ),
            "mailing_list": settings.mailing_list(datasette),
            "origin": datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/"),
            "section": _SECTIONS.get(first := request.path.strip("/").partition("/")[0], first),
            **context,
        },
        request=request,
    )
    return Response.html(body, headers={"Content-Security-Policy": POLICY})


async def error_page(datasette: Datasette, request: Request, error: Base400) -> Response:
    """One sentence and a search box, with the status of the error."""
    body = await datasette.render_template(
        "error.html", {"status": error.status, "error": str(error)}, request=request
    )
    return Response.html(body, status=error.status, headers={"Content-Security-Policy": POLICY})
