"""Which path shows what."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING

from datasette.utils.asgi import Base400, Request, Response, asgi_static

from datasette_legislation import (
    accuracy_page,
    bill_page,
    editorial_page,
    feeds,
    fees_page,
    pages,
    render,
    search_page,
    source_page,
    toolkit_pages,
    updates_page,
)

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

    View = Callable[[Datasette, Request], Awaitable[Response]]


def answered(view: View) -> View:
    """A request that cannot be met is an answer, not a fault: it stays out of the server's log."""

    @wraps(view)
    async def respond(datasette: Datasette, request: Request) -> Response:
        try:
            return await view(datasette, request)
        except Base400 as error:
            return await render.error_page(datasette, request, error)

    return respond


PAGES: list[tuple[str, View]] = [
    (r"^/$", pages.home),
    (r"^/search$", search_page.search_page),
    (r"^/search\.csv$", feeds.search_csv),
    (r"^/search\.atom$", feeds.search_atom),
    (r"^/search\.json$", feeds.search_json),
    (r"^/api/v1/search$", feeds.search_json),
    (r"^/bill/(?P<bill_id>[^/]+?)(?P<json>\.json)?$", bill_page.bill_page),
    (r"^/classes$", pages.classes),
    (r"^/class/(?P<name>[^/]+)$", pages.provision_class),
    (r"^/places$", pages.places),
    (r"^/place/(?P<slug>[^/]+)$", pages.place),
    (r"^/toolkit$", toolkit_pages.toolkit),
    (r"^/toolkit/(?P<slug>[^/]+)$", toolkit_pages.area),
    (r"^/programs$", toolkit_pages.programs),
    (r"^/program/(?P<program_id>[^/]+)$", toolkit_pages.program),
    (r"^/editorial$", editorial_page.editorial_page),
    (r"^/editorial\.json$", editorial_page.editorial_json),
    (r"^/fees$", fees_page.fees_page),
    (r"^/fees\.json$", fees_page.fees_json),
    (r"^/fees\.csv$", fees_page.fees_csv),
    (r"^/updates$", updates_page.updates_page),
    (r"^/updates\.atom$", updates_page.updates_atom),
    (r"^/updates\.ics$", updates_page.calendar),
    (r"^/updates/(?P<week>[^/.]+)\.json$", updates_page.week_json),
    (r"^/updates/(?P<week>[^/.]+)$", updates_page.week_page),
    (r"^/sources$", source_page.sources_page),
    (r"^/sources\.json$", source_page.sources_json),
    (r"^/accuracy$", accuracy_page.accuracy_page),
    (r"^/accuracy\.json$", accuracy_page.accuracy_json),
    (r"^/about$", pages.about),
]
ROUTES = [
    *((path, answered(view)) for path, view in PAGES),
    # Under our own name, however the plugin was installed: Datasette uses the distribution's name.
    (rf"^{render.STATIC_PATH}(?P<path>.*)$", asgi_static(render.STATIC)),
]
# First parts of our paths; a database of such a name would be hidden by them.
NAMES = (
    "search",
    "api",
    "bill",
    "classes",
    "class",
    "places",
    "place",
    "toolkit",
    "programs",
    "program",
    "editorial",
    "fees",
    "updates",
    "sources",
    "accuracy",
    "about",
)
