"""The teacher's desk: hand out, collect, grade and give back an assignment.

``desk STEP ASSIGNMENT`` in a terminal of a teacher's server (``python -m dispatched.hub.desk``).
Nothing that a student wrote runs here but in the grader's sandbox.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from nbgrader.utils import notebook_hash

from dispatched.grading import grade, keys, release
from dispatched.hub import boxes, walls
from dispatched.hub.rooms import COURSE, NAME, HubError
from dispatched.whole import why, write_whole


class Desk:
    """The desk of a class.

    Args:
        folder: of the class.
        exchange: with ``outbound``, ``boxes``, ``returned`` and ``scores``.
        assignment: its name.

    Raises:
        HubError: there is no such assignment, or this is no teacher's server.
    """

    def __init__(self, folder: Path, exchange: Path, assignment: str) -> None:
        self.folder, self.exchange, self.assignment = folder, exchange, assignment
        if not exchange.is_dir():
            raise HubError("there is no exchange here: say this in a teacher's server of the hub")
        known = keys.assignments(keys.EXERCISES)
        if assignment not in known:
            raise HubError(f"there is no assignment {assignment}; there are {', '.join(known)}")

    def hand_out(self) -> str:
        """Make the students' version and let students fetch it."""
        wrong = release.release(self.folder, [self.assignment])[self.assignment]
        if wrong:
            raise HubError(f"{self.assignment}: {wrong.strip().splitlines()[-1]}")
        place = self.exchange / "outbound" / self.assignment
        part = place.with_name(f".{place.name}")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(self.folder / "release" / self.assignment, part)
        shutil.rmtree(place, ignore_errors=True)
        part.replace(place)
        return f"{self.assignment}: students can fetch it."

    def collect(self) -> str:
        """Bring what was handed in into the class."""
        told = boxes.collect(self.exchange / "boxes", self.folder / "submitted", self.assignment)
        return f"{self.assignment}: {len(told)} handed in, {sum(told.values())} of them new."

    def grade(self) -> str:
        """Run and judge what was collected, each notebook in its sandbox."""
        if grade.main([str(self.folder), self.assignment]):
            raise HubError(f"{self.assignment}: not all are graded; the lines above say why")
        return f"{self.assignment}: graded."

    def give_back(self) -> str:
        """Put each student's feedback where it is fetched, and the points where they are sent.

        Raises:
            HubError: it is not graded yet.
        """
        reports = self.folder / "reports" / self.assignment
        table = reports / "grades.csv"
        if not table.is_file():
            raise HubError(f"{self.assignment} is not graded yet: desk grade {self.assignment}")
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["automatic"] != ""]
        given = [row for row in rows if self._feedback(row["student"], reports)]
        points = {row["student"]: _points(row) for row in given}
        write_whole(
            self.exchange / "scores" / f"{self.assignment}.json",
            json.dumps({"assignment": self.assignment, "points": points}, indent=1),
        )
        return f"{self.assignment}: given back to {len(given)} of {len(rows)} graded students."

    def _feedback(self, student: str, reports: Path) -> bool:
        page = reports / "feedback" / f"{student}.html"
        secret = self.folder / "submitted" / student / self.assignment / "submission_secret.txt"
        if not (NAME.fullmatch(student) and page.is_file() and secret.is_file()):
            return False
        words = secret.read_bytes().decode("utf-8", "replace")
        name = notebook_hash(secret=words, notebook_id=self.assignment)
        place = self.exchange / "returned" / student / f"{name}.html"
        write_whole(place, page.read_text(encoding="utf-8"))
        return True


def _points(row: dict[str, str]) -> dict[str, float | str | bool]:
    """What a course system is told of one row of ``grades.csv``."""
    return {
        "given": float(row["total"]),
        "most": float(row["automatic_max"]) + float(row["written_max"]),
        "waits": float(row["to_read"] or 0) > 0,
        "submission": row["submission"],
    }


STEPS: dict[str, Callable[[Desk], str]] = {
    "hand-out": Desk.hand_out,
    "collect": Desk.collect,
    "grade": Desk.grade,
    "give-back": Desk.give_back,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: one step for one assignment."""
    parser = argparse.ArgumentParser(prog="desk", description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("assignment")
    options = parser.parse_args(arguments)
    folder = Path(os.environ.get("DISPATCHED_HUB_CLASS") or "class")
    try:
        desk = Desk(folder, Path(walls.EXCHANGE) / COURSE, options.assignment)
        print(STEPS[options.step](desk))
    except HubError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{options.assignment}: {why(error)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
