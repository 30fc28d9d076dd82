"""A JSON list, or a JSON value a line, of any length, read one value at a time."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from scrapers.saved_files import BadTable

AT_ONCE = 1024 * 1024  # bytes read ahead
LONGEST = 64 * 1024 * 1024  # characters of one value; the text of a budget has some 10 million
# What stands between values.
_BETWEEN = " \t\r\n,"


class BadList(BadTable):
    """A list that cannot be read on; the message is a sentence."""


class Value(NamedTuple):
    """json: the value as it was written."""

    value: Any
    json: str


def values_in(stream: BinaryIO, name: str) -> Iterator[Value]:
    """name: of the file, for the sentence. Raises BadList; what was read before stays good."""
    decode, utf8 = json.JSONDecoder().raw_decode, codecs.getincrementaldecoder("utf-8-sig")()
    buffer, at, is_at_end = "", 0, False
    is_list: bool | None = None
    while True:
        while at < len(buffer) and buffer[at] in _BETWEEN:
            at += 1
        if is_list is None and at < len(buffer):
            is_list = buffer[at] == "["
            at += is_list
            continue
        if is_list and buffer[at : at + 1] == "]":
            return
        try:
            value, end = decode(buffer, at)
        except RecursionError as error:
            raise BadList(f"{name} nests too deep for a bill; do not use this file.") from error
        except ValueError as error:
            if is_at_end and at == len(buffer) and not is_list:
                return
            if is_at_end or len(buffer) - at > LONGEST:
                what = "breaks off" if is_at_end else "holds a value that never ends"
                raise BadList(f"{name} {what} ({error}); fetch it again.") from error
            chunk = stream.read(AT_ONCE)
            is_at_end = not chunk
            buffer, at = buffer[at:] + _decoded(utf8, chunk, name), 0
            continue
        yield Value(value, buffer[at:end])
        at = end


def _decoded(utf8: codecs.IncrementalDecoder, chunk: bytes, name: str) -> str:
    try:
        return utf8.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        raise BadList(f"{name} is not in UTF-8 ({error.reason}); fetch it again.") from error
