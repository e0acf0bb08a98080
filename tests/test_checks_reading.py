"""What makes a reader of a chart read other values than those it holds, on invented scenes."""

from __future__ import annotations

from typing import Any

import pytest

from dispatched.checks import axes, charting
from dispatched.checks.contrast import Looks
from dispatched.checks.seen import Frame, told

ORDER = "The values on {} do not run from {}. A reader takes the order for theirs."
ALIKE = "Different values have the same color, so that nobody can tell them apart."
NO_TITLE = "The y channel has no title of its own: a column's name or a letter is not a title."


def bar(place: int, x: Any, y: float, **more: Any) -> dict[str, Any]:
    """A bar of a scene in the so-manieth place from the left."""
    return {
        "values": {"x": x, "y": y},
        "seen": True,
        "inside": True,
        "true": True,
        "raised": False,
        "zero": {"y": True},
        "way": {"y": -1},
        "ends": {},
        "panel": "0 0",
        "room": [200, 200],
        "box": [20 * place, 200 - y, 20 * place + 10, 200],
        "color": "#111111",
        **more,
    }


def scene(items: list[dict[str, Any]], mark: str = "bar", **more: Any) -> dict[str, Any]:
    """A scene with one set of marks: names on x, amounts on y."""
    x = {"field": "year", "type": "band", "kind": "discrete"}
    y = {"field": "persons", "type": "linear", "kind": "continuous"}
    channels = {"x": x, "y": y, "color": {"field": "kind", "type": "ordinal", "kind": "discrete"}}
    found = {
        "title": "Most came in 1947",
        "axes": {"x": ["Year"], "y": ["Arrivals"]},
        "labels": {"x": "right", "y": "right"},
        "legends": ["Kind"],
        "marks": [{"mark": mark, "channels": channels, "items": items}],
    }
    return found | more


def said(found: dict[str, Any], **channels: Any) -> list[str]:
    """The faults of a scene for a task with these rules of channels."""
    rules = {"mark": ["bar", "line", "point"], "channels": channels}
    return list(charting.faults("99-c", {"rules": rules}, found, 0.005))


FORWARD = [bar(0, 1946, 10), bar(1, 1947, 35)]
BACKWARD = [bar(0, 1947, 35), bar(1, 1946, 10)]
DOWNWARD = [one | {"way": {"y": 1}} for one in FORWARD]


def test_years_run_to_the_right_unless_the_task_leaves_their_order_free() -> None:
    text = ORDER.format("x", "left to right")
    assert said(scene(FORWARD), x={}) == []
    assert said(scene(BACKWARD), x={}) == said(scene(BACKWARD), y={}) == [text]
    assert said(scene(BACKWARD), x={}, y={"order": "free"}) == [text]
    assert said(scene(BACKWARD), x={"order": "free"}) == []
    named = [one | {"values": {"x": str(one["values"]["x"]), "y": 1}} for one in BACKWARD]
    assert said(scene(named), x={}) == [text]  # years written as texts are years


def test_amounts_grow_upward_unless_the_task_leaves_their_order_free() -> None:
    text = ORDER.format("y", "below to above")
    assert said(scene(DOWNWARD), y={}) == [text]
    assert said(scene(DOWNWARD), y={}, x={"order": "free"}) == [text]
    assert said(scene(DOWNWARD), y={"order": "free"}) == []


OUTSIDE = (
    "Some marks lie outside the axes, so that nobody can read them. Look at the ends of the scale."
)
ASTRAY = "Some marks do not stand where their values say. Look at offsets and scales."
SMALL = "The chart is too small to be read."
STACKED = "Bars stand one on another. The task asks for them side by side."
APART = "The parts do not stand one on another. The task asks for stacked bars."
HIDDEN = "Some bars stand in front of others, so that one sees a part of them only."
ZERO = "Bars begin at zero: their length is the amount."
SILENT = "Nothing stands at the {} axis, so that nobody can read its values."
LYING = "The labels of the {} axis do not say the values of the marks beside them."


@pytest.mark.parametrize(
    ("change", "rule", "wanted"),
    [
        ({}, {}, []),
        ({"inside": False}, {}, [OUTSIDE]),
        ({"inside": False, "true": False}, {}, [OUTSIDE]),
        ({"true": False}, {}, [ASTRAY]),
        ({"room": [200, 19]}, {}, [SMALL]),
        ({"room": [19, 20]}, {}, []),  # the names on x are no amounts
        ({"raised": True}, {}, []),
        ({"raised": True}, {"stack": False}, [STACKED]),
        ({"raised": True}, {"stack": True}, []),
        ({}, {"stack": True}, [APART]),
        ({}, {"stack": False}, []),
        ({"box": [12, 150, 21.6, 200]}, {}, [HIDDEN]),
        ({"box": [11.5, 150, 21.4, 200]}, {}, []),
        ({"zero": {"y": False}}, {}, [ZERO]),
        ({"zero": {"y": False}}, {"zero": True}, ["The y axis does not begin at zero."]),
        ({"zero": {}}, {}, []),
    ],
)
def test_what_misleads_a_reader_is_told_once(
    change: dict[str, Any], rule: dict[str, Any], wanted: list[str]
) -> None:
    assert said(scene([FORWARD[0] | change, FORWARD[1]]), y=rule) == wanted


