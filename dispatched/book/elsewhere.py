"""Links to the repository: while nobody has said where it is, they are words and a path in it."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

from dispatched.cite import places

FILE = re.compile(r"/(?:blob|tree)/[^/]+/(.+)")


def path_of(address: str) -> str:
    """The path of a file or folder in the repository to which an address leads.

    >>> path_of("https://example.org/dispatched/blob/main/exercises/README.md")
    'exercises/README.md'
    >>> path_of("https://example.org/dispatched")
    ''
    """
    found = FILE.search(address)
    return found[1] if found else ""


def unlinked(doctree: nodes.Node) -> int:
    """Leave of each link to a placeholder's host its words and the path that it had.

    Returns:
        how many links there were.
    """
    found = doctree.findall(nodes.reference)
    links = [link for link in found if places.is_placeholder(link.get("refuri", ""))]
    for link in links:
        path = path_of(link["refuri"])
        known = path in link.astext() or path in link.parent.astext()
        place = [] if known else [nodes.Text(" ("), nodes.literal(path, path), nodes.Text(")")]
        link.replace_self([*link.children, *place])
    return len(links)


def _resolved(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    unlinked(doctree)


def setup(app: Sphinx) -> None:
    """Work when all links of a page are known."""
    app.connect("doctree-resolved", _resolved, priority=870)
