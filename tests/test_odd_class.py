"""A class of real students: thirty names, files and habits, each graded right."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.grading import grade, release, sandbox
from tests.grading_room import ASSIGNMENT, needs_sandbox, put, solved
from tests.odd_habits import HABITS

FILES: dict[str, tuple[list[str], float, str]] = {
    "download": ([f"{ASSIGNMENT} (1).ipynb"], 24, ""),
    "own-name": (["HW5_final_FINAL.ipynb"], 24, ""),
    "copy": ([f"{ASSIGNMENT}-Copy1.ipynb"], 24, ""),
    "two-drafts": (["draft1.ipynb", "draft2.ipynb"], 0, "2 notebooks and none named"),
    "checkpoint": ([f"{ASSIGNMENT}.ipynb", ".ipynb_checkpoints/x.ipynb"], 24, ""),
    "newer": ([f"{ASSIGNMENT}.ipynb", "z-newer.ipynb"], 24, "z-newer.ipynb lies beside"),
    "pdf": (["homework.pdf"], 0, "no notebook was submitted"),
    "python": ([f"{ASSIGNMENT}.py"], 0, "no notebook was submitted"),
    "nothing": ([], 0, "no notebook was submitted"),
}
"""Folder → names of files in it, points, and what the row says."""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Name → row, of a class graded once."""
    needs_sandbox()
    folder: Path = tmp_path_factory.mktemp("odd") / "Fall '26 (A)"
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    right = solved(released)
    for name, (habit, _) in HABITS.items():
        put(folder, name, habit(copy.deepcopy(right)))
    for name, (files, _, _) in FILES.items():
        place = folder / "submitted" / name / ASSIGNMENT
        place.mkdir(parents=True)
        for number, file in enumerate(files):
            path = place / file
            path.parent.mkdir(exist_ok=True)
            nbformat.write(right, path)
            os.utime(path, (1.79e9 + number, 1.79e9 + number))
    limits = sandbox.Limits(cell=10, notebook=40)
    made = grade.Class(folder, ASSIGNMENT, limits=limits).grade(quiet=True)
    return {row["name"]: row for row in made}


def test_thirty_students_are_graded_right(rows: dict[str, Any]) -> None:
    assert len(rows) == len(HABITS) + len(FILES) == 30
    found = {name: row["automatic"] for name, row in rows.items()}
    expected = {name: points for name, (_, points) in HABITS.items()}
    assert found == expected | {name: points for name, (_, points, _) in FILES.items()}


def test_a_row_says_what_was_odd_and_nothing_where_nothing_was(rows: dict[str, Any]) -> None:
    for name, (_, _, said) in FILES.items():
        assert said in rows[name]["note"]
        assert bool(said) == bool(rows[name]["note"]), rows[name]["note"]
    assert "stood twice; the one that was written in counts" in rows["twice"]["note"]
    assert "were missing" in rows["Sørensen"]["note"]
    for name in ("Müller, Jörg", "Zoë", "Kim, J (late)", "김민지 (2023-10412)", "Åsa"):
        assert rows[name]["note"] == "", name
    assert rows["Ng"]["to_read"] == 1  # an essay in a cell for code is read all the same
