"""The tables of what is taught: of one chapter, and on the front page of the whole book.

``python -m dispatched.notebooks.verb_table`` writes them where they stand: in each chapter the
table that begins with ``| | New here``, in ``index.md`` what stands between two marks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat

from dispatched.notebooks import run, teaching, verbs
from dispatched.whole import told, write_whole

ROOT = Path(__file__).resolve().parents[2]
HEAD = "| | New here | Used again, from chapter |"
MARKS = ("<!-- what is taught -->", "<!-- end of what is taught -->")
_TABLE = re.compile(r"^\| \| New here \|.*\n(?:\|.*\n?)+", re.M)


class TableError(ValueError):
    """A chapter or the front page has no place for its table."""


def of_chapter(one: teaching.Teaching, notebook: Any, taught: Mapping[str, str]) -> str:
    """What is new in a chapter and what it uses again.

    Args:
        one: what the chapter teaches.
        notebook: the chapter.
        taught: idea → the chapter that teaches it.
    """
    used = {idea for _, ideas in teaching.used(notebook) for idea in ideas}
    again = [i for i in taught if i in used and taught[i] < one.chapter]
    rows = [HEAD, "|---|---|---|"]
    for label, new, ours in (("pandas", one.pandas, False), ("Altair", one.altair, True)):
        old = [f"{_code(i)} {int(taught[i][:2])}" for i in again if is_altair(i) is ours]
        rows.append(f"| {label} | {', '.join(map(_code, new))} | {', '.join(old) or '–'} |")
    return "\n".join(rows) + "\n"


def is_altair(idea: str) -> bool:
    """Is it an idea of Altair, not a verb of pandas?"""
    named = (*verbs.CHANNELS, *verbs.METHODS, *verbs.FUNCTIONS, ":T")
    return idea.startswith(("alt.", "mark_", "transform_")) or idea in named


def _code(idea: str) -> str:
    return f"`{idea}`"


def of_book(chapters: Sequence[teaching.Teaching]) -> str:
    """What each chapter adds, for the front page."""
    rows = ["| Chapter | New in pandas | New in Altair | What you can draw after it |"]
    rows.append("|---|---|---|---|")
    for one in chapters:
        new = (", ".join(map(_code, part)) for part in (one.pandas, one.altair))
        link = f"[{int(one.chapter[:2])}](chapters/{one.chapter}.ipynb)"
        rows.append(f"| {link} | {' | '.join(new)} | {one.drawing} |")
    return "\n".join(rows) + "\n"


def put_into(notebook: Any, table: str) -> bool:
    """Put a chapter's table where its old one stands; was it another?

    Raises:
        TableError: there is no table, or more than one.
    """
    places = [c for c in notebook.cells if c.cell_type == "markdown" and _TABLE.search(c.source)]
    if len(places) != 1:
        raise TableError(f"one cell must hold the table that begins with {HEAD!r}")
    old = places[0].source
    new = _TABLE.sub(lambda _: table, f"{old}\n").rstrip("\n")
    places[0].source = new
    return bool(new != old)


def front_page(text: str, table: str) -> str:
    """The front page with the table between its marks.

    Raises:
        TableError: the marks are not there.
    """
    start, end = (text.find(mark) for mark in MARKS)
    if not 0 <= start < end:
        raise TableError(f"index.md has no {MARKS[0]} … {MARKS[1]}")
    return f"{text[: start + len(MARKS[0])]}\n\n{table}\n{text[end:]}"


@told("The tables of what is taught were not written")
def main(_: Sequence[str] | None = None) -> int:
    """Command line: write the tables of this checkout."""
    return renew(ROOT)


def renew(root: Path) -> int:
    """Write every table anew; say which changed.

    Raises:
        OSError: no room, no right to write; each file is the old one or the new one.
    """
    listed = (root / "_toc.yml").read_text(encoding="utf-8")
    files = sorted((root / "chapters").glob("*.ipynb"))
    paths = [path for path in files if f"file: chapters/{path.stem}\n" in listed]
    chapters = [teaching.read(path.with_suffix(".toml")) for path in paths]
    taught = teaching.taught(chapters)
    for path, one in zip(paths, chapters, strict=True):
        notebook = nbformat.read(path, as_version=4)
        try:
            changed = put_into(notebook, of_chapter(one, notebook, taught))
        except TableError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        if changed:
            run.save(notebook, path)
            print(f"{path.name}: the table of what is new")
    index = root / "index.md"
    before = index.read_text(encoding="utf-8")
    after = front_page(before, of_book(chapters))
    if after != before:
        write_whole(index, after)
        print("index.md: the table of what is taught")
    return 0


if __name__ == "__main__":
    sys.exit(main())
