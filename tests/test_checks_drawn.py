"""Drawn scenes of a few words: whose labels, titles and marks are read, and how many."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import scenes, seen


def walked(node: dict[str, Any], known: Any = ()) -> dict[str, Any]:
    found: dict[str, Any] = {"texts": [], "labels": {"x": [], "y": []}, "marks": {}, "cover": []}
    scenes._walk(node, {name: {} for name in known}, found, seen.Frame(), ())
    return found


def texts(role: str, *items: dict[str, Any]) -> dict[str, Any]:
    return {"marktype": "text", "role": role, "items": [*items]}


def group(role: str, *children: dict[str, Any], **item: Any) -> dict[str, Any]:
    inside = {"items": [*children]} | item
    return {"marktype": "group", "role": role, "items": [inside]}


EMPTY = {"texts": [], "labels": {"x": [], "y": []}, "marks": {}, "cover": []}


def test_of_nothing_nothing_is_read() -> None:
    nodes: list[dict[str, Any]] = [{}, {"items": [{}]}, {"role": "mark"}]
    for node in (*nodes, group("mark"), texts("mark", {"text": "a"})):
        assert walked(node) == EMPTY
    assert walked({"role": "mark", "name": "m"}, ["m"]) == EMPTY


@pytest.mark.parametrize(
    ("orient", "axis"), [("left", "y"), ("right", "y"), ("bottom", "x"), ("top", "x"), ("", "x")]
)
def test_labels_and_titles_belong_to_the_axis_of_their_side(orient: str, axis: str) -> None:
    labels = texts(
        "axis-label",
        {"text": "5", "x": 3, "y": 4},
        {"text": ["a", 1]},
        {},
        {"text": 7, "opacity": 0.2},
    )
    title = texts("axis-title", {"text": "Pay"})
    side = {"orient": orient} if orient else {}
    inner = group("axis", group("guide", labels, title), **side)
    found = walked(group("frame", inner, x=10, y=20))
    place, begins = (4, 20) if axis == "y" else (3, 10)
    assert found["labels"][axis] == [("5", place, begins), ("a 1", 0, begins), ("", 0, begins)]
    assert found["labels"]["x" if axis == "y" else "y"] == []
    assert found["texts"] == [(axis, "Pay", {"text": "Pay"})]


def test_a_label_that_one_sees_a_little_is_read_and_so_many_are() -> None:
    one = {"text": "5", "opacity": 0.21}
    assert len(walked(texts("axis-label", *[one] * 3))["labels"]["x"]) == 3
    many = texts("axis-label", *[one] * (scenes.MOST + 1))
    assert len(walked(many)["labels"]["x"]) == scenes.MOST


@pytest.mark.parametrize(
    ("role", "name", "read"),
    [
        ("frame", None, True),
        ("title", None, True),
        ("row-header", None, False),
        ("column-title", None, False),
        ("legend", None, False),
        ("legend-entry", None, False),
        ("scope", "cell", False),
        ("scope", "child__row_cell", False),
        ("scope", "cells", True),
        ("scope", None, True),
        ("frame", "cell", True),
    ],
)
def test_the_title_of_a_chart_is_not_one_of_its_parts(role: str, name: Any, read: bool) -> None:
    title = texts("title-text", {"text": ["Most", "came"]})
    outer = group(role, group("title", title)) | ({"name": name} if name else {})
    wanted = [("", "Most came", {"text": ["Most", "came"]})] if read else []
    assert walked(outer)["texts"] == wanted


def marked(count: int, marktype: str = "symbol", name: str = "m", **item: Any) -> dict[str, Any]:
    return {"marktype": marktype, "role": "mark", "name": name, "items": [item] * count}


def test_marks_are_kept_with_the_covers_that_came_before() -> None:
    solid = marked(2, "rect", "bars", x=1, y=2, width=3, height=4, fill="red")
    dots, clear = marked(1, name="dots"), marked(1, "rect", "dots")
    other, grouped = marked(1, name="unknown"), marked(1, "group", "bars")
    found = walked(group("frame", dots, solid, clear, other, grouped, x=10, y=20), ["bars", "dots"])
    inside = seen.Frame(10, 20)
    assert found["cover"] == [(11, 22, 14, 26)] * 2
    assert [(n, frame) for n, _, frame in found["marks"]["bars"]] == [(1, inside), (2, inside)]
    assert [n for n, *_ in found["marks"]["dots"]] == [0, 2]
    assert [*found["marks"]] == ["dots", "bars"]


def test_so_many_marks_are_read_in_all_and_no_more() -> None:
    half = scenes.MOST // 2
    pair = group("frame", marked(half, name="a"), marked(half, name="b"))
    assert sum(map(len, walked(pair, ["a", "b"])["marks"].values())) == scenes.MOST
    more = group("frame", marked(half, name="a"), marked(half + 1, name="b"))
    with pytest.raises(scenes.ChartError) as error:
        walked(more, ["a", "b"])
    assert str(error.value) == "The chart draws more than 2,000 marks."


def test_a_scene_of_next_to_nothing() -> None:
    bare = {
        "title": "", "axes": {"x": [], "y": []}, "labels": {"x": "missing", "y": "missing"},
        "legends": [], "keys": {}, "ticks": {"x": [], "y": []}, "projections": [],
        "clicks": False, "marks": [],
    }  # fmt: skip
    assert scenes._read({}, {}, {}) == bare
    legends = [{}, {"title": None, "fill": "c"}, {"title": ["How", "many"], "stroke": "c"}]
    legends += [{"title": "Size", "size": "s"}, {"title": "Both", "shape": "p", "opacity": "o"}]
    vega = {
        "legends": legends,
        "projections": [{"type": "albers"}, {}],
        "marks": [{"type": "group", "legends": [{"title": "In", "fill": "c", "size": "s"}]}],
    }
    found = scenes._read({}, vega, {})
    assert found["legends"] == ["", "How many", "In"]
    assert found["keys"] == {"size": ["Size", "In"], "shape": ["Both"], "opacity": ["Both"]}
    assert found["projections"] == ["albers", "None"]


@pytest.mark.parametrize(
    ("background", "read"),
    [
        ({}, True),
        ({"background": "black"}, False),
        ({"background": ""}, True),
        ({"background": 5}, True),
    ],
)
def test_a_title_is_read_against_its_background(background: Any, read: bool) -> None:
    dark = texts("title-text", {"text": "Most came", "fill": "black"}, {"text": "now", "fill": 5})
    title = scenes._read({"scenegraph": dark}, background, {})["title"]
    assert title == ("Most came now" if read else "now")
