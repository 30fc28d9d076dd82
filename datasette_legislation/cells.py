"""Cells of Datasette's own tables: ids lead to our pages, addresses to the publisher."""

from typing import Any

from datasette.url_builder import Urls
from markupsafe import Markup

PAGES = {
    "bill_id": "/bill/",
    "related_bill_id": "/bill/",
    "jurisdiction": "/place/",
    "parent": "/place/",
    "class": "/class/",
    "program_id": "/program/",
}


def web_address(text: Any) -> str | None:
    """The text if it is an http or https address and nothing else."""
    if not isinstance(text, str) or any(sign.isspace() or sign in "<>\"'" for sign in text):
        return None
    return text if text.lower().startswith(("https://", "http://")) else None


def cell(value: Any, column: str, urls: Urls) -> Markup | None:
    """A link, or None to leave the cell to Datasette.

    A value that only looks like an address (`javascript:...`) stays text: Datasette escapes it.
    """
    label = value
    if isinstance(value, dict) and "label" in value:  # a key that Datasette has looked up
        value, label = value.get("value"), value["label"]
    if not isinstance(value, str) or not value:
        return None
    if column in PAGES:
        return Markup('<a href="{}">{}</a>').format(urls.path(PAGES[column] + value), label)
    if label is not value:
        return None
    if address := web_address(value):
        return Markup('<a href="{}" rel="noopener nofollow">{}</a>').format(address, value)
    return None
