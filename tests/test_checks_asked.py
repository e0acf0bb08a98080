"""Compiled charts of a few words: what every mark is asked for, and what a click changes."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import asking


def test_a_chart_that_says_nothing_is_asked_nothing() -> None:
    assert list(asking.groups({})) == [{}]
    assert asking.ask({}) == {}
    bare: dict[str, Any] = {"marks": [{"type": "group"}, {"type": "rect"}, {"encode": 5}]}
    assert asking.ask(bare) == {}
    assert bare == {"marks": [{"type": "group"}, {"type": "rect"}, {"encode": 5}]}
    inner = {"type": "group", "marks": [{"type": "group", "name": "in"}, {"type": "rect"}]}
    assert list(asking.groups({"marks": [inner]})) == [{"marks": [inner]}, inner, inner["marks"][0]]


def test_a_mark_is_known_by_its_style_and_its_name_or_number() -> None:
    def mark(**more: Any) -> dict[str, Any]:
        return {"type": "symbol", "encode": {}} | more

    vega = {
        "marks": [mark(), mark(style=["point"]), mark(style="tick", name="own"), mark(style=[])]
    }
    found = asking.ask(vega)
    named = {"unnamed_0": "symbol", "unnamed_1": "point", "own": "tick", "unnamed_3": "symbol"}
    assert {name: one["mark"] for name, one in found.items()} == named
    assert [one["name"] for one in vega["marks"]] == [*named]
    assert all(one["channels"] == {} for one in found.values())
    assert [one["aria"] for one in vega["marks"]] == [True] * 4
    told = {"description": {"signal": "join([], '\\u001f')"}}
    assert [one["encode"] for one in vega["marks"]] == [{"update": told}] * 4


def test_scales_and_tables_of_any_group_are_known() -> None:
    x = {"scale": "x", "field": "year"}
    mark: Any = {
        "type": "rect",
        "encode": {"update": {"x": x, "fill": {"scale": "c", "field": "k"}}},
    }
    inner: Any = {"type": "group", "marks": [mark], "scales": [{"name": "x", "type": "band"}]}
    found = asking.ask({"marks": [inner], "scales": [{"name": "c"}]})["unnamed_0"]["channels"]
    assert {c: (one["type"], one["kind"]) for c, one in found.items()} == {
        "x": ("band", "discrete"),
        "color": ("ordinal", "discrete"),
    }
    assert (found["x"]["field"], found["x"]["based"], found["color"]["field"]) == (
        "year",
        False,
        "k",
    )
    assert [*mark["encode"]["update"]] == ["x", "fill", "judged_x", "judged_color", "description"]


@pytest.mark.parametrize(
    ("scale", "kind"),
    {
        "time": "time",
        "utc": "time",
        "band": "discrete",
        "point": "discrete",
        "ordinal": "discrete",
        "bin-ordinal": "discrete",
        "quantile": "discrete",
        "quantize": "discrete",
        "threshold": "discrete",
        "linear": "continuous",
        "log": "continuous",
        "sqrt": "continuous",
    }.items(),
)
def test_each_scale_is_of_a_kind(scale: str, kind: str) -> None:
    assert asking._kind(scale) == kind


def test_an_entry_is_read_where_it_goes_through_a_scale() -> None:
    on = {"scale": "x", "field": "a\\.b"}
    plain = {"value": 5}
    assert asking._scaled([plain, on]) == asking._scaled(on) == on
    assert asking._scaled(plain) is asking._scaled(None) is asking._scaled([]) is None
    assert asking._scaled({"scale": {"signal": "s"}}) is asking._scaled("x") is None
    assert (asking._field(on), asking._field(plain), asking._field({"field": {}})) == (
        "a.b",
        "",
        "",
    )
    tested = {"test": "t", "scale": "x", "field": "a", "value": 1, "signal": "s", "band": 0.5}
    assert asking._bare(tested) == [{"test": "t", "field": "a", "value": 1, "signal": "s"}]
    assert asking._bare([plain, {"test": "t", "value": 3}]) == [
        {"value": None},
        {"test": "t", "value": None},
    ]
    assert asking._signal([{"signal": "a"}, {}, 5, {"signal": "b"}]) == "a  b"
    assert asking._signal({"signal": "a"}) == "a"
    assert asking._signal(None) == asking._signal({}) == ""


def at(field: str, scale: str = "x") -> dict[str, Any]:
    return {"scale": scale, "field": field}


STACKED = {"type": "stack", "offset": "normalize", "as": ["n_start", "n_end"]}


@pytest.mark.parametrize(
    ("update", "data", "wanted"),
    [
        ({}, {}, {}),
        ({"x": {"value": 5}}, {}, {}),
        ({"x": at("a")}, {}, {"x": {"field": "a", "based": False}}),
        ({"xc": at("a")}, {}, {"x": {"field": "a", "based": False}}),
        ({"x": {"value": 5}, "xc": at("a")}, {}, {"x": {"field": "a", "based": False}}),
        ({"x2": at("a")}, {}, {"x": {"field": "a", "based": False}}),
        ({"y": at("a")}, {}, {}),
        ({"x": at("a"), "x2": {"value": 0}}, {}, {"x": {"field": "a", "based": True}}),
        ({"x": at("a"), "x2": at("a")}, {}, {"x": {"field": "a", "based": True}}),
        ({"x": at("a"), "x2": at("")}, {}, {"x": {"field": "a", "based": True}}),
        (
            {"x": at("a"), "x2": at("b", "z")},
            {},
            {
                "x": {"field": "a", "based": True},
                "x2": {"scale": "z", "field": "b", "value": [{"field": "b"}]},
            },
        ),
        (
            {"x": at("a_start"), "x2": at("a_stop")},
            {},
            {
                "x": {"field": "a_start", "based": True},
                "x2": {"field": "a_stop", "value": [{"field": "a_stop"}]},
            },
        ),
        (
            {"x": at("n_end"), "x2": at("n_start")},
            {"d": {}},
            {"x": {"field": "n", "shares": False}},
        ),
        (
            {"x": at("n_end"), "x2": at("n_start")},
            {"c": {}, "d": {"transform": [{"type": "filter"}, STACKED]}},
            {"x": {"field": "n", "shares": True}},
        ),
        *(
            (
                {"x": at("n_end"), "x2": at("n_start")},
                {"d": {"transform": [STACKED | change]}},
                {"x": {"field": "n", "shares": False}},
            )
            for change in (
                {"type": "bin"},
                {"offset": "zero"},
                {"as": ["m_start", "m_end"]},
                {"as": None},
            )
        ),
    ],
)
def test_a_place_is_read_from_its_one_or_two_ends(
    update: dict[str, Any], data: dict[str, Any], wanted: dict[str, Any]
) -> None:
    found = asking._position("x", update, data)
    assert [*found] == [*wanted]
    for channel, rule in wanted.items():
        usual = {"scale": "x"} | rule
        assert {name: found[channel][name] for name in usual} == usual


def test_of_each_look_the_first_that_goes_through_a_scale() -> None:
    update = {"fill": {"value": "red"}, "stroke": at("k", "c"), "size": at("n", "s")}
    assert asking._painted(update) == {
        "color": {"scale": "c", "field": "k", "value": [{"field": "k"}]},
        "size": {"scale": "s", "field": "n", "value": [{"field": "n"}]},
    }
    both = {"fill": at("a", "c"), "stroke": at("b", "c"), "shape": at("s"), "opacity": at("o")}
    both |= {"strokeDash": at("d")}
    fields = {"color": "a", "shape": "s", "opacity": "o", "strokeDash": "d"}
    assert {c: one["field"] for c, one in asking._painted(both).items()} == fields
    assert asking._painted({}) == {}


def test_a_tooltip_says_its_columns_each_once_and_eight_at_most() -> None:
    said = "+".join(f'format(datum["{c}"], ",")' for c in "abacdefghij")
    found = asking._pointed({"tooltip": {"signal": said}})
    names = ["tooltip", *(f"tooltip{n}" for n in range(2, 9))]
    assert [*found] == names
    assert [one["field"] for one in found.values()] == [*"abcdefgh"]
    assert found["tooltip2"]["value"] == [{"signal": 'datum["b"]'}]
    assert {one["scale"] for one in found.values()} == {""}
    assert asking._pointed({}) == asking._pointed({"tooltip": {"value": "a"}}) == {}


LEGEND = {"encode": {"labels": {"interactive": True}}}
PICKED = [{"test": 'vlSelectionTest("s", datum)', "value": 1}, {"value": 0.2}]


@pytest.mark.parametrize(
    ("legends", "look", "answers"),
    [
        ([LEGEND], PICKED, True),
        ([{}, LEGEND], PICKED, True),
        ([{"encode": {"labels": 5, "symbols": {"interactive": True}}}], PICKED, True),
        ([{"encode": {"labels": {"interactive": False}}}], PICKED, False),
        ([{"encode": {"labels": {}}}], PICKED, False),
        ([], PICKED, False),
        ([LEGEND], [{"test": "datum.a", "value": 1}, {"value": 0.2}], False),
        ([LEGEND], [PICKED[0], {"value": 1}], False),
        ([LEGEND], PICKED[0], False),
        ([LEGEND], [{"value": 1}, {"value": 2}], False),
    ],
)
def test_a_click_counts_where_it_changes_a_look(legends: Any, look: Any, answers: bool) -> None:
    marks: list[Any] = [{}, {"encode": {}}, {"encode": {"update": {"x": {}, "opacity": look}}}]
    assert asking.answers_clicks({"legends": legends, "marks": marks}) is answers
    within = {"type": "group", "legends": legends, "marks": marks}
    assert asking.answers_clicks({"marks": [within]}) is answers
    grouped = {"type": "group", "encode": {"update": {"opacity": look}}}
    assert asking.answers_clicks({"legends": legends, "marks": [grouped]}) is False
    assert asking.answers_clicks({}) is False


def test_a_value_is_said_by_its_kind() -> None:
    def said(channel: str, **more: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
        one = {"scale": 'a"b', "value": [{"field": "f"}], "kind": "continuous"} | more
        update: dict[str, Any] = {}
        return asking._says(channel, one, update), one, update

    text, one, update = said("color")
    shown = "slice(replace('' + item.judged_color, /[\\x1e\\x1f]/g, ' '), 0, 200)"
    day = "'d' + year({0}) + '-' + (month({0}) + 1) + '-' + date({0})".format("item.judged_color")
    assert text == (
        "join([(item.judged_color == null ? '-' : isDate(item.judged_color) ? "
        f"{day} : isNumber(item.judged_color) ? 'n' + item.judged_color : "
        f"isBoolean(item.judged_color) ? 'b' + item.judged_color : 's' + {shown})], '\\u001e')"
    )
    assert update == {"judged_color": [{"field": "f"}]}
    assert one == {"scale": 'a"b', "kind": "continuous"}
    timed = said("color", kind="time")[0]
    assert timed == f"join([(item.judged_color == null ? '-' : {day})], '\\u001e')"
    scale, value = 'scale("a\\"b", ', "item.judged_x"
    for channel in ("x", "y", "x2", "y2"):
        placed = said(channel, kind="discrete")[0].replace(f"judged_{channel}", "judged_x")
        assert placed.endswith(f'), {scale}{value}), bandwidth("a\\"b")], \'\\u001e\')')
    for more, base in (({}, "0"), ({"less": [{"value": 1}]}, f"{value}_less")):
        placed, one, update = said("x", **more)
        assert placed.endswith(
            f'), {scale}{value}), 0, {scale}0), +invert("a\\"b", {scale}{value})), +{value}, '
            f'{scale}{base}), +domain("a\\"b")[0], +domain("a\\"b")[1]], \'\\u001e\')'
        )
        assert ("stacked" in one) == (f"({value} - {value}_less)" in placed) == bool(more)
        assert ("judged_x_less" in update) == bool(more)
        assert "less" not in one
