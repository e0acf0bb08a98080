"""What the head of each page says: an icon, a color scheme, a description."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LONG, DESCRIPTION = 60, 155
"""Letters that a paragraph has at least, and letters of a description at most."""

MADE = {
    "search": "Search the chapters, the sources and the glossary of Dispatched, and the card of "
    "each figure: who states it, where and on what grounds.",
    "genindex": "The index of Dispatched, a course on eighty years of North Korean labor in "
    "Russia. It has no entries: the search page finds words and figures.",
}
"""Page that Sphinx makes without a text → its description."""


def described(paragraphs: Iterable[str]) -> str:
    """A description of a page: its first long paragraph that is a sentence, or what fits of it.

    >>> described(["Chapter 4", "Who went, who was paid, and how do we know? A course with data."])
    'Who went, who was paid, and how do we know? A course with data.'

    Args:
        paragraphs: the words of each, in order; a title that stands as a link is one as well.
    """
    found = [re.sub(r"\s+", " ", text) for text in paragraphs if len(text) > LONG]
    whole = next((text for text in found if text.rstrip()[-1] in ".?!"), next(iter(found), ""))
    return textwrap.shorten(whole, DESCRIPTION, placeholder="…")


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    context.setdefault("default_mode", "auto")
    # A missing favicon.ico would be a request and an error.
    icon = context["pathto"]("_static/icon.svg", 1)
    tags = context.get("metatags", "") + f'<link rel="icon" href="{icon}">'
    said = MADE.get(pagename, "")
    if doctree is not None and not (context.get("meta") or {}).get("description"):
        said = described(node.astext() for node in doctree.findall(nodes.paragraph))
    if said:
        tags += f'<meta name="description" content="{html.escape(said)}">'
    context["metatags"] = tags


def setup(app: Sphinx) -> None:
    """Fill the context of every page."""
    app.connect("html-page-context", _page, priority=900)
