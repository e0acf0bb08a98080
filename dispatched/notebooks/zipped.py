"""Zip files that are the same bytes for the same content, put in place whole or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path

from dispatched.whole import part_of

STAMP = (2026, 1, 1, 0, 0, 0)
"""One time for all files, since that of a build says nothing."""


def write(
    target: Path,
    files: Iterable[tuple[str, bytes]],
    stamp: tuple[int, int, int, int, int, int] = STAMP,
    stored: Collection[str] = (),
) -> None:
    """Write a zip.

    Args:
        target: the file; it is replaced when the new one is whole.
        files: name in the zip and content, in the order in which they stand there.
        stamp: the time of all files.
        stored: names of those that stand there as they are, not compressed.
    """
    with part_of(target) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def folder(path: Path, name: str) -> Iterable[tuple[str, bytes]]:
    """The files of a folder, sorted, as they stand in a zip below a folder of this name."""
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        yield f"{name}/{file.relative_to(path).as_posix()}", file.read_bytes()
