"""Hints, progress and what an author of tasks is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dispatched import checks
from dispatched.checks import done, feedback
from dispatched.checks.tasks import TaskError, load
from tests.saying import SAID, as_said


def test_hints_come_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    task = next(t for t, k in checks.load_keys().items() if k["kind"] == "number")
    monkeypatch.setattr(feedback, "_hints", {})
    hints = checks.load_keys()[task]["hints"]
    first = checks.hint(task)
    assert hints[0] in first.text
    assert repr(first).startswith("? ")  # a hint does not say that anything is wrong
    assert "✗" not in first._repr_html_()
    assert hints[1] in checks.hint(task).text
    assert "That was all" in checks.hint(task).text
    with pytest.raises(checks.UnknownTaskError, match="no task '05-x'; this chapter has 05-"):
        checks.hint("05-x")


def test_progress_is_a_local_file_that_may_go(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert checks.progress()["done"].sum() == 0
    assert not list(tmp_path.iterdir())
    done.remember("05-obligation")
    assert [p.name for p in tmp_path.iterdir()] == [done.PROGRESS]
    assert checks.progress().loc["05-2000-contract-work", "done"] == 1
    (tmp_path / done.PROGRESS).write_text("{broken")
    assert checks.progress()["done"].sum() == 0
    checks.forget()
    assert not list(tmp_path.iterdir())


def test_feedback_is_escaped_and_gives_points() -> None:
    shown = checks.Feedback("05-x", False, 0.5, "<script>alert(1)</script>")
    assert "<script>" not in shown._repr_html_()
    assert shown.graded(4) == 2
    with pytest.raises(AssertionError, match="no"):
        checks.Feedback("05-x", False, 0, "no").graded(4)


def test_a_written_answer_is_left_to_a_person() -> None:
    task = next(t for t, k in checks.load_keys().items() if k["kind"] == "written")
    assert "3 words" in checks.check(task, "one two three").text
    assert checks.check(task, "one").share == 0


CHART = {"mark": "bar", "channels": {"x": {"field": "year"}}}
BAD: dict[str, tuple[Callable[[dict], Any], str]] = {
    "unknown word": (lambda t: t.update(colour="red"), "unknown colour"),
    "unknown kind": (lambda t: t.update(kind="guess"), "kind 'guess'"),
    "one hint": (lambda t: t.update(hints=["only one hint here"]), "two hints"),
    "other chapter": (lambda t: t.update(id="06-x"), "begins with 05-"),
    "no calls": (lambda t: t.update(kind="function"), "calls to show"),
    "chart without rules": (lambda t: t.update(kind="chart"), "mark and channels"),
    "table without columns": (lambda t: t.update(kind="table"), "columns that are compared"),
    "no title": (lambda t: t.pop("title"), "title"),
    "unknown chart rule": (
        lambda t: t.update(kind="chart", chart={**CHART, "colour": "red"}),
        "colour",
    ),
    "unknown rule of a channel": (
        lambda t: t.update(kind="chart", chart={**CHART, "channels": {"x": {"colour": "red"}}}),
        "channel x",
    ),
    "a mistake in a table": (
        lambda t: t.update(kind="table", columns=["a"], mistakes=[{"value": 1, "says": "No."}]),
        "mistakes are told",
    ),
    "a mistake of three": (lambda t: t.update(mistakes=[{"value": 1}]), "value and says"),
    "essay without rubric": (lambda t: t.update(kind="written"), "rubric"),
}


def written(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value)


@pytest.mark.parametrize("name", BAD)
def test_an_author_is_told_what_is_wrong(name: str, tmp_path: Any) -> None:
    task = {
        "id": "05-x",
        "kind": "number",
        "title": "T",
        "hints": ["a question back", "the way to go"],
    }
    BAD[name][0](task)
    folder = tmp_path / "05-test"
    folder.mkdir()
    lines = [f"{k} = {written(v)}" for k, v in task.items()]
    (folder / "tasks.toml").write_text("[[task]]\n" + "\n".join(lines))
    with pytest.raises(TaskError, match=BAD[name][1]) as error:
        load(folder / "tasks.toml")
    assert as_said(str(error.value), SAID["tasks"][name]), str(error.value)
