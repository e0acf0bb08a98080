"""The exercises of a chapter.

Those on its page fold their answers, the assignment has its links.
"""

from __future__ import annotations

import html
import itertools
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

WORDS = {6: "Six", 7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten", 11: "Eleven", 12: "Twelve"}


def _links(app: Sphinx, docname: str) -> str:
    """Where a chapter's assignment is: as a download, and on the hub that the settings name."""
    name = docname.rpartition("/")[2]
    tasks = Path(app.srcdir) / "exercises" / name / "tasks.toml"
    if not tasks.is_file():
        return ""
    count = tasks.read_text(encoding="utf-8").count("[[task]]")
    hub = app.config.dispatched_hub
    opened = ""
    if hub:
        opened = f' or <a href="{html.escape(hub + name)}.ipynb">open them on the hub</a>'
    return (
        '<section class="to-do workshop" id="to-do"><h2>Exercises</h2>'
        f"<p>{WORDS.get(count, count)} tasks go with this chapter. "
        "They check themselves, offline: "
        f'<a href="../downloads/exercises/{name}.ipynb" download>download the notebook</a>{opened}'
        ". It also lies beside the chapters in "
        '<a href="../downloads/dispatched-notebooks.zip" download>one zip</a>, which says how to '
        "open them, and in what <code>make lab</code> opens.</p>"
        "</section>"
    )


def _fold(solution: nodes.Element) -> None:
    """A solution in an element that folds without a script."""
    body = [child for child in solution.children if not isinstance(child, nodes.title)]
    start = '<details class="solution"><summary>Answer</summary>'
    opened, closed = (nodes.raw("", text, format="html") for text in (start, "</details>"))
    solution.replace_self(nodes.container("", opened, *body, closed))


def _exercises(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for node in [n for n in doctree.findall(nodes.Element) if n.tagname == "solution_node"]:
        _fold(node)
    if docname.startswith("chapters/") and app.builder.format == "html":
        # They are solved in a notebook, so that they are in the workshop's lane.
        doctree += nodes.raw("", _links(app, docname), format="html")


_NUMBER = re.compile(r"(?<=<span class=\"caption-number\">Exercise )\d+")


def renumbered(body: str) -> str:
    """A page whose exercises are counted from one.

    The questions with fields are exercises to Sphinx, which counts them and shows no number.

    >>> renumbered('<span class="caption-number">Exercise 11 </span>')
    '<span class="caption-number">Exercise 1 </span>'
    """
    count = itertools.count(1)
    return _NUMBER.sub(lambda _: str(next(count)), body)


def _page(app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: Any) -> None:
    if pagename.startswith("chapters/"):
        context["body"] = renumbered(context["body"])


def setup(app: Sphinx) -> None:
    """Work before the cards take the page's end (920)."""
    app.add_config_value("dispatched_hub", "", "html", str)
    app.connect("doctree-resolved", _exercises, priority=910)
    app.connect("html-page-context", _page)
