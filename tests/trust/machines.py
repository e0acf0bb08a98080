"""A machine that fails: commands of the book run on a full or read-only disk, stopped in the
middle, without a network or a program that they need, in other languages and time zones.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SMALL = 20_000
"""Bytes that one file may have where files are limited."""
WAIT = 400
"""Seconds for one run of a command."""
WATCHED = Path(__file__).with_name("watched")
FILLER = "filler"


@dataclass(frozen=True)
class Command:
    """A command of the book as a user gives it.

    Args:
        what: the target of make.
        words: what follows ``python -m``.
        made: what it makes, below the checkout.
        edit: changes the checkout so that it makes something else.
        apiece: is each file of what it makes put in place alone? Else all of it at once.
        needs: programs without which it must say so.
        alike: of the content of a file, what is the same in each sound run.
        only: beginnings of the names of the faults that are tried; all if empty.
        ends: with what its files end that may say how far it has come; none if they may not.
        once: does it refuse where what it makes is there already?
    """

    what: str
    words: tuple[str, ...]
    made: tuple[str, ...]
    edit: Callable[[Path], None]
    apiece: bool = False
    needs: tuple[str, ...] = ()
    alike: Callable[[bytes], bytes] = bytes
    only: tuple[str, ...] = ()
    ends: tuple[bytes, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Ended:
    """How a run ended: its status (negative where it was killed), and all that it said."""

    status: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Deed:
    """Something that a command did to a file of the checkout: which one in order, and what."""

    number: int
    event: str
    path: str


Moment = Callable[[Sequence[Deed]], int]
"""Of all that a command does to files, the number of one deed."""


@dataclass(frozen=True)
class Fault:
    """A way in which a machine fails, or in which it is another one.

    Args:
        what: in a few words.
        over: words before the command.
        environment: what is set beside what is there.
        at: the deed at which it happens; from the start if none is given.
        how: what happens there: ``cut``, ``half``, ``full``.
        spoil: changes the checkout before the command.
        harmless: must the command end well all the same?
    """

    what: str
    over: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    at: Moment | None = None
    how: str = ""
    spoil: Callable[[Path], None] | None = None
    harmless: bool = False


def run(
    folder: Path, command: Command, fault: Fault | None = None, deeds: Sequence[Deed] = ()
) -> tuple[Ended, list[Deed]]:
    """Run a command in a checkout, on a machine with this fault or with none.

    Args:
        folder: the checkout.
        command: to run.
        fault: of the machine.
        deeds: what the command does to files on a sound machine.

    Returns:
        how it ended, and what it did to files.
    """
    given = fault or Fault("none")
    own = {k: v for k, v in os.environ.items() if k not in ("DISPATCHED_DATA", "PYTHONPATH")}
    log = folder.with_name("deeds")
    for path in (log, log.with_name("deeds.n")):
        path.unlink(missing_ok=True)
    top = folder / command.made[0].split("/")[0]
    own |= {
        "PYTHONPATH": f"{WATCHED}{os.pathsep}{folder}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TRIAL_FOLDER": str(folder),
        "TRIAL_LOG": str(log),
        "TRIAL_AT": str(given.at(deeds) if given.at else 0),
        "TRIAL_HOW": given.how,
        "TRIAL_FILLER": str(top / FILLER),
    }
    began = time.monotonic()
    process = subprocess.Popen(
        [*given.over, sys.executable, "-m", *command.words],
        cwd=folder,
        env=own | given.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=WAIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
    lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    done = [Deed(int(n), event, path) for n, event, path in (one.split(" ", 2) for one in lines)]
    ended = Ended(process.returncode, said.decode("utf-8", "replace"), time.monotonic() - began)
    return ended, sorted(done, key=lambda deed: deed.number)


def traceless(said: str) -> str:
    """Why what a command said is nothing for a person; the empty text where it is."""
    lines = said.strip().splitlines()
    if not lines:
        return "it says nothing"
    if "Traceback" in said:
        return f"a traceback that ends in {lines[-1][:120]!r}"
    if len(lines) > 6 or any(len(line) > 400 for line in lines):
        return f"{len(lines)} lines, the longest of {max(map(len, lines))} characters"
    return ""


def contents(path: Path) -> dict[str, bytes]:
    """Path → bytes of what was made; one entry for a single file, none where nothing is there."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    files = (p for p in sorted(path.rglob("*")) if p.is_file() and p.name != FILLER)
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in files}


def unfinished(name: str) -> bool:
    """Is it a file or folder that takes its place when it is whole, or one put aside?"""
    return any(part.endswith((".part", ".new", ".old")) for part in name.split("/"))


def halves(folder: Path) -> list[str]:
    """What was left of files and folders that were not finished."""
    found = (p for p in folder.rglob("*") if ".work" not in p.parts)
    return [p.name for p in found if unfinished(p.name)]


@contextmanager
def full(folder: Path) -> Iterator[Callable[[], None]]:
    """A small disk in the place of a folder, with its files, that can be filled up.

    Gives what makes room again.

    Raises:
        OSError: this user may not mount one.
    """
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as held:
        disk = Path(held)
        if _did("mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", held):
            raise OSError("only the superuser may mount a disk")
        try:
            shutil.copytree(folder, disk, dirs_exist_ok=True, symlinks=True)
            _did("mount", "--bind", held, str(folder))
            yield lambda: (folder / FILLER).unlink(missing_ok=True)
        finally:
            _did("umount", "--lazy", str(folder))
            _did("umount", "--lazy", held)


def _did(*words: str) -> int:
    """Run a program; its status."""
    return subprocess.run(words, capture_output=True, check=False).returncode
