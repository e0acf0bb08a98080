"""The questions with a field in a chapter, as their author wrote them: ``tasks.toml``.

A question stands beside the tasks of its chapter, as ``[[question]]``. The same text makes the
field on the page, the plain edition and the key by which both are judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched.checks.again import taken_up
from dispatched.checks.digests import TOLERANCE, plain
from dispatched.checks.tasks import TaskError, raw

NEEDS: dict[str, tuple[str, ...]] = {
    "number": (),
    "choice": ("options",),
    "choices": ("options",),
    "order": ("options",),
    "cells": ("head", "rows"),
}
"""Kind → what it needs beside what every question has."""
ALL = ("id", "kind", "title", "asks", "right", "hints", "answer")
KNOWN = {*ALL, "unit", "options", "head", "rows", "tolerance", "mistakes"}
BLANK = "?"
"""A cell that the reader fills in."""
LISTS = ("choices", "order", "cells")
"""Kinds whose answer is a list."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        ident: its id, and its anchor on the page.
        kind: one of :data:`NEEDS`.
        title: in a few words.
        asks: Markdown.
        right: of a number an id, an expression over ids, or a number; of a choice the option; else
            a list of these.
        hints: a question back, and the way.
        answer: the full answer, Markdown.
        unit: of a number or of the cells.
        options: in the order in which they are shown; Markdown.
        head: the head of the table.
        rows: its rows; :data:`BLANK` is a cell to fill in.
        tolerance: relative; 0 for a whole count.
        mistakes: ``value`` (as ``right``) and what it ``says``.
        chapter: the name of the chapter.
    """

    ident: str
    kind: str
    title: str
    asks: str
    right: Any
    hints: tuple[str, str]
    answer: str
    unit: str
    options: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tolerance: float
    mistakes: tuple[Mapping[str, Any], ...]
    chapter: str

    @property
    def blanks(self) -> int:
        """How many cells are to be filled in."""
        return sum(cell == BLANK for row in self.rows for cell in row)


def bare_text(markdown: str) -> str:
    """An option as it is read and compared: the words of a link in place of the link.

    >>> bare_text("[About 35,000](#arrivals-1947) came")
    'About 35,000 came'
    """
    return re.sub(r"[*_`\\]", "", _LINK.sub(r"\1", markdown)).strip()


def load(path: Path) -> list[Question]:
    """The questions of one chapter, in the order of the file.

    Args:
        path: ``exercises/NAME/tasks.toml``; where there is none, there are no questions.

    Raises:
        TaskError: an unknown word, a missing one, or a value of the wrong kind; names chapter and
            question.
    """
    if not path.is_file():
        return []
    found: list[Question] = []
    for number, row in enumerate(raw(path).get("question", []), 1):
        ident = row.get("id", f"question {number}")

        if ident in {one.ident for one in found}:
            raise TaskError(f"{path.parent.name}, question {ident!r}: stands twice")
        found.append(made(taken_up(row, path), path.parent.name, ident))
    return found


def together(folder: Path) -> dict[str, Question]:
    """Id → question, of all chapters.

    Args:
        folder: ``exercises``.

    Raises:
        TaskError: two chapters have the same id; names both.
    """
    found: dict[str, Question] = {}
    for path in sorted(folder.glob("*/tasks.toml")):
        for one in load(path):
            if one.ident in found:
                raise TaskError(
                    f"question {one.ident!r} stands in {found[one.ident].chapter} "
                    f"and in {one.chapter}"
                )
            found[one.ident] = one
    return found


def made(row: Mapping[str, Any], chapter: str, name: str = "") -> Question:
    """A question from its row in ``tasks.toml``.

    Args:
        row: as TOML gives it.
        chapter: the name of the chapter.
        name: by which an error calls it where it has no id.

    Raises:
        TaskError: it is not well formed; names chapter and question.
    """

    def wrong(text: str) -> TaskError:
        return TaskError(f"{chapter}, question {row.get('id', name)!r}: {text}")

    _check(row, wrong)
    return Question(
        ident=row["id"],
        kind=row["kind"],
        title=row["title"],
        asks=row["asks"].strip(),
        right=row["right"],
        hints=tuple(row["hints"]),
        answer=row["answer"].strip(),
        unit=row.get("unit", ""),
        options=tuple(row.get("options", ())),
        head=tuple(row.get("head", ())),
        rows=tuple(tuple(line) for line in row.get("rows", ())),
        tolerance=row.get("tolerance", TOLERANCE),
        mistakes=tuple(row.get("mistakes", ())),
        chapter=chapter,
    )


def _check(row: Mapping[str, Any], wrong: Callable[[str], TaskError]) -> None:
    """The form of a question; what its numbers are is asked when the key is made."""
    missing = [name for name in ALL if not row.get(name) and row.get(name) != 0]
    if missing:
        raise wrong(f"{', '.join(missing)} missing")
    if set(row) - KNOWN:
        raise wrong(f"unknown {', '.join(sorted(set(row) - KNOWN))}")
    kind = row["kind"]
    if kind not in NEEDS:
        raise wrong(f"kind {kind!r} is none of {', '.join(NEEDS)}")
    if not re.fullmatch(r"ex-[a-z0-9-]+", row["id"]):
        raise wrong("an id begins with ex- and has small letters, digits and hyphens")
    of_others = {name for names in NEEDS.values() for name in names} - {*NEEDS[kind]}
    lacking = [name for name in NEEDS[kind] if not row.get(name)]
    strange = sorted(of_others & set(row))
    if lacking or strange:
        raise wrong(f"a question of kind {kind} " + _differs(lacking, strange))
    texts = [row[name] for name in ("title", "asks", "answer")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise wrong("title, asks and answer are texts")
    hints = row["hints"]
    if len(hints) != 2 or not all(isinstance(h, str) and len(h) > 10 for h in hints):
        raise wrong("two hints are needed, the first a question back, the second the way")
    for mistake in row.get("mistakes", ()):
        if set(mistake) != {"value", "says"}:
            raise wrong("a mistake has value and says, and nothing else")
    if kind in ("number", "cells"):
        if not row.get("unit"):
            raise wrong("a unit is needed")
    else:
        _options(row, wrong)
    if kind == "cells":
        _cells(row, wrong)


def _differs(lacking: list[str], strange: list[str]) -> str:
    parts = [f"needs {', '.join(lacking)}"] if lacking else []
    return " and ".join([*parts, *([f"has no {', '.join(strange)}"] if strange else [])])


def _options(row: Mapping[str, Any], wrong: Callable[[str], TaskError]) -> None:
    known = [plain(bare_text(option)) for option in row["options"]]
    if len(known) < 2 or len({*known}) < len(known):
        raise wrong("two options or more are needed, each once")
    answers = [row["right"], *(mistake["value"] for mistake in row.get("mistakes", ()))]
    for answer in answers:
        if isinstance(answer, list) != (row["kind"] in LISTS):
            raise wrong("right and the values of mistakes are a list, or an option of a choice")
        for one in answer if isinstance(answer, list) else [answer]:
            if plain(bare_text(str(one))) not in known:
                raise wrong(f"{one!r} is none of the options")
    if row["kind"] == "order":
        if any(len(answer) != len(known) for answer in answers):
            raise wrong("an order names every option once")
        if [plain(bare_text(one)) for one in row["right"]] == known:
            raise wrong("the options are shown in the right order already")


def _cells(row: Mapping[str, Any], wrong: Callable[[str], TaskError]) -> None:
    if any(len(line) != len(row["head"]) for line in row["rows"]):
        raise wrong("every row has as many cells as the head")
    blanks = sum(cell == BLANK for line in row["rows"] for cell in line)
    answers = [row["right"], *(mistake["value"] for mistake in row.get("mistakes", ()))]
    if not blanks or any(not isinstance(a, list) or len(a) != blanks for a in answers):
        raise wrong(f"right and the values of mistakes are lists, one entry for each {BLANK!r}")
