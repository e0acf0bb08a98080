"""What the head of each page says: an icon, a color scheme, a description."""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LONG, DESCRIPTION = 60, 155
"""Letters that the first paragraph has at least, and letters of a description at most."""


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    context.setdefault("default_mode", "auto")
    # A missing favicon.ico would be a request and an error.
    icon = context["pathto"]("_static/icon.svg", 1)
    tags = context.get("metatags", "") + f'<link rel="icon" href="{icon}">'
    if doctree is not None and not context.get("meta", {}).get("description"):
        texts = (node.astext() for node in doctree.findall(nodes.paragraph))
        first = next((text for text in texts if len(text) > LONG), "")
        short = re.sub(r"\s+", " ", first)[:DESCRIPTION].rsplit(" ", 1)[0]
        tags += f'<meta name="description" content="{html.escape(short)}">'
    context["metatags"] = tags


def setup(app: Sphinx) -> None:
    """Fill the context of every page."""
    app.connect("html-page-context", _page, priority=900)
