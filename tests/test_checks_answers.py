"""An answer as plain data, whole: what the judge, the grader and a teacher's list read of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dispatched.checks.answers import LONGEST, as_list, bare_items, portable, single

DEEP = {"is": "other", "type": "a value nested too deeply"}
NAN = {"is": "other", "type": "number that is infinite or not a number (NaN)"}
SPEC = {"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {}}


class Range:
    """Stands for a range of the evidence: known by its name and its ends."""

    low, high = 3, 5


class Broken:
    """A value of a student's own, which fails where it is read."""

    def __iter__(self) -> Iterator[int]:
        raise ValueError("x" * 300)


def one(number: float) -> dict[str, Any]:
    return {"is": "number", "number": float(number)}


def text(words: str) -> dict[str, Any]:
    return {"is": "text", "text": words}


def listed(*items: dict[str, Any]) -> dict[str, Any]:
    return {"is": "list", "items": list(items), "length": len(items)}


def table(rows: int, columns: dict[str, list[Any]], **more: Any) -> dict[str, Any]:
    return {"is": "table", "columns": columns, "rows": rows, **more}


def named(index: Any, name: str | None, of: str | None) -> pd.Series:
    return pd.Series([7, 8], pd.Index(index, name=of), name=name)


TWO = pd.DataFrame({"era": ["a", "b"], "n": [1, None]})
LEVELS = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["era", "part"])
ERAS, SEVEN = ["a", "b"], [7.0, 8.0]
PLAIN: list[tuple[Any, dict[str, Any]]] = [
    (..., {"is": "unanswered"}),
    (None, {"is": "unanswered"}),
    (5, one(5)),
    (np.float32(2.5), one(2.5)),
    (True, {"is": "flag", "flag": True}),
    (np.bool_(False), {"is": "flag", "flag": False}),
    (float("nan"), NAN),
    (float("-inf"), NAN),
    ("pay", text("pay")),
    ("x" * (LONGEST + 1), text("x" * LONGEST)),
    ('{"not": "a vega-lite chart"}', text('{"not": "a vega-lite chart"}')),
    ('{"vega-lite', text('{"vega-lite')),
    (object(), {"is": "other", "type": "object"}),
    (type("N" * 90, (), {})(), {"is": "other", "type": "N" * 80}),
    (Broken(), {"is": "other", "type": "Broken", "error": f"ValueError: {'x' * 188}"}),
    ([], listed()),
    (iter([]), listed() | {"spent": True}),
    (iter([5]), listed(one(5))),
    ([1, "a", None, True], listed(one(1), text("a"), {"is": "unanswered"}, portable(True))),
    ({"b", "a"}, listed(text("a"), text("b")) | {"unordered": True}),
    (np.array([1, 2]), listed(one(1), one(2))),
    (pd.Index(["a"]), listed(text("a"))),
    (Range(), listed(one(3), one(5))),
    ({"a": [1, "x"], "b": [None, True]}, table(2, {"a": [1, "x"], "b": [None, True]})),
    ({"a": [1], "b": []}, table(2, {"index": ERAS, "value": ["[1]", "[]"]}, series=True)),
    ({"a": 7, "b": 8}, table(2, {"index": ERAS, "value": SEVEN}, series=True)),
    ({}, table(0, {"index": [], "value": []}, series=True)),
    ([{"a": 1}, {"b": "x"}], table(2, {"a": [1, None], "b": [None, "x"]})),
    (
        named([4, 5], None, None),
        table(2, {"index": [4, 5], "value": SEVEN}, series=True, spare=[0, 1]),
    ),
    (
        named(ERAS, "share", "era"),
        table(2, {"era": ERAS, "share": SEVEN}, series=True, spare=[0, 1]),
    ),
    (named(ERAS, None, "era"), table(2, {"era": ERAS, "value": SEVEN}, series=True, spare=[0, 1])),
    (TWO, table(2, {"era": ERAS, "n": [1, None]}, spare=[0, 1])),
    (TWO.set_index("era"), table(2, {"era": ERAS, "n": [1, None]}, index=1)),
    (
        TWO.set_index(LEVELS)[["n"]],
        table(2, {"era": ERAS, "part": [1, 2], "n": [1, None]}, index=2),
    ),
    (
        TWO.set_index(pd.Index([8, 9], name="n"))[["n"]],
        table(2, {"n": [1, None]}, spare=[8, 9]),
    ),
    (pd.DataFrame({("a", "mean"): [1]}), table(1, {"a mean": [1]}, spare=[0])),
    (SPEC, {"is": "chart", "spec": SPEC}),
]


