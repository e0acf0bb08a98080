"""What elements a book has, and whether a selector could mean one of them.

That each class of a selector stands somewhere in the book is not enough: ``ul.navbar-nav`` is used
only where a list has that class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_START = re.compile(r"<([a-z][a-z0-9]*)\b([^<>]*)>")
_CLASS, _ID = re.compile(r'\sclass="([^"]*)"'), re.compile(r'\sid="([^"]*)"')
_NAME = re.compile(r"\s([a-zA-Z][\w:-]*)")
_VALUE = re.compile(r'"[^"]*"')

_BRACKETS = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_PSEUDO = re.compile(rf"::?[\w-]+(?:{_BRACKETS})?")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
_WORD = re.compile(r"([.#]?)([\w-]+)")

UNTHEMED = "html:not([data-theme])"
"""What no page of this book is: each says its theme, "auto" before a script has run."""

Element = tuple[str, frozenset[str]]
"""Name and classes; of many elements that are alike in these, one."""


@dataclass(frozen=True)
class Elements:
    """The elements of all pages, and what scripts may make of them.

    Args:
        pages: what stands in the pages.
        idents: the ids of all of them.
        words: classes and ids that a script may set.
        made: names of elements that a script may make.
        attributes: names of attributes in the pages.
        scripts: the text of all scripts, in which an attribute may be named.
    """

    pages: frozenset[Element]
    idents: frozenset[str]
    words: frozenset[str]
    made: frozenset[str]
    attributes: frozenset[str]
    scripts: str

    def meant(self, selector: str) -> bool:
        """Could a selector mean an element, as far as each of its parts says?

        >>> found = elements(['<ul class="nav"><li id="a">'], {"open"}, set(), "")
        >>> [found.meant(s) for s in ("ul.nav > li#a", "ol.nav", ".nav.open", "ul:not(ol) p")]
        [True, False, True, False]
        """
        if selector.startswith(UNTHEMED):
            return False
        bare = _PSEUDO.sub("", _ATTRIBUTE.sub(r"[\1]", selector))
        return all(map(self._part, filter(None, re.split(r"[\s>+~]+", bare))))

    def _part(self, part: str) -> bool:
        asked = _ATTRIBUTE.findall(part)
        if not all(map(self._attribute, asked)):
            return False
        said = _WORD.findall(_ATTRIBUTE.sub("", part).replace("\\", ""))
        tag = next((word.lower() for kind, word in said if not kind), None)
        classes = {word for kind, word in said if kind == "."} - self.words
        if not {word for kind, word in said if kind == "#"} <= self.words | self.idents:
            return False
        if not classes and (tag is None or tag in self.made):
            return True
        return any(tag in (None, name) and classes <= has for name, has in self.pages)

    def _attribute(self, name: str) -> bool:
        in_script = re.sub(r"-(\w)", lambda m: m[1].upper(), name.removeprefix("data-"))
        return name in self.attributes or name in self.scripts or in_script in self.scripts


def elements(
    pages: Iterable[str], words: Iterable[str], made: Iterable[str], scripts: str
) -> Elements:
    """The elements of finished pages.

    Args:
        pages: their HTML.
        words: classes and ids that a script may set.
        made: names of elements that a script may make, beside those that stand in it as ``<name``
            or after ``createElement``.
        scripts: the text of all scripts.
    """
    found: set[Element] = set()
    idents: set[str] = set()
    attributes: set[str] = set()
    for page in pages:
        for name, rest in set(_START.findall(page)):
            classes = _CLASS.search(rest)
            found.add((name, frozenset(classes[1].split() if classes else ())))
            idents.update(_ID.findall(rest))
            attributes.update(_NAME.findall(_VALUE.sub("", f" {rest}")))
    named = re.findall(r"<([a-z]\w*)|createElement(?:NS)?\([^)]*?[\"'](\w+)[\"']\)", scripts)
    tags = {name for pair in named for name in pair if name}
    kinds = (found, idents, words, {*made, *tags}, attributes)
    return Elements(*map(frozenset, kinds), scripts)
