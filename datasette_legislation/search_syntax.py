"""What a visitor types becomes a full-text expression that never fails.

Every word is quoted, so that no sign of the visitor's is read as an operator of the database.
Words are joined by AND; "a phrase" stands in quotes; OR joins its neighbours; -word leaves out;
wor* matches the beginning of words.
"""

import re
from dataclasses import dataclass, field

LONGEST = 500
MOST_TERMS = 40

# -"mobile crisis" | "mobile crisis"* | -fee | crisis*
_TERM = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)(?:"|$)(?P<any>\*?)|(?P<word>\S+)')
# "HB1811" is printed "HB 1811"
_GLUED = re.compile(r"^([A-Za-z]+)(\d+)$")
# control characters, lone surrogates and the private-use characters that marks.py gives a meaning
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
# Publishers print the lifeline's number both ways.
_SAME = {"988": ("988", "9 8 8"), "9-8-8": ("988", "9 8 8"), "9 8 8": ("988", "9 8 8")}
# 9‑8‑8 and 9–8–8
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})


@dataclass
class Expression:
    """`wanted` is a list of groups, each a list of alternatives; `unwanted` a list of terms."""

    wanted: list[list[str]] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)

    @property
    def match(self) -> str:
        """For MATCH; empty when there is nothing to look for."""
        if not self.wanted:
            return ""
        wanted = " AND ".join(f"({' OR '.join(group)})" for group in self.wanted)
        return f"({wanted}) NOT ({self.unwanted_match})" if self.unwanted else wanted

    @property
    def unwanted_match(self) -> str:
        return " OR ".join(self.unwanted)

    @property
    def any_match(self) -> str:
        """The same words with OR between them, to suggest where all together find nothing."""
        return " OR ".join(term for group in self.wanted for term in group)


def parse(text: str) -> Expression:
    """Raises ValueError, with one sentence, for a search that is too long."""
    text = _UNWANTED.sub(" ", text).translate(_DASHES)
    if len(text) > LONGEST:
        raise ValueError(f"The search is longer than {LONGEST} characters; use fewer words.")
    expression = Expression()
    is_alternative = is_left_out = False
    for count, token in enumerate(_TERM.finditer(text)):
        if count >= MOST_TERMS:
            raise ValueError(f"The search has more than {MOST_TERMS} words; use fewer words.")
        word = token["word"]
        if word == "OR":
            is_alternative = bool(expression.wanted)
            continue
        if word == "NOT":
            is_left_out = True
            continue
        minus, bare, starts = _parts(token)
        if word == "AND" or not any(character.isalnum() for character in bare):
            continue
        terms = _terms(bare, starts)
        if minus or is_left_out:
            expression.unwanted.extend(terms)
        elif is_alternative:
            expression.wanted[-1].extend(terms)
        else:
            expression.wanted.append(terms)
        is_alternative = is_left_out = False
    return expression


def _parts(token: re.Match[str]) -> tuple[bool, str, bool]:
    """(is left out, words, match only their beginning)"""
    if token["phrase"] is not None:
        return bool(token["minus"]), token["phrase"], bool(token["any"])
    word = token["word"]
    is_left_out = len(word) > 1 and word.startswith("-")
    word = word.removeprefix("-") if is_left_out else word
    return is_left_out, word.rstrip("*"), word.endswith("*")


def _terms(bare: str, starts: bool) -> list[str]:
    spellings: tuple[str, ...] = _SAME.get(bare, (bare,))
    if glued := _GLUED.match(bare):
        spellings = (bare, f"{glued[1]} {glued[2]}")
    # One letter's beginning would match nearly every word there is.
    star = " *" if starts and len(bare) > 1 else ""
    return ['"' + spelling.replace('"', " ") + '"' + star for spelling in spellings]
