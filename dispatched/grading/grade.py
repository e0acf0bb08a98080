"""Grade a class: ``make grade`` (``python -m dispatched.grading.grade CLASS ASSIGNMENT``).

Each notebook in ``CLASS/submitted/STUDENT/ASSIGNMENT/`` runs in a sandbox of its own, several at a time; what its answers
are goes to a judge outside, who alone gives points. nbgrader then enters them into the grade book, keeps what a person has
to read, and can change or export everything as usual. A run is kept, so that a second call goes on where the first
stopped and grades nothing twice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import nbformat

from dispatched.checks.judge import Verdict, judge
from dispatched.checks.portable import shortly
from dispatched.grading import inject, keys, notebooks, release, report, sandbox, scenes
from dispatched.grading.notebooks import SubmissionError

VERSION = "2"
"""Raise it when a run or a judgment may come out otherwise, so that kept runs are made anew."""


def student_id(name: str) -> str:
    """A name that is safe as folder and in the grade book; two names stay two.

    >>> student_id("anna.kim")
    'anna.kim'
    >>> student_id("Ким 😀")
    'student-bd889e10'
    """
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}", name):
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return f"student-{hashlib.sha256(raw).hexdigest()[:8]}"


def shown_name(name: str) -> str:
    """A folder's name as a person reads it: bytes that are no UTF-8 are read as Windows-1251."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1251", "replace")
    return unicodedata.normalize("NFC", "".join(c if c.isprintable() else "?" for c in text))


def find(folder: Path, assignment: str) -> list[tuple[str, Path | None, str]]:
    """The submissions of an assignment: student's folder, the notebook in it, and what is wrong where there is none."""
    found = []
    for student in sorted((folder / "submitted").iterdir(), key=lambda p: os.fsencode(p.name)):
        place = student / assignment
        if not student.is_dir() or student.name.startswith("."):
            continue
        if place.is_symlink() or student.is_symlink() or not place.is_dir():
            found.append((student.name, None, "nothing was submitted"))
            continue
        books = [p for p in sorted(place.iterdir()) if p.suffix == ".ipynb" and p.is_file() and not p.is_symlink()]
        named = [p for p in books if p.stem == assignment]
        if named or len(books) == 1:
            found.append((student.name, (named or books)[0], ""))
        else:
            text = f"{len(books)} notebooks and none named {assignment}.ipynb" if books else "no notebook was submitted"
            found.append((student.name, None, text))
    return found


