"""The chapters of the book, in order; a notebook that is in no table of contents is a draft."""

from __future__ import annotations

import functools
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
SAVED = sorted((ROOT / "chapters").glob("*.ipynb"))
_LISTED = (ROOT / "_toc.yml").read_text(encoding="utf-8")
CHAPTERS = [path for path in SAVED if f"file: chapters/{path.stem}\n" in _LISTED]


@functools.cache
def saved(path: Path) -> nbformat.NotebookNode:
    """A notebook as it is saved, which many tests read and none changes."""
    return nbformat.read(path, as_version=4)
