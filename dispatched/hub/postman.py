"""Brings points that teachers gave back to the course system: each grade once.

A service of the hub (``python -m dispatched.hub.postman``). It reads what the desk put into
``scores``, and sends what was not sent; after a failure again, later and later.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from dispatched.hub import lti
from dispatched.hub.grade_service import GradeService, NotSentError
from dispatched.hub.outbox import Member, Outbox
from dispatched.hub.rooms import HubError, Rooms

ROUND = 5.0
"""Seconds between two rounds."""

FIRST_WAIT, LONGEST_WAIT = 30.0, 3600.0
"""Seconds until a failed score is tried again: doubled each time, up to the second."""


class Service(Protocol):
    """What a postman needs of a course system."""

    def send(self, member: Member, assignment: str, points: Mapping[str, Any], written: str) -> str:
        """Send one score; what the course system said."""


class Postman:
    """One who brings scores.

    Args:
        rooms: of the hub.
        service: the course system's gradebook.
        clock: seconds since 1970.
    """

    def __init__(
        self, rooms: Rooms, service: Service, clock: Callable[[], float] = time.time
    ) -> None:
        self.rooms, self.service, self.clock = rooms, service, clock
        self.book = Outbox(rooms.state / "outbox.sqlite")

    def once(self) -> list[str]:
        """One round; a sentence for each score that was sent or failed, or cannot be read."""
        said, members = [], self.book.members()
        for path in sorted(self.rooms.scores.glob("*.json")):
            try:
                given = list(read(path))
            except (OSError, ValueError, KeyError, TypeError) as error:
                said.append(f"{path.name} cannot be read ({error}): give it back again")
                continue
            for student, points in given:
                if student in members:
                    said += self._deliver(members[student], path.stem, points)
        return said

    def _deliver(self, member: Member, assignment: str, points: Mapping[str, Any]) -> list[str]:
        now = self.clock()
        mark = hashlib.sha256(json.dumps(points, sort_keys=True).encode()).hexdigest()
        moment = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
        letter = self.book.letter(member.student, assignment, mark, moment)
        if letter.state == "sent" or now < letter.next:
            return []
        who = f"{assignment}, {member.student}"
        try:
            told = self.service.send(member, assignment, points, letter.time)
        except NotSentError as error:
            wait = min(FIRST_WAIT * 2**letter.tries, LONGEST_WAIT)
            self.book.failed(member.student, assignment, str(error), now + wait)
            return [f"{who}: {error}; tried again in {wait:.0f} s"]
        self.book.sent(member.student, assignment, told)
        return [f"{who}: {told}"]


def read(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Student and points, from a file of the desk.

    Raises:
        ValueError, KeyError, TypeError: it is not what the desk writes.
    """
    for student, one in json.loads(path.read_text(encoding="utf-8"))["points"].items():
        points: dict[str, Any] = {
            "given": float(one["given"]),
            "most": float(one["most"]),
            "waits": bool(one["waits"]),
            "submission": str(one["submission"]),
        }
        if not (math.isfinite(points["given"]) and 0 < points["most"] < math.inf):
            raise ValueError(f"{student}: points are numbers, the most above 0")
        yield student, points


def main() -> int:
    """Run until stopped."""
    rooms = Rooms(Path(os.environ["DISPATCHED_HUB"]))
    try:
        told = lti.platform(rooms)
    except HubError as error:
        print(error, file=sys.stderr)
        return 1
    if told is None:
        print("There is no course system: state/lti.json is missing.", file=sys.stderr)
        return 1
    postman = Postman(rooms, GradeService(told, rooms.state))
    while True:
        for line in postman.once():
            print(line, flush=True)
        time.sleep(ROUND)


if __name__ == "__main__":
    sys.exit(main())
