"""Markdown that every program reads in the same way: text, titles, money, quotations, folds."""

from __future__ import annotations

import html
import re

MONEY = "<span>&#36;</span>"
"""A dollar sign that begins no formula.

JupyterLab, nbconvert, Colab and VS Code look for a pair of ``$`` in the source: here there is none.
MathJax looks again in the finished page, inside one run of text: each sign has its own element.
"""

_SPECIAL = re.compile(r"[&<>\"`$\\*_\[\]|~{}]")


def literal(text: str) -> str:
    """Text in which nothing is markup, for the title of a link: what has a meaning is an entity."""
    return _SPECIAL.sub(lambda m: f"&#{ord(m[0])};", " ".join(text.split()))


def words(text: str) -> str:
    """The same for the body of a page, where a dollar sign needs an element of its own."""
    return literal(text).replace("&#36;", MONEY)


def link(text: str, address: str, title: str = "") -> str:
    """A link; where there is no address, its text."""
    return f"[{text}]{target(address, title)}" if address else text


def target(address: str, title: str = "") -> str:
    """The second half of a link, from the parenthesis on."""
    return f'({address} "{literal(title)}")' if title else f"({address})"


def quotation(title: str, body: str) -> str:
    """A quotation with its title in bold."""
    lines = [f"**{title}**", "", body] if title and body else [f"**{title}**" if title else body]
    return prefixed("\n".join(lines), "> ")


def fold(summary: str, body: str) -> str:
    """A text that opens at a click; a browser needs no script for it, print shows the summary."""
    return f"<details><summary>{html.escape(summary)}</summary>\n\n{body}\n\n</details>"


def prefixed(text: str, prefix: str, first: str | None = None) -> str:
    """Each line behind a prefix; that of the first line may differ."""
    lines = text.split("\n")
    made = [f"{prefix}{line}".rstrip() for line in lines]
    if first is not None:
        made[0] = f"{first}{lines[0]}".rstrip()
    return "\n".join(made)
