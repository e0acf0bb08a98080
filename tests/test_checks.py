"""Feedback: an answer that is right in another form is right, one that is wrong is wrong, and the
text helps.
"""

from __future__ import annotations

import json
import math
from typing import Any

import altair as alt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatched.checks import numerals
from dispatched.checks.answers import portable
from dispatched.checks.charting import faults
from dispatched.checks.judge import judge
from dispatched.checks.scenes import scene
from dispatched.checks.tasks import TaskError
from dispatched.grading.make_key import make_key
from tests.invented_tasks import (
    CALLS,
    FRAME,
    FUNCTION,
    NUMBER,
    RIGHT,
    RIGHTS,
    TABLE,
    YEARS,
    bars,
    keys,
    plain,
    spent,
)
from tests.invented_wrongs import WRONGS


def verdict(kind: str, answer: Any) -> Any:
    return judge(keys()[kind], plain(answer, CALLS if kind == "function" else ()))


@pytest.mark.parametrize(
    ("kind", "n"), [(k, n) for k, many in RIGHTS.items() for n in range(len(many))]
)
def test_right_by_another_road(kind: str, n: int) -> None:
    found = verdict(kind, RIGHTS[kind][n])
    assert found.ok, found.text
    assert found.share == 1


@pytest.mark.parametrize(
    ("kind", "n"), [(k, n) for k, many in WRONGS.items() for n in range(len(many))]
)
def test_wrong_is_wrong_and_told(kind: str, n: int) -> None:
    found = verdict(kind, WRONGS[kind][n])
    assert not found.ok
    assert found.share <= 0.9
    assert len(found.text.split()) >= 4
    assert "192" not in found.text


def test_ten_of_each_kind() -> None:
    assert all(len(many) >= 10 for many in [*RIGHTS.values(), *WRONGS.values()])


@pytest.mark.parametrize(
    ("kind", "answer", "said"),
    [
        ("number", 108_000_000, "which end of the range"),
        ("number", RIGHT / 12, "twelve times too small"),
        ("number", RIGHT * 1000, "thousand times too large"),
        ("number", -RIGHT, "wrong sign"),
        ("number", "many", "a number (US dollars) is asked for"),
        ("number", ..., "Not answered yet"),
        ("list", [450, 800], "That is a month"),
        ("list", [9600, 5400], "another order"),
        ("list", [5400], "too few"),
        ("list", [..., ...], "Not answered yet"),
        ("set", ["wsj2025", "rfa2018"], "too few"),
        ("table", FRAME.head(2), "too few"),
        ("table", FRAME.assign(share=0), "Column share is wrong in 3 of 3 rows"),
        ("table", FRAME[["era"]], "no column share"),
        ("function", lambda b, s: b / s, "payback(500, 1000) gives 0.5"),
        ("function", lambda b, s: 1 / 0, "fails with ZeroDivisionError"),
        ("function", lambda b, s: None, "Is there a return"),
        ("chart", bars().mark_line(), "uses line marks"),
        ("chart", bars(y="Arrivals"), "does not name the unit"),
        ("chart", bars(y="Arrivals (rubles)"), "names another unit"),
        ("chart", bars(y="p"), "no title of its own"),
        ("chart", bars(title=""), "no title"),
        ("chart", bars(title="Chart"), "says nothing yet"),
        ("chart", bars().mark_bar(opacity=0), "nothing that one can see"),
        ("chart", bars(scale=alt.Scale(domain=[0, 20_000])), "outside the axes"),
        ("chart", bars(scale=alt.Scale(reverse=True)), "do not run from below to above"),
        ("chart", bars(YEARS.assign(year=[1948, 1947, 1946])), "do not belong together"),
        ("chart", bars(YEARS.assign(persons=1)), "that they show on y"),
        ("chart", bars(alt.UrlData(url="https://example.org/a.csv")), "fetches its data"),
        ("number", "450 rubles", "another unit than the task"),
        ("number", "6.0 months", "a number (US dollars) is asked for"),
        ("list", {5400, 9600}, "the order counts, and a set has none"),
        ("list", spent(), "Run the answer's cell again"),
        ("function", lambda b, s: f"{b} months", "A number is asked for, without words"),
        ("function", lambda b, s: {6, 2.4}, "gives a set"),
        ("chart", bars(scale=alt.Scale(domain=[10_000, 40_000])), "does not begin at zero"),
        ("chart", bars(YEARS.head(2)), "draws 2 marks, fewer than"),
        ("chart", alt.Chart(YEARS), "no mark"),
    ],
)
def test_the_text_says_where_to_look(kind: str, answer: Any, said: str) -> None:
    text = verdict(kind, answer).text.replace("total(", "payback(")
    assert said in text


