"""A judge that an answer breaks costs that answer, and the next ones are judged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from dispatched.grading import judges
from tests.grading_room import needs_sandbox, said
from tests.runner_says import asked

BAD_JUDGE = """
import os, re, signal, sys
sys.path[:0] = [sys.argv[1]]
from dispatched.grading import judging
def judge(key, value):
    what = value.get("text")
    if what == "loop":
        while True: pass
    if what == "pattern":
        re.match("(a|a)*b", "a" * 60)
    if what == "deaf":
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True: pass
    if what == "recursion":
        return judge(key, value)
    if what == "memory":
        return bytearray(4_000_000_000)
    if what == "dead":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "nothing":
        return None
    return judging.Verdict(True, 1, "Right.")
judging.judge = judge
judging.main()
"""
"""A judge as it may become when an answer finds a fault in it."""

STEPS = [{"id": f"c{n}", "ask": {"x": []}} for n in range(4)]


@pytest.fixture
def court(monkeypatch: pytest.MonkeyPatch) -> Iterator[judges.Court]:
    needs_sandbox()
    monkeypatch.setattr(judges, "_START", BAD_JUDGE)
    with judges.Court() as made:
        yield made


def heard(court: judges.Court, *texts: str) -> list[dict[str, Any]]:
    """The verdicts on texts, one a cell."""
    lines = [asked(f"c{n}", {"is": "text", "text": text}) for n, text in enumerate(texts)]
    job = {
        "tasks": {"t": {"kind": "text"}},
        "keys": {"t": {}},
        "hidden": {},
        "end": "its process ended",
        "graded": {f"c{n}": 'check("t", x)' for n in range(len(texts))},
    }
    found = court.hear(
        job, said({"ready": True}, *lines, {"done": True}), STEPS[: len(texts)], seconds=2
    )
    assert set(found["verdicts"]) == set(job["graded"])
    return [found["verdicts"][place] | {"trouble": found["trouble"]} for place in job["graded"]]


@pytest.mark.parametrize(
    "what", ["loop", "pattern", "deaf", "recursion", "memory", "dead", "nothing"]
)
def test_an_answer_that_breaks_the_judge_costs_itself_and_the_next_is_judged(
    court: judges.Court, what: str
) -> None:
    first, second, third = heard(court, "good", what, "good")
    assert (first["share"], second["share"], third["share"]) == (1, 0, 1)
    assert "could not be judged" in second["text"]
    assert second["trouble"]
    assert [v["share"] for v in heard(court, "good", "good")] == [1, 1]


def test_answers_that_hang_the_judge_again_and_again_end_the_judging_of_their_author_alone(
    court: judges.Court,
) -> None:
    found = heard(court, "deaf", "deaf", "deaf", "good")
    assert [v["share"] for v in found] == [0, 0, 0, 0]
    assert found[0]["trouble"].count("did not come to an end") == 2  # waited for, not all four
    assert [v["share"] for v in heard(court, "good")] == [1]


def test_the_judge_sees_no_network_and_no_file_of_the_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needs_sandbox()
    look = BAD_JUDGE.split("def judge")[0] + (
        "def judge(key, value):\n"
        "    import glob, socket\n"
        "    seen = [p for p in (value['text'], '/home', '/etc/passwd') if os.path.exists(p)]\n"
        "    seen += [n for _, n in socket.if_nameindex() if n != 'lo']\n"
        "    return judging.Verdict(not seen, 0, str(seen))\n"
        "judging.judge = judge\njudging.main()\n"
    )
    monkeypatch.setattr(judges, "_START", look)
    with judges.Court() as made:
        assert heard(made, os.path.abspath(__file__))[0]["text"] == "[]"
