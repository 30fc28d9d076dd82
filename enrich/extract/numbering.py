"""The numbers of law: "sections 5.1, subdivision 2, and 5.3", "chapter 1 of title 17"."""

import re
from typing import NamedTuple

# "245A.03", "37.2-311.1", "290bb–36c", "135-C:70", "39-2,105", "20-h", "754/5"
NUMBER = (
    r"\d{1,6}[A-Za-z]{0,3}(?:[-–‑.:/](?:\d{1,5}[A-Za-z]{0,4}|[A-Z]{1,2}(?=[:.-])|[A-Za-z](?!\w))"
    r"|(?:(?<=\d-\d)|(?<=\d-\d\d)),\d{3}[a-z]?){0,5}(?![\w%$])"
)
# "XIX", "C", "4A"
_RANK = rf"(?:[IVXLC]{{1,7}}(?![\w.])|[A-Z]{{1,2}}(?![\w.])|{NUMBER})"
# "(3)", "2a", "b": how subdivisions are numbered
_ITEM = r"(?:\(\w{1,5}\)|\d{1,3}[a-z]?(?!\w|[.-]\w)|[A-Za-z](?!\w))"
# ", and ", " or ", " to "
_AND = r"(?:, (?:and |or )?| and | or | to | through )"
# "(a)(3)", " (7) and (8)", ", subdivisions 2, 5", ", by adding a subdivision"
_PINPOINT = (
    rf"(?: ?\(\w{{1,5}}\)){{0,6}}(?:{_AND}(?:\(\w{{1,5}}\)){{1,4}}){{0,8}}"
    r"(?:,? (?:subdivisions?|subds?\.|subsections?|subsecs?\.|paragraphs?|pars?\.|clauses?|items?"
    rf"|subparagraphs?) {_ITEM}(?:{_AND}{_ITEM}){{0,8}}"
    r"|, by adding (?:a )?(?:new )?subdivisions?){0,4}"
)
# From the largest to the smallest; "" is a number that follows the name of its code.
UNITS = {
    "tit.": ("titles", "title", "tit."),
    "subtit.": ("subtitles", "subtitle"),
    "ch.": ("chapters", "chapter", "chs.", "ch.", "c."),
    "subch.": ("subchapters", "subchapter", "subch."),
    "art.": ("articles", "article", "art."),
    "pt.": ("parts", "part", "pt."),
    "subpt.": ("subparts", "subpart"),
    "§": (
        *("sections", "section", "code sections", "code section"),
        *("secs.", "sec.", "ss.", "s.", "§§", "§"),
    ),
}
_UNIT_OF = {
    spelling: unit
    for unit, words in UNITS.items()
    for word in words
    for spelling in (word, word.capitalize(), word.title(), word.upper())
}
_UNIT = "(?P<unit>" + "|".join(re.escape(word) for word in _UNIT_OF) + ")"
_HEAD = re.compile(rf"{_UNIT} ?(?P<number>{_RANK})(?P<pin>{_PINPOINT})")
_NUMBER_ONLY = re.compile(rf"(?P<number>{NUMBER})(?P<pin>{_PINPOINT})")
# " and ", ", ", "; and ", " to section "
_MORE = re.compile(
    r"(?:,? (?:and|or|to|through|&|and/or) |[,;] (?:and |or )?)(?P<again>[Ss]ections? |[Ss]ecs?\. )?§?§? ?"
)
# ", chapter 4", " of title 17": the larger unit around the one just read
_AROUND = re.compile(rf"(?:,? (?:of |in )?(?:the )?){_UNIT} ?(?P<number>{_RANK})")
# " et seq."
_ET_SEQ = re.compile(r",? et seq\.?")


class Item(NamedTuple):
    number: str
    start: int
    end: int


class Numbers(NamedTuple):
    """`items` of one `unit` (a key of UNITS or ""), the units `around` them, and where it ends."""

    unit: str
    items: tuple[Item, ...]
    around: dict[str, str]
    end: int

    @property
    def is_plain(self) -> bool:
        """Whether the number could be that of any law: "section 5"."""
        return self.items[0].number.isdigit()

    @property
    def has_marks(self) -> bool:
        """Whether it is made as a code's: "5.1", "5-101", not "4a"."""
        return bool(_make(self.items[0].number))


def numbers_at(text: str, start: int, needs_unit: bool) -> Numbers | None:
    """The list of numbers that opens at `start`, None where there is none."""
    head = _HEAD.match(text, start) or (None if needs_unit else _NUMBER_ONLY.match(text, start))
    if head is None:
        return None
    word = head["unit"] if head.re is _HEAD else ""
    unit = _UNIT_OF.get(word, "")
    items = _listed(text, start, head, word[-1:] in ("s", "S") or word == "§§", not needs_unit)
    end = items[-1].end
    around: dict[str, str] = {}
    while (outer := _AROUND.match(text, end)) and len(around) < 4:
        name = _UNIT_OF[outer["unit"]]
        if name in around or name == unit:
            break
        if name == "§":  # "title 39, chapter 21, section 5": the section is what is cited
            around[unit], unit = items[-1].number, "§"
            section = _NUMBER_ONLY.match(text, outer.start("number")) or outer
            items = [Item(outer["number"], start, section.end())]
            end = section.end()
        else:
            around[name], end = outer["number"], outer.end()
    if seq := _ET_SEQ.match(text, end):
        end = seq.end()
    return Numbers(unit, tuple(items), around, end)


def _listed(
    text: str, start: int, head: re.Match[str], is_plural: bool, is_named: bool
) -> list[Item]:
    """The first number and those of its make that follow: after "5.1" neither "3" nor "2024".

    After a name, "RCW 5.1 and section 5.2" are two references; the second may have its own name.
    """
    items = [Item(head["number"], start, head.end())]
    make = _make(head["number"])
    while more := _MORE.match(text, items[-1].end):
        found = _NUMBER_ONLY.match(text, more.end())
        if not found or _make(found["number"]) != make or (more["again"] and is_named):
            break
        if not make and not is_plural:  # "section 5, 30 days", "title 5 and 10 others"
            break
        items.append(Item(found["number"], more.end(), found.end()))
    return items


def plain(number: str) -> str:
    """The number with a hyphen for each of the dashes that printers take for one."""
    return number.replace("–", "-").replace("‑", "-")


def ranked(units: dict[str, str]) -> str:
    """ "tit. 17, ch. 1": larger units first."""
    return plain(", ".join(f"{unit} {units[unit]}" for unit in UNITS if unit in units))


def _make(number: str) -> str:
    """The first mark within: "37.2-311" and "37.3" are alike, "5" and "5-101" are not."""
    return next((mark for mark in plain(number) if mark in ".-:/"), "")
