"""YAML with line numbers, for files that people edit and anyone may send.

Only plain data is built: no tags, no anchors, no deep nesting, so a file can neither make
objects nor unfold into something larger than itself. It is read event by event, because
libyaml's own composer overflows the stack on a thousand open brackets.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

Location = tuple[str | int, ...]

MAX_BYTES = 2_000_000
MAX_DEPTH = 12  # the deepest entry of ours has six levels
_RESOLVER = yaml.resolver.Resolver()
# "0", "23016000"; not "0722"
_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}")
# "24.5"
_DECIMAL = re.compile(r"[0-9]{1,15}\.[0-9]{1,9}")
_TAG = "tag:yaml.org,2002:"


class BadYaml(ValueError):
    """`line` is where it is wrong; the message goes on from the name of the file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read(body: bytes) -> tuple[Any, dict[Location, int]]:
    """The value, and the line of each key and list item: `("laws", 0, "title")` to 12.

    Dates stay text. Raises BadYaml.
    """
    if len(body) > MAX_BYTES:
        raise BadYaml(1, f"is larger than {MAX_BYTES:,} bytes; split it into one file a place")
    lines: dict[Location, int] = {}
    try:
        events = yaml.parse(body.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
        value = _document(events, lines)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise BadYaml(line, "is not UTF-8; save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = error.problem or error.context or "it cannot be parsed"
        raise BadYaml(
            mark.line + 1 if mark else 1, f"is not valid YAML ({reason}); correct it"
        ) from error
    except yaml.YAMLError as error:
        raise BadYaml(1, "is not valid YAML (it cannot be parsed); correct it") from error
    return value, lines


def _document(events: Iterator[yaml.Event], lines: dict[Location, int]) -> Any:
    value, started = None, False
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and started:
            raise BadYaml(_line(event), "holds a second document; keep one")
        if isinstance(event, yaml.NodeEvent):
            value, started = _build(event, events, (), lines), True
    return value


def _build(
    event: yaml.Event, events: Iterator[yaml.Event], at: Location, lines: dict[Location, int]
) -> Any:
    line = _line(event)
    lines.setdefault(at, line)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise BadYaml(line, "uses a YAML anchor or alias; write the values out")
    if len(at) > MAX_DEPTH:
        raise BadYaml(line, f"is nested more than {MAX_DEPTH} levels deep; write it flatter")
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    tag = getattr(event, "tag", None)
    if tag and tag != "!":
        raise BadYaml(line, f"uses the YAML tag {tag!r}; write plain data")
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_build(event, events, (*at, len(items)), lines))
        return items
    mapping: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent):
            raise BadYaml(_line(event), "has a key that is not a word; write a field name")
        key = event.value
        if key in mapping:
            raise BadYaml(_line(event), f"has the field {key!r} twice; keep one")
        lines[(*at, key)] = _line(event)
        mapping[key] = _build(next(events), events, (*at, key), lines)
    return mapping


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    tag = event.tag or _RESOLVER.resolve(yaml.ScalarNode, text, event.implicit)
    kind = tag.removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    # a leading zero is part of a number as publishers print it, not an octal figure
    if kind == "int" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "float" and _DECIMAL.fullmatch(text):
        return float(text)
    if kind in ("str", "timestamp", "int", "float", "bool", "value", "merge", "!"):
        return text
    raise BadYaml(_line(event), f"uses the YAML tag {tag!r}; write plain data")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
