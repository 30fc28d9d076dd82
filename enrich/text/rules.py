"""The table of publishers, read once: which markup is the bill, what is added, what is struck."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, TypedDict
from urllib.parse import urlsplit

import yaml
from lxml import etree

from .press import SINGLED_OUT
from .printed import DELETED, INSERTED, PLAIN

Element = etree._Element


@dataclass(frozen=True)
class Selector:
    """tag, .class, tag.class, #id, [name="value"], parent>tag, or "property: value" of a style."""

    tag: str = ""
    parent: str = ""
    attribute: str = ""
    value: str = ""

    @classmethod
    def parse(cls, words: str) -> Selector:
        if words.startswith("["):
            name, value = words.strip("[]").split("=")
            return cls(attribute=name, value=value.strip('"'))
        if ":" in words:
            return cls(attribute="style", value="".join(words.split()).lower())
        if words.startswith("#"):
            return cls(attribute="id", value=words[1:])
        parent, _, words = words.rpartition(">")
        tag, _, name = words.partition(".")
        return cls(tag=tag.strip("*"), parent=parent, attribute="class" if name else "", value=name)

    def matches(self, element: Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.parent:
            above = element.getparent()
            if above is None or above.tag != self.parent:
                return False
        if not self.attribute:
            return True
        found = element.get(self.attribute, "")
        if self.attribute == "class":
            return self.value in found.split()
        if self.attribute == "style":
            return _declares(found, self.value)
        return found == self.value


def _declares(style: str, wanted: str) -> bool:
    """True when an inline style, "text-decoration: underline", sets the property to the value."""
    name, _, value = wanted.partition(":")
    for declaration in style.lower().split(";"):
        found, _, values = declaration.partition(":")
        if found.strip() in (name, f"{name}-line") and (not value or value in values.split()):
            return True
    return False


@dataclass(frozen=True)
class Look:
    """What the walker does with an element."""

    dropped: bool = False
    ink: int = PLAIN
    block: bool = False
    run_in: bool = False
    cling: bool = False
    before: str = ""
    after: str = ""


class Printing(TypedDict):
    markers: tuple[str, str] | None
    brackets: tuple[str, str] | None
    signposts: list[str]
    captions: str


@dataclass
class Rule:
    name: str
    reader: str = "flow"
    signature: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    root: list[str] = field(default_factory=list)
    namespaces: list[str] = field(default_factory=list)
    container: list[Selector] = field(default_factory=list)
    drop: list[Selector] = field(default_factory=list)
    inserted: list[Selector] = field(default_factory=list)
    deleted: list[Selector] = field(default_factory=list)
    block: list[Selector] = field(default_factory=list)
    inline: list[Selector] = field(default_factory=list)
    run_in: list[Selector] = field(default_factory=list)
    cling: list[Selector] = field(default_factory=list)
    lines: list[Selector] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    markers: tuple[str, str] | None = None
    brackets: str = ""
    signposts: list[str] = field(default_factory=list)
    captions: str = ""
    furniture: list[str] = field(default_factory=list)
    indented: bool = False
    hyphenates: bool = False
    compounds: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    refuse: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        selectors = [selector for name in _MARKS for selector in getattr(self, name)]
        self._before = [(Selector.parse(words), text) for words, text in self.before.items()]
        self._after = [(Selector.parse(words), text) for words, text in self.after.items()]
        selectors += [selector for selector, _ in (*self._before, *self._after)]
        self._names = sorted({selector.attribute for selector in selectors} - {""})
        self._by_parent = any(selector.parent for selector in selectors)
        self._looks: dict[tuple[str | None, ...], Look] = {}

    @property
    def printing(self) -> Printing:
        """What `Press.printed` has to know of the publisher."""
        pairs = {"bold": SINGLED_OUT, "any": ("[", "]")}
        return Printing(
            markers=self.markers,
            brackets=pairs.get(self.brackets),
            signposts=self.signposts,
            captions=self.captions,
        )

    def look(self, element: Element) -> Look:
        above = element.getparent() if self._by_parent else None
        key = (
            str(element.tag),
            None if above is None else str(above.tag),
            *(element.get(name) for name in self._names),
        )
        found = self._looks.get(key)
        if found is None:
            if len(self._looks) > _LOOKS_KEPT:  # a document of endless styles must not pile up
                self._looks.clear()
            found = self._looks[key] = self._decide(element)
        return found

    def _decide(self, element: Element) -> Look:
        def any_of(selectors: list[Selector]) -> bool:
            return any(selector.matches(element) for selector in selectors)

        def first_of(texts: list[tuple[Selector, str]]) -> str:
            return next((text for selector, text in texts if selector.matches(element)), "")

        ink = DELETED if any_of(self.deleted) else INSERTED if any_of(self.inserted) else PLAIN
        return Look(
            dropped=any_of(self.drop),
            ink=ink,
            block=any_of([*self.block, *self.run_in]) and not any_of(self.inline),
            run_in=any_of(self.run_in),
            cling=any_of(self.cling),
            before=first_of(self._before),
            after=first_of(self._after),
        )


_LOOKS_KEPT = 20_000
_MARKS = ("drop", "inserted", "deleted", "block", "inline", "run_in", "cling")
_ADDED = ("drop", "signposts", "refuse")


def _rule(given: dict[str, Any], base: dict[str, Any]) -> Rule:
    """A publisher's rule on top of what holds for all: lists of `_ADDED` add, others replace."""
    merged = {**base, **given}
    for name in _ADDED:
        merged[name] = [*base.get(name, []), *given.get(name, [])]
    for name in ("container", "lines", *_MARKS):
        merged[name] = [Selector.parse(words) for words in merged.get(name, [])]
    if merged.get("markers"):
        merged["markers"] = tuple(merged["markers"])
    return Rule(**merged)


@cache
def rules(family: str) -> tuple[Rule, ...]:
    """The rules of one family (html, xml, pages, rtf, plain), the one for everybody last."""
    table = yaml.load(
        files(__package__).joinpath("publishers.yml").read_bytes(), Loader=yaml.CSafeLoader
    )
    everywhere = {name: table["generic"][name] for name in ("signposts", "compounds")}
    base = everywhere | table["generic"].get(family, {})
    named = [_rule(given, base) for given in table.get(family, [])]
    return (*named, _rule({"name": "generic"}, base))


def rule_for(
    family: str, url: str, text: str = "", root: str = "", namespace: str | None = None
) -> Rule:
    """By markup first, by the publisher's host second."""
    known = rules(family)
    for rule in known:
        if any(words in text for words in rule.signature) or _is_root(rule, root, namespace):
            return rule
    host = urlsplit(url).hostname or ""
    for rule in known:
        if any(host == name or host.endswith(f".{name}") for name in rule.hosts):
            return rule
    return known[-1]


def _is_root(rule: Rule, root: str, namespace: str | None) -> bool:
    """Names such as "bill" and "document" are many publishers'; a namespace is one's own."""
    if rule.namespaces and namespace not in rule.namespaces:
        return False
    return root in rule.root
