"""The wanted files out of an archive that somebody has fetched, each checked by its SHA-256.

What is in the archive is not trusted: only files of known name and known content are written, under
our names; a path that would leave the folder stops everything, and nothing is left half-written.
"""

from __future__ import annotations

import bz2
import hashlib
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from dispatched.lite import LiteError

FOLDER = "pyodide"
"""The folder in the archive that holds all files."""

LARGEST = 64 * 2**20
"""Bytes of a single file that is taken; the largest is Python itself, a sixth of that."""

WHOLE = 2**30
"""Bytes of the archive when it is unpacked: twice what a distribution has."""


class _Bounded:
    """A stream that ends with an error after so many bytes."""

    def __init__(self, stream: IO[bytes], limit: int, name: str) -> None:
        self.stream, self.left, self.name = stream, limit, name

    def read(self, size: int) -> bytes:
        block = self.stream.read(size)
        self.left -= len(block)
        if self.left < 0:
            raise LiteError(f"{self.name} is too large: no distribution of Pyodide unpacks to that")
        return block


def take(archive: Path, wanted: Mapping[str, str], folder: Path, whole: int = WHOLE) -> None:
    """Put the wanted files into a folder: all of them, or nothing.

    Args:
        archive: a tar compressed with bzip2.
        wanted: name of a file in the archive's folder ``pyodide`` → its SHA-256.
        folder: where they go; a folder of that name is replaced.
        whole: the most bytes to unpack.

    Raises:
        LiteError: the archive is missing, is none, holds a path that leads outside, lacks a file,
            or holds another file in its place; the message names archive and file.
    """
    archive = archive.expanduser()
    if not archive.is_file():
        raise LiteError(f"there is no file {archive}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    try:
        _unpack(archive, wanted, part, whole)
        if folder.exists():
            shutil.rmtree(folder)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _unpack(archive: Path, wanted: Mapping[str, str], part: Path, whole: int) -> None:
    left = {f"{FOLDER}/{name}": name for name in wanted}
    try:
        with bz2.open(archive) as raw:
            bounded = _Bounded(raw, whole, archive.name)
            with tarfile.open(fileobj=bounded, mode="r|") as tar:  # type: ignore[call-overload]
                for member in tar:
                    path = _inside(member.name, archive)
                    if path in left:
                        content = _content(tar, member, archive)
                        _check(content, wanted[left[path]], f"{path} in {archive.name}")
                        (part / left.pop(path)).write_bytes(content)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise LiteError(f"{archive.name} cannot be unpacked: {error}") from None
    if left:
        raise LiteError(f"{archive.name} has no {min(left)}")


def _inside(name: str, archive: Path) -> str:
    """The path of a member, which must stay in its folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise LiteError(f"{archive.name} holds a path that leads outside: {name!r}")
    return str(path)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, archive: Path) -> bytes:
    stream = tar.extractfile(member) if member.isreg() and member.size <= LARGEST else None
    if stream is None:
        raise LiteError(f"{member.name} in {archive.name} is no file of a fitting size")
    return stream.read()


def _check(content: bytes, expected: str, what: str) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise LiteError(f"{what} is another file: SHA-256 {found}, not {expected}")


def there(folder: Path, wanted: Mapping[str, str]) -> bool:
    """Does the folder hold these files, unchanged, and no other?"""
    if not folder.is_dir() or {path.name for path in folder.iterdir()} != {*wanted}:
        return False
    return all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected
        for name, expected in wanted.items()
    )
