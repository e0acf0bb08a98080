"""Who runs the submissions of a class: this machine's processors, or many machines.

An executor is given all submissions and says what came of each, in whatever order they end. It
keeps nothing: a run that is lost halfway leaves no trace, and is made again as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Protocol

from dispatched.grading import judges, sandbox, trial
from dispatched.grading.handed_in import Work
from dispatched.grading.trial import Brief, Record

Outcome = tuple[Work, Record | Exception]
"""A submission, and its record, or why the machine could not make one."""


class ExecutorError(RuntimeError):
    """The submissions cannot be run where they should be; the text says what to do."""


class Executor(Protocol):
    """Runs submissions."""

    def run(self, brief: Brief, works: Sequence[Work]) -> Iterator[Outcome]:
        """Run each submission once.

        Args:
            brief: on the assignment.
            works: the submissions, each of another student.

        Yields:
            each submission once, when it is done, in any order.

        Raises:
            ExecutorError: no more can be run; those that are missing have no outcome.
            NoSandboxError: notebooks cannot be run here.
        """
        ...


class Processes:
    """Runs submissions on this machine, each in processes of its own, several at one time.

    Args:
        workers: so many at one time; one for each processor where nothing is said.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1

    def run(self, brief: Brief, works: Sequence[Work]) -> Iterator[Outcome]:
        """As :meth:`Executor.run`; whoever leaves the iterator early ends the runs."""
        if not works:
            return
        pool = ThreadPoolExecutor(self._workers)  # its threads wait for processes
        with judges.Court(brief.unsafe) as court:
            try:
                jobs = {pool.submit(trial.hold, brief, work, court): work for work in works}
                for job in as_completed(jobs):
                    error = job.exception()
                    fatal = not isinstance(error, Exception | None)
                    if error is not None and (fatal or isinstance(error, sandbox.NoSandboxError)):
                        raise error
                    yield jobs[job], error or job.result()  # type: ignore[misc]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                sandbox.stop()
                raise
            pool.shutdown()
