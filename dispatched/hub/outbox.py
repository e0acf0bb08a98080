"""What must outlive a stop of the hub: launches that were used, who came from where, each score.

One SQLite file in the hub's ``state``. A score is written down, with its time, before it is sent
for the first time, and keeps that time: a course system that has it already sees that it is not a
new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SHAPE = """
CREATE TABLE IF NOT EXISTS launch (nonce TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS member (
    student TEXT PRIMARY KEY, subject TEXT NOT NULL, lineitems TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS score (
    student TEXT NOT NULL, assignment TEXT NOT NULL, mark TEXT NOT NULL, time TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next REAL NOT NULL DEFAULT 0,
    said TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (student, assignment)
);
"""


@dataclass(frozen=True)
class Member:
    """Somebody who came from a course system.

    Args:
        student: the name here.
        subject: the name there.
        lineitems: where the columns of the gradebook there are.
    """

    student: str
    subject: str
    lineitems: str


@dataclass(frozen=True)
class Letter:
    """The score that is to be sent, or was.

    Args:
        mark: tells this grade from any other of the same student and assignment.
        time: when the grade was given, as the course system is told.
        state: ``waiting`` or ``sent``.
        tries: how often it failed.
        next: not before this, in seconds since 1970.
    """

    mark: str
    time: str
    state: str
    tries: int
    next: float


class Outbox:
    """The file, opened for each step anew.

    Args:
        path: of the file; it is made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _book(self) -> Iterator[sqlite3.Connection]:
        book = sqlite3.connect(self.path, timeout=10)
        try:
            book.executescript(SHAPE)
            with book:
                yield book
        finally:
            book.close()

    def first_use(self, nonce: str, until: float, now: float) -> bool:
        """Note that a launch was used; False where it was used before."""
        with self._book() as book:
            book.execute("DELETE FROM launch WHERE until < ?", [now])
            made = book.execute("INSERT OR IGNORE INTO launch VALUES (?, ?)", [nonce, until])
            return made.rowcount == 1

    def remember(self, member: Member) -> None:
        """Note where a student's scores go; the newest launch counts."""
        with self._book() as book:
            values = [member.student, member.subject, member.lineitems]
            book.execute("INSERT OR REPLACE INTO member VALUES (?, ?, ?)", values)

    def members(self) -> dict[str, Member]:
        """Name here → who it is there."""
        with self._book() as book:
            rows = book.execute("SELECT student, subject, lineitems FROM member")
            return {row[0]: Member(*row) for row in rows}

    def letter(self, student: str, assignment: str, mark: str, time: str) -> Letter:
        """The letter for a grade: the one that is kept, or a new one where the grade is new."""
        with self._book() as book:
            key = [student, assignment]
            row = book.execute(
                "SELECT mark, time, state, tries, next FROM score "
                "WHERE student = ? AND assignment = ?",
                key,
            ).fetchone()
            if row and row[0] == mark:
                return Letter(*row)
            book.execute(
                "INSERT OR REPLACE INTO score (student, assignment, mark, time, state) "
                "VALUES (?, ?, ?, ?, 'waiting')",
                [*key, mark, time],
            )
            return Letter(mark, time, "waiting", 0, 0.0)

    def sent(self, student: str, assignment: str, said: str) -> None:
        """The course system has it."""
        with self._book() as book:
            book.execute(
                "UPDATE score SET state = 'sent', said = ? WHERE student = ? AND assignment = ?",
                [said, student, assignment],
            )

    def failed(self, student: str, assignment: str, said: str, later: float) -> None:
        """It did not get there; try again at this time."""
        with self._book() as book:
            book.execute(
                "UPDATE score SET tries = tries + 1, next = ?, said = ? "
                "WHERE student = ? AND assignment = ?",
                [later, said, student, assignment],
            )
