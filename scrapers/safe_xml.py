"""The root of a publisher's XML answer, or its own words where it answers something else."""

from typing import Any

from lxml import etree

from legislation.xml_with_limits import parsed


def root_of(body: bytes, name: str) -> Any:
    """The root element, an lxml element called `name`.

    Raises ValueError for what is no XML, has a document type, in which an attack would hide, or has
    another root; the message ends in the publisher's own words if there are any.
    """
    root = parsed(body)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type, which this publisher never sends")
    if root.tag != name:
        said = " ".join(" ".join(root.itertext()).split())[:200]
        due = etree.QName(name).localname
        raise ValueError(f"{etree.QName(root).localname} where {due} was due ({said})")
    return root


def texts_of(element: Any) -> dict[str, str]:
    """The children that hold text alone, by name; of several with one name, the last."""
    return {
        child.tag: " ".join((child.text or "").split())
        for child in element.iterchildren("*")
        if not len(child)
    }