@pytest.mark.parametrize("axis", ["x", "y"])
def test_the_labels_of_an_axis_are_judged_where_the_task_names_it(axis: str) -> None:
    other = {"x": "y", "y": "x"}[axis]
    for found, text in (("missing", SILENT), ("wrong", LYING)):
        labels = scene(FORWARD, labels={axis: found, other: "right"})
        assert said(labels, **{axis: {}}) == [text.format(axis)]
        assert said(labels, **{other: {}}) == []


def test_bars_on_a_scale_that_is_not_linear_do_not_compare() -> None:
    found = scene(FORWARD)
    found["marks"][0]["channels"]["y"]["type"] = "log"
    text = "The lengths of bars on such a scale do not compare amounts."
    assert said(found, y={}) == [text]
    assert said(found | {"marks": [found["marks"][0] | {"mark": "point"}]}, y={}) == []


def test_names_have_no_order_and_each_panel_its_own() -> None:
    assert said(scene([bar(0, "Sakhalin", 1), bar(1, "Amur", 2)]), x={}) == []
    apart = [bar(0, 1947, 35), bar(1, 1946, 10, panel="20 0")]
    assert said(scene(apart), x={}) == []


def colored(*pairs: tuple[Any, str]) -> list[dict[str, Any]]:
    made = [bar(n, 1946 + n, 10, color=color) for n, (_, color) in enumerate(pairs)]
    for one, (value, _) in zip(made, pairs, strict=True):
        one["values"]["color"] = value
    return made


def test_colors_are_told_apart_where_color_is_asked_for() -> None:
    same = scene(colored(("a", "red"), ("b", "red")))
    assert said(same, color={}) == [ALIKE]
    assert said(same, x={}) == []
    assert said(scene(colored(("a", "red"), ("b", "blue"))), color={}) == []
    assert said(scene(colored(("a", "red"), (None, "red"))), color={}) == []
    some = colored(*((float(n), "red" if n < 2 else "blue") for n in range(4)))
    assert said(scene(some), color={}) == []  # a shade for each amount: near ones look alike
    one_shade = colored(*((float(n), "red") for n in range(4)))
    assert said(scene(one_shade), color={}) == [ALIKE]


def test_the_name_of_a_column_is_no_title_not_even_of_the_one_that_is_asked_for() -> None:
    for title in ("persons", "total_arrivals", ""):
        found = scene(FORWARD, axes={"x": [], "y": [title]})
        rule = {"field": "total_arrivals", "title": True}
        assert said(found, y=rule) == [NO_TITLE], title
    assert said(scene(FORWARD), y={"field": "total_arrivals", "title": True}) == []


def test_marks_that_nobody_sees_are_told_before_anything_else() -> None:
    faint = [one | {"seen": False} for one in FORWARD]
    assert said(scene(faint), x={}) == [charting.UNSEEN]
    assert said(scene([]), x={}) == [charting.UNSEEN]
    assert said(scene([]) | {"marks": []}, x={}) == [charting.NOTHING]


STROKES = {"black": True, "transparent": False, "none": False, "": False, None: False}


@pytest.mark.parametrize("gradual", [True, False])
@pytest.mark.parametrize("paint", STROKES)
def test_a_mark_without_a_color_is_not_seen(paint: str | None, gradual: bool) -> None:
    kind = "continuous" if gradual else "discrete"
    channels = {"color": {"field": "n", "type": "linear", "kind": kind}}
    looks, size = Looks("white"), {"width": 9, "height": 9, "x": 0, "y": 0}
    for mark, part in (("rule", "stroke"), ("point", "stroke"), ("bar", "fill")):
        known = {"mark": mark, "channels": channels}
        (one,) = told([(0, {**size, part: paint}, Frame())], known, looks, [])
        assert one["seen"] is STROKES[paint], mark


def test_a_color_that_lets_the_ground_through_is_seen_by_so_much_less() -> None:
    looks = Looks("white")
    looks.learn({"black", "rgba(0, 0, 0, 0.5)", "rgba(0, 0, 0, 0)", "white"})
    assert looks.contrast("black") == pytest.approx(21)
    assert looks.contrast("rgba(0, 0, 0, 0.5)") == pytest.approx(11)
    assert looks.contrast("rgba(0, 0, 0, 0)") == looks.contrast("white") == pytest.approx(1)
    shades = {"stops": [{"color": "white"}, {"color": "rgba(0, 0, 0, 0.5)"}]}
    assert looks.contrast(shades) == pytest.approx(11)


def steps(*labels: tuple[str, float]) -> str:
    """The verdict on labels beside two steps, 1,200 at 0 to 20 pixels and 1,300 at 30 to 50."""
    items = [
        {"panel": "0 0", "at": {"x": [place, 20, None]}, "values": {"x": value}}
        for place, value in ((0, "1200"), (30, "1300"))
    ]
    mark = {"channels": {"x": {"type": "band"}}, "items": items}
    return axes.judged([(text, place, 0.0) for text, place in labels], [mark], "x")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("1200", "right"),
        ("$1,200", "right"),
        ("about 1,200", "right"),
        ("1.2 thousand", "right"),
        ("the first year", "right"),
        ("1,400", "wrong"),
        ("$1,400", "wrong"),
        ("1300", "wrong"),
        (" ", "missing"),
    ],
)
def test_a_label_may_say_its_step_in_other_words_but_no_other_number(
    text: str, verdict: str
) -> None:
    assert steps((text, 10)) == verdict
