"""The rows of ``grades.csv`` and ``tasks.csv``: points, and of which submission they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from dateutil.parser import parse

from dispatched.grading.handed_in import Work
from dispatched.grading.inject import outputs_of


def make(
    works: Sequence[Work],
    records: Mapping[str, Mapping[str, Any]],
    pending: Mapping[str, str],
    book: Mapping[str, Mapping[str, Any]],
    due: datetime | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One row a student for each of the two tables, in the order of the works.

    Args:
        works: what was handed in.
        records: student → record of the run.
        pending: student → why there are no points yet; no point of an earlier submission stands in
            such a row.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
        due: when it was to be handed in.
    """
    rows, by_task = [], []
    for work in works:
        student = work.student
        row: dict[str, Any] = {"student": student, "name": work.name}
        if student in pending or student not in book:
            reason = pending.get(student, "it is not in the grade book; run make grade again")
            rows.append(
                row
                | dict.fromkeys(POINTS, "")
                | _whose(work, due)
                | {"state": WAITS, "note": f"not graded yet: {reason}"}
            )
            by_task.append({"student": student, "name": work.name})
            continue
        record, grades = records[student], book[student]
        manual = [g for name, g in grades.items() if name.endswith("-answer")]
        auto = [g for name, g in grades.items() if not name.endswith("-answer")]
        points = (
            round(sum(g["score"] for g in auto), 2),
            sum(g["most"] for g in auto),
            round(sum(g["score"] for g in manual if not g["waits"]), 2),
            sum(g["most"] for g in manual),
            sum(g["waits"] for g in manual),
            round(sum(g["score"] for g in grades.values() if not g["waits"]), 2),
        )
        said = [record["problem"], work.remark, *record["notes"], record["trouble"]]
        said += _stumbled(record)
        note = "; ".join(filter(None, said))
        rows.append(
            row
            | dict(zip(POINTS, points, strict=True))
            | _whose(work, due)
            | {"state": _state(work, record), "note": note}
        )
        by_task.append(
            {
                **row,
                **{_task(name): round(g["score"], 2) for name, g in grades.items()},
                **_whose(work),
            }
        )
    return rows, by_task


POINTS = ("automatic", "automatic_max", "written", "written_max", "to_read", "total")


WAITS, NOTHING, UNREAD, GRADED = "waits", "nothing", "unreadable", "graded"
"""States of a student's work: not graded yet; not there; a file that is no notebook; graded."""


def _state(work: Work, record: Mapping[str, Any]) -> str:
    return NOTHING if not work.raw else UNREAD if record["lost"] else GRADED


STUMBLES = ("SyntaxError", "IndentationError", "TabError", "Too long")
"""Errors that say more of a notebook than that an answer is open or wrong."""


def _stumbled(record: Mapping[str, Any]) -> list[str]:
    """Where a notebook stopped with an error, in a few words for the teacher."""
    names = [
        output["ename"]
        for cell in record["cells"].values()
        for output in outputs_of(cell)
        if output["output_type"] == "error" and output["ename"] in STUMBLES
    ]
    if not names:
        return []
    kinds = ", ".join(dict.fromkeys(names))
    return [f"{len(names)} cell{'s' if len(names) > 1 else ''} ended in an error ({kinds})"]


def _task(cell: str) -> str:
    return cell.removesuffix("-check").removesuffix("-answer")


def _whose(work: Work, due: datetime | None = None) -> dict[str, str]:
    """Of which file a row is: when it was handed in, and the first signs of its SHA-256."""
    known = {"submitted": work.time, "submission": work.digest[:12] if work.raw else ""}
    return known | ({"late": late(work.time, due)} if due else {})


def late(time: str, due: datetime | None) -> str:
    """How much too late something was handed in, in words; empty where it was in time.

    >>> from datetime import UTC
    >>> late("2026-12-05 20:30:00 UTC", datetime(2026, 12, 4, 18, tzinfo=UTC))
    '1 day 3 hours'
    """
    if due is None or not time:
        return ""
    try:
        given = parse(time)
        given = given if given.tzinfo else given.replace(tzinfo=UTC)
        over = given - due
    except (ValueError, OverflowError, TypeError):
        return "its time cannot be read"
    if over <= timedelta():
        return ""
    hours = math.ceil(over / timedelta(hours=1))  # one begun counts
    parts = [(hours // 24, "day"), (hours % 24, "hour")]
    return " ".join(f"{n} {word}{'s' if n > 1 else ''}" for n, word in parts if n)
