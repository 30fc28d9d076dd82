"""Charges that a law sets, caps or bounds below: how much, for what, how often, from when.

An amount is a fee by the words beside it; `fees.yml` holds them.
"""

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any

from enrich.extract.calendar_days import Day, days
from enrich.extract.forms import forms
from enrich.extract.money import Money, amounts
from enrich.extract.reading import reading
from enrich.extract.sentences import sentence_around
from enrich.extract.values import FeeAmount, Span

# "fee", "surcharges", "assessed": without such a word nobody is charged
_CHARGE = re.compile(r"(?i:\b(?:fee|surcharge|charge|tax|levy|levied|assess\w*|impose\w*)s?\b)")
_REACH = 260  # characters on each side in which the words beside an amount stand
_TOLD = 900  # and before it in which "Whereas" opens a recital
_HERE = "¤"  # stands for the amount itself in the patterns of `priced` and `telling`
_NEAR = 60  # characters before "fees" in which "annual" stands
_LOOK_BACK = 2_500  # and before an amount in which its list is announced
_SAME_LAW = 20_000  # and in which "per month" of another line still speaks of this one
# " of the gross receipts": what a percentage is of
_OF = re.compile(r" (?:of|on) (?:the )?((?:(?!and\b|or\b)[\w’'-]+ ?){1,8})")
# " beginning ", " on or after ", "(effective ": before a day from which an amount holds
_FROM = re.compile(
    r"(?i:\b(?:beginning|commencing|starting|effective|from|after|as of|on)(?: on)?(?: or after)? $)"
)
# " through ", " until ": before the day up to which it holds
_TO = re.compile(r"(?i:\b(?:through|until|till|ending|ending on|and before|before|to) $)")
# " and not more than ", " to ": between the two bounds of one charge
_PAIR = re.compile(r"^ (?:and|but|to|nor|or)(?: (?:not?|nor) (?:more|less|greater) than| up to)? $")
# " for the beer license, ", " for a car and ": between two amounts of one charge
_ALSO = re.compile(r" (?:for|per|from|if) [^.;$]{2,90}?(?:[,;]|[,;]? (?:and|or)) $")


def fees(text: str) -> tuple[FeeAmount, ...]:
    """Every charge with its amount, in the order of the text."""
    read = reading(text)
    return tuple(read.placed(found) for found in _fees(read.line))


def _fees(line: str) -> list[FeeAmount]:
    known = amounts(line)
    if not known or not _CHARGE.search(line):
        return []
    found: list[FeeAmount] = []
    for number, money in enumerate(known):
        sentence = sentence_around(line, money.start, money.end)
        behind = _behind(line, known, number, sentence)
        since = _previous(known, number, sentence)
        if _is_fee(line, sentence, money):
            found.append(_fee(line, money, sentence, since, behind))
        elif found and found[-1].end == since and _ALSO.match(line[since : money.start]):
            like = found[-1]
            fee = _fee(line, money, sentence, since, behind)
            found.append(replace(fee, kind=like.kind, period=fee.period or like.period))
    return found


def _behind(line: str, known: tuple[Money, ...], number: int, sentence: Span) -> Span:
    """What stands behind the amount and still speaks of it.

    Of "10 cents and not more than 30 cents per month" both are by the month.
    """
    start = known[number].end
    for following in known[number + 1 : number + 3]:
        if following.end > sentence[1]:
            break
        if not _PAIR.match(line[start : following.start]):
            return start, following.start
        start = following.end
    return start, sentence[1]


def _previous(known: tuple[Money, ...], number: int, sentence: Span) -> int:
    return max(known[number - 1].end if number else sentence[0], sentence[0])


