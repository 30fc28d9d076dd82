"""How a public body's name is printed: an article, words, the noun, and what it is the body of."""

import re
from functools import cache

from enrich.extract.forms import forms


def in_small_letters(words: str) -> str:
    """A printed name with single blanks; "DEPARTMENT OF HEALTH" is "department of health"."""
    name = " ".join(words.split())
    return name.lower() if name.isupper() and " " in name else name


@cache
def body_name(noun: str, proper_noun: str, common_noun: str = "(?!)") -> re.Pattern[str]:
    """A pattern with the groups `article` ("the"), `many` ("each", "a") and `name`.

    The nouns are alternations: those that may stand alone or in small letters, those that name a
    body only in capitals, and those that do so in small letters where the name holds a capital:
    "the Example defense center". What follows the noun of a name in capitals is in capitals too:
    "the Department of Mental Health oversees". A plain word after it all says that the noun only
    described another: "board members".
    """
    ends = forms("names")["no_name"]
    word = rf"(?!(?:{ends}|of|for|on|and|or)\b)[\w’'&/-]{{1,30}}"
    capital = r"[A-Z][\w’'&/-]{0,30}"
    before = rf"(?:(?!(?:(?i:{noun})|[A-Z]{{2,6}}),? and ){word}(?:(?:,| and| &|, and) | )){{0,10}}"
    of_words, of_capitals = _of(word), _of(capital, " of| for| on| in")
    proper = f"{noun.title()}|{noun.capitalize()}|{proper_noun}"
    return re.compile(
        r"(?<![\w’'-])(?:(?:(?P<article>[Tt]he|THE|[Ss]uch|[Ss]aid)"
        r"|(?P<many>[Ee]ach|[Ee]very|[Aa]ny|[Aa]n?|[Nn]o)) "
        r"|(?=[A-Z])|(?<= and )|(?<= or )|(?<=[“\"]))"
        rf"(?P<name>{before}(?:(?:{proper}){of_capitals}|(?:{noun}|{noun.upper()}){of_words})"
        rf"|(?=(?:[\w’'&/-]+ ){{0,9}}?[A-Z]){before}(?:{common_noun}){of_words})"
        rf"(?=\s*$|[,;:.)\]”\"’]| [(\[“\"]| (?i:and|or|membership|{ends}|\w+ly)\b"
        r"| of (?:the following|not|up to|at least|\w+ (?:\w+ )?members)\b)"
    )


def _of(word: str, link: str = " of| for| on") -> str:
    """ "of health and human services", "for children, youth, and families", "of the courts"."""
    phrase = rf"{word}(?:(?: and| &)? {word}){{0,6}}"
    return (
        rf"(?![\w’'-])(?:(?i:{link})(?i: the)? {phrase}"
        rf"(?:(?:, {phrase}){{1,5}},? (?:and|&|AND) {phrase})?){{0,4}}"
    )
