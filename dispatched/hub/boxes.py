"""Out of the students' boxes into the class, without trusting a name, a time or a link.

nbgrader's own collecting asks the file system whose a submission is; on a hub whose students have
no accounts on the machine that says nothing. Here the box says whose it is. A box is written to by
its student while it is read, so every step goes from an open folder to the next and follows no
link: one that led to a teacher's file would be read with a teacher's rights.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dispatched.grading.submission import LARGEST
from dispatched.hub.rooms import NAME

KEPT = re.compile(r"[^/\x00]{1,120}\.ipynb|submission_secret\.txt")
"""Files that are taken from a submission."""

MOST_FILES, MOST_TRIES = 20, 200
SHORT = 4096
"""Bytes of nbgrader's secret, from which the name of the feedback is made."""


@dataclass(frozen=True)
class Found:
    """One submission in a box.

    Args:
        student: whose box it is.
        entry: name of its folder in the box.
        time: when the notebook came there, in seconds, by the system's own record.
    """

    student: str
    entry: str
    time: float


@contextmanager
def _open(name: str, flags: int, within: int | None = None) -> Iterator[int]:
    number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=within)
    try:
        yield number
    finally:
        os.close(number)


def newest(boxes: Path, assignment: str) -> list[Found]:
    """The newest submission of each student; who has none is left out.

    Args:
        boxes: folder with a box for each student.
        assignment: its name.
    """
    found = []
    for student in sorted(p.name for p in boxes.iterdir() if NAME.fullmatch(p.name)):
        with suppress(OSError), _open(str(boxes / student), os.O_DIRECTORY) as box:
            tries = []
            for entry in sorted(os.listdir(box))[-MOST_TRIES:]:
                words = entry.split("+")
                if len(words) in (3, 4) and words[1] == assignment:
                    with suppress(OSError):
                        tries.append(Found(student, entry, _time(box, entry)))
            found += [max(tries, key=lambda one: (one.time, one.entry))] if tries else []
    return found


def _time(box: int, entry: str) -> float:
    """When the folder was last changed by the system's record, which its owner cannot set."""
    with _open(entry, os.O_DIRECTORY, box) as folder:
        times = [
            status.st_ctime
            for name in sorted(os.listdir(folder))[:MOST_FILES]
            if name.endswith(".ipynb")
            for status in [os.stat(name, dir_fd=folder, follow_symlinks=False)]
            if stat.S_ISREG(status.st_mode)
        ]
        return max(times, default=os.fstat(folder).st_ctime)


def take(boxes: Path, one: Found, place: Path) -> None:
    """Copy a submission to ``place``, in place of what was there.

    Only regular files are taken, of a known kind and size, with the time at which they came.

    Raises:
        OSError: the box cannot be read, or the place not written.
    """
    part = place.with_name(place.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    with (
        _open(str(boxes / one.student), os.O_DIRECTORY) as box,
        _open(one.entry, os.O_DIRECTORY, box) as folder,
    ):
        for name in sorted(n for n in os.listdir(folder) if KEPT.fullmatch(n))[:MOST_FILES]:
            with suppress(OSError), _open(name, os.O_NONBLOCK, folder) as number:
                if stat.S_ISREG(os.fstat(number).st_mode):
                    most = SHORT if name.endswith(".txt") else LARGEST + 1
                    (part / name).write_bytes(_read(number, most))
    time = datetime.fromtimestamp(one.time, UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    (part / "timestamp.txt").write_text(time, encoding="utf-8")
    shutil.rmtree(place, ignore_errors=True)
    part.replace(place)


def _read(number: int, most: int) -> bytes:
    said = bytearray()
    while len(said) < most and (chunk := os.read(number, min(1 << 20, most - len(said)))):
        said += chunk
    return bytes(said)


def collect(boxes: Path, submitted: Path, assignment: str) -> dict[str, bool]:
    """Bring the newest submissions of an assignment into the class.

    Returns:
        student → whether it is newer than what the class had.

    Raises:
        OSError: the class cannot be written to.
    """
    told = {}
    for one in newest(boxes, assignment):
        place = submitted / one.student / assignment
        before = _content(place)
        take(boxes, one, place)
        told[one.student] = _content(place) != before
    return told


def _content(place: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(place.glob("*")) if p.is_file()}
