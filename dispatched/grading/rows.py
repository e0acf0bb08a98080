"""The rows of ``grades.csv`` and ``tasks.csv``: points, and of which submission they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dispatched.grading.handed_in import Work


def make(
    works: Sequence[Work],
    records: Mapping[str, Mapping[str, Any]],
    pending: Mapping[str, str],
    book: Mapping[str, Mapping[str, Any]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One row a student for each of the two tables, in the order of names in the grade book.

    Args:
        works: what was handed in.
        records: student → record of the run.
        pending: student → why there are no points yet; no point of an earlier submission stands in
            such a row.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
    """
    rows, by_task = [], []
    for work in sorted(works, key=lambda w: w.student):
        student = work.student
        row: dict[str, Any] = {"student": student, "name": work.name}
        if student in pending or student not in book:
            reason = pending.get(student, "it is not in the grade book; run make grade again")
            rows.append(
                row
                | dict.fromkeys(POINTS, "")
                | _whose(work)
                | {"note": f"not graded yet: {reason}"}
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
        said = [record["problem"], *record["notes"], record["trouble"]]
        note = "; ".join(filter(None, said))
        rows.append(row | dict(zip(POINTS, points, strict=True)) | _whose(work) | {"note": note})
        by_task.append(
            {
                **row,
                **{_task(name): round(g["score"], 2) for name, g in grades.items()},
                **_whose(work),
            }
        )
    return rows, by_task


POINTS = ("automatic", "automatic_max", "written", "written_max", "to_read", "total")


def _task(cell: str) -> str:
    return cell.removesuffix("-check").removesuffix("-answer")


def _whose(work: Work) -> dict[str, str]:
    """Of which file a row is: when it was handed in, and the first signs of its SHA-256."""
    return {"submitted": work.time, "submission": work.digest[:12] if work.raw else ""}
