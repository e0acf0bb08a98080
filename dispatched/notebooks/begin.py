"""Begin a chapter from a template that runs: ``make chapter NAME=16-a-question``.

Writes ``chapters/NAME.ipynb``, the words of its charts in ``chapters/NAME.toml``, and an assignment
with one task in ``exercises/NAME/``; ``make chapter`` runs both and makes the key of the task. What
is to be written stands in «angle quotes». A chapter is a draft until its line is put into
``_toc.yml``; from then on the tests ask for everything that a chapter of the book has.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from dispatched.whole import told, write_whole

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = Path(__file__).with_name("template")
NAME = re.compile(r"(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*")
OPEN = re.compile("«[^»]*»")
"""What the template asks an author to write."""


class ChapterError(ValueError):
    """The chapter cannot be begun; says why and what to do."""


def unfilled(notebook: Any) -> Iterator[str]:
    """The cells that still hold words of the template, each with the first of them.

    >>> book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# «A title»")])
    >>> list(unfilled(book))
    ['cell 0 still holds the words of the template: «A title»']
    """
    for number, cell in enumerate(notebook.cells):
        found = OPEN.search(cell.source)
        if found:
            yield f"cell {number} still holds the words of the template: {found.group()}"


def _text(name: str, number: str) -> str:
    """A file of the template, for a chapter of this number."""
    return (TEMPLATE / name).read_text(encoding="utf-8").replace("NUMBER", number)


def _cells(name: str, number: str) -> Iterator[tuple[str, list[str], str]]:
    """Kind, words on the dividing line and source of each cell of a template."""
    for part in re.split(r"^%% ", _text(name, number), flags=re.M)[1:]:
        head, _, source = part.partition("\n")
        kind, *words = head.split()
        yield kind, words, source.rstrip("\n")


def chapter(number: str) -> Any:
    """The notebook of a new chapter, not run yet."""
    made = nbformat.v4.new_notebook()
    for kind, tags, source in _cells("chapter.txt", number):
        cell = (
            nbformat.v4.new_code_cell(source)
            if kind == "code"
            else nbformat.v4.new_markdown_cell(source)
        )
        cell.metadata = nbformat.from_dict({"tags": tags})
        if "hide-input" in tags:
            cell.metadata["jupyter"] = {"source_hidden": True}
        made.cells.append(cell)
    return made


def exercise(number: str) -> Any:
    """The source notebook of a new assignment, with nbgrader's marks, not run yet."""
    made = nbformat.v4.new_notebook()
    for kind, words, source in _cells("exercise.txt", number):
        cell = (
            nbformat.v4.new_code_cell(source)
            if kind == "code"
            else nbformat.v4.new_markdown_cell(source)
        )
        ident = words[0]
        answer, graded = ident.endswith("-answer"), ident.endswith("-check")
        mark: dict[str, Any] = {
            "grade": graded,
            "grade_id": ident,
            "locked": not answer,
            "schema_version": 3,
        }
        mark |= {"solution": answer, "task": False} | ({"points": int(words[1])} if graded else {})
        cell.metadata = nbformat.from_dict({"nbgrader": mark})
        if not answer:
            cell.metadata |= {"deletable": False, "editable": False}
        made.cells.append(cell)
    return made


def _saved(notebook: Any) -> str:
    """A notebook as text, the same each time: its cells are numbered."""
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
    return json.dumps(notebook)


def begin(name: str, root: Path = ROOT) -> list[Path]:
    """Write a new chapter and its assignment.

    Args:
        name: two digits and a few words, as the file will be called: ``16-a-question``.
        root: of the checkout.

    Returns:
        the files that were made.

    Raises:
        ChapterError: the name is none, its number is taken, or something stands there already.
        OSError: no room, no right to write; nothing of it stays.
    """
    found = NAME.fullmatch(name)
    if not found:
        raise ChapterError(
            f"{name!r} is no name for a chapter: two digits and words in small letters, "
            "16-a-question"
        )
    number = found[1]
    taken = sorted(
        {
            p.name
            for p in [*root.glob(f"chapters/{number}-*.ipynb"), *root.glob(f"exercises/{number}-*")]
        }
    )
    if taken:
        raise ChapterError(f"number {number} is taken by {', '.join(taken)}")
    first, second = root / "chapters" / f"{name}.ipynb", root / "exercises" / name / f"{name}.ipynb"
    made = {
        first: _saved(chapter(number)),
        second: _saved(exercise(number)),
        second.with_name("tasks.toml"): _text("tasks.txt", number),
        first.with_suffix(".toml"): _text("texts.txt", number),
    }
    try:
        for path, text in made.items():
            write_whole(path, text)
    except BaseException:
        shutil.rmtree(second.parent, ignore_errors=True)
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return [*made]


@told("The chapter was not begun")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: make the files, say what is next."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.notebooks.begin", description="Begin a chapter."
    )
    parser.add_argument("name", help="two digits and a few words: 16-a-question")
    name = parser.parse_args(arguments).name
    try:
        made = begin(name)
    except ChapterError as error:
        print(error, file=sys.stderr)
        return 1
    print("Made:", *(path.relative_to(ROOT) for path in made), sep="\n  ")
    print(
        "Next: write what stands in angle quotes (.venv/bin/python -m jupyterlab chapters), then "
        f"make check CHAPTER={name[:2]}. The chapter is a "
        f"draft until you put the line `- file: chapters/{name}` into _toc.yml."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
