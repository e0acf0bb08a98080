"""What a saved notebook must be, and how its code should read.

:func:`faults` are defects: a cell that was not run, an error, a cell that is exempted.
:func:`style` holds the code against the rules that let a learner follow it: a chart is one chained
expression that is shown, a cell that shows nothing has a sentence before it, no prose is glued
together in code.
"""

from __future__ import annotations

import ast
import inspect
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from dispatched.shown import MIME

WIDGET = "application/vnd.jupyter.widget-view+json"
STRING = 60
"""A longer string in a chapter's code is prose, which stands in the chapter's text file."""


def faults(path: Path) -> Iterator[str]:
    """What a committed notebook must not be: not run, run out of order, exempted, with errors."""
    notebook = nbformat.read(path, as_version=4)
    code = [(n, c) for n, c in enumerate(notebook.cells) if c.cell_type == "code"]
    for count, (number, cell) in enumerate(code, 1):
        where = f"{path.name}, cell {number}"
        if not cell.source.strip():
            yield f"{where}: is empty"
        if cell.execution_count != count:
            counted = cell.execution_count
            yield (
                f"{where}: execution count is {counted}, not {count}: run the notebook from the top"
            )
        tags = cell.metadata.get("tags", [])
        if any(tag.startswith("nbval") or tag == "skip-execution" for tag in tags):
            yield f"{where}: a tag exempts it from the tests"
        if count != 1 and _imports(cell.source):
            yield f"{where}: imports stand in the first code cell"
        if any(output.output_type == "error" for output in cell.outputs):
            yield f"{where}: holds an error"
        if not cell.outputs and _shows(cell.source):
            yield f"{where}: ends in an expression but has no output: run the notebook"
        if any(WIDGET in output.get("data", {}) for output in cell.outputs):
            yield f"{where}: holds a widget of a run that is over"


def style(path: Path) -> Iterator[str]:
    """Where the code of a chapter is hard to follow, one line a place."""
    notebook = nbformat.read(path, as_version=4)
    before: Any = None
    for number, cell in enumerate(notebook.cells):
        where = f"{path.name}, cell {number}"
        if cell.cell_type == "code":
            silent = not cell.outputs and not _imports(cell.source)
            if silent and (before is None or before.cell_type != "markdown"):
                yield f"{where}: shows nothing and has no sentence before it"
            if silent and ".mark_" in cell.source and "def " not in cell.source:
                yield f"{where}: makes marks that it does not show: a chart is one expression"
            if _glued(cell.source):
                yield f"{where}: prose glued together in code"
        before = cell


def twins(path: Path) -> Iterator[str]:
    """Functions that a chapter defines under the name of a model, and that do something else.

    What a chapter teaches stands in the chapter; the package keeps the same function, tested. The
    two are compared as programs: docstrings and annotations may differ.
    """
    from dispatched import models

    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        for node in ast.parse(cell.source).body if cell.cell_type == "code" else ():
            if isinstance(node, ast.FunctionDef) and node.name in models.__all__:
                twin = ast.parse(inspect.getsource(getattr(models, node.name))).body[0]
                if _program(node) != _program(twin):
                    name = node.name
                    yield f"{path.name}, cell {number}: {name} is not what models.{name} does"


def _program(function: ast.AST) -> str:
    """A function without what only a reader sees."""
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    names = ast.unparse(_bare(function.args))
    return f"{names}: {ast.unparse(ast.Module(body, []))}"


def _bare(arguments: ast.arguments) -> ast.arguments:
    for one in ast.walk(arguments):
        if isinstance(one, ast.arg):
            one.annotation = None
    return arguments


def _imports(source: str) -> bool:
    return any(line.startswith(("import ", "from ")) for line in source.splitlines())


def _shows(source: str) -> bool:
    """Does the cell end in an expression, whose value a notebook shows?"""
    body = ast.parse(source).body
    return bool(body) and isinstance(body[-1], ast.Expr) and not source.rstrip().endswith(";")


def _glued(source: str) -> bool:
    """Do two string literals stand side by side, to be read as one?"""
    blank = (tokenize.NL, tokenize.COMMENT)
    last = None
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in blank:
            continue
        if token.type == last == tokenize.STRING:
            return True
        last = token.type
    return False


def silent(notebook: Any) -> list[int]:
    """The code cells that show nothing, the imports among them."""
    cells = enumerate(notebook.cells)
    return [n for n, c in cells if c.cell_type == "code" and not c.outputs]


def in_the_open(notebook: Any) -> list[int]:
    """The cells that build a chart before the reader's eyes.

    Data, mark and encodings stand in one cell that is not folded and that shows the chart.
    """
    return [number for number, open_ in _charts(notebook) if open_]


def by_helper(notebook: Any) -> list[int]:
    """The other cells that show a chart: a function of the package, or an explorer, draws it."""
    return [number for number, open_ in _charts(notebook) if not open_]


def _charts(notebook: Any) -> Iterator[tuple[int, bool]]:
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        if any(MIME in output.get("data", {}) for output in cell.outputs):
            parts = all(part in cell.source for part in ("alt.Chart(", ".mark_", ".encode("))
            folded = any(tag.startswith("hide-") for tag in cell.metadata.get("tags", []))
            yield number, parts and not folded and "def " not in cell.source


def long_strings(notebook: Any) -> Iterator[tuple[int, str]]:
    """Cell number and text of each string of a cell's code that is prose by its length.

    Docstrings count too: what a function does fits a line.
    """
    for number, cell in enumerate(notebook.cells):
        for node in ast.walk(ast.parse(cell.source)) if cell.cell_type == "code" else ():
            text = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(text, str) and len(text) > STRING:
                yield number, text
