"""Steps at which a grading run can be stopped, and what must hold afterwards."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from dispatched.grading import (
    entering,
    grade,
    gradebook,
    inject,
    records,
    sandbox,
    whole_class,
)
from tests.grading_room import ASSIGNMENT, book, table

STUDENTS = ("anna", "boris")


class KilledError(BaseException):
    """As if the process were ended from outside: no handler takes it."""


def nothing_stale(room: grade.Class) -> None:
    """Each place that shows a grade shows the new one, or none and why."""
    rows = table(room)
    for student, row in rows.items():
        if row["automatic"]:
            assert row["automatic"] == "1.0", row
        else:
            assert row["total"] == row["written"] == ""
            assert row["note"].startswith("not graded yet: "), row
        path = room.reports / "feedback" / f"{student}.html"
        if path.exists():
            page = path.read_text(encoding="utf-8")
            assert "0 of 24 points" not in page
            assert ("1 of 24 points" in page) or ("not graded yet" in page)
    with suppress(gradebook.GradeBookError):
        assert set(book(room).values()) <= {1.0, None}
    text = (room.reports / "index.html").read_text(encoding="utf-8") if rows else ""
    assert "0 of 24" not in text


def goes_on(room: grade.Class) -> None:
    """The next run grades whoever is left, and says nothing else."""
    rows = room.grade(quiet=True)
    assert [(row["student"], row["automatic"], row["note"]) for row in rows] == [
        (s, 1, "") for s in STUDENTS
    ]
    assert book(room) == dict.fromkeys(STUDENTS, 1.0)
    nothing_stale(room)
    for student in STUDENTS:
        path = room.folder / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        assert "planned_low = 450" in path.read_text(encoding="utf-8")
    assert not [p for p in room.folder.rglob("*.part") if p.is_file()]
    assert not (room.folder / ".staged").exists()


STEPS: dict[str, tuple[Any, str]] = {
    "withdraw": (gradebook, "outdate"),
    "run": (sandbox, "run"),
    "record": (records, "save"),
    "ready": (gradebook, "ready"),
    "forget": (records, "forget_entered"),
    "stage": (entering.Entering, "stage"),
    "autograde": (entering.Entering, "autograde"),
    "compare": (entering.Entering, "compare"),
    "remember": (records, "remember_entered"),
    "hand": (whole_class.by_hand, "enter"),
    "page": (whole_class.written, "write"),
    "report": (whole_class.report, "write"),
    "inject": (inject.Inject, "preprocess"),
}
"""What a run does, in order; the last is inside of nbgrader."""


ERRORS: dict[str, Callable[[], BaseException]] = {
    "killed": KilledError,
    "stopped": KeyboardInterrupt,
    "full": lambda: OSError(errno.ENOSPC, "No space left on device", "x.part"),
}


def break_at(
    patch: pytest.MonkeyPatch, step: str, call: int, error: BaseException, after: bool = False
) -> None:
    """The step raises the error at its n-th call, before it works or after."""
    where, name = STEPS[step]
    real, calls = getattr(where, name), [0]

    def broken(*args: Any, **options: Any) -> Any:
        calls[0] += 1
        made = real(*args, **options) if after or calls[0] != call else None
        if calls[0] == call:
            raise error
        return made

    patch.setattr(where, name, broken)


KILLS = [(step, call) for step in STEPS for call in (1, 2) if (step, call) != ("inject", 2)]