def test_partial_credit() -> None:
    assert verdict("list", [5400, 9700]).share == 0.5
    assert verdict("table", FRAME.assign(share=[50, 33.333, 1])).share == pytest.approx(0.67)
    assert verdict("table", FRAME.assign(share=[50, 1, 1])).share == 0
    assert verdict("chart", bars(YEARS.assign(persons=1))).share == 0.5
    assert verdict("chart", alt.Chart(YEARS, title="x").mark_bar()).share == 0


@given(st.floats(1e-6, 1e12), st.floats(-0.0049, 0.0049))
def test_a_number_within_the_tolerance_is_right(value: float, off: float) -> None:
    key = make_key(NUMBER | {"mistakes": []}, portable(value))
    assert judge(key, portable(value * (1 + off))).ok
    assert not judge(key, portable(value * 1.0102)).ok
    assert not judge(key, portable(value * 0.9898)).ok


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_a_count_is_exact(value: int, other: int) -> None:
    key = make_key(NUMBER | {"mistakes": [], "tolerance": 0}, portable(value))
    assert judge(key, portable(other)).ok == (value == other)
    assert judge(key, portable(float(value) + 1e-13)).ok


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.binary(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_any_answer_gets_a_verdict(value: Any) -> None:
    for kind in keys():
        found = verdict(kind, value)
        assert isinstance(found.text, str)
        assert 0 <= found.share <= 1


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda s: st.lists(s) | st.dictionaries(st.text(), s),
)
KINDS = st.sampled_from(
    ["number", "text", "list", "table", "chart", "function", "error", "flag", "other", ""]
)


@pytest.mark.slow
@given(
    KINDS,
    st.dictionaries(
        st.sampled_from(
            [
                "number",
                "text",
                "items",
                "length",
                "columns",
                "rows",
                "spec",
                "results",
                "series",
                "error",
            ]
        ),
        JUNK,
    ),
)
def test_the_judge_survives_what_a_hostile_process_says(kind: str, parts: dict) -> None:
    for key in keys().values():
        found = judge(key, {"is": kind, **parts})
        assert not found.ok or kind in ("number", "text", "list", "table", "chart", "function")


def test_a_key_tells_nothing_by_reading() -> None:
    text = json.dumps(keys()["number"] | {"mistakes": []})
    assert "192" not in text.replace(keys()["number"]["right"][0], "")
    assert set(keys()["number"]) == {
        "id",
        "kind",
        "title",
        "unit",
        "hints",
        "tolerance",
        "answer",
        "right",
        "mistakes",
    }


def test_a_solution_of_another_kind_is_refused() -> None:
    with pytest.raises(TaskError, match="is a text, not a number"):
        make_key(NUMBER, portable("many"))
    with pytest.raises(TaskError, match="does not tell the rows apart"):
        make_key(TABLE, portable(pd.concat([FRAME, FRAME])))
    with pytest.raises(TaskError, match="returns or raises"):
        make_key(FUNCTION, portable(lambda b, s: None, CALLS))


def test_a_chart_that_is_not_drawn() -> None:
    empty = scene({})
    assert faults("99-chart", keys()["chart"], empty, 0.005) == [
        "This chart draws nothing yet: it has no mark."
    ]
    found = judge(keys()["chart"], {"is": "chart", "spec": {}, "scene": {"unable": "no library"}})
    assert (found.ok, found.share) == (False, 0)
    assert "nothing judged it" in found.text
    assert found.note == "99-chart: a person has to look at the chart; no library"
    assert not verdict("number", 5).note


def test_numbers_in_texts() -> None:
    for text, value in {
        "$1,200": 1200,
        "-$33.33": -33.33,
        "−62": -62,
        "70 %": 70,
        "40 dollars": 40,
        " 3.5 ": 3.5,
        "450 US dollars": 450,
        "US$450": 450,
        "450 USD": 450,
        "1 200 000": 1_200_000,
        "1.92e8": 192_000_000,
        "−$33": -33,
        "about 5": 5,
        "5 million": 5e6,
    }.items():
        assert math.isclose(numerals.as_number(text), value)
    for text in (
        "3 months",
        "some 5",
        "",
        "-",
        "5-6",
        "1e999",
        "1,2003,400",
        "4 50",
        "(" * 10**6,
        "9" * 10**6,
    ):
        assert numerals.as_number(text) is None