class Class:
    """One assignment of a class, ready to be graded.

    Args:
        folder: of the class.
        assignment: its name.
        exercises: where the sources are.
        limits: what a notebook may use.
        unsafe: grade without a sandbox where there is none.

    Raises:
        FileNotFoundError: the assignment has not been released into this class.
    """

    def __init__(
        self,
        folder: Path,
        assignment: str,
        *,
        exercises: Path = keys.EXERCISES,
        limits: sandbox.Limits | None = None,
        unsafe: bool = False,
    ) -> None:
        self.folder, self.assignment, self.exercises = folder.resolve(), assignment, exercises
        self.limits, self.unsafe = limits or sandbox.Limits(), unsafe
        path = self.folder / "release" / assignment / f"{assignment}.ipynb"
        if not path.is_file():
            raise FileNotFoundError(f"{assignment} has not been released into {folder}: make release CLASS={folder}")
        self.released = nbformat.read(path, as_version=4)
        shown, hidden = keys.make(assignment, exercises)
        self.tasks = {t["id"]: t for t in keys.load(exercises / assignment / "tasks.toml")}
        self.keys = {k["id"]: k for k in shown}
        self.hidden = {k["id"]: k for k in hidden}
        self.calls = {n: [*t.get("calls", []), *t.get("hidden", [])] for n, t in self.tasks.items()}
        runner = Path(sandbox.__file__).with_name("runner.py").read_bytes()
        known = [
            VERSION,
            path.read_text(),
            json.dumps([self.keys, self.hidden, self.calls], sort_keys=True, default=str),
        ]
        self.mark = hashlib.sha256(repr((known, runner, vars(self.limits))).encode()).hexdigest()

    def record(self, name: str, path: Path | None, problem: str) -> tuple[dict[str, Any], bool]:
        """Run and judge one submission, or take what is kept of an earlier run.

        Returns:
            the record, and whether it is new.
        """
        student = student_id(name)
        kept = inject.record_path(self.folder, self.assignment, student)
        raw = b""
        if path is not None:
            with path.open("rb") as file:
                raw = file.read(notebooks.LARGEST + 1)
        mark = hashlib.sha256(self.mark.encode() + problem.encode() + raw).hexdigest()
        if kept.is_file():
            try:
                old = json.loads(kept.read_text(encoding="utf-8"))
                if old.get("mark") == mark:
                    return old, False
            except ValueError:
                pass
        record = self._run(path, problem) | {"mark": mark, "student": student, "name": shown_name(name)}
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8", errors="replace")
        part.replace(kept)
        return record, True

    def _run(self, path: Path | None, problem: str) -> dict[str, Any]:
        submitted = nbformat.v4.new_notebook()
        if path is not None:
            try:
                submitted = notebooks.read_submission(path)
            except (SubmissionError, OSError) as error:
                problem = str(error)
        restored, notes = notebooks.restore(submitted, self.released)
        if problem:
            notes = []
        result: dict[str, Any] = {"lines": [], "end": "done"}
        if not problem:
            steps = notebooks.plan(restored, self.calls)
            result = sandbox.run(
                steps, package=keys.ROOT / "dispatched", data=keys.ROOT / "data", limits=self.limits, unsafe=self.unsafe
            )
        lines = {}
        for line in result["lines"]:
            lines.setdefault(str(line.get("id")), line)  # what a cell says later about another one does not count
        verdicts, cells, answers = {}, {}, {}
        for number, cell in enumerate(restored.cells):
            place = f"c{number}"
            if cell.cell_type != "code":
                continue
            if not notebooks.graded(cell):
                if place in lines:
                    cells[place] = {k: lines[place].get(k) for k in ("outputs", "stdout", "stderr", "error")}
                continue
            verdict, answer = self._judge(cell, lines.get(place, {}), problem or result["end"])
            if verdict.note:
                notes.append(verdict.note)
            verdicts[place] = vars(verdict) | {"id": cell.metadata.nbgrader.grade_id}
            answers[cell.metadata.nbgrader.grade_id] = answer
        end = problem or ("" if result["end"] == "done" else f"the run was not finished: {result['end']}")
        return {
            "notebook": json.loads(nbformat.writes(restored)),
            "notes": notes,
            "problem": end,
            "cells": cells,
            "verdicts": verdicts,
            "answers": answers,
        }

    def _judge(self, cell: Any, line: Mapping[str, Any], end: str) -> tuple[Verdict, str]:
        found, shown = [], ""
        for task, name in notebooks.checks_of(cell.source):
            answers = line.get("answers")
            value = answers.get(name) if isinstance(answers, Mapping) else None
            if not isinstance(value, Mapping):
                text = str(line.get("skipped") or "") or ("" if end == "done" else end)
                found.append(Verdict(False, 0, f"There is no answer to judge: {text or 'the cell was not reached'}."))
                continue
            one = self.tasks[task]
            value = scenes.attach(value, unsafe=self.unsafe) if one["kind"] == "chart" else dict(value)
            shown = "" if value.get("is") in ("unanswered", "error") else shortly(value)
            verdict = judge(self.keys[task], keys.split(one, value, False))
            if task in self.hidden and verdict.share > 0:
                other = judge(self.hidden[task], keys.split(one, value, True))
                if not other.ok:
                    text = "Right for the calls shown, and not for others." if verdict.ok else verdict.text
                    verdict = Verdict(False, round((verdict.share + other.share) / 2, 2), text)
            found.append(verdict)
        if not found:
            return Verdict(False, 0, "This cell checks nothing."), ""
        worst = min(found, key=lambda v: v.share)
        return worst, shown

    def grade(self, workers: int | None = None, quiet: bool = False) -> list[dict[str, Any]]:
        """Run all submissions, enter the points, write feedback, CSV and report.

        Returns:
            one row a student, as in ``grades.csv``.
        """
        from tqdm import tqdm

        found = find(self.folder, self.assignment)
        records: dict[str, dict[str, Any]] = {}
        fresh: set[str] = set()
        with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
            jobs = {pool.submit(self.record, *one): one[0] for one in found}
            for job in tqdm(as_completed(jobs), total=len(jobs), desc="running", disable=quiet, file=sys.stderr):
                record, new = job.result()
                records[record["student"]] = record
                if new:
                    fresh.add(record["student"])
        self._enter(records, fresh, quiet)
        return report.write(self, records)

    def _enter(self, records: Mapping[str, Mapping[str, Any]], fresh: set[str], quiet: bool) -> None:
        """Give nbgrader the restored notebooks and let it write the points into the grade book."""
        import warnings

        from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
        from sqlalchemy.exc import SAWarning
        from tqdm import tqdm

        warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's own, on objects that it adds later
        staged = self.folder / ".staged"
        config = release.settings(self.folder, self.exercises)
        config.CourseDirectory.submitted_directory = str(staged)
        config.Autograde.autograde_preprocessors = [
            inject.Inject,
            SaveAutoGrades,
            AssignLatePenalties,
            CheckCellMetadata,
        ]
        config.Inject.folder = str(self.folder)
        api = release.api(self.folder, config)
        for student in tqdm(sorted(records), desc="grading", disable=quiet, file=sys.stderr):
            done = self.folder / "autograded" / student / self.assignment / f"{self.assignment}.ipynb"
            if student not in fresh and done.is_file():
                continue
            place = staged / student / self.assignment
            place.mkdir(parents=True, exist_ok=True)
            text = json.dumps(records[student]["notebook"], ensure_ascii=False)
            (place / f"{self.assignment}.ipynb").write_text(text, encoding="utf-8", errors="replace")
            result = api.autograde(self.assignment, student, force=True, create=True)
            if not result["success"]:
                raise RuntimeError(f"nbgrader could not enter {student}: {result.get('error') or result.get('log')}")
        shutil.rmtree(staged, ignore_errors=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: grade, say where the results are."""
    parser = argparse.ArgumentParser(prog="python -m dispatched.grading.grade", description="Grade a class.")
    parser.add_argument("folder", type=Path, help="folder of the class")
    parser.add_argument("assignments", nargs="*", help="all that were released and handed in, where none is named")
    parser.add_argument("--workers", type=int, default=None, help="notebooks that run at one time")
    parser.add_argument(
        "--unsafe", action="store_true", help="grade without a sandbox: only inside a container of its own"
    )
    options = parser.parse_args(arguments)
    names = options.assignments or sorted(p.name for p in (options.folder / "release").glob("*") if p.is_dir())
    try:
        for name in names:
            rows = Class(options.folder, name, unsafe=options.unsafe).grade(options.workers)
            trouble = sum(bool(row["note"]) for row in rows)
            print(
                f"{name}: {len(rows)} students, {trouble} with a note. See {options.folder / 'reports' / name / 'index.html'}"
            )
    except (FileNotFoundError, sandbox.NoSandboxError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
