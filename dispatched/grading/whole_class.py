"""A run over a class: who is to be graded, who is done, and why some are not."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from dispatched.grading import (
    by_hand,
    entering,
    executors,
    gradebook,
    handed_in,
    records,
    release,
    report,
    roster,
    written,
)  # fmt: skip
from dispatched.grading.assignment import Assignment
from dispatched.grading.gradebook import GradeBookError
from dispatched.grading.handed_in import Work
from dispatched.grading.plain_path import plain
from dispatched.whole import why

STOPPED = "the run was stopped before; run make grade again"
LEFT_OUT = "this run was for others; run make grade again, for all"


class BusyError(RuntimeError):
    """Another run grades this class."""


class Class(Assignment):
    """One assignment of a class, graded for all who handed it in."""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / ".grading.lock", timeout=0):
                yield
        except Timeout:
            raise BusyError(
                f"another run grades {self.folder.name} now: wait for its end"
            ) from None

    def grade(
        self,
        executor: executors.Executor | None = None,
        quiet: bool = False,
        only: Iterable[str] = (),
    ) -> list[dict[str, Any]]:
        """Run all submissions, enter the points, write feedback, CSV and report.

        A student whose work could not be graded or entered has a row that says so, and no points;
        the other students are graded. The next run goes on there.

        Args:
            executor: who runs the submissions; this machine's processors where none is named.
            quiet: no bar of progress.
            only: names or ids of students; they are run anew, and nobody else is graded.

        Returns:
            one row a student, as in ``grades.csv``; where there are no points yet they are empty,
            and the note says why.

        Raises:
            BusyError: another run grades this class.
            ClassError: a student who is named is not in this class, or the roster is wrong.
            FileNotFoundError: nothing was handed in.
            OSError: the tables cannot be written; those of before are gone where they would be out
                of date.
        """
        with self._alone(), plain(self.folder, self.exercises) as (folder, exercises):
            release.settle(self.folder)
            entries = roster.read(self.folder)
            found = [handed_in.read(*one) for one in handed_in.find(self.folder, self.assignment)]
            works = roster.joined(entries, found)
            run = Grading(self, works, folder, exercises, quiet)
            return run.run(executor or executors.Processes(), handed_in.named(works, only))


class Grading:
    """One run over a class: which students are to be graded, which are done, and why some are not.

    Args:
        room: the assignment.
        works: what was handed in.
        folder: of the class, with a plain name.
        exercises: the sources, with a plain name.
        quiet: no bars of progress.
    """

    def __init__(
        self, room: Assignment, works: Sequence[Work], folder: Path, exercises: Path, quiet: bool
    ) -> None:
        self.room, self.works, self.folder, self.quiet = room, works, folder, quiet
        self.exercises = exercises
        self.records: dict[str, dict[str, Any]] = {}
        self.pending: dict[str, str] = {}

    def run(
        self, executor: executors.Executor, only: frozenset[str] = frozenset()
    ) -> list[dict[str, Any]]:
        """All steps. Before the first and after the last the tables say what is not graded yet.

        Args:
            executor: who runs the submissions.
            only: students; they are run anew, and nobody else. All where none is named.
        """
        todo = self._look(only)
        self.pending = {work.student: work.unread or STOPPED for work in todo}
        if todo:
            self._withdraw()
        if only:
            todo = [work for work in todo if work.student in only]
            self.pending |= {s: LEFT_OUT for s in self.pending.keys() - only}
        todo = [work for work in todo if not work.unread]
        kept = [self.records[work.student] for work in todo if work.student in self.records]
        new = [work for work in todo if work.student not in self.records]
        try:
            with closing(self._runs(executor, new)) as made:
                entering.Entering(self.room, self.folder, self.exercises).all(
                    itertools.chain(kept, made), len(todo), self._fails, self._enters, self.quiet
                )
            hand = by_hand.enter(self.room, self.folder, *self._sides())
        except KeyboardInterrupt:
            self._write()
            raise
        return self._write(hand)

    def _sides(self) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
        """The records of those whose work is in the grade book, and the names of the others."""
        waiting = {work.student: work.name for work in self.works if work.student in self.pending}
        return {
            student: one for student, one in self.records.items() if student not in waiting
        }, waiting

    def _look(self, anew: frozenset[str] = frozenset()) -> list[Work]:
        """What has no record of this very work, is not in the grade book as it is, or is named."""
        name, todo = self.room.assignment, []
        try:
            book: Mapping[str, Any] | None = gradebook.scores(self.folder, name)
        except GradeBookError:
            book = None
        for work in self.works:
            record = (
                None
                if work.unread or work.student in anew
                else records.load(self.room.folder, name, work.student, self.room.mark(work))
            )
            if record is not None:
                record["name"] = work.name  # the roster may have changed since
                self.records[work.student] = record
            done = record is not None and records.is_entered(self.room.folder, name, record)
            if not done or (
                book is not None and not entering.agrees(record, book.get(work.student, {}))
            ):
                todo.append(work)
        return todo

    def _withdraw(self) -> None:
        """First of all: what an earlier run said of these students is no longer said."""
        with suppress(
            GradeBookError
        ):  # said for each student when it comes to entering; the notebooks can run
            gradebook.outdate(self.folder, self.room.assignment, list(self.pending))
        if self.room.reports.is_dir():
            report.remove(self.room, self.works, self.pending)
            self._write()

    def _fails(self, student: str, reason: str) -> None:
        self.pending[student] = reason

    def _enters(self, student: str) -> None:
        del self.pending[student]

    def _runs(
        self, executor: executors.Executor, works: Sequence[Work]
    ) -> Iterator[dict[str, Any]]:
        """The records of these submissions, kept, in the order in which their runs end."""
        left = {work.student for work in works}
        try:
            with closing(executor.run(self.room.brief, works)) as outcomes:
                for work, made in outcomes:
                    left.discard(work.student)
                    try:
                        if isinstance(made, Exception):
                            raise made
                        record = self.room.keep(work, made)
                    except Exception as error:  # the machine's: no room, no memory, no process left
                        reason = f"it could not be run on this machine: {why(error)}"
                        self._fails(work.student, f"{reason}; run make grade again")
                        continue
                    self.records[work.student] = record
                    yield record
        except executors.ExecutorError as error:
            for student in left:
                self._fails(student, str(error))

    def _write(self, hand: by_hand.Entered | None = None) -> list[dict[str, Any]]:
        """The tables and pages from the grade book; where it cannot be read, nobody has points."""
        try:
            book = gradebook.scores(self.folder, self.room.assignment)
        except GradeBookError as error:
            book = {}
            self.pending = {work.student: str(error) for work in self.works}
        entered, waiting = self._sides()
        written.write(self.room, entered, book, len(waiting))
        return report.write(self.room, self.works, self.records, self.pending, book, hand)
