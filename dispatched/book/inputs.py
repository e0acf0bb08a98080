"""What a build of the book is made from, and what it made."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import yaml

from dispatched import evidence

NOT_READ = {"_build", "__pycache__", "tests", "node_modules"}
"""Folders of a checkout that no build reads; hidden ones are left out as well."""


def _apart(folder: Path) -> bool:
    """Does a folder keep itself out of the checkout, as that of a class does?"""
    ignored = folder / ".gitignore"
    return ignored.is_file() and "*" in ignored.read_text("utf-8", "replace").splitlines()


def files(root: Path, leave_out: Collection[Path] = ()) -> Iterator[Path]:
    """The files of a checkout that a build may read, in an order that depends on their names alone.

    Rather one too many than one too few: a file that is left out here is a change that a build does
    not see.

    Args:
        root: the checkout.
        leave_out: folders that are not looked into, such as the one that holds the built pages.
    """
    for folder, inner, names in os.walk(root):
        here = Path(folder)
        inner[:] = sorted(
            n
            for n in inner
            if not n.startswith(".")
            and n not in NOT_READ
            and here / n not in leave_out
            and not _apart(here / n)
        )
        for name in sorted(names):
            if not name.startswith(".") and (here / name).is_file():
                yield here / name


def surroundings() -> hashlib._Hash:
    """A digest, to go on with, of what decides beside files: versions of Python and packages.

    Times of files play no part: an older file put in place of a newer one is a change.
    """
    found = hashlib.sha256(sys.version.encode())
    for each in sorted(f"{d.name}=={d.version}" for d in importlib.metadata.distributions()):
        found.update(each.encode() + b"\0")
    return found


def data(root: Path) -> Path:
    """The folder of the evidence, which may lie elsewhere."""
    try:
        return evidence.data_folder().resolve()
    except evidence.EvidenceError:  # the build itself says what is wrong
        return root / "data"


def read(root: Path, leave_out: Collection[Path] = ()) -> Iterator[tuple[Path, Path]]:
    """The files that a build of a checkout may read, each after the folder that names it."""
    elsewhere = data(root)
    for folder in (root, elsewhere) if not elsewhere.is_relative_to(root) else (root,):
        for path in files(folder, leave_out):
            yield folder, path


def faults(root: Path) -> Iterator[str]:
    """What no build can read, one sentence each, with file and line.

    Settings, contents, notebooks.
    """
    for name in ("_config.yml", "_toc.yml"):
        text, wrong = _read(root / name)
        if wrong:
            yield f"{name}: {wrong}"
            continue
        try:
            if not isinstance(yaml.safe_load(text), dict):
                yield f"{name}: holds no list of names and values"
        except yaml.MarkedYAMLError as error:
            line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
            yield f"{name}{line}: not YAML: {error.problem}"
        except yaml.YAMLError as error:
            yield f"{name}: not YAML: {str(error).splitlines()[0]}"
    for path in sorted([*root.glob("chapters/*.ipynb"), *root.glob("exercises/*/*.ipynb")]):
        name = path.relative_to(root).as_posix()
        text, wrong = _read(path)
        if wrong:
            yield f"{name}: {wrong}"
            continue
        try:
            notebook = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            marks = " Marks of a merge stand in it." if "<<<<<<<" in text else ""
            line, said = getattr(error, "lineno", 1), getattr(error, "msg", error)
            yield f"{name}, line {line}: not a notebook: {said}.{marks}"
            continue
        if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
            yield f"{name}: not a notebook: it holds no list of cells"


def _read(path: Path) -> tuple[str, str]:
    """The text of a file, and why it cannot be read; one of them is empty."""
    try:
        return path.read_text(encoding="utf-8"), ""
    except FileNotFoundError:
        return "", "there is no such file"
    except UnicodeDecodeError as error:
        return "", f"not UTF-8 (byte {error.start}); save the file as UTF-8"


def tree(folder: Path) -> str:
    """A digest of the names and bytes of all files in a folder, hidden ones too."""
    found = hashlib.sha256()
    add(found, folder, sorted(p for p in folder.rglob("*") if p.is_file()))
    return found.hexdigest()


def add(found: hashlib._Hash, folder: Path, paths: Iterable[Path]) -> None:
    """Add names and bytes of files to a digest, in the order given."""
    for path in paths:
        raw = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(raw)}\0".encode() + raw)
