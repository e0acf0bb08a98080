"""The answers to all questions of the chapters, for paper and for pages without a script."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from docutils import nodes
from sphinx.application import Sphinx

from dispatched import predict, texts
from dispatched.book import ask_form
from dispatched.book.check_fields import Words, of_chapter
from dispatched.book.predict import links
from dispatched.checks.questions import Question
from dispatched.checks.tasks import TaskError
from dispatched.notebooks import asked, fields


class asked_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """What the tables answer to the question before the evidence of ``key`` and ``path``.

    It is read when the page is written, so that a changed table reaches it.
    """


def settled(question: Question) -> str:
    """The options that are right, as a list: on paper they do not stand beside the answer.

    An order is numbered; a number or a table has no options.
    """
    if not question.options:
        return ""
    right = [question.right] if isinstance(question.right, str) else question.right
    lines = [f"{n}." if question.kind == "order" else "-" for n, _ in enumerate(right, 1)]
    return "".join(f"{mark} {one}\n" for mark, one in zip(lines, right, strict=True)) + "\n"


class Answers(Words):
    """``{answers}``: chapter after chapter the answer to each question that it asks."""

    def run(self) -> list[nodes.Node]:
        """A section for each chapter that has questions."""
        made = []
        for docname in sorted(n for n in self.env.found_docs if n.startswith("chapters/")):
            path = Path(self.env.doc2path(docname))
            if path.suffix != ".ipynb":
                continue
            notebook = nbformat.read(path, as_version=4)
            self.env.note_dependency(str(path))
            self.env.note_dependency(f"{self.env.srcdir}/exercises/{path.stem}/tasks.toml")
            told = [*self._before(docname, path, notebook), *self._after(docname, notebook)]
            if told:
                title = re.search(r"^# (.+)", notebook.cells[0].source, re.M)
                section = nodes.section(ids=[f"answers-{path.stem}"])
                named = title[1] if title else path.stem
                section += nodes.title("", f"{int(path.stem[:2])}. {named}")
                section += told
                made.append(section)
        return made

    def _before(
        self, docname: str, path: Path, notebook: nbformat.NotebookNode
    ) -> list[nodes.Node]:
        """The answers of the tables to the questions before the evidence, as they are asked."""
        sources = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
        wanted = [key for source in sources for key in asked.keys(source)]
        if not wanted:
            return []
        words = path.with_suffix(".toml")
        self.env.note_dependency(str(words))
        made: list[nodes.Node] = []
        for key in wanted:
            try:
                question = predict.of(key, words)
            except (texts.TextError, OSError) as error:
                raise self.error(str(error)) from None
            box = nodes.container(ids=[f"answer-predict-{key}"], classes=["answer"])
            place = self.env.app.builder.get_relative_uri(self.env.docname, docname)
            named = nodes.reference("", "Before you look", internal=True)
            named["refuri"] = f"{place}#predict-{key}"
            box += nodes.paragraph("", "", nodes.strong("", "", named))
            box += self.parsed(question.asks)
            box += asked_node(key=key, path=str(words))
            box += self.parsed(question.after) if question.after else []
            made.append(box)
        return made

    def _after(self, docname: str, notebook: nbformat.NotebookNode) -> list[nodes.Node]:
        """The answers to the questions after the sections."""
        try:
            known = {one.ident: one for one in of_chapter(self.env.app, docname)}
        except TaskError as error:
            raise self.error(str(error)) from None
        wanted = [ident for _, ident in fields.placed(notebook)]
        return [self._answer(known[ident]) for ident in wanted if ident in known]

    def _answer(self, one: Question) -> nodes.Node:
        box = nodes.container(ids=[f"answer-{one.ident}"], classes=["answer"])
        box += self.parsed(f"**[{one.title}](#{one.ident})**\n\n{settled(one)}{one.answer}")
        return box


def _tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """What the tables answer is written out."""
    for node in list(doctree.findall(asked_node)):
        question = predict.of(node["key"], Path(node["path"]))
        told = ask_form.answer(question, links(app, docname))
        node.replace_self(nodes.raw("", told, format="html", claims=question.idents()))


def setup(app: Sphinx) -> None:
    """Work while the questions of the chapters do (890)."""
    app.add_node(asked_node)
    app.connect("doctree-resolved", _tables, priority=890)
