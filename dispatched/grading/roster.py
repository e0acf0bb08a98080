"""Who is in a class: ``CLASS/roster.csv``, with the column student and, where wanted, name, email,
id, login and section. Without such a file the class is whoever handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dispatched.grading import spreadsheet
from dispatched.grading.handed_in import Work, folded
from dispatched.grading.settings import ClassError

NAME = "roster.csv"
COLUMNS = ("student", "name", "email", "id", "login", "section")


@dataclass(frozen=True)
class Entry:
    """A student of the class.

    Args:
        student: name of the folder in which the work lies.
        name: as a person reads it.
        email: address by which Moodle knows the student.
        id: number by which Canvas or Moodle knows the student.
        login: name with which the student logs in there.
        section: group of the class.
    """

    student: str
    name: str = ""
    email: str = ""
    id: str = ""
    login: str = ""
    section: str = ""


def read(folder: Path) -> list[Entry]:
    """The students of a class; none where there is no file.

    Raises:
        ClassError: the file cannot be read, names nobody, or names a student twice.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    rows, wrong = spreadsheet.read(path, ("student",))
    if wrong:
        raise ClassError(wrong[0].removesuffix("."))
    found: list[Entry] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        one = Entry(**{name: row.get(name, "") for name in COLUMNS})
        if not any(vars(one).values()):
            continue
        if not one.student:
            raise ClassError(f"{NAME}, row {number}: there is no student in it; fill in the column")
        first = seen.setdefault(folded(one.student), number)
        if first != number:
            raise ClassError(
                f"{NAME}, rows {first} and {number}: the student {one.student[:60]!r} stands "
                "twice; take one of them out and run it again"
            )
        found.append(one)
    if not found:
        raise ClassError(f"{NAME} names no student: fill it in, or take it away")
    return found


def joined(entries: Sequence[Entry], works: Sequence[Work]) -> list[Work]:
    """What was handed in, with the names of the roster, and a row for whoever handed in nothing.

    Who is not in the roster is graded all the same, and the row says so.

    Args:
        entries: of the roster; nothing is changed where there are none.
        works: what was handed in.
    """
    if not entries:
        return list(works)
    left = list(works)
    found = []
    for entry in entries:
        exact = [w for w in left if entry.student in (w.folder, w.student)]
        near = exact or [w for w in left if folded(w.name) == folded(entry.student)]
        if near:
            left.remove(near[0])
            found.append(replace(near[0], called=entry.name))
        else:
            none = Work(entry.student, problem="nothing was submitted", called=entry.name)
            found.append(none)
    remark = f"is not in {NAME}"
    return [*found, *(replace(w, remark="; ".join(filter(None, [w.remark, remark]))) for w in left)]
