"""Which openings are sections of the act, which are sections of a code printed inside them."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from enrich.segmentation.bounds import above
from enrich.segmentation.openings import Opening
from enrich.segmentation.outline import AHEAD, Outline, Run

SMALL_JUMP = 3  # an act may leave out so many section numbers
AS_AMENDED = 2  # an act whose first section is numbered above this prints a code's own numbers
FIRST_LINE = 600  # the first subdivision may stand so many characters behind the section's number

# "is amended to read:", "is amended by adding the following:": the section of a code comes next
ANNOUNCES = re.compile(
    r"(?:\b(?:to read|as follows)\b[^.;:\n]{0,40}[:.—–-]{0,3}"
    r"|\b(?:adding|inserting|thereto|enact\w{0,3})\b[^.;:]{0,90}[:—])[\s\"“‘\[]{0,20}\Z"
)
# "the fee under section\n(b)": what stands before a number that only refers
_REFERS = re.compile(
    r"\b(?:(?:sub)?(?:section|division|paragraph|clause|chapter|part)s?|under|in|of|to|by|with|§)\s*\Z"
)
# "4 U.S.C.\n§ 124": a code cited, its section on the next line
_NAMES_A_CODE = re.compile(r"\b(?:[A-Z]\.\s?){2,4}\s*\Z")
# "SECTION 1. Duties. (a) The": the first subdivision on the line of the heading
_ON_THE_LINE = re.compile(
    r"(?:(?<=[.:—–\-\])])|(?<=[a-z])(?=[^\S\n]+\S{2,3}[^\S\n]+[A-Z(]))[^\S\n]{0,4}"
    r"(?:\((?P<inside>a|1|A|i|I)\)(?=[\s(\[“\"A-Z_—–])|(?P<stopped>a|1|A)\.(?=[^\S\n]))"
)

# "CAMPAIGN SUPPORT": capitals alone on a line
_CAPTION = re.compile(r"\n(?P<caption>[A-Z][A-Z’' —–,-]{5,80})(?=\n)")


@dataclass
class Section:
    """A section of the act, or of a code by itself, from `at` to `end`."""

    opening: Opening
    end: int
    root: Run | None = None
    codes: list["Section"] = field(default_factory=list)


def section_openings(text: str, found: list[Opening], begin: int, end: int) -> list[Opening]:
    """The openings between `begin` and `end` that are sections, codes' sections or urgings."""
    inside = [opening for opening in found if begin <= opening.at < end]
    acts, codes = _acts(text, inside, begin)
    if not acts and begin:
        acts = _numbered(text, inside)
        codes += _announced_numbers(text, inside, acts)
    first = acts[0].at if acts else end
    urgings = [o for o in inside if o.group == "resolved" and o.at < first]
    first = min((o.at for o in urgings[:1] + acts[:1]), default=begin)
    codes += _rules(text, inside)
    codes += [
        opening._replace(group="code")
        for opening in inside
        if opening.group == "code"
        or (opening.group == "announced" and _is_announced(text, opening, begin))
    ]
    kept = [o for o in codes if o.at >= first and opens(text, o, begin)]
    return sorted({o.at: o for o in kept + urgings + acts}.values())


def _rules(text: str, inside: list[Opening]) -> list[Opening]:
    """A chamber's rules; one whose number the print lost begins at its caption in capitals."""
    rules = [opening for opening in inside if opening.group == "rule"]
    if len(rules) < 3:
        return []
    numbered = {opening.after for opening in rules}
    captions = (
        Opening(match.start("caption"), match.end(), "code", "", "", "", False)
        for match in _CAPTION.finditer(text, rules[0].at, inside[-1].at + FIRST_LINE)
        if match.start() not in numbered
    )
    return [opening._replace(group="code") for opening in rules] + list(captions)


def _acts(text: str, inside: list[Opening], begin: int) -> tuple[list[Opening], list[Opening]]:
    """Sections of the act in their order; those out of order belong to a code."""
    acts: list[Opening] = []
    codes: list[Opening] = []
    for opening in inside:
        if opening.group != "act":
            continue
        if not _is_simple(opening.number):
            codes.append(opening._replace(group="code"))
        elif _goes_on(text, acts, opening, begin):
            acts.append(opening)
        elif acts:
            codes.append(opening._replace(group="code"))
    return acts, codes


def _goes_on(text: str, acts: list[Opening], opening: Opening, begin: int) -> bool:
    quoted = any(mark in opening.opened_by for mark in '"“‘')
    if not acts:
        return opening.number == "1" or opens(text, opening, begin)
    if quoted or _is_announced(text, opening, begin):
        return False
    last, number = _base(acts[-1].number), _base(opening.number)
    if number == last + 1:
        return True
    if not opens(text, opening, begin):
        return False
    if number == 1 and above(text, begin, opening.at) < opening.at:
        return True  # the sections of the next article are counted anew
    if _base(acts[0].number) > AS_AMENDED and _base(acts[0].number) % 100 != 1:
        return True
    if last < number <= last + SMALL_JUMP or (number == last and opening.number != acts[-1].number):
        return True
    return number % 100 == 1 and number // 100 > last // 100


