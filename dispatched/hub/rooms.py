"""Where the hub keeps what: one folder, with a room for each purpose.

Students and teachers see parts of it through walls (:mod:`dispatched.hub.walls`): a student the own
home, the own box and the own returns; a teacher the class and everybody's boxes. ``state`` is seen
by the hub alone.
"""

from __future__ import annotations

import csv
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COURSE = "dispatched"
"""The course's name in nbgrader's exchange."""

TEACHERS = ("teacher-1", "teacher-2")
STUDENTS = ("student-1", "student-2", "student-3", "student-4", "student-5")
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class HubError(RuntimeError):
    """The hub cannot do what it was asked; the text says why, and what to do."""


@dataclass(frozen=True)
class Rooms:
    """The rooms of one hub.

    Args:
        root: the folder of the hub.
    """

    root: Path

    @property
    def state(self) -> Path:
        """Secrets and databases of the hub."""
        return self.root / "state"

    @property
    def classroom(self) -> Path:
        """The class as `make release` and `make grade` know it; for teachers."""
        return self.root / "class"

    @property
    def handed_out(self) -> Path:
        """nbgrader's ``outbound``: what students may fetch."""
        return self.root / "exchange" / "outbound"

    @property
    def boxes(self) -> Path:
        """Where students hand in: a folder each."""
        return self.root / "exchange" / "boxes"

    @property
    def returned(self) -> Path:
        """Feedback that was given back: a folder for each student."""
        return self.root / "exchange" / "returned"

    @property
    def scores(self) -> Path:
        """Points that a teacher gave back, for the postman: a file for each assignment."""
        return self.root / "exchange" / "scores"

    @property
    def course(self) -> Path:
        """The bare repository from which students' notebooks are pulled."""
        return self.root / "course.git"

    @property
    def passwords(self) -> Path:
        """Names, what they are, and their passwords for trying out."""
        return self.state / "passwords.csv"

    def home(self, name: str) -> Path:
        """The home of a student or teacher."""
        return self.root / "homes" / checked(name)

    def box(self, name: str) -> Path:
        """Where one student hands in."""
        return self.boxes / checked(name)

    def returned_to(self, name: str) -> Path:
        """Feedback for one student."""
        return self.returned / checked(name)

    def make(self) -> None:
        """Make what is missing; only the one who runs the hub can look into it.

        Raises:
            HubError: the folder cannot be made.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            os.chmod(self.root, 0o700)
            parts = (self.state, self.classroom, self.handed_out, self.boxes, self.returned)
            for folder in (*parts, self.scores, self.root / "homes"):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HubError(f"{self.root} cannot be used: {error.strerror}; name another") from None

    def welcome(self, name: str) -> None:
        """Make the rooms of one person."""
        for folder in (self.home(name), self.box(name), self.returned_to(name)):
            folder.mkdir(parents=True, exist_ok=True)
        account = self.state / "passwd" / checked(name)
        account.parent.mkdir(exist_ok=True)
        account.write_text(f"{name}:x:1000:1000::/home/{name}:/bin/bash\n", encoding="utf-8")


def checked(name: str) -> str:
    """A name that may stand in a path.

    Raises:
        HubError: it holds something else than small letters, digits and hyphens.
    """
    if not NAME.fullmatch(name):
        raise HubError(f"{name!r} is no name here: small letters, digits and hyphens, 41 at most")
    return name


def people(rooms: Rooms) -> dict[str, tuple[str, str]]:
    """Name → what somebody is (``teacher`` or ``student``) and the password for trying out.

    The table is made at the first call, with two teachers and five students.

    Raises:
        HubError: a row cannot be read.
    """
    path = rooms.passwords
    if not path.exists():
        known = [(n, "teacher") for n in TEACHERS] + [(n, "student") for n in STUDENTS]
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["name", "is", "password"])
            table.writerows([n, kind, secrets.token_hex(8)] for n, kind in known)
    found = {}
    # The postman of a large course has this module, and nothing that grades.
    from dispatched.grading import spreadsheet

    rows, said = spreadsheet.read(path, ("name", "is", "password"))
    if said:
        raise HubError(said[0].removesuffix("."))
    for number, row in rows:
        name, kind, password = row["name"], row["is"], row["password"]
        wrong = kind not in ("teacher", "student") or len(password) < 8 or name in found
        if wrong or not NAME.fullmatch(name):
            raise HubError(
                f"{path.name}, row {number}: each row is a new name in small letters, teacher "
                "or student, and a password of eight signs or more"
            )
        found[name] = (kind, password)
    return found
