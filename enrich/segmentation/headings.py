"""What stands behind a section's number: a heading, the code section it amends, or its first sentence."""

import re

# "Section 4 of the code is amended", "a new section is added to the chapter"
AMENDS = re.compile(
    r"\s(?:is|are|shall be)\s(?:each\s|hereby\s|further\s)*(?:\w+\sand\s)?"
    r"(?:amended|added|repealed|reenacted|enacted|renumbered|recodified)\b"
)
# "Short title." in "SECTION 1. Short title. This act may be cited …"; also "DUTIES.--", "DUTIES —"
_HEADING = re.compile(
    r"[^\S\n]*(?:\(NEW\)[^\S\n]*)?(?:NEW SECTION\.[^\S\n]*)?"
    r"([A-Z0-9“\"'\[][^\n.]{2,140}?(?:\.\d[^\n.]{2,100}?)?)[^\S\n]*"
    r"(?P<stop>\.(?=\s|$|-)|--|[—–](?!\d)|\n|$)"
)
# "Teams\n(a) In general.—Section 5 is amended": the subject is a subdivision's, the heading stands above
_SUBDIVIDES = re.compile(r"\n\s*[“\"]?\([a-z0-9]{1,3}\)\s")
# "The fee imposed under subsection a": the full stop is New Jersey's "a.", not a heading's
_CUT_OFF = re.compile(r"\b(?:sub)?(?:section|division|paragraph|chapter|title|No)s? \w{1,3}$")
# words of a sentence, not of a heading: "The office shall answer"
_SENTENCE = re.compile(r"\b(?:shall|may|must|means|is|are|was|were|has|have|takes?|finds?)\b")


def heading_of(text: str, after: int, end: int, *, is_subdivision: bool) -> str | None:
    """The heading that begins behind the enumerator at `after`, None where a sentence begins."""
    line = text[after : min(end, after + 400)]
    amends = AMENDS.search(line)
    if amends and not _SUBDIVIDES.search(line, 0, amends.start()):
        subject = " ".join(line[: amends.start()].split()).rstrip(",")
        if subject and len(subject) <= 160 and not _SENTENCE.search(subject):
            return None if subject.lower().startswith("a new") else subject
    match = _HEADING.match(line)
    if not match:
        return None
    heading = " ".join(match.group(1).split()).strip("“”\"'[]_ ")
    if not heading or len(heading.split()) > 16 or _SENTENCE.search(heading):
        return None
    if _CUT_OFF.search(heading):
        return None
    if match["stop"] == "\n" and (is_subdivision or not _stands_alone(line, match)):
        return None
    return heading


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    """Is a line without a full stop a heading, or the first line of a wrapped sentence?"""
    following = line[match.end() :].lstrip()
    return match.group(1).isupper() or not following or not following[0].islower()
