"""An answer in a few words, as a teacher reads it in the list of a class; and what is a chart."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks.answers import portable
from dispatched.checks.in_short import shortly


def numbers(count: int) -> list[dict[str, Any]]:
    return [{"is": "number", "number": float(n)} for n in range(count)]


MARK = {"mark": "rule", "channels": {"x": {"field": "year"}, "y": {}}}
MARK["items"] = [{"seen": True}, {"seen": True}, {"seen": False}]
SHORT: list[tuple[dict[str, Any], str]] = [
    ({"is": "number", "number": 2.5}, "2.5"),
    ({"is": "number", "number": 35000}, "35000"),
    ({"is": "text", "text": "x" * 70}, "x" * 60),
    ({"is": "flag", "flag": True}, "True"),
    ({"is": "list", "items": numbers(4)}, "[0, 1, 2, 3]"),
    ({"is": "list", "items": [*numbers(5), "odd"]}, "[0, 1, 2, 3, …]"),
    ({"is": "list"}, "[]"),
    ({"is": "list", "items": 5}, "an answer of a strange form"),
    (
        {"is": "table", "columns": {"a": [1.5], "b": ["y" * 30]}, "rows": 1},
        f"table of 1 row: a, b; first 1.5, {'y' * 24}",
    ),
    ({"is": "table", "columns": {"a": [], "b": 3}, "rows": 2}, "table of 2 rows: a, b; first , "),
    ({"is": "table", "columns": {}}, "table"),
    ({"is": "function", "results": [*numbers(2), "odd", "late"]}, "function that gives 0, 1, ?"),
    ({"is": "function", "results": []}, "function"),
    ({"is": "function"}, "function"),
    ({"is": "chart", "scene": None}, "chart"),
    ({"is": "chart", "scene": {}}, "chart"),
    ({"is": "chart", "scene": {"marks": []}}, "chart: no mark"),
    (
        {"is": "chart", "scene": {"marks": [MARK] * 2}},
        "chart: 2 rule marks (x year, y (a value)); 2 rule marks (x year, y (a value))",
    ),
    ({"is": "unanswered"}, "nothing"),
    ({"is": "error", "error": "e" * 90}, "e" * 80),
    ({"is": "error"}, ""),
    ({"is": "o" * 30}, "o" * 20),
    ({}, "None"),
]


@pytest.mark.parametrize(("value", "said"), SHORT)
def test_an_answer_in_a_few_words(value: dict[str, Any], said: str) -> None:
    assert shortly(value) == said


@pytest.mark.parametrize(
    "view", ["mark", "layer", "hconcat", "vconcat", "concat", "spec", "facet", "repeat"]
)
@pytest.mark.parametrize("mark_of_it", ["$schema", "data", "datasets", "encoding"])
def test_a_specification_written_as_a_dict_is_a_chart(view: str, mark_of_it: str) -> None:
    spec = {view: "a", mark_of_it: "b"}
    assert portable(spec) == {"is": "chart", "spec": spec}
    assert portable({view: "a"})["is"] == portable({mark_of_it: "b"})["is"] == "table"
