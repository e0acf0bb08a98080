"""The answers to all questions of the chapters, for paper and for pages without a script."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from docutils import nodes

from dispatched.book.check_fields import Words, of_chapter
from dispatched.checks.questions import Question
from dispatched.checks.tasks import TaskError
from dispatched.notebooks import fields


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
            asked = [ident for _, ident in fields.placed(notebook)]
            self.env.note_dependency(str(path))
            self.env.note_dependency(f"{self.env.srcdir}/exercises/{path.stem}/tasks.toml")
            try:
                known = {one.ident: one for one in of_chapter(self.env.app, docname)}
            except TaskError as error:
                raise self.error(str(error)) from None
            if asked:
                title = re.search(r"^# (.+)", notebook.cells[0].source, re.M)
                found = [known[ident] for ident in asked if ident in known]
                made.append(self._chapter(path.stem, title[1] if title else path.stem, found))
        return made

    def _chapter(self, name: str, title: str, found: list[Question]) -> nodes.section:
        section = nodes.section(ids=[f"answers-{name}"])
        section += nodes.title("", f"{int(name[:2])}. {title}")
        for one in found:
            box = nodes.container(ids=[f"answer-{one.ident}"], classes=["answer"])
            box += self.parsed(f"**[{one.title}](#{one.ident})**\n\n{settled(one)}{one.answer}")
            section += box
        return section
