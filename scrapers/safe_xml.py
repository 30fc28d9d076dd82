"""XML as a publisher sends it: nothing it names is fetched, no entity is expanded."""

from typing import Any

from lxml import etree


def root_of(body: bytes, name: str) -> Any:
    """The root element, an lxml element called `name`.

    Raises ValueError for what is no XML, has a document type, in which an attack would hide, or has
    another root; the message ends in the publisher's own words if there are any.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type, which this publisher never sends")
    if root.tag != name:
        said = " ".join(" ".join(root.itertext()).split())[:200]
        raise ValueError(f"{etree.QName(root).localname} where {name} was due: {said}")
    return root


def texts_of(element: Any) -> dict[str, str]:
    """The children that hold text alone, by name; of several with one name, the last."""
    return {
        child.tag: " ".join((child.text or "").split())
        for child in element.iterchildren("*")
        if not len(child)
    }
