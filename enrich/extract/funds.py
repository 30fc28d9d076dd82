"""Dedicated funds and accounts that a text names; the general fund is none of them."""

import re
from functools import cache

from enrich.extract.forms import forms
from enrich.extract.marks import marks
from enrich.extract.names import in_small_letters
from enrich.extract.single_spaced import single_spaced
from enrich.extract.values import Fund, Span

REACH = 150  # characters before "fund" in which its name stands
NEAR = 300  # characters around an account in which money is spoken of
MADE = 120  # characters around "a crisis fund" in which it is created
# "The “all crisis teams " before "fund"": within quotation marks every word is of the name
_QUOTED = re.compile(r"[“\"‘](?P<words>[^\W_][^“”\"‘’.;:]{2,90} )\Z")


def funds(text: str) -> tuple[Fund, ...]:
    """Each fund once, by its first mention; `name` as printed, without article."""
    line = single_spaced(text)
    distinct: dict[str, Fund] = {}
    ends_otherwise = forms("funds")["no_noun"]["pattern"]
    for noun_start, noun_end, _, _ in marks(line.text).get("funds", ()):
        if ends_otherwise.match(line.text, noun_end):
            continue
        found = _named(line.text, noun_start, noun_end)
        if found is None:
            continue
        name = in_small_letters(line.text[slice(*found)])
        if name.lower() not in distinct:
            start, end = line.span(*found)
            distinct[name.lower()] = Fund(
                start=start, end=end, sentence=line.sentence(*found), name=name
            )
    return tuple(distinct.values())


def _named(line: str, start: int, end: int) -> Span | None:
    """The span of a name that ends in this noun, None where the word only means one."""
    rules = forms("funds")
    before = line[max(0, start - REACH) : start]
    name = _QUOTED.search(before)
    if name is None and line[start:end].istitle():
        name = _capitals().search(before)
    if name is None and (name := _small().search(before)):
        near = line[max(0, start - NEAR) : end + NEAR]
        around = line[max(0, start - MADE) : end + MADE]
        if (line[start] in "aA" and not rules["money"]["pattern"].search(near)) or (
            name["one"] and not rules["made"]["pattern"].search(around)
        ):
            return None
    if name is None or all(map(_general().fullmatch, re.split(r"[ ,-]+", name["words"]))):
        return None
    return start - len(before) + name.start("words"), end


@cache
def _capitals() -> re.Pattern[str]:
    """ "… to the 9-8-8 Suicide Prevention and Crisis Lifeline " before "Fund"."""
    rules = forms("funds")["words"]
    word = (
        rf"(?!(?:{rules['article']}|{rules['one']}|{rules['no_name']})\b)"
        r"[A-Z0-9][\w’'&/-]{0,30}(?:\.[A-Z])*"
    )
    listed = rf"(?=[A-Z]){word}(?: {word}){{0,4}}(?:, {word}(?: {word}){{0,4}}){{1,4}},? (?:and|&) "
    return re.compile(
        rf"(?<![\w’'-])(?P<words>(?:{listed})?{word}(?:(?: and| &| of| for| of the)? {word}){{0,10}} )\Z"
    )


@cache
def _small() -> re.Pattern[str]:
    """ "… in the statewide crisis line " before "account"."""
    rules = forms("funds")["words"]
    word = rf"(?!(?:{rules['article']}|{rules['one']}|{rules['no_name']})\b)[\w’'&/-]{{1,30}}"
    return re.compile(
        rf"(?:\b(?:{rules['article']}|(?P<one>{rules['one']})) |[“\"‘])"
        rf"(?P<words>(?:{word}(?:,? and|,)? ){{0,11}}{word} )\Z"
    )


@cache
def _general() -> re.Pattern[str]:
    return re.compile(rf"(?i:{forms('funds')['words']['general']}|)")
