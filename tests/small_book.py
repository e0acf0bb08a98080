"""A small book with the whole of the evidence: two short chapters and the pages that are made from
the tables.

Tests change it and build it again. It lies in a folder of its own, with the package in it, so that
they may change
that as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from dispatched.book.build import DRAWINGS
from dispatched.notebooks import run

ROOT = Path(__file__).resolve().parents[1]
FIRST, SECOND = "02-1946-fisheries", "03-1950-interlude"
"""Names of the chapters, as of two of the book, so that their assignments go with them."""

CONTENTS = f"""\
format: jb-book
root: index
options:
  numbered: false
parts:
  - caption: The eras
    chapters:
      - file: chapters/{FIRST}
      - file: chapters/{SECOND}
  - caption: The evidence
    chapters:
      - file: back/evidence
        sections:
          - file: back/evidence-1946
      - file: back/calculations
      - file: back/contradictions
      - file: back/timeline
      - file: back/codebook
      - file: back/data
      - file: back/sources
        sections:
          - file: back/sources-press
      - file: back/what-is-missing
      - file: back/notes
"""

TEXTS = {
    "index.md": "# A small book\n\nIt has two chapters.\n",
    "back/notes.md": "# Notes\n\nA page about xylophones.\n",
}

CHAPTERS = {
    FIRST: "# Who came\n\nIn 1947 [some 35,000](#arrivals-1947) people came, says "
    "{cite:t}`lankov2020`.\n",
    SECOND: "# Who stayed\n\nBetween them lie [a range](#calc-arrivals-other-years) and a gap.\n",
}


def lay_out(folder: Path) -> None:
    """Put the small book into a folder that is not there yet."""
    folder.mkdir(parents=True)
    for name in ("dispatched", "data", "back"):
        _copy(name, folder)
    for name in (FIRST, SECOND):
        shutil.copytree(ROOT / "exercises" / name, folder / "exercises" / name)
        _without_returns(folder / "exercises" / name / "tasks.toml")
    for name in (
        "_config.yml",
        "pyproject.toml",
        "CITATION.cff",
        "README.md",
        "LICENSE",
        "LICENSE-content",
    ):
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "chapters").mkdir()
    for name, text in CHAPTERS.items():
        about = {"kernelspec": run.KERNEL, "language_info": run.LANGUAGE}
        notebook = {
            "cells": [_cell("markdown", text)],
            "metadata": about,
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        if name == SECOND:
            notebook["cells"].append(
                _cell("code", "squares", outputs=[_chart()], execution_count=1)
            )
        (folder / "chapters" / f"{name}.ipynb").write_text(
            json.dumps(notebook, ensure_ascii=False), encoding="utf-8"
        )


def _copy(name: str, folder: Path) -> None:
    """A folder of the book with what of it is compiled, but for what another process is writing."""
    shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))


def lay_out_whole(folder: Path) -> None:
    """Put the whole book into a folder that is not there yet, so that an edit touches a copy."""
    for name in ("dispatched", "data", "back", "chapters", "docs", "exercises", "teaching"):
        _copy(name, folder)
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith("."):
            shutil.copyfile(path, folder / path.name)


def _without_returns(path: Path) -> None:
    """Take out the questions that come back from a chapter that the small book has not."""
    first, *rows = re.split(r"^(?=\[\[question\]\])", path.read_text(encoding="utf-8"), flags=re.M)
    kept = [row for row in rows if "\nagain = " not in row]
    path.write_text(first + "".join(kept), encoding="utf-8")


def _cell(kind: str, source: str, **more: object) -> dict[str, object]:
    return {"cell_type": kind, "id": kind, "metadata": {}, "source": source, **more}


def _chart() -> dict[str, object]:
    """The first chart of the book's own chapter, as saved there."""
    chapter = json.loads((ROOT / "chapters" / f"{SECOND}.ipynb").read_text(encoding="utf-8"))
    outputs = (output for cell in chapter["cells"] for output in cell.get("outputs", []))
    return next(
        output for output in outputs if any("vegalite" in kind for kind in output.get("data", {}))
    )


def build(folder: Path, *targets: Path, drawn: Path | None = None, **environment: str) -> str:
    """Build the small book of a folder into each target, in a process of its own; what it says that
    is wrong.

    A target after the first is built without anything that an earlier build made, but for the kept
    drawings. The first has those of another book where a folder of them is given.
    """
    if drawn:
        shutil.copytree(drawn, targets[0].parent / ".work" / "_build" / DRAWINGS)
    code = (
        "import shutil, sys; from pathlib import Path; from dispatched.book.build import build\n"
        "first = Path(sys.argv[1])\n"
        "for target in map(Path, sys.argv[1:]):\n"
        "    if target != first:\n"
        "        shutil.copytree(first.parent / '.work/_build/.charts', target.parent / "
        "'.work/_build/.charts')\n"
        "    print(*build(target), sep='\\n', end='')\n"
    )
    return _python(folder, environment, "-c", code, *map(str, targets))


def told(folder: Path, target: Path) -> str:
    """What a build of the small book of a folder says on the command line."""
    return _python(folder, {}, "-m", "dispatched.book.build", str(target))


def _python(folder: Path, environment: Mapping[str, str], *given: str) -> str:
    own = {k: v for k, v in os.environ.items() if k not in ("DISPATCHED_DATA", "PYTHONPATH")}
    done = subprocess.run(
        [sys.executable, *given],
        cwd=folder,
        env={**own, "PYTHONPATH": str(folder), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Path → bytes, of all files in a folder, hidden ones too."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }
