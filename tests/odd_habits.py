"""Habits of real students: what they do to a notebook, and the points that their answers are worth.

Each changes a notebook whose answers are right (24 points); the first answer is worth one point.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.grading_room import HEAD, cell

Habit = Callable[[NotebookNode], NotebookNode | bytes]


def head(source: str) -> Habit:
    """The first answer is written so."""

    def changed(notebook: NotebookNode) -> NotebookNode:
        cell(notebook, HEAD).source = source
        return notebook

    return changed


def above(source: str) -> Habit:
    """A cell of the student's own stands at the top."""

    def changed(notebook: NotebookNode) -> NotebookNode:
        notebook.cells.insert(0, new_code_cell(source))
        return notebook

    return changed


def raw(change: Callable[[str], bytes]) -> Habit:
    """The file is saved by something else than Jupyter."""
    return lambda notebook: change(nbformat.writes(notebook))


def notes_everywhere(notebook: NotebookNode) -> NotebookNode:
    cells = []
    for number, one in enumerate(notebook.cells):
        cells += [one, new_markdown_cell(f"Note {number}: ask about this!")]
    notebook.cells = cells
    return notebook


def outputs_left(notebook: NotebookNode) -> NotebookNode:
    for one in notebook.cells:
        if one.cell_type == "code":
            one.outputs = [nbformat.v4.new_output("stream", text="old\n" * 2000)]
            one.execution_count = 99
    return notebook


def essay_as_code(notebook: NotebookNode) -> NotebookNode:
    essay = cell(notebook, "05-essay-answer")
    essay.cell_type, essay.source = "code", "# The risk is not the same for all."
    essay.outputs, essay.execution_count = [], None
    return notebook


def tasks_deleted(notebook: NotebookNode) -> NotebookNode:
    notebook.cells = [
        c for c in notebook.cells if not c.metadata.nbgrader.grade_id.endswith(("-task", "-check"))
    ]
    return notebook


def pasted_twice(notebook: NotebookNode) -> NotebookNode:
    at = next(n for n, c in enumerate(notebook.cells) if c.metadata.nbgrader.grade_id == HEAD)
    mine, again = notebook.cells[at], copy.deepcopy(notebook.cells[at])
    mine.source, again.source, again["id"] = "planned_low = ...", "planned_low = 450", "pasted"
    notebook.cells.append(again)
    return notebook


def lines_of_windows(text: str) -> bytes:
    book = json.loads(text)
    for one in book["cells"]:
        one["source"] = "".join(one["source"]).replace("\n", "\r\n")
    return json.dumps(book, indent=4).replace("\n", "\r\n").encode("utf-8-sig")


HABITS: dict[str, tuple[Habit, float]] = {
    "김민지 (2023-10412)": (head('planned_low = evidence.claim("planned-money").low'), 24),
    "Ли, Ирина": (head("planned_low = '450 US dollars'  # из статьи"), 24),
    "O'Neil, Siobhán": (head("planned_low = 450.0\nprint('done!!', planned_low)"), 24),
    "Müller, Jörg": (raw(lines_of_windows), 24),
    "NGUYỄN THỊ MAI": (above("%matplotlib inline\n!pip install pandas altair\n%load_ext x"), 24),
    "de la Cruz, José María": (above("import seaborn as sns\nsns.set()"), 24),
    "Åsa": (above("from google.colab import drive\ndrive.mount('/content/drive')"), 24),
    "李雷": (head("planned_low = int(input('?'))"), 23),
    "smith.j": (head("planned_low = “450”"), 23),
    "smith.j2": (head("planned_low\u00a0= 450"), 23),
    "Ó Briain": (head("if True:\n\tplanned_low = 450"), 24),
    "anonymous": (head("planned_lo = 450"), 23),
    "van der Berg, T.": (head("print(450)"), 23),
    "Петров Иван Иванович": (head("plannd = 450\nplanned_low = pd.Series([plannd])"), 24),
    "X Æ A-12": (head("planned_low = {450}"), 24),
    "Kim, J (late)": (notes_everywhere, 24),
    "Zoë": (outputs_left, 24),
    "Ng": (essay_as_code, 24),
    "Sørensen": (tasks_deleted, 24),
    "twice": (pasted_twice, 24),
    "half-done": (head("planned_low = ..."), 23),
}
"""Name of the folder → habit, and points by the machine."""
