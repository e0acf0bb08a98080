"""The questions with a field, in plain Markdown: as exercises with their options and their answer.

In a chapter stands ```` ```{check} ex-contract-share ````; its words stand in ``tasks.toml``. All
that reads a chapter's Markdown (the plain edition, the checks of prose and of teaching) reads them
here as if they stood in the chapter.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dispatched.checks.questions import BLANK, Question
from dispatched.notebooks import lanes
from dispatched.notebooks.lanes import AFTER

FENCE = re.compile(r"^(`{3,})\{check\} *(\S*) *\n(?:\s*\n)*\1 *$", re.M)


def placed(notebook: Any) -> Iterator[tuple[int, str]]:
    """Cell number and id of each question that stands in a chapter."""
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            for found in FENCE.finditer(cell.source):
                yield number, found[2]


def faults(chapter: str, notebook: Any, known: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong between a chapter and its ``tasks.toml``, one line each.

    Args:
        chapter: its name.
        notebook: the chapter.
        known: id → question, of all chapters.
    """
    met: list[str] = []
    for number, ident in placed(notebook):
        where = f"{chapter}, cell {number}"
        if ident not in known:
            yield f"{where}: question {ident!r} stands in no tasks.toml"
        elif known[ident].chapter != chapter:
            yield f"{where}: question {ident!r} is of {known[ident].chapter}"
        if ident in met:
            yield f"{where}: question {ident!r} is asked twice"
        met.append(ident)
    for ident, one in known.items():
        if one.chapter == chapter and ident not in met:
            yield f"{chapter}, tasks.toml: question {ident!r} is asked in no cell"


SILENT = ("Check yourself", "In five sentences", *AFTER)
"""Sections of a story that tell nothing, by the beginning of their titles."""


def unasked(notebook: Any) -> Iterator[str]:
    """The titles of the sections of the story after which no question is asked."""
    title, asked = "", True
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or lanes.lane(cell) != "story":
            continue
        for line in cell.source.split("\n"):
            if line.startswith("## "):
                if not asked:
                    yield title
                title = line.removeprefix("## ").strip()
                asked = title.startswith(SILENT)
            asked = asked or "{check}" in line
    if not asked:
        yield title


def options(question: Question) -> str:
    """What the reader chooses from, or the table with its blanks, in Markdown."""
    if question.kind == "cells":
        lines = [question.head, ["---"] * len(question.head), *question.rows]
        blank = [["____" if cell == BLANK else cell for cell in line] for line in lines]
        return "\n".join(f"| {' | '.join(line)} |" for line in blank)
    return "\n".join(f"{n}. {option}" for n, option in enumerate(question.options, 1))


def given(question: Question) -> str:
    """The form of an answer in code: invented figures, as many as there are fields.

    Of what is put in order the example is the order shown, which is never the right one.
    """
    if question.kind == "number":
        return "12.5"
    if question.kind == "cells":
        return str([12.5, *range(40, 39 + question.blanks)])
    if question.kind == "order":
        return str([*range(1, len(question.options) + 1)])
    return '"…"' if question.kind == "choice" else '["…", "…"]'


def spelled(question: Question) -> str:
    """A question as an exercise with hints and a solution, in the book's Markdown."""
    parts = [question.asks, options(question)]
    parts += [
        f"```{{dropdown}} {name}\n{text}\n```"
        for name, text in zip(("A hint", "A second hint"), question.hints, strict=True)
    ]
    unit = f" in `{question.unit}`" if question.unit else ""
    by = " (an option's number stands for its words)" if question.options else ""
    parts.append(
        f"With code, an answer{unit}{by}: `from dispatched import checks`, then "
        f'`checks.check("{question.ident}", {given(question)})`.'
    )
    body = "\n\n".join(part for part in parts if part)
    return (
        f"`````{{exercise}} {question.title}\n:label: {question.ident}\n{body}\n`````\n\n"
        f"`````{{solution}} {question.ident}\n:class: dropdown\n{question.answer}\n`````"
    )


def expanded(text: str, known: Mapping[str, Question]) -> str:
    """A Markdown text with each of its questions spelled out.

    Raises:
        ValueError: a question that stands in no ``tasks.toml``.
    """

    def spell(found: re.Match[str]) -> str:
        if found[2] not in known:
            raise ValueError(f"question {found[2]!r} stands in no tasks.toml")
        return spelled(known[found[2]])

    return FENCE.sub(spell, text)


def with_questions(notebook: Any, known: Mapping[str, Question]) -> Any:
    """A chapter with its questions spelled out; the chapter stays as it is.

    Raises:
        ValueError: a question that stands in no ``tasks.toml``; names the cell.
    """
    made = copy.deepcopy(notebook)
    for number, cell in enumerate(made.cells):
        if cell.cell_type == "markdown":
            try:
                cell.source = expanded(cell.source, known)
            except ValueError as error:
                raise ValueError(f"cell {number}: {error}") from None
    return made
