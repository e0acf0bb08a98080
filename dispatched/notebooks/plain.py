"""The plain edition of the chapters: notebooks that read well wherever a notebook opens.

:func:`edition` makes one from a chapter; :mod:`dispatched.notebooks.shelf` writes them all.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import nbformat

from dispatched import __version__
from dispatched.notebooks import directives, fields, markup, spans
from dispatched.notebooks.addresses import Book, PlainError
from dispatched.notebooks.convert import convert

TITLE = "Dispatched: Eighty Years of North Korean Labor in Russia"
WHEEL = f"dispatched-{__version__}-py3-none-any.whl"
"""The package as one file; the built book holds it among its downloads."""

_HIDDEN = {
    "hide-input": ("source_hidden",),
    "hide-output": ("outputs_hidden",),
    "hide-cell": ("source_hidden", "outputs_hidden"),
}


def edition(notebook: Any, document: str, book: Book) -> Any:
    """The plain edition of a chapter; the chapter stays as it is.

    Code cells keep their code and outputs. What is folded on the page is folded in JupyterLab.

    Args:
        notebook: the chapter as nbformat reads it.
        document: its name in the book: ``chapters/01-reading-the-evidence``.
        book: what its links can lead to.

    Raises:
        PlainError: a cell holds what has no plain form; the message names notebook and cell.
    """
    try:
        made = fields.with_questions(notebook, book.questions)
    except ValueError as error:
        raise PlainError(f"{document}.ipynb, {error}") from None
    page = directives.Page(document, book, count(1), {}, own_labels(made))
    for number, cell in enumerate(made.cells):
        try:
            if cell.cell_type == "markdown":
                cell.source = convert(cell.source, page)
        except ValueError as error:
            raise PlainError(f"{document}.ipynb, cell {number}: {error}") from None
        _fold(cell)
    made.cells = [*_front(document, book), *(c for c in made.cells if c.source.strip())]
    return made


def own_labels(notebook: Any) -> dict[str, str]:
    """The labels that a notebook sets → how its text can call them."""
    numbers = count(1)
    found: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for label, kind in directives.labels(cell.source, spans.read).items():
                found[label] = f"Exercise {next(numbers)}" if kind == "exercise" else label
    return found


def _fold(cell: Any) -> None:
    parts = [part for tag in cell.metadata.get("tags", []) for part in _HIDDEN.get(tag, ())]
    if cell.cell_type == "code" and parts:
        cell.metadata["jupyter"] = dict.fromkeys(parts, True)


def _front(document: str, book: Book) -> list[Any]:
    """What stands before a chapter: whose it is, how to run and cite it; for Colab, the package."""
    site = book.hosts.site
    page = markup.link("this chapter on its page", f"{site}{document}.html")
    package = (
        f"the package of the book (`pip install {site}downloads/{WHEEL}`)"
        if site
        else "the package of the book, which comes with the zip of all notebooks"
    )
    needs = (
        "Python runs in your browser, and the first cell takes some seconds, while it is loaded. "
        "What you change stays in this browser; to keep it elsewhere: *File*, then *Download*."
        if book.live
        else f"It needs Python 3.11 or newer and {package}; no network after that."
    )
    text = f"""\
**{TITLE}** · {page if site else "a chapter to run"}

To run it: *Run*, then *Run All Cells*. {needs} Figures are links: point at one, and it says who \
states it, where, and on what grounds.

Text and data: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Code: BSD 3-Clause. \
Cite as: The Dispatched authors (2026). *{TITLE}.* Version {__version__}."""
    cell = nbformat.v4.new_markdown_cell(markup.prefixed(text, "> "))
    cell.id = "plain-front"
    return [cell, *([_colab(site)] if site and not book.live else [])]


def _colab(site: str) -> Any:
    """A cell that installs the package in Colab and does nothing elsewhere."""
    cell = nbformat.v4.new_code_cell(f"""\
import sys

if "google.colab" in sys.modules:  # elsewhere the package is there already
    get_ipython().run_line_magic("pip", "install --quiet {site}downloads/{WHEEL}")""")
    cell.id = "plain-colab"
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell
