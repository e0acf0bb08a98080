"""Points that a person gave: the file in which they come, the grade book, feedback and report."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from dispatched.grading import (
    by_hand,
    feedback,
    grade,
    gradebook,
    points,
    release,
    sandbox,
    settings,
)
from dispatched.grading.points import Answer
from dispatched.grading.spreadsheet import as_typed, defused

ASSIGNMENT = "05-2000-contract-work"
TASK = "05-essay"


def test_formulas_are_defused_once_and_come_back() -> None:
    for text in ("=1", "+1", "-1", "@x", "\tx", "＝1"):
        assert defused(text) == f"'{text}"
        assert defused(defused(text)) == f"'{text}"
        assert as_typed(f"'{text}") == text
    assert defused("it's") == as_typed("it's") == "it's"
    assert as_typed("'tis") == "'tis"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[grade.Class]:
    """A class with three essays, graded by the machine."""
    folder = tmp_path_factory.mktemp("spring")
    assert release.release(folder, [ASSIGNMENT]) == {ASSIGNMENT: ""}
    for student, text in (
        ("anna", "A fixed sum is not fair."),
        ("bo", "It is."),
        ("Ким", "<b>Нет</b>"),
    ):
        hand_in(folder, student, text)
    (folder / "submitted" / "none").mkdir()
    made = grade.Class(folder, ASSIGNMENT, limits=sandbox.Limits(cell=10, notebook=40))
    made.grade(quiet=True)
    yield made
    shutil.rmtree(folder, ignore_errors=True)


def hand_in(folder: Path, student: str, text: str) -> None:
    notebook = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{TASK}-answer":
            cell.source = text
    place = folder / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, place / f"{ASSIGNMENT}.ipynb")


def again(room: grade.Class, **tables: str) -> tuple[dict[str, Any], str]:
    """Put files into the folder of points and grade; gives the rows by name and the text of the
    report.
    """
    place = room.folder / "points"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, text in tables.items():
        (place / f"points-{ASSIGNMENT}{name.removeprefix('_')}.csv").write_text(
            text, encoding="utf-8"
        )
    rows = {row["name"]: row for row in room.grade(quiet=True)}
    return rows, (room.folder / "reports" / ASSIGNMENT / "index.html").read_text(encoding="utf-8")


def test_points_reach_the_grade_book_the_feedback_and_the_page(room: grade.Class) -> None:
    reports = room.folder / "reports" / ASSIGNMENT
    assert 'href="written.html"' in (reports / "index.html").read_text(encoding="utf-8")
    rows, text = again(
        room, _=f'student,task,points,comment\nanna,{TASK},4,\'- <b>clear</b>\nКим,{TASK},"1,5",\n'
    )
    assert (rows["anna"]["written"], rows["anna"]["to_read"]) == (4, 0)
    assert (rows["Ким"]["written"], rows["Ким"]["to_read"]) == (1.5, 0)
    assert (rows["bo"]["written"], rows["bo"]["to_read"]) == (0, 1)
    assert "4 of 5" in text
    assert "not entered" not in text
    page = (reports / "feedback" / "anna.html").read_text(encoding="utf-8")
    assert "<b>4 of 5</b>" in page
    assert "- &lt;b&gt;clear&lt;/b&gt;" in page
    assert 'value="4"' in (reports / "written.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Нет&lt;/b&gt;" in (reports / "written.html").read_text(encoding="utf-8")


BAD = {
    "nobody,05-essay,1,": "row 2: there is no student 'nobody'",
    "bo,05-nothing,1,": "row 2: the task '05-nothing' does not stand in this assignment",
    "bo,05-obligation,1,": "row 2: the task '05-obligation' is graded by the machine",
    "bo,05-essay,6,": "row 2: 6 points are given; the task has 0 to 5",
    "bo,05-essay,-1,": "row 2: -1 points are given",
    "bo,05-essay,many,": "row 2: the points 'many' are not a number",
    "bo,05-essay,nan,": "row 2: the points 'nan' are not a number",
    "bo,05-essay,=1+1,": "row 2: the points '=1+1' are not a number",
    "bo,05-essay,1_0,": "row 2: the points '1_0' are not a number",
    "bo,05-essay,1,a\nbo,05-essay,2,a": "row 3: bo and 05-essay stand in "
    "points-05-2000-contract-work.csv, row 2 too",
    "bo,05-essay,1,,another-text": "row 2: bo handed in another answer after these points were "
    "given",
    f"bo,05-essay,1,{'x' * 10_001}": "row 2: the comment has 10001 characters",
}


@pytest.mark.parametrize("line", BAD, ids=lambda line: line[:30])
def test_a_row_that_cannot_be_entered_is_named_and_the_others_are_entered(
    tmp_path: Path, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows alone, without a grade book: what would be written is looked at."""
    (tmp_path / "points").mkdir()
    (tmp_path / "release" / ASSIGNMENT).mkdir(parents=True)
    table = f"student,task,points,comment,answer\n{line}\nanna,{TASK},3,fine\n"
    (tmp_path / "points" / f"points-{ASSIGNMENT}.csv").write_text(table, encoding="utf-8")
    known = [Answer(name, name, TASK, "text", 5.0, False) for name in ("anna", "bo")]
    entered: dict[Any, Any] = {}
    monkeypatch.setattr(points, "answers", lambda *_: known)
    monkeypatch.setattr(by_hand, "_write", lambda _, __, good, *___: entered.update(good) or [])
    tasks = {TASK: {}, "05-obligation": {}}
    room = SimpleNamespace(
        folder=tmp_path, assignment=ASSIGNMENT, tasks=tasks, settings=settings.Settings()
    )
    said = by_hand.enter(room, tmp_path, {}, {}).said
    assert len(said) == 1
    assert said[0].startswith(f"points-{ASSIGNMENT}.csv, {BAD[line]}")
    assert said[0].endswith(".")
    assert {key: value[1] for key, value in entered.items()} == {("anna", TASK): 3.0}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x80\x81\x82", "not text in UTF-8"),
        (b"name,points\nx,1\n", "there is no column 'student'"),
        (b"", "there is no column 'student'"),
        (b'student,task,points,comment\n"' + b"x" * 200_000, "cannot be read at row 2"),
        (b"x" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "points-x.csv"
    path.write_bytes(raw)
    rows, wrong = points.read(path)
    assert rows == []
    assert wrong[0].startswith("points-x.csv: ")
    assert said in wrong[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "points.csv"
    lines = [["Student", "Task", "Points", "Comment"], ["Ким", TASK, "1", "ясно"]]
    path.write_bytes("\r\n".join(mark.join(line) for line in lines).encode(encoding))
    rows, wrong = points.read(path)
    assert (wrong, len(rows)) == ([], 1)
    assert (rows[0].student, rows[0].points, rows[0].comment) == ("Ким", "1", "ясно")


def test_files_of_other_assignments_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "points").mkdir()
    for name in (
        "points-05-a.csv",
        "points-05-a (1).csv",
        "points-05-a-kim.csv",
        "points-05-a-long.csv",
        "other.csv",
    ):
        (tmp_path / "points" / name).write_text("x")
    found = points.files(tmp_path, "05-a", ["05-a", "05-a-long"])
    assert [p.name for p in found] == [
        "points-05-a (1).csv",
        "points-05-a-kim.csv",
        "points-05-a.csv",
    ]


def test_later_decisions_stay_and_a_new_answer_is_read_again(room: grade.Class) -> None:
    from nbgrader.api import Gradebook

    table = f"student,task,points,comment\nbo,{TASK},2,short\n"
    rows, _ = again(room, _=table, _second=table)  # saved twice, the same: no quarrel
    assert rows["bo"]["written"] == 2
    with Gradebook(release.settings(room.folder).CourseDirectory.db_url, "dispatched") as book:
        book.find_grade(f"{TASK}-answer", ASSIGNMENT, ASSIGNMENT, "bo").manual_score = 3
        book.db.commit()
    rows, _ = again(room, _=table)
    assert rows["bo"]["written"] == 3  # as changed in the formgrader
    hand_in(room.folder, "bo", "It is not, on a second thought.")
    rows, text = again(room, _=table)
    assert rows["bo"]["to_read"] == 1
    assert "bo handed in another answer" in text
    page = (room.folder / "reports" / ASSIGNMENT / "written.html").read_text(encoding="utf-8")
    assert "Points given before: 3;" in page
    mark = re.search(r'data-student="bo" data-task="05-essay" data-answer="(\w+)"', page)[1]
    rows, text = again(room, _=f"student,task,points,comment,answer\nbo,{TASK},2,short,{mark}\n")
    assert (rows["bo"]["written"], rows["bo"]["to_read"]) == (2, 0)
    assert "not entered" not in text


def test_the_report_names_what_was_not_entered(
    room: grade.Class, caplog: pytest.LogCaptureFixture
) -> None:
    rows, text = again(room, _=f"student,task,points,comment\n<b>x</b>,{TASK},1,\nnone,{TASK},0,\n")
    assert "Points that were not entered" in text
    assert "row 2: there is no student &#x27;&lt;b&gt;x&lt;/b&gt;&#x27;" in text
    assert "row 2: there is no student" in caplog.text
    assert rows["none"]["to_read"] == 0


def test_a_locked_grade_book_costs_a_sentence(
    room: grade.Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine's points are read before; what a person gave is entered by the next run."""
    table = f"student,task,points,comment\nКим,{TASK},2,later\n"
    before, _ = again(room)
    real = gradebook.ready
    monkeypatch.setattr(gradebook, "WAIT", 0.1)

    def held(*where: Any) -> None:
        with closing(sqlite3.connect(room.folder / "gradebook.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            real(*where)

    monkeypatch.setattr(gradebook, "ready", held)
    rows, text = again(room, _=table)
    assert "were not entered: the grade book is open in another program" in text
    assert rows["Ким"]["written"] == before["Ким"]["written"]
    monkeypatch.setattr(gradebook, "ready", real)
    rows, text = again(room, _=table)
    assert rows["Ким"]["written"] == 2
    assert "not entered" not in text


def test_nothing_is_entered_for_a_student_who_is_not_graded_yet() -> None:
    """Two have one name; the row must not go to the one who happens to be graded."""
    known = {("bo", TASK): Answer("bo", "Bo", TASK, "text", 5.0, False)}
    row = points.Row("x, row 2", "Bo", TASK, "3", "", "")
    assert points.check(row, known, frozenset(), {})[1] == 3
    for waiting, error, named in (
        ({"bo-2": "Bo"}, ValueError, "Bo"),
        ({"student-1": "Ann"}, points.WaitingError, "Ann"),
        ({"student-1": "Ann"}, points.WaitingError, "student-1"),
    ):
        with pytest.raises(error):
            points.check(replace(row, student=named), known, frozenset(), waiting)


def test_a_comment_on_another_text_is_not_entered() -> None:
    known = {("bo", TASK): Answer("bo", "Bo", TASK, "text", 5.0, False)}
    with pytest.raises(ValueError, match="another answer"):
        points.check(
            points.Row("x, row 2", "bo", TASK, "", "well said", "0" * 12), known, frozenset(), {}
        )


def test_a_comment_on_a_feedback_page_is_text() -> None:
    shown = feedback.by_hand(5, 5, "<img src=x onerror=fire()>")
    assert "&lt;img" in shown
    assert "<img" not in shown
    assert "A person reads this answer (5 points)" in feedback.by_hand(5, None, "")
    assert "Nothing was written." in feedback.by_hand(5, 0, "", False)
