"""The path of a teacher: a roster, a due date, one student alone, two graders, codes in place of
names, a changed task, and the files for a course system.
"""

from __future__ import annotations

import copy
import csv
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from dispatched.grading import codes, course_files, grade, judges, keys, release, sandbox
from tests.grading_room import ASSIGNMENT, cell, hand_in, needs_sandbox, put, quick_run, table

ESSAY = "05-essay"
RUN = sandbox.run
NAMES = {"anna": "Anna Kim", "bo": "Bo Björk", "eva": "Eva O'Neil"}


@pytest.fixture(scope="module")
def court() -> Iterator[judges.Court]:
    needs_sandbox()
    with judges.Court() as made:
        yield made


@pytest.fixture(scope="module")
def exercises(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of one assignment, which a test may change."""
    folder = tmp_path_factory.mktemp("exercises")
    shutil.copytree(keys.EXERCISES / ASSIGNMENT, folder / ASSIGNMENT)
    return folder


@pytest.fixture(scope="module")
def room(
    court: judges.Court, exercises: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[grade.Class]:
    """A class of three on a roster, of whom one handed in nothing and one a day too late."""
    folder = tmp_path_factory.mktemp("spring")
    release.release(folder, [ASSIGNMENT], exercises)
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Student", "Name", "Email", "ID", "Login", "Section"])
        rows.writerows(
            [s, n, f"{s}@uni.test", f"10{k}", s, "A"] for k, (s, n) in enumerate(NAMES.items())
        )
    due = f'[due]\n"{ASSIGNMENT}" = 2026-12-04T18:00:00+01:00\n'
    (folder / "class.toml").write_text(f'book = "https://book.invalid/d/"\nanonymous = true\n{due}')
    made = grade.Class(folder, ASSIGNMENT, exercises=exercises)  # it runs the solutions
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", quick_run)
        patch.setattr(judges, "Court", lambda *_: nullcontext(court))
        for student, day in (("anna", 4), ("bo", 5)):
            hand_in(made, student, "planned_low = 450")
            path = folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
            notebook = nbformat.read(path, as_version=4)
            cell(notebook, f"{ESSAY}-answer").source = f"An essay, of day {day}."
            put(folder, student, notebook)
            given = datetime(2026, 12, day, 16, 30, tzinfo=UTC).timestamp()
            os.utime(path, (given, given))
        made.grade(quiet=True)
        yield made


def points(room: grade.Class, **files: str) -> None:
    """Write files of points for the essay: grader → lines of student,points,comment."""
    place = room.folder / "points"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for grader, lines in files.items():
        rows = [line.split(",", 1) for line in lines.split("\n")]
        text = "student,task,points,comment\n" + "".join(f"{s},{ESSAY},{r}\n" for s, r in rows)
        (place / f"points-{ASSIGNMENT}-{grader}.csv").write_text(text, encoding="utf-8")


def page(room: grade.Class, name: str) -> str:
    return (room.reports / name).read_text(encoding="utf-8")


def test_the_roster_names_everybody_and_who_is_late_is_said(room: grade.Class) -> None:
    rows = table(room)
    assert {s: row["name"] for s, row in rows.items()} == NAMES
    assert [rows[s]["late"] for s in NAMES] == ["", "1 day", ""]
    assert (rows["eva"]["automatic"], rows["eva"]["note"]) == ("0.0", "nothing was submitted")
    assert "Too late by 1 day." in page(room, "feedback/Bo Björk.html")
    link = "https://book.invalid/d/chapters/05-2000-contract-work.html#with-code"
    assert f'<a href="{link}" rel="noreferrer">With code</a>' in page(
        room, "feedback/Bo Björk.html"
    )


def test_codes_stand_in_place_of_names_where_answers_are_read(room: grade.Class) -> None:
    text = page(room, "written.html")
    known = {student: code for code, student in codes.whose(room.folder).items()}
    assert set(known) == set(NAMES)
    assert all(code in text for code in known.values())
    for student, name in NAMES.items():
        assert name not in text
        assert f'data-student="{student}"' not in text
    assert (room.folder / "private" / "codes.csv").stat().st_mode & 0o077 == 0
    assert codes.of(room.folder, NAMES) == known  # drawn once


def test_two_graders_agree_or_are_listed_and_what_they_agree_on_enters(room: grade.Class) -> None:
    code = codes.of(room.folder, NAMES)
    points(
        room,
        kim=f"{code['anna']},4,clear\n{code['bo']},1,thin",
        lee=f"{code['anna']},5,a good figure\n{code['bo']},4,",
    )
    rows = {row["student"]: row for row in room.grade(quiet=True)}
    assert (rows["anna"]["written"], rows["anna"]["to_read"]) == (4.5, 0)
    assert (rows["bo"]["written"], rows["bo"]["to_read"]) == (0, 1)
    text = page(room, "index.html")
    assert "Bo Björk, 05-essay: kim gives 1, lee gives 4, more than 1 apart. Agree" in text
    assert "<td>kim, lee</td><td>2</td><td>0 percent</td><td>2.00</td>" in text
    told = page(room, "feedback/Anna Kim.html")
    assert "clear\n\na good figure" in told
    points(
        room,
        kim=f"{code['anna']},4,clear\n{code['bo']},1,thin",
        lee=f"{code['anna']},2,\n{code['bo']},4,",
        agreed=f"{code['bo']},2.5,both read it again",
    )
    rows = {row["student"]: row for row in room.grade(quiet=True)}
    assert (rows["bo"]["written"], rows["bo"]["to_read"]) == (2.5, 0)
    assert (rows["anna"]["written"], rows["anna"]["to_read"]) == (0, 1)  # they are apart now
    assert "without points yet: 1 of the answers" in page(room, "index.html")
    points(room, agreed=f"{code['anna']},4,\n{code['bo']},2.5,both read it again")
    rows = {row["student"]: row for row in room.grade(quiet=True)}
    assert [rows[s]["written"] for s in ("anna", "bo")] == [4, 2.5]


def test_one_student_alone_is_run_anew_and_nobody_else_is_touched(
    room: grade.Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = table(room)
    hand_in(room, "anna", "planned_low = 451")
    ran: list[object] = []
    monkeypatch.setattr(sandbox, "run", lambda *a, **k: (ran.append(1), quick_run(*a, **k))[1])
    monkeypatch.setattr(grade, "Class", lambda *_, **__: room)
    assert grade.main([str(room.folder), ASSIGNMENT, "--student", "bo BJÖRK"]) == 0
    capsys.readouterr()
    rows = table(room)
    assert len(ran) == 1
    assert rows["bo"] == before["bo"]
    assert (rows["anna"]["automatic"], rows["anna"]["total"]) == ("", "")  # nothing old is current
    assert rows["anna"]["note"].endswith("this run was for others; run make grade again, for all")
    for name in ("nobody", ""):
        assert grade.main([str(room.folder), ASSIGNMENT, "--student", name]) == 1
        said = capsys.readouterr().err.strip()
        known = "Anna Kim, Bo Björk, Eva O'Neil"
        assert said == f"{name!r} is no student of this class; name one as in grades.csv: {known}"
    hand_in(room, "anna", "planned_low = 450")
    path = room.folder / "submitted" / "anna" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, f"{ESSAY}-answer").source = "An essay, of day 4."
    put(room.folder, "anna", notebook)
    again = {row["student"]: row for row in room.grade(quiet=True)}
    assert (again["anna"]["automatic"], again["anna"]["written"]) == (1, 4)  # the same text


def test_course_systems_get_whole_grades_only(
    room: grade.Class, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(name: str) -> list[dict[str, Any]]:
        path = room.folder / "reports" / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    whole = {row["student"]: row["total"] for row in table(room).values()}
    notebook = copy.deepcopy(room.released)
    cell(notebook, f"{ESSAY}-answer").source = "Another essay."
    put(room.folder, "bo", notebook)
    rows = {row["student"]: row for row in room.grade(quiet=True)}
    assert rows["bo"]["to_read"] == 1
    early, after = (datetime(2026, 12, day, tzinfo=UTC) for day in (4, 10))
    assert course_files.main([str(room.folder)], early) == 0
    assert "2 students have no whole grade yet" in capsys.readouterr().out
    assert [row[ASSIGNMENT] for row in read("canvas")][1:] == [
        f"{float(whole['anna']):g}", "", ""  # there is time for what was not handed in
    ]  # fmt: skip
    assert course_files.main([str(room.folder)], after) == 0
    assert "1 student has no whole grade yet, and an empty cell." in capsys.readouterr().out
    anna = f"{float(whole['anna']):g}"
    assert [row[ASSIGNMENT] for row in read("gradebook")] == [anna, "", "0"]
    head, *canvas = read("canvas")
    assert (head["Student"].strip(), head[ASSIGNMENT]) == ("Points Possible", "29")
    assert [(row["ID"], row["Student"]) for row in canvas][1] == ("101", "Bo Björk")
    moodle = read("moodle")
    assert [row["Email address"] for row in moodle] == [f"{s}@uni.test" for s in NAMES]
    assert [row[ASSIGNMENT] for row in moodle] == [row[ASSIGNMENT] for row in canvas]


def test_a_changed_task_is_graded_anew_and_keeps_what_a_person_gave(
    room: grade.Class, exercises: Path
) -> None:
    hand_in(room, "bo", "planned_low = 450")
    assert [row["automatic"] for row in room.grade(quiet=True)] == [1, 1, 0]
    source = exercises / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    changed = nbformat.read(source, as_version=4)
    answer = cell(changed, "05-planned-low-answer")
    answer.source = "### BEGIN SOLUTION\nplanned_low = 999\n### END SOLUTION"
    cell(changed, "05-planned-low-check").metadata.nbgrader["points"] = 3
    nbformat.write(changed, source)
    release.release(room.folder, [ASSIGNMENT], exercises)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", RUN)
        made = grade.Class(room.folder, ASSIGNMENT, exercises=exercises)
    rows = {row["student"]: row for row in made.grade(quiet=True)}
    assert [rows[s]["automatic"] for s in NAMES] == [0, 0, 0]
    assert rows["anna"]["automatic_max"] == 26
    assert (rows["anna"]["written"], rows["anna"]["to_read"]) == (4, 0)
