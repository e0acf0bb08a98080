"""One class with everything at once: a folder with an odd name, hostile and careless work, points
by hand, a stop.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

import nbformat
import pytest

from dispatched.grading import entering, grade, release, sandbox
from tests.grading_room import ASSIGNMENT, cell, needs_sandbox, put, record_of, solved, table
from tests.hostile import text_of

ESSAY = "05-essay-answer"
NOTHING = "\nchart = bars.mark_bar(opacity=0) + zero"
NEVER = (
    '\nchart = bars.transform_calculate(z="test(/^(a+)+$/, '
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')\") + zero"
)
FETCHES = "\nchart = chart.properties(data='https://track.invalid/a.csv')"
POINTS = (
    "student,task,points,comment\nКим,05-essay,4,- clear\nzoya,05-essay,3,=short\n"
    "nobody,05-essay,1,\n"
)


def essay(made: nbformat.NotebookNode, text: str, program: str = "") -> nbformat.NotebookNode:
    made = copy.deepcopy(made)
    cell(made, ESSAY).source = text
    cell(made, "05-chart-answer").source += program
    return made


@dataclass
class Joined:
    """The class, its tables after the stopped run, and the page of written answers then."""

    room: grade.Class
    right: nbformat.NotebookNode
    stopped: dict[str, dict[str, str]]
    page: str
    rows: dict[str, dict[str, Any]]

    def text(self, name: str) -> str:
        return (self.room.reports / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Joined:
    needs_sandbox()
    folder = tmp_path_factory.mktemp("terms") / "Весна (A) [1] 'x'"
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    right = solved(released)
    put(folder, "anna", essay(right, text_of("script"), NOTHING))
    put(folder, "boris", essay(right, text_of("take-points"), NEVER))
    put(folder, "dina", essay(right, "It is.", FETCHES))
    put(folder, "zoya", essay(right, "It is not."))
    put(folder, "Ким", essay(right, "A fixed sum is not fair."))
    (folder / "points").mkdir()
    (folder / "points" / f"points-{ASSIGNMENT}.csv").write_text(POINTS, encoding="utf-8")
    room = grade.Class(folder, ASSIGNMENT, limits=sandbox.Limits(cell=10, notebook=40))
    real = entering.Entering.autograde

    def stopped(self: entering.Entering, student: str) -> None:
        if student == "zoya":
            raise KeyboardInterrupt
        real(self, student)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entering.Entering, "autograde", stopped)
        with pytest.raises(KeyboardInterrupt):
            room.grade(quiet=True)
    before = table(room), (room.reports / "written.html").read_text(encoding="utf-8")
    rows = {row["name"]: row for row in room.grade(quiet=True)}
    return Joined(room, right, *before, rows)


def test_the_stopped_run_shows_whom_it_entered_and_gives_nothing_by_hand(joined: Joined) -> None:
    waits = {row["name"] for row in joined.stopped.values() if row["automatic"] == ""}
    assert waits
    assert waits < {"anna", "boris", "dina", "zoya", "Ким"}
    assert "zoya" in waits
    assert {row["written"] for row in joined.stopped.values()} <= {"", "0", "0.0"}
    assert "not graded yet" in joined.page
    assert "It is not." not in joined.page
    assert "word-script" in joined.page


def test_the_next_run_grades_all_and_enters_what_a_person_gave(joined: Joined) -> None:
    rows = joined.rows
    most = rows["zoya"]["automatic_max"]
    assert rows["zoya"]["automatic"] == rows["Ким"]["automatic"] == most
    assert (rows["Ким"]["written"], rows["Ким"]["to_read"]) == (4, 0)
    assert (rows["zoya"]["written"], rows["anna"]["to_read"]) == (3, 1)
    assert rows["Ким"]["total"] == most + 4
    report = joined.text("index.html")
    assert "there is no student &#x27;nobody&#x27;" in report
    assert "4 of 5" in report
    page = joined.text("feedback/Ким.html")
    assert "<b>4 of 5</b> A person read this answer." in page
    assert "<pre>- clear</pre>" in page
    assert (
        "CLASS=&#x27;Весна (A) [1] "
        "&#x27;&quot;&#x27;&quot;&#x27;x&#x27;&quot;&#x27;&quot;&#x27;&#x27;"
        in joined.text("written.html")
    )


@pytest.mark.parametrize(
    ("student", "said"),
    [("anna", ""), ("boris", "not drawn within"), ("dina", "by an address")],
)
def test_a_chart_that_draws_nothing_never_ends_or_fetches_costs_its_own_points(
    joined: Joined, student: str, said: str
) -> None:
    chart = {v["id"]: v for v in record_of(joined.room.folder, student)["verdicts"].values()}[
        "05-chart-check"
    ]
    assert chart["share"] < 1
    assert said in chart["text"]
    row = joined.rows[student]
    assert row["automatic"] < row["automatic_max"] == joined.rows["zoya"]["automatic"]
    assert row["automatic"] >= row["automatic_max"] - 4


@pytest.mark.parametrize("student", ["anna", "boris"])
def test_what_a_hostile_student_wrote_is_text_wherever_it_is_entered(
    joined: Joined, student: str
) -> None:
    place = joined.room.folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    text = place.read_text(encoding="utf-8")
    entered = json.loads(text)
    assert "word-" in text
    for sign in ("<script", "<img"):
        assert sign not in text
        assert sign not in joined.text(f"feedback/{student}.html")
        assert sign not in joined.text("written.html").split("<main>")[1].split("</main>")[0]
    assert entered["metadata"]["kernelspec"]["name"] == "read-only"
    assert (joined.room.folder / "nbgrader_config.py").is_file()


def test_another_answer_waits_and_nothing_said_of_the_first_stands_by_it(joined: Joined) -> None:
    """Last here: it changes the class."""
    put(joined.room.folder, "Ким", essay(joined.right, "On a second thought it is."))
    rows = {row["name"]: row for row in joined.room.grade(quiet=True)}
    kim, zoya = rows["Ким"], rows["zoya"]
    assert (kim["written"], kim["to_read"], kim["automatic"]) == (0, 1, kim["automatic_max"])
    assert (zoya["written"], zoya["to_read"]) == (3, 0)
    page = joined.text("feedback/Ким.html")
    assert "On a second thought it is." in page
    assert "clear" not in page
    assert "Points given before: 4;" in joined.text("written.html")
    assert "Ким handed in another answer" in joined.text("index.html")
