"""What an earlier crawl knew of a bill stands in for what the publisher would not answer today."""

from typing import Any


def filled_from(known: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """The item of today; its empty fields, and the archived bytes of its printings, as last known."""
    texts = {
        link["url"]: link["fetch_id"]
        for version in known.get("versions", [])
        for link in version["links"]
        if link["fetch_id"]
    }
    filled = {name: value or known.get(name, value) for name, value in item.items()}
    filled["versions"] = [
        version
        | {
            "links": [
                link | {"fetch_id": link["fetch_id"] or texts.get(link["url"], "")}
                for link in version["links"]
            ]
        }
        for version in filled["versions"]
    ]
    return filled
