"""The site: Datasette's plugin hooks, a few lines each. The work is in the modules beside this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from jinja2 import Environment
from markupsafe import Markup

from datasette_legislation import cells, render, routes

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Clean, citable paths; Datasette's own pages live under /legislation."""
    return routes.ROUTES


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Filters that our templates use, and the address of the stylesheet."""
    env.filters.update(render.FILTERS)
    env.globals.update(render.GLOBALS)


@hookimpl
def render_cell(value: Any, column: str, datasette: Datasette) -> Markup | None:
    """Links from Datasette's own tables to our pages, and to http addresses only."""
    return cells.cell(value, column, datasette.urls)
