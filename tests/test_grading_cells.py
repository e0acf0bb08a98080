"""Notebooks whose editor dropped or changed what nbgrader wrote into the cells: found again, or
one sentence.
"""

from __future__ import annotations

import copy
import json

import nbformat
import pytest

from dispatched.grading import keys, submission
from dispatched.notebooks.student import student_version
from tests.grading_room import ASSIGNMENT, cell, solved

NAMES = keys.assignments()


def released(name: str = ASSIGNMENT) -> nbformat.NotebookNode:
    """The released notebook, made without nbgrader."""
    made = student_version(keys.source(name))
    for number, one in enumerate(made.cells):
        one["id"] = f"cell-{number}"
    return made


def handed_in(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook as it is read from a file."""
    return submission.parse(json.dumps(notebook).encode())


def bare(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without any metadata, under new ids."""
    made = copy.deepcopy(notebook)
    for number, one in enumerate(made.cells):
        one["metadata"], one["id"] = {}, f"new-{number}"
    return made


def sources(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Name of a cell → its text."""
    return {
        c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if "nbgrader" in c.metadata
    }


@pytest.mark.parametrize("name", NAMES)
def test_without_metadata_every_cell_is_found_again(name: str) -> None:
    master = released(name)
    work = solved(master, name)
    number = 0
    for one in work.cells:  # each written answer is another one
        if one.metadata.nbgrader.solution and one.cell_type == "markdown":
            number += 1
            one.source = f"Answer {number}."
    right, _ = submission.restore(handed_in(work), master)
    made, notes = submission.restore(handed_in(bare(work)), master)
    assert sources(made) == sources(right)
    assert [c.source for c in made.cells] == [c.source for c in right.cells]
    assert len(notes) == 1
    assert f"the names of {len(master.cells)} cells" in notes[0]


def changed(how: str) -> nbformat.NotebookNode:
    """The solved notebook after an editor."""
    work = bare(solved(released()))
    if how == "names of its own":
        for number, one in enumerate(work.cells):
            one["metadata"] = {"nbgrader": {"grade_id": f"cell-{number}", "grade": True}}
    if how == "some names left":
        for one, kept in zip(work.cells[::2], solved(released()).cells[::2], strict=True):
            one["metadata"] = kept.metadata
    if how == "blanks at the ends of lines":
        for one in work.cells:
            one["source"] = "\r\n".join(line + "  " for line in one["source"].split("\n"))
    if how == "cells of his own between":
        own = nbformat.v4.new_code_cell("import math\nx = 1")
        work.cells = [one for pair in work.cells for one in (copy.deepcopy(own), pair)]
    if how == "tasks reworded":
        for one in work.cells:
            if one["cell_type"] == "markdown" and one["source"].startswith("**05-"):
                one["source"] = one["source"].replace(" ", "\u00a0")[:40]
    if how == "tasks and headings merged":
        made: list = []
        for one in work.cells:
            if (
                made
                and one["cell_type"] == made[-1]["cell_type"] == "markdown"
                and one is not work.cells[-1]
            ):
                made[-1]["source"] += "\n\n" + one["source"]
            else:
                made.append(one)
        work.cells = made
    if how == "checks with a comment":
        for one in work.cells:
            if one["source"].startswith("check("):
                one["source"] = "# is it right?\n" + one["source"] + "\nhint('05-payback')"
    return work


WAYS = [
    "names of its own",
    "some names left",
    "blanks at the ends of lines",
    "cells of his own between",
    "tasks reworded",
    "tasks and headings merged",
    "checks with a comment",
]


@pytest.mark.parametrize("how", WAYS)
def test_answers_are_found_whatever_the_editor_did(how: str) -> None:
    made, notes = submission.restore(handed_in(changed(how)), released())
    wanted = {
        name: " ".join(text.split())
        for name, text in sources(solved(released())).items()
        if name.endswith(("-answer", "-check"))
    }
    found = {n: " ".join(t.split()) for n, t in sources(made).items() if n in wanted}
    assert found == wanted
    assert len(notes) <= 3, notes
    assert "were found again" in notes[0]


def test_types_that_changed_are_put_back() -> None:
    work = solved(released())
    for one in work.cells:
        one["cell_type"] = "raw"
        one.pop("outputs", None)
    made, notes = submission.restore(handed_in(work), released())
    assert [c.cell_type for c in made.cells] == [c.cell_type for c in released().cells]
    assert notes == []


def test_the_notebook_of_another_assignment_is_said_in_one_sentence() -> None:
    other = handed_in(solved(released("04-1967-logging"), "04-1967-logging"))
    setup = next(c for c in other.cells if c.metadata.nbgrader.grade_id == "setup")
    assert setup.source  # a name that both have
    for one in (other, handed_in(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")]))):
        if len(one.cells) > 1:
            one.cells = [
                c for c in one.cells if c.metadata.nbgrader.grade_id not in sources(released())
            ]
        with pytest.raises(submission.SubmissionError, match="no cell of this assignment is in it"):
            submission.restore(one, released())


def test_many_missing_cells_are_one_sentence() -> None:
    work = solved(released())
    work.cells = work.cells[:5]
    _, notes = submission.restore(handed_in(work), released())
    assert len(notes) == 1
    assert notes[0].startswith("30 of the 35 cells of the assignment were missing (")


def test_names_given_by_place_do_not_move_an_answer_that_has_its_name() -> None:
    work = solved(released())
    extra = nbformat.v4.new_code_cell("planned_low = 1")
    at = work.cells.index(cell(work, "05-planned-low-answer"))
    work.cells.insert(at, extra)
    made, notes = submission.restore(handed_in(work), released())
    assert cell(made, "05-planned-low-answer").source != "planned_low = 1"
    assert notes == []


def twice(name: str, first: str, second: str, apart: bool) -> nbformat.NotebookNode:
    """The release with an answer cell that stands twice: side by side, or with the copy last."""
    notebook = released()
    at = next(n for n, c in enumerate(notebook.cells) if c.metadata.nbgrader.grade_id == name)
    copied = copy.deepcopy(notebook.cells[at])
    notebook.cells[at].source = first or notebook.cells[at].source
    copied.source, copied["id"] = second, "copied"
    if apart:
        notebook.cells += [nbformat.v4.new_markdown_cell("A note of mine."), copied]
    else:
        notebook.cells.insert(at + 1, copied)
    return notebook


@pytest.mark.parametrize(
    ("name", "first", "second", "apart", "kept", "said"),
    [
        ("05-essay-answer", "One.", "Two.", False, "One.\n\nTwo.", "had been split; its 2 parts"),
        ("05-essay-answer", "One.", "One.", False, "One.", "had been split"),
        ("05-essay-answer", "", "Two.", True, "Two.", "the one that was written in counts"),
        ("05-essay-answer", "One.", "Two.", True, "One.", "stood twice; the first counts"),
        ("05-planned-low-answer", "", "planned_low = 450", True, "planned_low = 450", "written in"),
        ("05-planned-low-answer", "a = 450", "planned_low = a", False, "a = 450", "first counts"),
    ],
)
def test_an_answer_that_was_split_or_copied_is_not_lost(
    name: str, first: str, second: str, apart: bool, kept: str, said: str
) -> None:
    made, notes = submission.restore(handed_in(twice(name, first, second, apart)), released())
    named = {c.metadata.get("nbgrader", {}).get("grade_id"): c.source for c in made.cells}
    assert named[name] == kept
    assert said in " ".join(notes)
    code = [c.source for c in made.cells if c.cell_type == "code"]
    if not apart and name.startswith("05-planned"):  # the halves run one after the other
        assert code.index("planned_low = a") == code.index("a = 450") + 1
    assert sum("Two." in c.source for c in made.cells) <= 1 or apart
