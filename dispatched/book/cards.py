"""What every page that shows evidence is made of: cards, links to cards, and how a row is said in short."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dispatched import evidence

GRADES = {
    "A": "official document or count, cited with its place",
    "B": "scholarly, with a reference",
    "C": "press, one testimony, or an estimate without a reference",
    "D": "second-hand, damaged, or contradicted by better evidence",
}


def page_of(kind: str, row: Mapping[str, Any]) -> str:
    """The document that shows a row of ``claims`` or ``calculations``."""
    return f"back/evidence-{row['era']}" if kind == "claims" else "back/calculations"


def homes() -> dict[str, str]:
    """Row id → document, for everything that a page may link to as evidence."""
    tables = evidence.tables()
    return {row["id"]: page_of(kind, row) for kind in ("claims", "calculations") for row in tables[kind]}


def text(text: str, *classes: str) -> nodes.paragraph:
    return nodes.paragraph(text, text, classes=list(classes))


def facts(pairs: Iterable[tuple[str, list[nodes.Node] | str | None]]) -> nodes.Element:
    """Term and value, one a line."""
    box = nodes.definition_list(classes=["facts"])
    for term, value in pairs:
        if not value:
            continue
        body = [nodes.Text(value)] if isinstance(value, str) else value
        box += nodes.definition_list_item(
            "", nodes.term(term, term), nodes.definition("", nodes.paragraph("", "", *body))
        )
    return box


class Cards(SphinxDirective):
    """Common part: a card is a container that the links of the book point to."""

    has_content = False

    def card(self, ident: str, *classes: str) -> nodes.container:
        box = nodes.container(ids=[ident], names=[ident], classes=["ev", *classes])
        self.state.document.note_explicit_target(box, box)
        return box


def link(env: Any, ident: str, text: str) -> nodes.Node:
    """A link to a card. Its page is known, so it need not wait for Sphinx to search every label of the book."""
    home = "back/sources" if ident.startswith("source-") else env.dispatched_homes[ident]
    address = f"{env.app.builder.get_relative_uri(env.docname, home)}#{ident}"
    return nodes.reference(text, text, refuri=address, internal=True)


def short_card(ident: str) -> str:
    """The short card that appears beside a linked figure."""
    esc = html.escape
    found = next((row for row in evidence.tables()["claims"] if row["id"] == ident), None)
    if found:
        cited = f", citing {found['attributed_to']}" if found["attributed_to"] else ""
        lines = [
            f'<b class="pop-value">{esc(evidence.describe(found))}</b>',
            f"<span>{esc(found['statement'])}</span>",
            f'<span class="pop-source">{esc(evidence.cite(found["source"], found["locator"]))}{esc(cited)}. '
            f"{esc(found['basis'].capitalize())}, grade {esc(found['grade'])}.</span>",
        ]
        if found["corrected"]:
            lines.append(f'<span class="pop-note">Corrected: {esc(found["corrected"])}</span>')
    else:
        row = next(r for r in evidence.tables()["calculations"] if r["id"] == ident)
        lines = [
            f'<b class="pop-value">{esc(row["title"])}</b>',
            f'<span class="pop-source">Our calculation: {esc(row["formula"])}. Verdict: {esc(row["verdict"])}.</span>',
        ]
        if row["follows"]:
            lines.append(f"<span>{esc(row['follows'])}</span>")
    return f'<div data-card="{ident}">{"".join(lines)}</div>'
