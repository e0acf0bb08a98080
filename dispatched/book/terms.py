"""The terms of the glossary in the chapters: the first of each leads there.

No chapter is written for it. Where a page is put together, the words are looked up in its prose; at
most one link a term a page. Headings, links, code, tables, charts and exercises are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from dispatched import evidence
from dispatched.evidence import Found, Row

LOG = logging.getLogger(__name__)
PAGE = "back/glossary"
FOLDER = "chapters/"

LEFT_ALONE = (
    *(nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.raw, nodes.math),
    *(nodes.math_block, nodes.table, nodes.caption, nodes.figure, nodes.rubric, nodes.Admonition),
    *(nodes.Invisible, nodes.citation_reference),
)
"""What no term is marked in."""

FURTHER = "further-reading"
"""Id of the section that lists titles."""


def rows_for(chapter: str, rows: Iterable[Row]) -> list[Row]:
    """The terms that a chapter marks.

    A term that stands everywhere is marked as far as the chapter that explains it, and not after
    it: no word is met unexplained.

    Args:
        chapter: name of the chapter, whose number gives the order.
        rows: of ``glossary.csv``.
    """
    return [row for row in rows if row["linked"] == "each" or chapter <= row["chapter"]]


def _open_to_terms(text: nodes.Text) -> bool:
    """May a term in this text be marked?"""
    node = text.parent
    if isinstance(node, nodes.emphasis) and len(node.parent.children) == 1:
        return False  # a line of its own in italics belongs to a chart
    while node is not None and not isinstance(node, nodes.document):
        if isinstance(node, LEFT_ALONE) or {"cell", "check", "ask"} & {*node.get("classes", ())}:
            return False
        if isinstance(node, nodes.section) and FURTHER in node["ids"]:
            return False
        node = node.parent
    return True


def _in_workshop(text: nodes.Text) -> bool:
    node = text.parent
    while node is not None:
        if "workshop" in node.get("classes", ()):
            return True
        node = node.parent
    return False


def choose(texts: Sequence[str], finder: evidence.Finder) -> list[list[Found]]:
    """The first place of each term: for each text, what is marked in it, from left to right.

    >>> finder = evidence.Finder([evidence.find("glossary", "quota")])
    >>> choose(["No word.", "A quota, the quota.", "Quotas."], finder)
    [[], [Found(start=2, end=7, ident='quota')], []]
    """
    seen: set[str] = set()
    chosen: list[list[Found]] = []
    for text in texts:
        chosen.append([])
        for found in finder.all(text):
            if found.ident not in seen:
                seen.add(found.ident)
                chosen[-1].append(found)
    return chosen


def _marked(text: nodes.Text, places: Sequence[Found], page: str) -> list[nodes.Node]:
    """A text in pieces, its terms as links to a page."""
    whole, at = str(text), 0
    pieces: list[nodes.Node] = []
    for start, end, ident in places:
        address = f"{page}#{evidence.TERM}{ident}"
        link = nodes.reference("", whole[start:end], refuri=address, internal=True)
        link["classes"].append("term")
        pieces += [nodes.Text(whole[at:start]), link]
        at = end
    return [piece for piece in [*pieces, nodes.Text(whole[at:])] if piece.astext()]


def mark(doctree: nodes.document, rows: Iterable[Row], page: str) -> list[str]:
    """Make the first occurrence of each term a link; the ids of those that are found.

    What a reader of the story meets comes first, so that the link does not hide in the workshop.

    Args:
        doctree: a page whose blocks know their lane.
        rows: the terms, of ``glossary.csv``.
        page: address of the glossary, from here.
    """
    texts = [text for text in doctree.findall(nodes.Text) if _open_to_terms(text)]
    texts.sort(key=_in_workshop)
    chosen = choose([str(text) for text in texts], evidence.Finder(rows))
    for text, places in zip(texts, chosen, strict=True):
        if places:
            text.parent.replace(text, _marked(text, places, page))
    return [found.ident for places in chosen for found in places]


def unused(doctree: nodes.document, rows: Iterable[Row]) -> list[str]:
    """The ids of those terms of which no form stands in the words of a page, linked or not."""
    said = [str(t) for t in doctree.findall(nodes.Text) if not isinstance(t.parent, nodes.raw)]
    rows = list(rows)
    found = {place.ident for text in said for place in evidence.Finder(rows).all(text)}
    return [row["id"] for row in rows if row["id"] not in found]


def _mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    known = PAGE in app.env.found_docs
    if app.builder.format != "html" or not known or not docname.startswith(FOLDER):
        return
    rows, chapter = evidence.tables()["glossary"], docname.removeprefix(FOLDER)
    for ident in unused(doctree, [row for row in rows if row["chapter"] == chapter]):
        LOG.warning("glossary.csv (%s), column chapter: no form stands in %s", ident, chapter)
    mark(doctree, rows_for(chapter, rows), app.builder.get_relative_uri(docname, PAGE))


def _check(app: Sphinx, env: object) -> None:
    """A glossary of the book names chapters of the book."""
    if PAGE not in app.env.found_docs:
        return
    for number, row in enumerate(evidence.tables()["glossary"], 2):
        if FOLDER + row["chapter"] not in app.env.found_docs:
            LOG.warning(
                "glossary.csv, row %s (%s), column chapter: %r is no chapter of the book",
                *(number, row["id"], row["chapter"]),
            )


def setup(app: Sphinx) -> None:
    """Work when blocks know their lane (915), before cards take the page's end (920)."""
    app.connect("env-check-consistency", _check)
    app.connect("doctree-resolved", _mark, priority=917)
