"""The shape of the toolkit: nine issue areas and the featured programs.

An area's `key` is the codebook's; its `slug` is the word in the address of its page.
"""

from typing import Annotated

from pydantic import Field

from legislation.knowledge.models import AreaKey, EntryId, IsoDate, Part, Text, Url


class Consideration(Part):
    title: Text
    text: Text


class Resource(Part):
    title: Text
    publisher: Text
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    kind: Text
    url: Url | None = None


class Way(Part):
    """A way to advance a bill. `from_toolkit` is false where the way is our own."""

    number: int
    title: Text
    from_toolkit: bool
    source: str = ""
    steps: tuple[Text, ...]


class KeyElement(Part):
    """An element of a complete bill, with laws that show it (our reading, not CSG's)."""

    key: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    title: Text
    asks: Text
    law_ids: tuple[EntryId, ...] = ()


class NamedExample(Part):
    place: Text
    level: Text
    instrument: Text
    law_ids: tuple[EntryId, ...] = ()
    program_ids: tuple[EntryId, ...] = ()
    point: Text
    source: Text


class Area(Part):
    """One of the nine issue areas. The last blocks are for legislative strategies alone."""

    as_of: IsoDate
    key: AreaKey
    slug: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    number: int
    title: Text
    snapshot: Text
    considerations: tuple[Consideration, ...]
    resources: tuple[Resource, ...]
    sources: tuple[Url, ...]
    basis: str = ""
    ways_to_advance: tuple[Way, ...] = ()
    ways_note: str = ""
    key_elements: tuple[KeyElement, ...] = ()
    named_examples: tuple[NamedExample, ...] = ()
    named_examples_note: str = ""

    @property
    def id(self) -> str:
        return self.key


class Highlights(Part):
    """What the knowledge base rests on and the programs its home page features, in order."""

    as_of: IsoDate
    name: Text
    based_on: Text
    wording: Text
    seed: str = ""
    cadence: str = ""
    featured: tuple[EntryId, ...]
    also_published_by_csg: tuple[EntryId, ...] = ()

    @property
    def id(self) -> str:
        return "highlights"
