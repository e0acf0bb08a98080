"""Points that a person gave: from the files in ``CLASS/points`` into the grade book.

A row that cannot be entered is named in one sentence; the others are entered. A row is entered
once: what is changed in the formgrader later stays, and an answer that is handed in again waits to
be read again. Points go to a student only whose newest work is in the grade book.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dispatched.grading import codes, gradebook, moderation, points
from dispatched.grading.moderation import Moderated
from dispatched.grading.points import Answer, Row
from dispatched.grading.room import Room
from dispatched.whole import why, write_whole

LOG = logging.getLogger(__name__)

Good = Mapping[tuple[str, str], tuple[Row, float | None]]
"""(student, task) → a row without fault, and its points; none where it is only a comment."""

Given = Mapping[tuple[str, str], tuple[float | None, bool, str]]
"""(student, task) → points, whether the answer waits to be read, and comment."""


@dataclass
class Entered:
    """What came of the files of points.

    Args:
        said: what could not be entered, one sentence each.
        graders: what became of the points where several people gave some.
    """

    said: list[str] = field(default_factory=list)
    graders: Moderated = field(default_factory=Moderated)


def enter(
    room: Room,
    folder: Path,
    records: Mapping[str, Mapping[str, Any]],
    waiting: Mapping[str, str],
) -> Entered:
    """Enter the points and comments that lie in ``CLASS/points`` for this assignment.

    Args:
        room: the assignment.
        folder: of the class, with a plain name.
        records: student → record, of those whose work is entered.
        waiting: student → name, of the others.

    Returns:
        what could not be entered, which is said on the command line too, and who agreed.
    """
    made = Entered()
    try:
        _enter(room, folder, records, waiting, made)
    except (gradebook.GradeBookError, OSError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        made.said = [f"Points from the folder points were not entered: {reason}."]
    except (
        Exception
    ) as error:  # nbgrader's, or of a kind that nobody thought of: the machine's points stand
        made.said = [f"Points from the folder points were not entered ({why(error)})."]
    for text in (*made.said, *made.graders.apart.values()):
        LOG.warning(text)
    return made


def _enter(
    room: Room,
    folder: Path,
    records: Mapping[str, Mapping[str, Any]],
    waiting: Mapping[str, str],
    made: Entered,
) -> None:
    known = {(a.student, a.task): a for a in points.answers(room, records)}
    settings = room.settings
    whose = codes.whose(room.folder) if settings.anonymous else {}
    rows: list[Row] = []
    assignments = [p.name for p in (room.folder / "release").glob("*") if p.is_dir()]
    for path in points.files(room.folder, room.assignment, assignments):
        more, wrong = points.read(path, points.grader_of(path, room.assignment))
        rows += [replace(row, student=whose.get(row.student, row.student)) for row in more]
        made.said += wrong
    good, wrong = _sorted(rows, known, frozenset(room.tasks), waiting)
    names = {answer.student: answer.name for answer in known.values()}
    made.graders = moderation.settle(good, settings.step, names)
    made.said += wrong
    made.said += _write(room, folder, made.graders.good, known, frozenset(made.graders.apart))


def _sorted(
    rows: Sequence[Row],
    known: Mapping[tuple[str, str], Answer],
    tasks: frozenset[str],
    waiting: Mapping[str, str],
) -> tuple[dict[moderation.Key, dict[str, moderation.Given]], list[str]]:
    """The rows that can be entered, by answer and grader, and sentences on the others."""
    good: dict[moderation.Key, dict[str, moderation.Given]] = {}
    bad: set[tuple[moderation.Key, str]] = set()
    early = 0
    said: list[str] = []
    for row in rows:
        if not row.points and not row.comment:
            continue
        try:
            answer, given = points.check(row, known, tasks, waiting)
        except points.WaitingError:
            early += 1
            continue
        except ValueError as error:
            said.append(f"{row.place}: {error}.")
            continue
        key = (answer.student, answer.task)
        first = good.setdefault(key, {}).setdefault(row.grader, (row, given))
        if (first[1], first[0].comment) != (given, row.comment):
            bad.add((key, row.grader))
            said.append(
                f"{row.place}: {answer.name} and {row.task} stand in {first[0].place} too, "
                "with other points or another comment; neither was entered."
            )
    if early:
        are = "row is of a student who is" if early == 1 else "rows are of students who are"
        said.append(f"{early} {are} not graded yet; run make grade again.")
    for key, grader in bad:
        del good[key][grader]
    return {key: graders for key, graders in good.items() if graders}, said


def _kept(room: Room) -> Path:
    return room.folder / ".entered" / f"{room.assignment}.json"


def _remembered(room: Room) -> dict[str, Any]:
    """``STUDENT TASK`` → points, comment and mark of the answer, as entered from a file."""
    try:
        found = json.loads(_kept(room).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and all(
        isinstance(v, list) and len(v) == 3 for v in found.values()
    )
    return found if whole else {}


def _write(
    room: Room,
    folder: Path,
    good: Good,
    known: Mapping[tuple[str, str], Answer],
    apart: frozenset[tuple[str, str]] = frozenset(),
) -> list[str]:
    """Give the grade book what is new, and remember what was given.

    Points that were entered for an answer on which graders are now apart wait to be agreed.
    """
    before = _remembered(room)
    again = [key for key in known if " ".join(key) in before and key not in good]
    if not good and not again:
        return []
    said = []
    gradebook.ready(folder, room.assignment)
    with gradebook.opened(folder) as book:
        for key in [*again, *good]:
            student, task = key
            row, given = good.get(key, (None, None))
            try:
                place = (f"{task}-answer", room.assignment, room.assignment, student)
                grade, comment = book.find_grade(*place), book.find_comment(*place)
            except Exception as error:  # its entry is missing
                said.append(
                    f"{row.place if row else known[key].name}: {why(error)}; run make grade again."
                )
                continue
            now, old = known[key].mark, before.get(f"{student} {task}")
            if key in apart:
                grade.needs_manual_grade = True
                continue
            # nbgrader wants every answer read again that it enters again; the same text needs no
            # second reading.
            waits = grade.needs_manual_grade and grade.manual_score is not None
            if old and waits and old[2] == now and old[0] == grade.manual_score:
                grade.needs_manual_grade = waits = False
            if row is None:
                continue
            there = grade.manual_score is not None or bool(comment.manual_comment)
            if (
                old
                and old[:2] == [given, row.comment]
                and row.answer in ("", old[2])
                and (there or old[2] != now)
            ):
                if given is not None and old[2] != now and (waits or not there):
                    said.append(
                        f"{row.place}: {known[key].name} handed in another answer after these "
                        "points were entered; read it again."
                    )
                continue
            if given is not None:
                grade.manual_score, grade.needs_manual_grade = given, False
            if row.comment:
                comment.manual_comment = row.comment
            before[f"{student} {task}"] = [given, row.comment, now]
        book.db.commit()
    write_whole(_kept(room), json.dumps(before, ensure_ascii=False))
    return said


def given(book: Mapping[str, Mapping[str, Any]]) -> Given:
    """What a person gave, from what :func:`dispatched.grading.gradebook.scores` returns."""
    return {
        (student, cell.removesuffix("-answer")): (grade["manual"], grade["waits"], grade["comment"])
        for student, grades in book.items()
        for cell, grade in grades.items()
        if cell.endswith("-answer")
    }


Shown = dict[str, tuple[float | None, str, bool]]
"""Name of a cell that a person grades → points, if any; comment; whether a person gave them."""


def shown(
    room: Room, records: Mapping[str, Mapping[str, Any]], book: Mapping[str, Mapping[str, Any]]
) -> dict[str, Shown]:
    """Student → what the feedback may say of written answers; nothing said of an earlier text.

    Args:
        room: the assignment.
        records: student → record, of those whose work is entered.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
    """
    before = _remembered(room)
    found: dict[str, Shown] = {student: {} for student in records}
    for answer in points.answers(room, records):
        cell = f"{answer.task}-answer"
        grade = book.get(answer.student, {}).get(cell)
        if grade is None:
            continue
        of_this = before.get(f"{answer.student} {answer.task}", ["", "", ""])[2] == answer.mark
        comment = grade["comment"] if of_this or not grade["waits"] else ""
        score = None if grade["waits"] else grade["score"]
        found[answer.student][cell] = (score, comment, grade["manual"] is not None)
    return found
