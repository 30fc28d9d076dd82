"""Which file is which link: the mirror names a file after the link's URL and the version's note."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from scrapers.platforms.govbot.shapes import Link, Printing

# ".../HouseText26/H8177.pdf" and "...GetObject?objectName=2025-HIB-4225.pdf" have a name and a type
_NAMED = re.compile(r"([^/]+)\.(pdf|html?|xml|rtf|docx?|txt)$", re.IGNORECASE)
# "Substitute (H-1) - 2" -> "Substitute_H_1_2", "8180\xa0 SUB A" -> "8180_SUB_A"
_PUNCTUATION = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
# Text that the mirror made from a document: "1787_Bill_extracted.txt"
_DERIVED = re.compile(r"_extracted\.txt$")


def slug_of(note: str) -> str:
    return _GAPS.sub("_", _PUNCTUATION.sub("", note)).strip("_")


def name_of(link: Link, note: str) -> str:
    """The file's name without its type where the URL does not say it."""
    if named := _NAMED.search(link.url):
        return f"{named[1]}_{slug_of(note)}.{named[2]}"
    return f"bill_content_{slug_of(note)}"


def is_derived(file: PurePosixPath) -> bool:
    return _DERIVED.search(file.name) is not None


def media_type_of(file: PurePosixPath) -> str:
    return mimetypes.guess_type(file.name.lower())[0] or ""


def matched(
    printings: Sequence[Printing], files: Iterable[PurePosixPath]
) -> tuple[dict[tuple[int, int], PurePosixPath], dict[PurePosixPath, int]]:
    """(number of printing, number of link) → file; and file → number of printing for each file
    that carries the printing's note and none of its links' names."""
    by_name = {file.name: file for file in files}
    of_link: dict[tuple[int, int], PurePosixPath] = {}
    for number, printing in enumerate(printings):
        for place, link in enumerate(printing.links):
            name = name_of(link, printing.note)
            untyped = (file for file in by_name.values() if file.stem == name)
            if file := by_name.get(name) or next(untyped, None):
                of_link[number, place] = file
    left = [file for file in by_name.values() if file not in of_link.values()]
    of_printing: dict[PurePosixPath, int] = {}
    # The longest note first: "Second_Substitute_Bill" before "Bill".
    by_length = sorted(range(len(printings)), key=lambda n: -len(slug_of(printings[n].note)))
    for file in left:
        for number in by_length:
            note = slug_of(printings[number].note)
            if note and file.stem.endswith(f"_{note}"):
                of_printing[file] = number
                break
    return of_link, of_printing
