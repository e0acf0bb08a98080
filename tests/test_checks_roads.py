"""The real tasks, answered rightly and wrongly by many roads: what is drawn and meant counts, not
what is typed.
"""

from __future__ import annotations

import decimal
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from dispatched import checks
from dispatched.checks.tasks import load
from dispatched.grading import keys, submission

TABLES = [
    tomllib.loads(p.read_text(encoding="utf-8"))
    for p in sorted(Path(__file__).parent.glob("judged/*.toml"))
]
TASKS = {task: rows for table in TABLES for task, rows in table.items()}


class PolarsSeries:
    """Stands for a series of polars: its name and the few methods by which it is read."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def to_list(self) -> list[Any]:
        return list(self.values)


class PolarsFrame:
    """Stands for a data frame of polars, which has no index."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        self.held, self.columns = columns, list(columns)

    def to_dict(self, *, as_series: bool = True) -> dict[str, list[Any]]:
        assert not as_series
        return self.held


PolarsSeries.__name__, PolarsFrame.__name__ = "Series", "DataFrame"


def polars(kind: str, held: Any) -> Any:
    return PolarsSeries(held) if kind == "Series" else PolarsFrame(held)


def spent() -> Any:
    numbers = iter([5400, 9600])
    list(numbers)
    return numbers


@cache
def solved(task: str) -> dict[str, Any]:
    """The names at hand after a task's own solution."""
    name = next(n for n in keys.assignments() if n.startswith(task[:3]))
    space: dict[str, Any] = {}
    for cell in keys.source(name).cells:
        if cell.cell_type == "code" and not submission.graded(cell):
            exec(cell.source, space)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{task}-answer":
            break
    space |= {"alt": alt, "pd": pd, "np": np, "decimal": decimal, "Polars": polars, "spent": spent}
    exec(TASKS.get(task, {}).get("before", ""), space)
    return space


def judged(task: str, code: str) -> checks.Feedback:
    made = eval(code.strip(), solved(task))
    after = TASKS.get(task, {}).get("after")  # what each answer gets that is not about this
    return checks.check(task, solved(task)[after](made) if after else made)


def cases(verdict: str) -> list[tuple[str, str]]:
    return [(task, code) for task, rows in TASKS.items() for code in rows.get(verdict, [])]


RIGHT, WRONG = cases("right"), cases("wrong")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("task", "code"), RIGHT)
def test_right_by_another_road(task: str, code: str) -> None:
    found = judged(task, code)
    assert found.ok, found.text
    assert found.share == 1


@pytest.mark.parametrize(("task", "code"), WRONG)
def test_wrong_is_wrong_and_told(task: str, code: str) -> None:
    found = judged(task, code)
    assert not found.ok
    assert found.share < 1
    assert len(found.text.split()) >= 4


def test_sixty_of_each() -> None:
    assert min(len(RIGHT), len(WRONG)) >= 60
    charts = [t for t, k in checks.load_keys().items() if k["kind"] == "chart"]
    assert sum(t in charts for t, _ in RIGHT) >= 60
    assert sum(t in charts for t, _ in WRONG) >= 60


MISTAKES = [
    (task["id"], n)
    for name in keys.assignments()
    for task in load(keys.EXERCISES / name / "tasks.toml")
    for n in range(len(task["mistakes"]))
]


@pytest.mark.parametrize(("task", "n"), MISTAKES)
def test_a_typical_mistake_is_wrong_and_gets_its_own_sentence(task: str, n: int) -> None:
    name = next(name for name in keys.assignments() if name.startswith(task[:3]))
    mistake = next(t for t in load(keys.EXERCISES / name / "tasks.toml") if t["id"] == task)[
        "mistakes"
    ][n]
    found = checks.check(task, mistake["value"])
    assert not found.ok
    assert found.text == mistake["says"]
