"""Submissions on many machines, by Dask: ``make grade … SCHEDULER=tcp://10.0.0.1:8786``.

A worker is a machine with this package, its tables and bubblewrap; each submission runs in a
sandbox there as it does here. The machine that grades the class hands out the work, keeps the
records and enters the points. A worker that dies takes its runs with it, and they are made again
on another.

Dask is imported here alone, and this module only where a scheduler is named.
"""

from __future__ import annotations

import pickle
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from functools import cache, lru_cache
from typing import Any

from dispatched.grading import judges, sandbox, trial
from dispatched.grading.executors import ExecutorError, Outcome
from dispatched.grading.handed_in import Work
from dispatched.grading.trial import Brief, Record

REACH = 10
"""Seconds in which a scheduler has to answer."""

ALONE = 60.0
"""Seconds without any worker after which nobody is waited for."""

LOOK = 2.0
"""Seconds after which it is looked whether there are workers at all."""

AHEAD = 4
"""Submissions handed out for each thread of a worker; more would only fill the scheduler."""


class OtherProgramError(RuntimeError):
    """A worker has another version of the package or of the tables."""


@cache
def _court(unsafe: bool) -> judges.Court:
    """The judges of one worker; they end with it."""
    return judges.Court(unsafe)


@lru_cache(maxsize=4)
def _unpacked(packed: bytes) -> Brief:
    made: Brief = pickle.loads(zlib.decompress(packed))
    return made


def at_worker(packed: bytes, work: Work) -> Record:
    """What a worker does for one submission.

    Raises:
        OtherProgramError: it would judge by other rules than the one who asks.
        OSError, MemoryError, NoSandboxError: the machine could not do it.
    """
    brief = _unpacked(packed)
    if trial.program() != brief.program:
        raise OtherProgramError(
            "a worker has another version of the course: install this one there"
        )
    return trial.hold(brief, work, _court(brief.unsafe))


class Cluster:
    """Runs submissions on the workers of a Dask scheduler.

    Args:
        address: of the scheduler, as ``tcp://10.0.0.1:8786``.

    Raises:
        ExecutorError: Dask is not installed, or nobody answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise ExecutorError(
                "grading on many machines needs Dask: say pip install distributed"
            ) from None
        self.address = address
        try:
            self._client: Any = distributed.Client(
                address, timeout=REACH, set_as_default=False, name="dispatched"
            )
        except (OSError, ValueError, TypeError):
            raise ExecutorError(
                f"no Dask scheduler answers at {address}: start one (dask scheduler) or correct "
                "the address, and run make grade again"
            ) from None

    def close(self) -> None:
        """Leave the scheduler; what it still has of ours is dropped."""
        self._client.close()

    def run(self, brief: Brief, works: Sequence[Work]) -> Iterator[Outcome]:
        """As :meth:`dispatched.grading.executors.Executor.run`.

        Raises:
            ExecutorError: the scheduler went away, or has no worker left.
        """
        packed = zlib.compress(pickle.dumps(brief))
        waiting = list(reversed(works))
        out: dict[Any, Work] = {}
        try:
            while waiting or out:
                while waiting and len(out) < AHEAD * max(2, sum(self._threads().values())):
                    work = waiting.pop()
                    job = self._client.submit(at_worker, packed, work, pure=False)
                    out[job] = work
                for job in self._ended(out):
                    yield out.pop(job), self._outcome(job)
        finally:
            self._client.cancel(list(out), force=True)

    def _threads(self) -> dict[str, int]:
        """Worker → its threads."""
        try:
            return dict(self._client.nthreads())
        except (OSError, TimeoutError):
            raise self._gone() from None

    def _ended(self, out: dict[Any, Work]) -> list[Any]:
        """The jobs that came to an end, at least one."""
        from distributed import wait

        alone = time.monotonic()
        while True:
            try:
                with self._client.as_current():
                    done = wait(list(out), timeout=LOOK, return_when="FIRST_COMPLETED").done
                return list(done)
            except TimeoutError:
                if self._client.status not in ("running", "connecting"):
                    raise self._gone() from None
            except CancelledError:
                raise self._gone() from None
            if self._threads():
                alone = time.monotonic()
            elif time.monotonic() - alone > ALONE:
                raise ExecutorError(
                    f"the Dask scheduler at {self.address} has no worker: start some (dask worker "
                    f"{self.address}) and run make grade again"
                )

    def _outcome(self, job: Any) -> Record | Exception:
        from distributed import KilledWorker

        if job.cancelled():
            raise self._gone()
        error = job.exception()
        if isinstance(error, sandbox.NoSandboxError | OtherProgramError):
            raise ExecutorError(f"{error} (said by a worker of {self.address})")
        if isinstance(error, ModuleNotFoundError):
            raise ExecutorError(
                f"a worker of {self.address} lacks the package {error.name}: install the course "
                "there as it is here"
            )
        if isinstance(error, KilledWorker):
            return OSError("every worker that tried it died")
        if error is not None:
            return error if isinstance(error, Exception) else OSError(type(error).__name__)
        made: Record = job.result()
        return made

    def _gone(self) -> ExecutorError:
        return ExecutorError(
            f"the Dask scheduler at {self.address} went away: start it and run make grade again"
        )
