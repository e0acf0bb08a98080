"""Into the grade book: nbgrader gets the restored notebooks and writes the points.

The order of steps is what keeps an old grade from passing for a new one. First the mark "entered" goes, then the old
points go out of the grade book, then nbgrader works, then its work is compared with the judge's, and only then the mark
is made. Whenever the machine stops in between, the mark is missing, and the next run enters the student again.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatched.grading import inject, records, release
from dispatched.grading.files import why, write_whole

if TYPE_CHECKING:
    from dispatched.grading.assignment import Class

OPEN = (
    "the grade book is open in another program: close it (a formgrader, a browser of databases, another run) and run "
    "make grade again"
)

WAIT = 5.0
"""Seconds that a grade book may be in use by somebody else."""


class GradeBookError(RuntimeError):
    """The grade book cannot be used; the text says why, and what to do."""


def database(folder: Path) -> Path:
    """The grade book of a class."""
    return folder / "gradebook.db"


def _there(folder: Path) -> Path:
    path = database(folder)
    if not path.is_file():  # nbgrader would make an empty one
        raise GradeBookError(f"the class has no grade book ({path.name}): run make release again")
    with closing(sqlite3.connect(path, timeout=WAIT)) as book:  # nbgrader waits longer, and says less
        try:
            book.execute("SELECT 1 FROM assignment").fetchone()
        except sqlite3.Error as error:
            raise GradeBookError(_said(error)) from None
    return path


def _unknown(assignment: str) -> GradeBookError:
    return GradeBookError(f"the grade book does not know {assignment}: run make release again")


def ready(folder: Path, assignment: str) -> None:
    """Can the grade book be written to now?

    Raises:
        GradeBookError: it is missing, in use, not a grade book, or of a class without this assignment.
    """
    path = _there(folder)
    try:
        book = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            book.execute("BEGIN IMMEDIATE")
            known = book.execute("SELECT 1 FROM assignment WHERE name = ?", [assignment]).fetchone()
            book.execute("ROLLBACK")
        finally:
            book.close()
    except sqlite3.Error as error:
        raise GradeBookError(_said(error)) from None
    if not known:
        raise _unknown(assignment)


def _said(error: BaseException) -> str:
    text = str(error)
    if "database is locked" in text or "database is busy" in text:
        return OPEN
    if "readonly" in text:
        return "the grade book may not be written to: change the rights of gradebook.db and run make grade again"
    if "disk is full" in text or "No space left" in text:
        return "there is no room left on the disk: make some and run make grade again"
    return f"the grade book cannot be used ({why(error)})"


def scores(folder: Path, assignment: str, only: str = "") -> dict[str, dict[str, Any]]:
    """Student → cell → its grade as the grade book has it: ``auto``, ``score``, ``most``, ``waits`` for a person.

    Args:
        folder: of the class, with a plain name.
        assignment: its name.
        only: the student to look for; all where none is named.

    Raises:
        GradeBookError: it cannot be read.
    """
    from nbgrader.api import Gradebook, MissingEntry
    from sqlalchemy.exc import SQLAlchemyError

    found: dict[str, dict[str, Any]] = {}
    _there(folder)
    try:
        with Gradebook(release.settings(folder).CourseDirectory.db_url, "dispatched") as book:
            one = [book.find_submission(assignment, only)] if only else None
            for submission in one or book.assignment_submissions(assignment):
                found[submission.student.id] = {
                    grade.cell.name: {
                        "auto": grade.auto_score,
                        "score": grade.score,
                        "most": grade.max_score,
                        "waits": grade.needs_manual_grade,
                    }
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
    except MissingEntry:
        raise _unknown(assignment) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise GradeBookError(_said(error)) from None
    return found


def agrees(record: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Has the grade book the points that the judge gave? What a person gave besides is left alone."""
    return all(
        name in found and found[name]["auto"] is not None and abs(found[name]["auto"] - points) < 0.006
        for name, points in records.points(record).items()
    )


