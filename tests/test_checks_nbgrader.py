"""nbgrader's own Validate button and autograder: a wrong or missing answer fails there too, with
the sentence of the check.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.validator import Validator

from dispatched import checks
from dispatched.grading import keys, release

ASSIGNMENT = "05-2000-contract-work"
WRONG = {
    "05-planned-low": "planned_low = 800",
    "05-obligation": "obligation = [5400, 9700]",
    "05-chart": "chart = alt.Chart(pd.DataFrame({'bad': [1]})).mark_bar()",
}


def filled(released: Any, wrong: dict[str, str]) -> Any:
    """A released notebook with the solutions in it, and wrong answers in their place."""
    made = copy.deepcopy(released)
    source = {
        c.metadata.nbgrader.grade_id: c
        for c in keys.source(ASSIGNMENT).cells
        if "nbgrader" in c.metadata
    }
    for cell in made.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = wrong.get(
                name.removesuffix("-answer"), source[name].source.replace("### ", "# ")
            )
    return made


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room")
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for student, made in {
        "right": filled(released, {}),
        "wrong": filled(released, WRONG),
        "idle": released,
    }.items():
        place = folder / "submitted" / student / ASSIGNMENT
        place.mkdir(parents=True)
        nbformat.write(made, place / f"{ASSIGNMENT}.ipynb")
    return folder


def validated(room: Path, student: str) -> dict[str, str]:
    """The checks that the Validate button reports as failed, with what it shows."""
    path = room / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    failed = Validator().validate(str(path)).get("failed", [])
    return {
        one["source"].split('"')[1]: one["error"]
        for one in failed
        if one["source"].startswith("check(")
    }


def test_validate_says_what_the_check_says(room: Path) -> None:
    assert validated(room, "right") == {}
    failed = validated(room, "wrong")
    assert set(failed) == set(WRONG)
    said = "That is the most that a worker owed. Which end of the range is asked for?"
    assert failed["05-planned-low"].strip() == f"Not right: {said}"
    assert "1 of 2 entries are right" in failed["05-obligation"]
    assert "Nothing is encoded by x" in failed["05-chart"]


def test_validate_fails_what_is_not_answered(room: Path) -> None:
    failed = validated(room, "idle")
    machine = [
        t
        for t, k in checks.load_keys().items()
        if k["chapter"] == ASSIGNMENT and k["kind"] != "written"
    ]
    assert sorted(failed) == sorted(machine)
    assert "Not answered yet: give planned_low a value" in failed["05-planned-low"]


def test_nbgraders_own_autograder_gives_the_points_that_are_earned(room: Path) -> None:
    api = release.api(room)
    for student in ("right", "wrong"):
        assert api.autograde(ASSIGNMENT, student, force=True, create=True)["success"]
    with Gradebook(release.settings(room).CourseDirectory.db_url, "dispatched") as book:
        scores = {}
        for student in ("right", "wrong"):
            grades = [
                g for n in book.find_submission(ASSIGNMENT, student).notebooks for g in n.grades
            ]
            scores[student] = {
                g.name.removesuffix("-check"): g.auto_score / g.max_score
                for g in grades
                if g.auto_score is not None
            }
    machine = {n: s for n, s in scores["right"].items() if not n.endswith("-answer")}
    assert set(machine.values()) == {1}
    assert scores["wrong"] == {
        **scores["right"],
        "05-planned-low": 0,
        "05-obligation": 0.5,
        "05-chart": 0,
    }


def test_in_ordinary_use_a_check_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert not checks.check("05-planned-low", 800).ok
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(checks.NotRightError, match="That is the most"):
        checks.check("05-planned-low", 800)
    assert checks.check("05-planned-low", 450).ok
