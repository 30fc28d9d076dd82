"""Every place of a text where a form of `forms.yml` opens: clauses, sections, subdivisions."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from enrich.segmentation.forms import Reader, readers

# fewer line breaks than one in so many characters: the lines of the print were joined
JOINED_LINE = 1000

# "(c)(1) The", "C. 1. No later": a second enumerator right behind the first
_CHAIN = re.compile(
    r"[^\S\n]{0,4}(?:\((?P<inside>\d{1,3}(?:\.\d{1,2})?|[A-Za-z]{1,5}(?:-\d{1,2})?)\)(?=[\s(\[“\"A-Z_—–])"
    r"|(?P<stopped>\d{1,2}|[A-Za-z])\.(?=[^\S\n]))"
)
# "…; now, therefore, be it RESOLVED, That": the clause that only leads over stays with the reasons
_LED_OVER = re.compile(r"\bbe it (?:further )?(?P<at>RESOLVED|Resolved)\b")

_SHAPES = {"parenthesis": "(", "full stop": ".", "subd": "S"}


class Opening(NamedTuple):
    """A form that opens at `text[at]`, its enumerator read up to `after`."""

    at: int
    after: int
    group: str
    number: str
    old: str  # the number that an amendment strikes beside the new one
    opened_by: str  # quotation marks and brackets before the number
    inline: bool  # behind a sentence, not where a line begins
    shape: str = ""  # of a subdivision: "(" parenthesis, "." full stop, "S" Subd.


def openings(text: str) -> tuple[list[Opening], list[Opening]]:
    """All openings in order; and the subdivisions behind a sentence, which are weaker evidence."""
    read = readers()
    found = list(_read(read.first, text, [read.first.pattern.match(text)], inline=False))
    found += _read(read.line, text, read.line.pattern.finditer(text), inline=False)
    covered = [opening.at for opening in found]
    joined = text.count("\n") * JOINED_LINE < len(text)
    loose: list[Opening] = []
    for opening in _read(read.inline, text, read.inline.pattern.finditer(text), inline=True):
        before = bisect_right(covered, opening.at) - 1
        if before >= 0 and opening.at < found[before].after:
            continue
        if opening.group == "subdivision" and not joined:
            loose.append(opening)
        elif joined or opening.group in ("ending", "resolved"):
            found.append(opening)
        if opening.group == "enacting" and joined:  # its colon is not looked at twice
            found += _read(
                read.first, text, [read.first.pattern.match(text, opening.after)], inline=True
            )
    if "RESOLVED" in text or "Resolved" in text:
        found += [
            Opening(match.start("at"), match.end(), "resolved", "", "", "", True)
            for match in _LED_OVER.finditer(text)
        ]
    return list(_apart(_chained(text, found))), list(_apart(_chained(text, loose)))


def _read(
    reader: Reader, text: str, matches: Iterable[re.Match[str] | None], *, inline: bool
) -> Iterator[Opening]:
    for match in matches:
        if match is None:
            continue
        name = match.lastgroup or ""
        form = reader.forms[name]
        index = name.removeprefix("form")
        numbers = match.re.groupindex
        number = match[f"number{index}"] if f"number{index}" in numbers else ""
        old = match[f"old{index}"] if f"old{index}" in numbers else ""
        yield Opening(
            match.start("open"),
            match.end(),
            form.group,
            number or "",
            old or "",
            match["open"],
            inline,
            _SHAPES.get(form.name, ""),
        )


def _chained(text: str, found: list[Opening]) -> Iterator[Opening]:
    reached = 0
    for opening in sorted(found):
        yield opening
        if opening.at < reached or opening.group not in ("subdivision", "act", "code", "announced"):
            continue
        after = opening.after
        while match := _CHAIN.match(text, after):
            at = match.end() - len(match.group().lstrip())
            after = reached = match.end()
            number = match["inside"] or match["stopped"]
            shape = "(" if match["inside"] else "."
            yield Opening(at, after, "subdivision", number, "", "", opening.inline, shape)


def _apart(found: Iterable[Opening]) -> Iterator[Opening]:
    """In order, without what lies inside the opening before."""
    end = -1
    for opening in sorted(found):
        if opening.at >= end:
            yield opening
            end = opening.after
