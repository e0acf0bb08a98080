"""One submission, run and judged: a function of what was handed in and of the assignment.

It reads no file of the class and writes none, so that any machine with this package and a sandbox
can do it; the one that grades the class keeps what comes back.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat

from dispatched.grading import judges, keys, sandbox, submission
from dispatched.grading.handed_in import Work
from dispatched.grading.submission import SubmissionError
from dispatched.whole import why

Record = dict[str, Any]
"""What is known of one submission after its run: the notebook as restored, what its cells showed,
the verdicts, and what was wrong."""


@dataclass(frozen=True)
class Brief:
    """What has to be known of an assignment to run and judge a submission.

    Args:
        assignment: its name.
        released: the notebook as released, as JSON.
        tasks: task → as its author wrote it.
        keys: task → key of what is shown.
        hidden: task → key of the hidden calls.
        calls: task → lists of arguments for a function.
        limits: what a notebook may use.
        unsafe: run without a sandbox where there is none.
        program: of the package that made this, from :func:`program`.
    """

    assignment: str
    released: str
    tasks: Mapping[str, Any]
    keys: Mapping[str, Any]
    hidden: Mapping[str, Any]
    calls: Mapping[str, Any]
    limits: sandbox.Limits
    unsafe: bool
    program: str


@cache
def program() -> str:
    """A digest of the package's code and of the tables: two machines that grade must agree."""
    made = hashlib.sha256()
    for folder, kind in ((keys.ROOT / "dispatched", "*.py"), (keys.ROOT / "data", "*.csv")):
        for path in sorted(folder.rglob(kind)):
            made.update(path.relative_to(keys.ROOT).as_posix().encode() + b"\0")
            made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def hold(brief: Brief, work: Work, court: judges.Court) -> Record:
    """Run and judge one submission, whatever it does to the grader.

    Args:
        brief: on the assignment.
        work: what was handed in.
        court: the judges.

    Raises:
        OSError, MemoryError, NoSandboxError, StoppedError: the machine could not do it, or was
            stopped; nothing is known about the work.
    """
    try:
        made = _hold(brief, work, court)
    except (OSError, MemoryError, sandbox.NoSandboxError, sandbox.StoppedError):
        raise
    except Exception as error:  # of a kind that nobody thought of
        problem = f"the grader could not read it ({why(error)})"
        made = _hold(brief, Work(work.folder, problem=problem), court)
    return made | {"student": work.student, "name": work.name}


def _hold(brief: Brief, work: Work, court: judges.Court) -> Record:
    restored, notes, problem = None, [], work.problem
    released = nbformat.reads(brief.released, as_version=4)
    if not problem:
        try:
            restored, notes = submission.restore(submission.parse(work.raw), released)
        except SubmissionError as error:
            problem = str(error)
    if restored is None:
        restored, _ = submission.restore(copy.deepcopy(released), released)
    steps = submission.plan(restored, brief.calls)
    raw, end = b"", problem
    if not problem:
        raw, end = sandbox.run(
            steps,
            package=keys.ROOT / "dispatched",
            data=keys.ROOT / "data",
            limits=brief.limits,
            unsafe=brief.unsafe,
        )
    graded = {
        f"c{n}": cell.source for n, cell in enumerate(restored.cells) if submission.graded(cell)
    }
    job = {
        "tasks": brief.tasks,
        "keys": brief.keys,
        "hidden": brief.hidden,
        "graded": graded,
        "end": end,
    }
    heard = court.hear(job, raw, steps if not problem else [])
    names = {place: restored.cells[int(place[1:])].metadata.nbgrader.grade_id for place in graded}
    ended = "" if heard["end"] == "done" else f"the run was not finished: {heard['end']}"
    return {
        "notebook": json.loads(nbformat.writes(restored)),
        "notes": [*notes, *heard["notes"]],
        "problem": problem or ended,
        "lost": bool(problem),
        "cells": heard["cells"],
        "verdicts": {
            place: verdict | {"id": names[place]} for place, verdict in heard["verdicts"].items()
        },
        "answers": {names[place]: answer for place, answer in heard["answers"].items()},
        "trouble": heard["trouble"],
    }
