"""Legistar's Web API, webapi.legistar.com/v1/<client>/…, over rows that a client supplies."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from xml.etree import ElementTree

from tests.replay.odata import QueryError, Row, select
from tests.replay.upstream import Answer, Upstream, json_answer

HOST = "webapi.legistar.com"
PAGE_CAP = 1000  # rows a request, whatever $top asks for
# "/v1/nyc/matters/61485/histories"
ROUTE = re.compile(r"^/v1/(?P<client>[^/]+)/(?P<resource>.+?)/?$", re.IGNORECASE)
# "matters/61485"
ONE_MATTER = re.compile(r"^matters/(?P<matter>\d+)$")
# "matters/61485/histories"
MATTER_PART = re.compile(
    r"^matters/\d+/(versions|histories|sponsors|attachments|indexes|codesections|relations)$"
)
# Control characters, which XML cannot carry: "\x0b" in a pasted title
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# "matters/61485/texts": only /texts/<MatterTextId> may be read
TEXT_LIST = re.compile(r"^matters/\d+/texts$")


class Client(Protocol):
    def get(self, resource: str) -> Sequence[Row] | Row | None:
        """Rows of "matters", "matters/1/histories", "bodies"…; one row of "matters/1/texts/2"."""


class Legistar:
    """Every client known here; another name is answered as upstream answers it.

    `restricted` are ids of matters to mark as withheld from the public pages.
    """

    def __init__(
        self,
        clients: Mapping[str, Client],
        page_cap: int = PAGE_CAP,
        restricted: Sequence[int] = (),
    ) -> None:
        self.clients, self.page_cap, self.restricted = clients, page_cap, frozenset(restricted)

    def answer(self, asked: Upstream) -> Answer | None:
        route = ROUTE.match(asked.path)
        if not route or asked.host not in ("", HOST):
            return None
        name, resource = route["client"].lower(), route["resource"].lower()
        if name not in self.clients:
            return json_answer(_not_set_up(name), 500)
        if TEXT_LIST.match(resource):
            message = "The requested resource does not support http method 'GET'."
            return json_answer({"Message": message}, 405)
        found = self._rows(self.clients[name], resource)
        if found is None:
            message = f"No HTTP resource was found that matches the request URI '{asked.path}'."
            return json_answer({"Message": message}, 404)
        if isinstance(found, Mapping):
            return _negotiated(found, resource, asked.accept)
        try:
            page = select(found, asked.parameters, self.page_cap)
        except QueryError as error:
            message = f"The query specified in the URI is not valid. {error}"
            return json_answer({"Message": message, "ExceptionMessage": str(error)}, 400)
        return _negotiated(page, resource, asked.accept)

    def _rows(self, client: Client, resource: str) -> Sequence[Row] | Row | None:
        found = client.get(resource)
        if found is None and (one := ONE_MATTER.match(resource)):
            matters = client.get("matters")
            rows = matters if isinstance(matters, Sequence) else []
            found = next((row for row in rows if row["MatterId"] == int(one["matter"])), None)
        if found is None and MATTER_PART.match(resource):
            return []
        if found is None or isinstance(found, Mapping):
            return found and self._marked(found)
        return [self._marked(row) for row in found]

    def _marked(self, row: Row) -> Row:
        if row.get("MatterId") in self.restricted:
            return {**row, "MatterRestrictViewViaWeb": True}
        return row


def _not_set_up(client: str) -> dict[str, Any]:
    return {
        "Message": "An error has occurred.",
        "ExceptionMessage": "LegistarConnectionString setting is not set up in InSite for client: "
        + client,
        "ExceptionType": "System.Exception",
        "StackTrace": None,
    }


def _negotiated(payload: Any, resource: str, accept: str) -> Answer:
    """JSON, unless the Accept header prefers XML, as a browser's and Scrapy's default do."""
    if "json" in accept or "xml" not in accept:
        return json_answer(payload)
    plural = [part for part in resource.title().split("/") if not part.isdigit()][-1]
    singular = f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")
    if isinstance(payload, Mapping):
        root = _element(f"Granicus{singular}", payload)
    else:
        root = ElementTree.Element(f"ArrayOfGranicus{singular}")
        root.extend(_element(f"Granicus{singular}", row) for row in payload)
    root.set("xmlns", "http://schemas.datacontract.org/2004/07/LegistarWebAPI.Models.v1")
    return Answer(ElementTree.tostring(root), "application/xml; charset=utf-8")


def _element(name: str, row: Row) -> ElementTree.Element:
    element = ElementTree.Element(name)
    for field in sorted(row):
        value = row[field]
        child = ElementTree.SubElement(element, field)
        child.text = None if value in (None, []) else NOT_XML.sub("", str(value))
    return element