def outdate(folder: Path, assignment: str, students: Sequence[str]) -> None:
    """Take the old points of these students out of the grade book; what a person gave stays, marked as to be read.

    Raises:
        GradeBookError: the grade book cannot be written to.
    """
    from nbgrader.api import Gradebook, MissingEntry
    from sqlalchemy.exc import SQLAlchemyError

    _there(folder)
    try:
        with Gradebook(release.settings(folder).CourseDirectory.db_url, "dispatched") as book:
            for student in students:
                try:
                    submission = book.find_submission(assignment, student)
                except MissingEntry:
                    continue
                for notebook in submission.notebooks:
                    for grade in notebook.grades:
                        grade.auto_score, grade.needs_manual_grade = None, True
            book.db.commit()
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise GradeBookError(_said(error)) from None


class Entering:
    """One run of entering.

    Args:
        room: the assignment of a class.
        folder: of the class, with a plain name.
        exercises: the sources, with a plain name.
    """

    def __init__(self, room: Class, folder: Path, exercises: Path) -> None:
        self.room, self.folder, self.exercises = room, folder, exercises
        self.staged = folder / ".staged"
        self._api: Any = None

    def _settings(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
        from sqlalchemy.exc import SAWarning

        warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's own, on objects that it adds later
        config = release.settings(self.folder, self.exercises)
        config.CourseDirectory.submitted_directory = str(self.staged)
        config.Autograde.autograde_preprocessors = [
            inject.Inject,
            SaveAutoGrades,
            AssignLatePenalties,
            CheckCellMetadata,
        ]
        config.Inject.folder = str(self.folder)
        return config

    def stage(self, record: Mapping[str, Any]) -> None:
        """Put the restored notebook where nbgrader looks for a submission."""
        name = self.room.assignment
        text = json.dumps(record["notebook"], ensure_ascii=False)
        write_whole(self.staged / record["student"] / name / f"{name}.ipynb", text)

    def autograde(self, student: str) -> None:
        """Let nbgrader write the points.

        Raises:
            GradeBookError: nbgrader fails; its last words.
            KeyboardInterrupt: the run was stopped, which nbgrader keeps to itself.
        """
        if self._api is None:
            self._api = release.api(self.folder, self._settings())
        result = self._api.autograde(self.room.assignment, student, force=True, create=True)
        if result["success"]:
            return
        text = f"{result.get('log') or ''}\n{result.get('error') or ''}".strip()
        last = text.splitlines()[-1] if text else "it does not say why"
        if last.startswith("KeyboardInterrupt"):
            raise KeyboardInterrupt
        known = ("database is locked", "readonly database", "disk is full", "No space left")
        words = next((w for w in known if w in text), "")
        raise GradeBookError(_said(sqlite3.Error(words)) if words else f"nbgrader could not enter it: {last[:200]}")

    def compare(self, record: Mapping[str, Any]) -> None:
        """Is now in the grade book what the judge said?

        Raises:
            GradeBookError: it is not.
        """
        found = scores(self.folder, self.room.assignment, record["student"])[record["student"]]
        if not agrees(record, found):
            raise GradeBookError("the grade book does not have the judge's points; run make grade again")

    def one(self, record: Mapping[str, Any]) -> None:
        """All steps for one student.

        Raises:
            GradeBookError, OSError: a step failed; the student counts as not entered.
        """
        name, student = self.room.assignment, record["student"]
        ready(self.folder, name)
        records.forget_entered(self.folder, name, student)
        outdate(self.folder, name, [student])
        self.stage(record)
        self.autograde(student)
        self.compare(record)
        records.remember_entered(self.folder, name, record)

    def all(
        self,
        todo: Sequence[Mapping[str, Any]],
        failed: Callable[[str, str], None],
        done: Callable[[str], None],
        quiet: bool,
    ) -> None:
        """Enter these records, one after the other; a failure is told and costs only its student."""
        from tqdm import tqdm

        shutil.rmtree(self.staged, ignore_errors=True)  # of a run that was stopped
        stopped = ""
        for record in tqdm(todo, desc="grading", disable=quiet, file=sys.stderr):
            if not stopped:
                try:
                    self.one(record)
                    done(record["student"])
                    continue
                except GradeBookError as error:
                    reason = str(error)
                    stopped = reason if reason == OPEN else ""  # to wait as long for each of a hundred helps nobody
                except OSError as error:
                    reason = _said(error) if error.errno == errno.ENOSPC else f"it could not be entered: {why(error)}"
                except Exception as error:  # of nbgrader's, or ours: this student's row says it
                    reason = f"it could not be entered ({why(error)})"
            failed(record["student"], stopped or reason)
        shutil.rmtree(self.staged, ignore_errors=True)
