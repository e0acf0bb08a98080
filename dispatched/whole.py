"""Files that are written whole or not at all, and what a command says where the disk refuses."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol


class Main(Protocol):
    """A command: the words after its name, or those of this process → its exit status."""

    def __call__(self, arguments: Sequence[str] | None = None, /) -> int: ...


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A file to write beside another, which takes its place when it is whole.

    Where writing fails it is taken away, and the other is as it was.

    Raises:
        OSError: no room, no right to write.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def folder_of(target: Path) -> Iterator[Path]:
    """A new folder to fill beside another, which takes its place when it is whole.

    Where filling it fails it is taken away, and the other is as it was. One that was put aside when
    the machine stopped comes back.

    Raises:
        OSError: no room, no right to write.
    """
    fresh, old = (target.with_name(f"{target.name}.{word}") for word in ("new", "old"))
    if old.is_dir() and not target.exists():
        old.rename(target)
    for path in (fresh, old):
        shutil.rmtree(path, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_whole(path: Path, written: str) -> None:
    """Write a text in UTF-8; a reader sees the old file or the new one, whenever the machine stops.

    What UTF-8 cannot say (halves of surrogate pairs) becomes a question mark.

    Raises:
        OSError: no room, no right to write; the old file is as it was.
    """
    with part_of(path) as part, part.open("wb") as file:
        file.write(written.encode("utf-8", "replace"))
        file.flush()
        os.fsync(file.fileno())


def why(error: BaseException) -> str:
    """An error in a few words: what the system says of a file, or its kind and its text."""
    if isinstance(error, OSError) and error.strerror:
        place = f" ({Path(os.fsdecode(error.filename)).name})" if error.filename else ""
        return f"{error.strerror.lower()}{place}"
    return f"{type(error).__name__}: {error}".strip().removesuffix(":")[:200]


def told(what: str) -> Callable[[Main], Main]:
    """A command that says in a sentence what the disk refused, and ends with status 1.

    >>> @told("The book was not built")
    ... def main(_=None):
    ...     raise OSError(28, "No space left on device", "index.html")
    >>> import contextlib
    >>> with contextlib.redirect_stderr(sys.stdout):
    ...     main(None)
    The book was not built: no space left on device (index.html).
    1
    """

    def around(main: Main) -> Main:
        @functools.wraps(main)
        def inner(arguments: Sequence[str] | None = None) -> int:
            try:
                return main(arguments)
            except OSError as error:
                print(f"{what}: {why(error)}.", file=sys.stderr)
                return 1

        return inner

    return around
