"""`forms.yml`, compiled: one expression for all that may open a line, one for joined lines."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

PATH = Path(__file__).with_name("forms.yml")
# "   12 “[": blanks, a margin's line number, an opening quotation mark or amendment bracket
_MARGIN = r"[^\S\n]*(?:\d{1,2}[^\S\n]+)?(?P<open>[\"“‘'\[]{0,3})"
# ". “": a sentence, clause or heading has ended on the same line
_BEHIND_A_SENTENCE = r"[.:;,*—–”\"\])]-?[^\S\n]{1,4}(?:and[^\S\n])?(?P<open>[\"“‘\[]{0,2})"
# which groups may claim a line, the first wins
_LINE = (
    "enacting",
    "ending",
    "preamble",
    "resolved",
    "act",
    "code",
    "rule",
    "subdivision",
    "announced",
)


class Form(NamedTuple):
    """One row of `forms.yml`: `pattern` reads the form where a line opens."""

    group: str
    name: str
    pattern: re.Pattern[str]
    source: str
    example: str
    inline: bool


class Reader(NamedTuple):
    """One expression for many forms; `forms[match.lastgroup]` is the form that was read."""

    pattern: re.Pattern[str]
    forms: dict[str, Form]


class Readers(NamedTuple):
    first: Reader  # the text's first line
    line: Reader  # every line below it: begins with the line break
    inline: Reader  # behind a finished sentence on the same line


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Group name to its forms, in the order of the file."""
    return {
        group: tuple(
            Form(
                group,
                row["name"],
                re.compile("^" + _MARGIN + row["pattern"], re.M),
                row["pattern"],
                row["example"],
                bool(row.get("inline")),
            )
            for row in rows
        )
        for group, rows in yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader).items()
    }


@cache
def readers() -> Readers:
    """The forms of all groups that open something, compiled together."""
    chosen = [form for group in _LINE for form in forms()[group]]
    return Readers(
        _reader(_MARGIN, chosen),
        _reader(r"\n" + _MARGIN, chosen),
        _reader(_BEHIND_A_SENTENCE, [form for form in chosen if form.inline]),
    )


@cache
def whole_line(group: str) -> re.Pattern[str]:
    """A line that is nothing but one of the group's forms."""
    return re.compile(
        r"[^\S\n]*(?:\d{1,2}[^\S\n]+)?(?:"
        + "|".join(f"(?:{form.source})" for form in forms()[group])
        + r")[^\S\n]*\Z"
    )


def _reader(before: str, chosen: Iterable[Form]) -> Reader:
    named, alternatives = {}, []
    for index, form in enumerate(chosen):
        pattern = form.source
        for group in ("number", "old"):
            pattern = pattern.replace(f"(?P<{group}>", f"(?P<{group}{index}>")
        named[f"form{index}"] = form
        alternatives.append(f"(?P<form{index}>{pattern})")
    return Reader(re.compile(f"{before}(?:{'|'.join(alternatives)})", re.M), named)
