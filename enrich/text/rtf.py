"""Rich Text Format to printed text, underlined words as inserted and struck ones as deleted.

Legistar keeps the text of a matter as RTF (MatterTextRtf). Readers on the package index give plain
text only, so this one follows the parts of the RTF 1.9.1 specification that carry words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .press import Press
from .printed import DELETED, INSERTED, METHOD_VERSION, PLAIN, PrintedText, Unreadable
from .rules import rule_for

# "{", "}", "\\par ", "\\u8217 ", "\\'a7", "\\~", words
_TOKEN = re.compile(
    r"(?P<brace>[{}])"
    r"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<newline>[\r\n]+)"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.S,
)
_WORDS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n",
    "tab": " ", "cell": " ", "nestcell": " ", "nestrow": "\n", "emspace": " ", "enspace": " ",
    "qmspace": " ", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SIGNS = {"~": " ", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\", "-": ""}
# Groups that hold no words of the text.
_DESTINATIONS = {
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "pict",
    "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "footnote", "annotation", "themedata", "datastore", "xmlnstbl", "rsidtbl",
    "generator", "fldinst", "latentstyles", "colorschememapping", "shppict", "nonshppict",
    "pntext", "pntxta", "pntxtb", "bkmkstart", "bkmkend", "revtbl", "filetbl", "userprops",
    "mmathPr",
}  # fmt: skip
_UNDERLINES = {
    "ul", "uld", "uldb", "ulw", "ulth", "uldash", "uldashd", "uldashdd", "ulwave", "ulhwave",
    "ulldash", "ulthd", "ulthdash",
}  # fmt: skip
_STRIKES = {"strike", "striked", "deleted"}


@dataclass(frozen=True)
class _State:
    """What a group inherits from the one around it."""

    underlined: bool = False
    struck: bool = False
    revised: bool = False
    hidden: bool = False
    dropped: bool = False
    skip: int = 1  # characters that stand in for one \\u character

    @property
    def ink(self) -> int:
        return DELETED if self.struck else INSERTED if self.underlined or self.revised else PLAIN


def read_rtf(body: bytes, url: str) -> PrintedText:
    """Raises Unreadable when no word is left."""
    source = body.decode("latin-1")
    press = _press(source, _codepage(source))
    text, _ = press.line()
    if not text:
        raise Unreadable("The RTF holds no text; fetch another format of the same version.")
    rule = rule_for("rtf", url, text)
    return press.printed(f"rtf/{rule.name}-{METHOD_VERSION}", **rule.printing)


def _codepage(source: str) -> str:
    # {\\rtf1\\ansi\\ansicpg1252
    found = re.search(r"\\ansicpg(\d{3,5})", source[:500])
    encoding = f"cp{found.group(1)}" if found else "cp1252"
    try:
        b"".decode(encoding)
    except LookupError:
        return "cp1252"
    return encoding


def _press(source: str, encoding: str) -> Press:
    press = Press()
    stack: list[_State] = []
    state = _State()
    skip = 0  # characters still to be skipped after \\u
    starred = opened = False  # just after "{", "{\\*"
    high = 0  # first half of a character beyond the basic plane
    for token in _TOKEN.finditer(source):
        kind = token.lastgroup
        if kind == "number":
            kind = "word"
        value = token.group()
        if kind == "brace":
            skip = 0
            if value == "{":
                stack.append(state)
                opened, starred = True, False
            elif stack:
                state = stack.pop()
            continue
        if kind == "newline":
            continue
        if kind == "sign" and value == "\\*":
            starred = opened
            continue
        words = ""
        if kind == "word":
            word, number = token.group("word"), token.group("number")
            first, opened = opened, False
            if word == "bin":
                raise Unreadable("The RTF holds binary data; fetch another format of it.")
            if word == "u" and number:
                code = int(number) % 0x10000
                skip = state.skip
                if 0xD800 <= code < 0xDC00:
                    high = code
                    continue
                if 0xDC00 <= code < 0xE000:
                    pair, high = (high - 0xD800) * 0x400 + code - 0xDC00 + 0x10000, 0
                    words = chr(pair) if 0x10000 <= pair < 0x110000 else ""
                else:
                    words = chr(code)
            elif word in _WORDS:
                words = _WORDS[word]
            else:
                state = _with_control(
                    state, word, number, starred or (first and word in _DESTINATIONS)
                )
                starred = False
                continue
        elif kind == "hex":
            if skip:
                skip -= 1
                continue
            words = bytes([int(token.group("hex"), 16)]).decode(encoding, "ignore")
        elif kind == "sign":
            words = _SIGNS.get(value[1:], "")
        else:
            words = value[skip:]
            skip = max(0, skip - len(value))
        opened = starred = False
        if state.dropped or state.hidden:
            continue
        if words == "\n":
            press.break_line()
        else:
            press.write(words, state.ink)
    return press


def _with_control(state: _State, word: str, number: str | None, drops: bool) -> _State:
    if drops:
        return replace(state, dropped=True)
    on = number != "0"
    if word in _UNDERLINES:
        return replace(state, underlined=on)
    if word in _STRIKES:
        return replace(state, struck=on)
    if word == "ulnone":
        return replace(state, underlined=False)
    if word == "revised":
        return replace(state, revised=on)
    if word == "plain":
        return replace(state, underlined=False, struck=False, revised=False, hidden=False)
    if word == "v":
        return replace(state, hidden=on)
    if word == "uc" and number:
        return replace(state, skip=max(0, int(number)))
    return state
