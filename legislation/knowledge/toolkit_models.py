"""The shape of the toolkit: nine issue areas and the featured programs.

An area's `key` is the codebook's; its `slug` is the word in the address of its page.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from legislation.knowledge.models import AreaKey, ClassKey, EntryId, IsoDate, Part, Text, Url


class Consideration(Part):
    """What to weigh, and the laws and programs that show it."""

    title: Text
    text: Text
    classes: tuple[ClassKey, ...] = ()
    law_ids: tuple[EntryId, ...] = ()
    program_ids: tuple[EntryId, ...] = ()


class Resource(Part):
    title: Text
    publisher: Text
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    kind: Literal[
        "practical strategy",
        "field-based example",
        "instructive video",
        "report",
        "dataset",
        "law",
    ]
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
    classes: tuple[ClassKey, ...] = ()
    law_ids: tuple[EntryId, ...] = ()


class Stage(Part):
    """A stage of making a law, as an answer to "what stage are you at?"."""

    key: Annotated[str, Field(pattern=r"^[a-z-]+$")]
    title: Text
    question: Text
    text: Text
    steps: tuple[Text, ...]
    elements: tuple[Text, ...] = ()  # keys of the area's key elements
    classes: tuple[ClassKey, ...] = ()
    areas: tuple[AreaKey, ...] = ()
    law_ids: tuple[EntryId, ...] = ()
    program_ids: tuple[EntryId, ...] = ()


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
    stages: tuple[Stage, ...] = ()
    key_elements: tuple[KeyElement, ...] = ()
    named_examples: tuple[NamedExample, ...] = ()
    named_examples_note: str = ""

    @property
    def id(self) -> str:
        return self.key


def _is_week(value: str) -> str:
    year, _, number = value.partition("-W")
    try:
        if len(value) == 8:
            date.fromisocalendar(int(year), int(number), 1)
            return value
    except ValueError:
        pass  # the sentence below says it for every shape
    raise ValueError(f"{value!r} is no ISO week; write it as 2026-W48")


class ScheduledHighlight(Part):
    """The program of a week; `text` is what the home page and the digest say of it."""

    week: Annotated[str, AfterValidator(_is_week)]
    program_id: EntryId
    text: Text


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
    schedule: tuple[ScheduledHighlight, ...] = ()

    @property
    def id(self) -> str:
        return "highlights"
