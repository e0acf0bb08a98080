"""Scores to a course system: each grade arrives once, whatever fails in between."""

from __future__ import annotations

import doctest
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dispatched.hub import keypair, lti
from dispatched.hub.grade_service import GradeService
from dispatched.hub.outbox import Member, Outbox
from dispatched.hub.postman import Postman
from dispatched.hub.rooms import Rooms
from tests.hub_platform import Platform, open_platform

WORK = "05-2000-contract-work"
ANNA = "lti-anna"


@dataclass
class School:
    """The rooms of a hub that does not run, and the course system."""

    rooms: Rooms
    platform: Platform

    def postman(self) -> Postman:
        """One who knows no more than what is written down."""
        told = lti.platform(self.rooms)
        assert told
        return Postman(self.rooms, GradeService(told, self.rooms.state), Clock())


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    rooms = Rooms(tmp_path)
    rooms.make()
    with open_platform() as platform:
        (rooms.state / "lti.json").write_text(json.dumps(platform.told()))
        platform.tool_keys = lambda: keypair.public(rooms.state)
        member = Member(ANNA, "anna", f"{platform.address}/items?course=7")
        Outbox(rooms.state / "outbox.sqlite").remember(member)
        yield School(rooms, platform)


@pytest.fixture
def postman(school: School) -> Postman:
    return school.postman()


def give_back(school: School, points: float, submission: str = "aaa", waits: bool = False) -> None:
    """What the desk writes."""
    one = {"given": points, "most": 11.0, "waits": waits, "submission": submission}
    text = json.dumps({"assignment": WORK, "points": {ANNA: one, "student-7": one}})
    (school.rooms.scores / f"{WORK}.json").write_text(text)


class Clock:
    """Seconds since 1970, as a test wants them."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_score_arrives_once(school: School, postman: Postman) -> None:
    give_back(school, 7.5)
    assert [line.endswith(": arrived") for line in postman.once()] == [True]
    assert postman.once() == []
    (score,) = school.platform.arrived
    assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("anna", 7.5, 11.0)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    assert score["timestamp"].startswith("2026-09-21T")
    (item,) = school.platform.items
    assert (item["resourceId"], item["scoreMaximum"]) == (f"dispatched:{WORK}", 11.0)


def test_it_is_not_sent_again_after_a_stop_of_the_hub(school: School, postman: Postman) -> None:
    give_back(school, 7.5)
    postman.once()
    assert school.postman().once() == []
    assert len(school.platform.arrived) == len(school.platform.items) == 1


@pytest.mark.parametrize("status", [500, 503, 429, 401, 400])
def test_it_is_repeated_after_a_failure_but_not_at_once(
    school: School, postman: Postman, status: int
) -> None:
    give_back(school, 7.5)
    school.platform.fail = [status]
    (line,) = postman.once()
    assert f"said {status}; tried again in 30 s" in line
    assert postman.once() == []
    postman.clock.now += 31  # type: ignore[attr-defined]
    assert postman.once()[0].endswith(": arrived")
    assert len(school.platform.arrived) == 1


def test_a_score_whose_answer_was_lost_does_not_count_twice(
    school: School, postman: Postman
) -> None:
    give_back(school, 7.5)
    school.platform.fail = ["lost"]
    assert "no answer" in postman.once()[0]
    assert len(school.platform.arrived) == 1
    postman.clock.now += 31  # type: ignore[attr-defined]
    assert postman.once()[0].endswith(": it was there")
    assert len(school.platform.arrived) == 1
    assert school.platform.refused == ["not newer"]
    assert postman.once() == []


def test_waits_grow_up_to_an_hour(school: School, postman: Postman) -> None:
    give_back(school, 7.5)
    school.platform.fail = [503] * 12
    waits = []
    for _ in range(10):
        (line,) = postman.once()
        waits.append(int(line.split(" in ")[1].split()[0]))
        postman.clock.now += waits[-1]  # type: ignore[attr-defined]
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == 3600


def test_a_new_grade_is_sent_and_a_written_answer_waits(school: School, postman: Postman) -> None:
    give_back(school, 7.5, waits=True)
    postman.once()
    assert school.platform.arrived[-1]["gradingProgress"] == "PendingManual"
    give_back(school, 9.0)
    later = school.postman()  # after a stop of the hub
    later.clock.now += 60  # type: ignore[attr-defined]
    assert later.once()[0].endswith(": arrived")
    assert [one["scoreGiven"] for one in school.platform.arrived] == [7.5, 9.0]
    assert len(school.platform.items) == 1


def test_leave_that_ran_out_is_asked_for_again(school: School, postman: Postman) -> None:
    give_back(school, 7.5)
    postman.once()
    school.platform.tokens.clear()
    postman.clock.now += 60  # type: ignore[attr-defined]
    give_back(school, 8.0)
    assert "said 401" in postman.once()[0]
    postman.clock.now += 31  # type: ignore[attr-defined]
    assert postman.once()[0].endswith(": arrived")


@pytest.mark.parametrize("text", ["", "{", '{"points": {"a": {"given": "x"}}}', "[]"])
def test_scores_that_cannot_be_read_are_named(school: School, postman: Postman, text: str) -> None:
    (school.rooms.scores / f"{WORK}.json").write_text(text)
    (line,) = postman.once()
    assert line.startswith(f"{WORK}.json cannot be read")
    assert school.platform.arrived == []


def test_the_example_of_a_name_is_what_the_code_gives() -> None:
    told = doctest.testmod(lti)
    assert told.attempted
    assert not told.failed
