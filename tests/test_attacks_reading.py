"""What a stranger's process may say, and how little of it counts: read, judged, ended in time."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest

from dispatched.checks.answers import portable
from dispatched.grading import runner_lines
from tests.grading_room import ran, said
from tests.runner_says import PLAN, RIGHT, asked

ANSWERS: dict[str, Any] = {
    "items that are a number": {"is": "list", "items": 5, "length": 1},
    "items that are a text": {"is": "list", "items": "abc", "length": 3},
    "a bare item": {"is": "list", "items": [450], "length": 1},
    "a length that lies": {"is": "list", "items": [RIGHT], "length": 2},
    "a length below zero": {"is": "list", "items": [], "length": -1},
    "a length that is a flag": {"is": "list", "items": [RIGHT], "length": True},
    "too many items": {"is": "list", "items": [RIGHT] * 2001, "length": 2001},
    "columns that are a number": {"is": "table", "columns": 5, "rows": 1},
    "columns of unequal length": {"is": "table", "columns": {"a": [1], "b": [1, 2]}, "rows": 1},
    "rows that lie": {"is": "table", "columns": {"a": [1, 2]}, "rows": 1},
    "rows below zero": {"is": "table", "columns": {}, "rows": -5},
    "a cell that is a list": {"is": "table", "columns": {"a": [[1]]}, "rows": 1},
    "too many columns": {"is": "table", "columns": {str(n): [] for n in range(501)}, "rows": 0},
    "results that are a number": {"is": "function", "name": "f", "results": 5},
    "a result of no kind": {"is": "function", "name": "f", "results": [{"number": 1}]},
    "a chart that is a list": {"is": "chart", "spec": [1]},
    "a flag for a number": {"is": "number", "number": True},
    "a number for a flag": {"is": "flag", "flag": 1},
    "a text for a number": {"is": "number", "number": "450"},
    "no number": b'{"is": "number", "number": NaN}',
    "infinity": b'{"is": "number", "number": -Infinity}',
    "an exponent without end": b'{"is": "number", "number": 1e999999}',
    "a hundred thousand digits": b'{"is": "number", "number": ' + b"9" * 100_000 + b"}",
    "four hundred digits": b'{"is": "number", "number": ' + b"9" * 400 + b"}",
    "half a surrogate pair": b'{"is": "text", "text": "\\ud800"}',
    "bytes that are no text": b'{"is": "text", "text": "\xff\xfe"}',
    "a long text": {"is": "text", "text": "(" * 2001},
    "a field more": {"is": "number", "number": 450, "share": 1},
    "a field less": {"is": "number"},
    "a kind that is a list": {"is": ["number"], "number": 450},
    "no such kind": {"is": "__class__", "__class__": "dict"},
    "keys of Python": {"__class__": "int", "__init__": {"__globals__": {}}},
    "no object": 450,
    "nothing": None,
    "lists nested to the limit of recursion": b'{"is": "list", "length": 1, "items": [' * 490
    + b"1"
    + b"]}" * 490,
    "a hundred thousand brackets": b"[" * 100_000 + b"]" * 100_000,
    "a chart nested deeply": b'{"is": "chart", "spec": ' + b'{"a": ' * 80 + b"1" + b"}" * 81,
    "brackets behind a text that does not end": b'"' + b'\\"[' * 300_000,
    "more than a line may have": b'"' + b"x" * runner_lines.LINE + b'"',
}
"""Answers that the runner does not write."""


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_a_strange_form_is_not_used_and_costs_only_itself(name: str) -> None:
    began = time.process_time()
    raw = said(
        {"ready": True},
        ran("c1"),
        asked("c2", ANSWERS[name]),
        asked("c4", RIGHT, "y"),
        {"done": True},
    )
    found = runner_lines.read(raw, PLAN)
    assert time.process_time() - began < 1
    assert "c2" not in found.lines
    assert found.unread["c2"]
    assert len(found.notes) == 1
    assert len(found.notes[0]) < 400
    assert found.lines["c4"]["answers"]["y"] == RIGHT
    assert found.done


HONEST = [{"ready": True}, ran("c1"), asked("c2", RIGHT), asked("c4", RIGHT, "y"), {"done": True}]
FORGED = asked("c2", {"is": "number", "number": 1.0})

RUNS: dict[str, tuple[list[Any], set[str], bool]] = {
    "the honest one": (HONEST, {"c1", "c2", "c4"}, True),
    "done before its time": ([{"done": True}, *HONEST[:2]], {"c1"}, False),
    "done and nothing else": ([{"done": True}], set(), False),
    "done is a text": ([*HONEST[:4], {"done": "yes"}], {"c1", "c2", "c4"}, False),
    "ready twice": ([{"ready": True}, *HONEST], {"c1", "c2", "c4"}, True),
    "said twice": ([*HONEST[:3], FORGED, *HONEST[3:]], {"c1", "c2", "c4"}, True),
    "said ahead of its turn": ([HONEST[0], FORGED, *HONEST[1:]], {"c1", "c2", "c4"}, True),
    "said when all is done": ([*HONEST, FORGED], {"c1", "c2", "c4"}, True),
    "no such cell": ([HONEST[0], asked("c9", RIGHT), *HONEST[1:]], {"c1", "c2", "c4"}, True),
    "an answer of a cell that asks nothing": ([HONEST[0], asked("c1", RIGHT)], set(), False),
    "a run of a cell that asks": ([*HONEST[:2], ran("c2")], {"c1"}, False),
    "lines that are no objects": (
        [b"[]", b"1", b'"x"', b"null", *HONEST],
        {"c1", "c2", "c4"},
        True,
    ),
    "no line at all": ([b""], set(), False),
}


@pytest.mark.parametrize("name", RUNS)
def test_lines_count_once_and_in_the_order_of_the_plan(name: str) -> None:
    lines, places, done = RUNS[name]
    found = runner_lines.read(said(*lines), PLAN)
    assert set(found.lines) == places
    assert found.done is done
    assert bool(found.notes) is (name != "the honest one")
    if "c2" in places:
        assert found.lines["c2"]["answers"]["x"] == RIGHT


FLOODS = {
    "blank lines": b"\n" * 8_000_000,
    "a million tiny lines": b"{}\n" * 2_600_000,
    "one line that does not end": b"x" * 8_000_000,
    "brackets": b"[" * 8_000_000,
    "quotes and backslashes": b'"\\' * 4_000_000,
    "zeros": b"\0" * 8_000_000,
    "empty lists": said(b'{"id": "c1", "outputs": [' + b"[]," * 900_000 + b"[]]}"),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_read_in_a_second_and_nothing_of_it_counts(name: str) -> None:
    began = time.process_time()
    found = runner_lines.read(FLOODS[name], PLAN)
    assert time.process_time() - began < 2
    assert not found.lines
    assert not found.done
    assert found.notes


class Odd:
    """An answer of no kind."""


VALUES = [
    ...,
    None,
    True,
    np.bool_(False),
    3,
    2.5,
    np.int64(4),
    Decimal("1.5"),
    float("nan"),
    float("inf"),
    10**30,
    "a text",
    "x" * 5000,
    "\x00",
    [],
    [1, "a", None, ...],
    [[1, 2], [3]],
    list(range(2500)),
    {1, 2},
    (1, 2),
    range(3),
    {"a": 1},
    {"a": [1, 2], "b": [3, 4]},
    [{"a": 1}, {"a": 2, "b": "x"}],
    np.array([[1, 2], [3, 4]]),
    Odd(),
    Odd,
    pd.Series([1.0, None]),
    pd.Series([1], index=["a"], name="n"),
    pd.DataFrame({"a": [1, None], "b": ["x", pd.NaT]}),
    pd.DataFrame({"a": range(2500)}),
    pd.DataFrame(index=range(3)),
    pd.DataFrame(),
    pd.DataFrame([[1, 2]], columns=["a", "a"]),
    pd.date_range("2000", periods=2),
    iter([1, 2]),
    lambda x, y: [x, y],
    len,
    np.inf * np.ones(2),
    b"bytes",
    1 + 2j,
    alt.Chart(pd.DataFrame({"a": [1.0, float("nan")], "b": ["x", "y"]}))
    .mark_bar()
    .encode(x="a", y="b"),
    alt.Chart(pd.DataFrame({"a": [1]})),
    alt.Chart(alt.Data(values=[{"a": float("nan")}])).mark_point(),
]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_whatever_the_runner_says_of_an_honest_value_is_read(number: int) -> None:
    made = portable(VALUES[number], [[1, 2], [3, "a"]])
    raw = said(
        {"ready": True}, ran("c1"), asked("c2", made), asked("c4", RIGHT, "y"), {"done": True}
    )
    found = runner_lines.read(raw, PLAN)
    assert found.notes == []
    read = found.lines["c2"]["answers"]["x"]
    plain = json.loads(json.dumps(made).replace(": NaN", ": null"))
    assert read == plain


def test_texts_of_a_chart_are_cut_and_numbers_that_are_none_are_nothing() -> None:
    spec = b'{"title": "%s", "a": [1e999, NaN, 1, {"%s": true}]}' % (b"(" * 500_000, b"k" * 5000)
    raw = said({"ready": True}, ran("c1"), asked("c2", b'{"is": "chart", "spec": %s}' % spec))
    read = runner_lines.read(raw, PLAN).lines["c2"]["answers"]["x"]["spec"]
    assert read == {"title": "(" * 2000, "a": [None, None, 1, {"k" * 2000: True}]}


def test_what_a_cell_printed_is_cut_and_steers_no_terminal() -> None:
    line = ran("c1") | {
        "stdout": "\x1b[31mred\x1b[0m\x00\x07 \n" + "x" * 50_000,
        "stderr": "\x1b]0;title\x07",
    }
    read = runner_lines.read(said({"ready": True}, line), PLAN).lines["c1"]
    assert read["stdout"].startswith("red \nxx")
    assert len(read["stdout"]) <= runner_lines.SHOWN
    assert "\x1b" not in read["stderr"]
