"""Into the grade book: nbgrader gets the restored notebooks and writes the points.

The order of steps is what keeps an old grade from passing for a new one. First the mark "entered"
goes, then the old points go out of the grade book, then nbgrader works, then its work is compared
with the judge's, and only then the mark is made. Whenever the machine stops in between, the mark is
missing, and the next run enters the student again.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from dispatched.grading import gradebook, inject, records, release, sanitize
from dispatched.grading.gradebook import GradeBookError, said
from dispatched.grading.room import Room
from dispatched.whole import why, write_whole


def agrees(record: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Has the grade book the judge's points? What a person gave besides is left alone."""
    return all(
        name in found
        and found[name]["auto"] is not None
        and abs(found[name]["auto"] - points) < 0.006
        for name, points in records.points(record).items()
    )


class Entering:
    """One run of entering.

    Args:
        room: the assignment of a class.
        folder: of the class, with a plain name.
        exercises: the sources, with a plain name.
    """

    def __init__(self, room: Room, folder: Path, exercises: Path) -> None:
        self.room, self.folder, self.exercises = room, folder, exercises
        self.staged = folder / ".staged"
        self._api: Any = None

    def _settings(self) -> Any:
        from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
        from sqlalchemy.exc import SAWarning

        warnings.filterwarnings(
            "ignore", category=SAWarning
        )  # nbgrader's own, on objects that it adds later
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
        """Put the restored notebook, made inert, where nbgrader looks for a submission."""
        name = self.room.assignment
        text = json.dumps(
            sanitize.notebook(record["notebook"], self.room.released), ensure_ascii=False
        )
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
        raise GradeBookError(
            said(sqlite3.Error(words)) if words else f"nbgrader could not enter it: {last[:200]}"
        )

    def compare(self, record: Mapping[str, Any]) -> None:
        """Is now in the grade book what the judge said?

        Raises:
            GradeBookError: it is not.
        """
        found = gradebook.scores(self.folder, self.room.assignment, record["student"])[
            record["student"]
        ]
        if not agrees(record, found):
            raise GradeBookError(
                "the grade book does not have the judge's points; run make grade again"
            )

    def one(self, record: Mapping[str, Any]) -> None:
        """All steps for one student.

        Raises:
            GradeBookError, OSError: a step failed; the student counts as not entered.
        """
        name, student = self.room.assignment, record["student"]
        gradebook.ready(self.folder, name)
        records.forget_entered(self.folder, name, student)
        gradebook.outdate(self.folder, name, [student])
        self.stage(record)
        self.autograde(student)
        self.compare(record)
        records.remember_entered(self.folder, name, record)

    def all(
        self,
        todo: Iterable[Mapping[str, Any]],
        count: int,
        failed: Callable[[str, str], None],
        done: Callable[[str], None],
        quiet: bool,
    ) -> None:
        """Enter these records one by one; a failure is told and costs only its student.

        Args:
            todo: records; they may be made while others are entered.
            count: how many are expected.
            failed: is told who could not be entered, and why.
            done: is told who was.
            quiet: no bar of progress.
        """
        from tqdm import tqdm

        shutil.rmtree(self.staged, ignore_errors=True)  # of a run that was stopped
        stopped = ""
        for record in tqdm(
            todo, total=count, desc="grading", disable=quiet or not count, file=sys.stderr
        ):
            if not stopped:
                try:
                    self.one(record)
                    done(record["student"])
                    continue
                except GradeBookError as error:
                    reason = str(error)
                    stopped = (
                        reason if reason == gradebook.OPEN else ""
                    )  # to wait as long for each of a hundred helps nobody
                except OSError as error:
                    reason = (
                        said(error)
                        if error.errno == errno.ENOSPC
                        else f"it could not be entered: {why(error)}"
                    )
                except Exception as error:  # of nbgrader's, or ours: this student's row says it
                    reason = f"it could not be entered ({why(error)})"
            failed(record["student"], stopped or reason)
        shutil.rmtree(self.staged, ignore_errors=True)
