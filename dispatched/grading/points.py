"""Points that a person gave: from ``CLASS/points/points-ASSIGNMENT.csv`` into the grade book.

The file is saved by the page of written answers, or made by hand with the columns student, task,
points and comment. A row that cannot be entered is named in one sentence; the others are entered.
A row is entered once: what is changed in the formgrader later stays, and an answer that is handed
in again waits to be read again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatched.grading.spreadsheet import as_typed

if TYPE_CHECKING:
    from dispatched.grading.grade import Class

LOG = logging.getLogger(__name__)

COLUMNS = ("student", "task", "points", "comment")
LARGEST = 5_000_000
"""Bytes of a file of points."""

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
    """A row of a file of points, with the place where it stands."""

    place: str
    student: str
    task: str
    points: str
    comment: str
    answer: str


def answers(room: Class, records: Mapping[str, Mapping[str, Any]]) -> list[Answer]:
    """The written answers of a class, task by task in the order of the assignment."""
    found = []
    for master in room.released.cells:
        meta = master.metadata.get("nbgrader", {})
        task = str(meta.get("grade_id", "")).removesuffix("-answer")
        if room.tasks.get(task, {}).get("kind") != "written" or not meta.get("grade"):
            continue
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
    """The files of points for an assignment: ``points-ASSIGNMENT.csv``, also with more behind the name."""
    found = []
    for path in sorted((folder / "points").glob("points-*.csv")):
        rest = path.stem.removeprefix("points-")
        named = max((a for a in assignments if rest.startswith(a)), key=len, default="")
        if named == assignment and path.is_file() and not path.is_symlink():
            found.append(path)
    return found


def read(path: Path) -> tuple[list[Row], list[str]]:
    """The rows of a file, and what is wrong with the file, in sentences."""
    raw = path.read_bytes() if path.stat().st_size <= LARGEST else None
    if raw is None:
        return [], [f"{path.name}: the file is larger than {LARGEST // 1_000_000} MB, and was not read."]
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return [], [f"{path.name}: the file is not text in UTF-8; save it as “CSV UTF-8” and try again."]
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    rows = []
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
        names = {str(name).strip().casefold(): name for name in reader.fieldnames or []}
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            return [], [f"{path.name}: there is no column {missing[0]!r}; the first row names the columns."]
        for number, line in enumerate(reader, start=2):
            cells = {key: as_typed((line.get(name) or "").strip()) for key, name in names.items()}
            made = {key: cells.get(key, "") for key in (*COLUMNS, "answer")}
            rows.append(Row(place=f"{path.name}, row {number}", **made))
    except csv.Error as error:
        return rows, [f"{path.name}: the file cannot be read after row {len(rows) + 1} ({error})."]
    return rows, []


def check(row: Row, known: Mapping[tuple[str, str], Answer], others: frozenset[str]) -> tuple[Answer, float | None]:
    """The answer that a row speaks of, and its points; none where there is only a comment.

    Raises:
        ValueError: what is wrong with the row, in a sentence.
    """
    named = {a.student for a in known.values()}
    same = {a.student for a in known.values() if a.name == row.student}
    student = row.student if row.student in named else (same.pop() if len(same) == 1 else "")
    if not student:
        raise ValueError(f"there is no student {row.student[:80]!r} in this class")
    answer = known.get((student, row.task))
    if answer is None:
        kind = "is graded by the machine" if row.task in others else "does not stand in this assignment"
        raise ValueError(f"the task {row.task[:80]!r} {kind}")
    if len(row.comment) > LONGEST:
        raise ValueError(f"the comment has {len(row.comment)} characters; {LONGEST} are allowed")
    if not row.points:
        return answer, None
    try:
        points = float(row.points.replace(",", "."))
    except ValueError:
        points = math.nan
    if not math.isfinite(points) or "_" in row.points:
        raise ValueError(f"the points {row.points[:40]!r} are not a number")
    if points < 0 or points > answer.most:
        raise ValueError(f"{points:g} points are given; the task has 0 to {answer.most:g}")
    if row.answer and row.answer != answer.mark:
        raise ValueError(f"{answer.name} handed in another answer after these points were given; read it again")
    return answer, points


def enter(room: Class, records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Enter the points and comments that lie in ``CLASS/points`` for this assignment.

    Returns:
        what could not be entered, one sentence each; it is said on the command line too.
    """
    known = {(a.student, a.task): a for a in answers(room, records)}
    assignments = [p.name for p in (room.folder / "release").glob("*") if p.is_dir()]
    rows: list[Row] = []
    said: list[str] = []
    for path in files(room.folder, room.assignment, assignments):
        more, wrong = read(path)
        rows += more
        said += wrong
    good: dict[tuple[str, str], tuple[Row, float | None]] = {}
    bad: set[tuple[str, str]] = set()
    for row in rows:
        if not row.points and not row.comment:
            continue
        try:
            answer, points = check(row, known, frozenset(room.tasks))
        except ValueError as error:
            said.append(f"{row.place}: {error}.")
            continue
        key = (answer.student, answer.task)
        first = good.setdefault(key, (row, points))
        if (first[1], first[0].comment) != (points, row.comment):
            bad.add(key)
            said.append(f"{row.place}: {answer.name} and {row.task} stand in {first[0].place} too, with other points or "
                        "another comment; neither was entered.")  # fmt: skip
    said += _write(room, {key: value for key, value in good.items() if key not in bad}, known)
    for text in said:
        LOG.warning(text)
    return said


