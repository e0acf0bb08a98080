"""The two lanes of a chapter on its page, and the switch between them.

Other switches of the page (raw nodes with ``switch``) come into one row with it.

Each cell of the notebook says its lane (:mod:`dispatched.notebooks.lanes`). Here every block of the
page gets that lane as a class; the style sheet hides what the reader does not want. Without a
script, and for whoever chooses nothing, both are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.application import Sphinx

from dispatched.notebooks import lanes

CELL = 10_000
"""MyST-NB counts the lines of cell n from (n + 1) times this."""

SWITCH = (
    '<div class="lanes pst-js-only" role="group" aria-label="What this page shows">'
    '<button type="button" data-lane="story">Story</button>'
    '<button type="button" data-lane="workshop">Workshop</button>'
    '<button type="button" data-lane="both">Both</button></div>'
)


def mark(body: nodes.Element, of_cells: Sequence[str], lane: str = "") -> str:
    """Give each block below an element the lane of its cell; return that of the last block.

    Args:
        body: the document, or a section of it.
        of_cells: the lane of each cell.
        lane: of what came before: a block that does not know its line goes on in it.
    """
    for node in body.children:
        if not isinstance(node, nodes.Element) or isinstance(node, nodes.Invisible):
            continue
        cell = (node.line or 0) // CELL - 1
        if isinstance(node, nodes.section):
            if node.next_node(nodes.title).astext() in lanes.AFTER:
                continue
            lane = mark(node, of_cells, lane)
            _whole(node)
        elif "cell" in node["classes"]:  # it carries its tags already
            lane = next((n for n in lanes.LANES if f"tag_{n}" in node["classes"]), lane)
        else:
            lane = of_cells[cell] if 0 <= cell < len(of_cells) else lane
            if lane:
                node["classes"].append(lane)
    return lane


def _whole(section: nodes.section) -> None:
    """A section of one lane folds as a whole, with its heading and its place in the contents.

    A result of the story stays in the workshop, for its code is there.
    """
    blocks = [n for n in section.children if isinstance(n, nodes.Element)]
    blocks = [n for n in blocks if not isinstance(n, nodes.Invisible)]
    for lane, also in (("workshop", "tag_workshop"), ("story", "story")):
        if all({lane, also} & {*n["classes"]} for n in blocks):
            section["classes"].append(lane)


def _lanes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    path = Path(app.env.doc2path(docname))
    if app.builder.format != "html" or path.suffix != ".ipynb":
        return
    notebook = nbformat.read(path, as_version=4)
    of_cells = [lanes.lane(cell) for cell in notebook.cells]
    if not any(of_cells):
        return
    title = next(iter(doctree.findall(nodes.title)))
    mark(title.parent, of_cells)  # what stands beside the chapter is of no cell
    others = [n for n in doctree.findall(nodes.raw) if n.get("switch")]
    said = "".join([SWITCH, *(node.astext() for node in others)])
    for node in others:
        node.parent.remove(node)
    boxes = [n for n in title.parent.children if isinstance(n, nodes.admonition)]
    place = title.parent.index(boxes[0]) if boxes else title.parent.index(title) + 1
    row = f'<div class="switches pst-js-only">{said}</div>'
    title.parent.insert(place, nodes.raw("", row, format="html"))


def setup(app: Sphinx) -> None:
    """Work when all blocks are in place (910), before the cards take the page's end (920)."""
    app.connect("doctree-resolved", _lanes, priority=915)
