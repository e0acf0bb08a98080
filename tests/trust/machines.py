"""A machine that fails: commands of the book run on a full or read-only disk, killed in the
middle, without a network, in other languages and time zones.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SMALL = 20_000
"""Bytes that a disk which is full still has, and that one file may have where files are limited."""
WAIT = 400
"""Seconds for one run of a command."""


@dataclass(frozen=True)
class Command:
    """A command of the book as a user gives it.

    Args:
        what: the target of make.
        words: what follows ``python -m``.
        made: what it makes, below the checkout.
        edit: changes the checkout so that it makes something else.
    """

    what: str
    words: tuple[str, ...]
    made: str
    edit: Callable[[Path], None]


@dataclass(frozen=True)
class Ended:
    """How a run ended: its status (negative where it was killed), and all that it said."""

    status: int
    said: str
    seconds: float


@dataclass(frozen=True)
class Fault:
    """A way in which a machine fails, or in which it is another one.

    Args:
        what: in a few words.
        over: words before the command.
        environment: what is set beside what is there.
        limit: bytes that one file may have.
        after: the share of its usual time after which it is killed.
        full: is the disk filled up?
        harmless: must the command end well all the same?
    """

    what: str
    over: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    limit: int = 0
    after: float = 0
    full: bool = False
    harmless: bool = False


def faults(folder: Path) -> list[Fault]:
    """All ways, for a checkout in a folder."""
    walls = ("bwrap", "--dev-bind", "/", "/", "--die-with-parent")
    words = {
        "in Turkish": {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
        "in Korean": {"LANG": "ko_KR.UTF-8", "LC_ALL": "ko_KR.UTF-8"},
        "in no language (C)": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"},
        "in Vladivostok": {"TZ": "Asia/Vladivostok"},
        "in Los Angeles": {"TZ": "America/Los_Angeles"},
        "sets walked in another order": {"PYTHONHASHSEED": "77"},
    }
    return [
        Fault("a folder that is read-only", (*walls, "--ro-bind", str(folder), str(folder))),
        Fault("a disk that is full", full=True),
        Fault(f"no file larger than {SMALL:,} bytes", limit=SMALL),
        *(Fault(f"killed after {share:.0%} of its time", after=share) for share in KILLS),
        Fault("no network", (*walls, "--unshare-net"), harmless=True),
        *(Fault(what, environment=given, harmless=True) for what, given in words.items()),
    ]


KILLS = (0.3, 0.55, 0.75, 0.9, 0.98)
"""Shares of the usual time; most commands read for the first half and write in the second."""


def run(folder: Path, command: Command, fault: Fault | None = None, usual: float = 0) -> Ended:
    """Run a command in a checkout, on a machine with this fault or with none."""
    given = fault or Fault("none")
    own = {k: v for k, v in os.environ.items() if k not in ("DISPATCHED_DATA", "PYTHONPATH")}
    began = time.monotonic()

    def limited() -> None:
        if given.limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (given.limit, given.limit))

    process = subprocess.Popen(
        [*given.over, sys.executable, "-m", *command.words],
        cwd=folder,
        env=own | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"} | given.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=limited,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=usual * given.after if given.after else WAIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
    return Ended(process.returncode, said.decode("utf-8", "replace"), time.monotonic() - began)


def traceless(said: str) -> str:
    """Why what a command said is nothing for a person; the empty text where it is."""
    lines = said.strip().splitlines()
    if not lines:
        return "it says nothing"
    if "Traceback" in said:
        return f"a traceback that ends in {lines[-1][:120]!r}"
    if len(lines) > 20 or any(len(line) > 400 for line in lines):
        return f"{len(lines)} lines, the longest of {max(map(len, lines))} characters"
    return ""


def contents(path: Path) -> dict[str, bytes]:
    """Path → bytes of what was made; one entry for a single file, none where nothing is there."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    files = (p for p in sorted(path.rglob("*")) if p.is_file())
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in files}


def halves(folder: Path) -> list[str]:
    """What was left of files and folders that were not finished."""
    ends = (".part", ".new", ".old")
    return [p.name for p in folder.rglob("*") if p.name.endswith(ends) and ".work" not in p.parts]


@contextmanager
def full(folder: Path, left: int = SMALL) -> Iterator[Callable[[], None]]:
    """A small disk in the place of a folder, with its files and hardly any room.

    Gives what makes room again.

    Raises:
        OSError: this user may not mount one.
    """
    kept = folder.with_name(f"{folder.name} kept")
    shutil.copytree(folder, kept, symlinks=True) if folder.is_dir() else kept.mkdir()
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        shutil.rmtree(kept)
        raise OSError("only the superuser may mount a disk")
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True, symlinks=True)
        filler = folder / "filler"
        disk = os.statvfs(folder)
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, disk.f_bavail * disk.f_frsize - left))
        yield lambda: filler.unlink(missing_ok=True)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        shutil.rmtree(kept)
