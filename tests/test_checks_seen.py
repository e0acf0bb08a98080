"""What one sees of a mark and a title, and what a specification may hold: limits, both sides."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import contrast, scenes, seen
from dispatched.checks.contrast import Looks
from dispatched.checks.seen import Frame

GRAY = "rgba(0, 0, 0, 0.04)"
LOOKS = Looks("white")
HERE = Frame(width=200, height=100)


@pytest.fixture(autouse=True, scope="module")
def _learned() -> None:
    """Vega is asked here and not on import, since it does not outlive a fork."""
    LOOKS.learn({"black", "white", GRAY, "#ddd", "#f8f8f8"})


def limits(*pairs: tuple[dict[str, Any], bool]) -> Any:
    return pytest.mark.parametrize(("item", "wanted"), pairs)


@limits(
    ({"fill": "black"}, True),
    ({"fill": "black", "fontSize": 6}, True),
    ({"fill": "black", "fontSize": 5.9}, False),
    ({"fill": "#ddd"}, False),
    ({"fill": "black", "opacity": 0.2}, False),
    ({"fill": "black", "opacity": 0.5, "fillOpacity": 0.4}, False),
    ({"fill": "black", "opacity": 0.5, "fillOpacity": 0.5}, True),
    ({}, False),
)
def test_a_title_is_read_if_it_is_large_and_dark_enough(item: Any, wanted: bool) -> None:
    assert seen.readable(item, LOOKS) is wanted


@limits(
    ({"fill": "red"}, True),
    ({"fill": "red", "opacity": 0.9}, False),
    ({"fill": "red", "fillOpacity": 0.9}, False),
    ({"fill": "red", "opacity": 0.95}, True),
    ({"fill": "transparent"}, False),
    ({"fill": "none"}, False),
    ({"fill": ""}, False),
    ({"stroke": "red"}, False),
)
def test_a_rectangle_hides_what_is_below_if_it_lets_nothing_through(
    item: Any, wanted: bool
) -> None:
    assert seen.solid(item) is wanted


def test_where_an_item_begins_and_ends() -> None:
    assert seen.extent({"x": 5, "width": 7}, "x") == (5, 7)
    assert seen.extent({"y": 5, "height": 7}, "y") == (5, 7)
    assert seen.extent({"x": 5, "x2": 3, "width": 7}, "x") == (5, -2)
    assert seen.extent({}, "y") == (0, 0)
    inner = HERE.inside({"x": 10, "y": 20, "height": 50, "opacity": 0.5})
    assert inner == Frame(10, 20, 200, 50, 0.5)
    assert inner.inside({"x": 1, "y": 2, "width": 3, "opacity": 0.5}) == Frame(11, 22, 3, 50, 0.25)
    assert inner.inside({}) == inner
    rule = {"x": 9, "x2": 4, "y": 8, "y2": 6}
    assert seen.box(rule, inner) == (14, 26, 19, 28)


BAR = {"fill": "black", "width": 5, "height": 5, "x": 0, "y": 0}
DOT = {"fill": "black", "size": 9}
LINE = {"stroke": "black"}


@pytest.mark.parametrize(
    ("mark", "item", "wanted"),
    [
        ("bar", BAR, True),
        ("bar", BAR | {"fill": None}, False),
        ("bar", BAR | {"fill": None, "stroke": "black"}, True),
        ("bar", BAR | {"height": 0}, True),  # an amount of nothing
        ("bar", BAR | {"width": 0.4}, False),
        ("bar", BAR | {"width": 0.5}, True),
        ("bar", BAR | {"opacity": 0.08}, False),
        ("bar", BAR | {"opacity": 0.3, "fillOpacity": 0.25}, False),
        ("bar", BAR | {"opacity": 0.3, "fillOpacity": 0.3}, True),
        ("rect", BAR | {"height": 0}, False),
        ("tick", BAR | {"height": 0.4}, False),
        ("tick", BAR | {"height": 0.5}, True),
        ("tick", BAR | {"height": 0.5, "width": 0.5}, True),
        ("rect", BAR | {"fill": GRAY}, True),  # a contrast of a little more than the least
        ("rect", BAR | {"fill": "white"}, False),
        ("point", DOT, True),
        ("point", DOT | {"size": 3}, True),
        ("point", DOT | {"size": 2.9}, False),
        ("circle", DOT | {"size": 2.9}, False),
        ("square", DOT | {"size": 2.9}, False),
        ("square", {"fill": "black"}, True),
        ("point", {"stroke": "black", "size": 9}, True),
        ("line", LINE, True),
        ("line", {"fill": "black"}, False),
        ("rule", {"fill": "black"}, False),
        ("trail", {"fill": "black"}, True),
        ("trail", LINE, True),
        ("line", LINE | {"strokeWidth": 0.3}, True),
        ("line", LINE | {"strokeWidth": 0.2}, False),
        ("line", LINE | {"strokeOpacity": 0.08}, False),
        ("line", LINE | {"opacity": 0.5, "strokeOpacity": 0.17}, True),
        ("area", {"fill": "black"}, True),
        ("area", LINE, True),
        ("area", {}, False),
    ],
)
def test_a_mark_is_seen_if_it_is_large_and_dark_enough(
    mark: str, item: dict[str, Any], wanted: bool
) -> None:
    known = {"mark": mark, "channels": {"x": {"kind": "discrete"}, "y": {"kind": "continuous"}}}
    assert bool(seen._visible(item, HERE, known, LOOKS)) is wanted
    faint = Frame(opacity=0.05)
    assert not seen._visible(item, faint, known, LOOKS)


def test_of_shades_the_palest_one_counts_as_seen() -> None:
    assert 1 < LOOKS.contrast("#f8f8f8") < seen.FAINT
    for kind, wanted in (("continuous", True), ("discrete", False), ("time", False)):
        known = {"mark": "rect", "channels": {"color": {"kind": kind}}}
        assert seen._visible(BAR | {"fill": "#f8f8f8"}, HERE, known, LOOKS) is wanted
        stroked = BAR | {"fill": None, "stroke": "#f8f8f8"}
        assert seen._visible(stroked, HERE, known, LOOKS) is wanted
        assert not seen._visible(BAR | {"fill": "transparent"}, HERE, known, LOOKS)


def test_a_part_hides_another_that_lies_below_it() -> None:
    cover = (10.0, 10.0, 20.0, 20.0)
    assert seen._covers(cover, cover)
    for place in range(4):
        for off in (-0.5, 0.5):
            near = tuple(v + off * (n == place) for n, v in enumerate(cover))
            assert seen._covers(cover, near)
        beyond = tuple(v + (-0.6 if place < 2 else 0.6) * (n == place) for n, v in enumerate(cover))
        assert not seen._covers(cover, beyond)
    assert not seen._covers(cover, (12, 12, 12.9, 18))  # a bar of nothing
    assert not seen._covers(cover, (12, 12, 18, 12.9))
    assert seen._covers(cover, (12, 12, 13, 13))


def test_how_a_mark_looks() -> None:
    item = {"opacity": 0.5, "fill": "black", "fillOpacity": 0.5, "strokeDash": [4, 0, 2]}
    assert seen._looks(item | {"strokeWidth": 3}, Frame(opacity=0.8), LOOKS) == {
        "strength": 0.2,
        "dash": [4, 2],
        "width": 3,
    }
    assert seen._looks(item | {"stroke": "black", "strokeOpacity": 0.7}, HERE, LOOKS) == {
        "strength": 0.35,
        "dash": [4, 2],
        "width": None,
    }
    light = {"fill": "#ddd", "fillOpacity": 0.5}  # little contrast, and still a color
    assert seen._looks(light, HERE, LOOKS)["strength"] == 0.5
    plain = {"strength": 1.0, "dash": [], "width": None}
    assert seen._looks({"fill": "white", "fillOpacity": 0.5, "strokeDash": 4}, HERE, LOOKS) == plain


def test_values_are_read_by_their_letter() -> None:
    said = {"n5": 5, "btrue": True, "bfalse": False, "d1946-1-1": 1946, "d1946-1-2": "1946-1-2"}
    said |= {"d1946-2-1": "1946-2-1", "sSakhalin": "Sakhalin", "-": None, "": None, "nx": None}
    assert {text: seen._value(text, {}) for text in said} == said


def test_colors_and_numbers_are_read_as_they_are_written() -> None:
    shades = {"stops": [{"color": "red"}, {"offset": 1}, "blue", {"color": "white"}]}
    assert contrast.colors_of(shades) == ["red", "white"]
    assert contrast.colors_of("red") == ["red"]
    assert contrast.colors_of(None) == contrast.colors_of({"stops": 5}) == []
    assert [contrast.number(v) for v in ("5", None, "x", "inf", [])] == [5, None, None, None, None]
    assert [contrast.share(v) for v in (None, 0, 0.5, "x")] == [1, 0, 0.5, 1]
    assert LOOKS.contrast({"stops": []}) == LOOKS.contrast(7) == LOOKS.contrast("unknown") == 21
    assert LOOKS.contrast({"stops": [{"color": "white"}]}) == pytest.approx(1)


def test_vega_is_never_allowed_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    import vl_convert

    draws, allowed = vl_convert.vega_to_scenegraph, []

    def seen_by(spec: Any, allowed_base_urls: Any = None) -> Any:
        allowed.append(allowed_base_urls)
        return draws(spec, allowed_base_urls=[])

    monkeypatch.setattr(vl_convert, "vega_to_scenegraph", seen_by)
    assert "error" not in scenes.scene({"data": {"values": [{"a": 1}]}, "mark": "bar"})
    Looks("white").learn({"red"})
    assert allowed
    assert allowed == [[]] * len(allowed)


def refusal(spec: Any) -> str:
    try:
        scenes.guarded(spec)
    except scenes.ChartError as error:
        return str(error)
    return ""


ROWS = "The chart makes up more than 2,000 rows of its own."
DEEP = "The chart is nested too deeply to be drawn."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, ""),
        ({"stop": 2000}, ""),
        ({"stop": 2001}, ROWS),
        ({"start": 1, "stop": 2001}, ""),
        ({"start": -1, "stop": 2000}, ROWS),
        ({"start": 2001}, ROWS),
        ({"stop": 4000, "step": 2}, ""),
        ({"stop": 1001, "step": 0.5}, ROWS),
        ({"stop": 4000, "step": -2}, ""),
        ({"stop": 5, "step": 0}, ROWS),
        ({"stop": "5"}, ROWS),
    ],
)
def test_a_chart_makes_up_so_many_rows_and_no_more(asked: dict[str, Any], said: str) -> None:
    assert refusal({"data": {"sequence": asked}}) == said


def nested(levels: int) -> Any:
    node: Any = 1
    for number in range(levels):
        node = {"a": node} if number % 2 else [node]
    return {"a": node}


def test_a_specification_has_an_end_in_each_direction() -> None:
    assert refusal(nested(scenes.DEEPEST - 2)) == ""
    assert refusal(nested(scenes.DEEPEST - 1)) == DEEP
    text = "A text in the chart has 5,001 characters, which is too long to be drawn."
    assert refusal({"title": "x" * 5000}) == ""
    assert refusal({"title": "x" * 5001}) == text
    many = ["x" * 4996] * 201
    whole = "The chart is too large to be read (1,004,999 characters). Draw fewer rows."
    assert refusal({"values": many})[:36] == whole[:36]
    assert refusal({"values": many[:-2]}) == ""
    assert refusal({"url": "a"}) == refusal({"layer": [{"data": {"url": "a"}}]})
    fetched = "The chart fetches its data by an address. Give alt.Chart the table itself."
    assert refusal({"url": "a"}) == fetched
    assert refusal({"data": {"values": [{"url": "a"}]}, "datasets": {"d": [{"url": "a"}]}}) == ""
    assert refusal(["bar"]) == "This is not the specification of a chart."
    loop: list[Any] = []
    loop.append(loop)
    assert refusal(loop) == DEEP


def test_of_what_the_machine_says_the_first_line_with_a_reason_is_told() -> None:
    assert scenes._first(ValueError("Compiling failed:\n\n  No mark.  \nat x.js:5")) == "No mark."
    assert scenes._first(ValueError(" failed:\n")) == "Vega refuses it"
    assert scenes._first(ValueError("x" * 300)) == "x" * 200
