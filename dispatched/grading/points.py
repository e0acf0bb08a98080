"""Written answers, and the files in which a person gives points for them:
``CLASS/points/points-ASSIGNMENT.csv``.

The file is saved by the page of written answers, or made by hand with the columns student, task,
points and comment. What is wrong with a file or a row is said in one sentence.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatched.grading import spreadsheet
from dispatched.grading.room import Room

COLUMNS = ("student", "task", "points", "comment")
LONGEST = 10_000
"""Characters of a comment."""


@dataclass(frozen=True)
class Answer:
    """A written answer.

    Args:
        student: as in the grade book.
        name: as a person reads it.
        task: its id.
        text: what was written, Markdown.
        most: points possible.
        empty: nothing was written.
    """

    student: str
    name: str
    task: str
    text: str
    most: float
    empty: bool

    @property
    def mark(self) -> str:
        """A digest of the text: points are given for this text and no other."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True)
class Row:
    """A row of a file of points, with the place where it stands, and who gave them."""

    place: str
    student: str
    task: str
    points: str
    comment: str
    answer: str
    grader: str = ""


def asked(room: Room) -> dict[str, Any]:
    """Task that a person grades → the cell for its answer, in the order of the assignment."""
    found = {}
    for master in room.released.cells:
        meta = master.metadata.get("nbgrader", {})
        task = str(meta.get("grade_id", "")).removesuffix("-answer")
        if room.tasks.get(task, {}).get("kind") == "written" and meta.get("grade"):
            found[task] = master
    return found


def answers(room: Room, records: Mapping[str, Mapping[str, Any]]) -> list[Answer]:
    """The written answers of a class, task by task in the order of the assignment."""
    found = []
    for task, master in asked(room).items():
        meta = master.metadata.nbgrader
        for student in sorted(records):
            text = _text(records[student], meta["grade_id"])
            empty = not text.strip() or text.strip() == master.source.strip()
            name = str(records[student]["name"])
            found.append(Answer(student, name, task, text, float(meta["points"]), empty))
    return found


def _text(record: Mapping[str, Any], grade_id: str) -> str:
    for cell in record["notebook"]["cells"]:
        if cell.get("metadata", {}).get("nbgrader", {}).get("grade_id") == grade_id:
            return "".join(cell["source"])
    return ""


def files(folder: Path, assignment: str, assignments: Sequence[str]) -> list[Path]:
    """The files of points: ``points-ASSIGNMENT.csv``, also with more behind the name."""
    found = []
    for path in sorted((folder / "points").glob("points-*.csv")):
        rest = path.stem.removeprefix("points-")
        named = max((a for a in assignments if rest.startswith(a)), key=len, default="")
        if named == assignment and path.is_file() and not path.is_symlink():
            found.append(path)
    return found


def read(path: Path, grader: str = "") -> tuple[list[Row], list[str]]:
    """The rows of a file, and what is wrong with the file, in sentences."""
    found, wrong = spreadsheet.read(path, COLUMNS)
    rows = []
    for number, cells in found:
        made = {key: cells.get(key, "") for key in (*COLUMNS, "answer")}
        rows.append(Row(place=f"{path.name}, row {number}", grader=grader, **made))
    return rows, wrong


def grader_of(path: Path, assignment: str) -> str:
    """Who gave the points in a file: what stands behind the assignment in its name.

    A browser that saves a second time puts a number in brackets there, which names nobody.

    >>> grader_of(Path("points-05-a-kim (1).csv"), "05-a")
    'kim'
    """
    rest = path.stem.removeprefix(f"points-{assignment}")
    return re.sub(r"\s*\(\d+\)$", "", rest).strip(" -_.")


class WaitingError(ValueError):
    """The row is of a student whose work is not graded yet."""


def check(
    row: Row,
    known: Mapping[tuple[str, str], Answer],
    others: frozenset[str],
    waiting: Mapping[str, str],
) -> tuple[Answer, float | None]:
    """The answer that a row speaks of, and its points; none where there is only a comment.

    Args:
        row: of a file of points.
        known: (student, task) → answer that stands in the grade book.
        others: all tasks of the assignment.
        waiting: student → name, of those who are not graded yet.

    Raises:
        WaitingError: nothing is wrong, but it is too early.
        ValueError: what is wrong with the row, in a sentence.
    """
    names = waiting | {a.student: a.name for a in known.values()}
    same = [student for student, name in names.items() if name == row.student]
    student = row.student if row.student in names else (same[0] if len(same) == 1 else "")
    if not student:
        raise ValueError(f"there is no student {row.student[:80]!r} in this class")
    if student in waiting:
        raise WaitingError(f"{waiting[student]} is not graded yet")
    answer = known.get((student, row.task))
    if answer is None:
        kind = (
            "is graded by the machine"
            if row.task in others
            else "does not stand in this assignment"
        )
        raise ValueError(f"the task {row.task[:80]!r} {kind}")
    if len(row.comment) > LONGEST:
        raise ValueError(f"the comment has {len(row.comment)} characters; {LONGEST} are allowed")
    if not row.points:
        _of_this_text(row, answer)
        return answer, None
    try:
        points = float(row.points.replace(",", "."))
    except ValueError:
        points = math.nan
    if not math.isfinite(points) or "_" in row.points:
        raise ValueError(f"the points {row.points[:40]!r} are not a number")
    if points < 0 or points > answer.most:
        raise ValueError(f"{points:g} points are given; the task has 0 to {answer.most:g}")
    _of_this_text(row, answer)
    return answer, points


def _of_this_text(row: Row, answer: Answer) -> None:
    if row.answer and row.answer != answer.mark:
        raise ValueError(
            f"{answer.name} handed in another answer after these points were given; read it again"
        )
