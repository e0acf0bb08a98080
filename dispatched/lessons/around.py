"""What a chapter has that a lesson plan may name: questions, tasks, explorers, goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from dispatched import predict, texts
from dispatched.checks import questions, tasks
from dispatched.notebooks import teaching
from dispatched.notebooks.teaching import Goal

TASK = "task"


@dataclass(frozen=True)
class Named:
    """Something of a chapter that has an id.

    Args:
        ident: the id.
        words: how it is called on the page.
        anchor: its place on the chapter's page, empty where it has none.
        kind: question, exercise, predict, explorer, chart or task.
        points: of a task.
        rubric: of a written task.
    """

    ident: str
    words: str
    anchor: str
    kind: str
    points: int = 0
    rubric: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter as a lesson plan sees it."""

    name: str
    title: str
    goals: tuple[Goal, ...]
    named: Mapping[str, Named]


def files(name: str, root: Path) -> tuple[Path, Path, Path, Path]:
    """The text file and the notebook of a chapter, its tasks and their notebook."""
    beside, tasks_of = root / "chapters" / name, root / "exercises" / name
    return (
        *(beside.with_suffix(".toml"), beside.with_suffix(".ipynb")),
        *(tasks_of / "tasks.toml", tasks_of / f"{name}.ipynb"),
    )


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def points(assignment: Any) -> dict[str, int]:
    """Task → its points, as the notebook of an assignment has them."""
    found: dict[str, int] = {}
    for cell in assignment.cells:
        given = cell.metadata.get("nbgrader", {}).get("points")
        if given:
            found[teaching.graded_id(cell).rpartition("-")[0]] = int(given)
    return found


def chapter(name: str, root: Path) -> Chapter:
    """What the files of a chapter say.

    Args:
        name: of the chapter: ``05-2000-contract-work``.
        root: the checkout.

    Raises:
        TextError, TaskError: one of the files is not as it must be.
        OSError: there is no such chapter.
    """
    text, notebook, _, _ = files(name, root)
    told = _read(notebook)
    title = re.search(r"^# (.+)", told.cells[0].source, re.M)
    found = {one.ident: one for one in _named(name, root)}
    for label in teaching.questions(told):  # those with a gap stand in the notebook alone
        found.setdefault(label, Named(label, label, label, "exercise"))
    return Chapter(name, title[1].strip() if title else name, teaching.read(text).goals, found)


def _named(name: str, root: Path) -> Iterator[Named]:
    text, _, asked, assignment = files(name, root)
    worth = points(_read(assignment))
    for one in questions.load(asked):
        yield Named(one.ident, f"“{one.title}”", one.ident, "question")
    for task in tasks.load(asked):
        yield Named(
            *(task["id"], f"{task['id']} ({task['title']})", "to-do", TASK),
            points=worth.get(task["id"], 0),
            rubric=task.get("rubric", ""),
        )
    for key, before in predict.questions(text).items():
        yield Named(key, f"“Before you look” ({before.kind})", f"predict-{key}", "predict")
    for key, drawn in texts.figures(text).items():
        explorer = bool(drawn.question)
        place = f"x-{key}" if explorer else ""
        kind = "explorer" if explorer else "chart"
        yield Named(key, f"“{drawn.title}”", place, kind)
