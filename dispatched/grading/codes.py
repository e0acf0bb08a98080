"""Codes in place of names, for whoever reads answers without knowing whose they are.

The list lies in ``CLASS/private/codes.csv``, which the teacher keeps to himself. A code says
nothing of the student: it is drawn by lot, once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from dispatched.grading import spreadsheet
from dispatched.grading.settings import ClassError

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that is taken for another."""

LENGTH = 5


def _list(folder: Path) -> Path:
    return folder / "private" / "codes.csv"


def whose(folder: Path) -> dict[str, str]:
    """Code → student, of all codes that were given in a class.

    Raises:
        ClassError: the list cannot be read; a new one would make the old codes unknown.
    """
    path = _list(folder)
    if not path.exists():
        return {}
    rows, wrong = spreadsheet.read(path, ("student", "code"))
    found = {row["code"]: row["student"] for _, row in rows}
    if wrong or len({*found.values()}) < len(rows):
        reason = wrong[0] if wrong else "a student or a code stands twice."
        raise ClassError(f"private/codes.csv cannot be used, so nobody gets a code: {reason[:-1]}")
    return found


def of(folder: Path, students: Iterable[str]) -> dict[str, str]:
    """Student → code; who has none gets one, and the list is kept.

    Raises:
        ClassError: as :func:`whose`.
        OSError: the list cannot be written.
    """
    known = {student: code for code, student in whose(folder).items()}
    new = [student for student in sorted(students) if student not in known]
    taken = {*known.values()}
    for student in new:
        code = next(c for c in iter(_drawn, "") if c not in taken)
        known[student] = code
        taken.add(code)
    if new:
        path = _list(folder)
        path.parent.mkdir(exist_ok=True)
        path.parent.chmod(0o700)
        spreadsheet.write(path, [{"student": s, "code": known[s]} for s in sorted(known)])
        path.chmod(0o600)
    return known


def _drawn() -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
