"""What a notebook shows of an explorer, with and without a kernel."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import pytest

from dispatched import charts
from dispatched.explore import Choice, Slider, bound, explore, live, plan
from tests.exploring import ASSUMES, CASES, QUESTION, bars, chosen, layers, layers_apart, make

WIDGET = "application/vnd.jupyter.widget-view+json"


def test_the_bundle_without_a_kernel():
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain"}
    assert data["text/plain"] == (
        f"Explorer: {QUESTION} Start: Contract length (years) = 2, Share that settles (percent) "
        f"= 10. "
        "Chart: People present — Bars for the end of each year, 1946 to 1953, that rise with the "
        "length of the contract."
    )
    assert data[charts.MIME]["$schema"] == charts.SCHEMA
    assert plan(data[charts.MIME])["question"] == QUESTION


def test_the_plain_line_has_names_in_words_and_numbers_as_saved_notebooks_have_them():
    explorer = explore(
        lambda case, share: chosen(case, share / 1000),
        bars,
        question=QUESTION,
        assumes=ASSUMES,
        case=Choice(CASES, "short", "Case"),
        share=Slider([5000, 10000], 10000, "Share (thousandths of a percent)"),
    )
    assert explorer._repr_mimebundle_()["text/plain"] == (
        f"Explorer: {QUESTION} Start: Case = Contracts of <one> year, Share (thousandths of a "
        "percent) = 10000. Chart: People present — Bars for the end of each year, 1946 to 1953, "
        "that rise with the length of the contract."
    )


def test_the_bundle_is_the_same_each_time():
    once, again = (json.dumps(make(layers)._repr_mimebundle_()) for _ in range(2))
    assert once == again


def test_a_kernel_gets_the_widget_as_well(monkeypatch):
    monkeypatch.setattr("dispatched.explore.live.in_kernel", lambda: True)
    data = make()._repr_mimebundle_()
    assert set(data) == {charts.MIME, "text/plain", WIDGET}
    assert data[WIDGET]["model_id"]


@pytest.mark.parametrize("chart", [bars, layers_apart], ids=lambda f: f.__name__)
def test_the_widget_draws_what_the_model_gives(chart):
    explorer = make(chart)
    question, length, share, reset, shown, assumes = explorer.widget().children
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
    reset.click()
    assert (length.value, share.value) == (2, 10)
    assert explorer.rows() in drawn()


@pytest.mark.parametrize(
    ("positions", "shown"),
    [
        ([1800, 1950, 2100], ["1800", "1950", "2100"]),
        ([1799, 1949, 2099], ["1,799", "1,949", "2,099"]),
        ([1900, 2000, 2100], ["1900", "2000", "2100"]),
        ([1900, 2001, 2102], ["1,900", "2,001", "2,102"]),
        ([1000, 1500, 2000], ["1,000", "1,500", "2,000"]),
    ],
)
def test_years_have_no_comma_and_other_numbers_have(positions, shown):
    slider = Slider(positions, positions[0], "N")
    assert slider.written == list(zip(shown, positions, strict=True))


def test_columns_stand_in_the_order_of_the_first_row_at_the_first_position():
    def model(n):
        there = [{"stock": n, "year": 1946}, {"stock": 2 * n, "year": 1947}]
        return [{"year": 1946, "stock": 1}, there[1]] if n == 1 else there

    n = Slider([1, 2], 2, "N (persons)")
    told = plan(explore(model, bars, question=QUESTION, assumes=ASSUMES, n=n).spec())
    assert told["columns"] == ["year", "stock"]


def test_what_the_chart_itself_binds_is_no_control_of_the_explorer():
    spec = make().spec()
    more = {"name": "brush", "value": 1, "bind": {"input": "range"}}
    bare = {"name": "set_length", "value": 2}
    controls = bound({**spec, "params": [*spec["params"], more]})
    assert [*controls] == ["length", "share"]
    assert controls["length"]["bind"]["name"] == "Contract length (years)"
    assert [*bound({**spec, "params": [bare, more]})] == []
    assert bound({"params": [more]}) == {}, "a chart that is no explorer"


class Drawn:
    """A chart that is its positions."""

    def __init__(self, **positions):
        self.positions = positions

    def to_dict(self):
        return {"mark": "bar", "title": f"{self.positions}", "description": "Bars"}


@pytest.fixture
def moved():
    """Each call of the model, and the widgets over it."""
    calls = []

    def draw(**positions):
        calls.append(positions)
        return Drawn(**positions)

    controls = {
        "case": Choice(CASES, "short", "Case"),
        "people": Slider([1000, 2000, 3000], 2000, "Recruits (persons)"),
    }
    made = live.widget(controls, draw, question="Who <pays>?", assumes="Ice & snow.")
    return calls, made.children


def test_the_widget_has_its_parts_in_order_and_each_says_what_it_is(moved):
    _, parts = moved
    assert [part._model_name for part in parts] == [
        "HTMLModel",
        "DropdownModel",
        "SelectionSliderModel",
        "ButtonModel",
        "OutputModel",
        "HTMLModel",
    ]
    asked, case, people, reset, _, taken = parts
    assert (asked.value, taken.value) == ("Who &lt;pays&gt;?", "Assumes: Ice &amp; snow.")
    assert (case.description, people.description) == ("Case", "Recruits (persons)")
    assert case.options == tuple((words, name) for name, words in CASES.items())
    assert people.options == (("1,000", 1000), ("2,000", 2000), ("3,000", 3000))
    assert (case.value, people.value) == ("short", 2000)
    assert reset.description == "Reset"
    assert reset.tooltip == "Back to where the controls stood at first"


def test_a_long_label_is_not_cut_and_a_narrow_window_is_not_left(moved):
    for control in moved[1][1:3]:
        shape = control.layout.get_state(drop_defaults=True)
        assert {name: shape.get(name) for name in ("width", "max_width")} == {
            "width": "34rem",
            "max_width": "100%",
        }
        assert control.style.description_width == "initial"


def test_a_control_asks_the_model_once_for_each_place_where_it_comes_to_rest(moved):
    calls, (_, case, people, reset, _, _) = moved
    start = {"case": "short", "people": 2000}
    assert calls == [start]
    assert people.continuous_update is False, "a slider on its way would ask at every step"
    people.value = 3000
    case.value = "long"
    assert calls[1:] == [start | {"people": 3000}, {"case": "long", "people": 3000}]
    people.description = "Recruits"
    case.disabled = True
    assert len(calls) == 3, "what is no position moves nothing"
    reset.click()
    assert calls[3:] == [{"case": "short", "people": 3000}, start]


def test_a_frontend_gets_the_chart_as_what_a_cell_displays(moved):
    _, (*_, shown, _) = moved
    (output,) = shown.outputs
    assert set(output) == {"output_type", "data", "metadata"}
    assert (output["output_type"], output["metadata"]) == ("display_data", {})
    assert output["data"][charts.MIME]["title"] == "{'case': 'short', 'people': 2000}"


def test_there_is_no_frontend_without_a_shell_that_has_one(monkeypatch):
    for shell, there in ((None, False), (SimpleNamespace(kernel=None), False)):
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda s=shell: s))
        assert live.in_kernel() is there
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert live.in_kernel() is True
    monkeypatch.setitem(sys.modules, "IPython", None)
    assert live.in_kernel() is False
