"""Answers to questions as one gives them in a notebook: rows, one text, options by number."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dispatched.checks import question_keys, questions
from dispatched.checks.answers import portable
from dispatched.checks.field_answers import judge_answer
from dispatched.notebooks.fields import given
from tests.test_fields_equal import LIST, keys

WIDE = pd.DataFrame({"End": ["low", "high"], "Share": [43.75, 70], "Rest": [56.25, None]})


@pytest.mark.parametrize(
    ("ident", "answer"),
    [
        ("ex-cells", [[43.75, 56.25], [70]]),
        ("ex-cells", ((43.75, 56.25), (70,))),
        ("ex-cells", pd.Series([43.75, 56.25, 70], index=["a", "b", "c"])),
        ("ex-cells", pd.Series([43.75, 56.25, 70])),
        ("ex-cells", {"Share": [43.75, 56.25, 70]}),
        ("ex-cells", {"End": ["low", "rest", "high"], "Share": ["43.75", "56.25", "70"]}),
        ("ex-many", ["1", "khaba"]),
        ("ex-many", [1, 3]),
        ("ex-many", {"a", "c"}),
        ("ex-kind", 2),
        ("ex-kind", "b"),
        ("ex-kind", "A fl"),
        ("ex-kind", ["A flow"]),
        ("ex-order", [1946, 1967, 2000, 2017]),
        ("ex-order", [2, 1, 4, 3]),
        ("ex-order", ["B", "A", "D", "C"]),
    ],
)
def test_a_natural_answer_is_right(ident: str, answer: Any) -> None:
    verdict = judge_answer(keys()[ident], portable(answer))
    assert verdict.ok, verdict.text


@pytest.mark.parametrize("answer", [[[1, 2], [3, 4]], {"x": [1, 3], "y": [2, 4]}])
def test_a_table_is_read_by_rows_and_by_columns(answer: Any) -> None:
    row = next(one for one in LIST["questions"] if one["id"] == "ex-cells")
    row = {**row, "rows": [["a", "?", "?"], ["b", "?", "?"]], "mistakes": []}
    for right in ([1, 2, 3, 4], [1, 3, 2, 4]):
        key = question_keys.make_key(questions.made({**row, "right": right}, "16-invented"))
        fits = isinstance(answer, dict) or right == [1, 2, 3, 4]
        assert judge_answer(key, portable(answer)).ok == fits


@pytest.mark.parametrize(
    ("ident", "answer", "says"),
    [
        ("ex-cells", [43.75, 56.25], "The question has 3 fields, the answer 2 entries. Give a list "
         "with one number for each field, row by row."),
        ("ex-cells", 43.75, "The question has 3 fields, the answer 1 entry. Give a list with one "
         "number for each field, row by row."),
        ("ex-cells", WIDE, "The question has 3 fields, the answer 4 entries. Give a list with one "
         "number for each field, row by row."),
        ("ex-cells", [43.75, None, 70], "Field 2 is empty."),
        ("ex-many", "Amur", "All that is chosen belongs there, but it is 1 of 2."),
        ("ex-many", ["Amur", "Tokyo"], "'Tokyo' is none of the options. Give an option's words, "
         "or its number from 1 to 4."),
        ("ex-many", [5], "5 is none of the options. Give an option's words, or its number from 1 "
         "to 4."),
        ("ex-many", [0], "0 is none of the options. Give an option's words, or its number from 1 "
         "to 4."),
        ("ex-kind", "A", "Who could see it on one day?"),
        ("ex-kind", ["A flow", "A stock"], "One option is asked for. The answer has 2."),
        ("ex-kind", "", "Nothing is chosen yet."),
        ("ex-many", [], "Nothing is chosen yet."),
        ("ex-many", None, "Nothing is chosen yet."),
        ("ex-order", [1, 2], "All 4 are to be put in order, each once."),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_what_is_wrong(ident: str, answer: Any, says: str) -> None:
    verdict = judge_answer(keys()[ident], portable(answer))
    assert (verdict.ok, verdict.text) == (False, says)


@pytest.mark.parametrize("row", LIST["questions"], ids=[one["id"] for one in LIST["questions"]])
def test_the_example_has_an_entry_for_each_field_and_is_not_the_answer(row: Any) -> None:
    one = questions.made(row, "16-invented")
    example = eval(given(one))
    if one.kind == "cells":
        assert len(example) == one.blanks
    if one.kind == "order":
        assert len(example) == len(one.options)
    assert not judge_answer(keys()[one.ident], portable(example)).ok
