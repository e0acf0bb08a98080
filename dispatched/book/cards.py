"""What every page that shows evidence is made of: cards, facts, and links to cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dispatched.notebooks import cards


def text(text: str, *classes: str) -> nodes.paragraph:
    """A paragraph."""
    return nodes.paragraph(text, text, classes=list(classes))


def facts(pairs: Iterable[tuple[str, list[nodes.Node] | str | None]]) -> nodes.Element:
    """Term and value, one a line."""
    box = nodes.definition_list(classes=["facts"])
    for term, value in pairs:
        if not value:
            continue
        body = [nodes.Text(value)] if isinstance(value, str) else value
        said = nodes.definition("", nodes.paragraph("", "", *body))
        box += nodes.definition_list_item("", nodes.term(term, term), said)
    return box


def table(head: list[str], rows: Iterable[list[str]]) -> nodes.table:
    """A table: the first cell of a row is its heading, numbers stand as they are given."""
    box = nodes.table(classes=["table"])
    group = nodes.tgroup(cols=len(head), stub=1)
    group += [nodes.colspec(colwidth=1, stub=int(not at)) for at, _ in enumerate(head)]
    group += nodes.thead("", _line(head))
    group += nodes.tbody("", *map(_line, rows))
    box += group
    return box


def _line(cells: Iterable[str]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph(cell, cell)) for cell in cells))


class Cards(SphinxDirective):
    """Common part: a card is a container that the links of the book point to."""

    has_content = False

    def card(self, ident: str, *classes: str) -> nodes.container:
        """An empty card with its id."""
        box = nodes.container(ids=[ident], names=[ident], classes=["ev", *classes])
        self.state.document.note_explicit_target(box, box)
        return box


def link(env: Any, ident: str, text: str) -> nodes.Node:
    """A link to a card.

    Its page is known, so it need not wait for Sphinx to search every label of the book.
    """
    of = ident.removeprefix("source-")
    home = env.dispatched_homes[ident] if of == ident else cards.source_page(of)
    address = f"{env.app.builder.get_relative_uri(env.docname, home)}#{ident}"
    return nodes.reference(text, text, refuri=address, internal=True)
