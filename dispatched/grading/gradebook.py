"""The class's grade book: is it there and free, what is in it, and how old points leave it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dispatched.grading import release
from dispatched.whole import why

OPEN = (
    "the grade book is open in another program: close it (a formgrader, a browser of databases, "
    "another run) and run make grade again"
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
    with closing(
        sqlite3.connect(path, timeout=WAIT)
    ) as book:  # nbgrader waits longer, and says less
        try:
            book.execute("SELECT 1 FROM assignment").fetchone()
        except sqlite3.Error as error:
            raise GradeBookError(said(error)) from None
    return path


def _unknown(assignment: str) -> GradeBookError:
    return GradeBookError(f"the grade book does not know {assignment}: run make release again")


def ready(folder: Path, assignment: str) -> None:
    """Can the grade book be written to now?

    Raises:
        GradeBookError: it is missing, in use, not a grade book, or of a class without this
            assignment.
    """
    path = _there(folder)
    try:
        with closing(sqlite3.connect(path, timeout=WAIT, isolation_level=None)) as book:
            book.execute("BEGIN IMMEDIATE")
            known = book.execute("SELECT 1 FROM assignment WHERE name = ?", [assignment]).fetchone()
            book.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise GradeBookError(said(error)) from None
    if not known:
        raise _unknown(assignment)


def said(error: BaseException) -> str:
    """What a database says of its trouble, for the one who can act."""
    text = str(error)
    if "database is locked" in text or "database is busy" in text:
        return OPEN
    if "readonly" in text:
        return (
            "the grade book may not be written to: change the rights of gradebook.db and run "
            "make grade again"
        )
    if "disk is full" in text or "No space left" in text:
        return "there is no room left on the disk: make some and run make grade again"
    return f"the grade book cannot be used ({why(error)})"


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """nbgrader's view of the grade book; what is not committed in it is not in it.

    Args:
        folder: of the class, with a plain name.

    Raises:
        GradeBookError: it is missing or in use, or an entry that is asked for is not in it.
    """
    from nbgrader.api import Gradebook, MissingEntry
    from sqlalchemy.exc import SQLAlchemyError

    _there(folder)
    release.one_engine()
    try:
        with Gradebook(release.settings(folder).CourseDirectory.db_url, "dispatched") as book:
            yield book
    except MissingEntry as error:
        raise GradeBookError(
            f"the grade book lacks an entry ({error}): run make grade again"
        ) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise GradeBookError(said(error)) from None


def scores(folder: Path, assignment: str, only: str = "") -> dict[str, dict[str, Any]]:
    """Student → cell → its grade as the grade book has it.

    A grade is ``auto`` (the machine's points), ``manual`` (a person's), ``score`` (those that
    count), ``most``, ``waits`` for a person, and the ``comment`` of a person.

    Args:
        folder: of the class, with a plain name.
        assignment: its name.
        only: the student to look for; all where none is named.

    Raises:
        GradeBookError: it cannot be read.
    """
    from nbgrader.api import MissingEntry

    found: dict[str, dict[str, Any]] = {}
    with opened(folder) as book:
        try:
            one = [book.find_submission(assignment, only)] if only else None
            submissions = one or book.assignment_submissions(assignment)
        except MissingEntry:
            raise _unknown(assignment) from None
        for submission in submissions:
            grades = found.setdefault(submission.student.id, {})
            for notebook in submission.notebooks:
                comments = {c.cell.name: c.manual_comment or "" for c in notebook.comments}
                for grade in notebook.grades:
                    grades[grade.cell.name] = {
                        "auto": grade.auto_score,
                        "manual": grade.manual_score,
                        "score": grade.score,
                        "most": grade.max_score,
                        "waits": bool(grade.needs_manual_grade),
                        "comment": comments.get(grade.cell.name, ""),
                    }
    return found


def outdate(folder: Path, assignment: str, students: Sequence[str]) -> None:
    """Take the old points of these students out; what a person gave stays, marked as to be read.

    Raises:
        GradeBookError: the grade book cannot be written to.
    """
    from nbgrader.api import MissingEntry

    with opened(folder) as book:
        for student in students:
            try:
                submission = book.find_submission(assignment, student)
            except MissingEntry:
                continue
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = None, True
        book.db.commit()
