"""One assignment of a class, from what was handed in to the points in the grade book."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatched.grading import keys, records, runner, sandbox, trial
from dispatched.grading.handed_in import Work
from dispatched.grading.room import Room
from dispatched.grading.trial import Brief

VERSION = "6"
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
        assignment = self.assignment
        shown, hidden = keys.make(assignment, exercises)
        self.brief = Brief(
            assignment=assignment,
            released=self.path.read_text(encoding="utf-8"),
            tasks=self.tasks,
            keys={k["id"]: k for k in shown},
            hidden={k["id"]: k for k in hidden},
            calls={n: [*t.get("calls", []), *t.get("hidden", [])] for n, t in self.tasks.items()},
            limits=limits or sandbox.Limits(),
            unsafe=unsafe,
            program=trial.program(),
        )
        known = [
            VERSION,
            self.brief.released,
            json.dumps(
                [self.brief.keys, self.brief.hidden, self.brief.calls], sort_keys=True, default=str
            ),
            vars(self.brief.limits),
            Path(runner.__file__).read_bytes(),
        ]
        self._mark = hashlib.sha256(repr(known).encode()).hexdigest()

    def mark(self, work: Work) -> str:
        """Tells a submission under these tasks, keys, limits and this grader from any other."""
        return hashlib.sha256(self._mark.encode() + work.digest.encode()).hexdigest()

    def keep(self, work: Work, record: Mapping[str, Any]) -> dict[str, Any]:
        """Keep the record of a run.

        Raises:
            OSError: no room, no right to write.
        """
        made = {**record, "mark": self.mark(work)}
        records.save(self.folder, self.assignment, made)
        return made
