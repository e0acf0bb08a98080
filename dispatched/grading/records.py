"""What is kept of each student: the record of the run, and which record was entered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dispatched.grading.inject import record_path
from dispatched.whole import write_whole

KEPT = {
    "mark",
    "student",
    "name",
    "notebook",
    "notes",
    "problem",
    "lost",
    "cells",
    "verdicts",
    "answers",
    "trouble",
}


def load(folder: Path, assignment: str, student: str, mark: str) -> dict[str, Any] | None:
    """The record of an earlier run, if it is of this submission: its mark is the one given."""
    try:
        record = json.loads(record_path(folder, assignment, student).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    whole = isinstance(record, dict) and set(record) >= KEPT and record["mark"] == mark
    return record if whole else None


def save(folder: Path, assignment: str, record: Mapping[str, Any]) -> None:
    """Keep a record.

    Raises:
        OSError: no room, no right to write.
    """
    write_whole(
        record_path(folder, assignment, record["student"]), json.dumps(record, ensure_ascii=False)
    )


def digest(record: Mapping[str, Any]) -> str:
    """Tells what is entered of a record: all but the mark, which a new grader changes as well."""
    kept = {name: value for name, value in record.items() if name != "mark"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def points(record: Mapping[str, Any]) -> dict[str, float]:
    """Graded cell → points that the judge gives, as the grade book should have them."""
    cells = record["notebook"]["cells"]
    return {
        verdict["id"]: round(
            verdict["share"] * float(cells[int(place[1:])]["metadata"]["nbgrader"]["points"]), 2
        )
        for place, verdict in record["verdicts"].items()
    }


def _entered(folder: Path, assignment: str, student: str) -> Path:
    return record_path(folder, assignment, student).with_suffix(".entered")


def _graded(folder: Path, assignment: str, student: str) -> str:
    """SHA-256 of the notebook in the class for a person to read; empty where there is none."""
    path = folder / "autograded" / student / assignment / f"{assignment}.ipynb"
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def forget_entered(folder: Path, assignment: str, student: str) -> None:
    """From now on nothing is known to be entered for this student."""
    _entered(folder, assignment, student).unlink(missing_ok=True)


def remember_entered(folder: Path, assignment: str, record: Mapping[str, Any]) -> None:
    """This record is in the grade book, its notebook in ``autograded``; to be said after both."""
    student = record["student"]
    known = {"record": digest(record), "autograded": _graded(folder, assignment, student)}
    write_whole(_entered(folder, assignment, student), json.dumps(known))


def is_entered(folder: Path, assignment: str, record: Mapping[str, Any]) -> bool:
    """Was this very record entered, and does its notebook still lie there?"""
    student = record["student"]
    try:
        known = json.loads(_entered(folder, assignment, student).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    now = {"record": digest(record), "autograded": _graded(folder, assignment, student)}
    return bool(now["autograded"]) and known == now
