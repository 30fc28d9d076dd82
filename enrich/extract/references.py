"""Where a text refers to law: the words, and what they mean in normal form.

A reference is a number with a unit ("section 5.1"), with a code's name before or after it, or both.
The automaton of `citation_forms` finds where one may begin; the patterns here read it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from enrich.extract.citation_forms import Code, Form, document, forms, own_code
from enrich.extract.marks import CITATIONS, Mark, marks
from enrich.extract.numbering import NUMBER, Numbers, numbers_at, plain, ranked
from enrich.extract.single_spaced import Line

# "RCW 71", "Minnesota Statutes 2024, section 5", "K.S.A. 2025 Supp. 39", "R 330"
_AFTER_NAME = re.compile(
    r"(?: Annotated)?(?:,? (?:of )?(?:18|19|20)\d\d)?(?: (?:Cumulative )?Supp(?:lement|\.))?"
    r"[,:]? {0,3}(?:Rule |R )?(?=§|\d|[A-Za-z]{1,10}\.? ?[\dIVXA-Z])"
)
# " of the", ",": what stands between a number and the name of its code
_TO_NAME = re.compile(r",? (?:of |in |under )?(?:the )?")
# " of 1986", ", 2026", " 2025 Supplement"
_YEAR = re.compile(r",? (?:of )?(?:18|19|20)\d\d(?: Supp(?:lement|\.))?")
# "s 5", " IV", " C": "this section" and "the title" need no further look
_NUMBER_FOLLOWS = re.compile(r"[sS§]? {0,2}(?:\d|[A-Z]{1,5}(?![A-Za-z]))")
# " in Chapter 42-72": Rhode Island names a section's chapter after the code
_IN_CHAPTER = re.compile(rf" in (?:[Cc]hapter|[Tt]itle) {NUMBER}")
# "Health and Safety Code", "Mental Hygiene Law", "Health–General Article"
_SUBJECT = re.compile(
    r"(?!and |of )(?:[A-Z][\w'’&-]{1,20},? |and |of |– |& ){1,8}?(?:Code|Law|Article)(?![\w’'])"
)
# "Public Law 116" is a session law
_NO_SUBJECT = re.compile(r"\b(?:Public|Session|Local|Private|Administrative) Law$")
# " of the Public Health Service Act", " of the federal Tariff Act of 1930"
_ACT = re.compile(
    r" of (?:the |said )?(?P<federal>federal )?[“\"]?(?P<act>(?!An? Act)[A-Z][\w'’-]{1,24},?"
    r"(?: (?:[A-Z][\w'’-]{0,24}|of|and|for|the|in|to|on|with|from),?){0,14}? Act"
    r"(?: of (?:18|19|20)\d\d)?)(?!\w)"
)
# " (42 U.S.C. 5)", "”, (D.C. Official Code": the act's place in a code follows and says more
_IN_PARENTHESES = re.compile(r"[”\"]?[^()]{0,60}\((?:\d+ U\.|D\.C\.|C\.\d|[A-Z]{2,4} \d)")
# " of this act", " of such title", " of the bill": a place in the text itself
_ITSELF = re.compile(
    r",? (?:of|in|to) (?:this|that|such|said|these|the) (?:same |amended |amendatory |local )?"
    r"(?:acts?|sections?|chapters?|titles?|articles?|parts?|bill|law|ordinance|resolution"
    r"|subchapter|subsection|contract|agreement|rules?|regulations?|constitution)\b"
)
# " (§ 32.1-123 et seq.)": the sections of a chapter say more than its number
_SECTIONS_FOLLOW = re.compile(r" ?\(§")
# "chapter 302, Laws of 2021" is one, too
_LAWS_FOLLOW = re.compile(r",? (?:of the )?(?:[Ll]aws|Acts|Statutes of|SLA|Session)")
# "47 " before "U.S.C.", "34-B " before "M.R.S."
_TITLE_BEFORE = re.compile(r"(?<![\w.-])(?P<title>\d{1,3}[A-Z]?(?:-[A-Z])?),? $")
# "pursuant to chapter 91": in the law of a state, a chapter of its code
_UNDER = re.compile(r"\b(?:to|under|with|in|of|by|and|or|see) $")
# "§ 17-199.3 Crisis line. a.": at the start of a line, the section itself
_HEADING_BEFORE = re.compile(r"(?:^|[\n:#])[\s“\"‘'\[]{0,4}$")
# ". Crisis line", " 988 line"
_HEADING_AFTER = re.compile(r"[.:]? {1,6}[“\"(\[]?(?:[A-Z]|9-?8-?8\b)|[.:]")
# " is amended by adding a new": what is added stands in the code just named
_ADDING = re.compile(r"(?=[^.;]{0,90}\b[Aa][Dd][Dd][Ii][Nn][Gg]\b)(?:[^.;]|\.(?! [A-Z])){0,160}\Z")


class Reference(NamedTuple):
    """One law referred to; `group` is the span of the whole list that it stands in."""

    start: int
    end: int
    citation: str
    jurisdiction: str
    group: tuple[int, int]
    is_new: bool = False


class Reader:
    """Reads the references of one text.

    `whole` is the text with single blanks, `printed` the same as given; `jurisdiction` the slug
    whose law the text is, "" where unknown. `operations` and `cases` are the (start, form) and
    spans of the other words of `citations.yml` that the same pass met.
    """

    def __init__(self, whole: Line, printed: str, jurisdiction: str) -> None:
        self.whole = whole
        self.line = whole.text
        self.printed = printed
        self.jurisdiction = jurisdiction
        self.own = own_code(jurisdiction)
        self.operations: list[tuple[int, Form]] = []
        self.cases: list[tuple[int, int]] = []
        self._names: dict[int, list[Mark]] = {}
        self._openings: list[Mark] = []
        self._latest: tuple[int, Code | tuple[str, str]] | None = None
        self._look()

    def _look(self) -> None:
        """Keeps the marks that stand as words of their own; of a code's names the longest."""
        line, length, operations = self.line, len(self.line), forms().operations
        for mark in marks(line).get(CITATIONS, ()):
            start, end, role, number = mark
            if start and line[start - 1].isalnum() and line[start].isalnum():
                continue
            if role == "operation":
                self.operations.append((start, operations[number]))
            elif role == "unit":
                if _NUMBER_FOLLOWS.match(line, end):
                    self._openings.append(mark)
            elif end < length and line[end].isalpha() and line[end - 1].isalpha():
                continue
            elif role == "case":
                self.cases.append((start, end))
            elif role in ("name", "own name"):
                longest = self._names.setdefault(start, [])
                if longest and longest[0].end < end:
                    longest.clear()
                longest.append(mark)
                self._openings.append(mark)
            else:
                self._openings.append(mark)

    def references(self) -> Iterator[Reference]:
        """Every reference, in the order of the text."""
        done = 0
        for mark in sorted(self._openings):
            if mark.start < done:
                continue
            if mark.role == "unit":
                found = self._from_unit(mark.start)
            elif mark.role == "law":
                found = self._session_law(forms().session_laws[mark.number], mark)
            elif mark.role == "new":
                found = self._new_section(forms().new_sections[mark.number], mark)
            else:
                found = self._from_name(mark.start)
            if found:
                done = found[-1].group[1]
                yield from found

    def _session_law(self, form: Form, mark: Mark) -> list[Reference]:
        for found in form.pattern.finditer(self.line, max(0, mark.start - 40), mark.end + 60):
            if found.start() <= mark.start < found.end():
                cite = plain(form.cite.format_map(found.groupdict()))
                return [Reference(*found.span(), cite, form.jurisdiction, found.span())]
        return []

    def _new_section(self, form: Form, mark: Mark) -> list[Reference]:
        found = form.pattern.search(self.line, max(0, mark.start - 16), mark.end + 30)
        if not found:
            return []
        span = found.span("number")
        cite = f"§ {found['number']}"
        if self.own and not self.own.has_titles:
            cite = self.own.section(found["number"], {})
        return [Reference(*span, cite, self.jurisdiction, span, True)]

    def _from_name(self, start: int) -> list[Reference]:
        """A code's name with its numbers after it: "RCW 71.24.890", "47 U.S.C. 251a"."""
        names = self._names[start]
        gap = _AFTER_NAME.match(self.line, names[0].end)
        code = self._code(names, gap.group()) if gap else None
        numbers = numbers_at(self.line, gap.end(), needs_unit=False) if gap else None
        if code is None or numbers is None:
            return []
        if code.number and not code.number.fullmatch(numbers.items[0].number):
            return []
        if title := _TITLE_BEFORE.search(self.line, max(0, start - 8), start):
            if code.has_titles:
                numbers.around[code.title_unit] = title["title"]
                start = title.start()
        elif not numbers.unit and numbers.is_plain:
            return []  # "AS 988", "IC 5"
        return self._in_code(code, numbers, start, numbers.end)

    def _from_unit(self, start: int) -> list[Reference]:
        """A unit with its numbers; the code's name follows, or it is one of the own law."""
        start += self.line[start] == " "
        numbers = numbers_at(self.line, start, needs_unit=True)
        if numbers is None:
            return []
        to_name = _TO_NAME.match(self.line, numbers.end)
        at = to_name.end() if to_name else numbers.end
        if at in self._names:
            return self._with_name(numbers, start, self._names[at])
        if _ITSELF.match(self.line, numbers.end) or _SECTIONS_FOLLOW.match(self.line, numbers.end):
            return []
        if subject := self._subject(at):
            prefix = document()["subject_prefixes"].get(self.jurisdiction)
            name = f"{prefix} {subject[0]}" if prefix else subject[0]
            return self._in_law(name, self.jurisdiction, numbers, start, subject[1])
        if act := _ACT.match(self.line, numbers.end):
            if _IN_PARENTHESES.match(self.line, act.end()):
                return []
            return self._in_law(
                act["act"], "us" if act["federal"] else "", numbers, start, act.end()
            )
        if self._is_heading(start, numbers.end) or _LAWS_FOLLOW.match(self.line, numbers.end):
            return []
        return self._in_own(numbers, start, numbers.end)

    def _with_name(self, numbers: Numbers, start: int, names: list[Mark]) -> list[Reference]:
        year = _YEAR.match(self.line, names[0].end)
        code = self._code(names, year.group() if year else "")
        end = year.end() if year else names[0].end
        if inside := _IN_CHAPTER.match(self.line, end):
            end = inside.end()
        if code:
            return self._in_code(code, numbers, start, end)
        return self._in_own(numbers, start, end)

    def _code(self, names: list[Mark], after: str) -> Code | None:
        """What a name stands for here; None where that depends on a state that is not known."""
        codes = forms().codes
        here = [name for name in names if codes[name.number].jurisdiction == self.jurisdiction]
        for name in here + [name for name in names if name.role == "name"]:
            if not codes[name.number].needs_year or _YEAR.search(" " + after):
                return codes[name.number]
        return None

    def _subject(self, at: int) -> tuple[str, int] | None:
        """("Penal Code", end) where a code is named by its subject."""
        if found := _SUBJECT.match(self.line, at):
            name = found.group()
            return None if _NO_SUBJECT.search(name) else (name, found.end())
        lower = _lower_case_laws().match(self.line, at)
        return (lower.group().title(), lower.end()) if lower else None

    def _is_heading(self, start: int, end: int) -> bool:
        place = self.whole.offset(start)
        before = _HEADING_BEFORE.search(self.printed, max(0, place - 6), place)
        return bool(before and _HEADING_AFTER.match(self.line, end))

    def _in_own(self, numbers: Numbers, start: int, end: int) -> list[Reference]:
        """A number alone: cited where it looks like one of a code."""
        is_code = self._looks_like_code(numbers)
        if is_code and self._latest and _ADDING.match(self.line, self._latest[0], start):
            law = self._latest[1]
            if isinstance(law, Code):
                return self._in_code(law, numbers, start, end)
            return self._in_law(*law, numbers, start, end)
        own = self.own
        if own and (not own.has_titles or own.title_unit in numbers.around):
            is_chapter = numbers.unit == "ch." and _UNDER.search(
                self.line, max(0, start - 14), start
            )
            is_inside = numbers.unit != "§" and {"tit.", "ch."} & numbers.around.keys()
            return (
                self._in_code(own, numbers, start, end)
                if is_code or is_chapter or is_inside
                else []
            )
        return self._in_law("", self.jurisdiction, numbers, start, end) if is_code else []

    @staticmethod
    def _looks_like_code(numbers: Numbers) -> bool:
        """Whether a bare number is made as a code's: "section 5.1", "chapter 17A"."""
        if numbers.unit == "§":
            return numbers.has_marks
        return numbers.unit == "ch." and not numbers.is_plain

    def _in_code(self, code: Code, numbers: Numbers, start: int, end: int) -> list[Reference]:
        cites = []
        self._latest = end, code
        for item in numbers.items:
            number = plain(item.number)
            if numbers.unit in ("", code.section_unit):
                cites.append(code.section(number, numbers.around))
            else:
                cites.append(code.larger({**numbers.around, numbers.unit: number}))
        return _references(numbers, start, end, cites, code.jurisdiction)

    def _in_law(
        self, name: str, jurisdiction: str, numbers: Numbers, start: int, end: int
    ) -> list[Reference]:
        """In a law known by its name: "Penal Code § 5", "Social Security Act § 1867"."""
        if name:
            self._latest = end, (name, jurisdiction)
        cites = [
            f"{name} {ranked({**numbers.around, numbers.unit: item.number})}".strip()
            for item in numbers.items
        ]
        return _references(numbers, start, end, cites, jurisdiction)


@cache
def _lower_case_laws() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(document()['lower_case_laws'])}) law")


def _references(
    numbers: Numbers, start: int, end: int, cites: list[str], jurisdiction: str
) -> list[Reference]:
    starts = [start, *(item.start for item in numbers.items[1:])]
    ends = [*(item.end for item in numbers.items[:-1]), end]
    return [
        Reference(first, last, cite, jurisdiction, (start, end))
        for first, last, cite in zip(starts, ends, cites, strict=True)
    ]
