"""The YAML beside each module: how legislatures word a thing, each form with an example."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


@cache
def forms(subject: str) -> dict[str, Any]:
    """`<subject>.yml`; whatever stands under a key `pattern` is a compiled regular expression.

    "<name>" inside a pattern stands for the text of that name in the file's `words`.
    """
    document: dict[str, Any] = yaml.load(
        (_HERE / f"{subject}.yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    words: dict[str, str] = {}
    for name, value in document.get("words", {}).items():
        words[name] = _filled(value, words)
    _compile(document, words)
    return document


def _compile(node: Any, words: dict[str, str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "pattern":
                node[key] = re.compile(_filled(value, words))
            else:
                _compile(value, words)
    elif isinstance(node, list):
        for value in node:
            _compile(value, words)


def _filled(pattern: str, words: dict[str, str]) -> str:
    # "<month>", not the "?P<day>" of a named group
    return re.sub(r"(?<!\?P)<(\w+)>", lambda found: words.get(found[1], found[0]), pattern)
