"""Links to the repository: while nobody has said where it is, they are words and lead nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from dispatched.cite.places import PLACEHOLDERS


def unlinked(doctree: nodes.Node) -> int:
    """Leave of each link to a placeholder's host its words; returns how many there were."""
    links = [n for n in doctree.findall(nodes.reference) if _is_placeholder(n.get("refuri", ""))]
    for link in links:
        link.replace_self(link.children)
    return len(links)


def _is_placeholder(address: str) -> bool:
    return (urlsplit(address).hostname or "").removeprefix("www.") in PLACEHOLDERS


def _resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    unlinked(doctree)


def setup(app: Sphinx) -> None:
    """Work when all links of a page are known."""
    app.connect("doctree-resolved", _resolved, priority=870)
