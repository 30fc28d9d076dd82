"""Printed text to provisions: the sections of a bill, or the subdivisions of a long section.

`segmentation/forms.yml` says how legislatures print a section; the rooms of `segmentation` find the
forms, read the outline and cut. Offsets refer to the printed text as given. Front matter above the
enacting clause and a sponsor's statement below the last section are nobody's provision and are left
out.
"""

from bisect import bisect_left
from collections.abc import Iterator

from enrich.segmentation.bounds import above, body
from enrich.segmentation.division import LIST_WORDS, divide, paragraphs, trim, words
from enrich.segmentation.headings import heading_of
from enrich.segmentation.openings import Opening, openings
from enrich.segmentation.provision import Provision
from enrich.segmentation.sections import Section, has_subdivisions, outline, section_openings

__all__ = ["METHOD", "METHOD_VERSION", "Provision", "segment"]

METHOD = "forms"
METHOD_VERSION = "3"

STRAY_WORDS = 12  # "Division I" and other titles below the enacting clause are no provision
FRONT_MATTER_WORDS = 150  # nor is so much above the first section where no clause is found


def segment(text: str) -> list[Provision]:
    """Provisions in order, none overlapping, each trimmed; `[]` where there is no text."""
    found, loose = openings(text)
    begin, end = body(text, found)
    if not text[begin:end].strip():
        return []
    starts = section_openings(text, found, begin, end)
    first = starts[0].at if starts else end
    parts = list(_head(text, found, loose, begin, first, is_all=not starts))
    for section in _sections(text, found, loose, starts, begin, end):
        parts += _provisions(text, section)
    return parts


def _head(
    text: str, found: list[Opening], loose: list[Opening], begin: int, end: int, *, is_all: bool
) -> Iterator[Provision]:
    """What stands between the enacting clause and the first section."""
    reasons = next((o for o in found if o.group == "preamble" and begin <= o.at < end), None)
    if reasons:
        clause = next(
            (o.at for o in found if o.group == "enacting" and reasons.at < o.at < end), end
        )
        whole = trim(text, Provision(None, "Whereas", reasons.at, clause))
        if whole and words(text, whole.start, whole.end) <= LIST_WORDS:
            yield whole
        elif whole:
            yield from paragraphs(text, whole)
        return
    if is_all or words(text, begin, end) > (STRAY_WORDS if begin else FRONT_MATTER_WORDS):
        start = Opening(begin, begin, "act", "", "", "", False)
        section = Section(start, end)
        _fill(text, section, [o for o in found if begin <= o.at < end], loose)
        yield from divide(text, Provision(None, None, begin, end), section.root, section.codes)


def _sections(
    text: str,
    found: list[Opening],
    loose: list[Opening],
    starts: list[Opening],
    begin: int,
    end: int,
) -> Iterator[Section]:
    taken = {start.at for start in starts}
    hosts = [start for start in starts if start.group != "code"]
    if starts and starts[0].group == "code":
        hosts = [start for start in starts if start.at < (hosts[0].at if hosts else end)] + hosts
    below = sorted([o for o in found if o.group == "subdivision" and o.at not in taken] + starts)
    places = [opening.at for opening in below]
    for number, host in enumerate(hosts):
        stop = hosts[number + 1].at if number + 1 < len(hosts) else end
        section = Section(host, above(text, host.at, stop) if stop < end else stop)
        low = bisect_left(places, section.opening.after)
        _fill(text, section, below[low : bisect_left(places, section.end)], loose)
        yield section


def _fill(text: str, section: Section, inside: list[Opening], loose: list[Opening]) -> None:
    """The section's outline; where no line begins with an enumerator, by those behind sentences."""
    outline(text, section, inside)
    lists = [section.root, *(code.root for code in section.codes)]
    if any(has_subdivisions(root) for root in lists):
        return
    low, high = (bisect_left(loose, place, key=_at) for place in (section.opening.at, section.end))
    if low < high:
        section.codes = []
        outline(text, section, sorted({o.at: o for o in loose[low:high] + inside}.values()))


def _at(opening: Opening) -> int:
    return opening.at


def _provisions(text: str, section: Section) -> Iterator[Provision]:
    opening = section.opening
    heading = (
        "Resolved"
        if opening.group == "resolved"
        else heading_of(text, opening.after, section.end, is_subdivision=False)
    )
    whole = Provision(opening.number or None, heading, opening.at, section.end)
    yield from divide(text, whole, section.root, section.codes)
