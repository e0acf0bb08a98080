"""What a build of the book is made from, and what it made, each as one digest."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from dispatched import evidence

NOT_READ = {"_build", "__pycache__", "tests", "node_modules"}
"""Folders of a checkout that no build reads; hidden ones are left out as well."""


def files(root: Path, leave_out: Collection[Path] = ()) -> Iterator[Path]:
    """The files of a checkout that a build may read, in an order that depends on their names alone.

    Rather one too many than one too few: a file that is left out here is a change that a build does not see.

    Args:
        root: the checkout.
        leave_out: folders that are not looked into, such as the one that holds the built pages.
    """
    for folder, inner, names in os.walk(root):
        here = Path(folder)
        inner[:] = sorted(n for n in inner if not n.startswith(".") and n not in NOT_READ and here / n not in leave_out)
        for name in sorted(names):
            if not name.startswith(".") and (here / name).is_file():
                yield here / name


def digest(root: Path, leave_out: Collection[Path] = ()) -> str:
    """A digest of all that decides what the pages of a checkout hold.

    That is the names and bytes of its files, those of the evidence where it lies elsewhere, the version of Python and
    the versions of all packages. Times of files play no part: an older file put in place of a newer one is a change.
    """
    found = hashlib.sha256(sys.version.encode())
    for each in sorted(f"{d.name}=={d.version}" for d in importlib.metadata.distributions()):
        found.update(each.encode() + b"\0")
    try:
        data = evidence.data_folder().resolve()
    except evidence.EvidenceError:  # the build itself says what is wrong
        data = root / "data"
    for folder in (root, data) if not data.is_relative_to(root) else (root,):
        _add(found, folder, files(folder, leave_out))
    return found.hexdigest()


def tree(folder: Path) -> str:
    """A digest of the names and bytes of all files in a folder, hidden ones too."""
    found = hashlib.sha256()
    _add(found, folder, sorted(p for p in folder.rglob("*") if p.is_file()))
    return found.hexdigest()


def _add(found: hashlib._Hash, folder: Path, paths: Iterator[Path] | list[Path]) -> None:
    for path in paths:
        raw = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(raw)}\0".encode() + raw)
