"""Numbers that a writer sets as code, for they need no evidence, are read as numbers.

A sum by hand, an invented month, a slip of a copy: in the story they stand in the text like any
other number, held together at the end of a line. In the workshop a number may be code.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

NUMBER = re.compile(r"[-−]?\d[\d.,]*%?(?: (?:million|percent|(?:[−+×/]|to) \d[\d.,]*))*")


def read(text: str) -> str:
    """A number, or a sum of some, as print has it; years keep their digits.

    >>> read("1000"), read("2030 percent"), read("11670 − 5940").split()
    ('1,000', '2030\\xa0percent', ['11,670', '−', '5,940'])
    """
    apart = re.sub(r"(?<![\d.,])\d{4,}(?![\d.,]*\d)", _thousands, text)
    return re.sub(r"^-", "−", apart).replace(" ", "\u00a0")


def _thousands(found: re.Match[str]) -> str:
    number = int(found[0])
    return found[0] if 1900 <= number <= 2100 else f"{number:,}"


def _story(node: nodes.Node) -> bool:
    while node.parent is not None:
        node = node.parent
        if "workshop" in node.get("classes", ()):
            return False
    return True


def _plain(app: Sphinx, doctree: nodes.document, name: str) -> None:
    if name.startswith("chapters/"):
        for node in list(doctree.findall(nodes.literal)):
            if NUMBER.fullmatch(node.astext()) and _story(node):
                node.parent.replace(node, nodes.Text(read(node.astext())))


def setup(app: Sphinx) -> None:
    """Work when the lanes are known (915)."""
    app.connect("doctree-resolved", _plain, priority=930)
