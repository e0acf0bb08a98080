"""Where a student's code runs: no network, nothing to see but the book's package, and limits.

On Linux with bubblewrap the process has namespaces of its own: an empty file system with the
    interpreter and the
package read-only, an empty folder in memory to work in, no network, no other process in view.
Limits on memory, processor time, processes and file size come from the operating system; time on
the clock from the parent, which ends the whole sandbox. Without bubblewrap nothing is run, unless
the teacher says that the surrounding container protects.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dispatched.grading import runner_lines
from dispatched.grading.limits import limit


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Args:
        cell: seconds for one cell.
        notebook: seconds for all cells; a cell that has begun may finish.
        memory: bytes of address space.
        processes: processes and threads at one time.
        file: bytes of one file.
        characters: characters of output that are kept of a cell.
        report: bytes that the sandbox may say in all.
    """

    cell: int = 15
    notebook: int = 60
    memory: int = 1_500_000_000
    processes: int = 40
    file: int = 10_000_000
    characters: int = 20_000
    report: int = 8_000_000


class StoppedError(RuntimeError):
    """The process was ended since the teacher stopped the run; what it said means nothing."""


class NoSandboxError(RuntimeError):
    """This machine has nothing that keeps a student's code in its place."""


@cache
def available() -> str:
    """``bubblewrap`` where it works, else the empty text; tried once."""
    if not shutil.which("bwrap"):
        return ""
    probe = subprocess.run(
        [*walls(), "/bin/true"],
        capture_output=True,
        timeout=20,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return "bubblewrap" if probe.returncode == 0 else ""


def require(unsafe: bool = False) -> None:
    """Do nothing where notebooks can be run.

    Raises:
        NoSandboxError: no bubblewrap, and not ``unsafe``.
    """
    if not unsafe and not available():
        raise NoSandboxError(
            "no sandbox: install bubblewrap (Debian, Ubuntu, Fedora: package bubblewrap), or "
            "grade in the container; see deploy/grading.md"
        )


def walls(package: Path | None = None) -> list[str]:
    """The command that builds the sandbox around another command."""
    shown = {"/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives"}
    shown |= {
        sys.prefix,
        sys.base_prefix,
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("purelib"),
    }
    command = [
        "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
        "--cap-drop",
        "ALL",
    ]
    command += ["--proc", "/proc", "--dev", "/dev", "--size", "64000000", "--tmpfs", "/tmp"]
    for path in sorted(p for p in shown if Path(p).exists()):
        if Path(path).is_symlink():
            command += ["--symlink", os.readlink(path), path]
        else:
            command += ["--ro-bind", path, path]
    if package:
        command += ["--ro-bind", str(package), "/book/dispatched"]
        command += ["--tmpfs", "/book/dispatched/grading"] if (package / "grading").is_dir() else []
    for name, value in _environment().items():
        command += ["--setenv", name, value]
    return [*command, "--chdir", "/tmp"]


def _environment() -> dict[str, str]:
    one = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return one | {
        "PATH": "/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "/book",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": "/tmp/.ipython",
        "DISPATCHED_DATA": "/book/data",
        "MPLCONFIGDIR": "/tmp",
    }


def run(
    cells: Sequence[Mapping[str, Any]],
    *,
    package: Path,
    data: Path,
    limits: Limits,
    unsafe: bool = False,
) -> tuple[bytes, str]:
    """Run a plan of cells in a sandbox of its own.

    Args:
        cells: what :mod:`dispatched.grading.runner` reads.
        package: folder of the package ``dispatched`` that students use, without ``grading`` and
            hidden keys.
        data: folder of the evidence tables.
        limits: what the notebook may use.
        unsafe: run without walls where there is no bubblewrap; only for a machine that has nothing
            to lose.

    Returns:
        what the runner said, to be read by :func:`dispatched.grading.runner_lines.read` and by
        nothing else, and how its process ended; the text matters only where the runner does not say
        that it is done.

    Raises:
        NoSandboxError: no bubblewrap, and not ``unsafe``.
        StoppedError: :func:`stop` ended it.
    """
    require(unsafe)
    plan = json.dumps({"cells": list(cells), "limits": vars(limits)}).encode()
    inner = [sys.executable, "-I", "-c", _START]
    environment = None
    if available():
        command = walls(package)
        command += ["--ro-bind", str(data), "/book/data"]
        command += ["--ro-bind", str(Path(__file__).with_name("runner.py")), "/book/runner.py"]
        command += ["--remount-ro", "/", *inner]
    else:
        command = inner
        environment = {
            **os.environ,
            "DISPATCHED_RUNNER": str(Path(__file__).with_name("runner.py")),
        }
    return _supervise(command, plan, limits, environment, runner_lines.spare_lines(len(cells)))


_START = (
    "import os, runpy, sys; "
    "sys.path[:0] = [p for p in os.environ.get('PYTHONPATH', '').split(':') if p]; "
    "runpy.run_path(os.environ.get('DISPATCHED_RUNNER', '/book/runner.py'), run_name='__main__')"
)


def _supervise(
    command: list[str], plan: bytes, limits: Limits, environment: dict[str, str] | None, lines: int
) -> tuple[bytes, str]:
    def bounds() -> None:
        limit(resource.RLIMIT_AS, limits.memory)
        limit(resource.RLIMIT_FSIZE, limits.file)
        limit(resource.RLIMIT_CORE, 0)
        limit(resource.RLIMIT_CPU, limits.notebook + 2 * limits.cell, 5)

    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        preexec_fn=bounds, start_new_session=True, env=environment,
    )  # fmt: skip
    said, over = bytearray(), threading.Event()

    def read() -> None:
        assert process.stdout
        ends = 0
        while chunk := process.stdout.read1(65536):
            said.extend(chunk)
            ends += chunk.count(b"\n")
            if len(said) > limits.report or ends > lines:
                over.set()
                process.kill()
                return

    def write() -> None:
        assert process.stdin
        try:
            process.stdin.write(plan)
            process.stdin.close()
        except (BrokenPipeError, OSError):
            return

    threads = [
        threading.Thread(target=read, daemon=True),
        threading.Thread(target=write, daemon=True),
    ]
    for thread in threads:
        thread.start()
    late = False
    with watched(process):
        try:
            process.wait(limits.notebook + 2 * limits.cell)
        except subprocess.TimeoutExpired:
            late = True
    threads[0].join(5)
    if over.is_set():
        return bytes(said), "it said too much"
    if late:
        return bytes(said), "time ran out"
    if process.returncode < 0:
        return bytes(said), f"its process was ended by signal {-process.returncode}"
    return bytes(said), "its process ended"


_live: set[subprocess.Popen[bytes]] = set()
_stopped: set[subprocess.Popen[bytes]] = set()


@contextmanager
def watched(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """See to it that a process ends with this, or when the run is stopped.

    Raises:
        StoppedError: :func:`stop` ended it.
    """
    with listed(process):
        try:
            yield
        finally:
            process.kill()
            process.wait()


@contextmanager
def listed(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """See to it that a process ends when the run is stopped.

    Raises:
        StoppedError: :func:`stop` ended it.
    """
    _live.add(process)
    try:
        yield
    finally:
        _live.discard(process)
    if process in _stopped:
        _stopped.discard(process)
        raise StoppedError("the run was stopped")


def stop() -> None:
    """End every sandbox that is still running; for a teacher who stops the run."""
    for process in list(_live):
        _stopped.add(process)
        process.kill()


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that is asked through its standard streams, and close them."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            # Closing writes what was not sent yet, to nobody.
            with suppress(OSError):
                stream.close()
