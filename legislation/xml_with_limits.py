"""XML that others wrote, read without fetching, expanding or believing what it declares."""

from lxml import etree


class UnreadableXml(ValueError):
    """The bytes are no well-formed XML, or try what a publisher's XML has no need of."""


def parsed(body: bytes) -> etree._Element:
    """The root element. Raises UnreadableXml, also for entity declarations: a few of them that name
    each other grow into gigabytes (Billion Laughs), and no publisher here declares any.

    lxml itself refuses elements nested above 256 deep and text nodes above 10 MB.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableXml(
            f"XML that is not well-formed ({error.msg or 'it is empty'})"
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        raise UnreadableXml("XML that declares entities of its own, as XML bombs do")
    return root
