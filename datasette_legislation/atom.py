"""Atom feeds (RFC 4287): well-formed whatever publishers wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from datasette_legislation import words

AUTHOR = "Crisis Response Legislation Tracker"


@dataclass(frozen=True)
class Entry:
    """`url` is id and link; `updated` RFC 3339; `html` the content; `rights` the credit line or ""."""

    title: str
    url: str
    updated: str
    html: str
    rights: str = ""


def feed(title: str, about: str, itself: str, updated: str, entries: Iterable[Entry]) -> str:
    """about: the page that the feed tells of. itself: the feed's own address."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"  <title>{_text(title)}</title>\n"
        f"  <id>{_text(about)}</id>\n"
        f"  <link href={quoteattr(about)}/>\n"
        f'  <link rel="self" href={quoteattr(itself)}/>\n'
        f"  <updated>{updated}</updated>\n"
        f"  <author><name>{AUTHOR}</name></author>\n"
        f"{''.join(_entry(entry) for entry in entries)}</feed>\n"
    )


def _entry(entry: Entry) -> str:
    rights = f"    <rights>{_text(entry.rights)}</rights>\n" if entry.rights else ""
    return (
        "  <entry>\n"
        f"    <title>{_text(entry.title)}</title>\n"
        f"    <id>{_text(entry.url)}</id>\n"
        f"    <link href={quoteattr(entry.url)}/>\n"
        f"    <updated>{entry.updated}</updated>\n"
        f"{rights}"
        f'    <content type="html">{_text(entry.html)}</content>\n'
        "  </entry>\n"
    )


def _text(text: str) -> str:
    return escape(words.without_controls(text))
