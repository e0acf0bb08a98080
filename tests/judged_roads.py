"""Answers to the real tasks by many roads, ``judged/*.toml``, and what the check says of them."""

from __future__ import annotations

import decimal
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dispatched import checks
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
