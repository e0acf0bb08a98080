"""Links to the repository: while nobody has said where it is, they are words and lead nowhere."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from dispatched.cite import places


def unlinked(doctree: nodes.Node) -> int:
    """Leave of each link to a placeholder's host its words; returns how many there were."""
    found = doctree.findall(nodes.reference)
    links = [link for link in found if places.is_placeholder(link.get("refuri", ""))]
    for link in links:
        link.replace_self(link.children)
    return len(links)


def _resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    unlinked(doctree)


def setup(app: Sphinx) -> None:
    """Work when all links of a page are known."""
    app.connect("doctree-resolved", _resolved, priority=870)