def _is_simple(number: str) -> bool:
    return number.replace("-", "").isalnum() and not re.search(r"-\d", number)


def _base(number: str) -> int:
    match = re.match(r"\d+", number)
    return int(match[0]) if match else 0


def _numbered(text: str, inside: list[Opening]) -> list[Opening]:
    """New Jersey's sections are paragraphs, numbered from 1."""
    acts: list[Opening] = []
    for opening in inside:
        is_next = opening.shape == "." and opening.number == str(len(acts) + 1)
        if is_next and not opening.old and not (acts and _is_announced(text, opening, acts[-1].at)):
            acts.append(opening._replace(group="act"))
    return acts if len(acts) > 1 or (acts and not text[inside[0].at : acts[0].at].strip()) else []


def _announced_numbers(text: str, inside: list[Opening], acts: list[Opening]) -> list[Opening]:
    """The section that one of New Jersey's amends begins with its own number alone."""
    if not acts:
        return []
    taken = {act.at for act in acts}
    return [
        opening._replace(group="code")
        for opening in inside
        if opening.shape == "."
        and opening.number.isdigit()
        and opening.at not in taken
        and opening.at > acts[0].at
        and _is_announced(text, opening, acts[0].at)
    ]


def _is_announced(text: str, opening: Opening, begin: int) -> bool:
    return bool(ANNOUNCES.search(text[max(begin, opening.at - 140) : opening.at]))


def opens(text: str, opening: Opening, begin: int) -> bool:
    """Does the line open something new, or is it a reference that happened to wrap?"""
    before = text[max(begin, opening.at - 60) : opening.at]
    if _NAMES_A_CODE.search(before):
        return False
    ended = before.rstrip(' \t\n\r\u00a0"“[0123456789')
    if not ended or not (ended[-1].islower() or ended[-1] in ",("):
        return True
    return "\n\n" in before or above(text, begin, opening.at) < opening.at


def outline(text: str, section: Section, inside: list[Opening]) -> None:
    """Fill in the section's lists and its codes' from the openings below its number."""
    outer = Outline()
    inner: Outline | None = None
    code: Section | None = None
    inside = _with_first(text, section.opening, inside)
    for index, opening in enumerate(inside):
        following = inside[index + 1 : index + 1 + AHEAD]
        if opening.group == "code":
            if code is not None:
                code.end, code.root = opening.at, inner.root if inner else None
            code, inner = Section(opening, section.end), Outline()
            section.codes.append(code)
            continue
        if opening.group != "subdivision" or _only_refers(text, opening):
            continue
        if _quote_ended(text, opening):
            (inner or outer).end_quote()
        if inner is None or code is None:
            _ = outer.continues(opening, following) or outer.skips(opening, following)
            continue
        leaves = outer.expects(opening) and (
            _quote_ended(text, opening) or not inner.continues(opening, following)
        )
        if leaves:
            code.end, code.root = opening.at, inner.root
            code, inner = None, None
            outer.continues(opening, following)
        elif not outer.expects(opening):
            _ = inner.continues(opening, following) or inner.skips(opening, following)
    if code is not None:
        code.root = inner.root if inner else None
    section.root = outer.root


def has_subdivisions(root: Run | None) -> bool:
    """Is there a list of more than one item, outermost or within single ones?"""
    while root is not None and len(root.items) == 1:
        root = root.items[0].inside
    return root is not None


def _only_refers(text: str, opening: Opening) -> bool:
    return bool(_REFERS.search(text[max(0, opening.at - 20) : opening.at]))


def _quote_ended(text: str, opening: Opening) -> bool:
    before = text[max(0, opening.at - 8) : opening.at].rstrip().rstrip(".;,")
    return before.endswith(("”", '"', "”.", '".'))


def _with_first(text: str, head: Opening, inside: list[Opening]) -> list[Opening]:
    """The openings, and first subdivisions on the lines of the section's and its codes' headings."""
    filled: list[Opening] = []
    own: list[Opening] = []
    for opening in [*inside, None]:
        if opening is not None and opening.group != "code":
            own.append(opening)
            continue
        first = _first_on_the_line(text, head, own)
        filled += sorted([first, *own]) if first else own
        if opening is not None:
            filled.append(opening)
            head, own = opening, []
    return filled


def _first_on_the_line(text: str, head: Opening, own: list[Opening]) -> Opening | None:
    for match in _ON_THE_LINE.finditer(text, head.after, head.after + FIRST_LINE):
        number, shape = match["inside"] or match["stopped"], "(" if match["inside"] else "."
        at = match.end() - len(match.group().lstrip())
        if _REFERS.search(text[max(0, at - 20) : at]):
            continue
        below = bisect_left(own, at, key=lambda opening: opening.at)
        if below < len(own) and own[below].at == at:
            return None
        second = {"a": "b", "A": "B", "1": "2", "i": "ii", "I": "II"}[number]
        for opening in own[below : below + AHEAD]:
            if opening.shape == shape and opening.number in (number, second):
                if opening.number == second:
                    return Opening(at, match.end(), "subdivision", number, "", "", True, shape)
                break
    return None