def _write(
    room: Class,
    good: Mapping[tuple[str, str], tuple[Row, float | None]],
    known: Mapping[tuple[str, str], Answer],
) -> list[str]:
    """Give the grade book what is new, and remember what was given."""
    from nbgrader.api import Gradebook

    from dispatched.grading import release

    if not good:
        return []
    kept = room.folder / ".entered" / f"{room.assignment}.json"
    try:
        before = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    said = []
    with Gradebook(release.settings(room.folder).CourseDirectory.db_url, "dispatched") as book:
        for (student, task), (row, points) in good.items():
            place = (f"{task}-answer", room.assignment, room.assignment, student)
            grade, comment = book.find_grade(*place), book.find_comment(*place)
            now = known[student, task].mark
            old = before.get(f"{student} {task}")
            there = grade.manual_score is not None or bool(comment.manual_comment)
            if there and old and old[:2] == [points, row.comment] and row.answer in ("", old[2]):
                if grade.needs_manual_grade and points is not None:
                    if old[2] == now:
                        grade.needs_manual_grade = False
                    else:
                        said.append(f"{row.place}: {known[student, task].name} handed in another answer after these "
                                    "points were entered; read it again.")  # fmt: skip
                continue
            if points is not None:
                grade.manual_score, grade.needs_manual_grade = points, False
            if row.comment:
                comment.manual_comment = row.comment
            before[f"{student} {task}"] = [points, row.comment, now]
        book.db.commit()
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_text(json.dumps(before, ensure_ascii=False), encoding="utf-8")
    part.replace(kept)
    return said


def given(room: Class) -> dict[tuple[str, str], tuple[float | None, bool, str]]:
    """What the grade book holds: (student, task) → points, whether to be read, comment."""
    from nbgrader.api import Gradebook

    from dispatched.grading import release

    found = {}
    with Gradebook(release.settings(room.folder).CourseDirectory.db_url, "dispatched") as book:
        for submission in book.assignment_submissions(room.assignment):
            for notebook in submission.notebooks:
                comments = {c.cell.name: c.manual_comment or "" for c in notebook.comments}
                for grade in notebook.grades:
                    if grade.cell.name.endswith("-answer"):
                        key = (submission.student.id, grade.cell.name.removesuffix("-answer"))
                        comment = comments.get(grade.cell.name, "")
                        found[key] = (grade.manual_score, bool(grade.needs_manual_grade), comment)
    return found
