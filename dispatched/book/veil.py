"""What a page keeps out of sight: full answers, and what is said of typical mistakes.

It is no secret. The script beside it can read it, and so can whoever wants to; all it does is keep
an answer out of sight until it is asked for, in the source of the page as well.
"""

from __future__ import annotations

import base64
from itertools import cycle

from docutils import nodes

from dispatched.checks.digests import digest


class answer_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The full answer to a question; ``cards`` are the short cards that it alone needs."""


def around(node: nodes.Node) -> nodes.Element | None:
    """The answer in which a node stands, or nothing."""
    while node is not None and not isinstance(node, answer_node):
        node = node.parent
    return node


def veiled(text: str, ident: str) -> str:
    """A text that the page's script reads with the id of its question; undone in ``fields.js``.

    >>> veiled("Right", "ex-a")
    'YA4MWhA='
    """
    key = cycle(digest(ident, "veil").encode())
    return base64.b64encode(bytes(a ^ b for a, b in zip(text.encode(), key, strict=False))).decode()
