"""Work shared out among the processors of a machine, in copies of this process."""

from __future__ import annotations

import gc
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sphinx.util import parallel

Job, Result = TypeVar("Job"), TypeVar("Result")

_NUMBER = struct.Struct("H")


def processors() -> int:
    """How many processors this process may use."""
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def done(jobs: Sequence[Job], do: Callable[[Job], Result]) -> dict[Job, Result]:
    """Do jobs at the same time, each in the copy of this process that is free first.

    What a job changes here is lost with its copy: it gives back what is wanted of it. What it logs
    is logged here.

    Args:
        jobs: what is to be done, the longest first; at most 65,535.
        do: does one.

    Returns:
        job → what it gave back. A job that has failed is not among them: who does it again without
        a copy meets its error. Where there is one processor, or no way to copy, nothing is done.
    """
    count = min(processors(), len(jobs))
    if count < 2 or not parallel.parallel_available:
        return {}
    results: dict[Job, Result] = {}
    left, right = os.pipe()
    os.write(right, b"".join(map(_NUMBER.pack, range(len(jobs)))))
    os.close(right)

    def work() -> dict[Job, Result]:
        found = {}
        for number in _numbers(left):
            try:
                found[jobs[number]] = do(jobs[number])
            except Exception:
                continue
        return found

    gc.freeze()  # what is there already is garbage in no copy, and stays shared
    tasks = parallel.ParallelTasks(count)
    for _ in range(count):
        tasks.add_task(work, None, lambda _, found: results.update(found))
    try:
        tasks.join()
    finally:
        os.close(left)
    return results


def _numbers(pipe: int) -> Iterator[int]:
    """Numbers of jobs that nobody else has taken."""
    while raw := os.read(pipe, _NUMBER.size):
        yield _NUMBER.unpack(raw)[0]
