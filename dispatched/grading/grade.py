"""Grade a class: ``make grade`` (``python -m dispatched.grading.grade CLASS ASSIGNMENT``).

Each notebook in ``CLASS/submitted/STUDENT/ASSIGNMENT/`` runs in a sandbox of its own, several at a
time; what its answers are goes to a judge outside, who alone gives points. nbgrader then enters
them into the grade book, keeps what a person has to read, and can change or export everything as
usual. A run is kept, so that a second call goes on where the first stopped and grades nothing
twice.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dispatched.checks.tasks import TaskError
from dispatched.grading import executors, release, sandbox
from dispatched.grading.executors import ExecutorError
from dispatched.grading.gradebook import GradeBookError
from dispatched.grading.handed_in import begun, find, shown_name, student_id
from dispatched.grading.settings import ClassError
from dispatched.grading.whole_class import LEFT_OUT, BusyError, Class
from dispatched.whole import why

__all__ = ["Class", "find", "main", "shown_name", "student_id"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: grade, say where the results are.

    Returns:
        0 where every student is graded; 1 where somebody is not, or nothing could be done; 130
        where it was stopped.
    """
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.grading.grade", description="Grade a class."
    )
    parser.add_argument("folder", type=release.class_folder, help="folder of the class")
    parser.add_argument(
        "assignments", nargs="*", help="all that somebody handed in, where none is named"
    )
    parser.add_argument("--workers", type=int, default=None, help="notebooks that run at one time")
    parser.add_argument("--scheduler", help="address of a Dask scheduler, to grade on its workers")
    parser.add_argument(
        "--student", action="append", default=[], help="run this student anew, and nobody else"
    )
    parser.add_argument(
        "--unsafe",
        action="store_true",
        help="grade without a sandbox: only inside a container of its own",
    )
    options = parser.parse_args(arguments)
    released = sorted(p.name for p in (options.folder / "release").glob("*") if p.is_dir())
    names = options.assignments
    waiting = 0
    try:
        if not released and not names:
            raise FileNotFoundError(
                f"nothing has been released into {options.folder}: make release comes first"
            )
        names = names or begun(options.folder, released)
        if not names:
            raise FileNotFoundError(f"nothing was handed in into {options.folder / 'submitted'}")
        with _executor(options) as executor:
            for name in names:
                room = Class(options.folder, name, unsafe=options.unsafe)
                rows = room.grade(executor, only=options.student)
                waiting += _said(room, options.folder, rows, options.student)
    except (
        FileNotFoundError,
        sandbox.NoSandboxError,
        BusyError,
        ClassError,
        ExecutorError,
        GradeBookError,
        TaskError,
    ) as error:
        print(error.args[-1] if isinstance(error, OSError) else error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"Grading could not go on: {why(error)}. What is done is kept; run make grade again.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Stopped. What is done is kept; run make grade again to go on.", file=sys.stderr)
        return 130
    return 1 if waiting else 0


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[executors.Executor]:
    if not options.scheduler:
        yield executors.Processes(options.workers)
        return
    from dispatched.grading.cluster import Cluster  # it needs Dask

    with closing(Cluster(options.scheduler)) as cluster:
        yield cluster


def _said(room: Class, folder: Path, rows: Sequence[Mapping[str, Any]], only: Sequence[str]) -> int:
    """Say how it went; how many students are not graded yet of those who were to be."""
    waiting = [row for row in rows if row["automatic"] == ""]
    if only:
        waiting = [row for row in waiting if not row["note"].endswith(LEFT_OUT)]
    noted = sum(bool(row["note"]) for row in rows)
    index = folder / "reports" / room.assignment / "index.html"
    print(f"{room.assignment}: {len(rows)} students, {noted} with a note. See {index}", flush=True)
    if waiting:
        first = waiting[0]
        verb = "is" if len(waiting) == 1 else "are"
        reason = first["note"].removeprefix("not graded yet: ")
        print(
            f"{room.assignment}: {len(waiting)} of {len(rows)} students {verb} not graded yet; "
            f"{first['name']}: {reason}.",
            file=sys.stderr,
        )
    return len(waiting)


if __name__ == "__main__":
    sys.exit(main())
