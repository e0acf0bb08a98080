"""An explorer shows the same with and without a kernel, at every position of its sliders."""

from __future__ import annotations

import json
import re

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dispatched import charts, models
from dispatched.explore import LIMIT, Choice, Slider, explore

QUESTION = "Which contract length leaves the most people in 1950?"
ASSUMES = "Nobody returns in 1950 to 1953."
WIDGET = "application/vnd.jupyter.widget-view+json"


def stock(length, share):
    """Persons at the end of each year, from arrivals that can be counted on the fingers."""
    rows = models.cohort_stock(
        {1946: 1000, 1947: 3500, 1948: 1001}, length, share / 100, range(1946, 1954), {1950, 1951}
    )
    return [{k: row[k] for k in ("year", "contract", "waiting", "settled", "stock")} for row in rows]


def finished(chart):
    return charts.figure(
        chart,
        title="People present",
        description="Bars for the end of each year, 1946 to 1953, that rise with the length of the contract.",
        note="Model: ours.",
    )


X = alt.X("year:O", title="Year")
Y = alt.Y("stock:Q", title="Present (persons)", scale=alt.Scale(domain=[0, 6000]))


def bars(data):
    return finished(alt.Chart(data).mark_bar().encode(X, Y))


def layers(data):
    """Two layers over the model and a third over data of its own."""
    base = alt.Chart(data).encode(X, Y)
    line = pd.DataFrame({"stock": [1200], "label": ["Counted"]})
    rule = alt.Chart(line).mark_rule().encode(alt.Y("stock:Q", title="Present (persons)"), strokeDash="label:N")
    return finished(base.mark_line() + base.mark_point() + rule)


def layers_apart(data):
    """Layers whose data do not share one place in the specification, each with a transform of its own."""
    line = pd.DataFrame({"stock": [1200]})
    rule = alt.Chart(line).mark_rule().encode(alt.Y("stock:Q", title="Present (persons)"))
    early = alt.Chart(data).transform_filter("datum.year < 1950").mark_bar().encode(X, Y)
    late = alt.Chart(data).transform_filter("datum.year >= 1950").mark_point().encode(X, Y)
    return finished(rule + early + late)


def stacked(data):
    """Columns folded into groups, as chapter charts do."""
    chart = alt.Chart(data).transform_fold(["contract", "waiting", "settled"], as_=["group", "persons"])
    tall = alt.Y("persons:Q", title="Present (persons)", scale=alt.Scale(domain=[0, 6000]))
    return finished(chart.mark_bar().encode(X, tall, alt.Color("group:N", title="Who")))


def calculated(data):
    """A column that the chart itself computes."""
    chart = alt.Chart(data).transform_calculate(hundreds="datum.stock / 100").transform_filter("datum.hundreds > 1")
    return finished(chart.mark_bar().encode(X, alt.Y("hundreds:Q", title="Present (hundred persons)")))


def below_each_other(data):
    lower = alt.Chart(data).mark_line().encode(X, alt.Y("waiting:Q", title="Waiting (persons)"))
    return finished(alt.vconcat(alt.Chart(data).mark_bar().encode(X, Y), lower))


KINDS = [bars, layers, layers_apart, stacked, calculated, below_each_other]


def make(chart=bars, model=stock, **changes):
    settings = {
        "question": QUESTION,
        "assumes": ASSUMES,
        "length": Slider("Contract length (years)", [1, 2, 3], 2),
        "share": Slider("Share that settles (percent)", range(0, 21, 10), 10),
    }
    return explore(model, chart, **(settings | changes))


def svg(spec):
    """The picture; the names that Vega counts up for itself are taken out."""
    return re.sub(r"(clip|gradient_)\d+", r"\1", vl_convert.vegalite_to_svg({**spec, "$schema": charts.SCHEMA}))


def moved(spec, **positions):
    """The hosted face after a reader has moved its sliders."""
    params = [p | {"value": positions.get(p["name"].removeprefix("set_"), p.get("value"))} for p in spec["params"]]
    return {**spec, "params": params}


# --- the two faces --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chart", [bars, layers, layers_apart, stacked, below_each_other], ids=lambda f: f.__name__)
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
            model, bars, question=QUESTION, assumes=ASSUMES, digits=digits, n=Slider("N (persons)", [1, 2], 1)
        )
        assert [row["stock"] for row in explorer.rows()] == expected
        assert [row["stock"] for row in explorer.hosted_rows()] == expected
        assert "-0" not in json.dumps(explorer.spec()["datasets"])


# --- what is refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "start", "message"),
    [
        ([1, 2, 4], 1, "equal steps"),
        ([3, 2, 1], 1, "equal steps"),
        ([1, 1, 1], 1, "equal steps"),
        ([1], 1, "equal steps"),
        ([], 1, "equal steps"),
        ([0, 0.1, 0.2], 0, "whole numbers"),
        ([0.5, 1.5], 0.5, "whole numbers"),
        ([1, 2, 3], 4, "start 4 is none of its positions"),
        ([0, 10, 20], 5, "start 5 is none of its positions"),
    ],
)
def test_a_bad_slider(values, start, message):
    with pytest.raises(ValueError, match=message) as caught:
        Slider("Share (percent)", values, start)
    assert "'Share (percent)'" in str(caught.value)