def _is_fee(line: str, sentence: Span, money: Money) -> bool:
    before = line[max(sentence[0], money.start - _REACH) : money.start]
    behind = line[money.end : min(sentence[1], money.end + _REACH)]
    announced = _announced(line, money)
    if not (announced or _any("stated", before) or _any("named", behind)):
        return False
    if money.is_percent:
        if not forms("fees")["percent_of"]["pattern"].search(behind):
            return False
    elif _any("behind", behind):
        return False
    told = f"{line[max(0, money.start - _TOLD) : money.start]}{_HERE}{behind}"
    priced = f"{announced} {before}{_HERE}{behind}"
    return not (_any("instead", before) or _any("priced", priced) or _any("telling", told))


def _announced(line: str, money: Money) -> str:
    """The words that announce fees, where the amount stands in their list or table; else ""."""
    before = line[max(0, money.start - _LOOK_BACK) : money.start]
    for row in forms("fees")["listed"]:
        if row["word"] in before and re.match(row["behind"], line[money.end : money.end + 20]):
            found = row["pattern"].search(before)
            if found:
                return before[max(0, found.start() - _NEAR) : before.index(":", found.start())]
    return ""


def _fee(line: str, money: Money, sentence: Span, since: int, behind: Span) -> FeeAmount:
    unit = _unit(line, money, since, behind)
    from_date, to_date = _dates(line, days(line), (since, behind[1]))
    return FeeAmount(
        amount=money.amount,
        unit=unit,
        period=_period(line, money, since, behind, unit),
        kind=_kind(line[max(sentence[0], money.start - _REACH) : money.start]),
        from_date=from_date,
        to_date=to_date,
        start=money.start,
        end=money.end,
        sentence=sentence,
    )


def _kind(before: str) -> str:
    return next(
        (row["kind"] for row in forms("fees")["kinds"] if row["pattern"].search(before)), "set"
    )


def _period(line: str, money: Money, since: int, behind: Span, unit: str) -> str:
    """How often: by the words behind the amount, before it, above its list, or of its line."""
    rows: list[dict[str, Any]] = forms("fees")["periods"]
    for row in rows:
        if row["after"]["pattern"].search(line[slice(*behind)]):
            return str(row["period"])
    is_of_a_line = forms("fees")["by_the_month"]["pattern"].search(unit) is not None
    before = line[since : money.start].rpartition(";")[2]
    period = _last_period(before, is_of_a_line) or _last_period(_announced(line, money))
    if period or not is_of_a_line:
        return period
    month = line.rfind("month", max(0, money.start - _SAME_LAW), money.start)
    return _last_period(line[max(0, month - _NEAR) : month + _NEAR], is_of_a_line=True)


def _last_period(words: str, is_of_a_line: bool = False) -> str:
    """The period named last; of a line or device never "transaction", which is of a sale."""
    named = [
        (found.end(), row["period"])
        for row in forms("fees")["periods"]
        for found in row["before"]["pattern"].finditer(words)
        if row["period"] != "transaction" or not is_of_a_line
    ]
    return str(max(named)[1]) if named else ""


def _unit(line: str, money: Money, since: int, behind: Span) -> str:
    """What the charge is laid on: "access line", "percent of the price"."""
    if money.is_percent:
        of = _OF.match(line, money.end)
        return "percent of " + " ".join(of[1].lower().split()) if of else "percent"
    pattern = forms("fees")["units"][0]["pattern"]
    found = pattern.search(line, *behind) or pattern.search(line, since, money.start)
    return " ".join(found[1].lower().split()) if found else ""


def _dates(line: str, known: tuple[Day, ...], around: Span) -> tuple[str | None, str | None]:
    """The days between which the amount holds, from its own stretch of the sentence."""
    begins = ends = None
    first = bisect_left(known, around[0], key=lambda day: day.start)
    for day in takewhile(lambda day: day.end <= around[1], islice(known, first, None)):
        before = line[max(0, day.start - 30) : day.start]
        if day.has_year and _TO.search(before):
            ends = ends or day.date
        elif day.has_year and _FROM.search(before):
            begins = begins or day.date
    return begins, ends


def _any(group: str, words: str) -> bool:
    return any(row["pattern"].search(words) for row in forms("fees")[group])
