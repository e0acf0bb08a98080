"""A specification is read as it is drawn, whatever its nesting, and whatever stands in it."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from dispatched import vegalite

PAY = pd.DataFrame({"year": [1946, 1947], "pay": [10, 20], "place": ["camp", "home"]})
BASE = alt.Chart(PAY).encode(x=alt.X("year:O", title="Year"), y="pay:Q")


def bars():
    return BASE.mark_bar()


SHAPES = {
    "alone": (bars, ["bar"]),
    "layers": (lambda: bars() + BASE.mark_rule(), ["bar", "rule"]),
    "below each other": (lambda: alt.vconcat(bars(), BASE.mark_line()), ["bar", "line"]),
    "beside each other": (lambda: bars() | BASE.mark_line(), ["bar", "line"]),
    "wrapped": (lambda: alt.concat(bars(), BASE.mark_line(), columns=1), ["bar", "line"]),
    "in a facet": (lambda: bars().facet(row="place:N"), ["bar"]),
    "in a wrapped facet": (lambda: bars().facet("place:N"), ["bar"]),
    "deep": (
        lambda: alt.vconcat(bars() + BASE.mark_rule(), BASE.mark_tick()),
        ["bar", "rule", "tick"],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_set_of_marks_has_its_encodings_and_its_rows(shape):
    make, marks = SHAPES[shape]
    spec = make().to_dict()
    found = list(vegalite.views(spec))
    assert [view.mark for view in found] == marks
    for view in found:
        shown = vegalite.fields(view.encoding)
        assert (shown["x"], shown["y"]) == (["year"], ["pay"])
        assert vegalite.rows(view.data, spec["datasets"]) == PAY.to_dict("records")
    assert vegalite.headings(spec)["year"] == "Year"


@pytest.mark.parametrize(
    ("shape", "channel"), [("in a facet", "row"), ("in a wrapped facet", "facet")]
)
def test_the_field_of_a_facet_is_shown(shape, channel):
    (view,) = vegalite.views(SHAPES[shape][0]().to_dict())
    assert vegalite.fields(view.encoding)[channel] == ["place"]


def test_what_stands_below_takes_the_place_of_what_stands_above():
    spec = {
        "data": {"name": "a"},
        "encoding": {"x": {"field": "far"}, "y": {"field": "far"}},
        "layer": [
            {
                "encoding": {"x": {"field": "near"}},
                "layer": [{"mark": "bar"}, {"mark": "rule", "data": None}],
            }
        ],
    }
    bar, rule = vegalite.views(spec)
    assert vegalite.fields(bar.encoding) == {"x": ["near"], "y": ["far"]}
    assert (bar.data, rule.data) == ({"name": "a"}, {})
    assert vegalite.rows(rule.data, {"a": [{"far": 1}]}) == []


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": 1, "encoding": [], "data": "a", "datasets": []},
        {"mark": None, "encoding": {"x": 3, "y": [None, {"field": {"repeat": "row"}}]}},
        {"layer": "none", "vconcat": [None, 1, {"mark": {"type": 2}}], "spec": [], "facet": "a"},
        {"layer": {"mark": "bar"}, "mark": "rule", "data": {"name": ["a"], "values": "b"}},
    ],
)
def test_what_is_no_part_is_nothing(spec):
    before = json.dumps(spec)
    (view,) = vegalite.views(spec)
    assert view.mark in ("", "rule")
    assert [f for found in vegalite.fields(view.encoding).values() for f in found] == []
    assert vegalite.headings(spec) == {}
    assert vegalite.data_sets(spec) == []
    assert vegalite.rows(view.data, vegalite.part(spec, "datasets")) == []
    assert json.dumps(vegalite.changed(spec, lambda one: one)) == before


@pytest.mark.parametrize("shape", SHAPES)
def test_a_change_reaches_every_part_and_leaves_the_original(shape):
    spec = SHAPES[shape][0]().to_dict()
    before = json.dumps(spec)
    parts = len(list(vegalite.walk(spec)))
    seen = vegalite.changed(spec, lambda one: {**one, "name": "seen"})
    assert [one["name"] for one in vegalite.walk(seen)] == ["seen"] * parts
    assert json.dumps(spec) == before


def test_every_part_is_walked():
    assert len(list(vegalite.walk(SHAPES["deep"][0]().to_dict()))) == 5
