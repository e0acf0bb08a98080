"""The notebook of an assignment as students get it."""

from __future__ import annotations

import copy
import re
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
