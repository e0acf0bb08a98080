"""An explorer shows the same with and without a kernel, at every position of its controls."""

from __future__ import annotations

import json

import altair as alt
import pytest
import vl_convert

from dispatched import charts
from dispatched.explore import Choice, Slider, explore, plan, rows_at
from tests.exploring import (
    ASSUMES,
    CASES,
    KINDS,
    QUESTION,
    X,
    Y,
    bars,
    below_each_other,
    calculated,
    chosen,
    finished,
    layers,
    layers_apart,
    make,
    moved,
    stacked,
    stock,
    svg,
)


@pytest.mark.parametrize(
    "chart", [bars, layers, layers_apart, stacked, below_each_other], ids=lambda f: f.__name__
)
def test_both_faces_hold_the_same_rows_everywhere(chart):
    explorer = make(chart)
    assert len(explorer.grid()) == 9
    for position in explorer.grid():
        rows = explorer.rows(**position)
        assert explorer.hosted_rows(**position) == rows
        assert rows == [{k: round(v) for k, v in row.items()} for row in stock(**position)]
        drawn = explorer.live_chart(**position).to_dict()["datasets"]
        assert rows in list(drawn.values())


def test_rows_are_read_back_beside_a_calculation_of_the_chart():
    explorer = make(calculated)
    assert explorer.hosted_rows() == explorer.rows()


@pytest.mark.parametrize("chart", KINDS, ids=lambda f: f.__name__)
def test_both_faces_draw_the_same_picture(chart):
    explorer = make(chart)
    start = svg(explorer.spec())
    assert start == svg(explorer.live_chart().to_dict())
    far = {"length": 3, "share": 0}
    picture = svg(moved(explorer.spec(), **far))
    assert picture == svg(explorer.live_chart(**far).to_dict())
    assert picture != start, "the sliders move nothing"


@pytest.mark.parametrize("chart", KINDS, ids=lambda f: f.__name__)
def test_the_hosted_face_compiles(chart):
    vega = vl_convert.vegalite_to_vega({**make(chart).spec(), "$schema": charts.SCHEMA})
    signals = {s["name"]: s for s in vega["signals"]}
    assert signals["set_length"]["value"] == 2
    assert signals["set_length"]["bind"] == {
        "input": "range",
        "min": 1,
        "max": 3,
        "step": 1,
        "name": "Contract length (years)",
    }
    assert signals["set_share"]["bind"]["step"] == 10


def test_a_selection_of_the_chart_is_kept():
    def chart(data):
        pick = alt.selection_point(fields=["year"], name="pick")
        return finished(alt.Chart(data).mark_bar().encode(X, Y).add_params(pick))

    spec = make(chart).spec()
    assert [p["name"] for p in spec["params"]] == ["set_length", "set_share", "pick"]
    vl_convert.vegalite_to_vega({**spec, "$schema": charts.SCHEMA})


def test_digits_are_kept_as_asked():
    def model(n):
        return [{"year": 1946, "stock": n / 3}, {"year": 1947, "stock": -n / 3000}]

    for digits, expected in ((0, [0, 0]), (2, [0.33, 0])):
        explorer = explore(
            model,
            bars,
            question=QUESTION,
            assumes=ASSUMES,
            digits=digits,
            n=Slider([1, 2], 1, "N (persons)"),
        )
        assert [row["stock"] for row in explorer.rows()] == expected
        assert [row["stock"] for row in explorer.hosted_rows()] == expected
        written = json.dumps(explorer.spec()["datasets"])
        assert not [sign for sign in ("-0", ".0") if sign in written], "a zero to no purpose"


def test_a_choice_gives_both_faces_the_same_rows_and_pictures():
    explorer = explore(
        chosen,
        bars,
        question=QUESTION,
        assumes=ASSUMES,
        case=Choice(CASES, "short", "Case"),
        share=Slider(range(0, 21, 10), 10, "Share that settles (percent)"),
    )
    assert len(explorer.grid()) == 6
    for position in explorer.grid():
        rows = explorer.rows(**position)
        assert explorer.hosted_rows(**position) == rows
        assert rows[0]["words"].startswith(CASES[position["case"]])
    start, far = svg(explorer.spec()), svg(moved(explorer.spec(), case="long"))
    assert start == svg(explorer.live_chart().to_dict())
    assert far == svg(explorer.live_chart(case="long").to_dict()) != start
    vega = vl_convert.vegalite_to_vega({**explorer.spec(), "$schema": charts.SCHEMA})
    bind = next(s["bind"] for s in vega["signals"] if s["name"] == "set_case")
    assert bind == {
        "input": "select",
        "options": list(CASES),
        "labels": list(CASES.values()),
        "name": "Case",
    }
    case = explorer.widget().children[1]
    assert (case.value, [value for _, value in case.options]) == ("short", list(CASES))
    assert "Case = Contracts of <one> year" in explorer._repr_mimebundle_()["text/plain"]


# --- how the rows are read ------------------------------------------------------------------------


def test_the_plan_says_how_the_rows_are_read():
    told = plan(make(layers_apart).spec())
    assert told == {
        "question": QUESTION,
        "assumes": ASSUMES,
        "columns": ["year", "contract", "waiting", "settled", "stock"],
        "fixed": {"year": list(range(1946, 1954))},
        "start": {"length": 2, "share": 10},
    }


def test_a_saved_explorer_opens_where_its_model_does():
    explorer = make(layers)
    saved = json.loads(json.dumps(explorer.spec(), sort_keys=True))
    assert rows_at(saved) == explorer.rows()
    assert [list(row) for row in rows_at(saved)] == [list(row) for row in explorer.rows()]


def test_a_position_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="holds no rows for length = 9, share = 10"):
        rows_at(make().spec(), {"length": 9, "share": 10})


def test_the_chart_itself_is_left_as_it_is():
    drawn = alt.Chart(alt.NamedData("model")).mark_bar().encode(X, Y)
    before = drawn.to_dict()
    explore(
        stock,
        lambda data: drawn if isinstance(data, alt.NamedData) else bars(data),
        question=QUESTION,
        assumes=ASSUMES,
        length=Slider([1, 2], 1, "Contract length (years)"),
        share=Slider([0, 10], 0, "Share that settles (percent)"),
    )
    assert drawn.to_dict() == before
