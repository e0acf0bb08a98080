"""Grades for a course system: ``make gradebook`` (``python -m dispatched.grading.course_files``).

Writes ``gradebook.csv`` (for whoever), ``canvas.csv`` and ``moodle.csv`` into ``CLASS/reports``.
Only whole grades go out: a student who is not graded yet, whose written answers wait for a person
or whose file nobody could read has an empty cell there, and a sentence says how many there are. So
has a student who handed in nothing, until the day by which it was to be handed in.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dispatched.grading import release, roster, settings, spreadsheet
from dispatched.grading.handed_in import folded, made_up, student_id
from dispatched.grading.roster import Entry
from dispatched.grading.rows import GRADED, NOTHING, UNREAD
from dispatched.grading.settings import ClassError
from dispatched.whole import why


@dataclass
class Grades:
    """The whole grades of a class.

    Args:
        most: assignment → points possible.
        names: student → name.
        points: student → assignment → points; none where there is no whole grade.
        open: assignment → students without a whole grade.
    """

    most: dict[str, float] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    points: dict[str, dict[str, float]] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)


def read(folder: Path, now: datetime | None = None) -> Grades:
    """What ``make grade`` wrote of all assignments of a class.

    Args:
        folder: of the class.
        now: when it is read.

    Raises:
        ClassError: nothing is graded, or a table cannot be read.
    """
    made, due, now = Grades(), settings.read(folder).due, now or datetime.now(UTC)
    for path in sorted((folder / "reports").glob("*/grades.csv")):
        rows, wrong = spreadsheet.read(path, ("student", "name", "automatic", "total", "to_read"))
        if wrong or not rows:
            reason = wrong[0].removesuffix(".") if wrong else "grades.csv is empty"
            raise ClassError(f"{path.parent.name}: {reason}; run make grade again")
        name = path.parent.name
        made.open[name] = 0
        for number, row in rows:
            made.names[row["student"]] = row["name"]
            state = row.get("state", GRADED)
            early = state == NOTHING and not (name in due and due[name] < now)
            if row["automatic"] == "" or row["to_read"] != "0" or early or state == UNREAD:
                made.open[name] += 1
                continue
            try:
                points = float(row["total"])
                made.most[name] = float(row["automatic_max"]) + float(row["written_max"])
            except (ValueError, KeyError):
                raise ClassError(
                    f"{name}: grades.csv, row {number} is not as it was written; run make grade "
                    "again"
                ) from None
            made.points.setdefault(row["student"], {})[name] = points
    if not made.open:
        raise ClassError(f"nothing is graded in {folder}: make grade comes first")
    return made


def _entries(folder: Path, grades: Grades) -> dict[str, Entry]:
    """Student → what the roster says; the name alone where it says nothing."""
    entries = roster.read(folder)
    known = {student_id(e.student): e for e in entries}
    known |= {e.student: e for e in entries}
    by_name = {folded(e.student): e for e in entries}
    found = {}
    for student, name in grades.names.items():
        found[student] = known.get(student) or by_name.get(folded(name)) or Entry(student)
    return found


def _cell(grades: Grades, student: str, assignment: str) -> str:
    points = grades.points.get(student, {}).get(assignment)
    return "" if points is None else f"{points:g}"


def _known(student: str) -> str:
    """A student's name in the grade book where it is that of the folder, and not made up here."""
    return "" if made_up(student) else student


def plain(grades: Grades, entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """One row a student; all that is known."""
    return [
        {"student": s, "name": grades.names[s], "email": e.email, "section": e.section}
        | {a: _cell(grades, s, a) for a in grades.open}
        for s, e in entries.items()
    ]


def canvas(grades: Grades, entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """As Canvas imports a gradebook: names of columns as it writes them, then the points possible.

    Canvas finds a student by ID, SIS User ID or SIS Login ID; what the roster does not say is left
    empty.
    """
    head = {
        "Student": "    Points Possible",
        "ID": "",
        "SIS User ID": "",
        "SIS Login ID": "",
        "Section": "",
    }
    rows = [head | {a: f"{grades.most[a]:g}" if a in grades.most else "" for a in grades.open}]
    for student, e in entries.items():
        number = e.id.isascii() and e.id.isdigit()  # Canvas's own; others are the school's
        rows.append(
            {
                "Student": grades.names[student],
                "ID": e.id if number else "",
                "SIS User ID": "" if number else e.id or _known(student),
                "SIS Login ID": e.login,
                "Section": e.section,
            }
            | {a: _cell(grades, student, a) for a in grades.open}
        )
    return rows


def moodle(grades: Grades, entries: Mapping[str, Entry]) -> list[dict[str, Any]]:
    """As Moodle imports grades: the columns by which it finds a student, then the assignments."""
    return [
        {
            "ID number": e.id or _known(student),
            "Username": e.login,
            "Email address": e.email,
            "Full name": grades.names[student],
        }
        | {a: _cell(grades, student, a) for a in grades.open}
        for student, e in entries.items()
    ]


FORMS = {"gradebook": plain, "canvas": canvas, "moodle": moodle}
"""Name of a file → how its rows are made."""


def write(folder: Path, now: datetime | None = None) -> Grades:
    """Write the three files, each whole or not at all; gives what went into them.

    Args:
        folder: of the class.
        now: when it is done.

    Raises:
        ClassError: nothing is graded; a table or the roster cannot be read.
        OSError: no room, no right to write.
    """
    grades = read(folder, now)
    entries = _entries(folder, grades)
    for name, form in FORMS.items():
        spreadsheet.write(folder / "reports" / f"{name}.csv", form(grades, entries))
    return grades


def main(arguments: Sequence[str] | None = None, now: datetime | None = None) -> int:
    """Command line: write the files, say who is not in them."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.grading.course_files",
        description="Write a class's grades for a course system.",
    )
    parser.add_argument("folder", type=release.class_folder, help="folder of the class")
    folder = parser.parse_args(arguments).folder
    try:
        grades = write(folder, now)
    except ClassError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"The files could not be written: {why(error)}.", file=sys.stderr)
        return 1
    names = ", ".join(f"{name}.csv" for name in FORMS)
    print(f"{len(grades.names)} students: {names} are in {folder / 'reports'}.")
    for assignment, count in grades.open.items():
        if count:
            cells = "1 student has" if count == 1 else f"{count} students have"
            print(f"{assignment}: {cells} no whole grade yet, and an empty cell.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
