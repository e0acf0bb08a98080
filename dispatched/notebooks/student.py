"""The notebooks of the assignments as students get them."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

_HIDDEN = re.compile(
    r"\n?^### BEGIN HIDDEN TESTS\n.*?^### END HIDDEN TESTS", flags=re.DOTALL | re.MULTILINE
)
_SOLUTION = re.compile(r"^### BEGIN SOLUTION\n.*?^### END SOLUTION", flags=re.DOTALL | re.MULTILINE)


def student_version(source: Any) -> Any:
    """A source notebook without solutions, hidden tests and outputs, as nbgrader releases it."""
    made = copy.deepcopy(source)
    for cell in made.cells:
        stub = "# your code here" if cell.cell_type == "code" else "*Your answer here.*"
        cell.source = _HIDDEN.sub("", _SOLUTION.sub(stub, cell.source))
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def assignments(folder: Path) -> dict[str, str]:
    """File name → notebook, as text, of each assignment.

    An assignment is the notebook that has the name of its folder; whatever else lies beside it is
    not published.

    Args:
        folder: the exercises.
    """
    import nbformat

    paths = sorted(p for p in folder.glob("*/*.ipynb") if p.stem == p.parent.name)
    return {
        path.name: nbformat.writes(student_version(nbformat.read(path, as_version=4))) + "\n"
        for path in paths
    }
