"""What the tests of grading share: notebooks as students hand them in, and a run without a
sandbox.
"""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.grading import grade, gradebook, inject, keys, sandbox

ASSIGNMENT = "05-2000-contract-work"
LIMITS = sandbox.Limits(cell=4, notebook=12)

HEAD = "05-planned-low-answer"
"""The first answer cell: what a hostile student writes into it."""


def needs_sandbox() -> None:
    """Fail, and say what to install, where notebooks cannot be run."""
    if not sandbox.available():
        pytest.fail(
            "Grading needs a sandbox: on Debian, Ubuntu and Fedora install the package bubblewrap; "
            'elsewhere run the tests in a container, or leave these out with `-k "not grading"`.'
        )


def put(folder: Path, student: str, notebook: object) -> Path:
    """Hand in a notebook, or bytes, in place of what was there."""
    place = folder / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{ASSIGNMENT}.ipynb"
    if isinstance(notebook, bytes):
        path.write_bytes(notebook)
    else:
        nbformat.write(notebook, path)
    return path


def cell(notebook: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """The cell that nbgrader knows by this name."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def solved(released: nbformat.NotebookNode, assignment: str = ASSIGNMENT) -> nbformat.NotebookNode:
    """The release with the solutions in it, as a diligent student hands it in."""
    made = copy.deepcopy(released)
    for c in keys.source(assignment).cells:
        meta = c.metadata.nbgrader
        if meta.solution:
            text = c.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
            cell(made, meta.grade_id).source = text
    return made


def record_of(folder: Path, student: str) -> dict[str, Any]:
    """The record that is kept of a student."""
    return json.loads(inject.record_path(folder, ASSIGNMENT, student).read_text(encoding="utf-8"))


def said(*lines: Mapping[str, Any] | bytes) -> bytes:
    """Lines as the runner writes them."""
    made = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    return b"".join(one + b"\n" for one in made)


def ran(place: str) -> dict[str, Any]:
    """The line of a cell that ran and showed nothing."""
    return {"id": place, "outputs": [], "stdout": "", "stderr": "", "error": None}


def quick_run(cells: Sequence[Mapping[str, Any]], **_: Any) -> tuple[bytes, str]:
    """In place of a sandbox: ``planned_low = 450`` is an answer, and nothing else is."""
    found = [re.search(r"^planned_low = ([0-9]+)$", c.get("source", ""), re.M) for c in cells]
    low = next((float(m.group(1)) for m in found if m), None)
    lines: list[Mapping[str, Any]] = [{"ready": True}]
    for step in cells:
        if "ask" not in step:
            lines.append(ran(step["id"]))
            continue
        answers = {name: {"is": "unanswered"} for name in step["ask"]}
        if low is not None and "planned_low" in answers:
            answers["planned_low"] = {"is": "number", "number": low}
        lines.append({"id": step["id"], "answers": answers})
    return said(*lines, {"done": True}), "its process ended"


def hand_in(room: grade.Class, student: str, source: str) -> None:
    """The released notebook, with this in its first answer cell."""
    notebook = copy.deepcopy(room.released)
    cell(notebook, HEAD).source = source
    put(room.folder, student, notebook)


def table(room: grade.Class) -> dict[str, dict[str, str]]:
    """Student → row of ``grades.csv``; nothing where there is no table."""
    path = room.reports / "grades.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def book(room: grade.Class) -> dict[str, float | None]:
    """Student → points for the first answer, as the grade book has them; none where they are not
    current.
    """
    found = gradebook.scores(room.folder, ASSIGNMENT)
    return {student: grades["05-planned-low-check"]["auto"] for student, grades in found.items()}
