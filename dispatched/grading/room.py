"""An assignment that has been released into a class: where it is, and what it asks."""

from __future__ import annotations

import shlex
from pathlib import Path

import nbformat

from dispatched.checks.tasks import load
from dispatched.grading import keys, settings


class Room:
    """One assignment of one class, as it was released.

    Args:
        folder: of the class.
        assignment: its name, or its number, such as ``05``.
        exercises: where the sources are.

    Raises:
        FileNotFoundError: the assignment has not been released into this class, or cannot be read.
        ClassError: the settings of the class cannot be read.
    """

    def __init__(self, folder: Path, assignment: str, exercises: Path = keys.EXERCISES) -> None:
        assignment = _whole_name(folder, assignment)
        self.folder, self.assignment, self.exercises = folder.resolve(), assignment, exercises
        self.path = self.folder / "release" / assignment / f"{assignment}.ipynb"
        again = f"make release CLASS={shlex.quote(str(folder))}"
        if assignment != Path(assignment).name or not self.path.is_file():
            raise FileNotFoundError(f"{assignment} has not been released into {folder}: {again}")
        try:
            self.released = nbformat.read(self.path, as_version=4)
        except ValueError:  # of nbformat and json
            raise FileNotFoundError(f"{self.path} cannot be read: {again} again") from None
        self.settings = settings.read(self.folder)
        self.tasks = {t["id"]: t for t in load(exercises / assignment / "tasks.toml")}

    @property
    def reports(self) -> Path:
        """Where the pages and tables of the assignment are."""
        return self.folder / "reports" / self.assignment


def _whole_name(folder: Path, assignment: str) -> str:
    """The name of the assignment with this number, if one was released; else what was given."""
    if not assignment.isascii() or not assignment.isdigit():
        return assignment
    found = [p.name for p in (folder / "release").glob(f"{assignment.zfill(2)}-*") if p.is_dir()]
    return found[0] if len(found) == 1 else assignment
