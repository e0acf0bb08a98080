"""The page "What to look at again": each chapter's questions, counted and brought back.

The list of questions is made at build time; what the reader answered is known to the browser alone
(``static/js/memory.js``), and ``static/js/again.js`` joins the two on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from dispatched import texts
from dispatched.checks import questions
from dispatched.checks.tasks import TaskError

PAGE = "back/again"
PARTS = ("today", "chapters", "file")

NO_SCRIPT = (
    "<noscript><p>Your browser keeps what you answer, and this page needs JavaScript to read it. "
    "Without it, the table below still leads to each chapter's questions.</p></noscript>"
)
NONE = "<p>No chapter has questions that its page judges.</p>"
COUNTS = {
    "answered": "Answered",
    "first": "Right at first",
    "later": "Right later",
    "open": "Not right yet",
}
"""What is counted of a chapter's questions → the heading of its column."""

FILE = """\
<div class="again-file pst-js-only">
<p><button type="button" data-again="save">Save to a file</button>
<label class="again-load">Add from a file <input type="file" accept=".json,application/json" \
data-again="load"></label>
<button type="button" data-again="forget">Forget everything</button></p>
<p class="again-sure" data-again="sure" role="group" aria-label="Forget everything" hidden>\
<span data-again="asked"></span> <button type="button" data-again="keep">Keep them</button> \
<button type="button" data-again="gone">Forget them</button></p>
<p id="again-said" role="status"></p>
</div>
"""


@dataclass(frozen=True)
class Asked:
    """What one chapter asks: its questions (id, title) and its predictions (key)."""

    number: int
    page: str
    questions: tuple[tuple[str, str], ...]
    predictions: tuple[str, ...]

    @property
    def keys(self) -> list[str]:
        """What the browser keeps the answers under."""
        fields = [f"field:{ident}" for ident, _ in self.questions]
        return fields + [f"predict:{key}" for key in self.predictions]


class progress_node(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """A part of the page; ``part`` says which."""


class Progress(SphinxDirective):
    """``{progress} today``, ``chapters`` or ``file``: a part of the page that says what is left."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """A place for the part; all questions are known when all pages are read."""
        part = self.arguments[0]
        if part not in PARTS:
            raise self.error(f"progress {part!r}: there are {', '.join(PARTS)}")
        return [progress_node(part=part)]


def asked(folder: Path, page: str) -> Asked:
    """What a chapter asks, from its assignment and its text file; both may be missing.

    Args:
        folder: of the book's sources.
        page: of the chapter: ``chapters/02-1946-fisheries``.

    Raises:
        ExtensionError: a file is no TOML, or a question is not well formed; names the file.
    """
    name = page.rpartition("/")[2]
    text = folder / f"{page}.toml"
    try:
        asks = questions.load(folder / "exercises" / name / "tasks.toml")
        before = texts.read(text).get("predict", {}) if text.is_file() else {}
    except (TaskError, texts.TextError) as error:
        raise ExtensionError(str(error)) from error
    number = re.match(r"\d+", name)
    return Asked(
        number=int(number[0]) if number else 0,
        page=page,
        questions=tuple((one.ident, one.title) for one in asks),
        predictions=tuple(before),
    )


def table(
    chapters: Sequence[Asked], title: Callable[[str], str], link: Callable[[str], str]
) -> str:
    """One row a chapter, with the number of its questions and places for what is counted.

    Args:
        chapters: those that ask something.
        title: page → its title.
        link: page → its address, relative to this page.
    """
    if not chapters:
        return NONE
    heads = ("Chapter", "Questions", *COUNTS.values(), "Predictions made")
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in heads)
    rows = []
    for one in chapters:
        first = f"#{one.questions[0][0]}" if one.questions else ""
        counts = "".join(f'<td class="n" data-count="{name}">0</td>' for name in COUNTS)
        many = len(one.predictions)
        guesses = f'<span data-count="guesses">0</span> of {many}' if many else ""
        rows.append(
            f'<tr><th scope="row">{one.number} <a href="{escape(link(one.page) + first)}">'
            f'{escape(title(one.page))}</a></th><td class="n">{len(one.questions)}</td>'
            f'{counts}<td class="n">{guesses}</td></tr>'
        )
    return (
        '<div class="table-scroll" role="region" aria-label="Table: questions by chapter" '
        f'tabindex="0"><table id="again-chapters"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def data(chapters: Sequence[Asked], link: Callable[[str], str]) -> str:
    """The questions for the script of the page, in which no "<" ends the element early."""
    told = [
        {
            "number": one.number,
            "questions": [
                {"key": f"field:{ident}", "title": title, "href": f"{link(one.page)}#{ident}"}
                for ident, title in one.questions
            ],
            "predictions": [f"predict:{key}" for key in one.predictions],
        }
        for one in chapters
    ]
    inner = json.dumps(told, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="again-data">{inner}</script>'


def _all(app: Sphinx) -> list[Asked]:
    pages = sorted(name for name in app.env.found_docs if name.startswith("chapters/"))
    found = [asked(Path(app.srcdir), page) for page in pages]
    return [one for one in found if one.keys]


def _parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    def link(page: str) -> str:
        return app.builder.get_relative_uri(docname, page)

    for node in list(doctree.findall(progress_node)):
        chapters = _all(app)
        text = {
            "today": lambda some: f'{NO_SCRIPT}<div id="again-today"></div>{data(some, link)}',
            "chapters": lambda some: table(some, lambda p: app.env.titles[p].astext(), link),
            "file": lambda _: FILE,
        }[node["part"]](chapters)
        shown = text if app.builder.format == "html" else ""
        node.replace_self(nodes.raw("", shown, format="html"))


def _line(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """How far the reader has come, under the opening of a chapter that asks something."""
    if app.builder.format != "html" or not docname.startswith("chapters/"):
        return
    one = asked(Path(app.srcdir), docname)
    if not one.keys or PAGE not in app.env.found_docs:
        return
    title = next(iter(doctree.findall(nodes.title)))
    address = app.builder.get_relative_uri(docname, PAGE)
    line = (
        f'<p class="answered pst-js-only" data-keys="{escape(" ".join(one.keys))}">'
        f'<a href="{escape(address)}">{len(one.keys)} questions</a></p>'
    )
    title.parent.insert(title.parent.index(title) + 1, nodes.raw("", line, format="html"))


def setup(app: Sphinx) -> None:
    """The line comes before the opening (860), which puts its own part above it."""
    app.add_node(progress_node)
    app.add_directive("progress", Progress)
    app.connect("doctree-resolved", _line, priority=855)
    app.connect("doctree-resolved", _parts, priority=870)
