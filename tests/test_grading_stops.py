"""A run that stops, wherever it stops: no older grade passes for a new one, and the next run goes
on.
"""

from __future__ import annotations

import copy
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path

import nbformat
import pytest

from dispatched.grading import (
    entering,
    grade,
    gradebook,
    inject,
    judges,
    keys,
    release,
    sandbox,
    whole_class,
)
from dispatched.grading.handed_in import Work
from tests.grading_room import ASSIGNMENT, book, hand_in, needs_sandbox, put, quick_run, table
from tests.stopping import ERRORS, KILLS, STUDENTS, KilledError, break_at, goes_on, nothing_stale


@pytest.fixture(scope="module")
def court() -> Iterator[judges.Court]:
    """Judges for all runs here; starting them takes longer than what they are asked."""
    needs_sandbox()
    with judges.Court() as made:
        yield made


@pytest.fixture(scope="module")
def graded(court: judges.Court, tmp_path_factory: pytest.TempPathFactory) -> grade.Class:
    """A class whose two students handed in empty work, graded."""
    folder = tmp_path_factory.mktemp("graded")
    release.release(folder, [ASSIGNMENT])
    released = nbformat.read(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", as_version=4)
    for student in STUDENTS:
        put(folder, student, copy.deepcopy(released))
    room = grade.Class(folder, ASSIGNMENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "run", quick_run)
        patch.setattr(judges, "Court", lambda *_: nullcontext(court))
        rows = room.grade(quiet=True)
    assert [row["automatic"] for row in rows] == [0, 0]
    return room


@pytest.fixture
def room(
    graded: grade.Class,
    court: judges.Court,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> grade.Class:
    """The same class in a folder of its own, after both handed in again, the first answer right."""
    monkeypatch.setattr(sandbox, "run", quick_run)
    monkeypatch.setattr(judges, "Court", lambda *_: nullcontext(court))
    monkeypatch.setattr(gradebook, "WAIT", 0.2)
    made = copy.copy(graded)
    made.folder = tmp_path / "class"
    shutil.copytree(graded.folder, made.folder)
    for student in STUDENTS:
        hand_in(made, student, "planned_low = 450")
    return made


@pytest.mark.parametrize(("step", "call"), KILLS)
def test_a_run_that_is_killed_leaves_no_old_grade(room: grade.Class, step: str, call: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_at(patch, step, call, KilledError(), after=call == 2)
        with suppress(
            KilledError
        ):  # nbgrader takes it for a failure of one student, as it does with Ctrl-C
            room.grade(quiet=True)
    if (step, call) != ("withdraw", 1):  # killed before the first thing that it does
        nothing_stale(room)
    goes_on(room)


@pytest.mark.parametrize("step", ["run", "record", "autograde", "inject", "remember"])
def test_a_run_that_is_stopped_says_so_and_leaves_no_old_grade(
    room: grade.Class, step: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_at(patch, step, 1, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            room.grade(quiet=True)
    assert set(table(room)) == set(STUDENTS)
    assert "stopped" in " ".join(row["note"] for row in table(room).values())
    nothing_stale(room)
    goes_on(room)


@pytest.mark.parametrize(
    "step", ["run", "record", "forget", "stage", "autograde", "inject", "remember"]
)
def test_a_failure_of_one_student_costs_nobody_else(room: grade.Class, step: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        break_at(patch, step, 1, ERRORS["full"]())
        rows = room.grade(quiet=True)
    assert sorted(str(row["automatic"]) for row in rows) == ["", "1.0"]
    assert "room" in next(row["note"] for row in rows if row["automatic"] == "") or "space" in str(
        rows
    )
    nothing_stale(room)
    goes_on(room)


def test_a_disk_without_room_for_the_tables_leaves_no_old_table(
    room: grade.Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade, "Class", lambda *_, **__: room)
        patch.setattr(
            whole_class.report, "write_whole", lambda *_: (_ for _ in ()).throw(ERRORS["full"]())
        )
        assert grade.main([str(room.folder), ASSIGNMENT]) == 1
    assert table(room) == {}
    nothing_stale(room)
    said = (
        "Grading could not go on: no space left on device (x.part). What is done is kept; run "
        "make grade again."
    )
    assert capsys.readouterr().err.strip().endswith(said)
    goes_on(room)


def test_a_grade_book_that_is_open_elsewhere_is_said_in_a_sentence(
    room: grade.Class, capsys: pytest.CaptureFixture[str]
) -> None:
    other = sqlite3.connect(room.folder / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade, "Class", lambda *_, **__: room)
        assert grade.main([str(room.folder), ASSIGNMENT]) == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith(
        f"{ASSIGNMENT}: 2 of 2 students are not graded yet; anna: the grade book is open in another"
    )
    assert last.endswith("run make grade again.")
    assert "upgrade" not in last
    nothing_stale(room)
    other.execute("ROLLBACK")
    other.close()
    goes_on(room)


def test_a_process_that_is_killed_in_the_middle(room: grade.Class) -> None:
    code = (
        "import os, signal, sys\nfrom dispatched.grading import entering, grade, sandbox\n"
        "from pathlib import Path\nfrom tests.grading_room import quick_run\n"
        f"room = grade.Class(Path({str(room.folder)!r}), {ASSIGNMENT!r})\nsandbox.run = quick_run\n"
        "real = entering.Entering.autograde\n"
        "entered = []\n"
        "def dead(self, student):\n"
        "    if entered: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    entered.append(student)\n    real(self, student)\n"
        "entering.Entering.autograde = dead\n"
        "room.grade(quiet=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=keys.ROOT,
        env={**os.environ, "PYTHONPATH": str(keys.ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert sorted(book(room).values(), key=str) == [1.0, None]
    nothing_stale(room)
    goes_on(room)


def test_what_is_entered_is_not_entered_again_and_what_is_not_is(
    room: grade.Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on(room)
    entered: list[str] = []
    real = entering.Entering.autograde
    monkeypatch.setattr(
        entering.Entering, "autograde", lambda s, n: (entered.append(n), real(s, n))
    )
    goes_on(room)
    assert entered == []
    place = room.folder / "autograded" / "anna" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    place.chmod(0o600)
    place.write_text("{}")
    goes_on(room)
    assert entered == ["anna"]
    with sqlite3.connect(
        room.folder / "gradebook.db"
    ) as other:  # an older copy of the grade book is put back
        other.execute("UPDATE grade SET auto_score = 0")
    goes_on(room)
    assert entered == ["anna", "anna", "boris"]
    inject.record_path(room.folder, ASSIGNMENT, "boris").write_text('{"mark": "x"')
    hand_in(room, "anna", "planned_low = 451")
    rows = {row["student"]: row for row in room.grade(quiet=True)}
    assert sorted(entered[3:]) == ["anna", "boris"]  # in the order in which their runs ended
    assert (rows["boris"]["automatic"], rows["anna"]["submission"]) == (
        1,
        Work("anna", now(room, "anna")).digest[:12],
    )


def now(room: grade.Class, student: str) -> bytes:
    return (room.folder / "submitted" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()


def test_what_a_person_gave_is_kept_when_a_student_is_entered_again(room: grade.Class) -> None:
    goes_on(room)
    with sqlite3.connect(room.folder / "gradebook.db") as other:
        other.execute(
            "UPDATE grade SET manual_score = 4, needs_manual_grade = 0 WHERE cell_id IN "
            "(SELECT id FROM base_cell WHERE name = '05-essay-answer')"
        )
    assert [row["written"] for row in room.grade(quiet=True)] == [4, 4]
    hand_in(room, "anna", "planned_low = 450 ")
    rows = room.grade(quiet=True)
    assert [(row["written"], row["to_read"]) for row in rows] == [(0, 1), (4, 0)]
    assert gradebook.scores(room.folder, ASSIGNMENT)["anna"]["05-essay-answer"]["score"] == 4


def test_two_runs_at_once_are_refused_in_a_sentence(room: grade.Class) -> None:
    from filelock import FileLock

    with (
        FileLock(room.folder / ".grading.lock"),
        pytest.raises(whole_class.BusyError, match="another run grades class"),
    ):
        room.grade(quiet=True)
    goes_on(room)


def test_a_grade_book_that_is_gone_or_is_none(room: grade.Class) -> None:
    path = room.folder / "gradebook.db"
    path.unlink()
    rows = room.grade(quiet=True)
    assert all("make release again" in row["note"] for row in rows)
    path.write_bytes(b"no database" * 100)
    rows = room.grade(quiet=True)
    assert all("the grade book cannot be used" in row["note"] for row in rows)
    nothing_stale_in_tables = {row["automatic"] for row in rows}
    assert nothing_stale_in_tables == {""}
    path.unlink()
    release.release(room.folder, [ASSIGNMENT])
    goes_on(room)


def test_a_grade_book_keeps_its_engine_and_is_read_anew(room: grade.Class) -> None:
    """A second look at a book knows the questions of the first, and nothing of its answers."""
    student = STUDENTS[0]
    with gradebook.opened(room.folder) as one, gradebook.opened(room.folder) as two:
        assert one.engine is two.engine
    before = gradebook.scores(room.folder, ASSIGNMENT)[student]
    cell = next(name for name in before if name.endswith("-answer"))
    with sqlite3.connect(room.folder / "gradebook.db") as other:
        other.execute("UPDATE grade SET manual_score = 1.5")
    now = gradebook.scores(room.folder, ASSIGNMENT)[student]
    assert (before[cell]["manual"], now[cell]["manual"]) == (None, 1.5)
