"""A question with a field in a chapter: ``{check} ex-…``, judged on the page by ``judge.js``.

Its words stand in the ``tasks.toml`` of the chapter. Where no script runs, and on paper, the
question and its options stand there, and the answers have a page of their own.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from dispatched.book import check_forms
from dispatched.book.veil import answer_node, veiled
from dispatched.checks import question_keys, questions
from dispatched.checks.again import earlier_files
from dispatched.checks.questions import Question
from dispatched.checks.tasks import TaskError

log = logging.getLogger(__name__)
ANSWERS = "back/answers"
"""The page with all answers."""


class check_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A question of the page with its field."""


def of_chapter(app: Sphinx, docname: str) -> list[Question]:
    """The questions of a chapter, or none.

    Raises:
        TaskError: they are not well formed.
    """
    path = _tasks(app, docname)
    found: dict[Path, list[Question]] = vars(app).setdefault("dispatched_questions", {})
    if path not in found:  # a page asks for them with each of its questions
        found[path] = questions.load(path)
    return found[path]


def _tasks(app: Sphinx, docname: str) -> Path:
    return Path(app.srcdir) / "exercises" / docname.rpartition("/")[2] / "tasks.toml"


class Words(SphinxDirective):
    """Common part: Markdown that stands elsewhere becomes part of the page."""

    def parsed(self, text: str) -> list[nodes.Node]:
        """Markdown as blocks."""
        box = nodes.Element()
        lines = StringList(text.split("\n"), source=self.state.document["source"])
        self.state.nested_parse(lines, self.content_offset, box)
        return box.children

    def inline(self, text: str) -> list[nodes.Node]:
        """Markdown within a line."""
        return self.state.inline_text(text, self.lineno)[0]


class Check(Words):
    """``{check} ex-contract-share``: the question of that id."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The question under its title, its field, its hints, and its answer out of sight."""
        app, ident = self.env.app, self.arguments[0]
        own = _tasks(app, self.env.docname)
        for path in (own, *earlier_files(own)):  # a question may come back from there
            self.env.note_dependency(str(path))
        try:
            known = {one.ident: one for one in of_chapter(app, self.env.docname)}
        except TaskError as error:
            raise self.error(str(error)) from None
        if ident not in known:
            raise self.error(f"question {ident!r} stands in no tasks.toml of this chapter")
        one = known[ident]
        title = nodes.paragraph("", "", *self.inline(one.title), classes=["admonition-title"])
        asked = nodes.container("", title, *self.parsed(one.asks), classes=["exercise"])
        asked["ids"] = asked["names"] = [ident]
        self.state.document.note_explicit_target(asked, asked)
        box = check_node("", asked, classes=["check"])
        self.set_source_info(box)
        form = check_forms.form(one, self.inline)
        hints = [self.parsed(hint) for hint in one.hints]
        answer = answer_node("", *self.parsed(one.answer), question=ident)
        box += [*form, *check_forms.below(one, hints), answer]
        return [box]


def data(key: dict[str, Any], answer: str, cards: str) -> str:
    """The key, the answer and what is said of mistakes, as the script reads them."""
    ident = key["id"]
    mistakes = [
        {"digests": m["digests"], "says": veiled(m["says"], ident)} for m in key["mistakes"]
    ]
    kept = ("id", "kind", "unit", "forms", "tolerance", "options", "right")
    whole = {name: key[name] for name in kept} | {"mistakes": mistakes}
    if key.get("signed"):
        whole["signed"] = True
    whole["answer"] = veiled(answer + (f"<div hidden>{cards}</div>" if cards else ""), ident)
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="check-key">{text}</script>'


def _answers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Each answer is written out and put out of sight, before the search reads the page."""
    found = list(doctree.findall(answer_node))
    if not found or app.builder.format != "html":
        return
    known = {one.ident: one for one in of_chapter(app, docname)}
    elsewhere = ""
    if ANSWERS in app.env.found_docs:
        elsewhere = html.escape(app.builder.get_relative_uri(docname, ANSWERS))
    for node in found:
        one = known[node["question"]]
        written = nodes.Element("", *node.children)
        text = "".join(_written(app, child) for child in written.children)
        try:
            carried = data(question_keys.make_key(one), text, node.get("cards", ""))
        except TaskError as error:
            log.warning("%s", error, location=node)
            carried = ""
        place = check_forms.elsewhere(one, elsewhere) if elsewhere else ""
        node.replace_self(nodes.raw("", place + carried + check_forms.END, format="html"))


def _written(app: Sphinx, node: nodes.Node) -> str:
    return str(app.builder.render_partial(node)["fragment"])  # type: ignore[attr-defined]


def _visit(self: Any, node: nodes.Element) -> None:
    self.body.append(self.starttag(node, "div"))


def _depart(self: Any, node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _through(self: Any, node: nodes.Element) -> None:
    pass


def setup(app: Sphinx) -> None:
    """Work when links are marked (920)."""
    app.add_node(check_node, html=(_visit, _depart))
    app.add_node(answer_node, html=(_through, _through))
    app.add_node(check_forms.bare_node, html=(_through, _through))
    app.add_directive("check", Check)
    app.connect("doctree-resolved", _answers, priority=930)
