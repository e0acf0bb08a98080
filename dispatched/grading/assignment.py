"""One assignment of a class, from what was handed in to the points in the grade book."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import nbformat

from dispatched.grading import (
    judges,
    keys,
    records,
    runner,
    sandbox,
    submission,
)  # fmt: skip
from dispatched.grading.files import why
from dispatched.grading.handed_in import Work
from dispatched.grading.room import Room
from dispatched.grading.submission import SubmissionError

VERSION = "3"
"""Raise it when a run or a judgment may come out otherwise, so that kept runs are made anew."""


class Assignment(Room):
    """One assignment of a class, ready to be graded.

    Args:
        folder: of the class.
        assignment: its name.
        exercises: where the sources are.
        limits: what a notebook may use.
        unsafe: grade without a sandbox where there is none.

    Raises:
        FileNotFoundError: the assignment has not been released into this class.
        NoSandboxError: notebooks cannot be run here.
    """

    def __init__(
        self,
        folder: Path,
        assignment: str,
        *,
        exercises: Path = keys.EXERCISES,
        limits: sandbox.Limits | None = None,
        unsafe: bool = False,
    ) -> None:
        sandbox.require(unsafe)
        super().__init__(folder, assignment, exercises)
        self.limits, self.unsafe = limits or sandbox.Limits(), unsafe
        shown, hidden = keys.make(assignment, exercises)
        self.keys = {k["id"]: k for k in shown}
        self.hidden = {k["id"]: k for k in hidden}
        self.calls = {n: [*t.get("calls", []), *t.get("hidden", [])] for n, t in self.tasks.items()}
        known = [
            VERSION,
            self.path.read_text(encoding="utf-8"),
            json.dumps([self.keys, self.hidden, self.calls], sort_keys=True, default=str),
            vars(self.limits),
            Path(runner.__file__).read_bytes(),
        ]
        self._mark = hashlib.sha256(repr(known).encode()).hexdigest()

    def mark(self, work: Work) -> str:
        """Tells a submission under these tasks, keys, limits and this grader from any other."""
        return hashlib.sha256(self._mark.encode() + work.digest.encode()).hexdigest()

    def record(self, work: Work, court: judges.Court) -> dict[str, Any]:
        """Run and judge one submission and keep the record, whatever it does to the grader.

        Raises:
            OSError, MemoryError, StoppedError: the machine could not do it, or was stopped; nothing
                is known about the work.
        """
        try:
            made = self._run(work, court)
        except (OSError, MemoryError, sandbox.NoSandboxError, sandbox.StoppedError):
            raise
        except Exception as error:  # of a kind that nobody thought of
            problem = f"the grader could not read it ({why(error)})"
            made = self._run(Work(work.folder, problem=problem), court)
        made |= {"mark": self.mark(work), "student": work.student, "name": work.name}
        records.save(self.folder, self.assignment, made)
        return made

    def _run(self, work: Work, court: judges.Court) -> dict[str, Any]:
        restored, notes, problem = None, [], work.problem
        if not problem:
            try:
                restored, notes = submission.restore(submission.parse(work.raw), self.released)
            except SubmissionError as error:
                problem = str(error)
        if restored is None:
            restored, _ = submission.restore(copy.deepcopy(self.released), self.released)
        steps = submission.plan(restored, self.calls)
        raw, end = b"", problem
        if not problem:
            raw, end = sandbox.run(
                steps,
                package=keys.ROOT / "dispatched",
                data=keys.ROOT / "data",
                limits=self.limits,
                unsafe=self.unsafe,
            )
        graded = {
            f"c{n}": cell.source for n, cell in enumerate(restored.cells) if submission.graded(cell)
        }
        job = {
            "tasks": self.tasks,
            "keys": self.keys,
            "hidden": self.hidden,
            "graded": graded,
            "end": end,
        }
        heard = court.hear(job, raw, steps if not problem else [])
        names = {
            place: restored.cells[int(place[1:])].metadata.nbgrader.grade_id for place in graded
        }
        ended = "" if heard["end"] == "done" else f"the run was not finished: {heard['end']}"
        return {
            "notebook": json.loads(nbformat.writes(restored)),
            "notes": [*notes, *heard["notes"]],
            "problem": problem or ended,
            "cells": heard["cells"],
            "verdicts": {
                place: verdict | {"id": names[place]}
                for place, verdict in heard["verdicts"].items()
            },
            "answers": {names[place]: answer for place, answer in heard["answers"].items()},
            "trouble": heard["trouble"],
        }
