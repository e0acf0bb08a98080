"""Read by each Python of a command on trial: it counts what is done to the files of a checkout, and
at a given one the power is cut, or the disk is full from there on.

Told by the environment: ``TRIAL_FOLDER`` the checkout, ``TRIAL_LOG`` where each deed is noted,
``TRIAL_AT`` the number of the one at which it happens (0 for none), ``TRIAL_HOW`` what happens:
``cut`` before it, ``half`` in the middle of the file that is opened there, ``full`` from there on,
for which ``TRIAL_FILLER`` is a file on that disk.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from typing import Any

DEEDS = {"os.rename": 1, "os.mkdir": 0, "os.remove": 0, "os.rmdir": 0, "sqlite3.connect": 0}
"""What is counted beside files opened to be written → which of its words is the path."""
REMOVES = ("os.remove", "os.rmdir")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
SMALL = 64
"""Bytes that are written of a file which is cut off in the middle."""


def _told(event: str, words: tuple[Any, ...]) -> str | None:
    """The path of a deed that counts."""
    if event == "open":
        path, _, flags = words
        if not isinstance(path, str | bytes | os.PathLike) or not (flags or 0) & WRITES:
            return None
    elif event in DEEDS:
        path = words[DEEDS[event]]
        if event in REMOVES and words[-1] != -1:
            return None  # by the tree, relative to a folder that is open
    else:
        return None
    try:
        return os.path.realpath(os.fsdecode(path))
    except (TypeError, OSError):
        return None


def _happens(how: str) -> None:
    if how == "half":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))
    elif how == "full":
        filler = os.open(os.environ["TRIAL_FILLER"], os.O_WRONLY | os.O_CREAT)
        disk = os.fstatvfs(filler)
        if disk.f_bavail:
            os.posix_fallocate(filler, os.fstat(filler).st_size, disk.f_bavail * disk.f_frsize)
        os.close(filler)
    else:
        os.killpg(0, signal.SIGKILL)


def _watch() -> None:
    folder = os.environ["TRIAL_FOLDER"] + os.sep
    log = os.open(os.environ["TRIAL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    at, how = int(os.environ["TRIAL_AT"]), os.environ["TRIAL_HOW"]
    count = os.open(os.environ["TRIAL_LOG"] + ".n", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    busy = False

    def hook(event: str, words: tuple[Any, ...]) -> None:
        nonlocal busy
        if busy or (event != "open" and event not in DEEDS):
            return
        busy = True
        try:
            path = _told(event, words)
            if path is None or not path.startswith(folder) or path.endswith((".lock", ".pyc")):
                return
            os.write(count, b".")  # of all processes: where a file is added to, its end is ours
            number = os.lseek(count, 0, os.SEEK_CUR)
            os.write(log, f"{number} {event} {path.removeprefix(folder)}\n".encode())
            if number == at:
                _happens(how)
        finally:
            busy = False

    sys.addaudithook(hook)


if "TRIAL_LOG" in os.environ:
    _watch()
