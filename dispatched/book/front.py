"""The front page's two lists of chapters, by era and across the eras, and a card to look at."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from dispatched import evidence
from dispatched.book import linked, opening
from dispatched.book.opening import Opening

KINDS = ("eras", "across")


class rows_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """The rows of one list; ``kind`` says which."""


class ChapterRows(SphinxDirective):
    """``{chapter-rows} eras``: each chapter with its place, its question and the workers then."""

    required_arguments = 1
    option_spec: ClassVar[dict] = {"class": directives.class_option}

    def run(self) -> list[nodes.Node]:
        """A place for the rows; titles are known when all pages are read."""
        kind = self.arguments[0]
        if kind not in KINDS:
            raise self.error(f"chapter-rows {kind!r}: there are {', '.join(KINDS)}")
        return [rows_node(kind=kind)]


class CardOf(SphinxDirective):
    """``{card-of} arrivals-1947``: the short card of a claim, as it appears beside a figure."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The card; that of a claim which is unknown stops the build."""
        try:
            made = linked.short_card(self.arguments[0])
        except evidence.EvidenceError as error:
            raise self.error(str(error)) from None
        return [nodes.raw("", f'<div class="card-shown">{made}</div>', format="html")]


def row(one: Opening, title: str, address: str, card: str) -> str:
    """One chapter as a row that leads to it.

    Args:
        one: what the chapter opens with.
        title: of the chapter.
        address: of its page.
        card: address of the evidence for the number of workers, or nothing.
    """
    place = then = ""
    if one.years:
        years = f'<span class="years era-{one.era}">{one.years}</span>'
        place = f'<span class="where">{opening.band(one)}{years}</span>'
    if one.workers:
        then = f'<span class="then">{opening.workers_then(one, card)}</span>'
    return (
        f'<li><span class="no era-{one.era}">{one.number}</span>{place}<span class="row-what">'
        f'<a href="{html.escape(address)}">{html.escape(title)}</a>'
        f"<span>{html.escape(one.question)}</span></span>{then}</li>"
    )


def _rows(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    known: Mapping[str, Opening] = opening.known(app)
    homes = app.env.dispatched_homes  # type: ignore[attr-defined]
    for node in list(doctree.findall(rows_node)):
        kind, lines, drawn = node["kind"], [], []
        for name, one in known.items():
            if (one.era == opening.ACROSS) is (kind == "eras"):
                continue
            page = f"chapters/{name}"
            address = app.builder.get_relative_uri(docname, page)
            card = ""
            if one.workers:
                drawn.append(one.workers)
                home = app.builder.get_relative_uri(docname, homes[one.workers])
                card = f"{home}#{one.workers}"
            lines.append(row(one, app.env.titles[page].astext(), address, card))
        text = f'<ol class="chapter-rows {kind}">{"".join(lines)}</ol>'
        text = text if app.builder.format == "html" else ""
        node.replace_self(nodes.raw("", text, format="html", claims=drawn))


def _stories(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Where a reader begins, the chapter shows its story; a lane chosen later is kept."""
    if app.builder.name != "html":
        return
    for box in doctree.findall(nodes.container):
        if "story-first" in box["classes"]:
            for link in box.findall(nodes.reference):
                link["refuri"] += "?lane=story"


def setup(app: Sphinx) -> None:
    """Work before the links to evidence get their cards (920)."""
    app.add_node(rows_node)
    app.add_directive("chapter-rows", ChapterRows)
    app.add_directive("card-of", CardOf)
    app.connect("doctree-resolved", _rows, priority=870)
    app.connect("doctree-resolved", _stories, priority=870)
