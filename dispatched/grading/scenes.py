"""Draw a student's chart where it does no harm: an untrusted specification holds expressions.

Each is evaluated in a fresh process (plain ones in one that is kept, see
:mod:`dispatched.grading.drawing`), behind the same walls as a notebook but without a line of the
student's code, and with limits on time, memory and output. What it says is read as data by the
judge, which is pure.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dispatched.checks.scenes import ChartError, guarded
from dispatched.grading import sandbox
from dispatched.grading.limits import limit

SECONDS = 15
"""For one chart; an honest one takes one or two."""

MEMORY = 1_500_000_000
"""Bytes of data. The address space is not limited: V8 sets aside far more of it than it uses."""

LARGEST = 4_000_000
"""Bytes of a scene."""

LATE = {
    "error": f"The chart was not drawn within {SECONDS} seconds. Is there an expression without "
    "end?"
}
"""In place of a scene."""

PACKAGE = Path(__file__).resolve().parents[1]

START = "import sys; sys.path.insert(0, {!r}); from dispatched.checks.scenes import main; main()"


def attach(value: Mapping[str, Any], drawn: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    """An answer as plain data, with its chart's scene; one that it brings along does not count.

    Args:
        value: as a student's process says it.
        drawn: gives the scene of a specification that :func:`dispatched.checks.scenes.guarded` let
            pass.
    """
    made = {name: part for name, part in value.items() if name != "scene"}
    if made.get("is") == "chart":
        try:
            made["scene"] = drawn(guarded(made.get("spec")))
        except ChartError as error:
            made["scene"] = {"error": str(error)}
    return made


def draw(text: str, *, unsafe: bool = False) -> dict[str, Any]:
    """The scene of an untrusted specification, as :func:`dispatched.checks.scenes.scene` gives it.

    Args:
        text: the specification as JSON, not read here.
        unsafe: draw without walls where there is no bubblewrap.

    Raises:
        NoSandboxError: no bubblewrap, and not ``unsafe``.
        StoppedError: the run was stopped.
        OSError: the machine could not start a process.
    """
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        asked.write(text.encode())
        asked.seek(0)
        process = start(asked, said, unsafe, SECONDS)
        late = False
        with sandbox.watched(process):
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                late = True
        if late:
            return dict(LATE)
        said.seek(0)
        raw = said.read(LARGEST + 1)
    if process.returncode:
        return {
            "error": "The chart could not be drawn: it took more time or memory than a chart may."
        }
    return read(raw)


def start(asked: Any, said: Any, unsafe: bool, seconds: int) -> subprocess.Popen[bytes]:
    """Start a process that answers each line, a specification, with a line, its scene.

    Args:
        asked: where it reads, as :class:`subprocess.Popen` takes it.
        said: where it writes.
        unsafe: without walls where there is no bubblewrap.
        seconds: of processor time.

    Raises:
        NoSandboxError: no bubblewrap, and not ``unsafe``.
        OSError: the machine could not start a process.
    """

    def bounds() -> None:
        limit(resource.RLIMIT_DATA, MEMORY)
        limit(resource.RLIMIT_FSIZE, LARGEST)
        limit(resource.RLIMIT_CORE, 0)
        limit(resource.RLIMIT_CPU, seconds, 2)

    program = [sys.executable, "-I", "-c"]
    if sandbox.available():
        command = [*sandbox.walls(PACKAGE), "--remount-ro", "/", *program, START.format("/book")]
    else:
        sandbox.require(unsafe)
        command = [*program, START.format(str(PACKAGE.parent))]
    return subprocess.Popen(
        command,
        stdin=asked,
        stdout=said,
        stderr=subprocess.DEVNULL,
        preexec_fn=bounds,
        start_new_session=True,
    )


def read(raw: bytes) -> dict[str, Any]:
    """What a drawing process said, if it is a scene."""
    try:
        made = json.loads(raw)
    except (ValueError, RecursionError):
        made = None
    return made if _whole(made) else {"unable": "the drawing process gave no scene"}


def _whole(made: Any) -> bool:
    """Has a scene the shape that the judge reads?"""
    if not isinstance(made, dict):
        return False
    if "error" in made or "unable" in made:
        return all(isinstance(v, str) for v in made.values())
    return (
        isinstance(made.get("title"), str)
        and isinstance(made.get("axes"), dict)
        and isinstance(made.get("legends"), list)
        and isinstance(made.get("marks"), list)
    )
