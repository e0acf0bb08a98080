"""Built twice in two places, at two times, in two languages: are the bytes the same?"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests import small_book
from tests.trust.found import Found

STEPS = {
    "the pages": ("html", "dispatched.book.build"),
    "the zip for offline": ("take/dispatched-offline.zip", "dispatched.take.offline"),
    "the EPUB": ("take/dispatched.epub", "dispatched.take.epub"),
    "the PDF of a chapter": ("take", "dispatched.take.pdf", "--chapter", "05"),
    "the slides": ("slides", "dispatched.kit.slides"),
    "the sheets and cards of a chapter": ("sheets", "dispatched.kit.worksheet_make", "05"),
    "the folders of a class": ("class", "dispatched.kit.folder"),
    "the site": ("site", "dispatched.host", "https://example.org/dispatched/"),
}
"""What is made → where it stands in ``_build``, and the module and arguments that make it."""


@dataclass(frozen=True)
class Place:
    """Where and when one builds.

    Args:
        name: of the folder.
        when: the date, as libfaketime reads it.
        environment: language, time zone, order of sets.
    """

    name: str
    when: str
    environment: Mapping[str, str]


PLACES = (
    Place("one", "", {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}),
    Place(
        "zwei [ü] 둘",
        "@2031-02-03 23:59:00",
        {"TZ": "Asia/Seoul", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}
        | {"SOURCE_DATE_EPOCH": "86400", "COLUMNS": "40", "HOME": "/nonexistent"},
    ),
)


def clock() -> Path | None:
    """The library that shows a program another date; None where it is not installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return found[0] if found else None


def copied(folder: Path) -> Path:
    """Copy the book into a folder that is not there yet."""
    small_book.lay_out_whole(folder)
    source, ignored = small_book.ROOT / "deploy", shutil.ignore_patterns("node_modules")
    shutil.copytree(source, folder / "deploy", ignore=ignored)
    return folder


def made(place: Place, folder: Path) -> Path:
    """Make everything in a copy of the book; the folder of what was made.

    Raises:
        RuntimeError: a step failed.
    """
    environment = {**os.environ, **place.environment}
    library = clock()
    if place.when and library:
        environment |= {"LD_PRELOAD": str(library), "FAKETIME": place.when}
    for what, (_, module, *arguments) in STEPS.items():
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=folder,
            env=environment,
            text=True,
            capture_output=True,
        )
        if done.returncode:
            raise RuntimeError(f"{what}: {(done.stderr or done.stdout).strip()[-400:]}")
    return folder / "_build"


def digests(path: Path) -> dict[str, str]:
    """File below a path, or the path itself → digest of its bytes."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return {
        "" if file == path else file.relative_to(path).as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in files
    }


def compared(what: str, one: Path, other: Path, seconds: float = 0.0) -> Found:
    """What of two trees, or of two files, is not the same in both."""
    first, second = digests(one), digests(other)
    names = sorted(first.keys() | second.keys())
    lost = [f"{one.name}/{name}" for name in names if first.get(name) != second.get(name)]
    return Found(what, len(names), len(names) - len(lost), tuple(lost), seconds=seconds)


def trials() -> Iterator[Found]:
    """Built twice, in two folders, time zones and languages, five years apart"""
    begun = time.perf_counter()
    base = Path(tempfile.mkdtemp())
    try:
        folders = [copied(base / place.name) for place in PLACES]  # before anybody edits a file
        with ThreadPoolExecutor(len(PLACES)) as pool:
            one, other = pool.map(made, PLACES, folders)
        for what, (path, *_) in STEPS.items():
            spent, begun = time.perf_counter() - begun, time.perf_counter()
            yield compared(f"files of {what}", one / path, other / path, spent)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    if not clock():
        yield Found("another date", 0, 0, (), "not tried: libfaketime is not installed")