@pytest.mark.parametrize("changes", [{"question": ""}, {"question": "  "}, {"assumes": ""}])
def test_question_and_assumptions_are_asked_for(changes):
    with pytest.raises(ValueError, match="needs a slider, a question and its assumptions"):
        make(**changes)


def test_an_explorer_without_sliders():
    with pytest.raises(ValueError, match="needs a slider"):
        explore(stock, bars, question=QUESTION, assumes=ASSUMES)


def test_an_explorer_that_is_too_large():
    with pytest.raises(ValueError, match=r"bytes for 1,?200 combinations; 60,000 are allowed\. Use fewer positions"):
        make(length=Slider("Contract length (years)", range(1, 401), 2))


def test_the_size_is_that_of_the_specification():
    assert len(json.dumps(make().spec(), separators=(",", ":"))) < LIMIT == 60_000


# --- a list to choose from ------------------------------------------------------------------------------------

CASES = {"long": "Contracts of three years", "short": "Contracts of <one> year"}


def chosen(case, share):
    rows = stock({"long": 3, "short": 1}[case], share)
    return [row | {"words": f"{CASES[case]}, {row['year']}"} for row in rows]


def test_a_choice_gives_both_faces_the_same_rows_and_pictures():
    explorer = explore(
        chosen,
        bars,
        question=QUESTION,
        assumes=ASSUMES,
        case=Choice("Case", CASES, "short"),
        share=Slider("Share that settles (percent)", range(0, 21, 10), 10),
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
    assert bind == {"input": "select", "options": list(CASES), "labels": list(CASES.values()), "name": "Case"}
    case = explorer.widget().children[1]
    assert (case.value, [value for _, value in case.options]) == ("short", list(CASES))
    assert "Case = Contracts of <one> year" in explorer._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize(
    ("options", "start", "message"),
    [
        ({"a": "A"}, "a", "two options"),
        ({"a": "A", "b": ""}, "a", "two options"),
        (CASES, "none", "none of its options"),
    ],
)
def test_a_bad_choice(options, start, message):
    with pytest.raises(ValueError, match=message):
        Choice("Case", options, start)


def test_a_slider_named_like_a_column():
    def model(year):
        return [{"year": year, "stock": 1}]

    with pytest.raises(ValueError, match="share a name: year"):
        explore(model, bars, question=QUESTION, assumes=ASSUMES, year=Slider("Year", [1946, 1947], 1946))


def test_a_chart_with_faults_is_refused():
    with pytest.raises(charts.ChartError, match="no title"):
        make(lambda data: finished(alt.Chart(data).mark_bar().encode(alt.X("year:O", title=None), alt.Y("stock:Q"))))


def test_a_draft_is_shown_and_the_book_still_asks():
    draft = make(lambda data: alt.Chart(data).mark_bar().encode(X, Y))
    assert charts.MIME in draft._repr_mimebundle_()
    assert charts.faults(draft.spec())[0] == "no title"


def test_a_slider_that_is_not_there():
    with pytest.raises(TypeError, match="no slider width; there are length, share"):
        make().rows(width=3)


# --- what a notebook shows ------------------------------------------------------------------------------------


def test_the_bundle_without_a_kernel():
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain"}
    assert data["text/plain"] == (
        f"Explorer: {QUESTION} Start: Contract length (years) = 2, Share that settles (percent) = 10. "
        "Chart: People present — Bars for the end of each year, 1946 to 1953, that rise with the length of the contract."
    )
    assert data[charts.MIME]["$schema"] == charts.SCHEMA
    told = data[charts.MIME]["usermeta"]["explorer"]
    assert told == {"question": QUESTION, "assumes": ASSUMES, "sliders": ["set_length", "set_share"]}


def test_the_bundle_is_the_same_each_time():
    once, again = (json.dumps(make(layers)._repr_mimebundle_()) for _ in range(2))
    assert once == again


def test_a_kernel_gets_the_widget_as_well(monkeypatch):
    monkeypatch.setattr("dispatched.explore._in_kernel", lambda: True)
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain", WIDGET}
    assert data[WIDGET]["model_id"]


@pytest.mark.parametrize("chart", [bars, layers_apart], ids=lambda f: f.__name__)
def test_the_widget_draws_what_the_model_gives(chart):
    explorer = make(chart)
    question, length, share, shown, assumes = explorer.widget().children
    assert question.value == QUESTION
    assert assumes.value == f"Assumes: {ASSUMES}"
    assert (length.value, share.value) == (2, 10)
    assert length.description == "Contract length (years)"
    assert [value for _, value in share.options] == [0, 10, 20]

    def drawn():
        (output,) = shown.outputs
        assert set(output["data"]) == {charts.MIME, "text/plain"}
        return list(output["data"][charts.MIME]["datasets"].values())

    assert explorer.rows() in drawn()
    length.value = 3
    assert explorer.rows(length=3) in drawn()
    share.value = 20
    assert explorer.rows(length=3, share=20) in drawn()
    assert explorer.rows() not in drawn()