@pytest.mark.parametrize("n", range(len(PLAIN)))
def test_a_value_is_plain_to_the_last_word(n: int) -> None:
    value, wanted = PLAIN[n]
    assert portable(value) == wanted


def test_six_lists_in_each_other_are_read_and_no_more() -> None:
    value, wanted = [[[[[[5]]]]]], one(5)
    for _ in range(6):
        wanted = listed(wanted)
    assert portable(value) == wanted
    inner = portable([value])
    for _ in range(6):
        (inner,) = inner["items"]
    assert inner == listed(DEEP)


@pytest.mark.parametrize(
    "value",
    [
        [7] * (LONGEST + 1),
        {f"k{n}": 7 for n in range(LONGEST + 1)},
        {"a": [7] * (LONGEST + 1)},
        [{"a": 7}] * (LONGEST + 1),
        pd.DataFrame({"a": [7] * (LONGEST + 1)}),
    ],
    ids=["list", "dict", "columns", "rows", "frame"],
)
def test_so_many_entries_are_kept_and_all_are_counted(value: Any) -> None:
    made = portable(value)
    kept = bare_items(made)
    assert kept == [7] * LONGEST
    assert made.get("length", made.get("rows")) == LONGEST + 1


def test_what_has_no_end_is_read_so_far_and_one_more() -> None:
    assert portable(itertools.count()) == {
        "is": "list",
        "items": [one(n) for n in range(LONGEST)],
        "length": LONGEST + 1,
    }


def test_a_function_is_called_and_what_fails_is_told_in_short() -> None:
    def pay(months: list[int]) -> Any:
        if not months:
            raise KeyError("y" * 300)
        return months.pop() if months[0] else None

    calls: list[list[Any]] = [[[5, 6]], [[0]], [[]]]
    wanted = [one(6), {"is": "unanswered"}, {"is": "error", "error": f"KeyError: '{'y' * 189}"}]
    assert portable(pay, calls) == {"is": "function", "name": "pay", "results": wanted}
    assert calls == [[[5, 6]], [[0]], [[]]]  # what one call eats, the next one still has
    pay.__name__ = "p" * 90
    assert portable(pay) == {"is": "function", "name": "p" * 80, "results": []}


ROWS = [
    (table(2, {"a": [1.5, "x"]}), 2, listed(one(1.5), text("x"))),
    (table(2, {"a": [True, None]}), 2, listed({"is": "flag", "flag": True}, {"is": "unanswered"})),
    (table(2, {"index": ERAS, "value": SEVEN}, series=True), 2, listed(one(7), one(8))),
    (table(2, {"era": ERAS, "n": SEVEN}, index=1), 2, listed(one(7), one(8))),
    (table(1, {"a": [7], "b": ["x"]}), 2, listed(one(7), text("x"))),
    (table(1, {"a": [7], "b": ["x"]}), 3, None),
    (table(2, {"a": SEVEN, "b": ERAS}), 2, None),
    (listed(listed(one(7), one(8))), 2, listed(one(7), one(8))),
    (listed(listed(one(7)), listed(one(8))), 2, listed(one(7), one(8))),
    (one(7), 1, None),
]


@pytest.mark.parametrize(("value", "many", "wanted"), ROWS)
def test_a_column_and_a_row_are_lists_too(value: Any, many: int, wanted: Any) -> None:
    assert as_list(value, many) == wanted


@pytest.mark.parametrize(
    "value", [7, [7], [[7]], np.array([[7]]), pd.DataFrame({"a": [7]}), pd.Series([7])]
)
def test_one_cell_stands_for_itself(value: Any) -> None:
    assert single(portable(value)) == one(7)
