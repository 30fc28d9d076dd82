"""The part of OData 3 that Legistar's Web API understands: $filter, $orderby, $skip, $top, $select.

As upstream, text compares without regard to case (SQL Server's collation) and null sorts first.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

Row = Mapping[str, Any]
Value = Callable[[Row], Any]
Test = Callable[[Row], bool]

OPTIONS = {"$filter", "$orderby", "$skip", "$top", "$select", "$inlinecount", "$expand"}
COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}
TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "substringof": lambda part, whole: part in whole,
    "startswith": lambda whole, part: whole.startswith(part),
    "endswith": lambda whole, part: whole.endswith(part),
}
# (year(MatterIntroDate) eq 2024) and MatterFile ne 'O''Neil' or EventDate ge datetime'2024-01-01'
TOKEN = re.compile(
    r"\s*(?:(?P<date>datetime'[^']*')|(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<sign>[(),]))"
)
# "2024-01-01", "2024-01-01T00:00:00.123"
DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\d(T|$)")


class QueryError(ValueError):
    """The query is not one the publisher would accept."""


def select(rows: Sequence[Row], options: Mapping[str, str], cap: int) -> list[Row]:
    """The page of rows that the query options ask for, never more than `cap`.

    Rows come in the order of their id, as upstream. Raises QueryError.
    """
    if unknown := {o for o in options if o.startswith("$")} - OPTIONS:
        raise QueryError(f"Query option '{unknown.pop()[1:].title()}' is not allowed.")
    known = set().union(*rows) if rows else None
    page = list(rows)
    if key := next((field for field in (rows[0] if rows else ()) if field.endswith("Id")), None):
        page.sort(key=lambda row: row[key])
    if condition := options.get("$filter"):
        test = Filter(condition, known).test
        page = [row for row in page if test(row)]
    for field, descending in reversed(_order(options.get("$orderby", ""), known)):
        page.sort(key=lambda row: (row.get(field) is not None, row.get(field)), reverse=descending)
    skip = _whole_number(options, "$skip", 0)
    page = page[skip : skip + min(cap, _whole_number(options, "$top", cap))]
    if chosen := options.get("$select"):
        fields = [_known(name.strip(), known) for name in chosen.split(",")]
        page = [{name: row.get(name) for name in fields} for row in page]
    return page


def _known(field: str, known: set[str] | None) -> str:
    if known is not None and field not in known:
        raise QueryError(f"Could not find a property named '{field}'.")
    return field


def _order(orderby: str, known: set[str] | None) -> list[tuple[str, bool]]:
    order = []
    for part in filter(None, orderby.split(",")):
        field, *direction = part.split()
        if direction not in ([], ["asc"], ["desc"]):
            raise QueryError(f"Syntax error in $orderby at '{part.strip()}'.")
        order.append((_known(field, known), direction == ["desc"]))
    return order


def _whole_number(options: Mapping[str, str], name: str, default: int) -> int:
    given = options.get(name, str(default))
    if not given.isdigit():
        raise QueryError(f"Invalid value '{given}' for {name} query option found.")
    return int(given)


class Filter:
    """A $filter read by recursive descent into one test on a row."""

    def __init__(self, condition: str, known: set[str] | None) -> None:
        self.condition, self.known = condition, known
        self.tokens = self._tokens()
        self.test = self._either()
        if self.tokens:
            raise self._error()

    def _tokens(self) -> list[tuple[str, str]]:
        tokens, at, end = [], 0, len(self.condition.rstrip())
        while at < end:
            found = TOKEN.match(self.condition, at)
            if not found or not found.lastgroup:
                raise QueryError(f"Syntax error at position {at} in '{self.condition}'.")
            tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        return tokens

    def _error(self) -> QueryError:
        at = f"at '{self.tokens[0][1]}'" if self.tokens else "at its end"
        return QueryError(f"Syntax error {at} in '{self.condition}'.")

    def _next_is(self, text: str, ahead: int = 0) -> bool:
        return len(self.tokens) > ahead and self.tokens[ahead][1] == text

    def _take(self, expected: str | None = None) -> tuple[str, str]:
        if not self.tokens or (expected is not None and not self._next_is(expected)):
            raise self._error()
        return self.tokens.pop(0)

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next_is("or"):
            self._take()
            tests.append(self._both())
        return lambda row: any(test(row) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next_is("and"):
            self._take()
            tests.append(self._one())
        return lambda row: all(test(row) for test in tests)

    def _one(self) -> Test:
        if self._next_is("not"):
            self._take()
            negated = self._one()
            return lambda row: not negated(row)
        if self._next_is("("):
            self._take()
            inner = self._either()
            self._take(")")
            return inner
        if self.tokens and self.tokens[0][1] in TEXT_TESTS and self._next_is("(", 1):
            return self._text_test()
        left, compare, right = self._operand(), self._take()[1], self._operand()
        if compare not in COMPARISONS:
            raise self._error()
        return lambda row: _compare(compare, left(row), right(row))

    def _text_test(self) -> Test:
        name = self._take()[1]
        self._take("(")
        first = self._operand()
        self._take(",")
        second = self._operand()
        self._take(")")
        wanted = True
        if self._next_is("eq"):
            self._take()
            wanted = self._take()[1] == "true"
        holds = TEXT_TESTS[name]
        return lambda row: holds(_text(first(row)), _text(second(row))) is wanted

    def _operand(self) -> Value:
        kind, text = self._take()
        if kind == "word" and text in ("true", "false", "null"):
            constant = {"true": True, "false": False, "null": None}[text]
            return lambda row: constant
        if kind == "word" and text == "year":
            self._take("(")
            dated = self._operand()
            self._take(")")
            return lambda row: None if dated(row) is None else int(str(dated(row))[:4])
        if kind == "word":
            field = _known(text, self.known)
            return lambda row: row.get(field)
        if kind == "sign":
            raise self._error()
        literal = LITERALS[kind](text)
        return lambda row: literal


def _date_time(literal: str) -> datetime:
    try:
        return datetime.fromisoformat(literal.removeprefix("datetime").strip("'"))
    except ValueError as error:
        raise QueryError(f"Unrecognized 'Edm.DateTime' literal {literal}.") from error


def _unquoted(literal: str) -> str:
    return literal[1:-1].replace("''", "'")


LITERALS: dict[str, Callable[[str], Any]] = {
    "date": _date_time,
    "text": _unquoted,
    "number": float,
}


def _text(value: Any) -> str:
    return "" if value is None else str(value).casefold()


def _compare(name: str, left: Any, right: Any) -> bool:
    compare = COMPARISONS[name]
    if left is None or right is None:
        return name in ("eq", "ne") and compare(left, right)
    if isinstance(left, datetime) or isinstance(right, datetime):
        left, right = _as_date_time(left), _as_date_time(right)
    elif isinstance(left, str) and isinstance(right, str):
        left, right = left.casefold(), right.casefold()
    elif isinstance(left, str) or isinstance(right, str):
        raise QueryError(f"A binary operator with incompatible types was detected at '{name}'.")
    return compare(left, right)


def _as_date_time(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if not DATE_TIME.match(str(value)):
        raise QueryError("A binary operator with incompatible types was detected.")
    return datetime.fromisoformat(value)
