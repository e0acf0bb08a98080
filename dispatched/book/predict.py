"""A question before the evidence: the directive ``{predict} key``, and what it covers.

The words stand in the chapter's text file, the answer comes from the tables. What follows, up to
the next chart of the story with the line below it, carries a class by which style sheet and script
hold it back until the reader has answered or skipped; so does what the file names besides (also).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from dispatched import predict, texts
from dispatched.book import ask_form, opening
from dispatched.book.chart_nodes import chart_node
from dispatched.predict import Question

log = logging.getLogger(__name__)

SWITCH = (
    '<button type="button" class="ask-switch pst-js-only" data-ask-switch aria-pressed="true">'
    "Questions first</button>"
)


class predict_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A question by ``key`` and ``path``; its children are what it asks and what is said after.

    Its answer is read again when the page is written, so that a changed table reaches it.
    """


class Predict(SphinxDirective):
    """``{predict} key``: the question of this key in the text file beside the page."""

    required_arguments = 1
    has_content = True  # to say what is wrong with one

    def run(self) -> list[nodes.Node]:
        """A place for the question, with its words read as Markdown."""
        key = self.arguments[0]
        if self.content:
            raise self.error(f"predict {key!r}: its words stand in the chapter's text file")
        path = Path(self.env.doc2path(self.env.docname)).with_suffix(".toml")
        self.env.note_dependency(str(path))
        try:
            question = predict.of(key, path)
        except (texts.TextError, OSError) as error:
            raise self.error(str(error)) from None
        node = predict_node(key=key, path=str(path))
        self.set_source_info(node)
        node.line = self.lineno
        for text, name in ((question.asks, "ask-asks"), (question.after, "ask-after")):
            box = nodes.container(classes=[name])
            self.state.nested_parse(StringList([text], str(path)), self.content_offset, box)
            node += box
        return [node]


def covered(node: nodes.Element, what: str) -> list[nodes.Element]:
    """The blocks after a question that wait for its answer.

    That is the next block; or all to the end of the section, or to the next question; or all up to
    the next chart that stands in the story, with the line in italics below it.

    Raises:
        ValueError: no block, or no chart, follows in the section.
    """
    after = [*_after(node)]
    if what in ("paragraph", "section"):
        if not after:
            raise ValueError("nothing follows it in its section")
        return after[:1] if what == "paragraph" else after
    for place, block in enumerate(after):
        if "tag_workshop" not in block["classes"] and [*block.findall(chart_node)]:
            below = after[place + 1 : place + 2]
            return after[: place + 1] + [b for b in below if _caption(b)]
    raise ValueError("no chart of the story follows it in its section")


def named(node: nodes.Element, ident: str) -> nodes.Element:
    """The block of this id: a subsection, or what stands in a section.

    Raises:
        ValueError: the page has no such block.
    """
    page = node.document
    assert page is not None
    place = next((n for n in page.findall(nodes.Element) if ident in n.get("ids", ())), None)
    while place is not None and not isinstance(place, nodes.section):
        if isinstance(place.parent, nodes.section):
            return place
        place = place.parent
    if place is None:
        raise ValueError(f"also names {ident!r}, and the page has nothing of that name")
    return place


def _after(node: nodes.Element) -> Iterator[nodes.Element]:
    """The blocks of a section that come after a node, up to the next section or question."""
    parent = node.parent
    for block in parent.children[parent.index(node) + 1 :]:
        if isinstance(block, nodes.section | predict_node):
            return
        if isinstance(block, nodes.Element) and not isinstance(block, nodes.Invisible):
            yield block


def _caption(block: nodes.Element) -> bool:
    """Is it the line below a chart, all in italics?"""
    return isinstance(block, nodes.paragraph) and all(
        isinstance(child, nodes.emphasis) for child in block.children
    )


def _box(node: predict_node, question: Question, era: str, link: ask_form.Link) -> nodes.Element:
    """The question as the page has it."""
    ident = f"predict-{question.key}"
    asks, after = node.children
    opened = (
        f'<div class="ask-box era-{era}" role="group" aria-labelledby="{ident}-t" '
        f'data-key="{question.key}" data-kind="{question.kind}">'
        f'<p class="ask-flag" id="{ident}-t">Before you look</p>'
    )
    said = f'<p class="ask-plain">{escape(predict.setting(question))}</p>'
    live = f'<div class="ask-live">{ask_form.form(question, link)}'
    box = nodes.container(ids=[ident], classes=["ask"])
    box.line = node.line
    box += nodes.raw("", opened, format="html")
    box += asks
    box += nodes.raw("", said + live, format="html", claims=question.idents())
    box += after
    box += nodes.raw("", f"{ask_form.buttons(question)}</div></div>", format="html")
    return box


def links(app: Sphinx, docname: str) -> ask_form.Link:
    """Id → the address of its card, as a page of the book writes it."""
    known = app.env.dispatched_homes  # type: ignore[attr-defined]
    return lambda ident: f"{app.builder.get_relative_uri(docname, known[ident])}#{ident}"


def _ask(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Questions become boxes; what they cover is marked; the switch stands below the title."""
    found = [*doctree.findall(predict_node)]
    if not found:
        return
    one = opening.opening(docname.rpartition("/")[2], Path(app.srcdir) / "chapters")
    era = one.era if one else opening.ACROSS
    link = links(app, docname)
    asked = [predict.of(node["key"], Path(node["path"])) for node in found]
    for place, (node, question) in enumerate(zip(found, asked, strict=True)):
        if question.key in {other.key for other in asked[:place]}:
            log.warning("predict %r: it is asked twice", question.key, location=node)
        try:
            more = [named(node, ident) for ident in question.also]
            for block in covered(node, question.covers) + more:
                block["classes"] += ["veiled", f"veil-{question.key}"]
        except ValueError as error:
            log.warning("predict %r: %s", question.key, error, location=node)
    for node, question in zip(found, asked, strict=True):
        shown = app.builder.format == "html"
        node.replace_self(_box(node, question, era, link) if shown else nodes.container())


def _switch(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """The switch stands below the title; the lanes take it into their row."""
    boxes = (n for n in doctree.findall(nodes.container) if "ask" in n["classes"])
    if app.builder.format != "html" or next(boxes, None) is None:
        return
    title = next(iter(doctree.findall(nodes.title)))
    row = nodes.raw("", SWITCH, format="html", switch=True)
    title.parent.insert(title.parent.index(title) + 1, row)


def setup(app: Sphinx) -> None:
    """Work while charts are nodes still (900), and before the row of switches is made (915)."""
    app.add_node(predict_node)
    app.add_directive("predict", Predict)
    app.connect("doctree-resolved", _ask, priority=890)
    app.connect("doctree-resolved", _switch, priority=914)
